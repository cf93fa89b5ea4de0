import type { BatchAct, BatchSelection } from '#libs/contracts/http';
import type { Identity } from '../identity/identity.js';

/** What was asked for many units at once: the act, for whom, and why. */
export interface BatchRequest {
  readonly act: BatchAct;
  readonly select: BatchSelection;
  readonly reason: string;
}

/** A place that a batch touches, by which it is known who may approve it. */
export interface BatchPlace {
  readonly communeCode: string;
  readonly districtCode?: string;
  readonly provinceCode: string;
}

/** A plan as it is kept for the batch that follows it. */
export interface BatchPlan {
  readonly cycleId: string;
  /** SHA-256 of what was asked and of every effect line. */
  readonly digest: string;
  /** Digest of the effect line of each unit that the act may be done to. */
  readonly lines: Readonly<Record<string, string>>;
  readonly places: readonly BatchPlace[];
  /** Years among them that are closed. */
  readonly closedYears: number;
}

/**
 * `waiting` for a second account, `running` until every unit has its outcome, `done`; `withdrawn` before it was.
 */
export type BatchState = 'waiting' | 'running' | 'done' | 'withdrawn';

/** Who ordered or approved a batch; an account as it was then. */
export type BatchActor = Identity;

/** One act on many units: what was ordered, and how far it is. */
export interface Batch {
  readonly id: string;
  readonly cycleId: string;
  readonly request: BatchRequest;
  readonly digest: string;
  readonly places: readonly BatchPlace[];
  readonly closedYears: number;
  readonly orderedBy: BatchActor;
  readonly orderedAt: string;
  readonly idempotencyKey: string;
  readonly bodyDigest: string;
  readonly state: BatchState;
  readonly approvedBy?: BatchActor;
  readonly approvedAt?: string;
  /** When the first page began, and when the last ended. */
  readonly startedAt?: string;
  readonly endedAt?: string;
  /** Trace of the request that ordered it. */
  readonly trace?: string;
  /** Since when its next page fails, and how often it was tried; absent where the last page was done. */
  readonly failing?: { readonly since: string; readonly tries: number };
}

/**
 * `waiting` for its page; `applied`; `moved`: its effect line is another than in the plan, so nothing was done;
 * `refused`: the act is refused to it by now.
 */
export type BatchItemState = 'waiting' | 'applied' | 'moved' | 'refused';

/** One unit of a batch. */
export interface BatchItem {
  readonly unitId: string;
  readonly line: string;
  readonly state: BatchItemState;
  readonly commandId?: string;
  /** Code and Vietnamese sentence of a refusal. */
  readonly code?: string;
  readonly detail?: string;
}

export interface BatchItemOutcome extends Omit<BatchItem, 'line' | 'state'> {
  readonly state: Exclude<BatchItemState, 'waiting'>;
}

/** How many units of a batch stand where. */
export type BatchCounts = Readonly<Record<BatchItemState, number>>;

export interface BatchRecords {
  /** Keeps a plan, and forgets those of the cycle that are older than a week. */
  keepPlan(plan: BatchPlan): Promise<void>;
  plan(cycleId: string, digest: string): Promise<BatchPlan | undefined>;
  /** Units a second of the last batches that were done; undefined while there is none to go by. */
  rate(): Promise<number | undefined>;
  findByKey(actorId: string, idempotencyKey: string): Promise<Batch | undefined>;
  /** The latest that was ordered by this plan. */
  findByDigest(cycleId: string, digest: string): Promise<Batch | undefined>;
  find(cycleId: string, batchId: string): Promise<Batch | undefined>;
  /**
   * Inserts with the units of its plan, unless a batch of the same plan has not ended yet or the key was used by that
   * account; waits for whoever is inserting the same one just now.
   */
  insertOnce(batch: Batch, lines: BatchPlan['lines']): Promise<'inserted' | 'existing'>;
  lock(cycleId: string, batchId: string): Promise<Batch | undefined>;
  approve(batchId: string, by: BatchActor, at: string): Promise<void>;
  /** Ends a batch that is not done; units that wait in it stay as they are. */
  withdraw(batchId: string, at: string): Promise<void>;
  /** Those that have pages left, the oldest first. */
  unfinished(): Promise<readonly string[]>;
  /** The batch where it has pages left and nobody works at one; locked until the transaction ends. */
  claim(batchId: string): Promise<Batch | undefined>;
  /** Units that wait, in the order of their codes. */
  waiting(batchId: string, limit: number): Promise<readonly Pick<BatchItem, 'unitId' | 'line'>[]>;
  settle(batchId: string, outcomes: readonly BatchItemOutcome[]): Promise<void>;
  /** Notes that a page was done; ends the batch where none is left. */
  notePage(batchId: string, startedAt: string): Promise<{ readonly ended: boolean }>;
  /** Counts that its page has failed once more. @returns the batch; undefined where it is not under way any more */
  noteFailedPage(batchId: string): Promise<Batch | undefined>;
  counts(batchId: string): Promise<BatchCounts>;
  /** Units to which nothing was done, in the order of their codes. */
  leftOut(batchId: string, limit: number): Promise<readonly BatchItem[]>;
  /** Batches of a cycle, the latest first. */
  list(cycleId: string, limit: number): Promise<readonly Batch[]>;
}
