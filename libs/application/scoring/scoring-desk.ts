import type { PolicyPack } from '#libs/policy';
import {
  checkHigherSheet,
  checkOwnRecordsSheet,
  checkSelfSheet,
  type Recognition,
  remarksOn,
  type ScoreProblem,
  type ScoreResult,
  type ScoringInput,
  scoreFromOwnRecords,
  scoreSheet,
} from '#libs/scoring';
import type { SheetLine, SheetRecord } from '../papers/papers.port.js';

/** The stored columns of a sheet put together as the scoring table reads them. */
function scoringInput(
  pack: PolicyPack,
  sheet: SheetRecord,
  recognition: Recognition,
  year: number,
): ScoringInput {
  const criteria = new Set([...(sheet.self ?? []), ...(sheet.higher ?? [])].map((line) => line.criterion));
  const lines = [...criteria].map((criterion) => {
    const self = sheet.self?.find((line) => line.criterion === criterion);
    const higher = sheet.higher?.find((line) => line.criterion === criterion);
    return {
      criterion,
      self: self?.points,
      selfNote: self?.note,
      awards: self?.awards,
      measure: self?.measure,
      gradeYear: self?.gradeYear,
      cites: self?.cites,
      higher: higher?.points,
      reason: higher?.reason,
      higherAwards: higher?.awards,
      higherMeasure: higher?.measure,
      higherGradeYear: higher?.gradeYear,
      higherCites: higher?.cites,
    };
  });
  return {
    rules: pack,
    year,
    unit: sheet.profile,
    gapChoices: sheet.gapChoices,
    proposedGaps: proposedGaps(sheet),
    choiceBasis: sheet.choiceBasis,
    sheet: { lines, recognition, ownRecordsNote: sheet.ownRecordsNote },
  };
}

/** What a unit chose beside its column it only proposes: the appraisal, or an administrator, decides. */
const proposedGaps = ({ higher, gapChoices, choiceBasis = {} }: SheetRecord): readonly string[] =>
  higher === undefined ? Object.keys(gapChoices).filter((gap) => !Object.hasOwn(choiceBasis, gap)) : [];

/** Problems of one column, in the order of the table; a line handed in twice is found here, before columns are merged. */
export function problemsOf(
  pack: PolicyPack,
  sheet: SheetRecord,
  column: 'self' | 'higher',
  year: number,
): readonly ScoreProblem[] {
  const twice = duplicateLines(column === 'self' ? sheet.self : sheet.higher);
  const input = scoringInput(pack, sheet, 'pending', year);
  if (column === 'self') return [...twice, ...checkSelfSheet(input)];
  return [...twice, ...(sheet.self === undefined ? checkOwnRecordsSheet(input) : checkHigherSheet(input))];
}

/** What a column should say and may leave out. */
export function remarksOf(
  pack: PolicyPack,
  sheet: SheetRecord,
  column: 'self' | 'higher',
  year: number,
): readonly string[] {
  return remarksOn(scoringInput(pack, sheet, 'pending', year), column);
}

/**
 * The result of a sheet: the higher column where it is scored, else the self column; from own records where the unit
 * handed nothing in. Undefined while neither column is there.
 */
export function resultOf(
  pack: PolicyPack,
  sheet: SheetRecord,
  recognition: Recognition,
  year: number,
): ScoreResult | undefined {
  const input = scoringInput(pack, sheet, recognition, year);
  if (sheet.higher === undefined) return sheet.self === undefined ? undefined : scoreSheet(input, 'self');
  return sheet.self === undefined ? scoreFromOwnRecords(input) : scoreSheet(input, 'higher');
}

function duplicateLines(lines: readonly SheetLine[] | undefined): ScoreProblem[] {
  const seen = new Set<string>();
  const problems: ScoreProblem[] = [];
  for (const { criterion } of lines ?? []) {
    if (seen.has(criterion)) {
      const message = `Tiêu chí ${criterion} có hai dòng điểm. Hãy giữ lại một dòng.`;
      problems.push({ code: 'SCORE.DUPLICATE', criterion, message });
    }
    seen.add(criterion);
  }
  return problems;
}
