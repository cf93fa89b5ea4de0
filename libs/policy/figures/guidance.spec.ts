import { describe, expect, it } from '@jest/globals';
import {
  assumedFigures,
  checkPack,
  cite,
  dutyAndDayText,
  guidedFigures,
  guidedNamed,
  type PolicyPack,
  resolveStages,
  sourceOfDay,
  withConfirmations,
  withoutMoved,
} from '../index.js';
import { loadPack } from '../packs.support.js';
import { figuresOf } from './figures.js';

const YEARS = [
  ['quang-ngai-2021', 2021],
  ['huong-dan-413-2021', 2021],
  ['hai-duong-2024', 2024],
  ['quang-ngai-2025', 2026],
  ['quang-ngai-2027', 2027],
] as const;
const pack = loadPack('quang-ngai-2025');
const LETTER = { number: '15/CAT-PV05', date: '2026-01-20', issuer: 'Công an tỉnh Quảng Ngãi' };
const CITED = 'Công văn hướng dẫn số 15/CAT-PV05 của Công an tỉnh Quảng Ngãi ngày 20/01/2026';
const YEAR = 2026;
const guided = guidedFigures(pack, YEAR);
const paths = (figures: readonly { readonly path: string }[]) => figures.map(({ path }) => path);
const under = (figures = guided, of: PolicyPack = pack) =>
  withConfirmations(
    of,
    figures.map(({ path }) => ({ figure: path, ...LETTER })),
  );
const stageOf = (of: PolicyPack, key: string) => {
  const stage = resolveStages(of, YEAR, { managedBy: 'xa' }).find((each) => each.key === key);
  if (stage === undefined) throw new Error(key);
  return stage;
};

describe('what a guidance letter sets', () => {
  it('is everything assumed of its year but areas, laws, who decides and the form of papers', () => {
    const all = assumedFigures(pack).map(({ path }) => path);
    const others = all.filter((path) => !paths(guided).includes(path));
    const parts = new Set(others.map((path) => path.split('.').slice(0, 2).join('.')));
    expect(
      [...parts].filter(
        (part) => !/^(areaLevels|bodies|certification|documents|legalBasis|letterheads)\./.test(part),
      ),
    ).toEqual(['routing.SELF_BODY', 'stageSets.nam-2025', 'gaps.NOT_SUBMITTED']);
    expect(others).toContain('certification.appeal');
    expect(paths(guided)).toEqual(
      expect.arrayContaining([
        'classes.tot',
        'readings.deadlineShift',
        'stageSets.hang-nam.stages.selfScoring.due.*',
        'stageSets.hang-nam.stages.dossier.cutOff',
        'reminders.recipients.head',
      ]),
    );
  });

  it('is whereto and with which papers a step is handed in, where its own document does not say', () => {
    expect(guided).toContainEqual(
      expect.objectContaining({
        path: 'stageSets.hang-nam.stages.selfScoring.receiver',
        text: 'Cơ sở tự chấm điểm: nơi nhận',
      }),
    );
    // KH 33 says itself that the report goes to the police of the province, from what it manages.
    expect(stageOf(pack, 'unitReport').named?.receiver).toContain('tinh');
  });

  it('leaves nothing to set once it is there, in a pack that holds', () => {
    const founded = under();
    expect(guidedFigures(founded, YEAR)).toEqual([]);
    expect(checkPack(founded).errors).toEqual([]);
    expect(assumedFigures(founded).filter(({ isFence }) => isFence)).toEqual([]);
  });
});

describe.each(YEARS)('the letter of %s in %i', (id, year) => {
  const of = loadPack(id);
  const set = guidedFigures(of, year);

  it('sets nothing that another body decides', () => {
    const others = [
      ...['jurisdiction', 'assessmentWindow', 'areaLevels', 'unitKinds', 'legalBasis', 'bodies', 'routing'],
      ...['letterheads', 'documents', 'readings.classBody', 'gaps.NOT_SUBMITTED'],
      ...['certification.appeal', 'certification.revocation', 'certification.exclusionOverride'],
    ];
    expect(paths(set).filter((path) => others.some((each) => `${path}.`.startsWith(`${each}.`)))).toEqual([]);
  });

  it('says each figure in words', () => {
    const said = figuresOf(of).map(({ path, text, value }) => `${path}: ${text}: ${value}`);
    expect(said.filter((line) => /undefined|NaN|\bsupervisor|[a-z]+-body$/.test(line))).toEqual([]);
  });
});

