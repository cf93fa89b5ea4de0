import { describe, expect, it } from '@jest/globals';
import type { DocumentInput, DocumentUnit } from '#libs/application';
import { exclusionOf } from '#libs/certification';
import { type DocumentKind, type PolicyPack, resolveStages, suggestedFor } from '#libs/policy';
import { classOf } from '#libs/scoring';
import { loadPack } from '../../policy/packs.support.js';
import { hasBare, onPaper, suggestedDays } from '../../policy/suggested-days.support.js';
import { cellText } from '../layout/cells.js';
import type { DocumentLayout } from '../layout/layout.types.js';
import { blocksOf, textLines } from '../layout/lines.support.js';
import { paperLayout } from '../paper-renderer.js';
import { inputOf, stepsOf, unitOf } from './papers.support.js';

const YEARS: readonly (readonly [string, number])[] = [
  ['quang-ngai-2021', 2021],
  ['huong-dan-413-2021', 2021],
  ['hai-duong-2024', 2024],
  ['national-2025', 2025],
  ['quang-ngai-2025', 2025],
  ['quang-ngai-2025', 2026],
  ['quang-ngai-2027', 2027],
];
const AWARDS = [{ form: 'Giấy khen', collectives: ['Tổ Toán'], persons: 1 }];

/** Two units of a year: one is recognised and proposes awards, one handed nothing in and is classed last. */
function unitsOf(pack: PolicyPack, year: number): readonly DocumentUnit[] {
  const good = { ...unitOf('QN0030', 'Trường THPT số 2 Xã Tịnh Khê'), awards: AWARDS };
  const late = unitOf('QN0032', 'Trạm Y tế', { lost: 10, recognised: false, notSubmitted: true });
  const scored = pack.criteria.length > 0;
  return [good, late].map((unit, at) => ({
    ...unit,
    steps: stepsOf(pack, at === 0 ? ['q1Plan', 'registration'] : [], year),
    classification: unit.score && {
      classKey: classOf(unit.score.total, pack.classes)?.key ?? '',
      total: unit.score.total,
      excludedFromAwards: false,
    },
    ...(scored ? {} : { score: undefined, expected: undefined, classification: undefined }),
    exclusion: exclusionOf(pack, {
      classKey: scored ? classOf(unit.score?.total ?? 0, pack.classes)?.key : undefined,
      notSubmitted: unit.notSubmitted,
      overridden: false,
    }),
  }));
}

interface Paper {
  readonly kind: DocumentKind;
  readonly input: DocumentInput;
  readonly layout: DocumentLayout;
  readonly lines: readonly string[];
}

/** Every paper that the pack has, at the commune, and of the province where only it issues the paper. */
function papersOf(pack: PolicyPack, year: number): readonly Paper[] {
  const units = unitsOf(pack, year);
  return pack.documents.flatMap(({ key, about, issuedBy }): Paper[] =>
    (about === 'unit' ? units.map((unit) => [unit]) : [units]).map((of) => {
      const level = issuedBy.unit === undefined && issuedBy.xa === undefined ? 'tinh' : 'xa';
      const input = inputOf(key, of, pack, level, year);
      const layout = paperLayout(input);
      return { kind: key, input, layout, lines: textLines(layout) };
    }),
  );
}

const cellsOf = (layout: DocumentLayout): readonly string[] =>
  blocksOf(layout).flatMap((block) =>
    block.kind === 'table'
      ? [
          ...block.table.columns.map(({ head }) => head),
          ...block.table.rows.flatMap(({ cells }) => cells.map(cellText)),
        ]
      : [],
  );

