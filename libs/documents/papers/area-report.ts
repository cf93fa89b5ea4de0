import type { ReportInput, ReportUnit } from '#libs/application';
import type { MeterAnswer } from '#libs/contracts';
import { cite } from '#libs/policy';
import { numberText } from '../layout/cells.js';
import type { Block, DocumentLayout, LayoutRow } from '../layout/layout.types.js';
import { changesTable, freezeNotes } from './frozen.js';
import { figureNoteBlocks, orElse, partBlocks } from './report-answers.js';
import { taskBlocks } from './task-results.js';
import {
  ASSUMED_NOTE,
  areaOf,
  BLANK,
  communeKinds,
  groundsBlock,
  kindNameOf,
  LEVEL_WORDS,
  layoutOf,
  letterheadBlock,
  movementOf,
  notesBlock,
  periodText,
  SHARE_NOTE,
  shareText,
  signatureBlock,
  standardOf,
  starOf,
  words,
} from './words.js';

const heading = (text: string): Block => ({ kind: 'heading', text });
const paragraph = (text: string): Block => ({ kind: 'paragraph', text });

/** Báo cáo tổng hợp of a commune, a district or the province: every number counted from the records. */
export function areaReport(input: ReportInput): DocumentLayout {
  const { pack, document, year, figures, units, level, freeze } = input;
  const inside = units.filter(({ standing }) => standing === 'inside');
  const outside = units.length - inside.length;
  // What is counted of the units belongs to the last task, where a report goes by tasks.
  const [first, second, third] = document.tasks === undefined ? ['1.', '2.', '3.'] : ['a)', 'b)', 'c)'];
  const unclassified = figures.unclassified ?? 0;
  const named = (figures.levels ?? []).map(
    ({ level: each, units: count }) =>
      `${numberText(count)} do cấp ${LEVEL_WORDS[each].toLocaleLowerCase('vi')} quản lý`,
  );
  return layoutOf(input, `${document.name} năm ${year}`, [
    {
      orientation: 'portrait',
      blocks: [
        letterheadBlock(input),
        {
          kind: 'title',
          name: document.title ?? document.name,
          summary: [
            aboutText(input),
            `(${periodText(input)})`,
            ...(freeze === undefined ? [] : [freeze.text]),
          ].join('\n'),
        },
        ...(document.addressee === undefined
          ? []
          : [{ kind: 'addressees', to: [document.addressee] } as const]),
        groundsBlock(input),
        heading('I. TÌNH HÌNH CHUNG'),
        paragraph(
          `Trên địa bàn ${areaOf(input)} có ${numberText(figures.units)} ${words(pack, 'units')} thuộc diện xét tiêu chuẩn ${standardOf(pack)}${named.length > 0 ? ` (${named.join(', ')})` : ''}${outside > 0 ? `; ngoài ra ${numberText(outside)} đơn vị tham gia phong trào, không xét tiêu chuẩn` : ''}.`,
        ),
        { kind: 'fill', label: 'Công tác lãnh đạo, chỉ đạo' },
        heading('II. KẾT QUẢ THỰC HIỆN'),
        ...taskBlocks(input),
        paragraph(`${first} Thực hiện các bước trong năm`),
        stagesTable(input),
        paragraph(
          `${second} Tiêu chuẩn ${standardOf(pack)}: công nhận ${numberText(figures.recognised)}/${numberText(figures.units)} đơn vị, đạt ${shareText(figures.recognised, figures.units)}; không công nhận ${numberText(figures.notRecognised)}; chưa có kết quả ${numberText(unclassified)}.`,
        ),
        ...(figures.classes.length === 0
          ? []
          : [
              paragraph(
                `${third} Phân loại: ${figures.classes.map(({ name, units: count, assumed }) => `${name}${assumed === true ? '*' : ''} ${numberText(count)}`).join('; ')}. Không nộp hồ sơ: ${numberText(figures.notSubmitted)}.`,
              ),
            ]),
        ...(figures.meters === undefined || figures.meters.length === 0
          ? []
          : [paragraph('Chỉ tiêu đối chiếu:'), metersTable(figures.meters)]),
        paragraph('Kết quả theo loại hình:'),
        groupsTable('Loại hình', inside, input, ({ kind }) => kindNameOf(pack, kind)),
        ...(inside.some(({ superior }) => superior !== undefined)
          ? [
              paragraph('Kết quả theo ngành (cơ quan chủ quản):'),
              groupsTable('Cơ quan chủ quản', bySuperior(inside), input, superiorOf),
            ]
          : []),
        ...(level === 'tinh'
          ? [
              paragraph(`Kết quả theo ${communeKinds(input).toLocaleLowerCase('vi')}:`),
              groupsTable(communeKinds(input), inside, input, ({ communeName }) => communeName),
            ]
          : []),
        ...figureNoteBlocks(input),
        heading('III. TỒN TẠI, HẠN CHẾ, NGUYÊN NHÂN'),
        ...orElse(partBlocks(input.texts, 'shortcomings'), [{ kind: 'fill', label: 'Tồn tại' }]),
        heading('IV. PHƯƠNG HƯỚNG, KIẾN NGHỊ'),
        ...orElse(partBlocks(input.texts, 'proposals'), [
          { kind: 'fill', label: 'Phương hướng' },
          paragraph(`Kiến nghị, đề xuất: ${BLANK}${BLANK}./.`),
        ]),
        notesBlock(input, [
          ...freezeNotes(input),
          ...(input.provisional
            ? [
                'Số liệu tạm tính: kỳ đánh giá chưa hết hoặc còn đơn vị chưa có kết quả; sẽ báo cáo bổ sung số liệu chính thức.',
              ]
            : []),
          ...(figures.classes.some(({ assumed }) => assumed === true) ||
          pack.targets.some(({ status }) => status === 'assumed') ||
          hasSuggested(figures)
            ? [ASSUMED_NOTE]
            : []),
          SHARE_NOTE,
          `Kỳ đánh giá theo ${cite(pack, pack.assessmentWindow.src)}${starOf(pack.assessmentWindow)}.`,
        ]),
        signatureBlock(input),
      ],
    },
    ...annexes(input),
  ]);
}

