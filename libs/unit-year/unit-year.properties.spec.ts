import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, epochMs, startOfDay, toInstant } from '#libs/calendar';
import type { ActorRole } from '#libs/policy';
import type { StageRefusalCode } from '#libs/refusals';
import {
  type Act,
  type Decision,
  decide,
  evolve,
  type Fact,
  foldFacts,
  hasOutcome,
  initialState,
  isOver,
  planRestart,
  type StageFactKind,
  type StageGraph,
  type UnitYearState,
} from './index.js';
import { classGraphOf, type Deed, finishedYear, graphOf, instantOf, LivedYear } from './unit-year.support.js';

const graphs = [graphOf(2025, 'tinh'), graphOf(2026, 'tinh'), classGraphOf(2026, 'xa')];

/** Where the answers change: the days of the pack, the instant before each, and some between and far away. */
const instantsOf = (graph: StageGraph): string[] => {
  const edges = graph.flatMap(({ opensAt, due, cutOff }) => [opensAt, due?.lateFrom, cutOff?.closedFrom]);
  return [...new Set(edges.filter((edge) => edge !== undefined))]
    .flatMap((edge) => [toInstant(epochMs(edge) - 1), edge, toInstant(epochMs(edge) + 40 * 3_600_000)])
    .sort();
};

const roles: readonly ActorRole[] = [
  'unit-officer',
  'unit-head',
  'appraiser',
  'deciding-body',
  'supervisor',
  'administrator',
];

/** One act of any kind by anyone on anything; the roles that may act come more often, so that years get far. */
const stepOf = (graph: StageGraph): fc.Arbitrary<Act> => {
  const keys = graph.map(({ key }) => key);
  const stage = fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom(...keys) },
    { weight: 1, arbitrary: fc.constant('nope') },
  );
  const instant = fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...instantsOf(graph)) },
    {
      weight: 1,
      arbitrary: fc
        .date({ min: new Date('2024-01-01'), max: new Date('2028-01-01'), noInvalidDate: true })
        .map((date) => date.toISOString()),
    },
  );
  const first = graph[0]?.opensDay ?? '';
  const day = fc.integer({ min: 0, max: 500 }).map((days) => addDays(first, days));
  const maybeDay = fc.option(day, { nil: undefined, freq: 2 });
  const onStage = fc
    .record({ stage, by: fc.boolean(), recognised: fc.boolean() })
    .map(({ stage: key, by, recognised }): Deed => {
      const act = graph.find((each) => each.key === key)?.act ?? 'submit';
      if (act === 'appraise' || act === 'classify' || act === 'review') return { kind: act, stage: key };
      if (act === 'decide') return { kind: act, stage: key, recognised };
      const onBehalf = { arrivalNumber: '1', arrivedOn: first };
      return by ? { kind: 'submit', stage: key } : { kind: 'submit', stage: key, onBehalf };
    });
  const deed = fc.oneof(
    { weight: 12, arbitrary: onStage },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constantFrom('submit', 'withdraw', 'appraise', 'classify', 'review'),
        stage,
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('decide'), stage, recognised: fc.boolean() }) },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('return'), stage, answerBy: maybeDay }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('withdraw'), stage }) },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('receivePaper'),
        stage,
        arrivalNumber: fc.constantFrom('1', '2'),
        arrivedOn: fc.constant(first),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('withdrawReceipt'), stage }) },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('announcePaper'),
        stage,
        number: fc.constant('1/KH'),
        date: fc.constant(first),
        pauseDays: fc.constant(5),
      }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('extend'), stage, until: day }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('restart'), from: stage, until: maybeDay }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('pause', 'resume', 'resume', 'close') }) },
  ) as fc.Arbitrary<Deed>;
  const usual: Record<string, ActorRole> = {
    submit: 'unit-head',
    withdraw: 'unit-head',
    receivePaper: 'appraiser',
    withdrawReceipt: 'appraiser',
    announcePaper: 'unit-officer',
    return: 'appraiser',
    appraise: 'appraiser',
    decide: 'deciding-body',
    classify: 'supervisor',
    review: 'supervisor',
  };
  return fc
    .record({
      deed,
      instant,
      commandId: fc.uuid(),
      odd: fc.oneof({ weight: 9, arbitrary: fc.constant(undefined) }, fc.constantFrom(...roles)),
    })
    .map(({ deed: done, instant: effectiveAt, commandId, odd }) => {
      const role = odd ?? ('onBehalf' in done ? 'administrator' : (usual[done.kind] ?? 'administrator'));
      return { ...done, commandId, effectiveAt, actor: { role } };
    });
};

