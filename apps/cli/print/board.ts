import { dateOf } from '#libs/calendar';
import { type BoardAnswer, type BoardColumnAnswer, type UnitYearRowAnswer } from '#libs/contracts/http';
import { type BodyDetail, bodyLines } from './board-bodies.js';
import {
  type Cell,
  countCell,
  NOTHING,
  pressureOf,
  STATES,
  type State,
  shortDay,
  standingCell,
  statesIn,
  unitPressureOf,
  worstOf,
} from './board-cells.js';
import { lengthOf, padded } from './width.js';
import {
  ASSUMED_NOTE,
  assumedMark,
  cut,
  cycleWord,
  dayText,
  formatNumber,
  instantText,
  kindWord,
  rehearsalText,
} from './words.js';
import { wrapped } from './wrap.js';

/** How a board is looked at. */
export interface BoardView {
  /** Characters that a line may have. */
  readonly width: number;
  /** Lines that all may take together; absent where there is no end to them. */
  readonly height?: number;
  /** Units of the commune that the board is narrowed to, with where they stand; they take the place of communes. */
  readonly units?: readonly UnitYearRowAnswer[];
  /** Whether communes and units without anything overdue were left out. */
  readonly isOverdueOnly?: boolean;
  /** What comes next by itself, in one line. */
  readonly coming?: string;
  /** What stands at the right of the head, e.g. `● trực tiếp 08:31:07`. */
  readonly live?: string;
  /** Last line, e.g. how to leave. */
  readonly foot?: string;
  paint(colour: 'red' | 'green', text: string): string;
}

interface Line {
  readonly label: string;
  readonly cells: readonly Cell[];
}

/** A commune or a unit. */
interface Row extends Line {
  readonly pressure: number;
}

const GAP = 2;
/** States that take no line of a board in which nothing is in them. */
const ONLY_WHERE_ANY = new Set<State['key']>(['received', 'pastSuggested', 'notSubmitted', 'waived']);
const NARROW = 100;
const VERY_NARROW = 60;
const VERY_NARROW_LABELS = 20;
/** So many communes or units are worth more than the rest of the board in full. */
const FEWEST_ROWS = 8;

/** What gives way where lines run short. */
interface Fullness {
  readonly bodies: BodyDetail;
  /** Also the states in which nothing is. */
  readonly everyState: boolean;
  /** Notes over several lines where one is too short. */
  readonly wholeNotes: boolean;
}

/** The fullest first. */
const FULLNESS: readonly [Fullness, ...Fullness[]] = [
  { bodies: 'every', everyState: true, wholeNotes: true },
  { bodies: 'pressing', everyState: true, wholeNotes: true },
  { bodies: 'pressing', everyState: false, wholeNotes: true },
  { bodies: 'pressing', everyState: false, wholeNotes: false },
  { bodies: 'one', everyState: false, wholeNotes: false },
];

/**
 * The board as lines of text: totals by state, one line for each commune (or each unit of one commune), the papers of
 * offices, and notes. Columns that do not fit are left out and named; where lines run short, the papers of offices and
 * empty states give way first, and then the communes with most overdue stay.
 */
export function boardLines(board: BoardAnswer, view: BoardView): string[] {
  const room = view.width - 1;
  const rows = rowsOf(board, view);
  const labels = labelWidth([...topLines(board, view, true), ...rows], view.width);
  const kept = columnsThatFit(board, rows, room - labels);
  const drawn = (line: Line) => drawLine(line, labels, kept, view);
  const partsOf = ({ bodies, everyState, wholeNotes }: Fullness) => ({
    head: [...headLines(board, view), ...topLines(board, view, everyState).map(drawn)],
    foot: [...bodyLines(board, view, bodies), ...noteLines(board, kept, view, wholeNotes)],
  });
  const isRoomy = ({ head, foot }: ReturnType<typeof partsOf>) =>
    (view.height ?? Infinity) - head.length - foot.length >= Math.min(rows.length, FEWEST_ROWS + 1);
  const all = FULLNESS.map(partsOf);
  const { head, foot } = all.find(isRoomy) ?? all.at(-1) ?? partsOf(FULLNESS[0]);
  const { shown, hidden } = rowsThatFit(rows, (view.height ?? Infinity) - head.length - foot.length);
  const places = view.units === undefined ? 'xã, phường' : 'đơn vị';
  const narrower = view.units === undefined ? 'thêm --commune MÃ để xem một nơi, ' : '';
  const more = `và ${formatNumber(hidden)} ${places} khác: ${narrower}--once để xem hết`;
  const none = view.isOverdueOnly === true && rows.length === 0;
  return [
    ...head,
    ...shown.map(drawn),
    ...(hidden > 0 ? [` ${cut(more, room)}`] : []),
    ...(none ? [` ${cut('Không có nơi nào quá ngày cuối', room)}`] : []),
    ...foot,
  ].map((line) => line.trimEnd().normalize('NFC'));
}

