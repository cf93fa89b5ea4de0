import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, startOfDay } from '#libs/calendar';
import type { ResolvedStage } from '#libs/policy';
import {
  type CountedStatus,
  classificationOf,
  closedFromOf,
  countedStatusOf,
  decide,
  evolve,
  initialState,
  isAsked,
  isFromOwnRecords,
  lateFromOf,
  STANDINGS,
  type StageDays,
  type StageState,
  type StageStatus,
  type Standing,
  stageDaysOf,
  standingAt,
  standingOf,
  type UnitYearState,
  type YearStatus,
} from './index.js';
import { finishedYear, graphOf, instantOf } from './unit-year.support.js';

const DAYS: StageDays = { opensDay: '2026-07-10', dueDay: '2026-09-09', cutOff: '2026-11-27' };
const STATUSES: readonly StageStatus[] = ['awaiting', 'submitted', 'returned', 'done', 'waived'];

const RECEIPT = {
  arrivalNumber: '118',
  arrivedOn: '2026-09-09',
  late: false,
  effectiveAt: '2026-09-09T02:00:00.000Z',
  commandId: 'c1',
};

describe('what is asked of somebody', () => {
  it.each([
    ['awaiting', true],
    ['returned', true],
    ['submitted', false],
    ['done', false],
    ['waived', false],
    ['closed', false],
  ] satisfies readonly (readonly [CountedStatus, boolean])[])('%s: %s', (status, asked) => {
    expect(isAsked(status)).toBe(asked);
  });
});

