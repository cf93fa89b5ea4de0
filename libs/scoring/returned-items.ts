import type { PackCriterion } from '#libs/policy';
import { criteriaByKey, leavesOf } from './reading.js';
import { saysSomething } from './says-something.js';
import type { ScoreProblem } from './score-sheet.types.js';

/** A line of the unit's column as it was handed in; `answer` is the explanation (giải trình) of a returned item. */
export interface ReturnedLine {
  readonly criterion: string;
  readonly answer?: string;
}

/** Items of a return as leaf criteria in the order of the table; a criterion with parts stands for all of them. */
export function leavesOfItems(
  criteria: readonly PackCriterion[],
  items: readonly string[],
): readonly string[] {
  const wanted = new Set(items);
  return leavesOf(criteria)
    .filter(({ criterion, parents }) => [criterion, ...parents].some(({ key }) => wanted.has(key)))
    .map(({ criterion }) => criterion.key);
}

/** Items that are no criteria of the table. */
export function unknownItems(
  criteria: readonly PackCriterion[],
  items: readonly string[],
): readonly ScoreProblem[] {
  const known = criteriaByKey(criteria);
  return items
    .filter((item) => !known.has(item))
    .map((item) => ({
      code: 'SCORE.UNKNOWN_CRITERION',
      criterion: item,
      message: `Không có tiêu chí "${item}" trong bảng điểm để trả lại; dùng một trong: ${[...known.keys()].join(', ')}.`,
    }));
}

/**
 * The column that stands after single items were returned and answered: what was not returned stands as it was handed
 * in before, also where the new column leaves it out.
 *
 * @param items leaf criteria that were returned
 */
export function answeredColumn<Line extends ReturnedLine>(
  before: readonly Line[],
  now: readonly Line[],
  items: readonly string[],
): readonly Line[] {
  const returned = new Set(items);
  const kept = before.filter(({ criterion }) => !returned.has(criterion));
  return [...kept, ...now.filter(({ criterion }) => returned.has(criterion))];
}

/** Whether two lines say the same; the order of fields and fields without a value do not count. */
function isSame(a: object, b: object): boolean {
  const plain = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(plain)
      : typeof value === 'object' && value !== null
        ? Object.fromEntries(
            Object.entries(value)
              .filter(([, entry]) => entry !== undefined)
              .sort(([x], [y]) => (x < y ? -1 : 1))
              .map(([key, entry]) => [key, plain(entry)]),
          )
        : value;
  return JSON.stringify(plain(a)) === JSON.stringify(plain(b));
}

/** What an answer to a return of single items may not do: change another line, or leave an item without explanation. */
export function checkAnswer<Line extends ReturnedLine>(
  before: readonly Line[],
  now: readonly Line[],
  items: readonly string[],
): readonly ScoreProblem[] {
  const returned = new Set(items);
  const unanswered = ({ answer: _answer, ...line }: Line): object => line;
  const changed = now
    .filter(({ criterion }) => !returned.has(criterion))
    .filter((line) => {
      const earlier = before.find(({ criterion }) => criterion === line.criterion);
      return earlier === undefined || !isSame(unanswered(earlier), unanswered(line));
    })
    .map(
      ({ criterion }): ScoreProblem => ({
        code: 'SCORE.ITEM_NOT_RETURNED',
        criterion,
        message: `Ở tiêu chí ${criterion}: cấp trên không trả lại mục này nên giữ như đã nộp; chỉ sửa các mục: ${items.join(', ')}.`,
      }),
    );
  const silent = items
    .filter((item) => !saysSomething(now.find(({ criterion }) => criterion === item)?.answer))
    .map(
      (item): ScoreProblem => ({
        code: 'SCORE.ANSWER_REQUIRED',
        criterion: item,
        message: `Ở tiêu chí ${item}: mục bị trả lại phải có giải trình, kể cả khi giữ nguyên điểm; ghi giải trình rồi nộp lại.`,
      }),
    );
  return [...changed, ...silent];
}
