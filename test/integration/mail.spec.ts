import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type SmtpCapture, startSmtpCapture } from '#infra/local';
import type { ClaimedMessage } from '#libs/application';
import { SmtpSender, TemplateRenderer } from '#libs/mail';

const params = {
  unitId: 'QN0030',
  unitName: 'Trường THPT số 2 Xã Tịnh Khê',
  cycleId: '51-2026-dt1',
  year: '2026',
  rehearsal: 'yes',
  stageName: 'Cơ sở tự chấm điểm',
  commandId: '00000000-0000-4000-8000-000000000000',
  effectiveAt: '2026-10-20T01:31:00.000Z',
  late: '',
  arrivalNumber: '',
  lastDay: 'hết ngày 27/10/2026 (Thứ Ba)',
  grace: '',
  duty: 'Kế hoạch 33/KH-UBND',
  dutyAssumed: '',
  dueSource: 'ngày đề nghị (*), chưa có văn bản ấn định',
  assumed: 'yes',
};

const message = (clockKind: 'calendar' | 'rehearsal', key: string): ClaimedMessage => ({
  id: key,
  epoch: 1,
  messageId: `<${key}@antq.example.test>`,
  cycleId: '51-2026-dt1',
  clockKind,
  template: 'receipt',
  params,
  recipient: 'dm0030@donvi.example.test',
  attempts: 1,
  uncertainTries: 0,
  createdAt: '2026-10-20T01:31:00.000Z',
});

describe('the letters', () => {
  const renderer = new TemplateRenderer();

  it('tell a receipt in Vietnamese with the time that counts, the last day and its source', () => {
    const { subject, text } = renderer.render('receipt', params);
    expect(subject).toBe('[DIỄN TẬP] [ANTQ 2026] Đã nhận: Cơ sở tự chấm điểm – Trường THPT số 2 Xã Tịnh Khê');
    expect(text).toContain('08:31 ngày 20/10/2026');
    expect(text).toContain('hết ngày 27/10/2026 (Thứ Ba)');
    expect(text).toContain('Nhiệm vụ: Kế hoạch 33/KH-UBND\n');
    expect(text).toContain('ngày đề nghị (*), chưa có văn bản ấn định');
    expect(text).toContain('Đây là thông báo tự động, không thay văn bản.');
    expect(text).not.toMatch(/\{\{|\}\}|undefined/);
  });

  it('refuse to go out while a value is missing', () => {
    const { stageName: _left, ...incomplete } = params;
    expect(() => renderer.render('receipt', incomplete)).toThrow(/stageName/);
    expect(() => renderer.render('no-such-letter', params)).toThrow(/no mail template/);
  });

  it('tell a late refusal to the one who acted, with the unit it was about', () => {
    const { text } = renderer.render('late-refusal', {
      ...params,
      addressee: 'Công an Xã Tịnh Khê',
      actorName: 'Trần Thị B',
      receivedAt: '2026-10-20T01:31:00.000Z',
      detail: 'Hãy sửa các dòng nêu dưới đây.\n- tiêu chí 2: Chưa có điểm.',
      code: 'SCORE.INVALID',
    });
    expect(text).toContain('Kính gửi: Công an Xã Tịnh Khê\n');
    expect(text).toContain(
      'Thao tác do Trần Thị B gửi lúc 08:31 ngày 20/10/2026 về Trường THPT số 2 Xã Tịnh Khê (mã QN0030)',
    );
    expect(text).toContain('dưới đây.\n- tiêu chí 2: Chưa có điểm.\n');
  });

  const ofCycle = { cycleId: '51-2026-dt1', year: '2026', rehearsal: 'yes', addressee: 'Sở Nội vụ' };

  it('still tell a reminder that an earlier version queued', () => {
    const reminders = {
      ...ofCycle,
      headline: 'Nhắc: Quý I, hết ngày 31/3/2026',
      lines: '- A\n  B',
      assumed: '',
    };
    const { subject, text, html } = renderer.render('reminders', reminders);
    expect(subject).toBe('[DIỄN TẬP] [ANTQ 2026] Nhắc: Quý I, hết ngày 31/3/2026');
    expect(text).toContain('Kính gửi: Sở Nội vụ\n');
    expect(text).toContain('\n- A\n  B\n');
    expect(text).not.toContain('(*)');
    expect(text).toMatch(/Đây là thông báo tự động, không thay văn bản\.\n$/);
    expect(html).toContain('>A\n  B</td>');
    const marked = renderer.render('reminders', { ...reminders, rehearsal: '', assumed: 'yes' });
    expect(marked.subject).toBe('[ANTQ 2026] Nhắc: Quý I, hết ngày 31/3/2026');
    expect(marked.text).toContain('(*) Chưa có văn bản quy định: ngày, nơi nhận, giấy tờ');
  });

  it('correct a day with the old one, the new one and the document', () => {
    const { subject, text } = renderer.render('correction', {
      ...ofCycle,
      stageName: 'Báo cáo kết quả',
      newShort: 'hết ngày 10/11/2026',
      units: '',
      oldLastDay: 'hết ngày 04/11/2026 (Thứ Tư)',
      newLastDay: 'hết ngày 10/11/2026 (Thứ Ba)',
      source: 'Văn bản số 15/UBND-NC ngày 23/10/2026',
      assumed: '',
    });
    expect(subject).toBe('[DIỄN TẬP] [ANTQ 2026] Đổi hạn: Báo cáo kết quả, hết ngày 10/11/2026');
    expect(text).toContain('- Việc: Báo cáo kết quả\n');
    expect(text).toContain('- Hạn đã báo: hết ngày 04/11/2026 (Thứ Tư)\n');
    expect(text).toContain('- Hạn mới: hết ngày 10/11/2026 (Thứ Ba)\n');
    expect(text).toContain('- Căn cứ: Văn bản số 15/UBND-NC ngày 23/10/2026\n');
  });

  it('say in every rehearsal that it is one, not in the subject alone', () => {
    expect(renderer.render('receipt', params).text).toMatch(/^DIỄN TẬP\. Thư của một chu kỳ diễn tập/);
    expect(renderer.render('receipt', { ...params, rehearsal: '' }).text).not.toContain('DIỄN TẬP');
  });

  it('report mails that were not delivered, with where and why', () => {
    const { subject, text } = renderer.render('undelivered', {
      ...ofCycle,
      count: '2',
      lines: '- Trạm Y tế (mã QN0004), địa chỉ a@donvi.example.test: Nhắc\n  Lý do: 550 no such user',
    });
    expect(subject).toBe('[DIỄN TẬP] [ANTQ 2026] 2 thư không gửi được');
    expect(text).toContain('địa chỉ a@donvi.example.test: Nhắc\n  Lý do: 550 no such user');
  });

  it('are not cut short by an answer that looks like the end of the subject', () => {
    const lines = '- A: Nhắc\n  Lý do: 550\n---\nhelp.example.test';
    const { text } = renderer.render('undelivered', { ...ofCycle, count: '1', lines });
    expect(text).toContain('help.example.test');
    expect(text).toMatch(/không thay văn bản\.\n$/);
  });

  it('keep a name with line breaks inside its one header line, and escape it in HTML', () => {
    const hostile = { ...params, unitName: 'A\r\nBcc: x@example.test <script>alert(1)</script>' };
    const { subject, html } = renderer.render('receipt', hostile);
    expect(subject).not.toMatch(/[\r\n]/);
    expect(html).not.toContain('<script>');
  });
});

