import { describe, expect, it } from '@jest/globals';
import type { ActorRole } from '#libs/policy';
import type { StageRefusalCode } from '#libs/refusals';
import { currentStage, type Decision, foldFacts, initialState, isOver, type Refusal } from './index.js';
import { type Deed, finishedYear, graphOf, LivedYear, yearWithDossier } from './unit-year.support.js';

const codeOf = (decision: Decision): string =>
  decision.outcome === 'refused' ? decision.refusal.code : decision.fact.kind;
const isLate = (decision: Decision): boolean | undefined =>
  decision.outcome === 'applied' && 'late' in decision.fact ? decision.fact.late : undefined;
const newYear = (): LivedYear => new LivedYear(graphOf(2026, 'tinh'));

interface Case {
  readonly when: string;
  readonly year: () => LivedYear;
  readonly at: string;
  readonly deed: Deed;
  readonly role?: ActorRole;
  readonly refusal: Omit<Refusal, 'code'>;
}

const ALL_STAGES =
  'q1Plan, registration, festival, selfScoring, unitReport, dossier, appraisal, recognition, awardReview';

/** One entry per code: a code without a case does not compile. */
const REFUSALS = {
  'STAGE.UNKNOWN': [
    {
      when: 'the pack does not know the stage',
      year: newYear,
      at: '2026-03-02',
      deed: { kind: 'submit', stage: 'implementationPlan' },
      refusal: { stage: 'implementationPlan', params: { known: ALL_STAGES } },
    },
    {
      when: 'a restart names a stage that is only a record',
      year: newYear,
      at: '2026-03-02',
      deed: { kind: 'restart', from: 'classification' },
      refusal: { stage: 'classification', params: { known: ALL_STAGES } },
    },
  ],
  'STAGE.WRONG_ACT': [
    {
      when: 'an appraisal is handed in like a paper',
      year: yearWithDossier,
      at: '2026-11-18',
      deed: { kind: 'submit', stage: 'appraisal' },
      refusal: { stage: 'appraisal', params: {} },
    },
    {
      when: 'a paper is appraised',
      year: newYear,
      at: '2026-03-02',
      deed: { kind: 'appraise', stage: 'q1Plan' },
      refusal: { stage: 'q1Plan', params: {} },
    },
    {
      when: 'a recognition is reviewed',
      year: yearWithDossier,
      at: '2026-11-18',
      deed: { kind: 'review', stage: 'recognition' },
      refusal: { stage: 'recognition', params: {} },
    },
    {
      when: 'an appraisal is returned',
      year: finishedYear,
      at: '2026-12-11',
      deed: { kind: 'return', stage: 'appraisal' },
      refusal: { stage: 'appraisal', params: {} },
    },
    {
      when: 'an appraisal is withdrawn',
      year: finishedYear,
      at: '2026-12-11',
      deed: { kind: 'withdraw', stage: 'appraisal' },
      refusal: { stage: 'appraisal', params: {} },
    },
  ],
  'STAGE.NOT_OPEN': [
    {
      when: 'a self-score comes in the last millisecond before the stage opens',
      year: newYear,
      at: '2026-09-30T16:59:59.999Z',
      deed: { kind: 'submit', stage: 'selfScoring' },
      refusal: { stage: 'selfScoring', params: { opens: '2026-10-01' } },
    },
    {
      when: 'an appraisal is concluded before the assessment window has closed',
      year: newYear,
      at: '2026-11-15',
      deed: { kind: 'appraise', stage: 'appraisal' },
      refusal: { stage: 'appraisal', params: { opens: '2026-11-16' } },
    },
  ],
  'STAGE.CUT_OFF_PASSED': [
    {
      when: 'a report comes in the first instant after its cut-off',
      year: newYear,
      at: '2026-11-14T17:00:00.000Z',
      deed: { kind: 'submit', stage: 'unitReport' },
      refusal: { stage: 'unitReport', params: { lastDay: '2026-11-14' } },
    },
    {
      when: 'a report comes after the grace that outlasted its cut-off',
      year: () => newYear().acted('2026-11-10', { kind: 'extend', stage: 'unitReport', until: '2026-11-20' }),
      at: '2026-11-20T17:00:00.000Z',
      deed: { kind: 'submit', stage: 'unitReport' },
      refusal: { stage: 'unitReport', params: { lastDay: '2026-11-20' } },
    },
    {
      when: 'an extension ends before the cut-off',
      year: () => newYear().acted('2026-11-01', { kind: 'extend', stage: 'unitReport', until: '2026-11-10' }),
      at: '2026-11-15',
      deed: { kind: 'submit', stage: 'unitReport' },
      refusal: { stage: 'unitReport', params: { lastDay: '2026-11-14' } },
    },
    {
      when: 'a dossier is withdrawn after its cut-off',
      year: yearWithDossier,
      at: '2026-11-21',
      deed: { kind: 'withdraw', stage: 'dossier' },
      refusal: { stage: 'dossier', params: { lastDay: '2026-11-20' } },
    },
  ],
  'STAGE.REQUIRES': [
    {
      when: 'a dossier comes without the self-score',
      year: newYear,
      at: '2026-11-16',
      deed: { kind: 'submit', stage: 'dossier' },
      refusal: { stage: 'dossier', params: { requires: 'selfScoring' } },
    },
    {
      when: 'a dossier comes without the self-score, whose cut-off has passed',
      year: newYear,
      at: '2026-11-19',
      deed: { kind: 'submit', stage: 'dossier' },
      refusal: { stage: 'dossier', params: { requires: 'selfScoring' } },
    },
    {
      when: 'an appraisal comes without a dossier in the last millisecond before its cut-off',
      year: newYear,
      at: '2026-11-20T16:59:59.999Z',
      deed: { kind: 'appraise', stage: 'appraisal' },
      refusal: { stage: 'appraisal', params: { requires: 'dossier' } },
    },
    {
      when: 'an appraisal meets a dossier whose self-score was returned, and names the self-score',
      year: () => yearWithDossier().acted('2026-11-17', { kind: 'return', stage: 'selfScoring' }),
      at: '2026-11-18',
      deed: { kind: 'appraise', stage: 'appraisal' },
      refusal: { stage: 'appraisal', params: { requires: 'selfScoring' } },
    },
    {
      when: 'a recognition comes without an appraisal, however late',
      year: yearWithDossier,
      at: '2027-06-01',
      deed: { kind: 'decide', stage: 'recognition', recognised: true },
      refusal: { stage: 'recognition', params: { requires: 'appraisal' } },
    },
    {
      when: 'awards are reviewed without a recognition decision',
      year: yearWithDossier,
      at: '2026-12-10',
      deed: { kind: 'review', stage: 'awardReview' },
      refusal: { stage: 'awardReview', params: { requires: 'recognition' } },
    },
  ],
  'STAGE.ALREADY_SUBMITTED': [
    {
      when: 'a paper comes twice',
      year: () => newYear().submitted('2026-03-02', 'q1Plan'),
      at: '2026-03-03',
      deed: { kind: 'submit', stage: 'q1Plan' },
      refusal: { stage: 'q1Plan', params: {} },
    },
  ],
  'STAGE.ALREADY_DONE': [
    {
      when: 'an appraisal is concluded twice',
      year: finishedYear,
      at: '2026-12-11',
      deed: { kind: 'appraise', stage: 'appraisal' },
      refusal: { stage: 'appraisal', params: {} },
    },
    {
      when: 'a recognition is decided the other way',
      year: finishedYear,
      at: '2026-12-11',
      deed: { kind: 'decide', stage: 'recognition', recognised: false },
      refusal: { stage: 'recognition', params: {} },
    },
    {
      when: 'a stage that has its paper is extended',
      year: () => newYear().submitted('2026-03-02', 'q1Plan'),
      at: '2026-03-03',
      deed: { kind: 'extend', stage: 'q1Plan', until: '2026-04-30' },
      refusal: { stage: 'q1Plan', params: {} },
    },
  ],
  'STAGE.NOT_SUBMITTED': [
    {
      when: 'nothing is there to return',
      year: newYear,
      at: '2026-03-02',
      deed: { kind: 'return', stage: 'q1Plan' },
      refusal: { stage: 'q1Plan', params: {} },
    },
    {
      when: 'a paper is returned twice',
      year: () =>
        newYear().submitted('2026-03-02', 'q1Plan').acted('2026-03-03', { kind: 'return', stage: 'q1Plan' }),
      at: '2026-03-04',
      deed: { kind: 'return', stage: 'q1Plan' },
      refusal: { stage: 'q1Plan', params: {} },
    },
    {
      when: 'a withdrawn paper is withdrawn again',
      year: () =>
        newYear()
          .submitted('2026-03-02', 'q1Plan')
          .acted('2026-03-03', { kind: 'withdraw', stage: 'q1Plan' }),
      at: '2026-03-04',
      deed: { kind: 'withdraw', stage: 'q1Plan' },
      refusal: { stage: 'q1Plan', params: {} },
    },
  ],
  'STAGE.LOCKED': [
    {
      when: 'the dossier is extended after the appraisal on own records',
      year: () => newYear().acted('2026-11-21', { kind: 'appraise', stage: 'appraisal' }),
      at: '2026-11-22',
      deed: { kind: 'extend', stage: 'dossier', until: '2026-11-30' },
      refusal: { stage: 'dossier', params: { by: 'appraisal' } },
    },
    {
      when: 'the self-score is withdrawn once the appraisal is concluded',
      year: () => yearWithDossier().acted('2026-11-16', { kind: 'appraise', stage: 'appraisal' }),
      at: '2026-11-17',
      deed: { kind: 'withdraw', stage: 'selfScoring' },
      refusal: { stage: 'selfScoring', params: { by: 'appraisal' } },
    },
    {
      when: 'the dossier is returned once the appraisal is concluded',
      year: finishedYear,
      at: '2026-12-11',
      deed: { kind: 'return', stage: 'dossier' },
      refusal: { stage: 'dossier', params: { by: 'appraisal' } },
    },
    {
      when: 'a paper dossier that arrived in time is entered after the appraisal from own records',
      year: () =>
        newYear()
          .submitted('2026-10-20', 'selfScoring')
          .acted('2026-11-21', { kind: 'appraise', stage: 'appraisal' }),
      at: '2026-11-18',
      deed: { kind: 'submit', stage: 'dossier', onBehalf: { arrivalNumber: '812', arrivedOn: '2026-11-18' } },
      role: 'administrator',
      refusal: { stage: 'dossier', params: { by: 'appraisal' } },
    },
  ],
  'ACTOR.NOT_HEAD': [
    {
      when: 'the contact officer hands in',
      year: newYear,
      at: '2026-03-02',
      deed: { kind: 'submit', stage: 'q1Plan' },
      role: 'unit-officer',
      refusal: { stage: 'q1Plan', params: {} },
    },
    {
      when: 'the contact officer withdraws',
      year: yearWithDossier,
      at: '2026-11-17',
      deed: { kind: 'withdraw', stage: 'dossier' },
      role: 'unit-officer',
      refusal: { stage: 'dossier', params: {} },
    },
  ],
  'ACTOR.WRONG_ROLE': [
    {
      when: 'an appraiser hands in for the unit',
      year: newYear,
      at: '2026-03-02',
      deed: { kind: 'submit', stage: 'q1Plan' },
      role: 'appraiser',
      refusal: { stage: 'q1Plan', params: { role: 'unit-head' } },
    },
    {
      when: 'the head returns the own paper',
      year: yearWithDossier,
      at: '2026-11-17',
      deed: { kind: 'return', stage: 'dossier' },
      role: 'unit-head',
      refusal: { stage: 'dossier', params: { role: 'appraiser' } },
    },
    {
      when: 'the head appraises the own unit',
      year: yearWithDossier,
      at: '2026-11-17',
      deed: { kind: 'appraise', stage: 'appraisal' },
      role: 'unit-head',
      refusal: { stage: 'appraisal', params: { role: 'appraiser' } },
    },
    {
      when: 'an administrator decides on the recognition',
      year: yearWithDossier,
      at: '2026-11-17',
      deed: { kind: 'decide', stage: 'recognition', recognised: true },
      role: 'administrator',
      refusal: { stage: 'recognition', params: { role: 'deciding-body' } },
    },
    {
      when: 'the head enters a paper on behalf of the unit',
      year: newYear,
      at: '2026-03-02',
      deed: { kind: 'submit', stage: 'q1Plan', onBehalf: { arrivalNumber: '12', arrivedOn: '2026-03-02' } },
      role: 'unit-head',
      refusal: { stage: 'q1Plan', params: { role: 'administrator' } },
    },
  ],
  'ACTOR.ON_BEHALF_ONLY': [
    {
      when: 'an administrator hands in without the arrival of a paper',
      year: newYear,
      at: '2026-03-02',
      deed: { kind: 'submit', stage: 'q1Plan' },
      role: 'administrator',
      refusal: { stage: 'q1Plan', params: {} },
    },
  ],
  'YEAR.PAUSED': [
    {
      when: 'a paper comes while the year is paused',
      year: () => newYear().acted('2026-02-01', { kind: 'pause' }),
      at: '2026-03-02',
      deed: { kind: 'submit', stage: 'q1Plan' },
      refusal: { params: {} },
    },
    {
      when: 'an extension is granted while the year is paused',
      year: () => newYear().acted('2026-02-01', { kind: 'pause' }),
      at: '2026-03-02',
      deed: { kind: 'extend', stage: 'q1Plan', until: '2026-05-01' },
      refusal: { params: {} },
    },
    {
      when: 'the year is paused twice',
      year: () => newYear().acted('2026-02-01', { kind: 'pause' }),
      at: '2026-02-02',
      deed: { kind: 'pause' },
      refusal: { params: {} },
    },
  ],
  'YEAR.NOT_PAUSED': [
    {
      when: 'a running year is resumed',
      year: newYear,
      at: '2026-03-02',
      deed: { kind: 'resume' },
      refusal: { params: {} },
    },
  ],
  'YEAR.CLOSED': (
    [
      { kind: 'submit', stage: 'q1Plan' },
      { kind: 'extend', stage: 'q1Plan', until: '2026-05-01' },
      { kind: 'pause' },
      { kind: 'resume' },
      { kind: 'close' },
    ] as const
  ).map((deed) => ({
    when: `the year is closed and the act is ${deed.kind}`,
    year: () => newYear().acted('2026-02-01', { kind: 'close' }),
    at: '2026-03-02',
    deed,
    refusal: { params: {} },
  })),
  'EXTEND.NOT_LATER': [
    {
      when: 'an extension ends on the legal last day',
      year: newYear,
      at: '2026-11-01',
      deed: { kind: 'extend', stage: 'unitReport', until: '2026-11-04' },
      refusal: { stage: 'unitReport', params: { day: '2026-11-04', present: '2026-11-04' } },
    },
    {
      when: 'a second extension ends on the day of the first',
      year: () => newYear().acted('2026-11-01', { kind: 'extend', stage: 'unitReport', until: '2026-11-12' }),
      at: '2026-11-05',
      deed: { kind: 'extend', stage: 'unitReport', until: '2026-11-12' },
      refusal: { stage: 'unitReport', params: { day: '2026-11-12', present: '2026-11-12' } },
    },
    {
      when: 'a return asked for an answer before the legal last day, which still counts',
      year: () =>
        newYear()
          .submitted('2026-10-16', 'unitReport')
          .acted('2026-10-17', { kind: 'return', stage: 'unitReport', answerBy: '2026-10-20' }),
      at: '2026-10-18',
      deed: { kind: 'extend', stage: 'unitReport', until: '2026-11-04' },
      refusal: { stage: 'unitReport', params: { day: '2026-11-04', present: '2026-11-04' } },
    },
  ],
  'EXTEND.PASSED': [
    {
      when: 'the new day was yesterday in Vietnam, although it is still today in UTC',
      year: newYear,
      at: '2026-11-09T17:00:00.000Z',
      deed: { kind: 'extend', stage: 'unitReport', until: '2026-11-09' },
      refusal: { stage: 'unitReport', params: { day: '2026-11-09' } },
    },
  ],
  'RETURN.DATE_PASSED': [
    {
      when: 'the answer is wanted yesterday',
      year: yearWithDossier,
      at: '2026-11-17',
      deed: { kind: 'return', stage: 'dossier', answerBy: '2026-11-16' },
      refusal: { stage: 'dossier', params: { day: '2026-11-16' } },
    },
    {
      when: 'the answer is wanted on a day that has ended in Vietnam, although not in UTC',
      year: yearWithDossier,
      at: '2026-11-16T17:00:00.000Z',
      deed: { kind: 'return', stage: 'dossier', answerBy: '2026-11-16' },
      refusal: { stage: 'dossier', params: { day: '2026-11-16' } },
    },
  ],
  'RETURN.NEEDS_DATE': [
    {
      when: 'the paper went back after the cut-off without a day to answer by',
      year: yearWithDossier,
      at: '2026-11-21',
      deed: { kind: 'return', stage: 'dossier' },
      refusal: { stage: 'dossier', params: { lastDay: '2026-11-20' } },
    },
  ],
  'RESTART.NOTHING_DONE': [
    {
      when: 'nothing was done from the stage on',
      year: () => newYear().submitted('2026-03-02', 'q1Plan'),
      at: '2026-10-20',
      deed: { kind: 'restart', from: 'selfScoring' },
      refusal: { stage: 'selfScoring', params: {} },
    },
    {
      when: 'only an extension was granted',
      year: () => newYear().acted('2026-11-01', { kind: 'extend', stage: 'unitReport', until: '2026-11-12' }),
      at: '2026-11-02',
      deed: { kind: 'restart', from: 'unitReport' },
      refusal: { stage: 'unitReport', params: {} },
    },
    {
      when: 'the restart is pressed twice',
      year: () =>
        finishedYear().acted('2026-12-20', { kind: 'restart', from: 'selfScoring', until: '2027-01-10' }),
      at: '2026-12-20',
      deed: { kind: 'restart', from: 'selfScoring', until: '2027-01-10' },
      refusal: { stage: 'selfScoring', params: {} },
    },
    {
      when: 'a paused year has nothing to restart',
      year: () => newYear().acted('2026-02-01', { kind: 'pause' }),
      at: '2026-03-02',
      deed: { kind: 'restart', from: 'q1Plan' },
      refusal: { stage: 'q1Plan', params: {} },
    },
  ],
  'RESTART.NEEDS_DATE': [
    {
      when: 'the cut-off of the chosen stage has passed',
      year: finishedYear,
      at: '2026-12-20',
      deed: { kind: 'restart', from: 'unitReport' },
      refusal: { stage: 'unitReport', params: { lastDay: '2026-11-14' } },
    },
    {
      when: 'a stage that comes along has its cut-off behind it, although the chosen one has not',
      year: () =>
        new LivedYear(
          graphOf(2026, 'tinh').map((stage) =>
            stage.key === 'selfScoring' ? { ...stage, cutOff: undefined } : stage,
          ),
        )
          .submitted('2026-10-20', 'selfScoring')
          .submitted('2026-11-16', 'dossier'),
      at: '2026-11-21',
      deed: { kind: 'restart', from: 'selfScoring' },
      refusal: { stage: 'unitReport', params: { lastDay: '2026-11-14' } },
    },
  ],
  'RESTART.DATE_PASSED': [
    {
      when: 'the new last day was yesterday',
      year: finishedYear,
      at: '2026-12-20',
      deed: { kind: 'restart', from: 'selfScoring', until: '2026-12-19' },
      refusal: { stage: 'selfScoring', params: { day: '2026-12-19' } },
    },
    {
      when: 'the new last day has ended in Vietnam, although not in UTC',
      year: finishedYear,
      at: '2026-12-19T17:00:00.000Z',
      deed: { kind: 'restart', from: 'selfScoring', until: '2026-12-19' },
      refusal: { stage: 'selfScoring', params: { day: '2026-12-19' } },
    },
  ],
} satisfies Readonly<Record<StageRefusalCode, readonly Case[]>>;

