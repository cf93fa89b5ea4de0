import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AmendDeadline, type Identity, Reconciler, RecordChoice, type Runs } from '#libs/application';
import type { DeadlineBody } from '#libs/contracts';
import { Seeder } from '#libs/persistence';
import { check } from '../support/checker/index.js';
import { KeptBoards, type Look } from '../support/kept-boards.js';
import { COMMUNE, type SmallCycle, SmallProvince } from '../support/small-cycle.js';
import { story } from '../support/story.js';
import { bodies } from '../support/unit-year-driver.js';

const [BEST, SLOW, GIVEN, RURAL, CLOSED] = ['QN0001', 'QN0002', 'QN0003', 'QN0004', 'QN0005'] as const;
const NURSERY = 'QN0006';
const OTHER_COMMUNE = '21212';
const mailbox = (id: string) => `${id.toLowerCase()}@donvi.example.test`;
const runs = new Proxy({} as Runs, {
  get: (_target, name) => () => Promise.resolve(name === 'openUnitIds' ? [] : undefined),
});

let province: SmallProvince;

beforeAll(async () => {
  province = await SmallProvince.open([
    [BEST, 'Sở Tư pháp', 'tinh', mailbox(BEST)],
    [SLOW, 'Sở Nội vụ', 'tinh', mailbox(SLOW)],
    [GIVEN, 'Sở Y tế', 'tinh', mailbox(GIVEN)],
    [RURAL, 'Trạm Y tế xã', 'xa', mailbox(RURAL)],
    [CLOSED, 'Bưu điện xã', 'xa', mailbox(CLOSED)],
  ]);
  await new Seeder(province.source).areas([
    { code: OTHER_COMMUNE, kind: 'xa', name: 'Xã Tịnh Bắc', adminKind: 'xã', parentCode: '51' },
  ]);
  await province.unitOfWork.inTransaction(async (records) => {
    const [rural] = await records.units.several([RURAL]);
    if (rural === undefined) throw new Error('no unit');
    const contacts = [{ role: 'officer', name: 'Cán bộ đầu mối', email: mailbox(NURSERY) }] as const;
    const place = { communeCode: OTHER_COMMUNE, contacts };
    await records.units.save('51', [
      { ...rural, ...place, id: NURSERY, name: 'Nhà trẻ', kind: 'co-so-giao-duc', subKind: 'nha-tre' },
    ]);
  });
}, 120_000);

afterAll(() => province?.dispose());

const COMMUNE_OFFICE: Identity = {
  actorId: randomUUID(),
  name: 'Công an xã',
  role: 'appraiser',
  scope: { level: 'xa', communeCode: COMMUNE },
};
const looksOf = ({ administrator }: SmallCycle): readonly Look[] => [
  { who: administrator },
  { who: administrator, kind: 'co-so-giao-duc' },
  { who: administrator, commune: OTHER_COMMUNE },
  { who: COMMUNE_OFFICE },
];

const amend = (cycle: SmallCycle, change: Pick<DeadlineBody, 'stage' | 'day'>) =>
  new AmendDeadline(province.unitOfWork, runs, province.rules).execute(
    cycle.administrator,
    cycle.id,
    { level: '*', operator: 'by', number: '9/CV', date: '2026-03-20', reason: 'Sửa hạn', ...change },
    randomUUID(),
    false,
  );
const letIn = (cycle: SmallCycle, unit: string) =>
  new RecordChoice(province.unitOfWork, runs, province.rules).execute(
    cycle.administrator,
    cycle.id,
    { gap: 'OUTSIDE_STANDARD', option: 'inside', unit, reason: 'Đơn vị đề nghị được xét' },
    randomUUID(),
    false,
  );
const office = (role: Identity['role']) => ({ role, scope: { level: 'tinh', provinceCode: '51' } }) as const;

/** What happens on each day of the year, in the order of the days; each is told what to call at its time. */
const yearOf = (cycle: SmallCycle): readonly (readonly [at: string, what: () => Promise<unknown>])[] => [
  ['2026-03-20T09:00', () => cycle.submit(BEST, bodies.submit('q1Plan'))],
  ['2026-03-20T10:00', () => cycle.submit(RURAL, bodies.submit('q1Plan'))],
  [
    '2026-03-24T09:00',
    () => cycle.act(COMMUNE_OFFICE, RURAL, bodies.giveBack('q1Plan', { answerBy: '2026-04-05' })),
  ],
  ['2026-03-25T09:00', () => amend(cycle, { stage: 'q1Plan', day: '2026-04-10' })],
  ['2026-04-02T09:00', async () => undefined],
  [
    '2026-04-08T09:00',
    () =>
      cycle.act(cycle.administrator, GIVEN, {
        kind: 'extend',
        stage: 'q1Plan',
        until: '2026-04-20',
        reason: 'Thiên tai',
      }),
  ],
  ['2026-04-11T09:00', () => letIn(cycle, NURSERY)],
  ['2026-04-15T09:00', () => cycle.submit(SLOW, bodies.submit('q1Plan'))],
  ['2026-04-21T09:00', () => cycle.act(cycle.administrator, CLOSED, { kind: 'close', reason: 'Giải thể' })],
  [
    '2026-05-04T09:00',
    async () => {
      // On behalf: the paper tells an earlier day than that on which it was entered.
      const onBehalf = { arrivalNumber: '77', arrivedOn: '2026-04-29' };
      await cycle.act(cycle.administrator, RURAL, bodies.submit('q1Plan', { onBehalf }));
    },
  ],
  [
    '2026-10-20T09:00',
    async () => {
      for (const stage of ['registration', 'festival', 'selfScoring', 'unitReport'] as const) {
        await cycle.submit(BEST, bodies.submit(stage));
      }
    },
  ],
  ['2026-11-16T09:00', () => cycle.submit(BEST, bodies.submit('dossier'))],
  ['2026-11-19T09:00', () => cycle.act(office('appraiser'), BEST, bodies.appraise())],
  ['2026-11-24T09:00', () => cycle.act(office('deciding-body'), BEST, bodies.decide())],
  [
    '2026-11-26T09:00',
    () => cycle.act(cycle.administrator, BEST, bodies.restart('dossier', { until: '2026-12-20' })),
  ],
  ['2026-12-15T09:00', () => cycle.submit(BEST, bodies.submit('dossier'))],
];

