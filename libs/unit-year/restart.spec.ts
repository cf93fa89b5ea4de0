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

const FROM_SELF_SCORING = ['ownMarks', 'summary', 'bundle', 'check', 'verdict', 'honours'];

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
    year.acted('2026-11-26', { kind: 'restart', from: 'ownMarks', until: '2026-11-27' });
    expect(year.facts.at(-1)).toEqual({
      kind: 'year.restarted',
      from: 'ownMarks',
      superseded: FROM_SELF_SCORING,
      graceUntil: { ownMarks: '2026-11-27', summary: '2026-11-27' },
    });
    expect(year.state).toMatchObject({ round: 2, status: 'open', version: 7 });
    for (const key of ['springPlan', 'enrolment', 'openDay'])
      expect(year.state.stages[key]).toBe(before[key]);
    expect(year.state.stages['bundle']).toEqual({ status: 'awaiting', round: 2 });
    expect(currentStage(year.graph, year.state)?.key).toBe('ownMarks');
  });

  it('needs no date while every cut-off is ahead, and keeps a day that was granted', () => {
    const year = new LivedYear(graphOf(2026, 'tinh'))
      .acted('2026-10-29', { kind: 'extend', stage: 'ownMarks', until: '2026-11-19' })
      .submitted('2026-10-30', 'ownMarks')
      .acted('2026-10-31', { kind: 'restart', from: 'ownMarks' });
    expect(year.state.stages['ownMarks']).toEqual({
      status: 'awaiting',
      round: 2,
      graceUntil: '2026-11-19',
    });
  });

  it('is possible until the last moment of the cut-off without a date', () => {
    const restart = { kind: 'restart', from: 'openDay' } as const;
    expect(yearWithDossier().act('2026-11-27T16:59:59.999Z', restart).outcome).toBe('applied');
    expect(yearWithDossier().act('2026-11-27T17:00:00.000Z', restart)).toMatchObject({
      refusal: { code: 'RESTART.NEEDS_DATE', stage: 'openDay' },
    });
  });

  it('needs no date while an extension still runs, and one when it has ended', () => {
    const year = () =>
      new LivedYear(graphOf(2026, 'tinh'))
        .acted('2026-11-19', { kind: 'extend', stage: 'summary', until: '2026-12-10' })
        .submitted('2026-11-27', 'summary');
    const restart = { kind: 'restart', from: 'summary' } as const;
    expect(year().act('2026-11-28', restart).outcome).toBe('applied');
    expect(year().act('2026-12-11', restart)).toMatchObject({
      refusal: { code: 'RESTART.NEEDS_DATE', params: { lastDay: '2026-11-23' } },
    });
  });

  it('reopens a stage that was only returned', () => {
    const year = new LivedYear(graphOf(2026, 'tinh'))
      .submitted('2026-10-29', 'ownMarks')
      .acted('2026-10-30', { kind: 'return', stage: 'ownMarks' })
      .acted('2026-10-31', { kind: 'restart', from: 'ownMarks' });
    expect(year.state).toMatchObject({ round: 2, stages: { ownMarks: { status: 'awaiting' } } });
  });

  it('leaves a paused year paused until somebody lets it run', () => {
    const year = yearWithDossier()
      .acted('2026-11-26', { kind: 'pause' })
      .acted('2026-11-27', { kind: 'restart', from: 'bundle' });
    expect(year.state.status).toBe('paused');
    expect(year.acted('2026-11-28', { kind: 'resume' }).state.status).toBe('open');
  });

  it('that touches only a stage on which nothing rests reopens that one', () => {
    const year = yearWithDossier().acted('2026-11-26', { kind: 'restart', from: 'openDay' });
    expect(year.facts.at(-1)).toMatchObject({ superseded: ['openDay'], graceUntil: {} });
    expect(year.state.stages['bundle']).toMatchObject({ status: 'submitted', round: 1 });
    expect(currentStage(year.graph, year.state)?.key).toBe('openDay');
  });

  it('gives results of the new round its number', () => {
    const year = yearWithDossier()
      .acted('2026-11-26', { kind: 'restart', from: 'bundle' })
      .submitted('2026-11-27', 'bundle');
    expect(year.state.stages['bundle']).toMatchObject({
      status: 'submitted',
      round: 2,
      commandId: 'command-8',
    });
    expect(year.state.stages['ownMarks']?.round).toBe(1);
  });
});