const cases = Object.entries<readonly Case[]>(REFUSALS).flatMap(([code, list]) =>
  list.map((each): [string, string, Case] => [code, each.when, each]),
);

describe('a command is refused', () => {
  it.each(cases)('with %s when %s', (code, _when, { year, at, deed, role, refusal }) => {
    const lived = year();
    const before = lived.state;
    expect(lived.act(at, deed, role)).toEqual({
      outcome: 'refused',
      refusal: { code, stage: undefined, ...refusal },
    });
    expect(lived.state).toBe(before);
  });

  it('and each code has a case', () => {
    expect(Object.entries(REFUSALS).filter(([, list]) => list.length === 0)).toEqual([]);
  });
});

describe('of several reasons the first to be mended is named', () => {
  it.each<[string, () => LivedYear, string, Deed, ActorRole | undefined, string]>([
    [
      'closed before paused',
      () => newYear().acted('2026-02-01', { kind: 'pause' }).acted('2026-02-02', { kind: 'close' }),
      '2026-03-02',
      { kind: 'resume' },
      undefined,
      'YEAR.CLOSED',
    ],
    [
      'paused before unknown',
      () => newYear().acted('2026-02-01', { kind: 'pause' }),
      '2026-03-02',
      { kind: 'submit', stage: 'x' },
      undefined,
      'YEAR.PAUSED',
    ],
    [
      'the act before the role',
      newYear,
      '2026-03-02',
      { kind: 'submit', stage: 'appraisal' },
      'unit-officer',
      'STAGE.WRONG_ACT',
    ],
    [
      'the role before the window',
      newYear,
      '2025-12-01',
      { kind: 'submit', stage: 'q1Plan' },
      'unit-officer',
      'ACTOR.NOT_HEAD',
    ],
    [
      'the window before what is required',
      newYear,
      '2026-11-21',
      { kind: 'submit', stage: 'dossier' },
      undefined,
      'STAGE.CUT_OFF_PASSED',
    ],
    [
      'the lock before the cut-off',
      () => finishedYear().acted('2026-12-11', { kind: 'restart', from: 'unitReport', until: '2026-12-20' }),
      '2026-12-12',
      { kind: 'withdraw', stage: 'dossier' },
      undefined,
      'STAGE.LOCKED',
    ],
  ])('%s', (_name, year, at, deed, role, code) => expect(codeOf(year().act(at, deed, role))).toBe(code));
});

