import type { BoardAnswer, BoardBodyAnswer, BoardCellAnswer, BoardColumnAnswer } from '#libs/contracts';
import {
  ASSUMED_NOTE,
  assumedMark,
  cut,
  cycleWord,
  dayText,
  formatNumber,
  instantText,
  kindWord,
} from './words.js';
import { wrapped } from './wrap.js';

/** How a board is looked at. */
export interface BoardView {
  /** Characters that a line may have. */
  readonly width: number;
  /** Lines that all may take together; absent where there is no end to them. */
  readonly height?: number | undefined;
  /** What stands at the right of the head, e.g. `● trực tiếp 08:31:07`. */
  readonly live?: string | undefined;
  /** Last line, e.g. how to leave. */
  readonly foot?: string | undefined;
  paint(colour: 'red' | 'green', text: string): string;
}

/** A text that stands in red where there are colours; the sign in it says the same. */
interface Cell {
  readonly text: string;
  readonly isBad?: boolean | undefined;
}

interface Line {
  readonly label: string;
  readonly cells: readonly Cell[];
}

const NOTHING: Cell = { text: '–' };
const GAP = 2;
const NARROW = 100;
const FEWEST_COMMUNES = 3;
const MOST_NAMED = 3;

const lengthOf = (text: string) => [...text.normalize('NFC')].length;
const padded = (text: string, width: number) => `${text}${' '.repeat(Math.max(0, width - lengthOf(text)))}`;
const counted = (sign: string, n: number, isBad = false): Cell =>
  n === 0 ? NOTHING : { text: `${sign} ${formatNumber(n)}`, isBad };

const FAILING = 'lỗi kỹ thuật';

/** The states of a board: sign, word, and how many units of a cell are in it. */
const STATES: readonly { readonly word: string; readonly cell: (cell: BoardCellAnswer) => Cell }[] = [
  { word: 'xong', cell: ({ done }) => counted('✔', done) },
  { word: 'đang làm', cell: ({ working }) => counted('…', working) },
  { word: 'trả lại', cell: ({ returned }) => counted('↩', returned) },
  { word: 'QUÁ HẠN', cell: ({ overdue }) => counted('■', overdue, true) },
  { word: FAILING, cell: ({ failing }) => counted('⚠', failing, true) },
];

/** What most needs a look in a cell: overdue, failing, returned, under way, then done. */
function worstOf(cell: BoardCellAnswer): Cell {
  for (const word of ['QUÁ HẠN', FAILING, 'trả lại', 'đang làm', 'xong']) {
    const found = STATES.find((state) => state.word === word)?.cell(cell) ?? NOTHING;
    if (found !== NOTHING) return found;
  }
  return NOTHING;
}

/**
 * The board as lines of text: totals by state, one line for each commune, the papers of offices, and notes. Columns that
 * do not fit are left out and named; where lines run short, the communes with most overdue stay.
 */
export function boardLines(board: BoardAnswer, view: BoardView): string[] {
  const room = view.width - 1;
  const labels = Math.min(
    view.width < NARROW ? 24 : 32,
    Math.max(19, ...board.communes.map((commune) => lengthOf(labelOf(commune)))),
  );
  const kept = columnsThatFit(board, room - labels);
  const days = board.columns.map((column) => daysOf(column, board.year));
  const communeLine = (commune: BoardAnswer['communes'][number]): Line => ({
    label: labelOf(commune, labels),
    cells: commune.cells.map(worstOf),
  });
  const top: Line[] = [
    { label: 'Hết ngày →', cells: days.map((text) => ({ text })) },
    {
      label: `Đơn vị ↓ (${formatNumber(board.units.inside)})`,
      cells: board.columns.map(({ shortName }) => ({ text: shortName })),
    },
    ...STATES.map(({ word, cell }, index) => ({
      label: `${index === 0 ? 'Tổng' : '    '}   ${word}`,
      cells: board.total.map(cell),
    })),
  ];
  const drawn = ({ label, cells }: Line) => drawLine(label, labels, kept, cells, view);
  const head = [...headLines(board, view), ...top.map(drawn)];
  const foot = [...bodyLines(board, view), ...noteLines(board, kept, view)];
  const { shown, hidden } = communesThatFit(board, view, head.length + foot.length);
  const more = `và ${formatNumber(hidden)} xã, phường khác: thêm --commune MÃ để xem một nơi, --once để xem hết`;
  return [
    ...head,
    ...shown.map((commune) => drawn(communeLine(commune))),
    ...(hidden > 0 ? [` ${cut(more, room)}`] : []),
    ...foot,
  ].map((line) => line.trimEnd().normalize('NFC'));
}

