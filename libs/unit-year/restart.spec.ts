import { describe, expect, it } from '@jest/globals';
import { dependentsOf } from './graph.js';
import {
  closedFromOf,
  currentStage,
  hasOutcome,
  isOver,
  lastDayOf,
  lateFromOf,
  planRestart,
  type RestartPlan,
  type StageGraph,
  stageOf,
} from './index.js';
import { finishedYear, graphOf, instantOf, LivedYear, yearWithDossier } from './unit-year.support.js';

const FROM_SELF_SCORING = ['selfScoring', 'unitReport', 'dossier', 'appraisal', 'recognition', 'awardReview'];

const planned = (plan: RestartPlan): Extract<RestartPlan, { outcome: 'planned' }> => {
  if (plan.outcome === 'refused') throw new Error(plan.refusal.code);
  return plan;
};
const gracesAfter = (year: LivedYear): Record<string, string | undefined> =>
  Object.fromEntries(year.graph.map(({ key }) => [key, year.state.stages[key]?.graceUntil]));

describe('a restart of a running year', () => {
  it('opens the next round for the stage and all that rests on it, and keeps the rest', () => {
    const year = yearWithDossier();
    const before = year.state.stages;
    year.acted('2026-11-17', { kind: 'restart', from: 'selfScoring', until: '2026-11-18' });
    expect(year.facts.at(-1)).toEqual({
      kind: 'year.restarted',
      from: 'selfScoring',
      superseded: FROM_SELF_SCORING,
      graceUntil: { selfScoring: '2026-11-18', unitReport: '2026-11-18' },
    });
    expect(year.state).toMatchObject({ round: 2, status: 'open', version: 7 });
    for (const key of ['q1Plan', 'registration', 'festival'])
      expect(year.state.stages[key]).toBe(before[key]);
    expect(year.state.stages['dossier']).toEqual({ status: 'awaiting', round: 2 });
    expect(currentStage(year.graph, year.state)?.key).toBe('selfScoring');
  });

  it('needs no date while every cut-off is ahead, and keeps a day that was granted', () => {
    const year = new LivedYear(graphOf(2026, 'tinh'))
      .acted('2026-10-20', { kind: 'extend', stage: 'selfScoring', until: '2026-11-10' })
      .submitted('2026-10-21', 'selfScoring')
      .acted('2026-10-22', { kind: 'restart', from: 'selfScoring' });
    expect(year.state.stages['selfScoring']).toEqual({
      status: 'awaiting',
      round: 2,
      graceUntil: '2026-11-10',
    });
  });

  it('is possible until the last moment of the cut-off without a date', () => {
    const restart = { kind: 'restart', from: 'festival' } as const;
    expect(yearWithDossier().act('2026-11-18T16:59:59.999Z', restart).outcome).toBe('applied');
    expect(yearWithDossier().act('2026-11-18T17:00:00.000Z', restart)).toMatchObject({
      refusal: { code: 'RESTART.NEEDS_DATE', stage: 'festival' },
    });
  });

  it('needs no date while an extension still runs, and one when it has ended', () => {
    const year = () =>
      new LivedYear(graphOf(2026, 'tinh'))
        .acted('2026-11-10', { kind: 'extend', stage: 'unitReport', until: '2026-12-01' })
        .submitted('2026-11-18', 'unitReport');
    const restart = { kind: 'restart', from: 'unitReport' } as const;
    expect(year().act('2026-11-19', restart).outcome).toBe('applied');
    expect(year().act('2026-12-02', restart)).toMatchObject({
      refusal: { code: 'RESTART.NEEDS_DATE', params: { lastDay: '2026-11-14' } },
    });
  });

  it('reopens a stage that was only returned', () => {
    const year = new LivedYear(graphOf(2026, 'tinh'))
      .submitted('2026-10-20', 'selfScoring')
      .acted('2026-10-21', { kind: 'return', stage: 'selfScoring' })
      .acted('2026-10-22', { kind: 'restart', from: 'selfScoring' });
    expect(year.state).toMatchObject({ round: 2, stages: { selfScoring: { status: 'awaiting' } } });
  });

  it('leaves a paused year paused until somebody lets it run', () => {
    const year = yearWithDossier()
      .acted('2026-11-17', { kind: 'pause' })
      .acted('2026-11-18', { kind: 'restart', from: 'dossier' });
    expect(year.state.status).toBe('paused');
    expect(year.acted('2026-11-19', { kind: 'resume' }).state.status).toBe('open');
  });

  it('that touches only a stage on which nothing rests reopens that one', () => {
    const year = yearWithDossier().acted('2026-11-17', { kind: 'restart', from: 'festival' });
    expect(year.facts.at(-1)).toMatchObject({ superseded: ['festival'], graceUntil: {} });
    expect(year.state.stages['dossier']).toMatchObject({ status: 'submitted', round: 1 });
    expect(currentStage(year.graph, year.state)?.key).toBe('festival');
  });

  it('gives results of the new round its number', () => {
    const year = yearWithDossier()
      .acted('2026-11-17', { kind: 'restart', from: 'dossier' })
      .submitted('2026-11-18', 'dossier');
    expect(year.state.stages['dossier']).toMatchObject({
      status: 'submitted',
      round: 2,
      commandId: 'command-8',
    });
    expect(year.state.stages['selfScoring']?.round).toBe(1);
  });
});