describe('an ordinary year 2026', () => {
  it.each(['tinh', 'xa'] as const)('of a unit managed by %s takes nine acts, none late', (managedBy) => {
    const year = finishedYear(managedBy);
    expect(year.facts.map((fact) => `${fact.kind} ${'stage' in fact ? fact.stage : ''}`)).toEqual([
      'stage.submitted q1Plan',
      'stage.submitted registration',
      'stage.submitted festival',
      'stage.submitted selfScoring',
      'stage.submitted unitReport',
      'stage.submitted dossier',
      'stage.appraised appraisal',
      'stage.decided recognition',
      'stage.reviewed awardReview',
    ]);
    expect(year.facts.map((fact) => 'late' in fact && fact.late)).toEqual(Array(9).fill(false));
    expect(year.state).toMatchObject({ version: 9, round: 1, status: 'open' });
    expect(isOver(year.graph, year.state)).toBe(true);
    expect(foldFacts(year.graph, year.facts)).toEqual(year.state);
  });

  it('waits at each stage in the order of the pack', () => {
    const year = newYear();
    const waits: (string | undefined)[] = [];
    for (const { key } of year.graph) {
      waits.push(currentStage(year.graph, year.state)?.key);
      const act = year.graph.find((stage) => stage.key === key)?.act;
      const at =
        act === 'submit'
          ? ({
              q1Plan: '2026-03-02',
              registration: '2026-03-02',
              festival: '2026-08-20',
              dossier: '2026-11-16',
            }[key] ?? '2026-10-20')
          : '2026-12-10';
      if (act === 'submit') year.submitted(at, key);
      else if (act === 'appraise') year.acted(at, { kind: 'appraise', stage: key });
      else if (act === 'decide') year.acted(at, { kind: 'decide', stage: key, recognised: false });
      else year.acted(at, { kind: 'review', stage: key });
      expect(isOver(year.graph, year.state)).toBe(key === 'awardReview');
    }
    expect(waits.join(', ')).toBe(ALL_STAGES);
    expect(currentStage(year.graph, year.state)).toBeUndefined();
  });

  it('is told by its facts in full', () => {
    const [first, ...rest] = finishedYear().facts;
    expect(first).toEqual({
      kind: 'stage.submitted',
      stage: 'q1Plan',
      late: false,
      effectiveAt: '2026-03-02T02:00:00.000Z',
      commandId: 'command-1',
    });
    expect(rest.slice(-3)).toEqual([
      {
        kind: 'stage.appraised',
        stage: 'appraisal',
        late: false,
        effectiveAt: '2026-11-18T02:00:00.000Z',
        commandId: 'command-7',
        basis: 'dossier',
      },
      {
        kind: 'stage.decided',
        stage: 'recognition',
        late: false,
        effectiveAt: '2026-11-24T02:00:00.000Z',
        commandId: 'command-8',
        recognised: true,
      },
      {
        kind: 'stage.reviewed',
        stage: 'awardReview',
        late: false,
        effectiveAt: '2026-12-10T02:00:00.000Z',
        commandId: 'command-9',
      },
    ]);
  });

  it('leaves in each stage the result, its command and its round', () => {
    expect(finishedYear().state.stages['appraisal']).toEqual({
      status: 'done',
      round: 1,
      late: false,
      effectiveAt: '2026-11-18T02:00:00.000Z',
      commandId: 'command-7',
      basis: 'dossier',
    });
  });

  it('keeps the class that the transaction adds to the recognition decision', () => {
    const classification = { classKey: 'tot', total: 92.5, excludedFromAwards: false };
    const facts = finishedYear().facts.map((fact) =>
      fact.kind === 'stage.decided' ? { ...fact, classification } : fact,
    );
    expect(foldFacts(graphOf(2026, 'tinh'), facts).stages['recognition']).toMatchObject({
      recognised: true,
      classification,
    });
  });

  it('warns of a soft requirement that is missing, and takes the paper', () => {
    const year = newYear();
    expect(year.act('2026-03-02', { kind: 'submit', stage: 'registration' })).toMatchObject({
      outcome: 'applied',
      warnings: [{ code: 'STAGE.SOFT_REQUIREMENT', stage: 'q1Plan' }],
    });
    expect(
      year.submitted('2026-10-20', 'selfScoring').act('2026-10-20', { kind: 'submit', stage: 'unitReport' }),
    ).toMatchObject({
      outcome: 'applied',
      warnings: [],
    });
  });

  it('of which nothing has happened awaits every stage in its first round', () => {
    expect(initialState(graphOf(2026, 'xa'))).toEqual({
      version: 0,
      round: 1,
      status: 'open',
      stages: Object.fromEntries(
        ALL_STAGES.split(', ').map((key) => [key, { status: 'awaiting', round: 1 }]),
      ),
    });
  });
});