/** The acts of an ordinary year, each on its last day. */
const ordinary = (graph: StageGraph): Act[] =>
  graph.map(
    (stage) =>
      ({
        kind: stage.act,
        stage: stage.key,
        recognised: true,
        commandId: `ordinary-${stage.key}`,
        effectiveAt: instantOf(stage.due?.lastDay ?? ''),
        actor: { role: stage.actor },
      }) as Act,
  );

/** Part of an ordinary year, then any sequence of acts, half of them in the order of their instants. */
const livedSequence = fc.constantFrom(...graphs).chain((graph) =>
  fc
    .record({
      // Years with the papers in and the appraisal to come are where the most can go wrong.
      usual: fc.oneof(fc.nat(graph.length), fc.constant(graph.filter(({ act }) => act === 'submit').length)),
      acts: fc.array(stepOf(graph), { maxLength: 40, size: 'max' }),
      sorted: fc.boolean(),
    })
    .map(({ usual, acts, sorted }) => ({
      graph,
      acts: [
        ...ordinary(graph).slice(0, usual),
        ...(sorted ? [...acts].sort((a, b) => (a.effectiveAt < b.effectiveAt ? -1 : 1)) : acts),
      ],
    })),
);

/** What acts come to; a migration is no act of one year, and has properties of its own. */
const KINDS = {
  'stage.submitted': true,
  'paper.received': true,
  'paper.receiptWithdrawn': true,
  'paper.announced': true,
  'stage.returned': true,
  'stage.withdrawn': true,
  'stage.appraised': true,
  'stage.decided': true,
  'stage.classified': true,
  'stage.reviewed': true,
  'stage.extended': true,
  'year.paused': true,
  'year.resumed': true,
  'year.restarted': true,
  'year.closed': true,
} satisfies Record<Exclude<StageFactKind, 'year.migrated'>, true>;

const CODES = {
  'STAGE.UNKNOWN': true,
  'STAGE.WRONG_ACT': true,
  'STAGE.NOT_OPEN': true,
  'STAGE.CUT_OFF_PASSED': true,
  'STAGE.REQUIRES': true,
  'STAGE.ALREADY_SUBMITTED': true,
  'STAGE.ALREADY_DONE': true,
  'STAGE.NOT_SUBMITTED': true,
  'STAGE.LOCKED': true,
  'PAPER.NOT_HERE': true,
  'PAPER.ALREADY_RECEIVED': true,
  'PAPER.NOT_RECEIVED': true,
  'PAPER.OTHER_ARRIVAL': true,
  'PAPER.ANNOUNCED': true,
  'ACTOR.NOT_HEAD': true,
  'ACTOR.WRONG_ROLE': true,
  'ACTOR.ON_BEHALF_ONLY': true,
  'YEAR.PAUSED': true,
  'YEAR.NOT_PAUSED': true,
  'YEAR.CLOSED': true,
  'EXTEND.NOT_LATER': true,
  'EXTEND.PASSED': true,
  'RETURN.DATE_PASSED': true,
  'RETURN.NEEDS_DATE': true,
  'RESTART.NOTHING_DONE': true,
  'RESTART.NEEDS_DATE': true,
  'RESTART.DATE_PASSED': true,
} satisfies Record<StageRefusalCode, true>;

interface Moment {
  readonly graph: StageGraph;
  readonly act: Act;
  readonly before: UnitYearState;
  readonly decision: Decision;
  readonly after: UnitYearState;
  readonly facts: readonly Fact[];
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}
for (const graph of graphs) frozen(graph);

/** Lives the acts one by one on frozen inputs. */
const moments = (graph: StageGraph, acts: readonly Act[]): Moment[] => {
  const lived: Moment[] = [];
  let before = frozen(initialState(graph));
  let facts: readonly Fact[] = [];
  for (const act of acts) {
    const decision = frozen(decide(graph, before, frozen(act)));
    const after = decision.outcome === 'applied' ? frozen(evolve(before, decision.fact)) : before;
    if (decision.outcome === 'applied') facts = [...facts, decision.fact];
    lived.push({ graph, act, before, decision, after, facts });
    before = after;
  }
  return lived;
};

const always = (holds: (moment: Moment) => void, numRuns = 150): void => {
  fc.assert(
    fc.property(livedSequence, ({ graph, acts }) => {
      for (const moment of moments(graph, acts)) holds(moment);
    }),
    { numRuns },
  );
};

