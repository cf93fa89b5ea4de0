import type { PackClass } from '#libs/policy';
import {
  awardHundredths,
  awardsOf,
  checkHigherSheet,
  checkOwnRecordsSheet,
  checkSelfSheet,
  isUnfinished,
  pointsOf,
} from './check-sheet.js';
import { countsOf, faultOf, judgeMeasure } from './measure.js';
import { formatPoints, fromHundredths, toHundredths } from './points.js';
import type { Leaf, LeafReading } from './reading.js';
import { gapReading, leavesOf, readingOf } from './reading.js';
import type {
  ExplainedLine,
  GapReading,
  ScoreClass,
  ScoreColumn,
  ScoreLine,
  ScoreProblem,
  ScoreResult,
  ScoringInput,
} from './score-sheet.types.js';

/** Thrown when a sheet is scored although its points are not sound; `problems` says which and why. */
export class UnsoundSheetError extends Error {
  readonly problems: readonly ScoreProblem[];

  constructor(problems: readonly ScoreProblem[]) {
    super(problems.map((each) => `${each.code}: ${each.message}`).join('\n'));
    this.name = 'UnsoundSheetError';
    this.problems = problems;
  }
}

/**
 * The class a total falls into: the highest band whose lowest total, inclusive, it reaches.
 * @param total points, at most two decimals
 * @returns `undefined` where the total lies under every band
 */
export function classOf(total: number, classes: readonly PackClass[]): PackClass | undefined {
  const hundredths = toHundredths(total);
  return [...classes]
    .sort((a, b) => toHundredths(b.min) - toHundredths(a.min))
    .find((each) => hundredths >= toHundredths(each.min));
}

type Counted = { readonly hundredths?: number; readonly how: string };

function countRecognition(leaf: Leaf, input: ScoringInput): Counted {
  const { criterion } = leaf;
  switch (input.sheet.recognition) {
    case 'recognised':
      return {
        hundredths: toHundredths(criterion.max),
        how: 'Theo quyết định công nhận: đạt, tính trọn điểm.',
      };
    case 'notRecognised':
      return { hundredths: 0, how: 'Theo quyết định: không công nhận, 0 điểm.' };
    case 'pending':
      return { how: 'Chờ quyết định công nhận; chưa tính vào tổng.' };
  }
}

function countAwards(
  leaf: Leaf,
  line: ScoreLine,
  column: ScoreColumn,
  ownRecords: boolean,
): Counted | undefined {
  const { criterion } = leaf;
  const awards = awardsOf(line, column, ownRecords);
  if (!criterion.perAward || !awards) return undefined;
  const hundredths = awardHundredths(criterion, awards);
  const { collective, person } = criterion.perAward;
  const sum = awards.collectives * toHundredths(collective) + awards.persons * toHundredths(person);
  const capped = sum > hundredths ? `, lấy mức tối đa ${formatPoints(criterion.max)}` : '';
  const how =
    `${awards.collectives} tập thể × ${formatPoints(collective)} + ${awards.persons} cá nhân × ${formatPoints(person)} ` +
    `= ${formatPoints(fromHundredths(sum))}${capped}.`;
  return { hundredths, how };
}

function count(
  leaf: Leaf,
  line: ScoreLine | undefined,
  column: ScoreColumn,
  input: ScoringInput,
  ownRecords: boolean,
  { fixed, gaps }: LeafReading,
): Counted {
  const { criterion } = leaf;
  if (criterion.derivedFrom === 'recognition') return countRecognition(leaf, input);
  if (fixed !== undefined) {
    const by = gaps.find(({ effect }) => effect?.points === fixed);
    const how = `Theo cách xử lý trường hợp ${by?.gap ?? ''} (${by?.text ?? ''}): tính ${formatPoints(fixed)}/${formatPoints(criterion.max)}, không theo điểm đã ghi.`;
    return { hundredths: toHundredths(fixed), how };
  }
  const hundredths = pointsOf(criterion, line, column, ownRecords, fixed);
  if (!line || hundredths === undefined) return { how: 'Chưa chấm.' };
  const awards = countAwards(leaf, line, column, ownRecords);
  if (awards) return awards;
  const scorer =
    column === 'self' ? 'Cơ sở tự chấm' : ownRecords ? 'Cấp trên chấm theo hồ sơ của mình' : 'Cấp trên chấm';
  const how = `${scorer}: ${formatPoints(fromHundredths(hundredths))}/${formatPoints(criterion.max)}.`;
  return { hundredths, how };
}

