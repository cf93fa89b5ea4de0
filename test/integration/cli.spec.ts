import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import {
  answers,
  answersToTests,
  antq,
  applied,
  cliFolder,
  commands,
  openingIn,
  problem,
  requests,
  sentBody,
  stubUrl,
  unitOf,
} from '../support/cli-stub.js';

answersToTests();

describe('the way a command ends', () => {
  it('is 0 when it is done, with a key of its own for each POST', async () => {
    answers.set(commands, { body: applied });
    const ended = await antq(['submit', ...unitOf, '--stage', 'q1Plan', '--paper-number', '12/KH']);
    expect(ended).toMatchObject({ code: 0, err: '' });
    expect(ended.out.split('\n')[0]).toBe(
      'Đã gửi “Nghị quyết, kế hoạch Quý I” của đơn vị U1, chu kỳ 51-2027-dt1.',
    );
    expect(ended.out).toContain('Tính vào lúc 01/03/2027 08:00:00, đúng hạn.');
    expect(sentBody()).toEqual({ kind: 'submit', stage: 'q1Plan', paper: { number: '12/KH' } });
    const first = requests.at(-1)!.headers;
    expect(first.authorization).toBe('Bearer secret');
    expect(first['idempotency-key']).toMatch(/^[0-9a-f-]{36}$/);
    await antq(['submit', ...unitOf, '--stage', 'q1Plan']);
    expect(requests.at(-1)!.headers['idempotency-key']).not.toBe(first['idempotency-key']);
    await antq(['submit', ...unitOf, '--stage', 'q1Plan', '--key', 'khoa-cua-toi']);
    expect(requests.at(-1)!.headers['idempotency-key']).toBe('khoa-cua-toi');
  });

  it('is 0 with the way to the outcome when the outcome is not there yet', async () => {
    answers.set(commands, { status: 202, body: { ...applied, status: 'received', late: undefined } });
    const ended = await antq(['submit', ...unitOf, '--stage', 'q1Plan']);
    expect(ended.code).toBe(0);
    expect(ended.out).toContain('Đã tiếp nhận, chưa có kết quả');
    expect(ended.out).toContain('xem: antq command show c-1');
  });

  it.each([
    [['cycle', 'open', '--policy', 'p'], 'Thiếu tùy chọn --year'],
    [['cycle', 'open', '--policy', 'p', '--year', 'soon'], 'Cần một số nguyên'],
    [['cycle', 'clock', '--cycle', 'c', '--to', '2026-02-30'], 'Cần một thời điểm'],
    [['cycle', 'show'], 'Thiếu mã'],
    [['cycle', 'shwo'], 'Không có lệnh "shwo". Có phải là show?'],
    [['doctor', '--colour'], 'Không có tùy chọn --colour'],
    [['doctor', 'now'], 'nhiều đối số hơn'],
    [['score', 'explain', '--cycle'], 'Tùy chọn --cycle <mã> cần một giá trị'],
    [
      ['cycle', 'open', '--policy', 'p', '--year', '2027', '--clock-start', '2027-01-01'],
      'Hãy thêm --rehearsal',
    ],
    [['cycle', 'open', '--policy', 'p', '--year', '2027', '--communes', '8'], 'Hãy thêm --rehearsal'],
    [
      ['cycle', 'open', '--policy', 'p', '--year', '2027', '--rehearsal', '--communes', 'tám'],
      'Cần một số xã, phường',
    ],
    [
      ['submit', ...unitOf, '--stage', 's', '--on-behalf', '--arrival-number', '88'],
      'Số đến và ngày đến phải đi cùng nhau',
    ],
    [['submit', ...unitOf, '--stage', 's', '--as', 'unit-head'], 'Không có mã truy cập nào'],
    [['submit', ...unitOf, '--stage', 's', '--sheet', '/nowhere/x.csv'], 'không có tệp này'],
    [['unit', 'import', 'list.pdf'], 'không phải .csv, .xlsx hay .ods'],
  ])('is 2 with one sentence for %j, and nothing is sent', async (args, sentence) => {
    const ended = await antq(args);
    expect(ended).toMatchObject({ code: 2, out: '' });
    expect(ended.err).toContain(sentence);
    expect(ended.err.trimEnd().split('\n')).toHaveLength(1);
    expect(requests).toHaveLength(0);
  });

  it('is 2 where no token is known, and a local token does not leave for another address', async () => {
    writeFileSync(
      path.join(cliFolder(), 'cli.json'),
      JSON.stringify({ apiUrl: 'http://127.0.0.1:9', token: 'local' }),
    );
    const ended = await antq(['cycle', 'list'], { settings: { token: undefined } });
    expect(ended.code).toBe(2);
    expect(ended.err).toContain('Chưa có mã truy cập');
    expect(requests).toHaveLength(0);
  });

  it('is 3 for what is not there', async () => {
    answers.set(
      'GET /cycles/none',
      problem(404, 'CYCLE.UNKNOWN', 'Không có chu kỳ "none" trong phạm vi của tài khoản.'),
    );
    const ended = await antq(['cycle', 'show', 'none']);
    expect(ended).toMatchObject({ code: 3, out: '' });
    expect(ended.err).toBe('Không có chu kỳ "none" trong phạm vi của tài khoản. [CYCLE.UNKNOWN]\n');
  });

  it.each([400, 401, 403, 409, 422])(
    'is 4 with the listed problems for a refusal with status %i',
    async (status) => {
      const place = 'tiêu chí 4a';
      answers.set(
        commands,
        problem(status, 'SCORE.INVALID', 'Bảng điểm có chỗ chưa đúng.', [
          { code: 'X', place, message: 'quá điểm' },
        ]),
      );
      const ended = await antq(['submit', ...unitOf, '--stage', 'selfScoring']);
      expect(ended).toMatchObject({ code: 4, out: '' });
      expect(ended.err).toBe('Bảng điểm có chỗ chưa đúng. [SCORE.INVALID]\n  - tiêu chí 4a: quá điểm\n');
    },
  );

  it('is 4 with what to type here, which the sentence of the API does not know', async () => {
    const detail = 'Bước đã hết thời gian tiếp nhận, nên mở lại cần ngày cuối mới.';
    answers.set(commands, problem(409, 'RESTART.NEEDS_DATE', detail));
    const ended = await antq(['submit', ...unitOf, '--stage', 'q1Plan']);
    expect(ended).toMatchObject({ code: 4, out: '' });
    expect(ended.err).toBe(`${detail} [RESTART.NEEDS_DATE]\nThêm --until YYYY-MM-DD.\n`);
    answers.set(commands, { body: { ...applied, status: 'refused', code: 'RETURN.NEEDS_DATE', detail } });
    expect((await antq(['submit', ...unitOf, '--stage', 'q1Plan'])).err).toBe(
      `${detail}\nThêm --answer-by YYYY-MM-DD.\n`,
    );
  });

  it('is 5 when a part behind the API is away, and 4 when the matter has to wait', async () => {
    answers.set('GET /cycles', problem(503, 'SYSTEM.BUSY', 'Hệ thống đang bận.'));
    expect((await antq(['cycle', 'list'])).code).toBe(5);
    answers.set('GET /cycles', problem(503, 'CYCLE.OPENING', 'Chu kỳ đang mở.'));
    expect((await antq(['cycle', 'list'])).code).toBe(4);
  });

  it('is 5 with a sentence when nothing listens', async () => {
    const ended = await antq(['doctor'], { settings: { url: 'http://127.0.0.1:1' } });
    expect(ended).toMatchObject({ code: 5, out: '' });
    expect(ended.err).toContain('Không kết nối được với API tại http://127.0.0.1:1');
  });

  it('is 5 with the key to send again when the API dies under a command', async () => {
    answers.set(commands, 'hang up');
    const ended = await antq(['submit', ...unitOf, '--stage', 'q1Plan']);
    expect(ended.code).toBe(5);
    expect(ended.err).toContain(`gửi lại với --key ${String(requests.at(-1)!.headers['idempotency-key'])}`);
  });

  it('is 1 when something else than the API answers', async () => {
    answers.set('GET /cycles', { body: '<html>' });
    const ended = await antq(['cycle', 'list']);
    expect(ended.code).toBe(1);
    expect(ended.err).toContain('trả lời không đúng dạng của API');
  });
});

