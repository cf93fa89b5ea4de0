import type { DocumentUnit, UnitInput } from '#libs/application';
import { cite, type PackCriterion } from '#libs/policy';
import type { ExplainedLine, ScoreResult } from '#libs/scoring';
import { numberText } from '../layout/cells.js';
import type { Block, Cell, DocumentLayout, LayoutTable } from '../layout/layout.types.js';
import { templateBlocks } from '../layout/paper-template.js';
import {
  ASSUMED_NOTE,
  BLANK,
  classText,
  correctedText,
  layoutOf,
  letterheadBlock,
  movementOf,
  noDecisionText,
  notesBlock,
  signerOf,
  standardOf,
  templateValues,
  words,
} from './words.js';

type Column = 'self' | 'higher';

/** Points in hundredths, so that sums are exact; undefined where a line has none. */
function pointsOf(
  criterion: PackCriterion,
  lines: ReadonlyMap<string, ExplainedLine>,
  column: Column,
): number | undefined {
  const { children = [] } = criterion;
  if (children.length === 0) {
    // The unit gives no points for what the decision on it gives.
    if (column === 'self' && criterion.derivedFrom !== undefined) return undefined;
    const points = lines.get(criterion.key)?.[column];
    return points === undefined ? undefined : Math.round(points * 100);
  }
  const known = children.flatMap((child) => pointsOf(child, lines, column) ?? []);
  return known.length === 0 ? undefined : known.reduce((sum, each) => sum + each, 0);
}

const pointsCell = (hundredths: number | undefined): Cell =>
  hundredths === undefined ? null : { number: hundredths / 100 };

/** What the unit gave itself in all: its own points, without those that follow from the decision on it. */
export function selfTotal(
  criteria: readonly PackCriterion[],
  score: ScoreResult | undefined,
): number | undefined {
  if (score?.totals.self === undefined) return undefined;
  const lines = linesOf(score);
  const points = criteria.map((criterion) => pointsOf(criterion, lines, 'self') ?? 0);
  return points.reduce((sum, each) => sum + each, 0) / 100;
}

const linesOf = (score: ScoreResult | undefined) =>
  new Map((score?.lines ?? []).map((line) => [line.criterion, line]));

const COLUMNS: LayoutTable['columns'] = [
  { head: 'TT', width: 12, align: 'center' },
  { head: 'NỘI DUNG ĐÁNH GIÁ, PHÂN LOẠI', width: 96 },
  { head: 'Điểm tối đa', width: 18, align: 'center' },
  { head: 'Cơ sở tự chấm', width: 20, align: 'center' },
  { head: 'Cấp trên chấm', width: 20, align: 'center' },
];

/** The columns of whoever scores: of the unit's own meeting only its own. */
const columnsOf = (shown: readonly Column[]): LayoutTable['columns'] =>
  COLUMNS.filter(
    (_, at) => at < COLUMNS.length - 2 || shown.includes(at === COLUMNS.length - 1 ? 'higher' : 'self'),
  );

/** The table of the annex: the whole of it on top, then each criterion in its full official wording. */
function scoringTable(
  criteria: readonly PackCriterion[],
  score: ScoreResult | undefined,
  depth: number,
  shown: readonly Column[] = ['self', 'higher'],
): LayoutTable {
  const lines = linesOf(score);
  const rowsOf = (criterion: PackCriterion, level: number): LayoutTable['rows'] => [
    {
      cells: [
        criterion.no,
        criterion.text,
        { number: criterion.max },
        ...shown.map((column) => pointsCell(pointsOf(criterion, lines, column))),
      ],
      bold: level === 0 && (criterion.children ?? []).length > 0 && depth > 0,
    },
    ...(level < depth ? (criterion.children ?? []).flatMap((child) => rowsOf(child, level + 1)) : []),
  ];
  const max = criteria.reduce((sum, { max: each }) => sum + Math.round(each * 100), 0);
  const total = (column: Column): Cell => {
    const points = column === 'self' ? selfTotal(criteria, score) : score?.totals[column];
    return points === undefined ? null : { number: points };
  };
  return {
    name: 'Bảng chấm điểm',
    columns: columnsOf(shown),
    rows: [
      { cells: ['', 'Tổng điểm', { number: max / 100 }, ...shown.map(total)], bold: true },
      ...criteria.flatMap((criterion) => rowsOf(criterion, 0)),
    ],
  };
}

/** By which table points are given. */
const tableSource = ({ pack }: UnitInput): string | undefined => {
  const [first] = pack.criteria;
  return first && cite(pack, first.src).replace(/, tiêu chí .*$/, '');
};

/** How open cases were read, with the mark of a reading that no document has. */
const readingRemarks = ({ score }: DocumentUnit): string[] =>
  (score?.lines ?? []).flatMap(({ criterion, gaps }) =>
    gaps.map(
      ({ text, status, decided }) =>
        `Tiêu chí ${criterion}: ${text}${decided ? '' : ', theo mặc định'}${status === 'assumed' ? ' (giả định, văn bản chưa nói rõ)' : ''}.`,
    ),
  );