describe('the transport', () => {
  let relay: SmtpCapture;
  let capture: SmtpCapture;
  let sender: SmtpSender;
  const mail = new TemplateRenderer().render('receipt', params);

  beforeAll(async () => {
    relay = await startSmtpCapture();
    capture = await startSmtpCapture();
    sender = new SmtpSender({
      relayUrl: relay.smtpUrl,
      captureUrl: capture.smtpUrl,
      from: 'ANTQ <antq@antq.example.test>',
    });
  });

  afterAll(async () => {
    sender.close();
    await relay.stop();
    await capture.stop();
  });

  it("never lets a rehearsal's mail reach the relay to people", async () => {
    expect((await sender.send(message('rehearsal', 'a'), mail)).kind).toBe('accepted');
    expect((await sender.send(message('calendar', 'b'), mail)).kind).toBe('accepted');
    expect(capture.mails({}).map((each) => each.messageId)).toEqual(['<a@antq.example.test>']);
    expect(relay.mails({}).map((each) => each.messageId)).toEqual(['<b@antq.example.test>']);
  });

  it('lets the office that a mail names be answered, and no other mailbox', async () => {
    const office = { name: 'Công an phường Nghĩa Lộ', address: '', telephone: '', dutyOfficer: '' };
    const named = new TemplateRenderer().render('receipt', {
      ...params,
      office: { ...office, email: 'ca@phuong.example.test' },
    });
    await sender.send(message('rehearsal', 'answered'), named);
    const [received] = capture
      .mails({})
      .filter(({ messageId }) => messageId === '<answered@antq.example.test>');
    const parsed = await capture.parsed(received?.id ?? '');
    expect(parsed?.replyTo?.text).toBe('"Công an phường Nghĩa Lộ" <ca@phuong.example.test>');
    const [unnamed] = capture.mails({}).filter(({ messageId }) => messageId === '<a@antq.example.test>');
    expect((await capture.parsed(unnamed?.id ?? ''))?.replyTo).toBeUndefined();
  });

  it.each([
    [450, 'deferred'],
    [421, 'deferred'],
    [550, 'failed'],
    [552, 'failed'],
  ])('reads %i as %s with the words of the relay', async (code, kind) => {
    capture.setRules([{ recipient: '*', code, text: 'ly do cua may chu', times: 1 }]);
    const outcome = await sender.send(message('rehearsal', `c${code}`), mail);
    expect(outcome.kind).toBe(kind);
    expect(outcome.answer).toContain('ly do cua may chu');
    capture.setRules([]);
  });

  it('calls a connection that ends after the message was handed over uncertain', async () => {
    capture.setRules([{ recipient: '*', at: 'data', drop: 'beforeAnswer', times: 1 }]);
    expect((await sender.send(message('rehearsal', 'd'), mail)).kind).toBe('uncertain');
    capture.setRules([]);
  });

  it('calls a relay that is not there deferred, because nothing was handed over', async () => {
    const away = new SmtpSender({
      relayUrl: 'smtp://127.0.0.1:9',
      captureUrl: 'smtp://127.0.0.1:9',
      from: 'a@b.test',
    });
    expect((await away.send(message('calendar', 'e'), mail)).kind).toBe('deferred');
    away.close();
  });
});

