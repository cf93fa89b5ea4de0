import {
  AlignmentType,
  BorderStyle,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  type TextRun,
  WidthType,
} from 'docx';
import type { Block, Signer } from './layout.types.js';
import { lineWidth, SIZE, textWidth } from './page.js';
import { underline } from './word-rule.js';
import { type Look, run } from './word-run.js';

const NATIONAL_NAME = 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM';
const MOTTO = 'Độc lập - Tự do - Hạnh phúc';

/** Empty lines above the name of who signs. */
const SIGNING_SPACE = 4;

const none = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const;
const NO_BORDERS = { top: none, bottom: none, left: none, right: none } as const;

type Orientation = 'portrait' | 'landscape';
type Letterhead = Extract<Block, { kind: 'letterhead' }>;

const centred = (
  text: string,
  { before = 0, keepNext = false, ...look }: Look & { readonly before?: number; readonly keepNext?: boolean },
) =>
  new Paragraph({
    keepNext,
    alignment: AlignmentType.CENTER,
    spacing: { before, after: 0 },
    children: [run(text, look)],
  });

/** The two upper corners of the first page: who issues and its number, the national name and the day. */
export function letterhead(block: Letterhead, orientation: Orientation): Table | Paragraph {
  const width = textWidth(orientation);
  // The national name needs its line whole; what is left is the issuer's.
  const left = block.issuer === undefined ? 0 : Math.round(width * 0.43);
  const right = width - left;
  const national = [
    centred(NATIONAL_NAME, { size: SIZE.national, strong: true }),
    centred(MOTTO, { size: SIZE.motto, strong: true }),
    underline(right - 200, lineWidth(MOTTO, SIZE.motto) * 1.04, 60),
    ...(block.placeAndDate === undefined
      ? []
      : [centred(block.placeAndDate, { size: SIZE.motto, italic: true, before: 60 })]),
  ];
  if (block.issuer === undefined) return frame([{ width: right, children: national }]);
  const issuer = block.issuer.toLocaleUpperCase('vi');
  const rule = Math.min(lineWidth(issuer, SIZE.issuer), left - 200) * 0.4;
  const names = [
    ...(block.superior === undefined
      ? []
      : [centred(block.superior.toLocaleUpperCase('vi'), { size: SIZE.issuer })]),
    centred(issuer, { size: SIZE.issuer, strong: true }),
    underline(left - 200, rule, 60),
    ...(block.number === undefined ? [] : [centred(block.number, { size: SIZE.number, before: 60 })]),
    ...(block.subject === undefined ? [] : [centred(block.subject, { size: SIZE.subject, before: 120 })]),
  ];
  return frame([
    { width: left, children: names },
    { width: right, children: national },
  ]);
}

/**
 * Nơi nhận on the left, who signs on the right; or signers side by side.
 *
 * @param keepNext whether it stays on one page with what follows
 */
export function signatures(
  recipients: readonly string[] | undefined,
  signers: readonly Signer[],
  orientation: Orientation,
  keepNext = false,
): Table {
  const width = textWidth(orientation);
  const columns = signers.length + (recipients === undefined ? 0 : 1);
  const share = Math.floor(width / columns);
  return frame([
    ...(recipients === undefined ? [] : [{ width: share, children: recipientLines(recipients, keepNext) }]),
    // Three offices side by side need a smaller type to stay on one line each.
    ...signers.map((signer) => ({
      width: share,
      children: signerLines(signer, signers.length > 2 ? SIZE.table : SIZE.body, keepNext),
    })),
  ]);
}

const recipientLines = (recipients: readonly string[], keepNext: boolean): Paragraph[] => {
  if (recipients.length === 0) return [new Paragraph({ keepNext })];
  const line = (child: TextRun) => new Paragraph({ keepNext, children: [child] });
  return [
    line(run('Nơi nhận:', { size: SIZE.recipientsHead, strong: true, italic: true })),
    ...recipients.map((recipient, at) =>
      line(run(`- ${recipient}${at === recipients.length - 1 ? '.' : ';'}`, { size: SIZE.recipients })),
    ),
  ];
};

function signerLines(
  { above, authority, inPlaceOf, office, hint, name }: Signer,
  size: number,
  keepNext: boolean,
): Paragraph[] {
  const line = (text: string, look: Look) => centred(text, { ...look, keepNext });
  return [
    ...(above === undefined ? [] : [line(above, { size: SIZE.motto, italic: true })]),
    ...[authority, inPlaceOf].flatMap((each) =>
      each === undefined ? [] : [line(each, { size, strong: true })],
    ),
    line(office, { size, strong: true }),
    ...(hint === undefined ? [] : [line(`(${hint})`, { size: SIZE.recipients, italic: true })]),
    ...Array.from({ length: SIGNING_SPACE }, () => line('', { size: SIZE.body })),
    line(name ?? '…………………………', { size, strong: name !== undefined }),
  ];
}

function frame(columns: readonly { readonly width: number; readonly children: Paragraph[] }[]): Table {
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: columns.reduce((sum, { width }) => sum + width, 0), type: WidthType.DXA },
    columnWidths: columns.map(({ width }) => width),
    borders: { ...NO_BORDERS, insideHorizontal: none, insideVertical: none },
    rows: [
      new TableRow({
        cantSplit: true,
        children: columns.map(
          ({ width, children }) =>
            new TableCell({ width: { size: width, type: WidthType.DXA }, borders: NO_BORDERS, children }),
        ),
      }),
    ],
  });
}
