import { describe, expect, it } from '@jest/globals';
import type { PackCriterion, PackStage, PolicyPack } from './index.js';
import { checkPack } from './index.js';
import { loadPack } from './packs.support.js';

type Mutable<T> = T extends (...args: never[]) => unknown
  ? T
  : T extends object
    ? { -readonly [K in keyof T]: Mutable<T[K]> }
    : T;
type Draft = Mutable<PolicyPack>;

const draft = (): Draft => JSON.parse(JSON.stringify(loadPack('quang-ngai-2025'))) as Draft;
const need = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('the fixture does not fit the pack');
  return value;
};
const set = (pack: Draft, key = 'hang-nam') => need(pack.stageSets.find((each) => each.key === key));
const stage = (pack: Draft, key: string): Mutable<PackStage> =>
  need(set(pack).stages.find((each) => each.key === key));
const criterion = (pack: Draft, key: string): Mutable<PackCriterion> =>
  need(pack.criteria.flatMap((each) => [each, ...(each.children ?? [])]).find((each) => each.key === key));
const option = (pack: Draft, gap: string, key: string) =>
  need(pack.gaps.find((each) => each.key === gap)?.options.find((each) => each.key === key));

const faults: [string, string, (pack: Draft) => void][] = [
  ['PACK.SOURCE_UNKNOWN', 'classes.tot', (pack) => (need(pack.classes[0]).src = 'kh99')],
  [
    'PACK.SOURCE_UNKNOWN',
    'stageSets.hang-nam.stages.dossier.due.*',
    (pack) => (need(stage(pack, 'dossier').due[0]).src = 'kh99'),
  ],
  ['PACK.ASSUMED_MISMATCH', 'classes.tot', (pack) => (need(pack.classes[0]).status = 'binding')],
  ['PACK.KEY_TWICE', 'readings.deadlineShift', (pack) => (need(pack.readings[0]).key = 'deadlineShift')],
  ['PACK.KEY_TWICE', 'criteria.4a', (pack) => (criterion(pack, '4b').key = '4a')],
  [
    'PACK.KEY_TWICE',
    'stageSets.hang-nam.stages.intake',
    (pack) => set(pack).stages.push(structuredClone(stage(pack, 'intake'))),
  ],
  ['PACK.STAGES_EMPTY', 'stageSets.hang-nam', (pack) => (set(pack).stages = [])],
  [
    'PACK.STAGE_ROLE',
    'stageSets.hang-nam.stages.dossier.role',
    (pack) => (stage(pack, 'dossier').role = 'registration'),
  ],
  [
    'PACK.STAGE_ROLE',
    'stageSets.hang-nam.stages.festival.role',
    (pack) => {
      delete stage(pack, 'close').role;
      stage(pack, 'festival').role = 'close';
    },
  ],
  [
    'PACK.STAGE_KEY',
    'stageSets.hang-nam.stages.ngày hội',
    (pack) => (stage(pack, 'festival').key = 'ngày hội'),
  ],
  ['PACK.CRITERIA_SUM', 'criteria', (pack) => (need(pack.scale).total = 95)],
  ['PACK.STAGES_EMPTY', 'stageSets', (pack) => (pack.stageSets = [])],
  [
    'PACK.STAGE_UNKNOWN',
    'stageSets.hang-nam.stages.dossier.requires',
    (pack) => (need(stage(pack, 'dossier').requires[0]).stage = 'selfScore'),
  ],
  [
    'PACK.STAGE_CYCLE',
    'stageSets.hang-nam',
    (pack) => stage(pack, 'selfScoring').requires.push({ stage: 'recognition', mode: 'hard' }),
  ],
  [
    'PACK.CUT_OFF_MISSING',
    'stageSets.hang-nam.stages.appraisal.requires',
    (pack) => delete stage(pack, 'dossier').cutOff,
  ],
  [
    'PACK.AREA_ACTOR',
    'stageSets.hang-nam.stages.communePlan',
    (pack) => (stage(pack, 'communePlan').actor = 'deciding-body'),
  ],
  [
    'PACK.AREA_ACTOR',
    'stageSets.hang-nam.stages.communePlan',
    (pack) => (stage(pack, 'communePlan').actor = 'v05'),
  ],
  [
    'PACK.AREA_ACT',
    'stageSets.hang-nam.stages.yearReview',
    (pack) => (stage(pack, 'yearReview').act = 'review'),
  ],
  [
    'PACK.ACTOR_UNKNOWN',
    'stageSets.hang-nam.stages.dossier',
    (pack) => (stage(pack, 'dossier').actor = 'cong-an-tinh'),
  ],
  [
    'PACK.BODY_UNKNOWN',
    'stageSets.hang-nam.stages.dossier.receiver',
    (pack) => (need(stage(pack, 'dossier').receiver).xa = 'huyen'),
  ],
  [
    'PACK.LEVEL_BODY',
    'stageSets.hang-nam.stages.unitReport',
    (pack) => (need(stage(pack, 'unitReport').due[1]).level = 'huyen'),
  ],
  [
    'PACK.DUE_LEVELS',
    'stageSets.hang-nam.stages.unitReport.due',
    (pack) => (need(stage(pack, 'unitReport').due[1]).level = 'tinh'),
  ],
  [
    'PACK.DAY_INVALID',
    'stageSets.hang-nam.stages.dossier.due.*',
    (pack) => (need(stage(pack, 'dossier').due[0]).day = '11-31'),
  ],
  [
    'PACK.DAY_INVALID',
    'stageSets.hang-nam.stages.q1Plan.opens',
    (pack) => (stage(pack, 'q1Plan').opens.day = '02-29'),
  ],
  [
    'PACK.LETTERHEAD_UNKNOWN',
    'documents.unitPlan.issuedBy',
    (pack) => (need(pack.documents[0]).issuedBy = { unit: 'school' }),
  ],
  [
    'PACK.PAPER_ISSUER',
    'documents.unitPlan.issuedBy',
    (pack) => (need(pack.documents[0]).issuedBy = { unit: 'unit', xa: 'unit' }),
  ],
  [
    'PACK.PAPER_TASK',
    'documents.provinceReport.tasks.3.registers',
    (pack) => {
      const report = need(pack.documents.find(({ key }) => key === 'provinceReport'));
      need(need(report.tasks?.find(({ key }) => key === '3')).registers[0]).register = 'posters';
    },
  ],
  [
    'PACK.LETTERHEAD_AUTHORITY',
    'letterheads.commune-committee.authority',
    (pack) => {
      const committee = need(pack.letterheads.find(({ key }) => key === 'commune-committee'));
      committee.name = 'Chủ tịch Ủy ban nhân dân {commune}';
    },
  ],
  ['PACK.PAPER_ISSUER', 'documents.unitPlan.issuedBy', (pack) => (need(pack.documents[0]).issuedBy = {})],
  ['PACK.WINDOW_BACKWARDS', 'assessmentWindow', (pack) => (pack.assessmentWindow.from = '11-16')],
  [
    'PACK.GAP_ROUTING',
    'gaps.SELF_BODY.options.province',
    (pack) => (need(pack.routing.find(({ key }) => key === 'SELF_BODY')).toLevel = 'xa'),
  ],
  ['PACK.DAY_INVALID', 'assessmentWindow.to', (pack) => (pack.assessmentWindow.to = '15/11')],
  [
    'PACK.OPENS_AFTER_DUE',
    'stageSets.hang-nam.stages.dossier.due.*',
    (pack) => (stage(pack, 'dossier').opens.day = '11-19'),
  ],
  [
    'PACK.OPENS_AFTER_DUE',
    'stageSets.hang-nam.stages.appraisal.itemsFrom',
    (pack) => (need(stage(pack, 'appraisal').itemsFrom).day = '11-17'),
  ],
  [
    'PACK.DUE_AFTER_CUT_OFF',
    'stageSets.hang-nam.stages.dossier.due.*',
    (pack) => (need(stage(pack, 'dossier').due[0]).day = '11-21'),
  ],
  [
    'PACK.DUE_AFTER_CUT_OFF',
    'stageSets.hang-nam.stages.intake.cutOff',
    (pack) => (need(stage(pack, 'intake').cutOff).day = '-1/11-15'),
  ],
  ['PACK.YEARS_INVALID', 'stageSets.nam-2025.years', (pack) => (set(pack, 'nam-2025').years.to = 2024)],
  ['PACK.YEARS_GAP', 'stageSets.nam-2025.years', (pack) => (set(pack).years.from = 2028)],
  ['PACK.YEARS_OVERLAP', 'stageSets.hang-nam.years', (pack) => (set(pack, 'nam-2025').years.to = 2026)],
  ['PACK.YEARS_OVERLAP', 'stageSets.hang-nam.years', (pack) => delete set(pack, 'nam-2025').years.to],
  ['PACK.CRITERIA_SUM', 'criteria', (pack) => (criterion(pack, '7').max = 9.5)],
  ['PACK.SHEET_WITHOUT_TABLE', 'criteria', (pack) => (pack.criteria = [])],
  ['PACK.TABLE_WITHOUT_SHEET', 'stageSets.hang-nam', (pack) => delete stage(pack, 'appraisal').sheet],
  ['PACK.TERM_UNKNOWN', 'terms.unit', (pack) => pack.terms.push({ ...need(pack.terms[0]), key: 'unit' })],
  ['PACK.TERM_MISSING', 'terms', (pack) => pack.terms.shift()],
  ['PACK.KEY_TWICE', 'duties.press', (pack) => pack.duties.push(need(pack.duties.at(-1)))],
  ['PACK.DAY_INVALID', 'assessmentWindow.to', (pack) => (pack.assessmentWindow.to = '15/11')],
  [
    'PACK.DAY_INVALID',
    'assessmentWindow.byKind.co-so-giao-duc.from',
    (pack) => {
      const { byKind: _none, ...window } = pack.assessmentWindow;
      pack.assessmentWindow.byKind = { 'co-so-giao-duc': { ...window, from: '01/9' } };
    },
  ],
  ['PACK.CHILDREN_SUM', 'criteria.4', (pack) => (criterion(pack, '4a').max = 1.5)],
  ['PACK.STEP_INVALID', 'criteria.7', (pack) => (criterion(pack, '7').step = 3)],
  ['PACK.STEP_INVALID', 'criteria.7', (pack) => (criterion(pack, '7').step = 0)],
  ['PACK.STEP_INVALID', 'criteria.7', (pack) => delete criterion(pack, '7').step],
  ['PACK.GAP_UNKNOWN', 'criteria.5g.gaps', (pack) => (criterion(pack, '5g').gaps = ['PARTY'])],
  [
    'PACK.TARGET_UNKNOWN',
    'criteria.2.measure',
    (pack) => (need(criterion(pack, '2').measure).target = 'people'),
  ],
  ['PACK.MEASURE_IDLE', 'criteria.2.measure', (pack) => (need(criterion(pack, '2').measure).missed = 3)],
  [
    'PACK.BRANCH_UNKNOWN',
    'gaps.PARTY_ONLY.options.tax.effect',
    (pack) => (option(pack, 'PARTY_ONLY', 'tax').effect = { branch: 'taxes' }),
  ],
  [
    'PACK.BRANCH_UNKNOWN',
    'gaps.GRADE_NOT_YET.options.wait.effect',
    (pack) => (option(pack, 'GRADE_NOT_YET', 'wait').effect = { gradeYear: 'cycle', onBranches: ['union'] }),
  ],
  [
    'PACK.EFFECT_OVER_MAX',
    'gaps.NO_GUARDS.options.zero.effect',
    (pack) => (option(pack, 'NO_GUARDS', 'zero').effect = { points: 2.5 }),
  ],
  [
    'PACK.CRITERION_UNKNOWN',
    'evidenceRules.criteria.5x',
    (pack) => (need(need(pack.evidenceRules).criteria[0]).key = '5x'),
  ],
  ['PACK.CLASS_HOLE', 'classes', (pack) => (need(pack.classes[3]).min = 10)],
  ['PACK.CLASS_HOLE', 'classes.kha', (pack) => (need(pack.classes[1]).min = 90)],
  ['PACK.CLASS_HOLE', 'classes.tot', (pack) => (need(pack.classes[0]).min = 100.5)],
  ['PACK.CLASS_UNKNOWN', 'consequences.noAward', (pack) => (need(pack.consequences[0]).classes = ['kem'])],
];