/** Whether a stage and all it firmly rests on have results, said a second time for the tests. */
const stands = (graph: StageGraph, state: UnitYearState, key: string): boolean =>
  ['submitted', 'done'].includes(state.stages[key]?.status ?? '') &&
  (graph.find((stage) => stage.key === key)?.requires ?? []).every(
    (need) => need.mode !== 'hard' || stands(graph, state, need.stage),
  );

/** Whether all that a paper firmly rests on stands, or has come on paper itself. */
const restsOnPaper = (graph: StageGraph, state: UnitYearState, key: string): boolean =>
  (graph.find((stage) => stage.key === key)?.requires ?? []).every(
    (need) =>
      need.mode !== 'hard' ||
      state.stages[need.stage]?.receipt !== undefined ||
      (['submitted', 'done'].includes(state.stages[need.stage]?.status ?? '') &&
        restsOnPaper(graph, state, need.stage)),
  );

const restsOn = (graph: StageGraph, key: string, on: string, how: 'firmly' | 'anyhow'): boolean =>
  (graph.find((stage) => stage.key === key)?.requires ?? []).some(
    (need) =>
      (how === 'anyhow' || need.mode !== 'soft') &&
      (need.stage === on || restsOn(graph, need.stage, on, how)),
  );

/** The last day that the record granted a stage since it was last reopened, read from the facts alone. */
const grantedDay = (facts: readonly Fact[], key: string): string | undefined => {
  let day: string | undefined;
  for (const fact of facts) {
    if (fact.kind === 'year.restarted' && fact.superseded.includes(key)) day = fact.graceUntil[key];
    const granted =
      fact.kind === 'stage.extended' && fact.stage === key
        ? fact.until
        : fact.kind === 'stage.returned' && fact.stage === key
          ? fact.answerBy
          : undefined;
    if (granted !== undefined && (day === undefined || granted > day)) day = granted;
  }
  return day;
};
/** In time, late or shut, worked out in milliseconds from the pack's days and the facts. */
const hasPassed = (day: string | undefined, granted: string | undefined, at: string): boolean =>
  day !== undefined &&
  [day, granted].every((each) => each === undefined || epochMs(at) >= epochMs(startOfDay(addDays(each, 1))));

