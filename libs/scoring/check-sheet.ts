import type { PackCriterion } from '#libs/policy';
import { countsOf, faultOf, groupsFor, judgeMeasure } from './measure.js';
import { formatPoints, fromHundredths, toHundredths, tryHundredths } from './points.js';
import type { Leaf, LeafReading } from './reading.js';
import { criteriaByKey, leavesOf, readingOf } from './reading.js';
import { saysSomething } from './says-something.js';
import type {
  AwardCounts,
  ScoreColumn,
  ScoreLine,
  ScoreProblem,
  ScoreProblemCode,
  ScoringInput,
} from './score-sheet.types.js';

/** Problems of an unfinished sheet: the points that stand are sound and may be counted. */
const unfinished: readonly ScoreProblemCode[] = [
  'SCORE.MISSING_LINE',
  'SCORE.REASON_REQUIRED',
  'SCORE.NOTE_REQUIRED',
  'SCORE.GAP_UNDECIDED',
  'SCORE.MEASURE_REQUIRED',
  'SCORE.GRADE_YEAR',
];

const columnNames: Record<ScoreColumn, string> = { self: 'Cơ sở tự chấm', higher: 'Cấp trên chấm' };

/** Whether a problem only says that something is still to be filled in. */
export function isUnfinished(problem: ScoreProblem): boolean {
  return unfinished.includes(problem.code);
}

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;

/** A count as it was typed, which may be none. */
const typedCount = (value: number): string => String(value).replace('.', ',');

/** A reason must say something: white space or punctuation alone does not. */

/** Where a person finds the line on the table. */
const placeOf = (criterion: PackCriterion): string => `tiêu chí ${criterion.key}`;

/** Hundredths that awards give: so many per collective and person, capped at the criterion's maximum. */
export function awardHundredths(criterion: PackCriterion, awards: AwardCounts): number {
  const { collective, person } = criterion.perAward ?? { collective: 0, person: 0 };
  const counted = awards.collectives * toHundredths(collective) + awards.persons * toHundredths(person);
  return Math.min(counted, toHundredths(criterion.max));
}

/** The award counts a column is counted from; a unit without a self column leaves `awards` to the higher level. */
export function awardsOf(line: ScoreLine, column: ScoreColumn, ownRecords: boolean): AwardCounts | undefined {
  if (column === 'self') return line.awards;
  return line.higherAwards ?? (ownRecords ? line.awards : undefined);
}

/**
 * Sound hundredths of a line in a column, or `undefined` where there are none (or none that count). Points that a gap's
 * reading fixes count whatever is typed.
 */
export function pointsOf(
  criterion: PackCriterion,
  line: ScoreLine | undefined,
  column: ScoreColumn,
  ownRecords: boolean,
  fixed: number | undefined,
): number | undefined {
  if (fixed !== undefined) return toHundredths(fixed);
  if (line === undefined) return undefined;
  const awards = criterion.perAward && awardsOf(line, column, ownRecords);
  if (awards)
    return isCount(awards.collectives) && isCount(awards.persons)
      ? awardHundredths(criterion, awards)
      : undefined;
  const typed = line[column];
  return typed === undefined ? undefined : tryHundredths(typed);
}

function problem(code: ScoreProblemCode, criterion: string | undefined, message: string): ScoreProblem {
  return { code, criterion, message };
}

