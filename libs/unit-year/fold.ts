import { evolveResult, evolveUnit } from './fold-result.js';
import { isRecorded, latenessIn, later } from './graph.js';
import type { ResultFact } from './result.types.js';
import type { Fact, StageGraph, StageState, UnitYearState } from './unit-year.types.js';

/** The state of a year of which nothing has happened yet: every Update stage of `graph` awaits its act. */
export function initialState(graph: StageGraph): UnitYearState {
  return {
    version: 0,
    round: 1,
    status: 'open',
    stages: Object.fromEntries(graph.map((stage) => [stage.key, { status: 'awaiting', round: 1 }])),
  };
}

/** The state after one more fact. Pure; the fact is taken as true, so nothing is checked here. */
export function evolve(state: UnitYearState, fact: Fact): UnitYearState {
  const next = { ...state, version: state.version + 1 };
  switch (fact.kind) {
    case 'stage.submitted':
      return withResult(next, fact, 'submitted');
    case 'stage.appraised':
      return withResult(next, fact, 'done', { basis: fact.basis });
    case 'stage.decided':
      return withResult(next, fact, 'done', {
        recognised: fact.recognised,
        classification: fact.classification,
        certificate:
          fact.certificate === undefined ? undefined : { number: fact.certificate, state: 'issued' },
      });
    case 'stage.classified':
      return withResult(next, fact, 'done', { classification: fact.classification });
    case 'stage.reviewed':
      return withResult(next, fact, 'done');
    case 'stage.returned':
      return withStage(next, fact.stage, (stage) => ({
        ...stage,
        status: 'returned',
        round: next.round,
        graceUntil: later(stage.graceUntil, fact.answerBy),
      }));
    case 'stage.withdrawn':
      return withStage(next, fact.stage, (stage) => ({
        status: 'awaiting',
        round: next.round,
        graceUntil: stage.graceUntil,
      }));
    case 'stage.extended':
      return withStage(next, fact.stage, (stage) => ({ ...stage, graceUntil: fact.until }));
    case 'paper.received':
      return withStage(next, fact.stage, (stage) => {
        const { arrivalNumber, arrivedOn, effectiveAt, commandId } = fact;
        return {
          ...stage,
          receipt: { arrivalNumber, arrivedOn, ...latenessIn(fact), effectiveAt, commandId },
        };
      });
    case 'paper.receiptWithdrawn':
      return withStage(next, fact.stage, ({ receipt: _mistaken, ...stage }) => stage);
    case 'paper.announced':
      return withStage(next, fact.stage, (stage) => {
        const { number, date, mailsFrom, commandId, times } = fact;
        const announced = { number, date, mailsFrom, commandId, ...(times !== undefined && { times }) };
        return { ...stage, announced };
      });
    case 'year.paused':
      return { ...next, status: 'paused' };
    case 'year.resumed':
      return { ...next, status: 'open' };
    case 'year.closed':
      return { ...next, status: 'closed' };
    case 'year.restarted':
      return restarted(next, fact);
    case 'year.migrated':
      return migrated(next, fact);
    case 'result.appealed':
    case 'result.appealAnswered':
    case 'result.revocationProposed':
    case 'result.revoked':
    case 'exclusion.overridden':
    case 'awards.proposed':
      return withoutEndedClass(
        withStage(next, fact.stage, (stage) => evolveResult(stage, fact)),
        fact,
      );
    case 'unit.delegated':
    case 'pledges.recorded':
    case 'exemplar.proposed':
    case 'exemplar.decided':
    case 'heads.recorded':
      return evolveUnit(next, fact);
  }
}

/** Folds facts in the order of their versions. */
export function foldFacts(graph: StageGraph, facts: readonly Fact[]): UnitYearState {
  return facts.reduce(evolve, initialState(graph));
}