describe('a restart of a finished year', () => {
  it('from a stage on which nothing rests waits for that stage and then is over again', () => {
    const year = finishedYear().acted('2026-12-12', {
      kind: 'restart',
      from: 'unitReport',
      until: '2026-12-14',
    });
    expect(currentStage(year.graph, year.state)?.key).toBe('unitReport');
    expect(isOver(year.graph, year.state)).toBe(false);
    const mended = year.submitted('2026-12-13', 'unitReport');
    expect(isOver(mended.graph, mended.state)).toBe(true);
  });

  it('past the cut-offs gives the new last day to each stage whose legal day it outlasts', () => {
    const year = finishedYear().acted('2026-12-12', {
      kind: 'restart',
      from: 'selfScoring',
      until: '2026-12-14',
    });
    expect(isOver(year.graph, year.state)).toBe(false);
    expect(gracesAfter(year)).toEqual({
      q1Plan: undefined,
      registration: undefined,
      festival: undefined,
      selfScoring: '2026-12-14',
      unitReport: '2026-12-14',
      dossier: '2026-12-14',
      appraisal: '2026-12-14',
      recognition: '2026-12-14',
      awardReview: undefined,
    });
  });

  it('runs to its end again, in time until the new day and shut after it', () => {
    const restarted = () =>
      finishedYear().acted('2026-12-20', { kind: 'restart', from: 'selfScoring', until: '2026-12-31' });
    const year = restarted()
      .submitted('2026-12-31T16:59:59.999Z', 'selfScoring', 'unitReport', 'dossier')
      .acted('2026-12-31', { kind: 'appraise', stage: 'appraisal' })
      .acted('2026-12-31', { kind: 'decide', stage: 'recognition', recognised: false })
      .acted('2026-12-31', { kind: 'review', stage: 'awardReview' });
    for (const key of FROM_SELF_SCORING)
      expect(year.state.stages[key]).toMatchObject({ late: false, round: 2 });
    expect(year.state.stages['recognition']?.recognised).toBe(false);
    expect(isOver(year.graph, year.state)).toBe(true);
    expect(
      restarted().act('2026-12-31T17:00:00.000Z', { kind: 'submit', stage: 'selfScoring' }),
    ).toMatchObject({
      refusal: { code: 'STAGE.CUT_OFF_PASSED', params: { lastDay: '2026-12-31' } },
    });
  });

  it('holds the appraisal from own records until the new day of the dossier has passed', () => {
    const year = finishedYear().acted('2026-12-20', {
      kind: 'restart',
      from: 'selfScoring',
      until: '2026-12-31',
    });
    expect(year.act('2026-12-31T16:59:59.999Z', { kind: 'appraise', stage: 'appraisal' })).toMatchObject({
      refusal: { code: 'STAGE.REQUIRES' },
    });
    expect(year.act('2026-12-31T17:00:00.000Z', { kind: 'appraise', stage: 'appraisal' })).toMatchObject({
      fact: { basis: 'ownRecords', late: true },
    });
  });

  it('from a stage that never closes needs no date', () => {
    const year = finishedYear().acted('2026-12-20', { kind: 'restart', from: 'recognition' });
    expect(year.state.stages['appraisal']).toMatchObject({ status: 'done', round: 1 });
    expect(year.facts.at(-1)).toMatchObject({ superseded: ['recognition', 'awardReview'], graceUntil: {} });
  });

  it('may be asked for today', () => {
    expect(
      finishedYear().act('2026-12-20', { kind: 'restart', from: 'dossier', until: '2026-12-20' }).outcome,
    ).toBe('applied');
  });

  it('a stage without a due day gets the new day only where it had closed', () => {
    const graph = graphOf(2026, 'tinh').map((stage) => ({ ...stage, due: undefined }));
    const year = new LivedYear(graph)
      .submitted('2026-10-20', 'selfScoring')
      .submitted('2026-11-16', 'dossier')
      .acted('2026-11-19', { kind: 'restart', from: 'selfScoring', until: '2026-12-31' });
    expect(year.facts.at(-1)).toMatchObject({
      graceUntil: { selfScoring: '2026-12-31', unitReport: '2026-12-31' },
    });
    expect(gracesAfter(year)['dossier']).toBeUndefined();
  });
});