describe('for any acts at any instants', () => {
  it('the sequences tried reach every kind of fact and refusal, finished years, third rounds and undone dossiers', () => {
    const seen = new Set<string>();
    for (const { graph, acts } of fc.sample(livedSequence, { numRuns: 600, seed: 20260819 })) {
      for (const { decision, after } of moments(graph, acts)) {
        seen.add(decision.outcome === 'applied' ? decision.fact.kind : decision.refusal.code);
        if (isOver(graph, after) && after.status === 'open') seen.add('finished');
        if (after.round > 2) seen.add('third round');
        const isIn = after.stages['bundle']?.status === 'submitted';
        if (isIn && after.stages['check']?.basis === 'ownRecords') seen.add('undone dossier');
      }
    }
    expect([...seen].sort()).toEqual(
      [...Object.keys(KINDS), ...Object.keys(CODES), 'finished', 'third round', 'undone dossier'].sort(),
    );
  });

  it('a decision is made without error, the same each time, and changes nothing it was given', () => {
    always(({ graph, before, act, decision }) => {
      expect(decide(graph, before, act)).toEqual(decision);
    });
  });

  it('the state is the fold of the facts, and its version is their number', () => {
    always(({ graph, after, facts }) => {
      expect(after.version).toBe(facts.length);
      expect(foldFacts(graph, facts)).toEqual(after);
      expect(foldFacts(graph, JSON.parse(JSON.stringify(facts)) as Fact[])).toEqual(after);
    }, 80);
  });

  it('rounds never go back, and no stage is of a round to come', () => {
    always(({ graph, before, after, decision }) => {
      const restarted = decision.outcome === 'applied' && decision.fact.kind === 'year.restarted';
      expect(after.round).toBe(before.round + (restarted ? 1 : 0));
      for (const { key } of graph) {
        const [was, is] = [before.stages[key], after.stages[key]];
        expect(is?.round).toBe(
          is?.status !== was?.status || (restarted && is !== was) ? after.round : was?.round,
        );
      }
    });
  });

  it('an act changes no stage but its own, and a restart only those it names', () => {
    always(({ graph, before, after, decision }) => {
      if (decision.outcome === 'refused') return;
      const { fact } = decision;
      const named = fact.kind === 'year.restarted' ? fact.superseded : 'stage' in fact ? [fact.stage] : [];
      for (const { key } of graph)
        if (!named.includes(key)) expect(after.stages[key]).toBe(before.stages[key]);
    });
  });

  it('a closed year takes nothing but a restart, a class and the content of what came on paper, and a paused year no act on a stage', () => {
    always(({ before, act, decision }) => {
      const isOwed =
        act.kind === 'submit' &&
        act.onBehalf !== undefined &&
        before.stages[act.stage]?.receipt !== undefined;
      const outlasts = act.kind === 'restart' || act.kind === 'classify' || isOwed;
      if (before.status === 'closed' && !outlasts) {
        expect(decision).toMatchObject({ refusal: { code: 'YEAR.CLOSED' } });
      }
      if (before.status === 'paused' && 'stage' in act) {
        expect(decision).toMatchObject({ refusal: { code: 'YEAR.PAUSED' } });
      }
    });
  });

  it('a stage is handed in or done only on what it requires, or after the cut-off where the pack says so', () => {
    always(({ graph, before, after, act, facts, decision }) => {
      if (decision.outcome === 'applied' && decision.fact.kind === 'stage.submitted') {
        expect(after.stages[decision.fact.stage]?.status).toBe('submitted');
        expect(restsOnPaper(graph, after, decision.fact.stage)).toBe(true);
      }
      for (const stage of graph) {
        if (after.stages[stage.key]?.status !== 'done') continue;
        const isNew = before.stages[stage.key]?.status !== 'done';
        for (const need of stage.requires) {
          if (need.mode === 'hard') expect(stands(graph, after, need.stage)).toBe(true);
          if (need.mode !== 'hardUntilCutOff' || !isNew) continue;
          const required = graph.find(({ key }) => key === need.stage);
          const rests = stands(graph, after, need.stage);
          expect(after.stages[stage.key]?.basis).toBe(rests ? 'dossier' : 'ownRecords');
          const shut = hasPassed(required?.cutOff?.lastDay, grantedDay(facts, need.stage), act.effectiveAt);
          expect(rests || shut).toBe(true);
        }
      }
    }, 600);
  });

  it('what a conclusion rests on stands as it was until a restart', () => {
    always(({ graph, before, decision }) => {
      if (decision.outcome === 'refused' || !('stage' in decision.fact)) return;
      const { kind, stage: changed } = decision.fact;
      if (kind === 'stage.extended') return;
      for (const { key, requires } of graph) {
        if (before.stages[key]?.status !== 'done') continue;
        expect(key).not.toBe(changed);
        expect(requires.filter(({ mode }) => mode !== 'soft').map(({ stage }) => stage)).not.toContain(
          changed,
        );
      }
    });
  });

  it('a stage is locked exactly while a conclusion firmly rests on it', () => {
    always(({ graph, before, act, decision }) => {
      if (act.kind !== 'return' && act.kind !== 'withdraw') return;
      const locked = decision.outcome === 'refused' && decision.refusal.code === 'STAGE.LOCKED';
      const rests = graph.some(
        ({ key }) => before.stages[key]?.status === 'done' && restsOn(graph, key, act.stage, 'firmly'),
      );
      if (locked) expect(rests).toBe(true);
      else if (rests) expect(decision.outcome).toBe('refused');
    });
  });

  it('a result comes only inside its window, and is late exactly after its last day and any day granted', () => {
    always(({ graph, before, facts, decision }) => {
      if (decision.outcome === 'refused' || !('late' in decision.fact) || !('stage' in decision.fact)) return;
      const { stage: key, effectiveAt: sentAt, late } = decision.fact;
      // What had come on paper came then, whenever its content was sent.
      const cameAt = before.stages[key]?.receipt?.effectiveAt ?? sentAt;
      const effectiveAt = epochMs(cameAt) < epochMs(sentAt) ? cameAt : sentAt;
      const stage = graph.find((each) => each.key === key);
      const granted = grantedDay(facts, key);
      expect(epochMs(effectiveAt)).toBeGreaterThanOrEqual(epochMs(stage?.opensAt ?? ''));
      expect(hasPassed(stage?.cutOff?.lastDay, granted, effectiveAt)).toBe(false);
      expect(late).toBe(hasPassed(stage?.due?.lastDay, granted, effectiveAt));
    });
  });

  it('what came later is never in time where what came earlier was late', () => {
    fc.assert(
      fc.property(
        livedSequence,
        fc.array(fc.nat(), { minLength: 1, maxLength: 4 }),
        ({ graph, acts }, picks) => {
          const end = moments(graph, acts).at(-1)?.after ?? initialState(graph);
          for (const pick of picks) {
            const stage = graph[pick % graph.length];
            if (stage === undefined || stage.act === 'none') continue;
            const lateness = instantsOf(graph).flatMap((effectiveAt) => {
              const act = {
                kind: stage.act,
                stage: stage.key,
                recognised: true,
                commandId: 'c',
                effectiveAt,
              };
              const decision = decide(graph, end, { ...act, actor: { role: stage.actor } } as Act);
              return decision.outcome === 'applied' && 'late' in decision.fact ? [decision.fact.late] : [];
            });
            expect(lateness).toEqual([...lateness].sort((a, b) => Number(a) - Number(b)));
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('a restart of any year', () => {
  it('keeps the results before the stage and supersedes those that rest on it', () => {
    always(({ graph, before, after, act, decision }) => {
      if (act.kind !== 'restart' || decision.outcome === 'refused') return;
      for (const { key } of graph) {
        const reopened = key === act.from || restsOn(graph, key, act.from, 'anyhow');
        if (reopened) expect(after.stages[key]).toMatchObject({ status: 'awaiting', round: after.round });
        else expect(after.stages[key]).toBe(before.stages[key]);
      }
      expect(after.status).toBe(before.status === 'paused' ? 'paused' : 'open');
    });
  });

  it('does what its dry run says, and is refused where the dry run is', () => {
    always(({ graph, before, after, act, decision }) => {
      if (act.kind !== 'restart') return;
      const plan = planRestart(graph, before, act);
      if (plan.outcome === 'refused') {
        expect(decision).toEqual(plan);
        return;
      }
      expect(decision.outcome).toBe('applied');
      expect(after.round).toBe(plan.round);
      expect([...plan.superseded, ...plan.kept].map(({ key }) => key).sort()).toEqual(
        graph.map(({ key }) => key).sort(),
      );
      for (const { key, before: was, graceUntil } of plan.superseded) {
        expect(was).toBe(before.stages[key]);
        // A paper that lies at the office stays with a step that rests on the one that is done again.
        const receipt = key === act.from ? undefined : was.receipt;
        expect(after.stages[key]).toEqual({
          ...{ status: 'awaiting', round: plan.round, graceUntil },
          ...(receipt && { receipt }),
        });
      }
      for (const { key, state } of plan.kept) expect(after.stages[key]).toBe(state);
    });
  });

  it('leaves nothing to restart: pressed again it is refused', () => {
    always(({ graph, after, act, decision }) => {
      if (act.kind !== 'restart' || decision.outcome === 'refused') return;
      expect(decide(graph, after, act)).toMatchObject({ refusal: { code: 'RESTART.NOTHING_DONE' } });
    });
  });

  it('leaves every reopened stage open to its act at that moment, or still to open', () => {
    always(({ graph, after, act, decision }) => {
      if (decision.outcome === 'refused' || decision.fact.kind !== 'year.restarted') return;
      for (const key of decision.fact.superseded) {
        // What lies at the office is open to its content whatever the day.
        if (after.stages[key]?.receipt !== undefined) continue;
        const stage = graph.find((each) => each.key === key);
        const day = after.stages[key]?.graceUntil;
        expect(hasPassed(stage?.cutOff?.lastDay, day, act.effectiveAt)).toBe(false);
      }
    });
  });

  it('brings a finished year back so that it can be lived to the same results', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('springPlan', 'enrolment', 'ownMarks', 'bundle', 'check', 'verdict', 'honours'),
        (from) => {
          const year = finishedYear();
          const before = year.state.stages;
          year.acted('2026-12-20', { kind: 'restart', from, until: '2026-12-31' });
          const again = new LivedYear(year.graph);
          again.state = year.state;
          for (const stage of year.graph) {
            if (hasOutcome(again.state.stages[stage.key])) continue;
            const deed = { kind: stage.act, stage: stage.key, recognised: true } as Deed;
            again.acted('2026-12-30', deed);
          }
          for (const { key } of year.graph) {
            expect(again.state.stages[key]).toMatchObject({ status: before[key]?.status, late: false });
          }
          expect(isOver(again.graph, again.state)).toBe(true);
        },
      ),
    );
  });
});