describe('a restart of a finished year', () => {
  it('from a stage on which nothing rests waits for that stage and then is over again', () => {
    const year = finishedYear().acted('2026-12-21', {
      kind: 'restart',
      from: 'summary',
      until: '2026-12-23',
    });
    expect(currentStage(year.graph, year.state)?.key).toBe('summary');
    expect(isOver(year.graph, year.state)).toBe(false);
    const mended = year.submitted('2026-12-22', 'summary');
    expect(isOver(mended.graph, mended.state)).toBe(true);
  });

  it('past the cut-offs gives the new last day to each stage whose legal day it outlasts', () => {
    const year = finishedYear().acted('2026-12-21', {
      kind: 'restart',
      from: 'ownMarks',
      until: '2026-12-23',
    });
    expect(isOver(year.graph, year.state)).toBe(false);
    expect(gracesAfter(year)).toEqual({
      springPlan: undefined,
      enrolment: undefined,
      openDay: undefined,
      ownMarks: '2026-12-23',
      summary: '2026-12-23',
      bundle: '2026-12-23',
      check: '2026-12-23',
      verdict: '2026-12-23',
      awardReview: undefined,
    });
  });

  it('runs to its end again, in time until the new day and shut after it', () => {
    const restarted = () =>
      finishedYear().acted('2026-12-29', { kind: 'restart', from: 'ownMarks', until: '2027-01-09' });
    const year = restarted()
      .submitted('2027-01-09T16:59:59.999Z', 'ownMarks', 'summary', 'bundle')
      .acted('2027-01-09', { kind: 'appraise', stage: 'check' })
      .acted('2027-01-09', { kind: 'decide', stage: 'verdict', recognised: false })
      .acted('2027-01-09', { kind: 'review', stage: 'honours' });
    for (const key of FROM_SELF_SCORING)
      expect(year.state.stages[key]).toMatchObject({ late: false, round: 2 });
    expect(year.state.stages['verdict']?.recognised).toBe(false);
    expect(isOver(year.graph, year.state)).toBe(true);
    expect(restarted().act('2027-01-09T17:00:00.000Z', { kind: 'submit', stage: 'ownMarks' })).toMatchObject({
      refusal: { code: 'STAGE.CUT_OFF_PASSED', params: { lastDay: '2027-01-09' } },
    });
  });

  it('holds the appraisal from own records until the new day of the dossier has passed', () => {
    const year = finishedYear().acted('2026-12-29', {
      kind: 'restart',
      from: 'ownMarks',
      until: '2027-01-09',
    });
    expect(year.act('2027-01-09T16:59:59.999Z', { kind: 'appraise', stage: 'check' })).toMatchObject({
      refusal: { code: 'STAGE.REQUIRES' },
    });
    expect(year.act('2027-01-09T17:00:00.000Z', { kind: 'appraise', stage: 'check' })).toMatchObject({
      fact: { basis: 'ownRecords', late: true },
    });
  });

  it('from a stage that never closes needs no date', () => {
    const year = finishedYear().acted('2026-12-29', { kind: 'restart', from: 'verdict' });
    expect(year.state.stages['check']).toMatchObject({ status: 'done', round: 1 });
    expect(year.facts.at(-1)).toMatchObject({ superseded: ['verdict', 'honours'], graceUntil: {} });
  });

  it('may be asked for today', () => {
    expect(
      finishedYear().act('2026-12-29', { kind: 'restart', from: 'bundle', until: '2026-12-29' }).outcome,
    ).toBe('applied');
  });

  it('a stage without a due day gets the new day only where it had closed', () => {
    const graph = graphOf(2026, 'tinh').map((stage) => ({ ...stage, due: undefined }));
    const year = new LivedYear(graph)
      .submitted('2026-10-29', 'ownMarks')
      .submitted('2026-11-25', 'bundle')
      .acted('2026-11-28', { kind: 'restart', from: 'ownMarks', until: '2027-01-09' });
    expect(year.facts.at(-1)).toMatchObject({
      graceUntil: { ownMarks: '2027-01-09', summary: '2027-01-09' },
    });
    expect(gracesAfter(year)['bundle']).toBeUndefined();
  });
});

describe('a restart of a closed year', () => {
  it('opens it again', () => {
    const year = finishedYear()
      .acted('2027-02-09', { kind: 'close' })
      .acted('2027-02-19', { kind: 'restart', from: 'ownMarks', until: '2027-03-09' });
    expect(year.state).toMatchObject({ status: 'open', round: 2 });
    expect(isOver(year.graph, year.state)).toBe(false);
    expect(year.act('2027-03-01', { kind: 'submit', stage: 'ownMarks' })).toMatchObject({
      fact: { late: false },
    });
  });

  it('without a date is refused past a cut-off', () => {
    const year = finishedYear().acted('2027-02-09', { kind: 'close' });
    expect(year.act('2027-02-19', { kind: 'restart', from: 'ownMarks' })).toMatchObject({
      refusal: { code: 'RESTART.NEEDS_DATE', stage: 'ownMarks' },
    });
    expect(year.state.status).toBe('closed');
  });

  it('opens it even where nothing had been done', () => {
    const year = new LivedYear(graphOf(2026, 'xa'))
      .acted('2026-02-10', { kind: 'close' })
      .acted('2026-02-11', { kind: 'restart', from: 'springPlan' });
    expect(year.state).toMatchObject({ status: 'open', round: 2 });
  });
});

