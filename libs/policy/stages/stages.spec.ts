import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, isLate } from '#libs/calendar';
import type { ManagementLevel, ResolvedStage } from '../index.js';
import { PolicyError, resolveStages, stageSetFor, unitStages } from '../index.js';
import { loadPack } from '../packs.support.js';

const pack = loadPack('quang-ngai-2025');
const ladder = (year: number, managedBy: ManagementLevel): string[] =>
  resolveStages(pack, year, { managedBy }).map(
    ({ key, kind, opensDay, due, cutOff }) =>
      `${key} ${kind} ${opensDay} → ${due?.lastDay ?? '–'} ${due?.status ?? '–'} | ${cutOff?.lastDay ?? '–'}`,
  );
const stage = (year: number, managedBy: ManagementLevel, key: string): ResolvedStage => {
  const found = resolveStages(pack, year, { managedBy }).find((each) => each.key === key);
  if (!found) throw new Error(`no stage ${key}`);
  return found;
};
const codeOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    return error instanceof PolicyError ? error.code : String(error);
  }
  return 'no error';
};

describe('the ladder of days', () => {
  it('of 2025 for a unit of the province', () => {
    expect(ladder(2025, 'tinh')).toEqual([
      'implementationPlan unit 2025-08-21 → 2025-08-24 binding | 2025-10-31',
      'communePlan area 2025-08-21 → 2025-08-24 binding | 2025-10-31',
      'q1Plan record 2025-08-21 → – – | 2025-11-15',
      'registration unit 2025-08-21 → 2025-09-30 assumed | 2025-11-15',
      'festival record 2025-08-21 → – – | 2025-11-18',
      'standingTasks record 2025-08-21 → – – | 2025-11-15',
      'selfScoring unit 2025-10-01 → 2025-10-27 assumed | 2025-11-18',
      'unitReport unit 2025-10-15 → 2025-11-04 binding | 2025-11-14',
      'communeReport area 2025-10-15 → 2025-11-04 binding | 2025-11-14',
      'provinceReport area 2025-10-01 → 2025-11-14 binding | –',
      'windowClose clock 2025-11-15 → 2025-11-15 binding | –',
      'dossier unit 2025-11-16 → 2025-11-18 assumed | 2025-11-20',
      'appraisal unit 2025-11-16 → 2025-11-21 assumed | –',
      'recognition unit 2025-11-16 → 2025-11-26 assumed | –',
      'classification record 2025-11-16 → 2025-11-29 binding | –',
      'awardReview unit 2025-11-30 → 2025-12-15 assumed | –',
      'supplementReport area 2025-11-30 → 2025-12-15 assumed | –',
      'yearReview area 2025-12-01 → 2025-12-31 assumed | –',
      'close clock 2026-01-31 → 2026-01-31 assumed | –',
    ]);
  });

  it('of 2026 for a unit of a commune', () => {
    expect(ladder(2026, 'xa')).toEqual([
      'intake record 2025-11-16 → – – | 2026-11-15',
      'q1Plan unit 2026-01-01 → 2026-03-31 assumed | 2026-11-15',
      'registration unit 2026-01-01 → 2026-03-31 binding | 2026-11-15',
      'subunitPledges record 2026-01-01 → 2026-04-30 assumed | 2026-11-15',
      'communePlan area 2026-01-01 → 2026-03-31 assumed | –',
      'communeRegister area 2026-01-01 → 2026-04-15 assumed | –',
      'campaigns record 2026-01-01 → – – | 2026-11-15',
      'interimReview record 2026-06-01 → 2026-06-30 assumed | –',
      'communeInterimReview area 2026-06-01 → 2026-06-30 assumed | –',
      'festival unit 2026-07-01 → 2026-08-31 assumed | 2026-11-18',
      'selfScoring unit 2026-10-01 → 2026-10-27 assumed | 2026-11-18',
      'unitReport unit 2026-10-15 → 2026-10-30 assumed | 2026-11-14',
      'communeReport area 2026-10-15 → 2026-11-04 binding | 2026-11-14',
      'provinceReport area 2026-10-01 → 2026-11-14 binding | –',
      'windowClose clock 2026-11-15 → 2026-11-15 binding | –',
      'dossier unit 2026-11-16 → 2026-11-18 assumed | 2026-11-20',
      'appraisal unit 2026-11-16 → 2026-11-21 assumed | –',
      'recognition unit 2026-11-16 → 2026-11-26 assumed | –',
      'classification record 2026-11-16 → 2026-11-29 binding | –',
      'awardReview unit 2026-11-30 → 2026-12-15 assumed | –',
      'supplementReport area 2026-11-30 → 2026-12-15 assumed | –',
      'yearReview area 2026-12-01 → 2026-12-31 assumed | –',
      'close clock 2027-01-31 → 2027-01-31 assumed | –',
    ]);
  });

  it('of 2027 is that of 2026 a year later, and a province’s unit reports before 05/11', () => {
    const later = ladder(2026, 'xa').map((line) =>
      line.replaceAll(/20(\d\d)-/g, (_, yy: string) => `20${Number(yy) + 1}-`),
    );
    expect(ladder(2027, 'xa')).toEqual(later);
    expect(ladder(2027, 'tinh').filter((line) => !later.includes(line))).toEqual([
      'unitReport unit 2027-10-15 → 2027-11-04 binding | 2027-11-14',
    ]);
  });

  it('keeps the words of the document beside the day', () => {
    expect(stage(2026, 'tinh', 'unitReport').due).toEqual({
      operator: 'before',
      day: '2026-11-05',
      lastDay: '2026-11-04',
      lateFrom: '2026-11-04T17:00:00.000Z',
      words: 'trước ngày 05/11 hằng năm',
      src: 'kh33-closing',
      status: 'binding',
    });
    expect(stage(2026, 'tinh', 'dossier').cutOff).toEqual({
      lastDay: '2026-11-20',
      closedFrom: '2026-11-20T17:00:00.000Z',
      src: 'assumed',
      status: 'assumed',
    });
    expect(stage(2026, 'tinh', 'appraisal').itemsFromDay).toBe('2026-10-28');
  });

  it('gives each level its receiver', () => {
    const receivers = (key: string) => [stage(2026, 'tinh', key).receiver, stage(2026, 'xa', key).receiver];
    expect(receivers('unitReport')).toEqual(['cong-an-tinh', 'ubnd-xa']);
    expect(receivers('dossier')).toEqual(['cong-an-tinh', 'cong-an-xa']);
    expect(receivers('recognition')).toEqual(['ubnd-tinh', 'ubnd-xa']);
    expect(receivers('awardReview')).toEqual(['bcd-138-tinh', 'bcd-138-xa']);
  });
});