async function holds(cycle: SmallCycle): Promise<void> {
  const findings = await new Reconciler(province.unitOfWork, runs, province.rules).check(cycle.id);
  // No run is part of this.
  const aboutRuns = ['runMissing', 'runWithoutYear', 'runBehind'];
  expect(findings.filter(({ kind }) => !aboutRuns.includes(kind))).toEqual([]);
  const found = await check({ database: province.ownerUrl, mails: [], histories: async () => [] });
  expect(found.filter(({ invariant }) => invariant === 'I6')).toEqual([]);
}

/** That the days differ at all: a board that says the same of every day would be right of none. */
const different = (boards: readonly { readonly then: unknown }[]): number =>
  new Set(boards.map(({ then }) => JSON.stringify((then as { boards: unknown }).boards))).size;

const { chapter, step } = story('a rehearsed year is looked back upon');

chapter('the board of a past day', () => {
  let cycle: SmallCycle;
  let kept: KeptBoards;

  step('of a rehearsed year says what it said on that day, in every field', async () => {
    cycle = await province.rehearse('nhin-lai');
    kept = new KeptBoards(province, cycle.id, looksOf(cycle));
    await kept.keep();
    for (const [at, happens] of yearOf(cycle)) {
      await cycle.moveTo(at);
      await happens();
      await kept.keep();
    }
    await cycle.moveTo('2027-01-15T09:00');
    for (const unit of [BEST, SLOW, GIVEN, RURAL, NURSERY, 'UBX']) {
      await cycle.act(cycle.administrator, unit, { kind: 'close', reason: 'Hết năm' });
    }
    await province.unitOfWork.inTransaction((records) =>
      records.cycles.markClosed(cycle.id, '2027-01-15T02:00:00.000Z'),
    );
    await kept.keep();
    await cycle.moveTo('2027-01-20T09:00');
    const compared = await kept.compared();
    expect(compared).toHaveLength(17);
    // On one of these days nothing happened and nothing became due.
    expect(different(compared)).toBe(16);
    for (const { now, then } of compared) expect(now).toEqual(then);
    await holds(cycle);
  });

  step('of a day on which nothing happened tells what had become overdue by then', async () => {
    const overdue: Record<string, number | undefined> = {};
    for (const day of ['2026-04-10', '2026-04-13', '2026-04-20', '2026-04-22']) {
      const [board] = await kept.boards(day);
      overdue[day] = board?.total[board.columns.findIndex(({ stage }) => stage === 'q1Plan')]?.overdue;
    }
    expect(overdue).toEqual({ '2026-04-10': 0, '2026-04-13': 4, '2026-04-20': 3, '2026-04-22': 3 });
  });

  step('is refused for a day to come, and for one before the opening', async () => {
    await expect(kept.boards('2027-01-21')).rejects.toMatchObject({ code: 'BOARD.DAY_AHEAD' });
    await expect(kept.boards('2025-12-31')).rejects.toMatchObject({ code: 'BOARD.BEFORE_OPENING' });
    const [today] = await kept.boards('2027-01-20');
    const [present] = await kept.boards();
    expect(today).toEqual({ ...present, now: today?.now, asOf: '2027-01-20' });
  });

  step('is refused for the days of which an older version kept nothing', async () => {
    await province.source.query(`UPDATE cycle SET past_known_from = '2026-04-08' WHERE id = $1`, [cycle.id]);
    await expect(kept.boards('2026-04-07')).rejects.toMatchObject({
      code: 'BOARD.PAST_UNKNOWN',
      params: { day: '2026-04-07', from: '2026-04-08' },
    });
    const [board] = await kept.boards('2026-04-08');
    expect(board?.pastFrom).toBe('2026-04-08');
    await province.source.query(`UPDATE cycle SET past_known_from = NULL WHERE id = $1`, [cycle.id]);
  });
});

describe('the board of a past day of a real year', () => {
  it('goes by the clock of the database', async () => {
    const { unitOfWork } = province;
    unitOfWork.setNow('2026-01-05T08:00');
    const live = await province.live(2026);
    const boards = new KeptBoards(province, live.id, looksOf(live));
    await boards.keep();
    const days = yearOf(live).slice(0, 7);
    for (const [at, happens] of days) {
      unitOfWork.setNow(at);
      await happens();
      await boards.keep();
    }
    unitOfWork.setNow('2026-05-01T08:00');
    const compared = await boards.compared();
    expect(boards.days).toEqual([
      '2026-01-05',
      '2026-03-20',
      '2026-03-24',
      '2026-03-25',
      '2026-04-02',
      '2026-04-08',
      '2026-04-11',
    ]);
    expect(different(compared)).toBe(6);
    for (const { now, then } of compared) expect(now).toEqual(then);
    await holds(live);
  });
});