describe('a restart of a closed year', () => {
  it('opens it again', () => {
    const year = finishedYear()
      .acted('2027-01-31', { kind: 'close' })
      .acted('2027-02-10', { kind: 'restart', from: 'selfScoring', until: '2027-02-28' });
    expect(year.state).toMatchObject({ status: 'open', round: 2 });
    expect(isOver(year.graph, year.state)).toBe(false);
    expect(year.act('2027-02-20', { kind: 'submit', stage: 'selfScoring' })).toMatchObject({
      fact: { late: false },
    });
  });

  it('without a date is refused past a cut-off', () => {
    const year = finishedYear().acted('2027-01-31', { kind: 'close' });
    expect(year.act('2027-02-10', { kind: 'restart', from: 'selfScoring' })).toMatchObject({
      refusal: { code: 'RESTART.NEEDS_DATE', stage: 'selfScoring' },
    });
    expect(year.state.status).toBe('closed');
  });

  it('opens it even where nothing had been done', () => {
    const year = new LivedYear(graphOf(2026, 'xa'))
      .acted('2026-02-01', { kind: 'close' })
      .acted('2026-02-02', { kind: 'restart', from: 'q1Plan' });
    expect(year.state).toMatchObject({ status: 'open', round: 2 });
  });
});

describe('the dry run', () => {
  it('shows what is superseded, what is kept, and changes nothing', () => {
    const year = finishedYear();
    const before = structuredClone(year.state);
    const plan = planned(
      planRestart(year.graph, year.state, {
        from: 'dossier',
        until: '2026-12-31',
        effectiveAt: instantOf('2026-12-20'),
      }),
    );
    expect(plan.round).toBe(2);
    expect(plan.superseded).toEqual(
      ['dossier', 'appraisal', 'recognition', 'awardReview'].map((key) => ({
        key,
        before: before.stages[key],
        graceUntil: '2026-12-31',
      })),
    );
    expect(plan.kept.map(({ key }) => key)).toEqual([
      'q1Plan',
      'registration',
      'festival',
      'selfScoring',
      'unitReport',
    ]);
    expect(plan.kept.map(({ key, state }) => state === year.state.stages[key])).toEqual(Array(5).fill(true));
    expect(year.state).toEqual(before);
  });
});