function checkPoints(
  leaf: Leaf,
  line: ScoreLine,
  column: ScoreColumn,
  ownRecords: boolean,
): readonly ScoreProblem[] {
  const { criterion } = leaf;
  const place = placeOf(criterion);
  const where = `cột "${columnNames[column]}", ${place}`;
  const max = formatPoints(criterion.max);
  const typed = line[column];
  const awards = awardsOf(line, column, ownRecords);

  if (criterion.derivedFrom !== undefined) {
    if (typed === undefined && awards === undefined) return [];
    const message = `Ở ${where}: điểm lấy từ quyết định công nhận, không nhập tay; bỏ điểm ở dòng này.`;
    return [problem('SCORE.DERIVED', criterion.key, message)];
  }

  const found: ScoreProblem[] = [];
  const report = (code: ScoreProblemCode, message: string): void => {
    found.push(problem(code, criterion.key, message));
  };
  if (awards && !criterion.perAward) {
    report(
      'SCORE.AWARDS',
      `Ở ${where}: tiêu chí này không tính theo lượt khen thưởng; bỏ số tập thể, cá nhân.`,
    );
  }
  const countsAreSound = awards === undefined || (isCount(awards.collectives) && isCount(awards.persons));
  if (!countsAreSound) {
    report(
      'SCORE.AWARDS',
      `Ở ${where}: số tập thể, cá nhân được khen phải là số nguyên từ 0 trở lên (đang ghi ` +
        `${typedCount(awards.collectives)} tập thể, ${typedCount(awards.persons)} cá nhân); sửa lại cho đúng.`,
    );
  }
  if (typed === undefined) return found;

  const points = tryHundredths(typed);
  if (points === undefined && !Number.isFinite(typed)) {
    report('SCORE.NOT_A_NUMBER', `Ở ${where}: điểm không phải là số; ghi một số từ 0 đến ${max}.`);
    return found;
  }
  const shown = points === undefined ? String(typed).replace('.', ',') : formatPoints(typed);
  if (typed < 0) {
    report('SCORE.NEGATIVE', `Ở ${where}: điểm ${shown} nhỏ hơn 0; ghi từ 0 đến ${max}.`);
  } else if (typed > criterion.max) {
    report('SCORE.OVER_MAX', `Ở ${where}: điểm ${shown} vượt mức tối đa ${max}; ghi từ 0 đến ${max}.`);
  } else if (criterion.allOrNothing) {
    if (typed !== 0 && typed !== criterion.max) {
      report(
        'SCORE.ALL_OR_NOTHING',
        `Ở ${where}: tiêu chí này chỉ có 0 hoặc ${max} điểm, không có mức ${shown}; chọn một trong hai.`,
      );
    }
  } else if (points === undefined) {
    report('SCORE.STEP', `Ở ${where}: điểm ${shown} có quá hai chữ số thập phân; ghi tối đa hai chữ số.`);
  } else if (criterion.step !== undefined && points % toHundredths(criterion.step) !== 0) {
    const step = formatPoints(criterion.step);
    report(
      'SCORE.STEP',
      `Ở ${where}: điểm ${shown} không phải bội số của ${step}; ghi theo nấc ${step} điểm.`,
    );
  }
  if (found.length === 0 && awards && countsAreSound && points !== awardHundredths(criterion, awards)) {
    const counted = formatPoints(fromHundredths(awardHundredths(criterion, awards)));
    report(
      'SCORE.AWARDS',
      `Ở ${where}: điểm ${shown} không khớp với ${awards.collectives} tập thể, ${awards.persons} cá nhân được khen ` +
        `(tính ra ${counted}); sửa điểm hoặc sửa số lượt khen.`,
    );
  }
  return found;
}

function checkGap(leaf: Leaf, input: ScoringInput): readonly ScoreProblem[] {
  const reading = readingOf(leaf, input);
  if (!reading.blocked) return [];
  const place = placeOf(leaf.criterion);
  const cases = reading.undecided.map((gap) => {
    const recorded = Object.hasOwn(input.gapChoices, gap.key) ? input.gapChoices[gap.key] : undefined;
    const wrong = recorded === undefined ? '' : ` Lựa chọn đã ghi "${recorded}" không có trong danh sách.`;
    const options = gap.options.map((option) => `"${option.key}" (${option.text})`).join('; ');
    return ` Trường hợp ${gap.key}: ${gap.text}${/[.!?]$/.test(gap.text) ? '' : '.'}${wrong} Các lựa chọn: ${options}.`;
  });
  const remedy =
    cases.length === 0
      ? ' Gói quy định chưa nêu cách xử lý; đề nghị quản trị viên bổ sung gói quy định.'
      : `${cases.join('')} Đề nghị quản trị viên ghi lựa chọn cho đơn vị rồi chấm lại.`;
  const message = `Ở ${place}: không nhánh nào của tiêu chí áp dụng cho đơn vị này và chưa có lựa chọn được ghi.${remedy}`;
  return [problem('SCORE.GAP_UNDECIDED', leaf.criterion.key, message)];
}