/** In what a unit without a body above it is told. */
const superiorOf = ({ superior }: ReportUnit): string => superior ?? 'Không có, chưa ghi';

const byName = new Intl.Collator('vi').compare;

/** The bodies in the order of their names, units without one last. */
const bySuperior = (units: readonly ReportUnit[]): readonly ReportUnit[] =>
  [...units].sort((a, b) => {
    if (a.superior === undefined || b.superior === undefined)
      return Number(a.superior === undefined) - Number(b.superior === undefined);
    return byName(a.superior, b.superior);
  });

/** What the report is about: as the document that asks for it says, else the movement in the units. */
const aboutText = ({ pack, document, year }: ReportInput): string =>
  document.subject === undefined
    ? `Tổng hợp kết quả ${movementOf(pack)}\ntrong ${words(pack, 'units')} năm ${year}`
    : `${document.subject}, năm ${year}`;

const hasSuggested = ({ stages }: ReportInput['figures']) =>
  stages.some(({ pastSuggested = 0 }) => pastSuggested > 0);

function stagesTable({ figures }: ReportInput): Block {
  const withSuggested = hasSuggested(figures);
  return {
    kind: 'table',
    table: {
      name: 'Các bước trong năm',
      columns: [
        { head: 'TT', width: 10, align: 'center' },
        { head: 'Bước', width: 84 },
        { head: 'Đã thực hiện', width: 24, align: 'center' },
        { head: 'Tỷ lệ', width: 24, align: 'center' },
        { head: 'Còn lại', width: 22, align: 'center' },
        { head: 'Trong đó quá hạn', width: 24, align: 'center' },
        ...(withSuggested
          ? [{ head: 'Trong đó quá ngày đề nghị*', width: 24, align: 'center' } as const]
          : []),
      ],
      rows: figures.stages.map(({ name, done, open, overdue, pastSuggested }, at) => ({
        cells: [
          { number: at + 1 },
          name,
          { number: done },
          shareText(done, figures.units),
          { number: open },
          { number: overdue },
          ...(withSuggested ? [{ number: pastSuggested ?? 0 }] : []),
        ],
      })),
    },
  };
}

const DENOMINATORS: Readonly<Record<MeterAnswer['denominator'], string>> = {
  registered: 'đơn vị đã đăng ký',
  'all-eligible': 'đơn vị thuộc diện xét',
  people: 'người của đơn vị',
  subunits: 'phòng, ban, tổ, đội',
};

const metText = (met: boolean | undefined): string => {
  if (met === undefined) return 'chưa có số liệu';
  return met ? 'đạt' : 'chưa đạt';
};

const STATUSES: Readonly<Record<MeterAnswer['status'], string>> = {
  binding: '',
  target: '',
  proposed: ' (đề xuất)',
  assumed: ' (giả định)',
};

