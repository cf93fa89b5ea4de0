import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, startOfDay } from '#libs/calendar';
import {
  closedFromOf,
  decide,
  evolve,
  type Fact,
  foldFacts,
  hasOutcome,
  initialState,
  lastDayOf,
  type MigrationSide,
  planMigration,
  type StageGraph,
  type StageState,
  stageOf,
} from './index.js';
import { type Deed, graphOf, instantOf } from './unit-year.support.js';

const graph = graphOf(2026, 'tinh');
const [first, last] = ['2026-01-02', '2026-12-31'];
const today = fc.integer({ min: 0, max: 363 }).map((days) => addDays(first, days));

/** The stages of the pack with some left out, and the days and closings of others moved. */
const redrawn: fc.Arbitrary<StageGraph> = fc
  .array(
    fc.record({
      isIn: fc.boolean(),
      days: fc.integer({ min: -200, max: 200 }),
      open: fc.option(fc.nat(60), { nil: undefined }),
      isSuggested: fc.boolean(),
    }),
    { minLength: graph.length, maxLength: graph.length },
  )
  .map((changes) =>
    graph.flatMap((stage, index) => {
      const { isIn, days, open, isSuggested } = changes[index] ?? { isIn: true, days: 0 };
      if (!isIn) return [];
      if (stage.due === undefined) return [stage];
      const day = addDays(stage.due.lastDay, days);
      const status = isSuggested === true ? ('assumed' as const) : ('binding' as const);
      const due = { ...stage.due, lastDay: day, lateFrom: startOfDay(addDays(day, 1)), status };
      const { cutOff: _, ...rest } = stage;
      if (open === undefined) return [{ ...rest, due }];
      const shut = addDays(day, open);
      return [
        {
          ...rest,
          due,
          cutOff: { lastDay: shut, closedFrom: startOfDay(addDays(shut, 1)), src: stage.src, status },
        },
      ];
    }),
  );

const deed: fc.Arbitrary<Deed> = fc
  .record({
    stage: fc.constantFrom(...graph),
    how: fc.constantFrom('act', 'act', 'act', 'return', 'extend', 'restart', 'close'),
    until: today,
  })
  .map(({ stage, how, until }): Deed => {
    if (how === 'return') return { kind: 'return', stage: stage.key, answerBy: until };
    if (how === 'extend') return { kind: 'extend', stage: stage.key, until };
    if (how === 'restart') return { kind: 'restart', from: stage.key, until: last };
    if (how === 'close') return { kind: 'close' };
    if (stage.act === 'decide') return { kind: 'decide', stage: stage.key, recognised: true };
    return { kind: stage.act as 'submit', stage: stage.key };
  });

const ROLES = {
  return: 'appraiser',
  appraise: 'appraiser',
  decide: 'deciding-body',
  review: 'supervisor',
  submit: 'unit-head',
} as const;

/** Facts of a year up to some day, by whoever may act. */
const livedUntil = (old: StageGraph, days: readonly (readonly [string, Deed])[]): Fact[] => {
  let state = initialState(old);
  const facts: Fact[] = [];
  for (const [day, each] of [...days].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const role = ROLES[each.kind as keyof typeof ROLES] ?? 'administrator';
    const act = { ...each, commandId: `c${facts.length}`, actor: { role }, effectiveAt: instantOf(day) };
    const decision = decide(old, state, act);
    if (decision.outcome === 'refused') continue;
    facts.push(decision.fact);
    state = evolve(state, decision.fact);
  }
  return facts;
};

const side = (of: StageGraph): MigrationSide => ({
  graph: of,
  managedBy: 'tinh',
  communeCode: 'X1',
  offices: {},
  levels: ['tinh', 'xa'],
  window: { from: '2025-11-16', to: '2026-11-15' },
});

const always = (
  holds: (moment: {
    old: StageGraph;
    fresh: StageGraph;
    facts: readonly Fact[];
    day: string;
    until?: string;
  }) => void,
  seed?: number,
) => {
  fc.assert(
    fc.property(
      fc.record({
        old: redrawn,
        fresh: redrawn,
        deeds: fc.array(fc.tuple(today, deed), { maxLength: 25 }),
        day: today,
        ahead: fc.option(fc.nat(30), { nil: undefined }),
      }),
      ({ old, fresh, deeds, day, ahead }) => {
        const facts = livedUntil(
          old,
          deeds.filter(([on]) => on <= day),
        );
        holds({ old, fresh, facts, day, ...(ahead !== undefined && { until: addDays(day, ahead) }) });
      },
    ),
    { numRuns: 150, ...(seed !== undefined && { seed }) },
  );
};