describe('the dry run', () => {
  it('shows what is superseded, what is kept, and changes nothing', () => {
    const year = finishedYear();
    const before = structuredClone(year.state);
    const plan = planned(
      planRestart(year.graph, year.state, {
        from: 'bundle',
        until: '2027-01-09',
        effectiveAt: instantOf('2026-12-29'),
      }),
    );
    expect(plan.round).toBe(2);
    expect(plan.superseded).toEqual(
      ['bundle', 'check', 'verdict', 'honours'].map((key) => ({
        key,
        before: before.stages[key],
        graceUntil: '2027-01-09',
      })),
    );
    expect(plan.kept.map(({ key }) => key)).toEqual([
      'springPlan',
      'enrolment',
      'openDay',
      'ownMarks',
      'summary',
    ]);
    expect(plan.kept.map(({ key, state }) => state === year.state.stages[key])).toEqual(Array(5).fill(true));
    expect(year.state).toEqual(before);
  });
});

describe('the graph', () => {
  const graph = graphOf(2026, 'tinh');
  const report = graph.filter(({ key }) => key === 'summary');

  it.each([
    ['ownMarks', 'hard', ['bundle', 'check', 'verdict', 'honours']],
    ['ownMarks', 'any', FROM_SELF_SCORING.slice(1)],
    ['springPlan', 'hard', []],
    ['springPlan', 'any', ['enrolment', ...FROM_SELF_SCORING]],
    ['bundle', 'hard', ['check', 'verdict', 'honours']],
    ['openDay', 'any', []],
    ['honours', 'any', []],
  ] as const)('on %s rest (%s) %j', (key, modes, expected) =>
    expect(dependentsOf(graph, key, modes)).toEqual(expected),
  );

  it('finds dependents whatever the order of its stages', () => {
    const reversed: StageGraph = [...graph].reverse();
    expect(dependentsOf(reversed, 'springPlan', 'any')).toEqual(
      [...FROM_SELF_SCORING, 'enrolment'].sort(
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
    expect(days()).toEqual(['2026-11-13', '2026-11-13T17:00:00.000Z', '2026-11-23T17:00:00.000Z']);
    expect(days('2026-11-10')).toEqual(days());
    expect(days('2026-11-19')).toEqual([
      '2026-11-19',
      '2026-11-19T17:00:00.000Z',
      '2026-11-23T17:00:00.000Z',
    ]);
    expect(days('2026-11-29')).toEqual([
      '2026-11-29',
      '2026-11-29T17:00:00.000Z',
      '2026-11-29T17:00:00.000Z',
    ]);
  });

  it('has no late and no closing instant where no day is set, grace or not', () => {
    const [bare] = report.map((stage) => ({ ...stage, due: undefined, cutOff: undefined }));
    const state = { status: 'awaiting', round: 1, graceUntil: '2026-11-29' } as const;
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
    const year = new LivedYear(graph).submitted('2026-10-29', 'ownMarks');
    expect(currentStage(graph, year.state)?.key).toBe('summary');
    expect(stageOf(graph, 'summary')?.due?.lastDay).toBe('2026-11-13');
    expect(stageOf(graph, 'nope')).toBeUndefined();
  });
});

describe('a restart of a year in which nothing stands at some stages', () => {
  // What a state of an earlier version lacks was asked of nobody then.
  const year = finishedYear();
  const { ownMarks: _gone, springPlan: _never, ...stages } = year.state.stages;
  const state = { ...year.state, round: 3, stages };
  const request = { from: 'ownMarks', until: '2027-01-09', effectiveAt: instantOf('2026-12-29') };

  it('takes them as waiting: the reopened in the round of the year, the kept in the first', () => {
    const plan = planRestart(year.graph, state, request);
    expect(plan.outcome).toBe('planned');
    expect(planned(plan).superseded.find(({ key }) => key === 'ownMarks')?.before).toEqual({
      status: 'awaiting',
      round: 3,
    });
    expect(planned(plan).kept.find(({ key }) => key === 'springPlan')?.state).toEqual({
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
    const early = new LivedYear(graphOf(2026, 'tinh')).submitted('2026-03-11', 'springPlan');
    early.acted('2026-03-12', { kind: 'restart', from: 'springPlan' });
    expect(early.facts.at(-1)).toMatchObject({ kind: 'year.restarted' });
    expect(Object.keys((early.facts.at(-1) as { graceUntil: object }).graceUntil)).toEqual([]);
  });
});
