import type { Command } from 'commander';
import { readCoverageFile, readPackFiles } from '#libs/config';
import {
  type CoverageHolder,
  type CoveredDocument,
  type CoveredSentence,
  coverageCounts,
  coverageSchema,
  holderName,
  PackCatalogue,
  type PolicyPack,
  type SentenceStanding,
  standingOf,
} from '#libs/policy';
import { EXIT, usageError } from '../cli.error.js';
import type { Context } from '../context.js';
import type { Bind } from '../options.js';
import { formatNumber } from '../print/words.js';

const STANDING: Readonly<Record<SentenceStanding, string>> = {
  held: 'có',
  partly: 'một phần',
  outside: 'ngoài',
};

const HOLDER: Readonly<Record<CoverageHolder['kind'], string>> = {
  stage: 'bước',
  register: 'sổ',
  activity: 'sổ hoạt động:',
  target: 'chỉ tiêu',
  criterion: 'tiêu chí',
  duty: 'nhiệm vụ',
  consequence: 'hệ quả',
  paper: 'văn bản',
  told: 'thư gửi cơ quan theo dõi',
  act: 'thao tác',
  basis: 'căn cứ',
};

interface CoverageOptions {
  readonly open?: boolean;
  readonly document?: string;
}

/** Every sentence of the documents that orders something, with what holds it: from the files, without a server. */
export function addPolicyCoverage(policy: Command, bind: Bind): void {
  const coverage = policy
    .command('coverage')
    .description('từng câu của các văn bản giao việc gì, và hệ thống đáp ứng bằng gì; không cần máy chủ')
    .option('--open', 'chỉ những câu chưa được đáp ứng trọn vẹn, kèm lý do')
    .option('--document <khóa>', 'chỉ một văn bản, ví dụ kh33');
  bind<CoverageOptions>(coverage, (context, options) => {
    const { documents, elsewhere } = coverageSchema.parse(readCoverageFile());
    const wanted = documents.filter(({ key }) => options.document === undefined || key === options.document);
    if (wanted.length === 0) {
      throw usageError(`Không có văn bản đó. Các văn bản: ${documents.map(({ key }) => key).join(', ')}.`);
    }
    const packs = new PackCatalogue(readPackFiles());
    const shown = wanted.map((document) => ({
      ...document,
      counts: coverageCounts(document),
      sentences: document.sentences
        .map((sentence) => ({ ...sentence, standing: standingOf(sentence) }))
        .filter(({ standing }) => options.open !== true || standing !== 'held'),
    }));
    context.show({ documents: shown, elsewhere }, () => {
      for (const document of shown) documentLines(context, document, packs.load(document.pack));
      if (options.document === undefined) totalLine(context, documents);
    });
    return Promise.resolve(EXIT.ok);
  });
}

type ShownSentence = CoveredSentence & { readonly standing: SentenceStanding };

function documentLines(
  context: Context,
  document: Omit<CoveredDocument, 'sentences'> & { readonly sentences: readonly ShownSentence[] } & {
    readonly counts: ReturnType<typeof coverageCounts>;
  },
  pack: PolicyPack,
): void {
  context.line(`${document.title} (${document.key}), gói ${document.pack}`);
  context.line(countText(document.counts));
  context.table(
    ['Chỗ', 'Văn bản viết', 'Ai', 'Đáp ứng', 'Bằng gì, vì sao'],
    document.sentences.map(({ place, quote, who, standing, heldBy, reason }) => [
      place,
      `“${quote}”`,
      who,
      STANDING[standing],
      [
        ...heldBy.map((holder) => holderText(pack, holder)),
        ...(reason === undefined ? [] : [`Lý do: ${reason}`]),
      ].join('\n'),
    ]),
  );
  context.line();
}

/** Longer texts, as of a criterion, say less here than the key. */
const LONGEST_NAME = 60;

function holderText(pack: PolicyPack, holder: CoverageHolder): string {
  const name = holderName(pack, holder);
  const named = name !== undefined && name.length <= LONGEST_NAME ? ` ${name}` : '';
  return `${HOLDER[holder.kind]}${named} (${holder.key})`;
}

const countText = ({ held, partly, outside }: Readonly<Record<SentenceStanding, number>>): string =>
  `${formatNumber(held + partly + outside)} câu: ${formatNumber(held)} đáp ứng, ${formatNumber(partly)} một phần, ${formatNumber(outside)} ở ngoài.`;

function totalLine(context: Context, documents: readonly CoveredDocument[]): void {
  const total = { held: 0, partly: 0, outside: 0 };
  for (const counts of documents.map(coverageCounts)) {
    total.held += counts.held;
    total.partly += counts.partly;
    total.outside += counts.outside;
  }
  context.line(`${formatNumber(documents.length)} văn bản, ${countText(total)}`);
}
