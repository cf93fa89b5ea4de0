import {
  type Coverage,
  type CoverageHolder,
  type CoveredDocument,
  coverageCounts,
  type PackCatalogue,
  type SentenceStanding,
  standingOf,
} from '#libs/policy';
import { table } from './rights-page.js';

const STANDINGS: Readonly<Record<SentenceStanding, string>> = {
  held: 'held',
  partly: 'partly',
  outside: 'outside',
};

/** Printed as docs/coverage.md. */
export function coveragePage({ documents, elsewhere }: Coverage, packs: PackCatalogue): string {
  return `${[
    '# Coverage of the documents',
    'Every sentence of the five documents that orders something: who is ordered, and what holds it in the product. Printed from [coverage.json](../libs/policy/sentences/coverage.json); a test compares, holds each quote against the text of its document, each holder against its pack, and each row of a pack that cites a document against this list. After a change print it anew: `WRITE_COVERAGE=1 npm test -- test/architecture/coverage --selectProjects architecture`. `npx antq policy coverage` tells the same, without a server; `--open` only what is not wholly held.',
    table(
      ['document', 'pack', 'sentences', ...Object.values(STANDINGS)],
      documents.map((document) => {
        const { held, partly, outside } = coverageCounts(document);
        return [
          `[${document.title}](#${document.key})`,
          code(document.pack),
          ...[held + partly + outside, held, partly, outside].map(String),
        ];
      }),
    ),
    ...documents.flatMap((document) => [
      `## ${document.key}`,
      `${document.title}; pack ${code(document.pack)}: ${packs.load(document.pack).title}.`,
      sentencesTable(document),
    ]),
    '## From elsewhere',
    'Packs take rows from these documents too, which were read in excerpts only and are not gone through sentence by sentence.',
    table(
      ['document', 'what'],
      elsewhere.map(({ document, what }) => [document, what]),
    ),
  ].join('\n\n')}\n`;
}

const code = (text: string): string => `\`${text}\``;

const sentencesTable = ({ sentences }: CoveredDocument): string =>
  table(
    ['place', 'quote', 'who', '', 'held by', 'why not wholly'],
    sentences.map((sentence) => [
      sentence.place,
      sentence.quote,
      sentence.who,
      STANDINGS[standingOf(sentence)],
      sentence.heldBy.map(holderText).join(', '),
      sentence.reason ?? '',
    ]),
  );

const holderText = ({ kind, key }: CoverageHolder): string => `${kind} ${code(key)}`;