/** Choices that came with a column and are no option of a gap of the pack. */
export function unknownChoices(
  { gaps }: Pick<ScoringInput['rules'], 'gaps'>,
  choices: ScoringInput['gapChoices'],
): readonly ScoreProblem[] {
  return Object.entries(choices).flatMap(([key, option]) => {
    const gap = gaps.find((each) => each.key === key);
    if (gap?.options.some((each) => each.key === option) === true) return [];
    const message =
      gap === undefined
        ? `Không có trường hợp "${key}" trong gói quy định; dùng một trong: ${gaps.map((each) => each.key).join(', ')}.`
        : `Trường hợp ${key} không có lựa chọn "${option}"; dùng một trong: ${gap.options
            .map((each) => `"${each.key}" (${each.text})`)
            .join('; ')}.`;
    return [problem('SCORE.GAP_UNKNOWN', undefined, message)];
  });
}

interface SheetCheck {
  readonly column: ScoreColumn;
  readonly ownRecords: boolean;
}

function checkReason(leaf: Leaf, line: ScoreLine, fixed: number | undefined): readonly ScoreProblem[] {
  const { criterion } = leaf;
  const higher = pointsOf(criterion, line, 'higher', false, fixed);
  const self = pointsOf(criterion, line, 'self', false, fixed);
  if (higher === undefined || higher === self || saysSomething(line.reason)) return [];
  const place = placeOf(criterion);
  const selfShown = self === undefined ? 'chưa chấm' : `chấm ${formatPoints(fromHundredths(self))}`;
  const message =
    `Ở ${place}: cấp trên chấm ${formatPoints(fromHundredths(higher))}, khác điểm cơ sở (${selfShown}); ` +
    'ghi rõ lý do chênh lệch (không để trống).';
  return [problem('SCORE.REASON_REQUIRED', criterion.key, message)];
}