describe('where a subject stands at a stage', () => {
  it.each([
    ['awaiting', '2026-07-09', 'ahead'],
    ['awaiting', '2026-07-10', 'working'],
    ['awaiting', '2026-09-09', 'working'],
    ['awaiting', '2026-09-10', 'overdue'],
    ['awaiting', '2026-11-27', 'overdue'],
    ['awaiting', '2026-11-28', 'notSubmitted'],
    ['returned', '2026-07-09', 'returned'],
    ['returned', '2026-09-09', 'returned'],
    ['returned', '2026-09-10', 'overdue'],
    ['returned', '2026-11-28', 'notSubmitted'],
    ['submitted', '2026-07-09', 'done'],
    ['submitted', '2027-01-09', 'done'],
    ['done', '2027-01-09', 'done'],
    ['waived', '2026-07-09', 'waived'],
    ['waived', '2026-09-10', 'waived'],
    ['waived', '2026-11-28', 'waived'],
    ['closed', '2026-07-09', 'closed'],
    ['closed', '2026-11-28', 'closed'],
    ['received', '2026-09-10', 'received'],
    ['received', '2026-11-28', 'received'],
  ] satisfies readonly (readonly [CountedStatus, string, Standing])[])(
    '%s on %s is %s',
    (status, today, standing) => {
      expect(standingAt(status, DAYS, today)).toBe(standing);
    },
  );

  it('is never overdue where there is no last day, and never past handing in where there is no cut-off', () => {
    expect(standingAt('awaiting', { opensDay: DAYS.opensDay, cutOff: DAYS.cutOff }, '2026-11-27')).toBe(
      'working',
    );
    expect(standingAt('awaiting', { opensDay: DAYS.opensDay, dueDay: DAYS.dueDay }, '2028-01-09')).toBe(
      'overdue',
    );
  });

  it.each([
    ['awaiting', '2026-09-09', 'working'],
    ['awaiting', '2026-09-10', 'pastSuggested'],
    ['awaiting', '2026-11-27', 'pastSuggested'],
    ['awaiting', '2026-11-28', 'notSubmitted'],
    ['returned', '2026-09-10', 'pastSuggested'],
    ['submitted', '2026-09-10', 'done'],
    ['closed', '2026-09-10', 'closed'],
  ] satisfies readonly (readonly [CountedStatus, string, Standing])[])(
    'whose day no document sets, %s on %s is %s',
    (status, today, standing) => {
      expect(standingAt(status, { ...DAYS, dueIsAssumed: true }, today)).toBe(standing);
    },
  );

  it.each([
    ['awaiting', '2026-07-09', 'ahead'],
    ['awaiting', '2026-09-10', 'working'],
    ['returned', '2026-09-10', 'returned'],
    ['awaiting', '2026-11-28', 'waived'],
    ['returned', '2026-11-28', 'waived'],
    ['submitted', '2026-11-28', 'done'],
    ['closed', '2026-11-28', 'waived'],
  ] satisfies readonly (readonly [CountedStatus, string, Standing])[])(
    'that is only asked for, %s on %s is %s, whoever set its day',
    (status, today, standing) => {
      for (const dueIsAssumed of [true, false]) {
        expect(standingAt(status, { ...DAYS, dueIsAssumed, isOnlyAsked: true }, today)).toBe(standing);
      }
    },
  );

  it('makes nobody late with what is only asked for, also past a day that an office granted', () => {
    const [withDay] = graphOf(2026, 'xa').filter(({ due }) => due !== undefined);
    if (withDay === undefined) throw new Error('the pack sets no day');
    const asked: ResolvedStage = { ...withDay, obligation: 'asked' };
    const granted = { status: 'awaiting', round: 1, graceUntil: '2026-06-30' } as const;
    expect([lateFromOf(asked, undefined), lateFromOf(asked, granted)]).toEqual([undefined, undefined]);
    expect(lateFromOf(withDay, granted)).toBe(startOfDay('2026-07-01'));
    expect([stageDaysOf(asked, undefined).isOnlyAsked, stageDaysOf(withDay, undefined).isOnlyAsked]).toEqual([
      true,
      false,
    ]);
  });

  it('has a suggested day where the pack assumes it, and a set one once an office has granted a later', () => {
    const withDay = graphOf(2026, 'xa').find(({ due }) => due !== undefined);
    if (withDay?.due === undefined) throw new Error('the pack sets no day');
    const stage = { ...withDay, due: { ...withDay.due, status: 'assumed' as const } };
    const granted = { status: 'returned', round: 1, graceUntil: addDays(stage.due.lastDay, 3) } as const;
    expect(stageDaysOf(stage, undefined).dueIsAssumed).toBe(true);
    expect(stageDaysOf(stage, granted).dueIsAssumed).toBe(false);
    const confirmed = { ...stage, due: { ...stage.due, status: 'binding' as const } };
    expect(stageDaysOf(confirmed, undefined).dueIsAssumed).toBe(false);
  });

  it('keeps a stage open to the end of a grace that is later than its cut-off', () => {
    const granted = { ...DAYS, dueDay: '2026-12-04' };
    expect(standingAt('awaiting', granted, '2026-12-04')).toBe('working');
    expect(standingAt('awaiting', granted, '2026-12-05')).toBe('notSubmitted');
  });

  it('is asked for while it has no outcome and is neither waived nor closed', () => {
    expect([...STATUSES, 'received' as const, 'closed' as const].filter(isAsked)).toEqual([
      'awaiting',
      'returned',
    ]);
  });

  it('is closed with its year where it was asked for and not done, and waived where it was asked of nobody', () => {
    expect(STATUSES.map((status) => [status, countedStatusOf({ status, round: 1 }, 'closed')])).toEqual([
      ['awaiting', 'closed'],
      ['submitted', 'submitted'],
      ['returned', 'closed'],
      ['done', 'done'],
      ['waived', 'waived'],
    ]);
    expect(countedStatusOf({ status: 'awaiting', round: 1, receipt: RECEIPT }, 'closed')).toBe('received');
    expect(countedStatusOf(undefined, 'closed')).toBe('closed');
    expect(countedStatusOf(undefined, 'paused')).toBe('awaiting');
  });
});

describe('what a result rests on', () => {
  it('is the unit’s dossier unless the higher level judged from its own records', () => {
    const year = finishedYear();
    expect(isFromOwnRecords(year.state)).toBe(false);
    const judged = { status: 'done', round: 1, basis: 'ownRecords' } as const;
    expect(isFromOwnRecords({ stages: { ...year.state.stages, check: judged } })).toBe(true);
    expect(isFromOwnRecords(initialState(year.graph))).toBe(false);
  });

  it('has a class once it is decided', () => {
    const classification = { classKey: 'tot', total: 95, excludedFromAwards: false };
    const year = initialState(graphOf(2026, 'xa'));
    expect(classificationOf(year)).toBeUndefined();
    const decided = { status: 'done', round: 1, recognised: true, classification } as const;
    expect(classificationOf({ stages: { ...year.stages, verdict: decided } })).toEqual(classification);
  });
});

