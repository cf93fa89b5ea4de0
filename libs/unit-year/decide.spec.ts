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

const ALL_STAGES = 'springPlan, enrolment, openDay, ownMarks, summary, bundle, check, verdict, honours';

const PLAN_ON_PAPER = {
  kind: 'receivePaper',
  stage: 'springPlan',
  arrivalNumber: '7',
  arrivedOn: '2026-03-11',
} as const;
const PLAN_SENT = {
  kind: 'announcePaper',
  stage: 'springPlan',
  number: '12/KH',
  date: '2026-03-10',
  pauseDays: 5,
} as const;

/** One entry per code: a code without a case does not compile. */
const REFUSALS = {
  'STAGE.UNKNOWN': [
    {
      when: 'the pack does not know the stage',
      year: newYear,
      at: '2026-03-11',
      deed: { kind: 'submit', stage: 'implementationPlan' },
      refusal: { stage: 'implementationPlan', params: { known: ALL_STAGES } },
    },
    {
      when: 'a restart names a stage that is only a record',
      year: newYear,
      at: '2026-03-11',
      deed: { kind: 'restart', from: 'grading' },
      refusal: { stage: 'grading', params: { known: ALL_STAGES } },
    },
  ],
  'STAGE.WRONG_ACT': [
    {
      when: 'an appraisal is handed in like a paper',
      year: yearWithDossier,
      at: '2026-11-27',
      deed: { kind: 'submit', stage: 'check' },
      refusal: { stage: 'check', params: {} },
    },
    {
      when: 'a paper is appraised',
      year: newYear,
      at: '2026-03-11',
      deed: { kind: 'appraise', stage: 'springPlan' },
      refusal: { stage: 'springPlan', params: {} },
    },
    {
      when: 'a recognition is reviewed',
      year: yearWithDossier,
      at: '2026-11-27',
      deed: { kind: 'review', stage: 'verdict' },
      refusal: { stage: 'verdict', params: {} },
    },
    {
      when: 'an appraisal is returned',
      year: finishedYear,
      at: '2026-12-20',
      deed: { kind: 'return', stage: 'check' },
      refusal: { stage: 'check', params: {} },
    },
    {
      when: 'an appraisal is withdrawn',
      year: finishedYear,
      at: '2026-12-20',
      deed: { kind: 'withdraw', stage: 'check' },
      refusal: { stage: 'check', params: {} },
    },
  ],
  'STAGE.NOT_OPEN': [
    {
      when: 'a self-score comes in the last millisecond before the stage opens',
      year: newYear,
      at: '2026-10-09T16:59:59.999Z',
      deed: { kind: 'submit', stage: 'ownMarks' },
      refusal: { stage: 'ownMarks', params: { opens: '2026-10-10' } },
    },
    {
      when: 'an appraisal is concluded before the assessment window has closed',
      year: newYear,
      at: '2026-11-24',
      deed: { kind: 'appraise', stage: 'check' },
      refusal: { stage: 'check', params: { opens: '2026-11-25' } },
    },
  ],
  'STAGE.CUT_OFF_PASSED': [
    {
      when: 'a report comes in the first instant after its cut-off',
      year: newYear,
      at: '2026-11-23T17:00:00.000Z',
      deed: { kind: 'submit', stage: 'summary' },
      refusal: { stage: 'summary', params: { lastDay: '2026-11-23' } },
    },
    {
      when: 'a report comes after the grace that outlasted its cut-off',
      year: () => newYear().acted('2026-11-19', { kind: 'extend', stage: 'summary', until: '2026-11-29' }),
      at: '2026-11-29T17:00:00.000Z',
      deed: { kind: 'submit', stage: 'summary' },
      refusal: { stage: 'summary', params: { lastDay: '2026-11-29' } },
    },
    {
      when: 'an extension ends before the cut-off',
      year: () => newYear().acted('2026-11-10', { kind: 'extend', stage: 'summary', until: '2026-11-19' }),
      at: '2026-11-24',
      deed: { kind: 'submit', stage: 'summary' },
      refusal: { stage: 'summary', params: { lastDay: '2026-11-23' } },
    },
    {
      when: 'a dossier is withdrawn after its cut-off',
      year: yearWithDossier,
      at: '2026-11-30',
      deed: { kind: 'withdraw', stage: 'bundle' },
      refusal: { stage: 'bundle', params: { lastDay: '2026-11-29' } },
    },
  ],
  'STAGE.REQUIRES': [
    {
      when: 'a dossier comes without the self-score',
      year: newYear,
      at: '2026-11-25',
      deed: { kind: 'submit', stage: 'bundle' },
      refusal: { stage: 'bundle', params: { requires: 'ownMarks' } },
    },
    {
      when: 'a dossier comes without the self-score, whose cut-off has passed',
      year: newYear,
      at: '2026-11-28',
      deed: { kind: 'submit', stage: 'bundle' },
      refusal: { stage: 'bundle', params: { requires: 'ownMarks' } },
    },
    {
      when: 'an appraisal comes without a dossier in the last millisecond before its cut-off',
      year: newYear,
      at: '2026-11-29T16:59:59.999Z',
      deed: { kind: 'appraise', stage: 'check' },
      refusal: { stage: 'check', params: { requires: 'bundle' } },
    },
    {
      when: 'an appraisal meets a dossier whose self-score was returned, and names the self-score',
      year: () => yearWithDossier().acted('2026-11-26', { kind: 'return', stage: 'ownMarks' }),
      at: '2026-11-27',
      deed: { kind: 'appraise', stage: 'check' },
      refusal: { stage: 'check', params: { requires: 'ownMarks' } },
    },
    {
      when: 'a recognition comes without an appraisal, however late',
      year: yearWithDossier,
      at: '2027-06-10',
      deed: { kind: 'decide', stage: 'verdict', recognised: true },
      refusal: { stage: 'verdict', params: { requires: 'check' } },
    },
    {
      when: 'awards are reviewed without a recognition decision',
      year: yearWithDossier,
      at: '2026-12-19',
      deed: { kind: 'review', stage: 'honours' },
      refusal: { stage: 'honours', params: { requires: 'verdict' } },
    },
  ],
  'STAGE.ALREADY_SUBMITTED': [
    {
      when: 'a paper comes twice',
      year: () => newYear().submitted('2026-03-11', 'springPlan'),
      at: '2026-03-12',
      deed: { kind: 'submit', stage: 'springPlan' },
      refusal: { stage: 'springPlan', params: {} },
    },
  ],
  'STAGE.ALREADY_DONE': [
    {
      when: 'an appraisal is concluded twice',
      year: finishedYear,
      at: '2026-12-20',
      deed: { kind: 'appraise', stage: 'check' },
      refusal: { stage: 'check', params: {} },
    },
    {
      when: 'a recognition is decided the other way',
      year: finishedYear,
      at: '2026-12-20',
      deed: { kind: 'decide', stage: 'verdict', recognised: false },
      refusal: { stage: 'verdict', params: {} },
    },
    {
      when: 'a stage that has its paper is extended',
      year: () => newYear().submitted('2026-03-11', 'springPlan'),
      at: '2026-03-12',
      deed: { kind: 'extend', stage: 'springPlan', until: '2026-05-09' },
      refusal: { stage: 'springPlan', params: {} },
    },
  ],
  'STAGE.NOT_SUBMITTED': [
    {
      when: 'nothing is there to return',
      year: newYear,
      at: '2026-03-11',
      deed: { kind: 'return', stage: 'springPlan' },
      refusal: { stage: 'springPlan', params: {} },
    },
    {
      when: 'a paper is returned twice',
      year: () =>
        newYear()
          .submitted('2026-03-11', 'springPlan')
          .acted('2026-03-12', { kind: 'return', stage: 'springPlan' }),
      at: '2026-03-13',
      deed: { kind: 'return', stage: 'springPlan' },
      refusal: { stage: 'springPlan', params: {} },
    },
    {
      when: 'a withdrawn paper is withdrawn again',
      year: () =>
        newYear()
          .submitted('2026-03-11', 'springPlan')
          .acted('2026-03-12', { kind: 'withdraw', stage: 'springPlan' }),
      at: '2026-03-13',
      deed: { kind: 'withdraw', stage: 'springPlan' },
      refusal: { stage: 'springPlan', params: {} },
    },
  ],
  'STAGE.LOCKED': [
    {
      when: 'the dossier is extended after the appraisal on own records',
      year: () => newYear().acted('2026-11-30', { kind: 'appraise', stage: 'check' }),
      at: '2026-12-01',
      deed: { kind: 'extend', stage: 'bundle', until: '2026-12-09' },
      refusal: { stage: 'bundle', params: { by: 'check' } },
    },
    {
      when: 'the self-score is withdrawn once the appraisal is concluded',
      year: () => yearWithDossier().acted('2026-11-25', { kind: 'appraise', stage: 'check' }),
      at: '2026-11-26',
      deed: { kind: 'withdraw', stage: 'ownMarks' },
      refusal: { stage: 'ownMarks', params: { by: 'check' } },
    },
    {
      when: 'the dossier is returned once the appraisal is concluded',
      year: finishedYear,
      at: '2026-12-20',
      deed: { kind: 'return', stage: 'bundle' },
      refusal: { stage: 'bundle', params: { by: 'check' } },
    },
    {
      when: 'a paper dossier that arrived in time is entered after the appraisal from own records',
      year: () =>
        newYear()
          .submitted('2026-10-29', 'ownMarks')
          .acted('2026-11-30', { kind: 'appraise', stage: 'check' }),
      at: '2026-11-27',
      deed: { kind: 'submit', stage: 'bundle', onBehalf: { arrivalNumber: '812', arrivedOn: '2026-11-27' } },
      role: 'administrator',
      refusal: { stage: 'bundle', params: { by: 'check' } },
    },
  ],
  'ACTOR.NOT_HEAD': [
    {
      when: 'the contact officer hands in',
      year: newYear,
      at: '2026-03-11',
      deed: { kind: 'submit', stage: 'springPlan' },
      role: 'unit-officer',
      refusal: { stage: 'springPlan', params: {} },
    },
    {
      when: 'the contact officer withdraws',
      year: yearWithDossier,
      at: '2026-11-26',
      deed: { kind: 'withdraw', stage: 'bundle' },
      role: 'unit-officer',
      refusal: { stage: 'bundle', params: {} },
    },
  ],
  'ACTOR.WRONG_ROLE': [
    {
      when: 'an appraiser hands in for the unit',
      year: newYear,
      at: '2026-03-11',
      deed: { kind: 'submit', stage: 'springPlan' },
      role: 'appraiser',
      refusal: { stage: 'springPlan', params: { role: 'unit-head' } },
    },
    {
      when: 'the head returns the own paper',
      year: yearWithDossier,
      at: '2026-11-26',
      deed: { kind: 'return', stage: 'bundle' },
      role: 'unit-head',
      refusal: { stage: 'bundle', params: { role: 'appraiser' } },
    },
    {
      when: 'the head appraises the own unit',
      year: yearWithDossier,
      at: '2026-11-26',
      deed: { kind: 'appraise', stage: 'check' },
      role: 'unit-head',
      refusal: { stage: 'check', params: { role: 'appraiser' } },
    },
    {
      when: 'an administrator decides on the verdict',
      year: yearWithDossier,
      at: '2026-11-26',
      deed: { kind: 'decide', stage: 'verdict', recognised: true },
      role: 'administrator',
      refusal: { stage: 'verdict', params: { role: 'deciding-body' } },
    },
    {
      when: 'the head enters a paper on behalf of the unit',
      year: newYear,
      at: '2026-03-11',
      deed: {
        kind: 'submit',
        stage: 'springPlan',
        onBehalf: { arrivalNumber: '12', arrivedOn: '2026-03-11' },
      },
      role: 'unit-head',
      refusal: { stage: 'springPlan', params: { role: 'administrator' } },
    },
  ],
  'ACTOR.ON_BEHALF_ONLY': [
    {
      when: 'an administrator hands in without the arrival of a paper',
      year: newYear,
      at: '2026-03-11',
      deed: { kind: 'submit', stage: 'springPlan' },
      role: 'administrator',
      refusal: { stage: 'springPlan', params: {} },
    },
  ],
  'YEAR.PAUSED': [
    {
      when: 'a paper comes while the year is paused',
      year: () => newYear().acted('2026-02-10', { kind: 'pause' }),
      at: '2026-03-11',
      deed: { kind: 'submit', stage: 'springPlan' },
      refusal: { params: {} },
    },
    {
      when: 'an extension is granted while the year is paused',
      year: () => newYear().acted('2026-02-10', { kind: 'pause' }),
      at: '2026-03-11',
      deed: { kind: 'extend', stage: 'springPlan', until: '2026-05-10' },
      refusal: { params: {} },
    },
    {
      when: 'the year is paused twice',
      year: () => newYear().acted('2026-02-10', { kind: 'pause' }),
      at: '2026-02-11',
      deed: { kind: 'pause' },
      refusal: { params: {} },
    },
  ],
  'YEAR.NOT_PAUSED': [
    {
      when: 'a running year is resumed',
      year: newYear,
      at: '2026-03-11',
      deed: { kind: 'resume' },
      refusal: { params: {} },
    },
  ],
  'YEAR.CLOSED': (
    [
      { kind: 'submit', stage: 'springPlan' },
      { kind: 'extend', stage: 'springPlan', until: '2026-05-10' },
      { kind: 'pause' },
      { kind: 'resume' },
      { kind: 'close' },
    ] as const
  ).map((deed) => ({
    when: `the year is closed and the act is ${deed.kind}`,
    year: () => newYear().acted('2026-02-10', { kind: 'close' }),
    at: '2026-03-11',
    deed,
    refusal: { params: {} },
  })),
  'EXTEND.NOT_LATER': [
    {
      when: 'an extension ends on the legal last day',
      year: newYear,
      at: '2026-11-10',
      deed: { kind: 'extend', stage: 'summary', until: '2026-11-13' },
      refusal: { stage: 'summary', params: { day: '2026-11-13', present: '2026-11-13' } },
    },
    {
      when: 'a second extension ends on the day of the first',
      year: () => newYear().acted('2026-11-10', { kind: 'extend', stage: 'summary', until: '2026-11-21' }),
      at: '2026-11-14',
      deed: { kind: 'extend', stage: 'summary', until: '2026-11-21' },
      refusal: { stage: 'summary', params: { day: '2026-11-21', present: '2026-11-21' } },
    },
    {
      when: 'a return asked for an answer before the legal last day, which still counts',
      year: () =>
        newYear()
          .submitted('2026-10-25', 'summary')
          .acted('2026-10-26', { kind: 'return', stage: 'summary', answerBy: '2026-10-29' }),
      at: '2026-10-27',
      deed: { kind: 'extend', stage: 'summary', until: '2026-11-13' },
      refusal: { stage: 'summary', params: { day: '2026-11-13', present: '2026-11-13' } },
    },
  ],
  'EXTEND.PASSED': [
    {
      when: 'the new day was yesterday in Vietnam, although it is still today in UTC',
      year: newYear,
      at: '2026-11-18T17:00:00.000Z',
      deed: { kind: 'extend', stage: 'summary', until: '2026-11-18' },
      refusal: { stage: 'summary', params: { day: '2026-11-18' } },
    },
  ],
  'RETURN.DATE_PASSED': [
    {
      when: 'the answer is wanted yesterday',
      year: yearWithDossier,
      at: '2026-11-26',
      deed: { kind: 'return', stage: 'bundle', answerBy: '2026-11-25' },
      refusal: { stage: 'bundle', params: { day: '2026-11-25' } },
    },
    {
      when: 'the answer is wanted on a day that has ended in Vietnam, although not in UTC',
      year: yearWithDossier,
      at: '2026-11-25T17:00:00.000Z',
      deed: { kind: 'return', stage: 'bundle', answerBy: '2026-11-25' },
      refusal: { stage: 'bundle', params: { day: '2026-11-25' } },
    },
  ],
  'RETURN.NEEDS_DATE': [
    {
      when: 'the paper went back after the cut-off without a day to answer by',
      year: yearWithDossier,
      at: '2026-11-30',
      deed: { kind: 'return', stage: 'bundle' },
      refusal: { stage: 'bundle', params: { lastDay: '2026-11-29' } },
    },
  ],
  'RESTART.NOTHING_DONE': [
    {
      when: 'nothing was done from the stage on',
      year: () => newYear().submitted('2026-03-11', 'springPlan'),
      at: '2026-10-29',
      deed: { kind: 'restart', from: 'ownMarks' },
      refusal: { stage: 'ownMarks', params: {} },
    },
    {
      when: 'only an extension was granted',
      year: () => newYear().acted('2026-11-10', { kind: 'extend', stage: 'summary', until: '2026-11-21' }),
      at: '2026-11-11',
      deed: { kind: 'restart', from: 'summary' },
      refusal: { stage: 'summary', params: {} },
    },
    {
      when: 'the restart is pressed twice',
      year: () =>
        finishedYear().acted('2026-12-29', { kind: 'restart', from: 'ownMarks', until: '2027-01-19' }),
      at: '2026-12-29',
      deed: { kind: 'restart', from: 'ownMarks', until: '2027-01-19' },
      refusal: { stage: 'ownMarks', params: {} },
    },
    {
      when: 'a paused year has nothing to restart',
      year: () => newYear().acted('2026-02-10', { kind: 'pause' }),
      at: '2026-03-11',
      deed: { kind: 'restart', from: 'springPlan' },
      refusal: { stage: 'springPlan', params: {} },
    },
  ],
  'RESTART.NEEDS_DATE': [
    {
      when: 'the cut-off of the chosen stage has passed',
      year: finishedYear,
      at: '2026-12-29',
      deed: { kind: 'restart', from: 'summary' },
      refusal: { stage: 'summary', params: { lastDay: '2026-11-23' } },
    },
    {
      when: 'a stage that comes along has its cut-off behind it, although the chosen one has not',
      year: () =>
        new LivedYear(
          graphOf(2026, 'tinh').map((stage) =>
            stage.key === 'ownMarks' ? { ...stage, cutOff: undefined } : stage,
          ),
        )
          .submitted('2026-10-29', 'ownMarks')
          .submitted('2026-11-25', 'bundle'),
      at: '2026-11-30',
      deed: { kind: 'restart', from: 'ownMarks' },
      refusal: { stage: 'summary', params: { lastDay: '2026-11-23' } },
    },
  ],
  'RESTART.DATE_PASSED': [
    {
      when: 'the new last day was yesterday',
      year: finishedYear,
      at: '2026-12-29',
      deed: { kind: 'restart', from: 'ownMarks', until: '2026-12-28' },
      refusal: { stage: 'ownMarks', params: { day: '2026-12-28' } },
    },
    {
      when: 'the new last day has ended in Vietnam, although not in UTC',
      year: finishedYear,
      at: '2026-12-28T17:00:00.000Z',
      deed: { kind: 'restart', from: 'ownMarks', until: '2026-12-28' },
      refusal: { stage: 'ownMarks', params: { day: '2026-12-28' } },
    },
  ],
  'PAPER.NOT_HERE': [
    {
      when: 'a paper is received for an appraisal',
      year: yearWithDossier,
      at: '2026-11-27',
      deed: { kind: 'receivePaper', stage: 'check', arrivalNumber: '7', arrivedOn: '2026-11-27' },
      refusal: { stage: 'check', params: {} },
    },
  ],
  'PAPER.ALREADY_RECEIVED': [
    {
      when: 'a paper was received before',
      year: () => newYear().acted('2026-03-11', PLAN_ON_PAPER),
      at: '2026-03-12',
      deed: { ...PLAN_ON_PAPER, arrivalNumber: '8' },
      refusal: { stage: 'springPlan', params: { arrivalNumber: '7', day: '2026-03-11' } },
    },
  ],
  'PAPER.NOT_RECEIVED': [
    {
      when: 'no paper was received',
      year: newYear,
      at: '2026-03-12',
      deed: { kind: 'withdrawReceipt', stage: 'springPlan' },
      refusal: { stage: 'springPlan', params: {} },
    },
  ],
  'PAPER.OTHER_ARRIVAL': [
    {
      when: 'the content is entered under another day than that of the receipt',
      year: () => newYear().acted('2026-03-11', PLAN_ON_PAPER),
      at: '2026-03-10',
      deed: {
        kind: 'submit',
        stage: 'springPlan',
        onBehalf: { arrivalNumber: '7', arrivedOn: '2026-03-10' },
      },
      role: 'administrator',
      refusal: { stage: 'springPlan', params: { arrivalNumber: '7', day: '2026-03-11' } },
    },
  ],
  'PAPER.ANNOUNCED': [
    {
      when: 'the same paper was said to be sent before',
      year: () => newYear().acted('2026-03-11', PLAN_SENT),
      at: '2026-03-12',
      deed: PLAN_SENT,
      refusal: { stage: 'springPlan', params: { number: '12/KH' } },
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
      () => newYear().acted('2026-02-10', { kind: 'pause' }).acted('2026-02-11', { kind: 'close' }),
      '2026-03-11',
      { kind: 'resume' },
      undefined,
      'YEAR.CLOSED',
    ],
    [
      'paused before unknown',
      () => newYear().acted('2026-02-10', { kind: 'pause' }),
      '2026-03-11',
      { kind: 'submit', stage: 'x' },
      undefined,
      'YEAR.PAUSED',
    ],
    [
      'the act before the role',
      newYear,
      '2026-03-11',
      { kind: 'submit', stage: 'check' },
      'unit-officer',
      'STAGE.WRONG_ACT',
    ],
    [
      'the role before the window',
      newYear,
      '2025-12-10',
      { kind: 'submit', stage: 'springPlan' },
      'unit-officer',
      'ACTOR.NOT_HEAD',
    ],
    [
      'the window before what is required',
      newYear,
      '2026-11-30',
      { kind: 'submit', stage: 'bundle' },
      undefined,
      'STAGE.CUT_OFF_PASSED',
    ],
    [
      'the lock before the cut-off',
      () => finishedYear().acted('2026-12-20', { kind: 'restart', from: 'summary', until: '2026-12-29' }),
      '2026-12-21',
      { kind: 'withdraw', stage: 'bundle' },
      undefined,
      'STAGE.LOCKED',
    ],
  ])('%s', (_name, year, at, deed, role, code) => expect(codeOf(year().act(at, deed, role))).toBe(code));
});