describe.each(YEARS)('every paper of %s in %i', (id, year) => {
  const pack = loadPack(id);
  const papers = papersOf(pack, year);
  const found = (faults: (paper: Paper) => readonly string[]) =>
    papers.flatMap((paper) => faults(paper).map((fault) => `${paper.kind}: ${fault}`));

  it('is signed for nobody but who issues it, by an office that the pack names', () => {
    const wrong = found(({ layout, input }) => {
      const blocks = blocksOf(layout);
      const issuers = blocks.flatMap((block) => (block.kind === 'letterhead' ? [block.issuer ?? ''] : []));
      const named = input.letterhead.name ?? '';
      return blocks
        .flatMap((block) => (block.kind === 'signatures' ? block.signers : []))
        .flatMap(({ authority }) => (authority === undefined ? [] : [authority]))
        .filter((authority) => {
          const collective = authority.replace(/^(TM\.|T\/M) /, '');
          return ![...issuers, named].some((issuer) => issuer.toLocaleUpperCase('vi').startsWith(collective));
        });
    });
    expect(wrong).toEqual([]);
  });

  it('marks each day that no document sets, wherever it stands', () => {
    const assumed = unitsOf(pack, year)
      .flatMap(({ steps }) => steps)
      .flatMap(({ stage: { due } }) => (due?.status === 'assumed' ? [due.lastDay] : []))
      .map((day) => day.split('-').reverse().join('/'));
    const set = unitsOf(pack, year)
      .flatMap(({ steps }) => steps)
      .flatMap(({ stage: { due } }) => (due === undefined || due.status === 'assumed' ? [] : [due.lastDay]))
      .map((day) => day.split('-').reverse().join('/'));
    expect(assumed.length).toBeGreaterThan(0);
    const bare = found(({ layout, kind }) =>
      kind === 'registrationList'
        ? []
        : cellsOf(layout).filter((cell) => assumed.includes(cell) && !set.includes(cell)),
    );
    expect(bare).toEqual([]);
  });

  it('marks each day that no document sets in its sentences, too, in whatever form the day is written', () => {
    const forms = suggestedDays(pack, year).flatMap(onPaper);
    expect(forms.length).toBeGreaterThan(0);
    const bare = found(({ lines }) => lines.filter((line) => forms.some((form) => hasBare(line, form))));
    expect(bare).toEqual([]);
  });

  it('says in the letter for which units a day is suggested that a document sets for the others', () => {
    const letter = papers.find(({ kind }) => kind === 'guidanceLetter');
    const names = resolveStages(pack, year, { managedBy: 'xa' })
      .filter((stage) => stage.kind !== 'clock' && suggestedFor(stage).length > 0)
      .map(({ name }) => name);
    const silent = names.filter(
      (name) => !letter?.lines.some((line) => line.includes(name) && line.includes('là ngày đề nghị*')),
    );
    expect(silent).toEqual([]);
  });

  it('marks each class whose band no document has', () => {
    const names = pack.classes.filter(({ status }) => status === 'assumed').map(({ name }) => name);
    const bare = found(({ layout }) =>
      cellsOf(layout).filter((cell) => names.some((name) => cell === name || cell === `Phân loại ${name}`)),
    );
    expect(bare).toEqual([]);
  });

  it('says at its foot what its marks mean', () => {
    const silent = found(({ layout, lines }) => {
      const notes = blocksOf(layout).flatMap((block) => (block.kind === 'notes' ? block.items : []));
      const marked = lines.filter((line) => line.includes('*') && !notes.includes(line));
      return marked.length > 0 && !notes.some((note) => note.startsWith('* ')) ? marked.slice(0, 1) : [];
    });
    expect(silent).toEqual([]);
  });

  it('names the document of a duty whose day none sets', () => {
    const [unit] = unitsOf(pack, year);
    const plan = papers.find(({ kind }) => kind === 'unitPlan');
    const hidden = (unit?.steps ?? [])
      .map(({ stage }) => stage)
      .filter(({ act, due, status }) => act === 'submit' && due?.status === 'assumed' && status !== 'assumed')
      .filter(({ name, src }) => {
        const row = plan?.lines.find((line) => line.includes(`| ${name} |`)) ?? '';
        return !row.includes(pack.sources[src]?.document ?? src);
      })
      .map(({ key }) => key);
    expect(hidden).toEqual([]);
  });

  it('of a year without points, classes or exclusions promises none', () => {
    if (pack.criteria.length > 0) return;
    const promised = found(({ kind, lines }) =>
      kind === 'unitPlan' || kind === 'inspectionMinutes'
        ? []
        : lines.filter((line) => /[Cc]hấm điểm|phân loại|không thuộc diện không xét/.test(line)),
    );
    expect(promised).toEqual([]);
  });
});
