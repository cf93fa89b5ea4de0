import type { ListInput, NamedDecision } from '#libs/application';
import type { Block, DocumentLayout } from '../layout/layout.types.js';
import {
  BLANK,
  blankNumber,
  bodyAt,
  correctedText,
  groundsBlock,
  issuerOf,
  letterheadBlock,
  notesBlock,
  paperDate,
  signatureBlock,
} from './words.js';

type Section = DocumentLayout['sections'][number];

interface DecisionParts {
  /** The decision by which all of the list were decided; a draft without one. */
  readonly one: NamedDecision | undefined;
  readonly summary: string;
  /** Who decides, in capitals. */
  readonly authority: string;
  /** What is decided, one article each; who carries it out follows. */
  readonly articles: readonly string[];
  readonly notes: readonly string[];
}

/** A decision for a list, up to its signature; the list goes with it. Number and day stand there only where it was decided. */
export function decisionSection(
  input: ListInput,
  { one, summary, authority, articles, notes }: DecisionParts,
): Section {
  const { document } = input;
  const draft: Block = { kind: 'paragraph', text: [{ text: 'DỰ THẢO', strong: true }] };
  const proposal = `Theo đề nghị của ${bodyAt(input, 'police')} tại Tờ trình số ${BLANK} ngày ${BLANK}.`;
  const carriedOut = `Quyết định này có hiệu lực kể từ ngày ký. ${bodyAt(input, 'police')}, thủ trưởng các đơn vị có tên trong danh sách và các cơ quan liên quan chịu trách nhiệm thi hành Quyết định này./.`;
  return {
    orientation: 'portrait',
    blocks: [
      ...(one === undefined ? [draft] : []),
      letterheadBlock(input, one === undefined ? {} : { number: one.number, date: one.date }),
      { kind: 'title', name: document.title ?? document.name, summary },
      { kind: 'heading', text: authority, centred: true },
      groundsBlock(input),
      { kind: 'paragraph', text: [{ text: proposal, italic: true }] },
      { kind: 'heading', text: 'QUYẾT ĐỊNH:', centred: true },
      ...[...articles, carriedOut].map(
        (text, index): Block => ({
          kind: 'paragraph',
          text: [{ text: `Điều ${index + 1}. `, strong: true }, { text }],
        }),
      ),
      notesBlock(input, notes),
      signatureBlock(input),
    ],
  };
}

/** Which decision a list goes with; blanks of a draft are filled in by hand. */
export const accompanying = (input: ListInput, one: NamedDecision | undefined): string =>
  one === undefined
    ? `Kèm theo Quyết định số ${blankNumber(input)} ngày …… tháng …… năm …… của ${issuerOf(input)}`
    : `Kèm theo Quyết định số ${one.number} ${paperDate(input, one.date)} của ${issuerOf(input)}${correctedText(one)}`;