describe('the year 2025, which began on 21/8', () => {
  it.each(['tinh', 'xa'] as const)(
    'of a unit managed by %s is eight acts from the plan to the awards',
    (managedBy) => {
      const year = new LivedYear(graphOf(2025, managedBy))
        .submitted('2025-08-24T16:59:59.999Z', 'implementationPlan')
        .submitted('2025-09-30', 'registration')
        .submitted('2025-10-27', 'selfScoring', 'unitReport')
        .submitted('2025-11-18', 'dossier')
        .acted('2025-11-21', { kind: 'appraise', stage: 'appraisal' })
        .acted('2025-11-26', { kind: 'decide', stage: 'recognition', recognised: true })
        .acted('2025-12-15', { kind: 'review', stage: 'awardReview' });
      expect(year.facts.map((fact) => 'late' in fact && fact.late)).toEqual(Array(8).fill(false));
      expect(isOver(year.graph, year.state)).toBe(true);
    },
  );

  it('takes the plan in time until the last moment of 24/8 and late from 00:00 of 25/8', () => {
    const submit: Deed = { kind: 'submit', stage: 'implementationPlan' };
    const at = (instant: string) => isLate(new LivedYear(graphOf(2025, 'tinh')).act(instant, submit));
    expect(at('2025-08-24T16:59:59.999Z')).toBe(false);
    expect(at('2025-08-24T17:00:00.000Z')).toBe(true);
  });

  it('knows no Q1 plan and no festival as acts', () => {
    for (const stage of ['q1Plan', 'festival']) {
      expect(codeOf(new LivedYear(graphOf(2025, 'xa')).act('2025-09-01', { kind: 'submit', stage }))).toBe(
        'STAGE.UNKNOWN',
      );
    }
  });
});

