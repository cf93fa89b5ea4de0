import { dateOf } from '#libs/calendar';
import { type UnitYearAnswer } from '#libs/contracts/http';
import { BEHAVIOURS, type Behaviour, type ExpectedBody, type ExpectedUnit } from './population.types.js';

/** How a unit lived its year by what the system tells of it; `mixed` where it fits none. */
export type FoundBehaviour = Behaviour | 'mixed';

/** One thing that is not as it was drawn. */
export interface Difference {
  readonly subject: string;
  /** Vietnamese: what is compared. */
  readonly what: string;
  readonly expected: string;
  readonly found: string;
}

export interface CountRow {
  readonly key: string;
  readonly expected: number;
  readonly found: number;
}

/** Expected against found for a whole rehearsal. */
export interface Comparison {
  readonly behaviours: readonly CountRow[];
  readonly classes: readonly CountRow[];
  readonly differences: readonly Difference[];
}

/** The behaviour that a finished year shows, read from its papers and its history alone. */
export function behaviourOf(year: UnitYearAnswer): FoundBehaviour {
  if (year.notSubmitted) return 'never';
  if (year.history.some(({ kind }) => kind === 'stage.returned')) return 'returned';
  const papers = year.stages.filter(({ act }) => act === 'submit');
  if (papers.length === 0 || papers.some(({ status }) => status !== 'submitted')) return 'mixed';
  // Nobody is late with what is only asked for.
  const owed = papers.filter(({ obligation }) => obligation !== 'asked');
  if (owed.length > 0 && owed.every(({ late }) => late === true)) return 'late';
  if (papers.some(({ late }) => late === true)) return 'mixed';
  const isLastDay = ({ effectiveAt, due }: UnitYearAnswer['stages'][number]) =>
    effectiveAt !== undefined && dateOf(effectiveAt) === due?.lastDay;
  if (papers.every(isLastDay)) return 'lastDay';
  return 'onTime';
}

/** Compares each subject's year with what was drawn for it. */
export function compare(
  units: readonly ExpectedUnit[],
  bodies: readonly ExpectedBody[],
  found: ReadonlyMap<string, UnitYearAnswer>,
): Comparison {
  const years = units.map((unit) => ({ unit, year: found.get(unit.id) }));
  const countOf = (
    key: string,
    expectedOf: (unit: ExpectedUnit) => string,
    foundOf: (year: UnitYearAnswer) => string,
  ) => ({
    key,
    expected: units.filter((unit) => expectedOf(unit) === key).length,
    found: years.filter(({ year }) => year !== undefined && foundOf(year) === key).length,
  });
  const behaviours = [...BEHAVIOURS, 'mixed' as const].map((key) =>
    countOf(key, ({ behaviour }) => behaviour, behaviourOf),
  );
  const classOf = (year: UnitYearAnswer) => year.class?.key ?? '';
  const classKeys = [
    ...new Set([
      ...units.map(({ classKey }) => classKey ?? ''),
      ...years.map(({ year }) => year?.class?.key ?? ''),
    ]),
  ];
  return {
    behaviours: behaviours.filter(({ expected, found: n }) => expected + n > 0),
    classes: classKeys
      .filter((key) => key !== '')
      .map((key) => countOf(key, (unit) => unit.classKey ?? '', classOf)),
    differences: [
      ...years.flatMap(({ unit, year }) =>
        year === undefined ? [missing(unit)] : unitDifferences(unit, year),
      ),
      ...bodies.flatMap((body) => {
        const year = found.get(body.id);
        return year === undefined ? [missing(body)] : stageDifferences(body, year);
      }),
    ],
  };
}

const missing = ({ id }: ExpectedBody): Difference => ({
  subject: id,
  what: 'hồ sơ năm',
  expected: 'có',
  found: 'không có',
});

function unitDifferences(unit: ExpectedUnit, year: UnitYearAnswer): Difference[] {
  const points = (total: number | undefined) =>
    total === undefined ? 'không có' : String(total).replace('.', ',');
  const facts: readonly (readonly [string, string, string])[] = [
    ['cách thực hiện', unit.behaviour, behaviourOf(year)],
    ['công nhận', yesNo(unit.recognised), yesNo(year.recognised)],
    ['mức phân loại', unit.classKey ?? 'không có', year.class?.key ?? 'không có'],
    ['điểm', points(unit.total), points(year.class?.total)],
    ['không nộp', yesNo(unit.behaviour === 'never'), yesNo(year.notSubmitted)],
  ];
  return [
    ...facts
      .filter(([, expected, found]) => expected !== found)
      .map(([what, expected, found]) => ({ subject: unit.id, what, expected, found })),
    ...stageDifferences(unit, year),
  ];
}

function stageDifferences({ id, stages }: ExpectedBody, year: UnitYearAnswer): Difference[] {
  const wanted = new Map(stages.map((stage) => [stage.stage, stageText(stage)]));
  const shown = new Map(year.stages.map((stage) => [stage.stage, stageText(stage)]));
  return [...new Set([...wanted.keys(), ...shown.keys()])].flatMap((stage) => {
    const expected = wanted.get(stage) ?? 'không có';
    const found = shown.get(stage) ?? 'không có';
    return expected === found ? [] : [{ subject: id, what: `bước ${stage}`, expected, found }];
  });
}

const stageText = ({ status, late }: { readonly status: string; readonly late?: boolean }) =>
  `${status}${late === undefined ? '' : late ? ', trễ' : ', đúng hạn'}`;
const yesNo = (value: boolean | undefined) => (value === undefined ? 'không rõ' : value ? 'có' : 'không');

/** Units that stand on one list only. */
export function listDifferences(expected: readonly string[], found: readonly string[]): Difference[] {
  const what = 'danh sách không xét thi đua, khen thưởng';
  const [wanted, shown] = [new Set(expected), new Set(found)];
  return [
    ...expected
      .filter((id) => !shown.has(id))
      .map((id) => ({ subject: id, what, expected: 'có', found: 'không' })),
    ...found
      .filter((id) => !wanted.has(id))
      .map((id) => ({ subject: id, what, expected: 'không', found: 'có' })),
  ];
}