describe('the check of a pack', () => {
  it('finds nothing in a good one', () => {
    expect(checkPack(draft()).errors).toEqual([]);
  });

  it.each(faults)('finds %s at %s, and nothing else', (code, path, break_) => {
    const pack = draft();
    break_(pack);
    const { errors } = checkPack(pack);
    expect(errors.map((each) => `${each.code} ${each.path}`)).toEqual([`${code} ${path}`]);
    expect(errors[0]?.message).toMatch(/\p{L}.+\.$/u);
  });

  it('finds every fault at once', () => {
    const pack = draft();
    need(pack.classes[0]).src = 'kh99';
    criterion(pack, '7').max = 9;
    need(pack.consequences[0]).classes = ['kem'];
    expect(checkPack(pack).errors.map(({ code }) => code)).toEqual([
      'PACK.SOURCE_UNKNOWN',
      'PACK.CRITERIA_SUM',
      'PACK.CLASS_UNKNOWN',
    ]);
  });

  it('lets a pack open cycles without a table of points, where nothing asks for points', () => {
    const pack = draft();
    pack.criteria = [];
    pack.classes = [];
    pack.consequences = [];
    for (const { stages } of pack.stageSets) for (const each of stages) delete each.sheet;
    expect(checkPack(pack).errors).toEqual([]);
    pack.classes = draft().classes;
    expect(checkPack(pack).errors.map(({ code }) => code)).toEqual(['PACK.CLASS_HOLE']);
  });

  it('lets a base pack be without criteria', () => {
    const pack = draft();
    pack.base = true;
    pack.criteria = [];
    expect(checkPack(pack).errors).toEqual([]);
  });
});