describe('the graph', () => {
  const graph = graphOf(2026, 'tinh');
  const report = graph.filter(({ key }) => key === 'unitReport');

  it.each([
    ['selfScoring', 'hard', ['dossier', 'appraisal', 'recognition', 'awardReview']],
    ['selfScoring', 'any', FROM_SELF_SCORING.slice(1)],
    ['q1Plan', 'hard', []],
    ['q1Plan', 'any', ['registration', ...FROM_SELF_SCORING]],
    ['dossier', 'hard', ['appraisal', 'recognition', 'awardReview']],
    ['festival', 'any', []],
    ['awardReview', 'any', []],
  ] as const)('on %s rest (%s) %j', (key, modes, expected) =>
    expect(dependentsOf(graph, key, modes)).toEqual(expected),
  );

  it('finds dependents whatever the order of its stages', () => {
    const reversed: StageGraph = [...graph].reverse();
    expect(dependentsOf(reversed, 'q1Plan', 'any')).toEqual(
      [...FROM_SELF_SCORING, 'registration'].sort(
        (a, b) => reversed.findIndex(({ key }) => key === a) - reversed.findIndex(({ key }) => key === b),
      ),
    );
  });

  it('tells the later of the legal day and the grace, and shuts a stage after both', () => {
    const days = (graceUntil?: string) =>
      report.map((stage) => {
        const state = { status: 'awaiting', round: 1, graceUntil } as const;
        return [lastDayOf(stage, state), lateFromOf(stage, state), closedFromOf(stage, state)];
      })[0];
    expect(days()).toEqual(['2026-11-04', '2026-11-04T17:00:00.000Z', '2026-11-14T17:00:00.000Z']);
    expect(days('2026-11-01')).toEqual(days());
    expect(days('2026-11-10')).toEqual([
      '2026-11-10',
      '2026-11-10T17:00:00.000Z',
      '2026-11-14T17:00:00.000Z',
    ]);
    expect(days('2026-11-20')).toEqual([
      '2026-11-20',
      '2026-11-20T17:00:00.000Z',
      '2026-11-20T17:00:00.000Z',
    ]);
  });

  it('has no late and no closing instant where no day is set, grace or not', () => {
    const [bare] = report.map((stage) => ({ ...stage, due: undefined, cutOff: undefined }));
    const state = { status: 'awaiting', round: 1, graceUntil: '2026-11-20' } as const;
    expect(bare && [lateFromOf(bare, state), closedFromOf(bare, state)]).toEqual([undefined, undefined]);
  });

  it('counts as an outcome what is handed in or done, not what waits or was given back', () => {
    const outcome = (status: 'awaiting' | 'submitted' | 'returned' | 'done') =>
      hasOutcome({ status, round: 1 });
    expect([
      outcome('submitted'),
      outcome('done'),
      outcome('awaiting'),
      outcome('returned'),
      hasOutcome(undefined),
    ]).toEqual([true, true, false, false, false]);
  });

  it('is waited at after the last outcome, so a stage left out holds nobody up', () => {
    const year = new LivedYear(graph).submitted('2026-10-20', 'selfScoring');
    expect(currentStage(graph, year.state)?.key).toBe('unitReport');
    expect(stageOf(graph, 'unitReport')?.due?.lastDay).toBe('2026-11-04');
    expect(stageOf(graph, 'nope')).toBeUndefined();
  });
});

describe('a restart of a year in which nothing stands at some stages', () => {
  // What a state of an earlier version lacks was asked of nobody then.
  const year = finishedYear();
  const { selfScoring: _gone, q1Plan: _never, ...stages } = year.state.stages;
  const state = { ...year.state, round: 3, stages };
  const request = { from: 'selfScoring', until: '2026-12-31', effectiveAt: instantOf('2026-12-20') };

  it('takes them as waiting: the reopened in the round of the year, the kept in the first', () => {
    const plan = planRestart(year.graph, state, request);
    expect(plan.outcome).toBe('planned');
    expect(planned(plan).superseded.find(({ key }) => key === 'selfScoring')?.before).toEqual({
      status: 'awaiting',
      round: 3,
    });
    expect(planned(plan).kept.find(({ key }) => key === 'q1Plan')?.state).toEqual({
      status: 'awaiting',
      round: 1,
    });
  });

  it('has nothing to do where all of them wait', () => {
    expect(planRestart(year.graph, { ...state, stages: {} }, request)).toMatchObject({
      refusal: { code: 'RESTART.NOTHING_DONE' },
    });
  });

  it('says in its fact only the days that it gives', () => {
    const early = new LivedYear(graphOf(2026, 'tinh')).submitted('2026-03-02', 'q1Plan');
    early.acted('2026-03-03', { kind: 'restart', from: 'q1Plan' });
    expect(early.facts.at(-1)).toMatchObject({ kind: 'year.restarted' });
    expect(Object.keys((early.facts.at(-1) as { graceUntil: object }).graceUntil)).toEqual([]);
  });
});
