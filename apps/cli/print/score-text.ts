import { type ScoreAnswer } from '#libs/contracts/http';
import { ASSUMED_NOTE, assumedMark, cut, formatNumber } from './words.js';

type Line = ScoreAnswer['lines'][number];

export interface ScoreTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Columns of figures. */
  readonly right: readonly number[];
  /** What stands under the table. */
  readonly notes: readonly string[];
}

/** What a criterion's wording is cut to; it fills one line beside the five columns of figures. */
const WORDING_LENGTH = 54;

const shown = (value: number | undefined, otherwise = '–') =>
  value === undefined ? otherwise : formatNumber(value);

/**
 * A score as a table of one line for each criterion: the wording cut, and below it only what says more than the figures
 * do. `full` gives the whole wording, how every line was counted, and its source.
 */
export function scoreTable(score: ScoreAnswer, full: boolean): ScoreTable {
  const details = detailsOf(score.text);
  const rows = score.lines.map((line) => {
    const said = details.get(line.criterion) ?? [];
    const below = full ? everything(line, said) : tellingOnly(line, said);
    return [
      `${line.criterion}${assumedMark(line.status)}`,
      [full ? line.text : cut(line.text, WORDING_LENGTH), ...below.map((text) => `→ ${text}`)].join('\n'),
      formatNumber(line.max),
      shown(line.self),
      shown(line.higher),
      shown(line.points, 'chờ'),
    ];
  });
  const max = score.lines.reduce((total, line) => total + Math.round(line.max * 100), 0) / 100;
  const { self, higher } = score.totals;
  const pass = score.pass === 'final' ? 'chính thức' : 'tạm tính';
  return {
    head: ['Mã', 'Tiêu chí', 'Tối đa', 'Cơ sở', 'Cấp trên', 'Điểm'],
    rows: [
      ...rows,
      ['', `Tổng điểm ${pass}`, formatNumber(max), shown(self), shown(higher), formatNumber(score.total)],
    ],
    right: [2, 3, 4, 5],
    notes: notesOf(score),
  };
}

function notesOf(score: ScoreAnswer): readonly string[] {
  const notes: string[] = [];
  if (score.notSubmitted) notes.push('Đơn vị không nộp; cấp trên chấm theo hồ sơ, tài liệu của mình.');
  if (score.ownRecordsNote !== undefined)
    notes.push(`Căn cứ chấm khi đơn vị không nộp: ${score.ownRecordsNote}`);
  if (score.pass !== 'final') {
    notes.push(`Còn dòng chưa có điểm; cao nhất có thể đạt ${formatNumber(score.maxReachable)} điểm.`);
  }
  if (score.class !== undefined) {
    const { name, min, assumed } = score.class;
    notes.push(
      `${score.classIsProposed === true ? 'Phân loại theo điểm, chờ quyết định' : 'Phân loại'}: ${name}${assumedMark(assumed)} (từ ${formatNumber(min)} điểm${assumedMark(assumed)})`,
    );
  }
  const sources = sourcesOf(score.lines);
  notes.push(sources.length === 1 ? `Căn cứ: ${sources[0] ?? ''}` : 'Căn cứ:');
  if (sources.length > 1) notes.push(...sources.map((source) => `  - ${source}`));
  const marked = score.class?.assumed === true || score.lines.some(({ status }) => status === 'assumed');
  if (marked || score.text.some(isAssumedGap)) notes.push(ASSUMED_NOTE);
  return notes;
}

/** Rows of the API's own text under each criterion: its branch, its gaps, its notes. */
function detailsOf(text: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const details = new Map<string, string[]>();
  let current: string[] | undefined;
  for (const row of text) {
    const key = /^\s*\[([^\]]+)\] /.exec(row)?.[1];
    if (key !== undefined) details.set(key, (current = []));
    else if (/^\s/.test(row)) current?.push(row.trim());
    else current = undefined;
  }
  return details;
}

const BRANCH = 'Nhánh áp dụng: ';
const GAP = /^Trường hợp chưa rõ (\S+): (.*) \(([^()]*)\)$/;
const isAssumedGap = (row: string) => GAP.exec(row.trim())?.[3]?.includes('giả định') === true;

/** `Cấp trên chấm: 2/2.` says no more than the figures beside it. */
function moreThanFigures({ counted, points, max }: Line): string {
  const figures = `: ${shown(points)}/${formatNumber(max)}.`;
  const at = counted.indexOf(figures);
  return at < 0 || counted.slice(0, at).includes('.') ? counted : counted.slice(at + figures.length).trim();
}

const reasonOf = ({ reason }: Line) => (reason === undefined ? '' : `Lý do: ${reason}`);

function tellingOnly(line: Line, said: readonly string[]): readonly string[] {
  const counted = [moreThanFigures(line), reasonOf(line)].filter((text) => text !== '').join(' ');
  const readings = said.flatMap((row) => {
    if (row.startsWith(BRANCH)) return [`Áp dụng: ${row.slice(BRANCH.length)}`];
    const gap = GAP.exec(row);
    if (gap === null) return [];
    const chosen = gap[3]?.startsWith('lựa chọn đã ghi') === true ? 'lựa chọn đã ghi' : 'mặc định';
    return [`Chưa rõ, ${chosen}${isAssumedGap(row) ? '*' : ''}: ${gap[2] ?? ''}`];
  });
  return [...(counted === '' ? [] : [counted]), ...readings];
}

function everything(line: Line, said: readonly string[]): readonly string[] {
  const others = said.filter((row) => !/^(Cách tính|Lý do|Căn cứ): /.test(row));
  const steps = said.find((row) => row.startsWith('Căn cứ: '))?.split('; nấc điểm: ')[1];
  return [
    [line.counted, reasonOf(line)].filter((text) => text !== '').join(' '),
    ...others,
    `Căn cứ: ${line.source}${assumedMark(line.status)}${steps === undefined ? '' : `; nấc điểm: ${steps}`}`,
  ];
}

/** Each source once; those that differ in their last word alone stand together: `…, tiêu chí 1, 2, 3`. */
function sourcesOf(lines: readonly Line[]): readonly string[] {
  const groups = new Map<string, string[]>();
  for (const source of new Set(lines.map((line) => `${line.source}${assumedMark(line.status)}`))) {
    const [, begin = '', end = source] = /^(.* )(\d\S*)$/.exec(source) ?? [];
    groups.set(begin, [...(groups.get(begin) ?? []), end]);
  }
  return [...groups].flatMap(([begin, ends]) => (begin === '' ? ends : [`${begin}${ends.join(', ')}`]));
}