describe('an ordinary year 2026', () => {
  it.each(['tinh', 'xa'] as const)('of a unit managed by %s takes nine acts, none late', (managedBy) => {
    const year = finishedYear(managedBy);
    expect(year.facts.map((fact) => `${fact.kind} ${'stage' in fact ? fact.stage : ''}`)).toEqual([
      'stage.submitted springPlan',
      'stage.submitted enrolment',
      'stage.submitted openDay',
      'stage.submitted ownMarks',
      'stage.submitted summary',
      'stage.submitted bundle',
      'stage.appraised check',
      'stage.decided verdict',
      'stage.reviewed honours',
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
              springPlan: '2026-03-11',
              enrolment: '2026-03-11',
              openDay: '2026-08-29',
              bundle: '2026-11-25',
            }[key] ?? '2026-10-29')
          : '2026-12-19';
      if (act === 'submit') year.submitted(at, key);
      else if (act === 'appraise') year.acted(at, { kind: 'appraise', stage: key });
      else if (act === 'decide') year.acted(at, { kind: 'decide', stage: key, recognised: false });
      else year.acted(at, { kind: 'review', stage: key });
      expect(isOver(year.graph, year.state)).toBe(key === 'honours');
    }
    expect(waits.join(', ')).toBe(ALL_STAGES);
    expect(currentStage(year.graph, year.state)).toBeUndefined();
  });

  it('is told by its facts in full', () => {
    const [first, ...rest] = finishedYear().facts;
    expect(first).toEqual({
      kind: 'stage.submitted',
      stage: 'springPlan',
      late: false,
      effectiveAt: '2026-03-11T02:00:00.000Z',
      commandId: 'command-1',
    });
    expect(rest.slice(-3)).toEqual([
      {
        kind: 'stage.appraised',
        stage: 'check',
        late: false,
        effectiveAt: '2026-11-27T02:00:00.000Z',
        commandId: 'command-7',
        basis: 'dossier',
      },
      {
        kind: 'stage.decided',
        stage: 'verdict',
        late: false,
        effectiveAt: '2026-12-03T02:00:00.000Z',
        commandId: 'command-8',
        recognised: true,
      },
      {
        kind: 'stage.reviewed',
        stage: 'honours',
        late: false,
        effectiveAt: '2026-12-19T02:00:00.000Z',
        commandId: 'command-9',
      },
    ]);
  });

  it('leaves in each stage the result, its command and its round', () => {
    expect(finishedYear().state.stages['check']).toEqual({
      status: 'done',
      round: 1,
      late: false,
      effectiveAt: '2026-11-27T02:00:00.000Z',
      commandId: 'command-7',
      basis: 'dossier',
    });
  });

  it('keeps the class that the transaction adds to the recognition decision', () => {
    const classification = { classKey: 'tot', total: 92.5, excludedFromAwards: false };
    const facts = finishedYear().facts.map((fact) =>
      fact.kind === 'stage.decided' ? { ...fact, classification } : fact,
    );
    expect(foldFacts(graphOf(2026, 'tinh'), facts).stages['verdict']).toMatchObject({
      recognised: true,
      classification,
    });
  });

  it('warns of a soft requirement that is missing, and takes the paper', () => {
    const year = newYear();
    expect(year.act('2026-03-11', { kind: 'submit', stage: 'enrolment' })).toMatchObject({
      outcome: 'applied',
      warnings: [{ code: 'STAGE.SOFT_REQUIREMENT', stage: 'springPlan' }],
    });
    expect(
      year.submitted('2026-10-29', 'ownMarks').act('2026-10-29', { kind: 'submit', stage: 'summary' }),
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

describe('a late paper', () => {
  it.each([
    ['tinh', '2026-11-13T16:59:59.999Z', false],
    ['tinh', '2026-11-13T17:00:00.000Z', true],
    ['xa', '2026-11-08T16:59:59.999Z', false],
    ['xa', '2026-11-08T17:00:00.000Z', true],
    ['tinh', '2026-11-23T16:59:59.999Z', true],
  ] as const)('is judged by the day of the level: %s, %s, late %s', (managedBy, at, late) => {
    const year = new LivedYear(graphOf(2026, managedBy));
    expect(isLate(year.act(at, { kind: 'submit', stage: 'summary' }))).toBe(late);
    expect(year.state.stages['summary']).toMatchObject({ status: 'submitted', late });
  });

  it('is late where the stage has no cut-off too: an appraisal after its last day', () => {
    const appraise: Deed = { kind: 'appraise', stage: 'check' };
    expect(isLate(yearWithDossier().act('2026-11-30T16:59:59.999Z', appraise))).toBe(false);
    expect(isLate(yearWithDossier().act('2026-11-30T17:00:00.000Z', appraise))).toBe(true);
    expect(isLate(yearWithDossier().act('2027-05-10', appraise))).toBe(true);
  });

  it('is taken from the first instant the stage is open', () => {
    expect(codeOf(newYear().act('2026-10-09T17:00:00.000Z', { kind: 'submit', stage: 'ownMarks' }))).toBe(
      'stage.submitted',
    );
  });

  it('is never late where no due day is set', () => {
    const graph = graphOf(2026, 'tinh').map((stage) => ({ ...stage, due: undefined }));
    expect(
      isLate(new LivedYear(graph).act('2026-11-24T16:59:59.999Z', { kind: 'submit', stage: 'springPlan' })),
    ).toBe(false);
  });
});

describe('a returned paper', () => {
  it('is mended and handed in again, in time until the day named for the answer', () => {
    const returned = () =>
      newYear()
        .submitted('2026-11-05', 'ownMarks')
        .acted('2026-11-07', { kind: 'return', stage: 'ownMarks', answerBy: '2026-11-14' });
    expect(returned().state.stages['ownMarks']).toMatchObject({
      status: 'returned',
      graceUntil: '2026-11-14',
    });
    const submit: Deed = { kind: 'submit', stage: 'ownMarks' };
    expect(isLate(returned().act('2026-11-14T16:59:59.999Z', submit))).toBe(false);
    expect(isLate(returned().act('2026-11-14T17:00:00.000Z', submit))).toBe(true);
  });

  it('without a day for the answer is late after the legal day', () => {
    const year = newYear()
      .submitted('2026-11-05', 'ownMarks')
      .acted('2026-11-07', { kind: 'return', stage: 'ownMarks' });
    expect(isLate(year.act('2026-11-08', { kind: 'submit', stage: 'ownMarks' }))).toBe(true);
  });

  it('does not lose a longer extension to a shorter answer', () => {
    const year = newYear()
      .acted('2026-10-29', { kind: 'extend', stage: 'ownMarks', until: '2026-11-19' })
      .submitted('2026-11-06', 'ownMarks')
      .acted('2026-11-07', { kind: 'return', stage: 'ownMarks', answerBy: '2026-11-11' });
    expect(year.state.stages['ownMarks']?.graceUntil).toBe('2026-11-19');
  });

  it('is not late before the legal day, although an earlier answer was asked for', () => {
    const year = newYear()
      .submitted('2026-10-14', 'ownMarks')
      .acted('2026-10-15', { kind: 'return', stage: 'ownMarks', answerBy: '2026-10-19' });
    expect(isLate(year.act('2026-11-05', { kind: 'submit', stage: 'ownMarks' }))).toBe(false);
  });

  it('can be asked back today for today', () => {
    expect(
      codeOf(
        yearWithDossier().act('2026-11-26', { kind: 'return', stage: 'bundle', answerBy: '2026-11-26' }),
      ),
    ).toBe('stage.returned');
  });

  it('while the dossier is in holds the appraisal up until it is mended', () => {
    const year = yearWithDossier().acted('2026-11-26', {
      kind: 'return',
      stage: 'ownMarks',
      answerBy: '2026-11-28',
    });
    expect(year.state.stages['bundle']?.status).toBe('submitted');
    expect(codeOf(year.act('2026-11-27', { kind: 'appraise', stage: 'check' }))).toBe('STAGE.REQUIRES');
    expect(
      year.submitted('2026-11-28', 'ownMarks').act('2026-11-29', { kind: 'appraise', stage: 'check' }),
    ).toMatchObject({
      outcome: 'applied',
      fact: { basis: 'dossier' },
    });
  });

  it('that is never mended is appraised from own records once the dossier’s cut-off has passed', () => {
    const year = yearWithDossier().acted('2026-11-26', { kind: 'return', stage: 'ownMarks' });
    expect(year.act('2026-11-29T17:00:00.000Z', { kind: 'appraise', stage: 'check' })).toMatchObject({
      outcome: 'applied',
      fact: { basis: 'ownRecords' },
    });
  });

  it('belongs to the round in which it came back', () => {
    const year = newYear()
      .submitted('2026-10-29', 'ownMarks', 'summary')
      .acted('2026-10-30', { kind: 'restart', from: 'summary' })
      .acted('2026-10-31', { kind: 'return', stage: 'ownMarks' });
    expect(year.state.stages['ownMarks']).toMatchObject({ status: 'returned', round: 2 });
  });
});

describe('a unit that hands nothing in', () => {
  it('is appraised from own records from the first instant after the dossier’s cut-off, and judged to the end', () => {
    const year = newYear()
      .acted('2026-11-29T17:00:00.000Z', { kind: 'appraise', stage: 'check' })
      .acted('2026-12-03', { kind: 'decide', stage: 'verdict', recognised: false })
      .acted('2026-12-19', { kind: 'review', stage: 'honours' });
    expect(year.state.stages['check']).toMatchObject({ status: 'done', basis: 'ownRecords' });
    expect(year.state.stages['bundle']).toEqual({ status: 'awaiting', round: 1 });
    expect(isOver(year.graph, year.state)).toBe(true);
  });

  it('has until the end of an extension of the dossier', () => {
    const year = newYear()
      .submitted('2026-10-29', 'ownMarks')
      .acted('2026-11-29', { kind: 'extend', stage: 'bundle', until: '2026-12-04' });
    expect(codeOf(year.act('2026-12-04T16:59:59.999Z', { kind: 'appraise', stage: 'check' }))).toBe(
      'STAGE.REQUIRES',
    );
    expect(year.act('2026-12-04T17:00:00.000Z', { kind: 'appraise', stage: 'check' })).toMatchObject({
      fact: { basis: 'ownRecords' },
    });
  });

  it('is a dossier all the same when it came in and the cut-off has passed', () => {
    expect(yearWithDossier().act('2026-12-04', { kind: 'appraise', stage: 'check' })).toMatchObject({
      fact: { basis: 'dossier' },
    });
  });
});

describe('an extension', () => {
  it('is a grace: late and cut-off move, the legal day stays in the graph', () => {
    const extended = () =>
      newYear().acted('2026-11-25', { kind: 'extend', stage: 'summary', until: '2026-11-27' });
    const submit: Deed = { kind: 'submit', stage: 'summary' };
    expect(isLate(extended().act('2026-11-27T16:59:59.999Z', submit))).toBe(false);
    expect(codeOf(extended().act('2026-11-27T17:00:00.000Z', submit))).toBe('STAGE.CUT_OFF_PASSED');
    expect(extended().graph.find(({ key }) => key === 'summary')?.due?.lastDay).toBe('2026-11-13');
  });

  it('that ends before the cut-off moves lateness only', () => {
    const extended = () =>
      newYear().acted('2026-11-10', { kind: 'extend', stage: 'summary', until: '2026-11-19' });
    const submit: Deed = { kind: 'submit', stage: 'summary' };
    expect(isLate(extended().act('2026-11-19T16:59:59.999Z', submit))).toBe(false);
    expect(isLate(extended().act('2026-11-23T16:59:59.999Z', submit))).toBe(true);
  });

  it('may end today, in Vietnam’s day', () => {
    expect(
      codeOf(
        newYear().act('2026-11-18T16:59:59.999Z', {
          kind: 'extend',
          stage: 'summary',
          until: '2026-11-18',
        }),
      ),
    ).toBe('stage.extended');
  });

  it('stays with the stage when its paper comes and is withdrawn', () => {
    const year = newYear()
      .acted('2026-11-10', { kind: 'extend', stage: 'summary', until: '2026-11-29' })
      .submitted('2026-11-26', 'summary')
      .acted('2026-11-27', { kind: 'withdraw', stage: 'summary' });
    expect(year.state.stages['summary']).toEqual({
      status: 'awaiting',
      round: 1,
      graceUntil: '2026-11-29',
    });
    expect(isLate(year.act('2026-11-29', { kind: 'submit', stage: 'summary' }))).toBe(false);
  });
});

describe('pause, resume, close', () => {
  it('a resumed year goes on where it stood', () => {
    const year = newYear().submitted('2026-03-11', 'springPlan');
    const stages = year.state.stages;
    year.acted('2026-03-12', { kind: 'pause' });
    expect(year.state).toMatchObject({ status: 'paused', version: 2, stages });
    year.acted('2026-03-19', { kind: 'resume' });
    expect(year.state).toMatchObject({ status: 'open', version: 3, stages });
    expect(codeOf(year.act('2026-03-19', { kind: 'submit', stage: 'enrolment' }))).toBe('stage.submitted');
  });

  it('a closed year is over, whatever is missing, and keeps its results', () => {
    const year = yearWithDossier();
    const stages = year.state.stages;
    expect(isOver(year.graph, year.state)).toBe(false);
    year.acted('2027-02-09', { kind: 'close' });
    expect(year.state).toMatchObject({ status: 'closed', stages });
    expect(isOver(year.graph, year.state)).toBe(true);
  });

  it('a paused year can be closed', () => {
    expect(
      codeOf(newYear().acted('2026-03-12', { kind: 'pause' }).act('2026-03-13', { kind: 'close' })),
    ).toBe('year.closed');
  });
});

describe('a withdrawn paper', () => {
  it('is taken back before the appraisal and can be handed in again', () => {
    const year = yearWithDossier().acted('2026-11-26', { kind: 'withdraw', stage: 'bundle' });
    expect(year.state.stages['bundle']).toEqual({ status: 'awaiting', round: 1 });
    expect(codeOf(year.act('2026-11-27', { kind: 'submit', stage: 'bundle' }))).toBe('stage.submitted');
  });

  it('stays once the appraisal is concluded, unless nothing firmly rests on it', () => {
    const year = yearWithDossier().acted('2026-11-25', { kind: 'appraise', stage: 'check' });
    expect(codeOf(year.act('2026-11-25', { kind: 'withdraw', stage: 'bundle' }))).toBe('STAGE.LOCKED');
    expect(codeOf(year.act('2026-11-25', { kind: 'withdraw', stage: 'openDay' }))).toBe('stage.withdrawn');
  });

  it('belongs to the round in which it was taken back', () => {
    const year = newYear()
      .submitted('2026-10-29', 'ownMarks', 'summary')
      .acted('2026-10-30', { kind: 'restart', from: 'summary' })
      .acted('2026-10-31', { kind: 'withdraw', stage: 'ownMarks' });
    expect(year.state.stages['ownMarks']).toEqual({ status: 'awaiting', round: 2 });
  });
});

describe('a paper on which a conclusion rests only softly', () => {
  it('can still be returned and mended after it', () => {
    const year = finishedYear().acted('2026-12-20', {
      kind: 'return',
      stage: 'enrolment',
      answerBy: '2026-12-29',
    });
    expect(codeOf(year.act('2026-12-29', { kind: 'submit', stage: 'enrolment' }))).toBe('stage.submitted');
  });
});

describe('a pack whose recognition does not wait for the appraisal for ever', () => {
  it('takes no appraisal once it is decided', () => {
    const graph = graphOf(2026, 'tinh').map((stage) =>
      stage.key === 'verdict'
        ? { ...stage, requires: [{ stage: 'check', mode: 'hardUntilCutOff' as const }] }
        : stage.key === 'check'
          ? { ...stage, cutOff: stage.due && { ...stage.due, closedFrom: stage.due.lateFrom } }
          : stage,
    );
    const year = new LivedYear(graph).acted('2026-12-01', {
      kind: 'decide',
      stage: 'verdict',
      recognised: false,
    });
    expect(year.act('2026-11-30', { kind: 'appraise', stage: 'check' })).toMatchObject({
      refusal: { code: 'STAGE.LOCKED', params: { by: 'verdict' } },
    });
  });
});

describe('a paper entered on behalf (nhập thay)', () => {
  const onBehalf = { arrivalNumber: '345', arrivedOn: '2026-11-12' };

  it.each(['administrator', 'appraiser'] as const)('by the %s is judged by its arrival', (role) => {
    const year = newYear();
    const decision = year.act(
      '2026-11-11T17:00:00.000Z',
      { kind: 'submit', stage: 'summary', onBehalf },
      role,
    );
    expect(isLate(decision)).toBe(false);
    expect(year.state.stages['summary']?.effectiveAt).toBe('2026-11-11T17:00:00.000Z');
  });

  it.each(['unit-officer', 'unit-head', 'deciding-body', 'supervisor'] as const)(
    'is not for the %s',
    (role) => {
      expect(codeOf(newYear().act('2026-11-12', { kind: 'submit', stage: 'summary', onBehalf }, role))).toBe(
        'ACTOR.WRONG_ROLE',
      );
    },
  );

  it('is late by an arrival after the last day', () => {
    expect(
      isLate(
        newYear().act(
          '2026-11-13T17:00:00.000Z',
          { kind: 'submit', stage: 'summary', onBehalf },
          'administrator',
        ),
      ),
    ).toBe(true);
  });
});

it('a paper goes back without a day up to the last instant before its cut-off, and not from it on', () => {
  const year = yearWithDossier();
  const closedFrom = year.graph.find(({ key }) => key === 'bundle')?.cutOff?.closedFrom ?? '';
  expect(codeOf(year.act(closedFrom, { kind: 'return', stage: 'bundle' }))).toBe('RETURN.NEEDS_DATE');
  const before = new Date(Date.parse(closedFrom) - 1).toISOString();
  expect(codeOf(year.act(before, { kind: 'return', stage: 'bundle' }))).toBe('stage.returned');
});
