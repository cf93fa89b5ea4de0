import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  type ISectionOptions,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  type ParagraphChild,
  TextRun,
} from 'docx';
import type { Block, DocumentLayout, LayoutSection } from './layout.types.js';
import { FONT, PAGE, SIZE } from './page.js';
import { plainText } from './plain-text.js';
import { blockOf } from './word-blocks.js';
import { run } from './word-run.js';

/** Writes a layout as a Word file laid out by Nghị định 30/2020/NĐ-CP. */
export function wordFile(layout: DocumentLayout): Promise<Buffer> {
  return Packer.toBuffer(
    new Document({
      title: plainText(layout.title),
      creator: 'ANTQ',
      styles: {
        default: {
          document: {
            run: { font: FONT, size: SIZE.body, color: '000000', language: { value: 'vi-VN' } },
          },
        },
      },
      sections: layout.sections.map((section) => sectionOf(section, layout.mark)),
    }),
  );
}

/** What stands at the end of a paper, never alone on a page of its own. */
const FOOT: ReadonlySet<string | undefined> = new Set(['signatures', 'notes'] satisfies Block['kind'][]);

/** The number stands in the middle of the top margin from the second page on; the first page has none. */
function sectionOf(section: LayoutSection, mark: string | undefined): ISectionOptions {
  const { orientation, blocks, framed = false } = section;
  const line = { style: BorderStyle.DOUBLE, size: 12, space: 12 };
  return {
    properties: {
      titlePage: true,
      page: {
        size: {
          width: PAGE.width,
          height: PAGE.height,
          orientation: orientation === 'landscape' ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
        },
        margin: PAGE.margin,
        pageNumbers: { start: 1 },
        ...(framed
          ? {
              borders: {
                pageBorderTop: line,
                pageBorderBottom: line,
                pageBorderLeft: line,
                pageBorderRight: line,
              },
            }
          : {}),
      },
    },
    headers: {
      first: new Header({ children: [new Paragraph({})] }),
      default: new Header({
        children: [
          new Paragraph({
            alignment: AlignmentType.CENTER,
            children: [new TextRun({ children: [PageNumber.CURRENT], size: SIZE.pageNumber })],
          }),
        ],
      }),
    },
    footers: { first: markOf(mark), default: markOf(mark) },
    children: blocks.flatMap((block, at) => blockOf(block, orientation, FOOT.has(blocks[at + 1]?.kind))),
  };
}

function markOf(mark: string | undefined): Footer {
  const children: ParagraphChild[] =
    mark === undefined ? [] : [run(mark, { size: SIZE.notes, strong: true })];
  return new Footer({ children: [new Paragraph({ alignment: AlignmentType.RIGHT, children })] });
}