describe('the stages of a unit', () => {
  it('are nine in an ordinary year, each with its act and actor', () => {
    const acts = unitStages(resolveStages(pack, 2026, { managedBy: 'xa' })).map(
      ({ key, act, actor }) => `${key} ${act} ${actor}`,
    );
    expect(acts).toEqual([
      'q1Plan submit unit-head',
      'registration submit unit-head',
      'festival submit unit-head',
      'selfScoring submit unit-head',
      'unitReport submit unit-head',
      'dossier submit unit-head',
      'appraisal appraise appraiser',
      'recognition decide deciding-body',
      'awardReview review supervisor',
    ]);
  });

  it('are eight in 2025, when Q1 and the festival had passed', () => {
    expect(unitStages(resolveStages(pack, 2025, { managedBy: 'xa' })).map(({ key }) => key)).toEqual(
      'implementationPlan registration selfScoring unitReport dossier appraisal recognition awardReview'.split(
        ' ',
      ),
    );
  });

  it.each<[number, string, unknown]>([
    [2025, 'registration', [{ stage: 'implementationPlan', mode: 'soft' }]],
    [2026, 'registration', [{ stage: 'q1Plan', mode: 'soft' }]],
    [2026, 'selfScoring', [{ stage: 'registration', mode: 'soft' }]],
    [2026, 'unitReport', [{ stage: 'selfScoring', mode: 'soft' }]],
    [2026, 'dossier', [{ stage: 'selfScoring', mode: 'hard' }]],
    [2025, 'appraisal', [{ stage: 'dossier', mode: 'hardUntilCutOff' }]],
    [2026, 'recognition', [{ stage: 'appraisal', mode: 'hard' }]],
    [2026, 'classification', [{ stage: 'recognition', mode: 'hard' }]],
    [2026, 'awardReview', [{ stage: 'recognition', mode: 'hard' }]],
  ])('in %i: %s requires %j', (year, key, requires) =>
    expect(stage(year, 'xa', key).requires).toEqual(requires),
  );
});

describe('a year', () => {
  it('before the pack is refused', () => {
    expect(codeOf(() => stageSetFor(pack, 2024))).toBe('POLICY.YEAR_NOT_COVERED');
    expect(stageSetFor(pack, 2025).key).toBe('nam-2025');
    expect(stageSetFor(pack, 2026).key).toBe('hang-nam');
  });

  it('whose stages require each other in a circle is refused', () => {
    const stageSets = pack.stageSets.map((set) => ({
      ...set,
      stages: set.stages.map((each) =>
        each.key === 'selfScoring'
          ? { ...each, requires: [{ stage: 'recognition', mode: 'hard' as const }] }
          : each,
      ),
    }));
    expect(codeOf(() => resolveStages({ ...pack, stageSets }, 2026, { managedBy: 'xa' }))).toBe(
      'POLICY.STAGE_CYCLE',
    );
  });

  it('from 2025 to 2100 opens, falls due and closes in this order, and each stage follows what it requires', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2025, max: 2100 }),
        fc.constantFrom<ManagementLevel>('tinh', 'xa'),
        (year, managedBy) => {
          const seen = new Set<string>();
          for (const { key, requires, opensDay, opensAt, due, cutOff } of resolveStages(pack, year, {
            managedBy,
          })) {
            expect(requires.every((each) => seen.has(each.stage))).toBe(true);
            seen.add(key);
            expect(opensAt).toBe(`${addDays(opensDay, -1)}T17:00:00.000Z`);
            if (due) {
              expect(opensDay <= due.lastDay && due.lastDay <= due.day).toBe(true);
              expect(due.lateFrom).toBe(`${due.lastDay}T17:00:00.000Z`);
              expect(isLate(due.lateFrom, { operator: due.operator, date: due.day })).toBe(true);
              expect(due.lastDay <= (cutOff?.lastDay ?? due.lastDay)).toBe(true);
            }
            if (cutOff)
              expect(
                opensDay <= cutOff.lastDay && cutOff.closedFrom === `${cutOff.lastDay}T17:00:00.000Z`,
              ).toBe(true);
          }
        },
      ),
    );
  });
});