function checkSheet(input: ScoringInput, { column, ownRecords }: SheetCheck): readonly ScoreProblem[] {
  const { rules, sheet } = input;
  const leaves = leavesOf(rules.criteria);
  const leafByKey = new Map(leaves.map((leaf) => [leaf.criterion.key, leaf]));
  const byKey = criteriaByKey(rules.criteria);
  const found: ScoreProblem[] = [];
  const seen = new Set<string>();

  for (const line of sheet.lines) {
    const leaf = leafByKey.get(line.criterion);
    if (!leaf) {
      const parent = byKey.get(line.criterion);
      if (parent) {
        const children = (parent.children ?? []).map((child) => child.key).join(', ');
        const message = `Tiêu chí ${parent.key} là mục tổng, không chấm điểm trực tiếp; chấm ở các mục con: ${children}.`;
        found.push(problem('SCORE.NOT_A_LEAF', line.criterion, message));
      } else {
        const known = leaves.map((each) => each.criterion.key).join(', ');
        const message = `Không có tiêu chí "${line.criterion}" trong bảng điểm; bỏ dòng này hoặc dùng một trong: ${known}.`;
        found.push(problem('SCORE.UNKNOWN_CRITERION', line.criterion, message));
      }
      continue;
    }
    if (seen.has(line.criterion)) {
      const place = placeOf(leaf.criterion);
      found.push(
        problem(
          'SCORE.DUPLICATE',
          line.criterion,
          `Có nhiều hơn một dòng cho ${place}; chỉ giữ lại một dòng.`,
        ),
      );
      continue;
    }
    seen.add(line.criterion);
    const wrongPoints = checkPoints(leaf, line, column, ownRecords);
    found.push(...wrongPoints, ...checkMeasure(leaf, line, column, input));
    if (column === 'higher' && !ownRecords && wrongPoints.length === 0)
      found.push(...checkReason(leaf, line, readingOf(leaf, input).fixed));
  }

  const lineByKey = new Map(sheet.lines.map((line) => [line.criterion, line]));
  for (const leaf of leaves) {
    const { criterion } = leaf;
    const line = lineByKey.get(criterion.key);
    const awards = line && criterion.perAward && awardsOf(line, column, ownRecords);
    const reading = readingOf(leaf, input);
    const isTyped = line?.[column] !== undefined || awards !== undefined;
    const mayWait = column === 'self' && reading.gradeYear?.decided && reading.gradeYear.mode === 'cycle';
    if (criterion.derivedFrom === undefined && !isTyped && reading.fixed === undefined && !mayWait) {
      const place = placeOf(criterion);
      const message = `Cột "${columnNames[column]}" chưa có điểm ở ${place}; chấm từ 0 đến ${formatPoints(criterion.max)}.`;
      found.push(problem('SCORE.MISSING_LINE', criterion.key, message));
    }
    found.push(...checkGap(leaf, input));
    if (line && isTyped && reading.fixed === undefined)
      found.push(...checkReading(leaf, line, column, reading, input));
  }
  return found;
}

const yearOf = (line: ScoreLine, column: ScoreColumn): number | undefined =>
  column === 'self' ? line.gradeYear : (line.higherGradeYear ?? line.gradeYear);

/** Numbers that a line carries are judged, those that it lacks are asked for where points are claimed. */
function checkMeasure(
  leaf: Leaf,
  line: ScoreLine,
  column: ScoreColumn,
  input: ScoringInput,
): readonly ScoreProblem[] {
  const { criterion } = leaf;
  const counts = countsOf(line, column);
  const claimed = tryHundredths(line[column] ?? 0) ?? 0;
  const where = `cột "${columnNames[column]}", ${placeOf(criterion)}`;
  if (counts === undefined) {
    if (criterion.measure?.required !== true || claimed === 0) return [];
    const message = `Ở ${where}: phải ghi số liệu (${groupNames(criterion, input)}) thì mới được chấm điểm.`;
    return [problem('SCORE.MEASURE_REQUIRED', criterion.key, message)];
  }
  const fault = faultOf(criterion, counts, input);
  if (fault !== undefined) {
    return [problem('SCORE.MEASURE', criterion.key, `Ở ${where}: ${fault}; sửa lại cho đúng.`)];
  }
  const measured = judgeMeasure(criterion, counts, input);
  if (!measured || measured.reached || claimed <= measured.missedHundredths) return [];
  const most = formatPoints(fromHundredths(measured.missedHundredths));
  const message = `Ở ${where}: ${measured.text}, nên không quá ${most} điểm (đang ghi ${formatPoints(fromHundredths(claimed))}); sửa điểm hoặc số liệu.`;
  return [problem('SCORE.MEASURE_MISSED', criterion.key, message)];
}

const groupNames = (criterion: PackCriterion, input: ScoringInput): string =>
  groupsFor(criterion, input)
    .map(({ name }) => name)
    .join('; ');