/** Whether a board is that of a day that has passed. */
export const isPast = ({ asOf, now }: Pick<BoardAnswer, 'asOf' | 'now'>): boolean =>
  asOf !== undefined && asOf < dateOf(now);

function rowsOf(board: BoardAnswer, { units }: BoardView): readonly Row[] {
  if (units === undefined) {
    return board.communes.map((commune) => ({
      label: labelOf('▸', commune),
      cells: commune.cells.map(worstOf),
      pressure: pressureOf(commune.cells),
    }));
  }
  return units.map((unit) => ({
    label: `  ${unit.name}`,
    cells: board.columns.map(({ stage }) =>
      standingCell(
        unit.stages?.find((each) => each.stage === stage),
        board.year,
      ),
    ),
    pressure: unitPressureOf(unit),
  }));
}

function labelWidth(lines: readonly Line[], width: number): number {
  if (width < VERY_NARROW) return VERY_NARROW_LABELS;
  return Math.min(width < NARROW ? 24 : 32, Math.max(...lines.map(({ label }) => lengthOf(label))));
}

/** `▸ Xã Tịnh Khê (10)`. */
const labelOf = (sign: string, { name, units }: { readonly name: string; readonly units: number }) =>
  `${sign} ${name} (${formatNumber(units)})`;

/** Days and names of the stages, the totals, and the commune whose units follow. */
function topLines(board: BoardAnswer, { units }: BoardView, everyState: boolean): readonly Line[] {
  const used = statesIn(board.total, ({ key }) => everyState && !ONLY_WHERE_ANY.has(key));
  const states = used.length > 0 ? used : STATES.slice(0, 1);
  const opened = units === undefined ? [] : board.communes;
  return [
    { label: 'Hết ngày →', cells: board.columns.map((column) => ({ text: daysOf(column, board.year) })) },
    {
      label: `Đơn vị ↓ (${formatNumber(board.units.inside)})`,
      cells: board.columns.map(({ shortName }) => ({ text: shortName })),
    },
    ...states.map((state, index) => ({
      label: `${index === 0 ? 'Tổng' : '    '}   ${state.word}`,
      cells: board.total.map((cell) => countCell(state, cell)),
    })),
    ...opened.map((commune) => ({ label: labelOf('▾', commune), cells: commune.cells.map(worstOf) })),
  ];
}

function headLines(board: BoardAnswer, view: BoardView): string[] {
  const rehearsal = rehearsalText(board);
  const parts = [
    'BẢNG ĐIỀU HÀNH',
    `Chu kỳ ${board.year}`,
    ...(rehearsal === '' ? [] : [rehearsal]),
    board.provinceName,
    isPast(board) ? `hết ngày ${dayText(board.asOf)}` : instantText(board.now),
    ...(board.state === 'open' ? [] : [cycleWord(board.state)]),
  ];
  const commune = board.commune === undefined ? 'tất cả' : board.commune.name;
  const kind = board.kind === undefined ? 'tất cả' : kindWord(board.kind);
  const overdue = view.isOverdueOnly === true ? ' [Chỉ quá ngày cuối]' : '';
  const title = parts.join(' · ');
  const rest = [
    `[Xã: ${commune}] [Loại hình: ${kind}]${overdue}`,
    ...(view.live === undefined ? [] : [view.live]),
  ].join('   ');
  const whole = ` ${title}   ${rest}`;
  return lengthOf(whole) <= view.width
    ? [whole]
    : [` ${cut(title, view.width - 1)}`, ` ${cut(rest, view.width - 1)}`];
}

/** Behind a day that a document sets for some kinds of units and not for others. */
const SUGGESTED_MARK = '(*)';

/** `31/08*`, `30/10*·04/11`, `31/03(*)`; with the year where it is not the cycle's. */
function daysOf({ lastDays }: BoardColumnAnswer, year: number): string {
  if (lastDays.length === 0) return '–';
  return lastDays
    .map(({ day, assumed, suggestedFor }) => {
      const mark = suggestedFor === undefined ? assumedMark(assumed) : SUGGESTED_MARK;
      return `${shortDay(day, year)}${mark}`;
    })
    .join('·');
}

interface Fitted {
  /** Places of the columns that are shown, and how wide each is with its gap. */
  readonly shown: readonly { readonly index: number; readonly width: number }[];
  readonly left: readonly BoardColumnAnswer[];
}