describe('a late paper', () => {
  it.each([
    ['tinh', '2026-11-04T16:59:59.999Z', false],
    ['tinh', '2026-11-04T17:00:00.000Z', true],
    ['xa', '2026-10-30T16:59:59.999Z', false],
    ['xa', '2026-10-30T17:00:00.000Z', true],
    ['tinh', '2026-11-14T16:59:59.999Z', true],
  ] as const)('is judged by the day of the level: %s, %s, late %s', (managedBy, at, late) => {
    const year = new LivedYear(graphOf(2026, managedBy));
    expect(isLate(year.act(at, { kind: 'submit', stage: 'unitReport' }))).toBe(late);
    expect(year.state.stages['unitReport']).toMatchObject({ status: 'submitted', late });
  });

  it('is late where the stage has no cut-off too: an appraisal after 21/11', () => {
    const appraise: Deed = { kind: 'appraise', stage: 'appraisal' };
    expect(isLate(yearWithDossier().act('2026-11-21T16:59:59.999Z', appraise))).toBe(false);
    expect(isLate(yearWithDossier().act('2026-11-21T17:00:00.000Z', appraise))).toBe(true);
    expect(isLate(yearWithDossier().act('2027-05-01', appraise))).toBe(true);
  });

  it('is taken from the first instant the stage is open', () => {
    expect(codeOf(newYear().act('2026-09-30T17:00:00.000Z', { kind: 'submit', stage: 'selfScoring' }))).toBe(
      'stage.submitted',
    );
  });

  it('is never late where no due day is set', () => {
    const graph = graphOf(2026, 'tinh').map((stage) => ({ ...stage, due: undefined }));
    expect(
      isLate(new LivedYear(graph).act('2026-11-15T16:59:59.999Z', { kind: 'submit', stage: 'q1Plan' })),
    ).toBe(false);
  });
});

