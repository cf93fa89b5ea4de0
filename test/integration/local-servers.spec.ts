import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Connection } from '@temporalio/client';
import { createTransport } from 'nodemailer';
import { Client } from 'pg';
import {
  isRunning,
  type RunningPostgres,
  type RunningTemporal,
  type SmtpCapture,
  startPostgres,
  startSmtpCapture,
  startTemporal,
} from '#infra/local';
import { choosePorts } from '../../infra/local/ports.js';
import { startTcpProxy } from '../support/servers/tcp-proxy.js';

jest.setTimeout(120_000);

const scratch: string[] = [];
function scratchDir(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'antq-local-'));
  scratch.push(folder);
  return folder;
}
afterAll(() => {
  for (const folder of scratch) rmSync(folder, { recursive: true, force: true });
});

async function query<T extends object>(url: string, text: string): Promise<T[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(text)).rows;
  } finally {
    await client.end();
  }
}

async function until(condition: () => boolean | Promise<boolean>, limitMs = 10_000): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('the condition was not met in time');
    await delay(30);
  }
}

describe('embedded PostgreSQL', () => {
  const baseDir = scratchDir();
  let server: RunningPostgres;
  beforeAll(async () => {
    server = await startPostgres({ baseDir, fsync: false });
  });
  afterAll(() => server.dispose());

  it('orders Vietnamese text by the Vietnamese alphabet and keeps checksums', async () => {
    const rows = await query<{ name: string }>(
      server.appUrl,
      `select name from (values ('Đà'), ('Bình'), ('Ân'), ('Dương'), ('An'), ('Ăn')) as t(name) order by name`,
    );
    expect(rows.map(({ name }) => name)).toEqual(['An', 'Ăn', 'Ân', 'Bình', 'Dương', 'Đà']);
    expect(await query(server.appUrl, 'show data_checksums')).toEqual([{ data_checksums: 'on' }]);
  });

  it('lets the owner create tables and refuses them to the application role', async () => {
    await query(server.ownerUrl, 'create table kept (value int primary key)');
    await expect(query(server.appUrl, 'create table mine (value int)')).rejects.toThrow(/permission denied/);
    await expect(query(server.appUrl, 'select * from kept')).rejects.toThrow(/permission denied/);
  });

  it('keeps its passwords from other users of the machine and refuses a wrong one', async () => {
    expect(statSync(path.join(baseDir, 'secrets.json')).mode & 0o777).toBe(0o600);
    const wrong = server.appUrl.replace(/:[^:@]+@/, ':wrong@');
    await expect(query(wrong, 'select 1')).rejects.toThrow(/password authentication failed/);
  });

  it('keeps committed rows over a fast stop and over an immediate one, on the same port', async () => {
    const port = server.port;
    await query(server.ownerUrl, 'insert into kept values (1)');
    await server.stop('fast');
    server = await startPostgres({ baseDir, port });
    await query(server.ownerUrl, 'insert into kept values (2)');
    await server.stop('immediate');
    server = await startPostgres({ baseDir, port });
    expect(readFileSync(path.join(baseDir, 'postgres.log'), 'utf8')).toContain(
      'automatic recovery in progress',
    );
    expect(server.port).toBe(port);
    expect(await query(server.ownerUrl, 'select value from kept order by value')).toEqual([
      { value: 1 },
      { value: 2 },
    ]);
  });

  it('starts again after SIGKILL, also when the old process id belongs to a stranger', async () => {
    await query(server.ownerUrl, 'insert into kept values (3)');
    await server.kill();
    const pidFile = path.join(baseDir, 'postgres/postmaster.pid');
    const lines = readFileSync(pidFile, 'utf8').split('\n');
    const stranger = spawn('sleep', ['60'], { stdio: 'ignore' });
    try {
      writeFileSync(pidFile, [String(stranger.pid), ...lines.slice(1)].join('\n'));
      server = await startPostgres({ baseDir });
      expect(await query(server.ownerUrl, 'select count(*)::int as rows from kept')).toEqual([{ rows: 3 }]);
      expect(await isRunning(stranger.pid ?? 0)).toBe(true);
    } finally {
      stranger.kill('SIGKILL');
    }
  });

  it('ends a server that a killed launcher left running on the same data', async () => {
    const first = server;
    server = await startPostgres({ baseDir });
    expect(await isRunning(first.pid)).toBe(false);
    expect(await query(server.ownerUrl, 'select count(*)::int as rows from kept')).toEqual([{ rows: 3 }]);
  });

  it('gives a test an empty database of its own', async () => {
    const own = await server.createDatabase('one_more');
    await query(own.ownerUrl, 'create table t (v int); grant select on t to antq_app');
    expect(await query(own.appUrl, 'select * from t')).toEqual([]);
    await expect(query(own.appUrl, 'select * from kept')).rejects.toThrow(/does not exist/);
  });
});

