import { beforeEach, describe, expect, it } from '@jest/globals';
import {
  answers,
  answersToTests,
  antq,
  applied,
  commands,
  cycleOf,
  openingIn,
  problem,
  requests,
  sentBody,
  stageOf,
  stubUrl,
  unitOf,
} from '../support/cli-stub.js';

answersToTests();

describe('cycle', () => {
  it('follows the opening to its end and tells what opened, what passed and the days', async () => {
    openingIn(3);
    const ended = await antq(
      ['cycle', 'open', '--policy', 'quang-ngai-2025', '--year', '2027', '--rehearsal'],
      {
        terminal: true,
      },
    );
    expect(ended.code).toBe(0);
    expect(JSON.parse(requests[0]!.body)).toEqual({
      policy: 'quang-ngai-2025',
      year: 2027,
      rehearsal: 'dt1',
    });
    expect(ended.err).toContain('Đã mở 400/1.156 đơn vị');
    expect(ended.err).toContain('Đã mở 1.156/1.156 đơn vị');
    expect(ended.out).toContain('1.101 đơn vị trong năm, 55 ngoài tiêu chuẩn');
    // One line drawn over and over, given back at the end.
    expect(ended.err.indexOf('\n')).toBe(ended.err.length - 1);
    expect(ended.out).toContain('Bước đã qua: hết ngày 05/01/2027');
    expect(ended.out).toMatch(/tỉnh, xã │ 01\/01\/2027 │ 31\/03\/2027\*/);
    expect(ended.out).toContain('* mốc giả định, chưa có văn bản');
    expect(Math.max(...ended.out.split('\n').map((line) => [...line].length))).toBeLessThanOrEqual(100);
  });

  it.each([
    ['8', 8],
    ['21211', ['21211']],
    ['21211, 21034', ['21211', '21034']],
  ])('opens a rehearsal of the communes %s', async (text, communes) => {
    openingIn(0);
    const ended = await antq([
      ...['cycle', 'open', '--policy', 'p', '--year', '2027', '--rehearsal'],
      ...['--communes', text],
    ]);
    expect(ended.code).toBe(0);
    expect(JSON.parse(requests[0]!.body)).toMatchObject({ rehearsal: 'dt1', communes });
  });

  it('names the body beside a stage that is its own', async () => {
    const body = 'UBND xã, phường, đặc khu';
    openingIn(0);
    answers.set('GET /cycles/51-2027-dt1', {
      body: {
        ...cycleOf('open', 1156),
        stages: [stageOf('tinh'), { ...stageOf('xa'), stage: 'communePlan', body }],
        confirmations: [],
      },
    });
    const ended = await antq(['cycle', 'open', '--policy', 'p', '--year', '2027', '--rehearsal']);
    expect(ended.out).toMatch(/communePlan │ UBND xã, phường, đặc/);
    expect(Math.max(...ended.out.split('\n').map((line) => [...line].length))).toBeLessThanOrEqual(100);
  });

  it('fills a log with a line every two seconds at most', async () => {
    // Polls stand half a second apart.
    openingIn(8);
    const ended = await antq(['cycle', 'open', '--policy', 'p', '--year', '2027']);
    const told = ended.err.trimEnd().split('\n');
    expect(told).toEqual(['0', '1.600', '1.156'].map((units) => `Đã mở ${units}/1.156 đơn vị`));
  });

  it('counts the units of both levels in one row where their days are the same, and names what is overdue', async () => {
    const stage = (
      key: string,
      level: string,
      lastDay: string,
      awaiting: number,
      overdue: number,
      more: object = {},
    ) => ({
      ...stageOf(level),
      stage: key,
      name: `Bước ${key}`,
      due: { ...stageOf(level).due, lastDay },
      counts: { awaiting, done: 1, ...more },
      overdue,
    });
    answers.set('GET /cycles/c', {
      body: {
        ...cycleOf('opening', 400),
        stages: [
          stage('a', 'tinh', '2027-03-31', 421, 0),
          stage('b', 'tinh', '2027-11-04', 421, 1200),
          stage('a', 'xa', '2027-03-31', 678, 0),
          stage('b', 'xa', '2027-10-30', 678, 0),
          stage('c', 'tinh', '2027-12-01', 419, 0, { waived: 2 }),
          stage('c', 'xa', '2027-12-01', 676, 0, { waived: 1, closed: 1 }),
        ],
        confirmations: [],
      },
    });
    const { out } = await antq(['cycle', 'show', 'c']);
    expect(out).toContain('đang mở 400/1.156');
    expect(out).toMatch(/ không yêu cầu 3 │/);
    const rows = out.split('\n').filter((line) => line.includes('│ Bước') && line.includes('/2027'));
    expect(rows.map((row) => row.split('│').map((cell) => cell.trim()))).toEqual([
      ['', 'Bước a', '31/03/2027*', '–', '1.099', '–', '–', '2', '–', ''],
      ['', 'Bước b (tỉnh)', '04/11/2027*', '–', '421', '–', '–', '1', 'QUÁ HẠN 1.200', ''],
      ['', 'Bước b (xã)', '30/10/2027*', '–', '678', '–', '–', '1', '–', ''],
      ['', 'Bước c', '01/12/2027*', '–', '1.095', '–', '–', '2', 'không nộp 1', ''],
    ]);
  });

  it('leaves an opening that nothing works on and tells where to look', async () => {
    let polled = 0;
    const stalled = () => {
      openingIn(1);
      polled = 0;
      answers.set('GET /cycles/51-2027-dt1', () => {
        polled += 1;
        return { body: { ...cycleOf('opening', 7), stages: [], confirmations: [] } };
      });
    };
    const open = ['cycle', 'open', '--policy', 'p', '--year', '2027'];
    stalled();
    const ended = await antq(open);
    expect(ended.code).toBe(0);
    expect(ended.out).toBe(
      'Đã ghi nhận việc mở chu kỳ 51-2027-dt1; các đơn vị sẽ được mở khi Temporal và worker hoạt động trở lại. Xem: antq doctor\n',
    );
    // The first poll moves from 0 to 7; from then on thirty seconds of half a second each.
    expect(polled).toBe(61);
    stalled();
    const json = await antq([...open, '--json']);
    expect(json.code).toBe(0);
    expect(JSON.parse(json.out)).toMatchObject({ cycle: { state: 'opening', units: { opened: 7 } } });
    expect(json.err).toContain('Đã ghi nhận việc mở chu kỳ');
  });

  it('follows an opening to its end however long it takes, while units go on opening', async () => {
    openingIn(1);
    let polled = 0;
    answers.set('GET /cycles/51-2027-dt1', () => {
      polled += 1;
      const cycle = polled < 200 ? cycleOf('opening', Math.floor(polled / 50)) : cycleOf('open', 1156);
      return { body: { ...cycle, stages: [], confirmations: [] } };
    });
    const ended = await antq(['cycle', 'open', '--policy', 'p', '--year', '2027']);
    expect(ended.code).toBe(0);
    expect(ended.out).toContain('Đã mở chu kỳ 51-2027-dt1.');
  });

  it('marks assumed opening days and cut-offs, and explains the mark only where one is shown', async () => {
    const due = { ...stageOf('tinh').due, status: 'binding' };
    const stage = { ...stageOf('tinh'), due, cutOff: '2027-11-14' };
    const detail = (more: object) => ({
      body: { ...cycleOf('open', 1156), stages: [{ ...stage, ...more }], confirmations: [] },
    });
    const shown = async (...args: string[]) => (await antq(args)).out;
    const open = ['cycle', 'open', '--policy', 'p', '--year', '2027', '--no-wait'];
    openingIn(1);
    answers.set('GET /cycles/51-2027-dt1', detail({ opensAssumed: true, cutOffAssumed: true }));
    expect(await shown(...open)).toMatch(/01\/01\/2027\* │ 31\/03\/2027 │ 14\/11\/2027\*/);
    const marked = await shown('cycle', 'show', '51-2027-dt1');
    expect(marked).toContain('14/11/2027* │');
    expect(marked).toContain('* mốc giả định, chưa có văn bản');
    answers.set('GET /cycles/51-2027-dt1', detail({ opensAssumed: true }));
    expect(await shown(...open)).toContain('* mốc giả định, chưa có văn bản');
    // The opening day has no column here.
    expect(await shown('cycle', 'show', '51-2027-dt1')).not.toContain('*');
  });

  it('keeps the levels apart where only one has an assumed cut-off', async () => {
    const stages = [{ ...stageOf('tinh'), cutOffAssumed: true }, stageOf('xa')];
    answers.set('GET /cycles/c', {
      body: {
        ...cycleOf('open', 1156),
        stages: stages.map((stage) => ({ ...stage, name: 'Bước', cutOff: '2027-11-14' })),
        confirmations: [],
      },
    });
    const { out } = await antq(['cycle', 'show', 'c']);
    expect(out).toMatch(/\(tỉnh\) .*14\/11\/2027\* /);
    expect(out).toMatch(/\(xã\) .*14\/11\/2027 /);
  });

  it('goes on following while the API is away for a moment', async () => {
    openingIn(1);
    const whenBack = answers.get('GET /cycles/51-2027-dt1')!;
    let polled = 0;
    answers.set('GET /cycles/51-2027-dt1', (seen) => {
      polled += 1;
      return polled < 4 ? 'hang up' : typeof whenBack === 'function' ? whenBack(seen) : whenBack;
    });
    expect((await antq(['cycle', 'open', '--policy', 'p', '--year', '2027'])).code).toBe(0);
  });

  it.each([
    ['2026-03-10', '2026-03-09T17:00:00.000Z'],
    ['10/03/2026', '2026-03-09T17:00:00.000Z'],
    ['2026-03-10T08:00', '2026-03-10T01:00:00.000Z'],
    ['2026-03-10T08:00:00Z', '2026-03-10T08:00:00.000Z'],
  ])('reads the instant %s as Vietnamese time unless it says otherwise', async (typed, sent) => {
    answers.set('POST /cycles/51-2027-dt1/clock', { body: cycleOf('open', 1156) });
    expect((await antq(['cycle', 'clock', '--cycle', '51-2027-dt1', '--to', typed])).code).toBe(0);
    expect(sentBody()).toEqual({ to: sent });
  });

  it('shows with --print what would be sent and sends nothing', async () => {
    const line = ['cycle', 'clock', '--cycle', 'c', '--to', '2026-03-10', '--print'];
    const ended = await antq([...line, '--json']);
    expect(ended.code).toBe(0);
    expect(JSON.parse(ended.out)).toMatchObject({
      method: 'POST',
      url: `${stubUrl()}/api/v1/cycles/c/clock`,
      body: { to: '2026-03-09T17:00:00.000Z' },
    });
    const told = await antq(line);
    expect(told.code).toBe(0);
    expect(told.out).toMatch(/^Chưa gửi gì\. Yêu cầu sẽ gửi:\nPOST .*\/cycles\/c\/clock\n/);
    expect(requests).toHaveLength(0);
  });

  it('takes no --dry-run where the API cannot tell what would happen', async () => {
    const ended = await antq(['cycle', 'clock', '--cycle', 'c', '--to', '2026-03-10', '--dry-run']);
    expect(ended).toMatchObject({ code: 2, out: '' });
    expect(ended.err).toContain('Không có tùy chọn --dry-run');
  });
});