const pointsFrom = (hundredths: number | undefined): number | undefined =>
  hundredths === undefined ? undefined : fromHundredths(hundredths);

/** Says where the higher level stands against the unit on a line of the higher column. */
function comparison(self: number | undefined, higher: number | undefined): string {
  if (self === undefined || higher === undefined || self === higher) return '';
  const difference = formatPoints(fromHundredths(Math.abs(higher - self)));
  return ` ${higher > self ? 'Cao' : 'Thấp'} hơn cơ sở tự chấm ${difference} điểm.`;
}

interface CountedLine {
  readonly line: ExplainedLine;
  readonly max: number;
  readonly self: number | undefined;
  readonly higher: number | undefined;
}

function explainLine(
  leaf: Leaf,
  line: ScoreLine | undefined,
  column: ScoreColumn,
  input: ScoringInput,
  ownRecords: boolean,
): CountedLine {
  const { criterion } = leaf;
  const reading: LeafReading = readingOf(leaf, input);
  const countIn = (which: ScoreColumn): Counted => count(leaf, line, which, input, ownRecords, reading);
  const self = ownRecords ? undefined : countIn('self').hundredths;
  const higher = countIn('higher').hundredths;
  const counted = countIn(column);
  const undecided = reading.blocked ? ' Chưa có lựa chọn cho trường hợp chưa rõ của tiêu chí này.' : '';
  const compared = column === 'higher' && criterion.derivedFrom === undefined ? comparison(self, higher) : '';
  const explained: ExplainedLine = {
    criterion: criterion.key,
    no: criterion.no,
    text: criterion.text,
    max: criterion.max,
    points: pointsFrom(counted.hundredths),
    self: pointsFrom(self),
    higher: pointsFrom(higher),
    counted: `${counted.how}${compared}${undecided}`,
    branch: reading.branch,
    gaps: reading.gaps,
    measured: line && measuredText(leaf, line, column, input),
    gradeYear: column === 'self' ? line?.gradeYear : (line?.higherGradeYear ?? line?.gradeYear),
    cites: column === 'self' ? line?.cites : (line?.higherCites ?? line?.cites),
    selfNote: ownRecords ? undefined : line?.selfNote,
    reason: line?.reason,
    note: line?.note,
    src: criterion.src,
    status: criterion.status,
    gradation: criterion.gradation,
    parents: leaf.parents.map(({ key, no, text, max }) => ({ key, no, text, max })),
  };
  return { line: explained, max: toHundredths(criterion.max), self, higher };
}

function measuredText(
  { criterion }: Leaf,
  line: ScoreLine,
  column: ScoreColumn,
  input: ScoringInput,
): string | undefined {
  const counts = countsOf(line, column);
  // The other column's numbers may be wrong while this one is scored.
  if (counts === undefined || faultOf(criterion, counts, input) !== undefined) return undefined;
  return judgeMeasure(criterion, counts, input)?.text;
}

/** Gaps that act on the sheet as a whole: what a unit that handed nothing in is scored from. */
function sheetGaps(input: ScoringInput, ownRecords: boolean): readonly GapReading[] {
  if (!ownRecords) return [];
  return input.rules.gaps
    .filter(({ options }) => options.some(({ effect }) => effect?.scoredFrom === 'ownRecords'))
    .map((gap) => gapReading(gap, input.gapChoices[gap.key], input));
}

