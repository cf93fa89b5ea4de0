import {
  AlignmentType,
  LeaderType,
  LineRuleType,
  Paragraph,
  type ParagraphChild,
  type Table,
  TabStopType,
  TextRun,
} from 'docx';
import type { Block, Text } from './layout.types.js';
import { lineWidth, SIZE, textWidth } from './page.js';
import { addressCode } from './word-code.js';
import { letterhead, signatures } from './word-frames.js';
import { underline } from './word-rule.js';
import { run } from './word-run.js';
import { table } from './word-table.js';

/** The decree: first line set in by 1 to 1.27 cm, at least 6 pt between paragraphs, lines single to one and a half. */
/** Stands between syllables of one word while a title is broken into lines. */
const GLUE = '\u00a0';
const FIRST_LINE = 567;
const AFTER = 120;
const LINE = 276;

type Orientation = 'portrait' | 'landscape';

/**
 * Paragraphs and tables of one block.
 *
 * @param keepNext whether it stays on one page with what follows, so that no signature stands alone on its page
 */
export function blockOf(block: Block, orientation: Orientation, keepNext: boolean): (Paragraph | Table)[] {
  switch (block.kind) {
    case 'letterhead':
      return [letterhead(block, orientation), new Paragraph({ spacing: { after: 0 } })];
    case 'title':
      return title(block.name, block.summary, orientation);
    case 'annexTitle':
      return [
        ...title(block.name, block.summary, orientation),
        ...(block.to === undefined ? [] : [centred([run(`(${block.to})`, { italic: true })])]),
      ];
    case 'addressees':
      return addressees(block.to);
    case 'grounds':
      return block.items.map((item) => body([run(item, { italic: true })]));
    case 'heading':
      return [heading(block.text, block.centred === true)];
    case 'paragraph':
      return [block.align === 'centred' ? centred(runsOf(block.text)) : body(runsOf(block.text), keepNext)];
    case 'large':
      return [centred([run(block.text, { strong: true, size: block.points * 2 })], 240)];
    case 'fill':
      return [fill(block.label, block.value, orientation, keepNext)];
    case 'table':
      return [table(block.table, orientation, keepNext), new Paragraph({ keepNext, spacing: { after: 0 } })];
    case 'code':
      return addressCode(block.url, block.caption);
    case 'signatures':
      return [signatures(block.recipients, block.signers, orientation, keepNext)];
    case 'notes':
      return block.items.map(
        (item, at) =>
          new Paragraph({
            alignment: AlignmentType.JUSTIFIED,
            keepNext: at < block.items.length - 1,
            spacing: { before: at === 0 ? AFTER : 0, after: 40 },
            children: [run(item, { italic: true, size: SIZE.notes })],
          }),
      );
  }
}

const runsOf = (text: Text): TextRun[] =>
  typeof text === 'string' ? [run(text)] : text.map(({ text: part, ...look }) => run(part, look));

const body = (children: ParagraphChild[], keepNext = false): Paragraph =>
  new Paragraph({
    keepNext,
    alignment: AlignmentType.JUSTIFIED,
    indent: { firstLine: FIRST_LINE },
    spacing: { after: AFTER, line: LINE, lineRule: LineRuleType.AUTO },
    children,
  });

const centred = (children: ParagraphChild[], after = AFTER): Paragraph =>
  new Paragraph({ alignment: AlignmentType.CENTER, spacing: { after }, children });

const heading = (text: string, isCentred: boolean): Paragraph =>
  new Paragraph({
    alignment: isCentred ? AlignmentType.CENTER : AlignmentType.JUSTIFIED,
    keepNext: true,
    ...(isCentred ? {} : { indent: { firstLine: FIRST_LINE } }),
    spacing: { before: AFTER, after: AFTER, line: LINE, lineRule: LineRuleType.AUTO },
    children: [run(text, { strong: true })],
  });