it('of 2027 sets these parts and no other', () => {
  const set = paths(guidedFigures(loadPack('quang-ngai-2027'), 2027));
  expect([...new Set(set.map((path) => path.split('.', 1)[0]))].sort()).toEqual([
    ...['certification', 'classes', 'criteria', 'evidenceRules', 'gaps', 'oversight', 'readings'],
    ...['registers', 'reminders', 'stageSets'],
  ]);
  const inPart = (part: string) =>
    set.flatMap((path) => (path.startsWith(`${part}.`) ? [path.slice(part.length + 1)] : []));
  const items = ['to-trinh', 'bao-cao', 'ban-dang-ky', 'bien-ban', 'bang-tu-cham'];
  expect(inPart('certification')).toEqual([
    ...items.map((item) => `dossier.items.${item}`),
    ...['exemplar', 'reclassification'],
  ]);
  expect(inPart('gaps')).toEqual([
    ...['SELF_BODY', 'NO_GUARDS', 'NO_GUARDS_GRADE', 'PARTY_ONLY', 'UNION_NO_PARTY', 'UNION_NO_MASS'],
    ...['GRADE_NOT_YET', 'GUARD_GRADE_NOT_YET', 'REWARD_CAP', 'OUTSIDE_STANDARD', 'Q1_BEFORE_PLAN'],
  ]);
  expect(inPart('readings')).toEqual([
    ...['beforeExcludesDay', 'deadlineShift', 'reminderShift', 'validity', 'schoolsRegisterInQ1'],
    ...['windowEndClosesIntake', 'classNames'],
  ]);
});

describe('a step under the letter', () => {
  it('has its day, its cut-off, its receiver and its papers by the letter', () => {
    const stage = stageOf(under(), 'selfScoring');
    expect(stage.due).toMatchObject({ status: 'binding', words: 'hết ngày 27/10' });
    expect([stage.cutOff?.status, stage.opensStatus]).toEqual(['binding', 'binding']);
    expect(stage.named).toEqual({ receiver: expect.arrayContaining(['tinh', 'xa']), documents: true });
    expect(cite(under(), stage.due?.src ?? '')).toBe(CITED);
  });

  it('says the day in the words of the letter where the other document speaks of a time without a day', () => {
    const { due } = stageOf(under(), 'q1Plan');
    expect(stageOf(pack, 'q1Plan').due?.words).toBe('Quý I hằng năm');
    expect(due).toMatchObject({ words: 'hết ngày 31/03', status: 'binding' });
  });

  it('is a duty by the letter where no other document orders it', () => {
    expect(dutyAndDayText(sourceOfDay(pack, stageOf(pack, 'dossier')))).toContain('(*)');
    expect(dutyAndDayText(sourceOfDay(under(), stageOf(under(), 'dossier')))).toBe(
      `“hết ngày 18/11”, ${CITED}`,
    );
  });

  it('that is only asked for stays asked for: the letter founds its day and orders nothing', () => {
    expect(stageOf(under(), 'festival')).toMatchObject({ obligation: 'asked', due: { status: 'binding' } });
  });
});

describe('a part of the letter', () => {
  it.each([
    ['classes', ['classes.tot', 'classes.kha', 'classes.trung-binh', 'classes.yeu']],
    ['classes.kha', ['classes.kha']],
    ['deadlineShift', ['readings.deadlineShift']],
    ['khong-co', []],
  ])('%s', (named, expected) => expect(paths(guidedNamed(guided, named))).toEqual(expected));

  it('is a whole step by its key', () => {
    const found = paths(guidedNamed(guided, 'dossier'));
    expect(found).toEqual(
      expect.arrayContaining([
        'stageSets.hang-nam.stages.dossier',
        'stageSets.hang-nam.stages.dossier.due.*',
        'stageSets.hang-nam.stages.dossier.receiver',
      ]),
    );
    expect(found.every((path) => path.includes('dossier'))).toBe(true);
  });

  it('that is left out keeps its mark', () => {
    const left = guidedNamed(guided, 'classes');
    const founded = under(guided.filter((figure) => !left.includes(figure)));
    expect(paths(guidedFigures(founded, YEAR))).toEqual(paths(left));
  });

  it('is no last day that the letter moves, at the levels at which it does', () => {
    const due = (level: string) => `stageSets.hang-nam.stages.unitReport.due.${level}`;
    expect(paths(guided)).toContain(due('xa'));
    expect(paths(withoutMoved(guided, [{ stage: 'unitReport', level: 'xa' }]))).not.toContain(due('xa'));
    expect(paths(withoutMoved(guided, [{ stage: 'unitReport', level: '*' }]))).not.toContain(due('xa'));
    expect(paths(withoutMoved(guided, [{ stage: 'unitReport', level: 'tinh' }]))).toContain(due('xa'));
  });
});