describe('a returned paper', () => {
  it('is mended and handed in again, in time until the day named for the answer', () => {
    const returned = () =>
      newYear()
        .submitted('2026-10-27', 'selfScoring')
        .acted('2026-10-29', { kind: 'return', stage: 'selfScoring', answerBy: '2026-11-05' });
    expect(returned().state.stages['selfScoring']).toMatchObject({
      status: 'returned',
      graceUntil: '2026-11-05',
    });
    const submit: Deed = { kind: 'submit', stage: 'selfScoring' };
    expect(isLate(returned().act('2026-11-05T16:59:59.999Z', submit))).toBe(false);
    expect(isLate(returned().act('2026-11-05T17:00:00.000Z', submit))).toBe(true);
  });

  it('without a day for the answer is late after the legal day', () => {
    const year = newYear()
      .submitted('2026-10-27', 'selfScoring')
      .acted('2026-10-29', { kind: 'return', stage: 'selfScoring' });
    expect(isLate(year.act('2026-10-30', { kind: 'submit', stage: 'selfScoring' }))).toBe(true);
  });

  it('does not lose a longer extension to a shorter answer', () => {
    const year = newYear()
      .acted('2026-10-20', { kind: 'extend', stage: 'selfScoring', until: '2026-11-10' })
      .submitted('2026-10-28', 'selfScoring')
      .acted('2026-10-29', { kind: 'return', stage: 'selfScoring', answerBy: '2026-11-02' });
    expect(year.state.stages['selfScoring']?.graceUntil).toBe('2026-11-10');
  });

  it('is not late before the legal day, although an earlier answer was asked for', () => {
    const year = newYear()
      .submitted('2026-10-05', 'selfScoring')
      .acted('2026-10-06', { kind: 'return', stage: 'selfScoring', answerBy: '2026-10-10' });
    expect(isLate(year.act('2026-10-27', { kind: 'submit', stage: 'selfScoring' }))).toBe(false);
  });

  it('can be asked back today for today', () => {
    expect(
      codeOf(
        yearWithDossier().act('2026-11-17', { kind: 'return', stage: 'dossier', answerBy: '2026-11-17' }),
      ),
    ).toBe('stage.returned');
  });

  it('while the dossier is in holds the appraisal up until it is mended', () => {
    const year = yearWithDossier().acted('2026-11-17', {
      kind: 'return',
      stage: 'selfScoring',
      answerBy: '2026-11-19',
    });
    expect(year.state.stages['dossier']?.status).toBe('submitted');
    expect(codeOf(year.act('2026-11-18', { kind: 'appraise', stage: 'appraisal' }))).toBe('STAGE.REQUIRES');
    expect(
      year.submitted('2026-11-19', 'selfScoring').act('2026-11-20', { kind: 'appraise', stage: 'appraisal' }),
    ).toMatchObject({
      outcome: 'applied',
      fact: { basis: 'dossier' },
    });
  });

  it('that is never mended is appraised from own records once the dossier’s cut-off has passed', () => {
    const year = yearWithDossier().acted('2026-11-17', { kind: 'return', stage: 'selfScoring' });
    expect(year.act('2026-11-20T17:00:00.000Z', { kind: 'appraise', stage: 'appraisal' })).toMatchObject({
      outcome: 'applied',
      fact: { basis: 'ownRecords' },
    });
  });

  it('belongs to the round in which it came back', () => {
    const year = newYear()
      .submitted('2026-10-20', 'selfScoring', 'unitReport')
      .acted('2026-10-21', { kind: 'restart', from: 'unitReport' })
      .acted('2026-10-22', { kind: 'return', stage: 'selfScoring' });
    expect(year.state.stages['selfScoring']).toMatchObject({ status: 'returned', round: 2 });
  });
});