type Phase = 'greeting' | 'EHLO' | 'HELO' | 'AUTH' | 'MAIL' | 'RCPT' | 'DATA' | 'end of DATA';

interface ScriptedRelay {
  readonly port: number;
  /** Every line that clients have said. */
  readonly said: string[];
  /** What it answers where it is not what a sound relay would: a line, an end, or bytes without end. */
  script: Partial<Record<Phase, string>>;
  pipelining: boolean;
  connections: number;
  stop(): Promise<void>;
}

const CUT = 'cut';
const TRICKLE = 'trickle';

/** A relay that takes everything, but for what its script says; it takes AUTH PLAIN and has no STARTTLS. */
async function scriptedRelay(): Promise<ScriptedRelay> {
  const sockets = new Set<Socket>();
  const relay: Omit<ScriptedRelay, 'port'> = {
    said: [],
    script: {},
    pipelining: false,
    connections: 0,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
  const server = createServer((socket) => {
    sockets.add(socket);
    relay.connections += 1;
    let inText = false;
    let refused = false;
    socket.on('error', () => undefined);
    socket.on('close', () => {
      sockets.delete(socket);
      relay.connections -= 1;
    });
    const answer = (phase: Phase, sound: string): void => {
      const line = relay.script[phase] ?? sound;
      if (line === CUT) socket.destroy();
      else if (line === TRICKLE) {
        const trickling = setInterval(() => socket.write('2'), 50);
        socket.on('close', () => clearInterval(trickling));
      } else {
        refused = ['MAIL', 'RCPT'].includes(phase) && line !== sound;
        inText = line.startsWith('354');
        socket.write(`${line}\r\n`);
      }
    };
    createInterface({ input: socket }).on('line', (line) => {
      relay.said.push(line);
      if (inText) {
        if (line === '.') answer('end of DATA', '250 taken');
        return;
      }
      const verb = line.split(/[ :]/)[0]?.toUpperCase() ?? '';
      if (verb === 'EHLO')
        answer('EHLO', `250-relay\r\n${relay.pipelining ? '250-PIPELINING\r\n' : ''}250 AUTH PLAIN`);
      else if (verb === 'HELO') answer('HELO', '250 relay');
      else if (verb === 'AUTH') answer('AUTH', '235 welcome');
      else if (verb === 'MAIL') answer('MAIL', '250 ok');
      else if (verb === 'RCPT' && !refused) answer('RCPT', '250 ok');
      else if (verb === 'DATA' && !refused) answer('DATA', '354 go on');
      else socket.write(verb === 'RSET' ? '250 ok\r\n' : '503 bad sequence\r\n');
    });
    answer('greeting', '220 relay');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return Object.assign(relay, { port: (server.address() as AddressInfo).port });
}

describe('a relay in trouble', () => {
  const mail = new TemplateRenderer().render('receipt', params);
  let relay: ScriptedRelay;
  let senders: SmtpSender[] = [];

  beforeAll(async () => {
    relay = await scriptedRelay();
  });

  afterEach(() => {
    for (const sender of senders) sender.close();
    senders = [];
    relay.script = {};
    relay.said.length = 0;
  });

  afterAll(() => relay.stop());

  const senderTo = (host: string, query = '', totalTimeoutMs?: number): SmtpSender => {
    const url = `smtp://antq:secret@${host}:${relay.port}${query}`;
    const sender = new SmtpSender(
      { relayUrl: url, captureUrl: url, from: 'antq@antq.example.test' },
      totalTimeoutMs,
    );
    senders.push(sender);
    return sender;
  };

  describe.each([
    ['word by word', false],
    ['all at once', true],
  ])('spoken to %s', (_how, pipelining) => {
    it.each<[Phase, string, string]>([
      ['greeting', '554 no service here', 'deferred'],
      ['greeting', CUT, 'deferred'],
      ['EHLO', CUT, 'deferred'],
      ['AUTH', '535 wrong password', 'deferred'],
      ['AUTH', CUT, 'deferred'],
      ['MAIL', '550 sender not known', 'deferred'],
      ['MAIL', CUT, 'deferred'],
      ['RCPT', '450 later', 'deferred'],
      ['RCPT', '530 log in first', 'deferred'],
      ['RCPT', '550 no such person', 'failed'],
      ['RCPT', CUT, 'deferred'],
      ['DATA', '554 no valid recipients', 'failed'],
      ['end of DATA', '451 later', 'deferred'],
      ['end of DATA', '421 closing', 'deferred'],
      ['end of DATA', '552 too big', 'failed'],
      ['end of DATA', CUT, 'uncertain'],
    ])('that says at %s "%s" leaves the mail %s', async (phase, line, kind) => {
      relay.pipelining = pipelining;
      relay.script = { [phase]: line };
      const outcome = await senderTo('127.0.0.1').send(message('calendar', 'p'), mail);
      expect(outcome.kind).toBe(kind);
      if (line !== CUT) expect(outcome.answer).toContain(line);
    });
  });

  it('that knows neither EHLO nor HELO leaves the mail deferred', async () => {
    relay.script = { EHLO: '502 what', HELO: '502 what' };
    expect((await senderTo('127.0.0.1').send(message('calendar', 'h'), mail)).kind).toBe('deferred');
  });

  it('that answers byte by byte for ever holds no place, and nothing that waited goes out behind its back', async () => {
    relay.pipelining = false;
    relay.script = { MAIL: TRICKLE };
    const sender = senderTo('127.0.0.1', '', 1_000);
    const begun = Date.now();
    const all = Array.from({ length: sender.atOnce + 3 }, (_, index) =>
      sender.send(message('calendar', `slow${index}`), mail),
    );
    expect(new Set((await Promise.all(all)).map(({ kind }) => kind))).toEqual(new Set(['deferred']));
    expect(Date.now() - begun).toBeLessThan(3_000);

    relay.script = {};
    relay.said.length = 0;
    expect((await sender.send(message('calendar', 'next'), mail)).kind).toBe('accepted');
    await delay(500);
    const sent = relay.said.filter((line) => line.toLowerCase().startsWith('message-id:'));
    expect(sent).toEqual(['Message-ID: <next@antq.example.test>']);
  });

  it('that is slow with its last word leaves the mail uncertain', async () => {
    relay.script = { 'end of DATA': TRICKLE };
    const outcome = await senderTo('127.0.0.1', '', 1_000).send(message('calendar', 'u'), mail);
    expect(outcome).toEqual({ kind: 'uncertain', answer: 'quá thời gian chờ máy chủ thư' });
  });

  it('that offers no STARTTLS hears neither password nor mail unless it is this host or the URL allows it', async () => {
    // The same server, by a name that does not tell that it stands on this host.
    const elsewhere = '[::ffff:127.0.0.1]';
    expect((await senderTo(elsewhere).send(message('calendar', 'f'), mail)).kind).toBe('deferred');
    expect(relay.said.filter((line) => /^(AUTH|MAIL)/i.test(line))).toEqual([]);
    expect(relay.said).toContain('STARTTLS');
    for (const sender of [senderTo(elsewhere, '?requireTLS=false'), senderTo('localhost')]) {
      expect((await sender.send(message('calendar', 'f'), mail)).kind).toBe('accepted');
    }
  });
});