function scoreClass(total: number, classes: readonly PackClass[]): ScoreClass | undefined {
  const found = classOf(total, classes);
  if (!found) return undefined;
  const { key, name, min, src, status } = found;
  return { key, name, min, src, status, assumed: status === 'assumed' };
}

function score(
  input: ScoringInput,
  column: ScoreColumn,
  ownRecords: boolean,
  problems: readonly ScoreProblem[],
): ScoreResult {
  const unsound = problems.filter((each) => !isUnfinished(each));
  if (unsound.length > 0) throw new UnsoundSheetError(unsound);

  const { rules, sheet } = input;
  const lineByKey = new Map(sheet.lines.map((line) => [line.criterion, line]));
  const counted = leavesOf(rules.criteria).map((leaf) =>
    explainLine(leaf, lineByKey.get(leaf.criterion.key), column, input, ownRecords),
  );
  const sumOf = (which: ScoreColumn): number => counted.reduce((sum, each) => sum + (each[which] ?? 0), 0);
  const total = sumOf(column);
  const waiting = counted.filter((each) => each[column] === undefined);
  const blocked = problems.some((each) => isUnfinished(each));
  const final = sheet.recognition !== 'pending' && waiting.length === 0 && !blocked;
  const scored = (which: ScoreColumn): boolean =>
    which === column ||
    sheet.lines.some((line) => line[which] !== undefined || (which === 'higher' && line.higherAwards));

  return {
    column,
    totals: {
      self: !ownRecords && scored('self') ? fromHundredths(sumOf('self')) : undefined,
      higher: scored('higher') ? fromHundredths(sumOf('higher')) : undefined,
    },
    pass: final ? 'final' : 'provisional',
    recognition: sheet.recognition,
    total: fromHundredths(total),
    maxReachable: fromHundredths(total + waiting.reduce((sum, each) => sum + each.max, 0)),
    pending: waiting.map((each) => each.line.criterion),
    lines: counted.map((each) => each.line),
    class: final && column === 'higher' ? scoreClass(fromHundredths(total), rules.classes) : undefined,
    gaps: sheetGaps(input, ownRecords),
    notSubmitted: ownRecords,
    ownRecordsNote: ownRecords ? sheet.ownRecordsNote : undefined,
  };
}

/**
 * Scores one column of a sheet. An unfinished sheet (lines, reasons or choices still missing) gives a provisional
 * result, so a draft can show its running total; only a finished one after the recognition decision is final.
 * A criterion derived from the recognition is pending before the decision and its maximum or 0 after it.
 * @param column whose points make the total; the class is read from the higher column only
 * @throws UnsoundSheetError where a line could not stand as it is (over the maximum, unknown, typed 8c …)
 */
export function scoreSheet(input: ScoringInput, column: ScoreColumn): ScoreResult {
  const self = checkSelfSheet(input);
  const higher = checkHigherSheet(input);
  const [own, other] = column === 'self' ? [self, higher] : [higher, self];
  // The other column's total is shown too, so what stands there has to be sound; it need not be finished.
  return score(input, column, false, [...own, ...other.filter((each) => !isUnfinished(each))]);
}

/**
 * Scores a unit that handed nothing in, from the higher level's own records: the higher column alone.
 * @throws UnsoundSheetError where a line could not stand, or the note for the sheet is missing (SCORE.NOTE_REQUIRED)
 */
export function scoreFromOwnRecords(input: ScoringInput): ScoreResult {
  const problems = checkOwnRecordsSheet(input);
  const note = problems.filter((each) => each.code === 'SCORE.NOTE_REQUIRED');
  if (note.length > 0)
    throw new UnsoundSheetError(problems.filter((each) => !isUnfinished(each)).concat(note));
  return score(input, 'higher', true, problems);
}