describe('Temporal dev server', () => {
  const baseDir = scratchDir();
  let server: RunningTemporal;
  beforeAll(async () => {
    server = await startTemporal({ baseDir });
  });
  afterAll(() => server.dispose());

  async function described() {
    const connection = await Connection.connect({ address: server.address });
    try {
      const namespace = await connection.workflowService.describeNamespace({ namespace: 'antq' });
      const { customAttributes } = await connection.operatorService.listSearchAttributes({
        namespace: 'antq',
      });
      const { count } = await connection.workflowService.countWorkflowExecutions({ namespace: 'antq' });
      return {
        retentionDays: Number(namespace.config?.workflowExecutionRetentionTtl?.seconds) / 86_400,
        attributes: customAttributes ?? {},
        count: Number(count),
      };
    } finally {
      await connection.close();
    }
  }

  it('has the namespace with 400 days of retention and the four search attributes', async () => {
    const { retentionDays, attributes } = await described();
    expect(retentionDays).toBe(400);
    expect(attributes).toMatchObject({ CycleId: 2, ProvinceCode: 2, CommuneCode: 2, UnitKind: 2 });
  });

  it('shows its web interface on the address it names', async () => {
    const response = await fetch(server.uiUrl ?? '');
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('<html');
  });

  it('takes a start with the attributes at once and keeps the run over a restart at the same address', async () => {
    const start = async (workflowId: string): Promise<void> => {
      const connection = await Connection.connect({ address: server.address });
      const data = (text: string) => ({
        metadata: { encoding: Buffer.from('json/plain'), type: Buffer.from('Keyword') },
        data: Buffer.from(JSON.stringify(text)),
      });
      await connection.workflowService.startWorkflowExecution({
        namespace: 'antq',
        workflowId,
        requestId: workflowId,
        workflowType: { name: 'parked' },
        taskQueue: { name: 'nobody' },
        searchAttributes: { indexedFields: { CycleId: data('c-1'), UnitKind: data('co-quan') } },
      });
      await connection.close();
    };
    await start('w-1');
    await until(async () => (await described()).count === 1);
    const { address, port } = server;
    await server.stop();
    server = await startTemporal({ baseDir, port });
    expect(server.address).toBe(address);
    await until(async () => (await described()).count === 1);
    await server.kill();
    server = await startTemporal({ baseDir, port });
    expect((await described()).retentionDays).toBe(400);
    await start('w-2');
    await until(async () => (await described()).count === 2);
  });
});