const day = fc.integer({ min: 0, max: 420 }).map((days) => addDays('2025-12-10', days));
const anyStage: fc.Arbitrary<StageState> = fc.record({
  status: fc.constantFrom(...STATUSES),
  round: fc.constant(1),
  graceUntil: fc.option(day, { nil: undefined, freq: 2 }),
  receipt: fc.option(fc.constant(RECEIPT), { nil: undefined, freq: 4 }),
});
const yearStatus = fc.constantFrom<YearStatus>('open', 'open', 'paused', 'closed');
const graphs = [graphOf(2025, 'tinh'), graphOf(2026, 'tinh'), graphOf(2026, 'xa')];
const anyYear = fc.constantFrom(...graphs).chain((graph) =>
  fc.record({
    graph: fc.constant(graph),
    today: day,
    state: fc
      .record({
        status: yearStatus,
        stages: fc.array(anyStage, { minLength: graph.length, maxLength: graph.length }),
      })
      .map(
        ({ status, stages }): UnitYearState => ({
          ...initialState(graph),
          status,
          stages: Object.fromEntries(graph.map(({ key }, index) => [key, stages[index] as StageState])),
        }),
      ),
  }),
);

/** The same told by the machine’s own instants instead of days. */
function byInstants(stage: ResolvedStage, state: UnitYearState, today: string): Standing {
  const now = state.stages[stage.key];
  const [at, status] = [startOfDay(today), now?.status];
  if (now?.receipt !== undefined) return 'received';
  if (status === 'submitted' || status === 'done') return 'done';
  if (status === 'waived') return 'waived';
  if (state.status === 'closed') return 'closed';
  const [closedFrom, lateFrom] = [closedFromOf(stage, now), lateFromOf(stage, now)];
  if (closedFrom !== undefined && closedFrom <= at) return 'notSubmitted';
  if (lateFrom !== undefined && lateFrom <= at) {
    const isGranted = (now?.graceUntil ?? '') > (stage.due?.lastDay ?? '');
    return stage.due?.status === 'assumed' && !isGranted ? 'pastSuggested' : 'overdue';
  }
  if (status === 'returned') return 'returned';
  return stage.opensAt <= at ? 'working' : 'ahead';
}

describe('of any year on any day', () => {
  it('each stage stands where the machine’s instants put it', () => {
    fc.assert(
      fc.property(anyYear, ({ graph, state, today }) => {
        for (const stage of graph) {
          const { dueDay } = stageDaysOf(stage, state.stages[stage.key]);
          // The machine calls nobody late at a stage that has no last day by the rules, whatever was granted.
          if (stage.due === undefined && dueDay !== undefined) continue;
          expect(standingOf(stage, state, today)).toBe(byInstants(stage, state, today));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('the stages counted by where they stand add up to all of them', () => {
    fc.assert(
      fc.property(anyYear, ({ graph, state, today }) => {
        const standings = graph.map((stage) => standingOf(stage, state, today));
        const counts = STANDINGS.map((standing) => standings.filter((each) => each === standing).length);
        expect(counts.reduce((sum, n) => sum + n, 0)).toBe(graph.length);
      }),
    );
  });

  it('what stands as not submitted is refused for its cut-off, and what is past its day comes late', () => {
    const graph = graphOf(2026, 'xa');
    fc.assert(
      fc.property(fc.constantFrom(...graph.filter(({ act }) => act === 'submit')), day, (stage, today) => {
        const before = initialState(graph);
        const decision = decide(graph, before, {
          kind: 'submit',
          stage: stage.key,
          commandId: 'c1',
          actor: { role: 'unit-head' },
          effectiveAt: instantOf(today),
        });
        const standing = standingOf(stage, before, today);
        const code = decision.outcome === 'refused' ? decision.refusal.code : undefined;
        expect(code === 'STAGE.CUT_OFF_PASSED').toBe(standing === 'notSubmitted');
        expect(code === 'STAGE.NOT_OPEN').toBe(standing === 'ahead');
        if (decision.outcome === 'refused') return;
        const after = evolve(before, decision.fact);
        expect(after.stages[stage.key]?.late).toBe(standing === 'overdue' || standing === 'pastSuggested');
        expect(standingOf(stage, after, today)).toBe('done');
      }),
    );
  });
});