/** `▸ Xã Tịnh Khê (10)`; a name that is too long gives way to its number. */
function labelOf(
  { name, units }: { readonly name: string; readonly units: number },
  width = Infinity,
): string {
  const count = ` (${formatNumber(units)})`;
  return `▸ ${cut(name, width - lengthOf(count) - 2)}${count}`;
}

function headLines(board: BoardAnswer, view: BoardView): string[] {
  const parts = [
    'BẢNG ĐIỀU HÀNH',
    `Chu kỳ ${board.year}`,
    ...(board.clockKind === 'rehearsal'
      ? [`DIỄN TẬP${board.label === undefined ? '' : ` “${board.label}”`}`]
      : []),
    board.provinceName,
    instantText(board.now),
    ...(board.state === 'open' ? [] : [cycleWord(board.state)]),
  ];
  const commune = board.commune === undefined ? 'tất cả' : board.commune.name;
  const kind = board.kind === undefined ? 'tất cả' : kindWord(board.kind);
  const title = parts.join(' · ');
  const rest = [
    `[Xã: ${commune}] [Loại hình: ${kind}]`,
    ...(view.live === undefined ? [] : [view.live]),
  ].join('   ');
  const whole = ` ${title}   ${rest}`;
  return lengthOf(whole) <= view.width
    ? [whole]
    : [` ${cut(title, view.width - 1)}`, ` ${cut(rest, view.width - 1)}`];
}

/** `31/08*`, `30/10*·04/11`; with the year where it is not the cycle's. */
function daysOf({ lastDays }: BoardColumnAnswer, year: number): string {
  if (lastDays.length === 0) return '–';
  return lastDays.map(({ day, assumed }) => `${shortDay(day, year)}${assumedMark(assumed)}`).join('·');
}

const shortDay = (day: string, year: number) => {
  const text = dayText(day);
  return day.startsWith(`${year}-`) ? text.slice(0, 5) : text;
};

interface Fitted {
  /** Places of the columns that are shown, and how wide each is with its gap. */
  readonly shown: readonly { readonly index: number; readonly width: number }[];
  readonly left: readonly BoardColumnAnswer[];
}

/** Columns of stages that have not opened go first, the latest first; then those that are done; then the last ones. */
function columnsThatFit(board: BoardAnswer, room: number): Fitted {
  const widths = board.columns.map((column, index) => {
    const cells = [board.total, ...board.communes.map((commune) => commune.cells)].map((row) => row[index]);
    const texts = cells.flatMap((cell) =>
      cell === undefined ? [] : [...STATES.map((state) => state.cell(cell).text)],
    );
    return GAP + Math.max(...[daysOf(column, board.year), column.shortName, ...texts].map(lengthOf));
  });
  const rank = (index: number) => {
    const cell = board.total[index];
    if (cell === undefined || board.columns[index]?.isOpen !== true) return 2;
    return cell.working + cell.returned + cell.overdue + cell.failing === 0 ? 1 : 0;
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
    shown: widths.flatMap((width, index) => (gone.has(index) ? [] : [{ index, width }])),
    left: board.columns.filter((_, index) => gone.has(index)),
  };
}

function drawLine(
  label: string,
  labels: number,
  { shown }: Fitted,
  cells: readonly Cell[],
  view: BoardView,
): string {
  const columns = shown.map(({ index, width }) => {
    const { text, isBad } = cells[index] ?? NOTHING;
    // Padded first: colours take no room.
    const wide = `${' '.repeat(GAP)}${padded(text, width - GAP)}`;
    return isBad === true ? view.paint('red', wide) : wide;
  });
  return ` ${padded(cut(label, labels), labels)}${columns.join('')}`;
}