describe('a unit that hands nothing in', () => {
  it('is appraised from own records from the first instant after the dossier’s cut-off, and judged to the end', () => {
    const year = newYear()
      .acted('2026-11-20T17:00:00.000Z', { kind: 'appraise', stage: 'appraisal' })
      .acted('2026-11-24', { kind: 'decide', stage: 'recognition', recognised: false })
      .acted('2026-12-10', { kind: 'review', stage: 'awardReview' });
    expect(year.state.stages['appraisal']).toMatchObject({ status: 'done', basis: 'ownRecords' });
    expect(year.state.stages['dossier']).toEqual({ status: 'awaiting', round: 1 });
    expect(isOver(year.graph, year.state)).toBe(true);
  });

  it('has until the end of an extension of the dossier', () => {
    const year = newYear()
      .submitted('2026-10-20', 'selfScoring')
      .acted('2026-11-20', { kind: 'extend', stage: 'dossier', until: '2026-11-25' });
    expect(codeOf(year.act('2026-11-25T16:59:59.999Z', { kind: 'appraise', stage: 'appraisal' }))).toBe(
      'STAGE.REQUIRES',
    );
    expect(year.act('2026-11-25T17:00:00.000Z', { kind: 'appraise', stage: 'appraisal' })).toMatchObject({
      fact: { basis: 'ownRecords' },
    });
  });

  it('is a dossier all the same when it came in and the cut-off has passed', () => {
    expect(yearWithDossier().act('2026-11-25', { kind: 'appraise', stage: 'appraisal' })).toMatchObject({
      fact: { basis: 'dossier' },
    });
  });
});

describe('an extension', () => {
  it('is a grace: late and cut-off move, the legal day stays in the graph', () => {
    const extended = () =>
      newYear().acted('2026-11-16', { kind: 'extend', stage: 'unitReport', until: '2026-11-18' });
    const submit: Deed = { kind: 'submit', stage: 'unitReport' };
    expect(isLate(extended().act('2026-11-18T16:59:59.999Z', submit))).toBe(false);
    expect(codeOf(extended().act('2026-11-18T17:00:00.000Z', submit))).toBe('STAGE.CUT_OFF_PASSED');
    expect(extended().graph.find(({ key }) => key === 'unitReport')?.due?.lastDay).toBe('2026-11-04');
  });

  it('that ends before the cut-off moves lateness only', () => {
    const extended = () =>
      newYear().acted('2026-11-01', { kind: 'extend', stage: 'unitReport', until: '2026-11-10' });
    const submit: Deed = { kind: 'submit', stage: 'unitReport' };
    expect(isLate(extended().act('2026-11-10T16:59:59.999Z', submit))).toBe(false);
    expect(isLate(extended().act('2026-11-14T16:59:59.999Z', submit))).toBe(true);
  });

  it('may end today, in Vietnam’s day', () => {
    expect(
      codeOf(
        newYear().act('2026-11-09T16:59:59.999Z', {
          kind: 'extend',
          stage: 'unitReport',
          until: '2026-11-09',
        }),
      ),
    ).toBe('stage.extended');
  });

  it('stays with the stage when its paper comes and is withdrawn', () => {
    const year = newYear()
      .acted('2026-11-01', { kind: 'extend', stage: 'unitReport', until: '2026-11-20' })
      .submitted('2026-11-17', 'unitReport')
      .acted('2026-11-18', { kind: 'withdraw', stage: 'unitReport' });
    expect(year.state.stages['unitReport']).toEqual({
      status: 'awaiting',
      round: 1,
      graceUntil: '2026-11-20',
    });
    expect(isLate(year.act('2026-11-20', { kind: 'submit', stage: 'unitReport' }))).toBe(false);
  });
});

