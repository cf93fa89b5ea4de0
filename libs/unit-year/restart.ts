import { dateOf } from '#libs/calendar';
import type { ResolvedStage } from '#libs/policy';
import type { KeyedArguments } from '#libs/refusals';
import { closedFromOf, dependentsOf, later, stageOf } from './graph.js';
import { type Refusal, type RefusalCode, refusalOf } from './refusal.js';
import type { StageGraph, StageState, UnitYearState } from './unit-year.types.js';

export interface RestartRequest {
  readonly from: string;
  /** New last day for what is reopened, YYYY-MM-DD. */
  readonly until?: string;
  readonly effectiveAt: string;
}

export interface SupersededStage {
  readonly key: string;
  readonly before: StageState;
  /** Its paper lies at the office and its content is entered in the next round; that of the stage it starts from goes. */
  readonly keepsReceipt?: true;
  /** The new last day as a grace; the legal day stays shown. */
  readonly graceUntil?: string;
}

/** What becomes of the paper that lies at the office while its stage begins anew; undefined where none does. */
export const paperAtRestart = ({
  before: { receipt },
  keepsReceipt,
}: Pick<SupersededStage, 'before' | 'keepsReceipt'>): PaperAtRestart | undefined =>
  receipt && {
    arrivalNumber: receipt.arrivalNumber,
    arrivedOn: receipt.arrivedOn,
    kept: keepsReceipt === true,
  };

export interface PaperAtRestart {
  readonly arrivalNumber: string;
  /** YYYY-MM-DD. */
  readonly arrivedOn: string;
  /** Whether its content is entered in the next round; else the paper of the stage is asked for anew. */
  readonly kept: boolean;
}

export type RestartPlan =
  | {
      readonly outcome: 'planned';
      readonly round: number;
      readonly superseded: readonly SupersededStage[];
      /** Stages whose results stay. */
      readonly kept: readonly { readonly key: string; readonly state: StageState }[];
    }
  | { readonly outcome: 'refused'; readonly refusal: Refusal };

/**
 * What a restart from one stage would do: the results of that stage and of every stage that rests on it, directly or
 * through others, are superseded; all others are kept. Changes nothing, so it serves the dry run and the restart alike.
 *
 * A reopened stage whose cut-off has passed needs a new last day, else `RESTART.NEEDS_DATE`; one whose paper lies at the
 * office needs none, for that came in time.
 */
export function planRestart(graph: StageGraph, state: UnitYearState, request: RestartRequest): RestartPlan {
  if (stageOf(graph, request.from) === undefined) {
    return refuse('STAGE.UNKNOWN', request.from, { known: graph.map((stage) => stage.key).join(', ') });
  }
  if (request.until !== undefined && request.until < dateOf(request.effectiveAt)) {
    return refuse('RESTART.DATE_PASSED', request.from, { day: request.until });
  }
  // What was waived is asked for again only where it is named itself.
  const isWaived = (key: string) => state.stages[key]?.status === 'waived';
  const dependents = dependentsOf(graph, request.from, 'any').filter((key) => !isWaived(key));
  const touched = new Set([request.from, ...dependents]);
  const reopened = graph.filter((stage) => touched.has(stage.key));
  const isUntouched = ({ key }: ResolvedStage) => nothingGoes(state.stages[key], key === request.from);
  if (state.status !== 'closed' && reopened.every(isUntouched)) {
    return refuse('RESTART.NOTHING_DONE', request.from);
  }
  const superseded: SupersededStage[] = [];
  for (const stage of reopened) {
    const before = state.stages[stage.key] ?? { status: 'awaiting', round: state.round };
    const closedFrom = closedFromOf(stage, before);
    const closed = closedFrom !== undefined && request.effectiveAt >= closedFrom;
    const keepsReceipt = before.receipt !== undefined && stage.key !== request.from;
    if (closed && request.until === undefined && !keepsReceipt) {
      return refuse('RESTART.NEEDS_DATE', stage.key, { lastDay: stage.cutOff?.lastDay ?? '' });
    }
    const legal = stage.due?.lastDay;
    const needsGrace = request.until !== undefined && (legal === undefined ? closed : legal < request.until);
    // A day that was granted stays granted: a restart may give more time, never take some away.
    superseded.push({
      key: stage.key,
      before,
      ...(keepsReceipt && { keepsReceipt }),
      graceUntil: later(before.graceUntil, needsGrace ? request.until : undefined),
    });
  }
  return {
    outcome: 'planned',
    round: state.round + 1,
    superseded,
    kept: graph
      .filter((stage) => !touched.has(stage.key))
      .map((stage) => ({
        key: stage.key,
        state: state.stages[stage.key] ?? { status: 'awaiting', round: 1 },
      })),
  };
}

/** Whether a restart would take nothing from the stage: a paper that lies at the office stays, but for that of the stage it starts from. */
const nothingGoes = (stage: StageState | undefined, isFrom: boolean): boolean =>
  stage === undefined || (stage.status === 'awaiting' && !(isFrom && stage.receipt !== undefined));

function refuse<C extends RefusalCode>(code: C, ...said: KeyedArguments<C>): RestartPlan {
  return { outcome: 'refused', refusal: refusalOf(code, ...said) };
}