describe('doctor', () => {
  const part = (key: string, ok: boolean) => ({
    key,
    name: key,
    ok,
    detail: ok ? 'chạy' : 'không trả lời',
    tookMs: 4.2,
  });

  it('says in words which part is down and ends with 5, without a token', async () => {
    answers.set('GET /health/parts', {
      body: { ok: false, parts: [part('postgresql', true), part('smtp', false)] },
    });
    const ended = await antq(['doctor'], { settings: { token: undefined } });
    expect(ended.code).toBe(5);
    expect(ended.out).toMatch(/postgresql\s+│ tốt/);
    expect(ended.out).toMatch(/smtp\s+│ HỎNG/);
    expect(ended.out).toContain('Đang hỏng: smtp.');
    expect(requests.at(-1)!.headers.authorization).toBeUndefined();
  });

  it('gives up before ten seconds when the API is silent', async () => {
    answers.set('GET /health/parts', 'silence');
    const begun = Date.now();
    const ended = await antq(['doctor']);
    expect(ended.code).toBe(5);
    expect(ended.err).toContain('không trả lời trong 9 giây');
    expect(Date.now() - begun).toBeLessThan(10_000);
  }, 20_000);
});

describe('--json', () => {
  it('prints the answer of the API and nothing else', async () => {
    const pack = { jurisdiction: '51', validFrom: '2025-08-21', base: false };
    const page = { items: [{ id: 'quang-ngai-2025', title: 'Kế hoạch', ...pack }], faults: [] };
    answers.set('GET /policies', { body: page });
    const ended = await antq(['policy', 'list', '--json']);
    expect(ended).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(ended.out)).toEqual(page);
  });

  it('prints the refusal for the program and the sentence for the person', async () => {
    const refusal = problem(409, 'STAGE.NOT_OPEN', 'Bước chưa mở.');
    answers.set(commands, refusal);
    const ended = await antq(['submit', '--json', ...unitOf, '--stage', 'dossier']);
    expect(ended.code).toBe(4);
    expect(JSON.parse(ended.out)).toEqual(refusal.body);
    expect(ended.err).toBe('Bước chưa mở. [STAGE.NOT_OPEN]\n');
  });

  it('keeps progress out of the way of the opened cycle', async () => {
    openingIn(3);
    const ended = await antq(['cycle', 'open', '--policy', 'p', '--year', '2027', '--json']);
    expect(ended).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(ended.out)).toMatchObject({
      isNew: true,
      cycle: { state: 'open', units: { opened: 1156 } },
    });
  });
});

