import {
  type BoardCellAnswer,
  NOT_WAITED_FOR,
  PAST_SUGGESTED,
  type UnitStandingAnswer,
  type UnitYearRowAnswer,
} from '#libs/contracts/http';
import { dayText, formatNumber, instantText } from './words.js';

/** A text that stands in red where there are colours; the sign in it says the same. */
export interface Cell {
  readonly text: string;
  readonly isBad?: boolean;
}

export const NOTHING: Cell = { text: '–' };

/** A state of a board: its sign and word, and how many units of a cell are in it. */
export interface State {
  readonly key: Exclude<keyof BoardCellAnswer, 'ahead' | 'closed'>;
  readonly word: string;
  readonly sign: string;
  readonly isBad?: boolean;
}

export const STATES: readonly State[] = [
  { key: 'done', word: 'xong', sign: '✔' },
  { key: 'received', word: 'đã nhận giấy', sign: '✉' },
  { key: 'working', word: 'đang làm', sign: '…' },
  { key: 'returned', word: 'trả lại', sign: '↩' },
  { key: 'overdue', word: 'QUÁ HẠN', sign: '■', isBad: true },
  { key: 'pastSuggested', word: PAST_SUGGESTED, sign: '□' },
  { key: 'notSubmitted', word: NOT_WAITED_FOR.notSubmitted, sign: '✗' },
  { key: 'waived', word: NOT_WAITED_FOR.waived, sign: '○' },
  { key: 'failing', word: 'lỗi kỹ thuật', sign: '⚠', isBad: true },
];

/** What most needs a look, first. */
const GRAVEST_FIRST = [
  'overdue',
  'failing',
  'returned',
  'pastSuggested',
  'notSubmitted',
  'working',
  'received',
  'done',
  'waived',
] as const;

/** What a closed year left undone is among what can no longer be handed in. */
const countIn = (cell: BoardCellAnswer, key: State['key']): number =>
  (cell[key] ?? 0) + (key === 'notSubmitted' ? (cell.closed ?? 0) : 0);

export function countCell({ key, sign, isBad }: State, cell: BoardCellAnswer): Cell {
  const n = countIn(cell, key);
  return n === 0 ? NOTHING : { text: `${sign} ${formatNumber(n)}`, isBad };
}

/** States that take a column or a row of their own although nothing may be in them. */
const isUsual = ({ key }: State) =>
  key !== 'failing' &&
  key !== 'received' &&
  key !== 'pastSuggested' &&
  key !== 'notSubmitted' &&
  key !== 'waived';

/** The usual states, and of the others those in which something is. */
export const statesIn = (cells: readonly BoardCellAnswer[], isAlways: (state: State) => boolean = isUsual) =>
  STATES.filter((state) => isAlways(state) || cells.some((cell) => countIn(cell, state.key) > 0));

export function worstOf(cell: BoardCellAnswer): Cell {
  const key = GRAVEST_FIRST.find((each) => countIn(cell, each) > 0);
  const state = STATES.find((each) => each.key === key);
  return state === undefined ? NOTHING : countCell(state, cell);
}

/** Where one unit stands at a stage: `✔ 20/03`, `■ trễ 1 ngày`, `□ quá* 1 ngày`, `↩ trả lại`. */
export function standingCell(at: UnitStandingAnswer | undefined, year: number): Cell {
  const standing = at?.standing === 'closed' ? 'notSubmitted' : at?.standing;
  const state = STATES.find(({ key }) => key === standing);
  if (at === undefined || state === undefined) return NOTHING;
  const told: Partial<Record<UnitStandingAnswer['standing'], string>> = {
    done:
      at.effectiveAt === undefined ? state.word : shortDay(instantText(at.effectiveAt).slice(0, 10), year),
    overdue: `trễ ${formatNumber(at.daysLate ?? 0)} ngày`,
    pastSuggested: `quá* ${formatNumber(at.daysLate ?? 0)} ngày`,
  };
  return { text: `${state.sign} ${told[at.standing] ?? state.word}`, isBad: state.isBad };
}

/** How much one stage of a unit needs a look. */
const PRESSURES: Partial<Record<UnitStandingAnswer['standing'], number>> = {
  overdue: 1_000,
  returned: 1,
  pastSuggested: 1,
};

/** How much a row needs a look; the greater, the more. */
export const pressureOf = (cells: readonly BoardCellAnswer[]): number =>
  cells.reduce(
    (sum, { overdue, failing, returned, pastSuggested = 0 }) =>
      sum + 1_000 * (overdue + failing) + returned + pastSuggested,
    0,
  );
export const unitPressureOf = ({ stages = [] }: UnitYearRowAnswer): number =>
  stages.reduce((sum, { standing }) => sum + (PRESSURES[standing] ?? 0), 0);

/** `31/08`; with the year where it is another than the cycle's. */
export function shortDay(day: string, year: number): string {
  const text = dayText(day);
  return text.endsWith(`/${year}`) ? text.slice(0, 5) : text;
}
