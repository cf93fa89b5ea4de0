import type { PackCriterion } from '#libs/policy';
import { leavesOf } from './reading.js';
import type { ScoreLine, ScoreProblem } from './score-sheet.types.js';

/** Something a line may rest on: a piece of evidence, or an entry of a register, of the same unit and cycle. */
export interface Citable {
  readonly id: string;
  /** Vietnamese, as people know it. */
  readonly title: string;
  /** Day it speaks of, YYYY-MM-DD. */
  readonly effectiveOn: string;
  readonly withdrawn: boolean;
}

/** First and last day of the assessment window, YYYY-MM-DD, both inside. */
export interface AssessmentDays {
  readonly from: string;
  readonly to: string;
}

type CitingLine = Pick<ScoreLine, 'criterion' | 'cites'>;

const vietnamese = (day: string): string => day.split('-').reverse().join('/');

/** Every citation that does not hold, with its place. */
export function checkCitations(
  lines: readonly CitingLine[],
  known: ReadonlyMap<string, Citable>,
  window: AssessmentDays,
): readonly ScoreProblem[] {
  return lines.flatMap(({ criterion, cites = [] }) =>
    [...new Set(cites)].flatMap((id): ScoreProblem[] => {
      const cited = known.get(id);
      const place = `tiêu chí ${criterion}`;
      if (cited === undefined) {
        const message = `Ở ${place}: không có minh chứng hoặc mục sổ "${id}" của đơn vị trong chu kỳ này; bỏ mã này hoặc sửa lại cho đúng.`;
        return [{ code: 'SCORE.CITE_UNKNOWN', criterion, message }];
      }
      if (cited.withdrawn) {
        const message = `Ở ${place}: "${cited.title}" đã được rút lại nên không viện dẫn được; chọn minh chứng khác.`;
        return [{ code: 'SCORE.CITE_WITHDRAWN', criterion, message }];
      }
      if (cited.effectiveOn < window.from || cited.effectiveOn > window.to) {
        const message =
          `Ở ${place}: "${cited.title}" có ngày ${vietnamese(cited.effectiveOn)}, ngoài kỳ đánh giá ` +
          `${vietnamese(window.from)} – ${vietnamese(window.to)}; chọn minh chứng trong kỳ.`;
        return [{ code: 'SCORE.CITE_OUTSIDE_WINDOW', criterion, message }];
      }
      return [];
    }),
  );
}

/** Keys of the criteria whose line claims points and cites nothing, in the order of the table. */
export function uncitedCriteria(
  criteria: readonly PackCriterion[],
  lines: readonly (CitingLine & { readonly claims: boolean })[],
): readonly string[] {
  const bare = new Set(
    lines.filter(({ claims, cites = [] }) => claims && cites.length === 0).map(({ criterion }) => criterion),
  );
  return leavesOf(criteria)
    .map((leaf) => leaf.criterion)
    .filter(({ key, evidence, derivedFrom }) => bare.has(key) && evidence.length > 0 && !derivedFrom)
    .map(({ key }) => key);
}