/** Each target with how it is compared, of what, and whether it is reached by the whole numbers. */
const metersTable = (meters: readonly MeterAnswer[]): Block => ({
  kind: 'table',
  table: {
    name: 'Chỉ tiêu',
    columns: [
      { head: 'Chỉ tiêu', width: 56 },
      { head: 'Mức', width: 18, align: 'center' },
      { head: 'Tính trên', width: 30 },
      { head: 'Đạt/tổng số', width: 24, align: 'center' },
      { head: 'Tỷ lệ', width: 18, align: 'center' },
      { head: 'Kết quả', width: 22, align: 'center' },
      { head: 'Nguồn', width: 40 },
    ],
    rows: meters.map(({ name, operator, percent, denominator, done, of, met, status, source }) => ({
      cells: [
        `${name}${status === 'assumed' ? '*' : ''}`,
        `${operator === '>' ? '>' : '≥'} ${numberText(percent)}%`,
        DENOMINATORS[denominator],
        `${numberText(done)}/${numberText(of)}`,
        shareText(done, of),
        metText(met),
        `${source}${STATUSES[status]}`,
      ],
    })),
  },
});

/** One row for each group of units, the sums of the whole below. */
function groupsTable(
  head: string,
  inside: readonly ReportUnit[],
  { pack }: ReportInput,
  groupOf: (unit: ReportUnit) => string,
): Block {
  const groups = new Map<string, ReportUnit[]>();
  for (const unit of inside) groups.set(groupOf(unit), [...(groups.get(groupOf(unit)) ?? []), unit]);
  const count = (units: readonly ReportUnit[], holds: (unit: ReportUnit) => boolean) => ({
    number: units.filter(holds).length,
  });
  const cells = (name: string, units: readonly ReportUnit[]): LayoutRow['cells'] => [
    name,
    { number: units.length },
    count(units, ({ registered }) => registered),
    count(units, ({ recognised }) => recognised === true),
    ...pack.classes.map(({ key }) => count(units, ({ classKey }) => classKey === key)),
    count(units, ({ notSubmitted }) => notSubmitted),
  ];
  return {
    kind: 'table',
    table: {
      name: `Theo ${head.toLocaleLowerCase('vi')}`,
      columns: [
        { head, width: 48 },
        { head: 'Số đơn vị', width: 18, align: 'center' },
        { head: 'Đã đăng ký', width: 20, align: 'center' },
        { head: 'Được công nhận', width: 22, align: 'center' },
        ...pack.classes.map(({ name, status }) => ({
          head: `${name}${status === 'assumed' ? '*' : ''}`,
          width: 17,
          align: 'center' as const,
        })),
        { head: 'Không nộp', width: 17, align: 'center' },
      ],
      rows: [
        ...[...groups].map(([name, units]) => ({ cells: cells(name, units) })),
        { cells: cells('Cộng', inside), bold: true },
      ],
    },
  };
}

/** What goes with a report: the units that have not reported, and what has changed since its figures were kept; numbered where both do. */
function annexes(input: ReportInput): DocumentLayout['sections'] {
  const { freeze } = input;
  const { notReported } = input.figures;
  const lists = [
    ...(notReported === undefined || notReported.units.length === 0
      ? []
      : [
          {
            summary: `Danh sách đơn vị chưa thực hiện: ${notReported.name}`,
            to: `${numberText(notReported.units.length)} đơn vị, kèm theo Báo cáo`,
            table: missingTable(input, notReported.units),
          },
        ]),
    ...(freeze === undefined || freeze.changes.length === 0
      ? []
      : [{ summary: 'Thay đổi sau khi chốt số liệu', to: freeze.text, table: changesTable(freeze.changes) }]),
  ];
  return lists.map(({ summary, to, table }, at) => ({
    orientation: 'portrait',
    blocks: [
      {
        kind: 'annexTitle',
        name: lists.length > 1 ? `Phụ lục ${'I'.repeat(at + 1)}` : 'Phụ lục',
        summary,
        to,
      },
      table,
    ],
  }));
}

function missingTable(
  input: ReportInput,
  missing: NonNullable<ReportInput['figures']['notReported']>['units'],
): Block {
  const byId = new Map(input.units.map((unit) => [unit.unitId, unit]));
  return {
    kind: 'table',
    table: {
      name: 'Chưa báo cáo',
      columns: [
        { head: 'TT', width: 12, align: 'center' },
        { head: 'Mã', width: 24 },
        { head: 'Đơn vị', width: 84 },
        { head: communeKinds(input), width: 38 },
        { head: 'Cấp quản lý', width: 22, align: 'center' },
      ],
      rows: missing.map(({ unitId, level }, at) => ({
        cells: [
          { number: at + 1 },
          unitId,
          byId.get(unitId)?.name ?? unitId,
          byId.get(unitId)?.communeName ?? '',
          LEVEL_WORDS[level],
        ],
      })),
    },
  };
}