describe('tokens', () => {
  beforeEach(() => {
    writeFileSync(
      path.join(cliFolder(), 'cli.json'),
      JSON.stringify({ apiUrl: stubUrl(), token: 'of-admin' }),
    );
    writeFileSync(
      path.join(cliFolder(), 'tokens.json'),
      JSON.stringify([
        { role: 'unit-head', roleName: 'thủ trưởng đơn vị', name: 'A', token: 'of-head', scope: 'U1' },
        { role: 'unit-officer', roleName: 'cán bộ đầu mối', name: 'B', token: 'of-officer', scope: 'U1' },
        { role: 'appraiser', roleName: 'cơ quan thẩm định', name: 'C', token: 'of-appraiser', scope: '51' },
      ]),
    );
    answers.set(commands, { body: applied });
    answers.set('GET /cycles', { body: { items: [] } });
  });
  const local = { settings: { url: undefined, token: undefined } };
  const bearer = () => requests.at(-1)!.headers.authorization;

  it('are the administrator’s by default and the head’s for a submit', async () => {
    await antq(['cycle', 'list'], local);
    expect(bearer()).toBe('Bearer of-admin');
    await antq(['submit', ...unitOf, '--stage', 'q1Plan'], local);
    expect(bearer()).toBe('Bearer of-head');
    await antq(['return', ...unitOf, '--stage', 'q1Plan', '--reason', 'Thiếu', '--items', '4a, 5d'], local);
    expect(bearer()).toBe('Bearer of-appraiser');
    expect(sentBody()).toEqual({ kind: 'return', stage: 'q1Plan', reason: 'Thiếu', items: ['4a', '5d'] });
  });

  it('are those of the administrator for a paper entered on behalf', async () => {
    const paper = ['--on-behalf', '--arrival-number', '88', '--arrived-on', '2027-03-02'];
    await antq(['submit', ...unitOf, '--stage', 'q1Plan', ...paper], local);
    expect(bearer()).toBe('Bearer of-admin');
    expect(sentBody()).toMatchObject({ onBehalf: { arrivalNumber: '88', arrivedOn: '2027-03-02' } });
  });

  it('of a paper whose receipt stands need no number: the receipt has it', async () => {
    await antq(['submit', ...unitOf, '--stage', 'q1Plan', '--on-behalf'], local);
    expect(sentBody()).toMatchObject({ onBehalf: {} });
  });

  it('are those of the province that the pack of a rehearsal is for', async () => {
    const administrators = ['51', '30', '00'].map((provinceCode) => ({
      ...{ role: 'administrator', roleName: 'quản trị', name: 'D', token: `of-${provinceCode}` },
      scope: { provinceCode },
    }));
    writeFileSync(path.join(cliFolder(), 'tokens.json'), JSON.stringify(administrators));
    for (const [policy, year, token] of [
      ['quang-ngai-2025', '2026', 'of-51'],
      ['hai-duong-2024', '2024', 'of-30'],
      ['huong-dan-413-2021', '2021', 'of-00'],
      ['khong-co', '2021', 'of-51'],
    ] as const) {
      await antq(['rehearse', '--policy', policy, '--year', year], local);
      expect([policy, bearer()]).toEqual([policy, `Bearer ${token}`]);
    }
  });

  it('follow --as, and a token that is named wins over both', async () => {
    await antq(['submit', ...unitOf, '--stage', 'q1Plan', '--as', 'unit-officer'], local);
    expect(bearer()).toBe('Bearer of-officer');
    await antq(['submit', ...unitOf, '--stage', 'q1Plan', '--token', 'typed'], local);
    expect(bearer()).toBe('Bearer typed');
    const ended = await antq(['cycle', 'list', '--as', 'supervisor'], local);
    expect(ended.code).toBe(2);
    expect(ended.err).toContain('unit-head (thủ trưởng đơn vị)');
  });
});

