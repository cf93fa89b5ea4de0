import { type BoardAnswer, type BoardBodyAnswer } from '#libs/contracts/http';
import { type Cell, countCell, STATES, type State, shortDay, statesIn } from './board-cells.js';
import { lengthOf, padded } from './width.js';
import { assumedMark, cut, formatNumber } from './words.js';

/** How much of the papers of offices is told: every one, those that need a look, or all in one line. */
export type BodyDetail = 'every' | 'pressing' | 'one';

interface Room {
  /** Characters that a line may have. */
  readonly width: number;
  paint(colour: 'red' | 'green', text: string): string;
}

const GAP = 2;
const MOST_NAMED = 3;
const SHORTEST_LABEL = 10;
const PRESSING = ['overdue', 'failing', 'returned', 'pastSuggested'] as const;
const NOTHING_PRESSING = 'không có gì quá ngày cuối, trả lại';

/** The papers that offices owe themselves. */
export function bodyLines({ bodies, year }: BoardAnswer, room: Room, detail: BodyDetail): string[] {
  if (bodies.length === 0) return [];
  if (detail === 'every') return ['', ...tableLines(bodies, year, room)];
  const pressing = bodies.filter((body) => PRESSING.some((key) => (body[key] ?? 0) > 0));
  if (detail === 'one' || pressing.length === 0) return [oneLine(bodies, room)];
  const others = bodies.length - pressing.length;
  const rest = ` và ${formatNumber(others)} loại văn bản khác ${NOTHING_PRESSING}`;
  return [...tableLines(pressing, year, room), ...(others > 0 ? [cut(rest, room.width)] : [])];
}

function oneLine(bodies: readonly BoardBodyAnswer[], { width }: Room): string {
  const told = PRESSING.flatMap((key) => {
    const state = STATES.find((each) => each.key === key);
    const n = bodies.reduce((sum, body) => sum + (body[key] ?? 0), 0);
    return state === undefined || n === 0 ? [] : [`${state.sign} ${formatNumber(n)} ${state.word}`];
  });
  const text = told.length === 0 ? NOTHING_PRESSING : told.join(', ');
  return cut(` Văn bản của cơ quan (${formatNumber(bodies.length)} loại): ${text}`, width);
}

interface Column {
  readonly title: string;
  readonly cells: readonly Cell[];
  /** What goes first where there is no room; what has none stays. */
  readonly goes?: number;
}

function tableLines(bodies: readonly BoardBodyAnswer[], year: number, room: Room): string[] {
  const label: Column = {
    title: 'Văn bản của cơ quan',
    cells: bodies.map((body) => ({ text: `${body.shortName} (${formatNumber(officesIn(body))})` })),
  };
  const day: Column = { title: 'Hết ngày', cells: bodies.map((body) => lastDayCell(body, year)), goes: 0 };
  const states = statesIn(bodies).map((state, index): Column => {
    const isUsed = bodies.some((body) => (body[state.key] ?? 0) > 0);
    const cells = bodies.map((body) => countCell(state, body));
    return { title: state.word, cells, goes: isUsed ? leastNeeded(state, index) : 1 };
  });
  const columns = columnsThatFit(label, [day, ...states], room.width - 1);
  const widths = columns.map(widthOf);
  const labels = Math.min(widthOf(label), room.width - 1 - spaceOf(widths));
  const left = room.width - 1 - labels - spaceOf(widths) - GAP;
  const line = (first: string, texts: readonly Cell[], late: readonly string[]) => {
    const cells = texts.map(({ text, isBad }, at) => {
      const wide = padded(text, widths[at] ?? 0);
      return isBad === true ? room.paint('red', wide) : wide;
    });
    const gap = ' '.repeat(GAP);
    return ` ${[padded(cut(first, labels), labels), ...cells].join(gap)}${gap}${lateText(late, left)}`;
  };
  return [
    line(
      label.title,
      columns.map(({ title }) => ({ text: title })),
      [],
    ),
    ...bodies.map((body, index) =>
      line(
        label.cells[index]?.text ?? '',
        columns.map(({ cells }) => cells[index] ?? { text: '' }),
        [...body.late, ...(body.pastSuggestedAt ?? [])],
      ),
    ),
  ];
}

/** After the days and what is nowhere: what is well goes before what is not, and what is overdue or failing stays. */
const leastNeeded = ({ isBad }: State, index: number) => (isBad === true ? undefined : 2 + index);

function columnsThatFit(label: Column, all: readonly Column[], width: number): readonly Column[] {
  const gone = new Set<Column>();
  const kept = () => all.filter((column) => !gone.has(column));
  const order = all.filter(({ goes }) => goes !== undefined).sort((a, b) => (a.goes ?? 0) - (b.goes ?? 0));
  for (const column of order) {
    const isNamed = column.goes === 0 || column.goes === 1;
    const labels = isNamed ? widthOf(label) : Math.min(SHORTEST_LABEL, widthOf(label));
    if (labels + spaceOf(kept().map(widthOf)) <= width) break;
    gone.add(column);
  }
  return kept();
}

const widthOf = ({ title, cells }: Column) =>
  Math.max(...[title, ...cells.map(({ text }) => text)].map(lengthOf));
const spaceOf = (widths: readonly number[]) => widths.reduce((sum, width) => sum + GAP + width, 0);

const lastDayCell = ({ lastDay, assumed }: BoardBodyAnswer, year: number): Cell => ({
  text: lastDay === undefined ? '–' : `${shortDay(lastDay, year)}${assumedMark(assumed)}`,
});

const officesIn = ({
  done,
  received = 0,
  working,
  returned,
  overdue,
  pastSuggested = 0,
  notSubmitted,
  ahead,
  closed = 0,
  waived = 0,
}: BoardBodyAnswer) =>
  done + received + working + returned + overdue + pastSuggested + notSubmitted + ahead + closed + waived;

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
