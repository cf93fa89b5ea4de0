import {
  type BoardCellAnswer,
  NOT_WAITED_FOR,
  PAST_SUGGESTED,
  type UnitStandingAnswer,
} from '#libs/contracts/http';
import type { Sign } from './sign.js';

/** A state of a board: how people call it, its sign, and how many units of a cell are in it. */
export interface BoardState {
  readonly key: Exclude<keyof BoardCellAnswer, 'ahead' | 'closed' | 'awaitingHead' | 'extensionsAsked'>;
  readonly word: string;
  readonly sign: Sign;
}

/** In the order of a ledger; each unit is in one of them, and a technical fault counts some again. */
export const STATES: readonly BoardState[] = [
  { key: 'done', word: 'xong', sign: 'done' },
  { key: 'received', word: 'đã nhận giấy', sign: 'received' },
  { key: 'working', word: 'chưa nộp', sign: 'doing' },
  { key: 'returned', word: 'trả lại', sign: 'returned' },
  { key: 'overdue', word: 'quá hạn', sign: 'overdue' },
  { key: 'pastSuggested', word: PAST_SUGGESTED, sign: 'suggested' },
  { key: 'notSubmitted', word: NOT_WAITED_FOR.notSubmitted, sign: 'missing' },
  { key: 'waived', word: NOT_WAITED_FOR.waived, sign: 'waived' },
  { key: 'failing', word: 'lỗi kỹ thuật', sign: 'fault' },
];

/** What most needs a look, first. */
const GRAVEST_FIRST: readonly BoardState['key'][] = [
  'overdue',
  'failing',
  'returned',
  'pastSuggested',
  'notSubmitted',
  'working',
  'received',
];

/** How many units of a cell are in a state; what a closed year left undone can no longer be handed in either. */
export const countIn = (cell: BoardCellAnswer, key: BoardState['key']): number =>
  (cell[key] ?? 0) + (key === 'notSubmitted' ? (cell.closed ?? 0) : 0);

/** Units of a cell, in whatever state. */
export const sizeOf = (cell: BoardCellAnswer): number =>
  STATES.reduce((sum, { key }) => (key === 'failing' ? sum : sum + countIn(cell, key)), cell.ahead);

/** The states of a cell that need a look, the gravest first; none where everything is done or nothing has begun. */
export const pressingIn = (cell: BoardCellAnswer): readonly BoardState[] =>
  GRAVEST_FIRST.filter((key) => countIn(cell, key) > 0).flatMap((key) =>
    STATES.filter((state) => state.key === key),
  );

/** How much a row of a board needs a look; the greater, the more. */
export const pressureOf = (cells: readonly BoardCellAnswer[]): number =>
  cells.reduce(
    (sum, { overdue, failing, returned, pastSuggested = 0 }) =>
      sum + 1_000 * (overdue + failing) + returned + pastSuggested,
    0,
  );

/** Of all units of a cell, the share that is overdue: 0 to 1. */
export const overdueShareOf = (cell: BoardCellAnswer): number => {
  const size = sizeOf(cell);
  return size === 0 ? 0 : cell.overdue / size;
};

const SIGN_OF: Readonly<Record<UnitStandingAnswer['standing'], Sign>> = {
  done: 'done',
  received: 'received',
  working: 'doing',
  returned: 'returned',
  overdue: 'overdue',
  pastSuggested: 'suggested',
  notSubmitted: 'missing',
  closed: 'missing',
  waived: 'waived',
  ahead: 'ahead',
};

/** The sign of where one unit stands at one stage. */
export const signOf = (standing: UnitStandingAnswer['standing']): Sign => SIGN_OF[standing];

const PRESSURE: Partial<Record<UnitStandingAnswer['standing'], number>> = {
  overdue: 1_000,
  returned: 10,
  pastSuggested: 1,
};

/** How much a unit needs a look. */
export const unitPressureOf = (stages: readonly UnitStandingAnswer[]): number =>
  stages.reduce((sum, { standing }) => sum + (PRESSURE[standing] ?? 0), 0);

/** What is said of a standing that has no day to tell; of the others each page tells the day. */
export const PLAIN_WORDS: Partial<Record<UnitStandingAnswer['standing'], string>> = {
  received: 'đã nhận giấy',
  notSubmitted: NOT_WAITED_FOR.notSubmitted,
  closed: NOT_WAITED_FOR.closed,
  waived: NOT_WAITED_FOR.waived,
  ahead: 'chưa mở',
};