describe('SMTP capture', () => {
  let capture: SmtpCapture;
  let dir: string;
  beforeAll(async () => {
    dir = path.join(scratchDir(), 'mail');
    capture = await startSmtpCapture({ dir });
  });
  afterEach(() => capture.setRules([]));
  afterAll(() => capture.stop());

  const send = async (to: string, subject: string, more: object = {}) => {
    const transport = createTransport({
      host: '127.0.0.1',
      port: capture.smtpPort,
      connectionTimeout: 2_000,
      socketTimeout: 1_500,
    });
    try {
      return await transport.sendMail({
        from: 'antq@quangngai.example',
        to,
        subject,
        text: 'Kính gửi đơn vị',
        ...more,
      });
    } finally {
      transport.close();
    }
  };
  const page = async (where: string): Promise<string> =>
    (await fetch(`${capture.mailboxUrl}${where}`)).text();

  it('keeps a mail with a Vietnamese subject, its envelope and its raw text', async () => {
    await send('dau.moi@truong.example', 'Nhắc hạn: nộp kế hoạch trước ngày 25/8', {
      messageId: '<a.1@antq>',
    });
    const [mail] = await capture.waitFor(1, { to: 'DAU.MOI@' });
    expect(mail).toMatchObject({
      subject: 'Nhắc hạn: nộp kế hoạch trước ngày 25/8',
      to: ['dau.moi@truong.example'],
      from: 'antq@quangngai.example',
      messageId: '<a.1@antq>',
    });
    expect((await capture.raw(mail?.id ?? ''))?.toString()).toContain('Message-ID: <a.1@antq>');
    expect(capture.mails({ subject: 'kế hoạch' })).toHaveLength(1);
    expect(capture.mails({ subject: 'báo cáo' })).toHaveLength(0);
  });

  it('lists a mail received twice as two mails', async () => {
    await send('twice@truong.example', 'Hai lần', { messageId: '<b.1@antq>' });
    await send('twice@truong.example', 'Hai lần', { messageId: '<b.1@antq>' });
    expect(capture.mails({ messageId: '<b.1@antq>' })).toHaveLength(2);
  });

  it.each([421, 450, 451, 550, 552])('answers %i to a recipient as told and keeps nothing', async (code) => {
    capture.setRules([{ recipient: `r${code}@*`, code }]);
    await expect(send(`r${code}@x.example`, 'Từ chối')).rejects.toMatchObject({ responseCode: code });
    expect(capture.mails({ to: `r${code}@` })).toHaveLength(0);
    await send('other@x.example', `Vẫn nhận ${code}`);
    expect(capture.mails({ subject: `Vẫn nhận ${code}` })).toHaveLength(1);
  });

  it('answers at RCPT and at the greeting, and drops a rule after its number of uses', async () => {
    capture.setRules([{ at: 'rcpt', recipient: 'gone@x.example', code: 550, times: 1 }]);
    await expect(send('gone@x.example', 'Một')).rejects.toMatchObject({
      responseCode: 550,
      command: 'RCPT TO',
    });
    await send('gone@x.example', 'Hai');
    expect(capture.mails({ to: 'gone@' }).map(({ subject }) => subject)).toEqual(['Hai']);
    capture.setRules([{ at: 'connect', code: 421 }]);
    await expect(send('any@x.example', 'Ba')).rejects.toMatchObject({ responseCode: 421 });
  });

  it('waits before the answer, never answers, or cuts the line, with the mail kept', async () => {
    capture.setRules([{ delayMs: 400 }]);
    const started = Date.now();
    await send('slow@x.example', 'Chậm');
    expect(Date.now() - started).toBeGreaterThanOrEqual(400);

    capture.setRules([{ recipient: 'hang@*', hang: true }]);
    await expect(send('hang@x.example', 'Treo')).rejects.toMatchObject({ code: 'ETIMEDOUT' });
    capture.setRules([{ recipient: 'cut@*', drop: 'beforeAnswer' }]);
    await expect(send('cut@x.example', 'Cắt trước')).rejects.toThrow(/closed|ECONNRESET|socket/i);
    capture.setRules([{ recipient: 'cut@*', drop: 'afterAnswer' }]);
    await expect(send('cut@x.example', 'Cắt sau')).resolves.toMatchObject({
      response: expect.stringMatching(/^250/),
    });
    expect(capture.mails({ to: 'hang@' })).toHaveLength(1);
    expect(capture.mails({ to: 'cut@' }).map(({ subject }) => subject)).toEqual(['Cắt trước', 'Cắt sau']);
    expect(
      capture
        .attempts()
        .slice(-3)
        .map(({ code, stored }) => [code, stored]),
    ).toEqual([
      [0, true],
      [0, true],
      [250, true],
    ]);
  });

  it('shows mails over HTTP without letting anything from a mail run', async () => {
    await send(
      '"><script>alert(1)</script>@x.example'.replace(/[^a-z@.]/g, ''),
      '<script>alert(2)</script> & bạn',
      {
        html: '<p onclick="x()">Chào</p><script>alert(3)</script>',
        attachments: [{ filename: 'biên bản.html', content: '<script>alert(4)</script>' }],
      },
    );
    const mail = capture.mails({ subject: 'alert(2)' })[0];
    const list = await page('/?tim=alert(2)');
    expect(list).toContain('&lt;script&gt;alert(2)&lt;/script&gt; &amp; bạn');
    expect(list).not.toContain('<script');
    const shown = await fetch(`${capture.mailboxUrl}/mails/${mail?.id}`);
    expect(await shown.text()).not.toContain('<script');
    expect(shown.headers.get('content-security-policy')).toContain("default-src 'none'");
    const framed = await fetch(`${capture.mailboxUrl}/mails/${mail?.id}/html`);
    expect(framed.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/);
    const attachment = await fetch(`${capture.mailboxUrl}/mails/${mail?.id}/attachments/0`);
    expect(attachment.headers.get('content-type')).toBe('application/octet-stream');
    expect(attachment.headers.get('content-disposition')).toContain("attachment; filename*=UTF-8''bi%C3%AAn");
    const hostile = '/?tim=%22%3E%3Cscript%3E';
    expect(await page(hostile)).not.toContain('<script');
  });

  it('answers programs: filters, one mail, raw, rules, unknown mail', async () => {
    const api = async (where: string, init?: RequestInit) => fetch(`${capture.mailboxUrl}${where}`, init);
    await send('api@x.example', 'Qua API');
    const all = (await (await api('/api/mails?to=api@x')).json()) as { id: string; receivedAt: string }[];
    expect(all).toHaveLength(1);
    const id = all[0]?.id ?? '';
    expect(await (await api(`/api/mails?after=${id}`)).json()).toEqual([]);
    expect(await (await api(`/api/mails/${id}`)).json()).toMatchObject({
      subject: 'Qua API',
      text: 'Kính gửi đơn vị\n',
    });
    expect(await (await api(`/api/mails/${id}/raw`)).text()).toContain('To: api@x.example');
    expect((await api('/api/mails/00000000-000000')).status).toBe(404);
    const put = (body: string) => api('/api/rules', { method: 'PUT', body });
    expect((await put('[{"code":451,"times":1}]')).status).toBe(200);
    await expect(send('api@x.example', 'Bị hoãn')).rejects.toMatchObject({ responseCode: 451 });
    expect((await put('[{"kode":451}]')).status).toBe(400);
    expect((await put('nonsense')).status).toBe(400);
  });

  it('is closed to pages of other origins and to rebound names', async () => {
    const foreign = await fetch(`${capture.mailboxUrl}/api/mails`, {
      method: 'DELETE',
      headers: { origin: 'https://evil.example' },
    });
    expect(foreign.status).toBe(403);
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(capture.httpPort, '127.0.0.1', () => {
        socket.write('GET /api/mails HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n');
      });
      let text = '';
      socket.on('data', (chunk) => (text += chunk.toString()));
      socket.on('end', () => resolve(text));
      socket.on('error', reject);
    });
    expect(answer).toMatch(/^HTTP\/1.1 403/);
    expect(capture.mails().length).toBeGreaterThan(0);
  });

  it('keeps its mails over a restart, ignores a torn last line, and never uses an id twice', async () => {
    const before = capture.mails();
    await capture.stop();
    writeFileSync(
      path.join(dir, 'index.jsonl'),
      `${readFileSync(path.join(dir, 'index.jsonl'), 'utf8')}{"id":"0000`,
    );
    capture = await startSmtpCapture({ dir });
    expect(capture.mails()).toEqual(before);
    await send('later@x.example', 'Sau khởi động lại');
    const last = capture.mails().at(-1)?.id ?? '';
    expect((await fetch(`${capture.mailboxUrl}/api/mails`, { method: 'DELETE' })).status).toBe(204);
    expect(readdirSync(dir)).toEqual(['index.jsonl']);
    await capture.stop();
    capture = await startSmtpCapture({ dir });
    await send('after@x.example', 'Sau khi xóa');
    const [first, ...others] = capture.mails();
    expect(others).toEqual([]);
    expect((first?.id ?? '') > last).toBe(true);
  });
});