function communesThatFit(board: BoardAnswer, { height }: BoardView, taken: number) {
  const { communes } = board;
  const room = height === undefined ? communes.length : height - taken;
  if (communes.length <= room) return { shown: communes, hidden: 0 };
  const pressing = ({ cells }: BoardAnswer['communes'][number]) =>
    cells.reduce((sum, { overdue, failing, returned }) => sum + 1_000 * (overdue + failing) + returned, 0);
  const lines = room - 1;
  const shown =
    lines < FEWEST_COMMUNES ? [] : communes.toSorted((a, b) => pressing(b) - pressing(a)).slice(0, lines);
  return { shown, hidden: communes.length - shown.length };
}

function bodyLines(board: BoardAnswer, view: BoardView): string[] {
  const { bodies, year } = board;
  if (bodies.length === 0) return [];
  const isFailing = bodies.some(({ failing }) => failing > 0);
  const states = STATES.filter(({ word }) => isFailing || word !== FAILING);
  const rows = [
    ['Văn bản của cơ quan', 'Hết ngày', ...states.map(({ word }) => word)].map((text): Cell => ({ text })),
    ...bodies.map((body) => [
      { text: `${body.shortName} (${formatNumber(bodiesIn(body))})` },
      {
        text:
          body.lastDay === undefined ? '–' : `${shortDay(body.lastDay, year)}${assumedMark(body.assumed)}`,
      },
      ...states.map(({ cell }) => cell(body)),
    ]),
  ];
  const widths = states.map(() => 0).concat(0, 0);
  for (const row of rows) {
    row.forEach(({ text }, index) => {
      widths[index] = Math.max(widths[index] ?? 0, lengthOf(text));
    });
  }
  const room = view.width - widths.reduce((sum, width) => sum + width + GAP, 1);
  const gap = ' '.repeat(GAP);
  return [
    '',
    ...rows.map((row, index) => {
      const cells = row.map(({ text, isBad }, at) => {
        const wide = padded(text, widths[at] ?? 0);
        return isBad === true ? view.paint('red', wide) : wide;
      });
      return ` ${cells.join(gap)}${gap}${lateText(bodies[index - 1]?.late ?? [], room)}`;
    }),
  ];
}

const bodiesIn = ({ done, working, returned, overdue, ahead }: BoardBodyAnswer) =>
  done + working + returned + overdue + ahead;

/** `Xã A, Xã B, Xã C và 3 nơi khác`, with as many names as there is room for; empty where there is none for one. */
function lateText(late: readonly string[], room: number): string {
  for (let named = Math.min(MOST_NAMED, late.length); named > 0; named -= 1) {
    const others = late.length - named;
    const names = late.slice(0, named).join(', ');
    const text = others > 0 ? `${names} và ${formatNumber(others)} nơi khác` : names;
    if (lengthOf(text) <= room) return text;
  }
  return '';
}

function noteLines(board: BoardAnswer, { left }: Fitted, view: BoardView): string[] {
  const marked =
    board.columns.some(({ lastDays }) => lastDays.some(({ assumed }) => assumed)) ||
    board.bodies.some(({ assumed }) => assumed);
  const named = left.map((column) => `${column.shortName} (${daysOf(column, board.year)})`);
  const notes = [
    ...(marked ? [ASSUMED_NOTE] : []),
    ...(named.length > 0 ? [`cột ${named.join(', ')} lược vì bề ngang`] : []),
  ];
  const { outside } = board.units;
  const lines = [
    ...(notes.length > 0 ? [notes.join('; ')] : []),
    ...(outside > 0 ? [`Có ${formatNumber(outside)} đơn vị tham gia phong trào, không xét tiêu chuẩn`] : []),
    ...(view.foot === undefined ? [] : [view.foot]),
  ];
  return lines.flatMap((line) =>
    wrapped(line, view.width - 1, 2)
      .split('\n')
      .map((piece) => ` ${piece}`),
  );
}