describe('mail list', () => {
  const message = {
    id: 'ec022b8d-dbdc-4874-b08a-9961ed13ee29',
    messageId: '<a@b>',
    cycleId: '51-2027-dt1',
    unitId: 'QN0030',
    template: 'receipt',
    recipient: 'dm0030@donvi.example.test',
    subject: '[DIỄN TẬP] [ANTQ 2027] Đã nhận: Nghị quyết, kế hoạch Quý I – Trường THPT số 2 Xã Tịnh Khê',
    state: 'accepted',
    uncertain: true,
    attempts: 2,
    createdAt: '2027-03-01T01:00:00.000Z',
  };
  beforeEach(() => void answers.set('GET /messages', { body: { items: [message] } }));

  it('has two lines a mail, marks what may have gone twice and leaves the id to --full', async () => {
    const { out, err } = await antq(['mail', 'list']);
    expect(err).toBe('');
    expect(out).toMatch(
      /│ 01\/03\/2027 │ QN0030 .*│ Đã nhận: .*│ dm0030@donvi\.example\.test │ đã chuyển \?/,
    );
    expect(out).toMatch(/│ 08:00 +│ 51-2027-dt1 │/);
    expect(out).toContain('? có lúc chưa chắc đã gửi');
    expect(out).not.toContain(message.id);
    expect(Math.max(...out.split('\n').map((line) => [...line].length))).toBeLessThanOrEqual(100);
    const full = await antq(['mail', 'list', '--full']);
    expect(full.out).toContain(message.subject);
    expect(full.out).toContain(`antq mail show ${message.id}`);
  });
});

describe('command show', () => {
  it('waits for the outcome when asked to, and a refusal ends with 4', async () => {
    let polls = 0;
    answers.set('GET /commands/c-1', () => {
      polls += 1;
      return polls < 3
        ? { body: { ...applied, status: 'received' } }
        : { body: { ...applied, status: 'refused', code: 'STAGE.NOT_OPEN', detail: 'Bước chưa mở.' } };
    });
    const ended = await antq(['command', 'show', 'c-1', '--wait']);
    expect(ended.code).toBe(4);
    expect(ended.err).toContain('Bước chưa mở.');
    expect((await antq(['command', 'show', 'c-1'])).code).toBe(0);
  });
});

describe('checks', () => {
  it.each([
    [
      'audit verify',
      ['audit', 'verify', '--cycle', 'c'],
      'GET /audit/verify',
      { chains: 2, rows: 1500, broken: [{ areaCode: '21000', seq: 7, fault: 'sai mã băm' }] },
    ],
    [
      'policy check',
      ['policy', 'check', 'p'],
      'GET /policies/p/check',
      { errors: [{ code: 'E', path: 'classes', message: 'Thiếu' }], assumed: [] },
    ],
    [
      'audit reconcile',
      ['audit', 'reconcile', '--cycle', 'c'],
      'GET /cycles/c/reconciliation',
      { findings: [{ kind: 'k', object: 'o', detail: 'd' }] },
    ],
  ])('%s ends with 0 when sound and with 4 when not', async (_name, args, route, body) => {
    answers.set(route, { body: { ...body, ok: false } });
    expect((await antq(args)).code).toBe(4);
    answers.set(route, { body: { ...body, ok: true } });
    expect((await antq(args)).code).toBe(0);
  });
});

describe('help', () => {
  it.each([[['--help']], [['cycle', 'open', '--help']], [['help', 'submit']]])(
    'is Vietnamese for %j',
    async (args) => {
      const ended = await antq(args);
      expect(ended).toMatchObject({ code: 0, err: '' });
      expect(ended.out).toContain('Cách dùng: antq');
      expect(ended.out).not.toMatch(/Usage|Options:|Commands:|display help/);
    },
  );

  it('of a group without its command is a fault of usage', async () => {
    const ended = await antq(['cycle']);
    expect(ended).toMatchObject({ code: 2, out: '' });
    expect(ended.err).toContain('Các lệnh:');
  });
});