describe('ports', () => {
  it('keeps a chosen port, replaces a taken one and says which was wanted', async () => {
    const file = path.join(scratchDir(), 'ports.json');
    const first = await choosePorts(file, [{ name: 'mailbox' }]);
    expect(await choosePorts(file, [{ name: 'mailbox' }])).toEqual(first);
    const holder = createServer().listen(first.mailbox?.port, '127.0.0.1');
    await new Promise((resolve) => holder.once('listening', resolve));
    const second = await choosePorts(file, [{ name: 'mailbox' }]);
    expect(second.mailbox?.takenPort).toBe(first.mailbox?.port);
    expect(second.mailbox?.port).not.toBe(first.mailbox?.port);
    await new Promise((resolve) => holder.close(resolve));
    expect(await choosePorts(file, [{ name: 'mailbox' }])).toEqual(first);
  });
});

describe('TCP proxy', () => {
  it('passes, delays, cuts, goes silent and comes back', async () => {
    const echo = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.pipe(socket);
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => echo.once('listening', resolve));
    const proxy = await startTcpProxy({ port: (echo.address() as { port: number }).port });
    const ask = (limitMs: number): Promise<string> =>
      new Promise((resolve) => {
        const socket = connect(proxy.port, '127.0.0.1', () => socket.write('ping'));
        const end = (answer: string): void => {
          clearTimeout(timer);
          socket.destroy();
          resolve(answer);
        };
        const timer = setTimeout(() => end('silence'), limitMs);
        socket.on('data', (chunk) => end(chunk.toString()));
        socket.on('error', () => end('cut'));
        socket.on('close', () => end('cut'));
      });
    try {
      expect(await ask(1_000)).toBe('ping');
      proxy.delay(200);
      const started = Date.now();
      expect(await ask(2_000)).toBe('ping');
      expect(Date.now() - started).toBeGreaterThanOrEqual(200);
      proxy.cut();
      expect(await ask(1_000)).toBe('cut');
      proxy.halfOpen();
      expect(await ask(300)).toBe('silence');
      proxy.resume();
      expect(await ask(1_000)).toBe('ping');
    } finally {
      await proxy.stop();
      echo.close();
    }
  });
});