/** What the reading of a case left open asks of a line that claims points: the year of the grade, a note on how the case stands. */
function checkReading(
  leaf: Leaf,
  line: ScoreLine,
  column: ScoreColumn,
  { gradeYear, noteRequired }: LeafReading,
  { year }: ScoringInput,
): readonly ScoreProblem[] {
  const { criterion } = leaf;
  const where = `cột "${columnNames[column]}", ${placeOf(criterion)}`;
  if ((tryHundredths(line[column] ?? 0) ?? 0) === 0) return [];
  const found: ScoreProblem[] = [];
  const stated = yearOf(line, column);
  const report = (code: ScoreProblemCode, message: string): void => {
    found.push(problem(code, criterion.key, `Ở ${where}: ${message}`));
  };
  if (gradeYear?.decided && stated === undefined) {
    report('SCORE.GRADE_YEAR', 'ghi rõ năm của xếp loại mà điểm dựa vào.');
  } else if (stated !== undefined && year !== undefined && stated > year) {
    report('SCORE.GRADE_YEAR', `năm của xếp loại (${stated}) sau năm của chu kỳ (${year}); sửa lại năm.`);
  } else if (gradeYear?.decided && gradeYear.mode === 'cycle' && year !== undefined && stated !== year) {
    report(
      'SCORE.GRADE_YEAR',
      `đã chọn chờ xếp loại của năm ${year}, không dùng xếp loại năm ${stated ?? ''}; để trống đến khi có.`,
    );
  }
  if (noteRequired && column === 'self' && !saysSomething(line.selfNote)) {
    report('SCORE.NOTE_REQUIRED', 'ghi chú cách bố trí, thực hiện của đơn vị trong trường hợp này.');
  }
  return found;
}

/**
 * What should be said and may be left out: numbers behind a share, the year of a grade while nobody has chosen.
 *
 * @returns Vietnamese sentences in the order of the table
 */
export function remarksOn(input: ScoringInput, column: ScoreColumn): readonly string[] {
  const lineByKey = new Map(input.sheet.lines.map((line) => [line.criterion, line]));
  return leavesOf(input.rules.criteria).flatMap((leaf) => {
    const { criterion } = leaf;
    const line = lineByKey.get(criterion.key);
    const reading = readingOf(leaf, input);
    if (!line || reading.fixed !== undefined || (tryHundredths(line[column] ?? 0) ?? 0) === 0) return [];
    const place = `Tiêu chí ${criterion.key}`;
    const remarks: string[] = [];
    if (criterion.measure?.required === false && countsOf(line, column) === undefined) {
      remarks.push(`${place}: nên ghi số liệu (${groupNames(criterion, input)}).`);
    }
    if (reading.gradeYear?.decided === false && yearOf(line, column) === undefined) {
      remarks.push(`${place}: nên ghi năm của xếp loại mà điểm dựa vào.`);
    }
    return remarks;
  });
}

/**
 * Checks the unit's own column ("Cơ sở tự chấm").
 * @returns every problem at once; empty where the column may be handed in
 */
export function checkSelfSheet(input: ScoringInput): readonly ScoreProblem[] {
  return checkSheet(input, { column: 'self', ownRecords: false });
}

/**
 * Checks the higher level's column ("Cấp trên chấm") against the unit's own: a reason is compulsory wherever the
 * points differ.
 */
export function checkHigherSheet(input: ScoringInput): readonly ScoreProblem[] {
  return checkSheet(input, { column: 'higher', ownRecords: false });
}

/**
 * Checks the higher level's column for a unit that handed nothing in: no reason per line, but one note that says on
 * what records the points rest. Anything in the self column is left aside.
 */
export function checkOwnRecordsSheet(input: ScoringInput): readonly ScoreProblem[] {
  const found = checkSheet(input, { column: 'higher', ownRecords: true });
  if (saysSomething(input.sheet.ownRecordsNote)) return found;
  const message =
    'Đơn vị không nộp hồ sơ: cấp trên chấm theo hồ sơ, tài liệu của mình nên phải ghi căn cứ chấm điểm ' +
    '(một ghi chú chung cho cả bảng, không để trống).';
  return [...found, problem('SCORE.NOTE_REQUIRED', undefined, message)];
}
