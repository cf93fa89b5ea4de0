import type { MonthlyAsk, MonthlyInput, MonthlyPage, WorriedCommune } from '#libs/application';
import { formatOfficialDay, partsOf } from '#libs/calendar';
import { NOT_AS_KEPT, PAST_SUGGESTED } from '#libs/contracts/http';
import { numberText } from '../layout/cells.js';
import type { Block, Cell, DocumentLayout } from '../layout/layout.types.js';
import { differenceText } from './frozen.js';
import { ASSUMED_NOTE, layoutOf, letterheadBlock, notesBlock, shareText, signatureBlock } from './words.js';

const NOTHING_KNOWN = 'chưa có số liệu';

/** Trang tháng: on one page where the movement of a province stands and what those who direct it are asked to decide. */
export function monthPaper(input: MonthlyInput): DocumentLayout {
  const { document, page, areas } = input;
  const { month, year } = partsOf(page.month);
  const title = `Tháng ${String(month).padStart(2, '0')}/${year}`;
  const isAssumed =
    page.dues.some(({ assumed }) => assumed) || page.communes.some(({ pastSuggested }) => pastSuggested > 0);
  return layoutOf(input, `${document.name} ${title}`, [
    {
      orientation: 'portrait',
      blocks: [
        letterheadBlock(input),
        { kind: 'title', name: document.title ?? document.name, summary: `${title}, ${areas.province}` },
        { kind: 'heading', text: '1. Đề nghị cho ý kiến' },
        ...lines(page.asks.map(askText), 'Không có việc cần quyết định trong tháng.'),
        { kind: 'heading', text: '2. Kết quả và chỉ tiêu' },
        figuresTable(input),
        ...frozenLines(page),
        { kind: 'heading', text: '3. Địa bàn cấp xã cần gọi' },
        ...lines(page.communes.map(communeText), 'Không nơi nào có việc quá hạn, quá ngày đề nghị.'),
        ...(page.otherCommunes > 0
          ? [paragraph(`Còn ${numberText(page.otherCommunes)} nơi khác có việc quá hạn, quá ngày đề nghị.`)]
          : []),
        { kind: 'heading', text: '4. Đến hạn trong tháng' },
        ...lines(
          page.dues.map(
            ({ name, day, assumed, open }) =>
              `${name}: hết ngày ${formatOfficialDay(day)}${assumed ? '*' : ''}, còn ${numberText(open)} nơi`,
          ),
          'Không có.',
        ),
        notesBlock(input, isAssumed ? [ASSUMED_NOTE] : []),
        signatureBlock(input),
      ],
    },
  ]);
}

/** Of which instant the figures are that were kept last, and what has come since. */
const frozenLines = ({ freeze }: MonthlyPage): Block[] =>
  freeze === undefined
    ? []
    : [
        paragraph(
          `${freeze.text} (“${freeze.name}”). Sau chốt: ${freeze.changes.map(({ name, difference }) => `${name} ${differenceText(difference)}`).join('; ') || 'không có thay đổi'}.`,
        ),
        ...(freeze.isIntact ? [] : [paragraph(NOT_AS_KEPT)]),
      ];

const paragraph = (text: string): Block => ({ kind: 'paragraph', text });

/** Each a line of a list, or what stands where there is none. */
const lines = (texts: readonly string[], none: string): Block[] =>
  texts.length === 0 ? [paragraph(none)] : texts.map((text) => paragraph(`- ${text}.`));

function askText(ask: MonthlyAsk): string {
  switch (ask.kind) {
    case 'own':
      return `${ask.name}, hết ngày ${formatOfficialDay(ask.day)}${ask.assumed ? '*' : ''}`;
    case 'urge':
      return `Chỉ đạo ${numberText(ask.communes)} địa bàn cấp xã hoàn thành ${lateText(ask)}`;
    case 'target':
      return `Biện pháp cho chỉ tiêu ${ask.meter.name}: mới đạt ${shareText(ask.meter.done, ask.meter.of)}`;
  }
}

function communeText({ name, telephone, ...late }: WorriedCommune): string {
  return `${name}: ${lateText(late)}${telephone === undefined ? '' : `; điện thoại ${telephone}`}`;
}

const lateText = ({ overdue, pastSuggested }: Pick<WorriedCommune, 'overdue' | 'pastSuggested'>): string =>
  [
    overdue > 0 ? `${numberText(overdue)} việc quá hạn` : '',
    pastSuggested > 0 ? `${numberText(pastSuggested)} việc ${PAST_SUGGESTED}` : '',
  ]
    .filter((part) => part !== '')
    .join(', ');

function figuresTable({ page }: MonthlyInput): Block {
  const before = `Cùng ngày năm trước (${formatOfficialDay(page.dayBefore)})`;
  return {
    kind: 'table',
    table: {
      name: 'Kết quả',
      columns: [
        { head: 'Nội dung', width: 76 },
        { head: 'Đã xong', width: 24, align: 'center' },
        { head: 'Trong số', width: 24, align: 'center' },
        { head: before, width: 36, align: 'center' },
      ],
      rows: [
        ...page.figures.map(({ name, done, of, before: then }): { cells: Cell[] } => ({
          cells: [
            name,
            { number: done },
            { number: of },
            then === undefined ? NOTHING_KNOWN : { number: then },
          ],
        })),
        ...page.meters.map(({ name, operator, percent, done, of, met }): { cells: Cell[] } => ({
          cells: [
            `Chỉ tiêu ${name} (${operator === '>' ? 'trên' : 'từ'} ${numberText(percent)}%): ${targetText(done, of, met)}`,
            { number: done },
            { number: of },
            NOTHING_KNOWN,
          ],
        })),
      ],
    },
  };
}

/** Of a target of which nothing is counted yet nobody can say that it is missed. */
const targetText = (done: number, of: number, met: boolean | undefined): string =>
  met === undefined ? NOTHING_KNOWN : `${shareText(done, of)}, ${met ? 'đạt' : 'chưa đạt'}`;
