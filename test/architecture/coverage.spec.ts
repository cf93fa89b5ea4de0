import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { RIGHTS } from '#libs/access';
import { readCoverageFile, readPackFiles } from '#libs/config';
import {
  type CoverageHolder,
  coverageSchema,
  holderName,
  PackCatalogue,
  type PackCriterion,
  type PackRegister,
  type PolicyPack,
  type Sourced,
} from '#libs/policy';
import { coveragePage } from '../support/coverage-page.js';

const PAGE = path.resolve(import.meta.dirname, '../../docs/coverage.md');
const TEXTS = path.resolve(import.meta.dirname, '../support/fixtures/ordering-texts');

const coverage = coverageSchema.parse(readCoverageFile());
const packs = new PackCatalogue(readPackFiles());

/** The words of each document that order something, and what packs quote besides: place by place, as copied from it. */
const textsOf = (key: string): ReadonlyMap<string, string> =>
  new Map(
    readFileSync(path.join(TEXTS, `${key}.txt`), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line): [string, string] => {
        const [place = '', text = ''] = line.split('\t');
        return [place, text];
      }),
  );

const sentencesOf = (text: string): readonly string[] => text.split(/(?<=\.) (?=\p{Lu})/u);

/** The name by which packs cite a document, without day and issuer. */
const nameOf = (title: string): string => /^.+?(?= ngày | \(|$)/.exec(title)?.[0] ?? title;
const documentNamed = (name: string | undefined) =>
  coverage.documents.find(({ title }) => nameOf(title) === name);

/** The tasks of the register of activities; “other” is what no document names. */
const ACTIVITIES = 'activities';
const tasksOf = ({ fields, src, status }: PackRegister): readonly (Sourced & { readonly key: string })[] =>
  fields.flatMap((field) =>
    field.type === 'choice' && field.key === 'task'
      ? field.options.filter(({ key }) => key !== 'other').map(({ key }) => ({ key, src, status }))
      : [],
  );

const all = (criteria: readonly PackCriterion[]): readonly PackCriterion[] =>
  criteria.flatMap((criterion) => [criterion, ...all(criterion.children ?? [])]);

/** What of a pack may hold an order, with its foundation. */
function rowsOf(pack: PolicyPack): readonly (CoverageHolder & Sourced)[] {
  const of = (kind: CoverageHolder['kind'], rows: readonly (Sourced & { readonly key: string })[]) =>
    rows.map(({ key, src, status }) => ({ kind, key, src, status }));
  return [
    ...of(
      'stage',
      pack.stageSets.flatMap(({ stages }) => stages),
    ),
    // The register of activities is named by its tasks.
    ...of(
      'register',
      pack.registers.filter(({ key }) => key !== ACTIVITIES),
    ),
    ...of('activity', pack.registers.filter(({ key }) => key === ACTIVITIES).flatMap(tasksOf)),
    ...of('target', pack.targets),
    ...of('criterion', all(pack.criteria)),
    ...of('duty', pack.duties),
    ...of('consequence', pack.consequences),
    ...of('paper', pack.documents),
  ];
}

describe.each(coverage.documents.map((document) => [document.key, document] as const))(
  'the sentences of %s',
  (key, { sentences, aside, pack: id }) => {
    const texts = textsOf(key);
    const pack = packs.load(id);

    it('stand word for word at the place that is named', () => {
      const wrong = sentences.filter(({ place, quote }) => texts.get(place)?.includes(quote) !== true);
      expect(wrong).toEqual([]);
    });

    it('leave out none that orders something', () => {
      const open = [...texts]
        .filter(([place]) => !aside.includes(place))
        .flatMap(([place, text]) =>
          sentencesOf(text)
            .filter((one) => !sentences.some((each) => each.place === place && one.includes(each.quote)))
            .map((one) => `${place}: ${one}`),
        );
      expect(open).toEqual([]);
    });

    it('are held by what the pack has, or by an act that accounts may do', () => {
      const missing = sentences
        .flatMap(({ heldBy }) => heldBy)
        .filter((holder) =>
          holder.kind === 'act' ? !Object.hasOwn(RIGHTS, holder.key) : holderName(pack, holder) === undefined,
        );
      expect(missing).toEqual([]);
    });
  },
);

describe('the rows of the packs', () => {
  const cited = packs
    .list()
    .filter(({ base }) => !base)
    .map(({ id }) => packs.load(id));

  it('that cite one of the documents are named by a sentence of it', () => {
    const unnamed = cited.flatMap((pack) =>
      rowsOf(pack)
        .filter(({ status }) => status !== 'assumed')
        .filter(({ kind, key, src }) => {
          const document = documentNamed(pack.sources[src]?.document);
          return (
            document !== undefined &&
            !document.sentences.some(({ heldBy }) =>
              heldBy.some((holder) => holder.kind === kind && holder.key === key),
            )
          );
        })
        .map(({ kind, key, src }) => `${pack.id}: ${kind} ${key} (${src})`),
    );
    expect([...new Set(unnamed)]).toEqual([]);
  });

  it('come from one of the documents, or from one that is listed as elsewhere', () => {
    const others = coverage.elsewhere.map(({ document }) => document);
    const documents = cited.flatMap((pack) =>
      Object.entries(pack.sources)
        .filter(([key]) => key !== 'assumed')
        .map(([, { document }]) => document),
    );
    const unknown = documents.filter((name) => documentNamed(name) === undefined && !others.includes(name));
    expect([...new Set(unknown)]).toEqual([]);
    expect(others.filter((name) => !documents.includes(name))).toEqual([]);
  });

  it('quote their document word for word', () => {
    const wrong = cited.flatMap((pack) =>
      Object.entries(pack.sources).flatMap(([key, { document, quote }]) => {
        const covered = documentNamed(document);
        if (covered === undefined || quote === undefined) return [];
        const text = [...textsOf(covered.key).values()].join('\n');
        return text.includes(quote) ? [] : [`${pack.id}: ${key}`];
      }),
    );
    // The copy of this title has a letter misread, which its note says.
    expect([...new Set(wrong)]).toEqual(['hai-duong-2024: ct2024-title']);
  });
});

describe('docs/coverage.md', () => {
  it('is printed from the list', () => {
    const page = coveragePage(coverage, packs);
    if (process.env['WRITE_COVERAGE'] === '1') writeFileSync(PAGE, page);
    expect(readFileSync(PAGE, 'utf8')).toBe(page);
  });
});