/** Columns of stages that have not opened go first, the latest first; then those that are done; then the last ones. */
function columnsThatFit(board: BoardAnswer, rows: readonly Row[], room: number): Fitted {
  const widths = board.columns.map((column, index) => {
    const totals = [board.total, ...board.communes.map(({ cells }) => cells)].flatMap((cells) => {
      const cell = cells[index];
      return cell === undefined ? [] : STATES.map((state) => countCell(state, cell).text);
    });
    const texts = [...totals, ...rows.map(({ cells }) => cells[index]?.text ?? '')];
    return GAP + Math.max(...[daysOf(column, board.year), column.shortName, ...texts].map(lengthOf));
  });
  const rank = (index: number) => {
    const cell = board.total[index];
    if (cell === undefined || board.columns[index]?.isOpen !== true) return 2;
    const { working, returned, overdue, pastSuggested = 0, failing } = cell;
    return working + returned + overdue + pastSuggested + failing === 0 ? 1 : 0;
  };
  const order = board.columns
    .map((_, index) => index)
    .sort((a, b) => rank(b) - rank(a) || (rank(a) === 1 ? a - b : b - a));
  const gone = new Set<number>();
  const total = () => widths.reduce((sum, width, index) => sum + (gone.has(index) ? 0 : width), 0);
  for (const index of order) {
    if (total() <= room || gone.size === board.columns.length - 1) break;
    gone.add(index);
  }
  return {
    shown: widths.flatMap((width, index) =>
      gone.has(index) ? [] : [{ index, width: Math.min(width, room) }],
    ),
    left: board.columns.filter((_, index) => gone.has(index)),
  };
}

function drawLine({ label, cells }: Line, labels: number, { shown }: Fitted, view: BoardView): string {
  const columns = shown.map(({ index, width }) => {
    const { text, isBad } = cells[index] ?? NOTHING;
    // Padded first: colours take no room.
    const wide = `${' '.repeat(GAP)}${padded(cut(text, width - GAP), width - GAP)}`;
    return isBad === true ? view.paint('red', wide) : wide;
  });
  return ` ${padded(shortLabel(label, labels), labels)}${columns.join('')}`;
}

/** A name that is too long gives way to the number behind it. */
function shortLabel(label: string, width: number): string {
  const [count = ''] = / \([\d.]+\)$/.exec(label) ?? [];
  if (lengthOf(label) <= width) return label;
  return `${cut(label.slice(0, label.length - count.length), width - lengthOf(count))}${count}`;
}

function rowsThatFit(rows: readonly Row[], room: number) {
  if (rows.length <= room) return { shown: rows, hidden: 0 };
  const shown = rows.toSorted((a, b) => b.pressure - a.pressure).slice(0, Math.max(0, room - 1));
  return { shown, hidden: rows.length - shown.length };
}

function noteLines(board: BoardAnswer, { left }: Fitted, view: BoardView, whole: boolean): string[] {
  const marked =
    board.columns.some(({ lastDays }) => lastDays.some(({ assumed }) => assumed)) ||
    board.bodies.some(({ assumed }) => assumed) ||
    view.coming?.includes('*') === true;
  const kinds = [
    ...new Set(board.columns.flatMap(({ lastDays }) => lastDays.flatMap((each) => each.suggestedFor ?? []))),
  ];
  const named = left.map((column) => `${column.shortName} (${daysOf(column, board.year)})`);
  const notes = [
    ...(marked ? [ASSUMED_NOTE] : []),
    ...(kinds.length > 0 ? [`${SUGGESTED_MARK} ngày đề nghị với ${kinds.map(kindWord).join(', ')}`] : []),
    ...(named.length > 0 ? [`cột ${named.join(', ')} lược vì bề ngang`] : []),
  ];
  const { outside } = board.units;
  const waiting = waitingNote(board);
  const lines = [
    ...(waiting === undefined ? [] : [waiting]),
    ...(view.coming === undefined ? [] : [view.coming]),
    ...(notes.length > 0 ? [notes.join('; ')] : []),
    ...(outside > 0 ? [`Có ${formatNumber(outside)} đơn vị tham gia phong trào, không xét tiêu chuẩn`] : []),
    ...(view.foot === undefined ? [] : [view.foot]),
  ];
  return lines.flatMap((line) =>
    (whole ? wrapped(line, view.width - 1, 2) : cut(line, view.width - 1))
      .split('\n')
      .map((piece) => ` ${piece}`),
  );
}

/** How many steps wait for somebody of a unit or for an answer; undefined where none does. */
function waitingNote({ total }: BoardAnswer): string | undefined {
  const sum = (what: 'awaitingHead' | 'extensionsAsked') =>
    total.reduce((all, cell) => all + (cell[what] ?? 0), 0);
  const [heads, asked] = [sum('awaitingHead'), sum('extensionsAsked')];
  const notes = [
    ...(heads > 0 ? [`chờ thủ trưởng duyệt: ${formatNumber(heads)}`] : []),
    ...(asked > 0 ? [`xin gia hạn chưa trả lời: ${formatNumber(asked)}`] : []),
  ];
  return notes.length === 0 ? undefined : notes.join('; ').replace(/^./, (first) => first.toUpperCase());
}
