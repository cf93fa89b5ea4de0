import type { ResolvedStage } from '#libs/policy';
import { stageOf } from './graph.js';
import { standingAppeal } from './result.js';
import { type CountedStatus, countedStatusOf, type StageDays, stageDaysOf } from './standing.js';
import type { StageGraph, StageState, StageStatus, UnitYearState } from './unit-year.types.js';

/** One stage of a subject's year told in columns: what lists filter by and counters count. Days are YYYY-MM-DD. */
export interface StageLine extends Partial<Omit<StageDays, 'dueIsAssumed'>> {
  readonly stage: string;
  /**
   * Whether the pack in force asks for the stage. Of the others a year keeps what was recorded before a migration took
   * them away, or ended the year.
   */
  readonly inPack: boolean;
  readonly status: StageStatus;
  readonly counted: CountedStatus;
  readonly round: number;
  readonly graceUntil?: string;
  readonly late?: boolean;
  /** Instant that counts as that of handing in, or of the conclusion, ISO 8601. */
  readonly effectiveAt?: string;
  /** Command that brought the present result. */
  readonly commandId?: string;
  readonly basis?: StageState['basis'];
  readonly recognised?: boolean;
  readonly classKey?: string;
  readonly appeal?: 'waiting' | 'answered';
  readonly revocation?: 'proposed' | 'revoked';
  /** Whether awards were proposed on the result. */
  readonly awards: boolean;
  /** Whether the unit says that it has sent the paper, while none was entered. */
  readonly announced: boolean;
}

type Year = Pick<UnitYearState, 'status' | 'stages' | 'round' | 'endedByMigration'>;

/**
 * The lines of a year: one for each stage of its graph in its order, then those that it still holds from before. A year
 * that a migration ended has no graph: it owes nothing, and what it had recorded can still be read.
 */
export function stageLines(graph: StageGraph, state: Year): StageLine[] {
  const asked = state.endedByMigration === true ? [] : graph;
  const held = Object.keys(state.stages).filter((key) => stageOf(asked, key) === undefined);
  return [
    ...asked.map((stage) => lineOf(stage.key, state, stage)),
    ...held.sort().map((key) => lineOf(key, state, undefined)),
  ];
}

/** The lines of `after` that are not what they were in `before`. */
export function changedLines(before: readonly StageLine[], after: readonly StageLine[]): StageLine[] {
  const known = new Map(before.map((line) => [line.stage, textOf(line)]));
  return after.filter((line) => known.get(line.stage) !== textOf(line));
}

function lineOf(key: string, state: Year, stage: ResolvedStage | undefined): StageLine {
  const now: StageState = state.stages[key] ?? { status: 'awaiting', round: state.round };
  return {
    stage: key,
    inPack: stage !== undefined,
    status: now.status,
    counted: countedStatusOf(now, state.status),
    round: now.round,
    ...(stage && daysInColumns(stage, now)),
    graceUntil: now.graceUntil,
    late: now.receipt?.late ?? now.late,
    effectiveAt: now.effectiveAt,
    commandId: now.commandId,
    basis: now.basis,
    recognised: now.recognised,
    classKey: now.classification?.classKey,
    appeal: now.appeal && (standingAppeal(now) === undefined ? 'answered' : 'waiting'),
    revocation: now.revocation?.state,
    awards: now.awardProposal !== undefined,
    announced: now.announced !== undefined && now.receipt === undefined,
  };
}

/** Whether a document sets the day is for the rules to say: a figure that is confirmed changes no line. */
function daysInColumns(stage: ResolvedStage, now: StageState): Omit<StageDays, 'dueIsAssumed'> {
  const { opensDay, dueDay, cutOff } = stageDaysOf(stage, now);
  return { opensDay, dueDay, cutOff };
}

const textOf = (line: StageLine): string =>
  JSON.stringify(Object.entries(line).sort(([a], [b]) => (a < b ? -1 : 1)));