/** What is not points: pending criteria, readings of open cases, reasons for a difference, sources. */
function remarks(input: UnitInput, unit: DocumentUnit): string[] {
  const { score } = unit;
  const table = tableSource(input);
  const pending = score?.pending ?? [];
  const reasons = (score?.lines ?? []).flatMap(({ criterion, reason }) =>
    reason === undefined ? [] : [`Tiêu chí ${criterion}, lý do cấp trên chấm khác: ${reason}.`],
  );
  return [
    ...(table === undefined ? [] : [`Bảng chấm điểm theo ${table}.`]),
    ...(pending.length === 0
      ? []
      : [
          `Chưa có điểm: tiêu chí ${pending.join(', ')}; tổng điểm là tạm tính, cao nhất có thể đạt ${numberText(score?.maxReachable ?? 0)} điểm.`,
        ]),
    ...reasons,
    ...readingRemarks(unit),
    ...(score?.class?.assumed === true ? [ASSUMED_NOTE] : []),
  ];
}

function resultBlocks({ pack }: UnitInput, unit: DocumentUnit): Block[] {
  const { score, decision } = unit;
  const total = score === undefined ? BLANK : numberText(score.total);
  const named = classText(pack, unit);
  const recognised =
    decision === undefined
      ? noDecisionText(unit, 'chưa quyết định')
      : `${unit.recognised === true ? 'được công nhận' : 'không được công nhận'} (${decision.number}${correctedText(decision)})`;
  return [
    {
      kind: 'fill',
      label: 'Tổng điểm',
      value: score === undefined ? undefined : `${total} điểm${score.pass === 'final' ? '' : ' (tạm tính)'}`,
    },
    { kind: 'fill', label: `Tiêu chuẩn ${standardOf(pack)}`, value: recognised },
    { kind: 'fill', label: 'Phân loại', value: named === '' ? undefined : named },
    ...(unit.notSubmitted
      ? [
          {
            kind: 'paragraph',
            text: `Đơn vị không nộp hồ sơ; cấp trên chấm theo hồ sơ, tài liệu của mình${score?.ownRecordsNote === undefined ? '' : `: ${score.ownRecordsNote}`}.`,
          } as const,
        ]
      : []),
  ];
}

/** Bảng chấm điểm in the form of the annex: name and address of the unit, the five columns, who scored. */
export function scoringSheet(input: UnitInput): DocumentLayout {
  const { pack, unit, document, year } = input;
  const title = document.title ?? document.name;
  const summary = `Kết quả thực hiện ${movementOf(pack)}\ntrong ${words(pack, 'units')} năm ${year}`;
  return layoutOf(input, `${document.name} ${unit.name}`, [
    {
      orientation: 'portrait',
      blocks: [
        { kind: 'letterhead' },
        { kind: 'title', name: title, summary },
        { kind: 'fill', label: 'Tên đơn vị', value: unit.name },
        { kind: 'fill', label: 'Địa chỉ', value: unit.communeName },
        { kind: 'table', table: scoringTable(pack.criteria, unit.score, 3) },
        ...resultBlocks(input, unit),
        notesBlock(input, remarks(input, unit)),
        {
          kind: 'signatures',
          signers: [
            { office: 'NGƯỜI CHẤM', hint: 'Ký, ghi rõ họ tên', name: unit.officer },
            { ...signerOf(input, unit), hint: 'Ký, đóng dấu' },
            { office: 'CẤP TRÊN CHẤM', hint: 'Ký, đóng dấu' },
          ],
        },
      ],
    },
  ]);
}

const derivedKeys = (criteria: readonly PackCriterion[]): readonly string[] =>
  criteria.flatMap(({ key, derivedFrom, children = [] }) =>
    derivedFrom === undefined ? derivedKeys(children) : [key],
  );

/**
 * Biên bản of the unit's own meeting: who met is written by hand, the points are its own; nothing that came after it, and no
 * points that only the decision gives.
 */
export function scoringMinutes(input: UnitInput): DocumentLayout {
  const { pack, unit, document } = input;
  const own = selfTotal(pack.criteria, unit.score);
  const values = {
    ...templateValues(input),
    own: own === undefined ? '' : numberText(own),
    derived: derivedKeys(pack.criteria).join(', '),
    table: tableSource(input) ?? '',
    readings: readingRemarks(unit),
  };
  const parts = {
    letterhead: letterheadBlock(input, { unit }),
    table: { kind: 'table', table: scoringTable(pack.criteria, unit.score, 0, ['self']) } as const,
  };
  return layoutOf(input, `${document.name} ${unit.name}`, [
    { orientation: 'portrait', blocks: templateBlocks('scoring-minutes', values, parts) },
  ]);
}
