import type { CommandBody } from '#libs/contracts';
import type { ActorRole } from '#libs/policy';

export type CommandStatus = 'received' | 'applied' | 'refused';

export interface Command {
  readonly id: string;
  readonly idempotencyKey: string;
  readonly bodyDigest: string;
  readonly cycleId: string;
  readonly unitId: string;
  readonly updateName: string;
  readonly body: CommandBody;
  readonly actor: CommandActor;
  readonly receivedAt: string;
  readonly effectiveAt: string;
  readonly status: CommandStatus;
  readonly outcome?: CommandOutcome;
  readonly decidedAt?: string;
  /** Names the Update that carries the command: one more for each Update that failed. */
  readonly attempt: number;
  /** Digest of the presented draft that it sends, which waits for the head until the command is decided. */
  readonly approves?: string;
  /** Trace of the request by which it came. */
  readonly trace?: string;
}

export interface CommandActor {
  readonly actorId: string;
  readonly name: string;
  readonly role: ActorRole;
  readonly officeCode?: string;
}

export interface CommandOutcome {
  /** Vietnamese name of the stage the command was for. */
  readonly stageName?: string;
  /** Refusal code; absent when applied. */
  readonly code?: string;
  readonly detail?: string;
  readonly problems?: readonly { readonly code: string; readonly place: string; readonly message: string }[];
  readonly warnings?: readonly string[];
  /** Vietnamese: what should be added and may be left out. */
  readonly remarks?: readonly string[];
  readonly version: number;
  readonly late?: boolean;
  /** What is late came after a day that no document set when it was decided. */
  readonly afterSuggested?: boolean;
  /** Items of a dossier that are missing, in Vietnamese. */
  readonly missing?: readonly string[];
}

export interface CommandRecords {
  find(commandId: string): Promise<Command | undefined>;
  findByKey(actorId: string, key: string): Promise<Command | undefined>;
  /** The database clock as a request comes, cut to milliseconds, and the command that its key has brought before. */
  receipt(actorId: string, key: string): Promise<{ readonly at: string; readonly earlier?: Command }>;
  /** What stands before a command: the one that the same key has brought, and the oldest of the unit without an outcome. */
  before(
    of: Pick<Command, 'cycleId' | 'unitId' | 'idempotencyKey'> & { readonly actorId: string },
  ): Promise<{ readonly twin?: Command; readonly pending?: Command }>;
  lock(commandId: string): Promise<Command | undefined>;
  /** Inserts, with the outcome where it has one, unless the actor used the key before; tells which. */
  insertOnce(command: Command): Promise<'inserted' | 'existing'>;
  /** Inserts one with its outcome, decided now by the database clock, which is told; undefined where the actor used the key before. */
  insertDecided(command: Omit<Command, 'decidedAt'>): Promise<string | undefined>;
  /** Commands that were applied with their record; their runs are still to adopt them. */
  insertApplied(commands: readonly Command[]): Promise<void>;
  /** Inserts new commands, due for delivery at once. */
  insertAll(commands: readonly Command[]): Promise<void>;
  /** Those of the units that have a command without an outcome. */
  unitsPending(cycleId: string, unitIds: readonly string[]): Promise<ReadonlySet<string>>;
  finish(
    commandId: string,
    status: 'applied' | 'refused',
    outcome: CommandOutcome,
    at: string,
  ): Promise<void>;
  /**
   * Claims commands that are due for another delivery: those without an outcome, the oldest of each unit only, so that
   * they are decided in order; or those applied of which it is not known that their run heard of them. Postpones the
   * next delivery, a little longer each time.
   */
  claimDue(status: 'received' | 'applied', limit: number): Promise<readonly Command[]>;
  /** Notes that the runs of these commands have their outcomes, so that they are not delivered again. */
  noteCarried(commandIds: readonly string[]): Promise<void>;
  /** The oldest command of a unit that has no outcome yet. */
  oldestPending(cycleId: string, unitId: string): Promise<Command | undefined>;
  /** Keeps the error; where the Update itself failed, the next delivery goes under a new attempt. */
  noteFailure(commandId: string, error: string, updateFailed: boolean): Promise<void>;
  /** Units with an applied command that their run is not known to have heard of, and since when they lag. */
  unheard(cycleId: string): Promise<readonly { readonly unitId: string; readonly lagSeconds: number }[]>;
  /** Commands without an outcome for longer than this. */
  stuck(cycleId: string, olderThanSeconds: number): Promise<readonly Command[]>;
}