describe('pause, resume, close', () => {
  it('a resumed year goes on where it stood', () => {
    const year = newYear().submitted('2026-03-02', 'q1Plan');
    const stages = year.state.stages;
    year.acted('2026-03-03', { kind: 'pause' });
    expect(year.state).toMatchObject({ status: 'paused', version: 2, stages });
    year.acted('2026-03-10', { kind: 'resume' });
    expect(year.state).toMatchObject({ status: 'open', version: 3, stages });
    expect(codeOf(year.act('2026-03-10', { kind: 'submit', stage: 'registration' }))).toBe('stage.submitted');
  });

  it('a closed year is over, whatever is missing, and keeps its results', () => {
    const year = yearWithDossier();
    const stages = year.state.stages;
    expect(isOver(year.graph, year.state)).toBe(false);
    year.acted('2027-01-31', { kind: 'close' });
    expect(year.state).toMatchObject({ status: 'closed', stages });
    expect(isOver(year.graph, year.state)).toBe(true);
  });

  it('a paused year can be closed', () => {
    expect(
      codeOf(newYear().acted('2026-03-03', { kind: 'pause' }).act('2026-03-04', { kind: 'close' })),
    ).toBe('year.closed');
  });
});

describe('a withdrawn paper', () => {
  it('is taken back before the appraisal and can be handed in again', () => {
    const year = yearWithDossier().acted('2026-11-17', { kind: 'withdraw', stage: 'dossier' });
    expect(year.state.stages['dossier']).toEqual({ status: 'awaiting', round: 1 });
    expect(codeOf(year.act('2026-11-18', { kind: 'submit', stage: 'dossier' }))).toBe('stage.submitted');
  });

  it('stays once the appraisal is concluded, unless nothing firmly rests on it', () => {
    const year = yearWithDossier().acted('2026-11-16', { kind: 'appraise', stage: 'appraisal' });
    expect(codeOf(year.act('2026-11-16', { kind: 'withdraw', stage: 'dossier' }))).toBe('STAGE.LOCKED');
    expect(codeOf(year.act('2026-11-16', { kind: 'withdraw', stage: 'festival' }))).toBe('stage.withdrawn');
  });

  it('belongs to the round in which it was taken back', () => {
    const year = newYear()
      .submitted('2026-10-20', 'selfScoring', 'unitReport')
      .acted('2026-10-21', { kind: 'restart', from: 'unitReport' })
      .acted('2026-10-22', { kind: 'withdraw', stage: 'selfScoring' });
    expect(year.state.stages['selfScoring']).toEqual({ status: 'awaiting', round: 2 });
  });
});

describe('a paper on which a conclusion rests only softly', () => {
  it('can still be returned and mended after it', () => {
    const year = finishedYear().acted('2026-12-11', {
      kind: 'return',
      stage: 'registration',
      answerBy: '2026-12-20',
    });
    expect(codeOf(year.act('2026-12-20', { kind: 'submit', stage: 'registration' }))).toBe('stage.submitted');
  });
});

describe('a pack whose recognition does not wait for the appraisal for ever', () => {
  it('takes no appraisal once it is decided', () => {
    const graph = graphOf(2026, 'tinh').map((stage) =>
      stage.key === 'recognition'
        ? { ...stage, requires: [{ stage: 'appraisal', mode: 'hardUntilCutOff' as const }] }
        : stage.key === 'appraisal'
          ? { ...stage, cutOff: stage.due && { ...stage.due, closedFrom: stage.due.lateFrom } }
          : stage,
    );
    const year = new LivedYear(graph).acted('2026-11-22', {
      kind: 'decide',
      stage: 'recognition',
      recognised: false,
    });
    expect(year.act('2026-11-21', { kind: 'appraise', stage: 'appraisal' })).toMatchObject({
      refusal: { code: 'STAGE.LOCKED', params: { by: 'recognition' } },
    });
  });
});

describe('a paper entered on behalf (nhập thay)', () => {
  const onBehalf = { arrivalNumber: '345', arrivedOn: '2026-11-03' };

  it.each(['administrator', 'appraiser'] as const)('by the %s is judged by its arrival', (role) => {
    const year = newYear();
    const decision = year.act(
      '2026-11-02T17:00:00.000Z',
      { kind: 'submit', stage: 'unitReport', onBehalf },
      role,
    );
    expect(isLate(decision)).toBe(false);
    expect(year.state.stages['unitReport']?.effectiveAt).toBe('2026-11-02T17:00:00.000Z');
  });

  it.each(['unit-officer', 'unit-head', 'deciding-body', 'supervisor'] as const)(
    'is not for the %s',
    (role) => {
      expect(
        codeOf(newYear().act('2026-11-03', { kind: 'submit', stage: 'unitReport', onBehalf }, role)),
      ).toBe('ACTOR.WRONG_ROLE');
    },
  );

  it('is late by an arrival after the last day', () => {
    expect(
      isLate(
        newYear().act(
          '2026-11-04T17:00:00.000Z',
          { kind: 'submit', stage: 'unitReport', onBehalf },
          'administrator',
        ),
      ),
    ).toBe(true);
  });
});

it('a paper goes back without a day up to the last instant before its cut-off, and not from it on', () => {
  const year = yearWithDossier();
  const closedFrom = year.graph.find(({ key }) => key === 'dossier')?.cutOff?.closedFrom ?? '';
  expect(codeOf(year.act(closedFrom, { kind: 'return', stage: 'dossier' }))).toBe('RETURN.NEEDS_DATE');
  const before = new Date(Date.parse(closedFrom) - 1).toISOString();
  expect(codeOf(year.act(before, { kind: 'return', stage: 'dossier' }))).toBe('stage.returned');
});