/** A class that rested on a result which was changed is asked for again; whatever was concluded from it stays on record. */
function withoutEndedClass(state: UnitYearState, fact: ResultFact): UnitYearState {
  const ended = 'endedClass' in fact ? fact.endedClass : undefined;
  if (ended === undefined) return state;
  return withStage(state, ended.stage, ({ graceUntil }) => ({
    status: 'awaiting',
    round: state.round,
    graceUntil: later(graceUntil, ended.until),
    reopenedBy: fact.commandId,
  }));
}

function restarted(state: UnitYearState, fact: Extract<Fact, { kind: 'year.restarted' }>): UnitYearState {
  const round = state.round + 1;
  const receiptOf = (key: string) =>
    fact.keeps?.includes(key) === true ? state.stages[key]?.receipt : undefined;
  const reopened = fact.superseded.map((key): [string, StageState] => {
    const receipt = receiptOf(key);
    const graceUntil = fact.graceUntil[key];
    return [key, { status: 'awaiting', round, graceUntil, ...(receipt && { receipt }) }];
  });
  const status = state.status === 'closed' ? 'open' : state.status;
  return { ...state, round, status, stages: { ...state.stages, ...Object.fromEntries(reopened) } };
}

/** What was recorded stays, under whatever graph; only what nobody has touched comes and goes with it. */
function migrated(state: UnitYearState, fact: Extract<Fact, { kind: 'year.migrated' }>): UnitYearState {
  const stages = new Map(Object.entries(state.stages));
  const put = (key: string, change: Partial<StageState>) => {
    const before = stages.get(key) ?? { status: 'awaiting', round: state.round };
    stages.set(key, { ...before, ...change });
  };
  const gone = fact.after === undefined ? [...stages.keys()] : fact.removed;
  for (const key of gone) if (!isRecorded(stages.get(key))) stages.delete(key);
  for (const key of fact.added) {
    if (!isRecorded(stages.get(key))) stages.set(key, { status: 'awaiting', round: state.round });
  }
  for (const key of fact.waived) put(key, { status: 'waived' });
  for (const [key, day] of Object.entries(fact.graceUntil)) {
    put(key, { graceUntil: later(stages.get(key)?.graceUntil, day) });
  }
  const { before, from } = fact;
  const { delegatedTo, endedByMigration: _, ...rest } = state;
  return {
    ...rest,
    ...(fact.endsDelegation === true || delegatedTo === undefined ? {} : { delegatedTo }),
    ...statusAfter(state, fact),
    stages: Object.fromEntries(stages),
    ...(before && { formerly: [...(state.formerly ?? []), { ...before, until: from }] }),
  };
}

/** A year that a migration ends, and not its own close, is marked, for only such a one may go on later. */
function statusAfter(
  { status, endedByMigration }: UnitYearState,
  { after, reopens }: Extract<Fact, { kind: 'year.migrated' }>,
): Pick<UnitYearState, 'status' | 'endedByMigration'> {
  if (reopens === true) return { status: 'open' };
  const isEnded = endedByMigration === true || (after === undefined && status !== 'closed');
  return { status: after === undefined ? 'closed' : status, ...(isEnded && { endedByMigration: true }) };
}

function withResult(
  state: UnitYearState,
  fact: {
    readonly stage: string;
    readonly late: boolean;
    readonly afterSuggested?: boolean;
    readonly effectiveAt: string;
    readonly commandId: string;
  },
  status: StageState['status'],
  result: Pick<StageState, 'basis' | 'recognised' | 'classification' | 'certificate'> = {},
): UnitYearState {
  return withStage(state, fact.stage, (stage) => ({
    ...result,
    status,
    round: state.round,
    ...latenessIn(fact),
    effectiveAt: fact.effectiveAt,
    commandId: fact.commandId,
    graceUntil: stage.graceUntil,
  }));
}

function withStage(
  state: UnitYearState,
  key: string,
  change: (stage: StageState) => StageState,
): UnitYearState {
  const stage = state.stages[key] ?? { status: 'awaiting', round: state.round };
  return { ...state, stages: { ...state.stages, [key]: change(stage) } };
}