describe('cycle restart', () => {
  const restart = [
    'cycle',
    'restart',
    ...unitOf,
    '--from',
    'selfScoring',
    '--reason',
    'Chấm lại',
    '--until',
    '2027-12-05',
  ];
  beforeEach(() => {
    answers.set('GET /cycles/51-2027-dt1/units/U1/restart-plan', {
      body: {
        cycleId: '51-2027-dt1',
        unitId: 'U1',
        unitName: 'Trường THPT X',
        round: 1,
        nextRound: 2,
        superseded: [
          { stage: 'selfScoring', name: 'Cơ sở tự chấm điểm', status: 'done', newLastDay: '2027-12-05' },
        ],
        kept: [{ stage: 'q1Plan', name: 'Kế hoạch Quý I', status: 'done', lastDay: '2027-03-31' }],
      },
    });
    answers.set(commands, { body: { ...applied, kind: 'restart' } });
  });
  const posts = () => requests.filter(({ method }) => method === 'POST');

  it('is refused without --yes where nobody can answer', async () => {
    const ended = await antq(restart);
    expect(ended.code).toBe(2);
    expect(ended.err).toContain('--dry-run để xem trước, hoặc --yes để thực hiện');
    expect(requests).toHaveLength(0);
  });

  it('only shows the plan with --dry-run', async () => {
    const ended = await antq([...restart, '--dry-run']);
    expect(ended.code).toBe(0);
    expect(requests[0]!.query).toEqual({ from: 'selfScoring', until: '2027-12-05' });
    expect(ended.out).toMatch(
      /Thôi là kết quả hiện hành trong hệ thống[\s\S]*Cơ sở tự chấm điểm[\s\S]*Giữ nguyên[\s\S]*Kế hoạch Quý I/,
    );
    expect(posts()).toHaveLength(0);
  });

  it('shows the plan first and then does it with --yes', async () => {
    const ended = await antq([...restart, '--yes']);
    expect(ended.code).toBe(0);
    expect(requests.map(({ method }) => method)).toEqual(['GET', 'POST']);
    expect(ended.out.indexOf('Thôi là kết quả hiện hành trong hệ thống')).toBeLessThan(
      ended.out.indexOf('Đã mở lại chu kỳ 51-2027-dt1 của đơn vị U1.'),
    );
    expect(sentBody()).toEqual({
      kind: 'restart',
      from: 'selfScoring',
      until: '2027-12-05',
      reason: 'Chấm lại',
    });
  });

  it('leaves the plan to stderr when stdout belongs to a program', async () => {
    const ended = await antq([...restart, '--yes', '--json']);
    expect(JSON.parse(ended.out)).toMatchObject({ kind: 'restart', status: 'applied' });
    expect(ended.err).toContain('Thôi là kết quả hiện hành trong hệ thống');
  });

  it.each([
    ['co', 1],
    ['', 0],
    ['no', 0],
  ])('asks the person, and after "%s" sends %i commands', async (answer, sent) => {
    const ended = await antq(restart, { answer });
    expect(ended.code).toBe(0);
    expect(ended.asked).toHaveLength(1);
    expect(posts()).toHaveLength(sent);
  });

  it('is refused with the sentence of the plan', async () => {
    answers.set(
      'GET /cycles/51-2027-dt1/units/U1/restart-plan',
      problem(409, 'RESTART.NEEDS_DATE', 'Mở lại cần ngày cuối mới.'),
    );
    const ended = await antq([...restart, '--yes']);
    expect(ended.code).toBe(4);
    expect(posts()).toHaveLength(0);
  });
});