/** Tên loại in capitals, trích yếu under it, and a line of a third to a half of its length. */
function title(name: string, summary: string | undefined, orientation: Orientation): Paragraph[] {
  const width = textWidth(orientation);
  const lines = (summary ?? '')
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => balanced(line, width * 0.96));
  const longest = Math.max(...[name, ...lines].map((line) => lineWidth(line, SIZE.title)));
  const rule = Math.round(Math.min(longest, width * 0.8) * 0.4);
  return [
    centred([run(name.toLocaleUpperCase('vi'), { strong: true, size: SIZE.title })], 0),
    ...lines.map((line) => centred([run(line, { strong: true, size: SIZE.title })], 0)),
    underline(width, rule),
  ];
}

/** Words of two or three syllables that titles have; a line that ended within one could be misread. */
const WORDS = [
  ...[
    'toàn dân',
    'bảo vệ',
    'an ninh',
    'trật tự',
    'Tổ quốc',
    'phong trào',
    'tiêu chuẩn',
    'công nhận',
    'phân loại',
  ],
  ...[
    'đề nghị',
    'đề xuất',
    'khen thưởng',
    'thi đua',
    'cơ quan',
    'doanh nghiệp',
    'cơ sở giáo dục',
    'nhà trường',
  ],
  ...['kết quả', 'thực hiện', 'đơn vị', 'đăng ký', 'phấn đấu', 'xây dựng', 'phối hợp', 'kiểm tra', 'mô hình'],
  ...[
    'điển hình',
    'tiên tiến',
    'đánh giá',
    'xếp loại',
    'người đứng đầu',
    'thời gian',
    'chức vụ',
    'Bộ Công an',
  ],
  ...['tổng hợp', 'tình hình', 'Chỉ thị', 'Kế hoạch', 'Công an'],
];

/** The words of a title with those of several syllables whole, and a number with what it counts. */
const wordsOf = (text: string): readonly string[] =>
  WORDS.reduce((line, word) => line.replaceAll(word, word.replaceAll(' ', GLUE)), text)
    .replace(/(năm|ngày|số) (?=\d)/g, `$1${GLUE}`)
    .split(' ')
    .map((word) => word.replaceAll(GLUE, ' '));

/** A line too long for the page as lines of about the same length, so that no single word is left over. */
function balanced(text: string, width: number): string[] {
  const count = Math.ceil(lineWidth(text, SIZE.title) / width);
  if (count < 2) return [text];
  const share = lineWidth(text, SIZE.title) / count;
  const lines: string[] = [];
  for (const word of wordsOf(text)) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    const isFull = last !== undefined && lineWidth(longer, SIZE.title) > share * 1.06 && lines.length < count;
    if (last === undefined || isFull) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}

function addressees(to: readonly string[]): Paragraph[] {
  const [only] = to;
  if (to.length === 1 && only !== undefined) return [centred([run(`Kính gửi: ${only}`)], 240)];
  const line = (text: string, left: number, after: number) =>
    new Paragraph({ indent: { left }, spacing: { after }, children: [run(text)] });
  return [
    line('Kính gửi:', 2268, 40),
    ...to.map((each, index) =>
      line(`- ${each}${index === to.length - 1 ? '.' : ';'}`, 2835, index === to.length - 1 ? 240 : 40),
    ),
  ];
}

function fill(
  label: string,
  value: string | undefined,
  orientation: Orientation,
  keepNext: boolean,
): Paragraph {
  const position = textWidth(orientation);
  return new Paragraph({
    keepNext,
    spacing: { after: AFTER, line: LINE, lineRule: LineRuleType.AUTO },
    tabStops: [{ type: TabStopType.RIGHT, position, leader: LeaderType.DOT }],
    children:
      value === undefined
        ? [run(`${label}:`), new TextRun({ children: ['\t'] })]
        : [run(`${label}:`), run(` ${value}`)],
  });
}