/** Open, past its last day, and a document or an office has set that day. */
const isOverdue = (stage: StageGraph[number], now: StageState | undefined, day: string): boolean => {
  const lastDay = lastDayOf(stage, now) ?? last;
  const isSuggested = stage.due?.status === 'assumed' && stage.due.lastDay === lastDay;
  return lastDay < day && !isSuggested && stage.obligation !== 'asked';
};

const migration = (
  old: StageGraph,
  fresh: StageGraph,
  facts: readonly Fact[],
  day: string,
  until?: string,
) => {
  const before = foldFacts(old, facts);
  const request = { migrationId: 'm', from: day, at: instantOf(day), until };
  const plan = planMigration(side(old), side(fresh), before, request);
  return plan.outcome === 'refused' ? undefined : { before, plan, after: evolve(before, plan.fact) };
};

describe('for any two packs, any year and any day', () => {
  it('no result is lost or changed, and the version goes up by one', () => {
    always(({ old, fresh, facts, day, until }) => {
      const done = migration(old, fresh, facts, day, until);
      if (done === undefined) return;
      const { before, after } = done;
      for (const [key, stage] of Object.entries(before.stages)) {
        if (hasOutcome(stage)) expect(after.stages[key]).toEqual(stage);
      }
      expect([after.version, after.round]).toEqual([before.version + 1, before.round]);
      for (const { key } of fresh) expect(after.stages[key]).toBeDefined();
    });
  });

  it('nobody turns late by it, and nothing that was open is closed', () => {
    always(({ old, fresh, facts, day, until }) => {
      const done = migration(old, fresh, facts, day, until);
      if (done === undefined || done.after.status === 'closed') return;
      for (const stage of fresh) {
        const [was, is] = [done.before.stages[stage.key], done.after.stages[stage.key]];
        if (hasOutcome(is) || is?.status === 'waived') continue;
        const before = stageOf(old, stage.key);
        if (isOverdue(stage, is, day)) expect(before !== undefined && isOverdue(before, was, day)).toBe(true);
        const isShut = (closedFrom: string | undefined) =>
          closedFrom !== undefined && closedFrom <= startOfDay(day);
        if (isShut(closedFromOf(stage, is))) expect(before && isShut(closedFromOf(before, was))).toBe(true);
      }
    });
  });

  it('a day that no document sets waives nothing, and asks for no other day', () => {
    always(({ old, fresh, facts, day }) => {
      const before = foldFacts(old, facts);
      const request = { migrationId: 'm', from: day, at: instantOf(day) };
      const plan = planMigration(side(old), side(fresh), before, request);
      const named = plan.outcome === 'refused' ? [plan.refusal.stage ?? ''] : plan.fact.waived;
      for (const key of named) {
        const [stage, now] = [stageOf(fresh, key), before.stages[key]];
        if (stage === undefined) throw new Error(`the new pack has no ${key}`);
        const closedFrom = closedFromOf(stage, now);
        const isShut = closedFrom !== undefined && closedFrom <= startOfDay(day);
        expect(isShut || isOverdue(stage, now, day)).toBe(true);
      }
    });
  });

  it('done twice it is done once', () => {
    always(({ old, fresh, facts, day, until }) => {
      const done = migration(old, fresh, facts, day, until);
      if (done === undefined) return;
      const request = { migrationId: 'm', from: day, at: instantOf(day), until };
      const again = planMigration(side(fresh), side(fresh), done.after, request);
      expect(again).toMatchObject({
        changes: [],
        fact: { added: [], removed: [], waived: [], graceUntil: {} },
      });
      if (again.outcome === 'planned')
        expect(evolve(done.after, again.fact).stages).toEqual(done.after.stages);
    });
  });

  it('the state is the fold of its facts by the stages of the new pack alone', () => {
    always(({ old, fresh, facts, day, until }) => {
      const done = migration(old, fresh, facts, day, until);
      if (done !== undefined) expect(foldFacts(fresh, [...facts, done.plan.fact])).toEqual(done.after);
    });
  });

  it('the cases tried hold waived and granted stages, and stages that come and go', () => {
    const seen = new Set<string>();
    always(({ old, fresh, facts, day, until }) => {
      const fact = migration(old, fresh, facts, day, until)?.plan.fact;
      if (fact === undefined) seen.add('refused');
      if (fact !== undefined && Object.keys(fact.graceUntil).length > 0) seen.add('grace');
      for (const list of ['added', 'removed', 'waived'] as const)
        if (fact && fact[list].length > 0) seen.add(list);
      // Always the same cases: how many there are of each is chance.
    }, 33);
    expect([...seen].sort()).toEqual(['added', 'grace', 'refused', 'removed', 'waived']);
  });
});
