import type { Command, Records, UnitOfWork } from '../ports/records.port.js';
import { type Runs, type UnitRun, UpdateFailedError } from '../ports/runs.port.js';

const CARRY_TIMEOUT_MS = 12_000;
const CLAIM_AT_ONCE = 20;

export interface DispatcherLog {
  warn(event: string, detail: Record<string, unknown>): void;
}

/**
 * Delivers recorded commands to their workflows: at once for the request that brought them, and by polling for what is
 * still `received` (a dead worker, an absent Temporal server, a crash between commit and delivery) and for what was
 * applied without its run being known to have adopted it (worker and server lost after the commit, so that the Update
 * was never written). The only poller outside Temporal.
 */
export class CommandDispatcher {
  private readonly inFlight = new Map<string, Promise<void>>();
  /** Carried, but not yet noted as such: noted together, once a round, and delivered once more if that is lost. */
  private readonly carried = new Set<string>();
  private unreachableUntil = 0;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly runs: Runs,
    private readonly log: DispatcherLog,
  ) {}

  /** True for a moment after the carrier could not be reached, so that a caller need not wait in vain. */
  get isUnreachable(): boolean {
    return Date.now() < this.unreachableUntil;
  }

  /** Starts a delivery and returns at once; its end is seen by `settled`, its outcome in the command's row. */
  deliverSoon(command: Command): void {
    if (this.inFlight.has(command.id)) return;
    const delivery = this.deliver(command).finally(() => {
      this.inFlight.delete(command.id);
    });
    this.inFlight.set(command.id, delivery);
  }

  /** Resolves when the delivery under way for a command ends; never resolves where none is. */
  settled(commandId: string): Promise<void> {
    return this.inFlight.get(commandId) ?? new Promise<void>(() => undefined);
  }

  /**
   * One round of polling: starts openings that were recorded but not started, then delivers what is due, the oldest
   * command of each unit only. Returns how many commands it handed over.
   */
  async poll(): Promise<number> {
    await this.noteCarried();
    const { openings, due } = await this.unitOfWork.inTransaction(async (records) => ({
      openings: await records.cycles.waitingToOpen(),
      due: await records.commands.claimDue(CLAIM_AT_ONCE),
    }));
    for (const cycle of openings) await this.runs.startAreaYear(cycle.id, cycle.provinceCode);
    for (const command of due) this.deliverSoon(command);
    await Promise.all(due.map((command) => this.settled(command.id)));
    return due.length;
  }

  /** Waits for the deliveries under way. */
  async drain(): Promise<void> {
    await Promise.allSettled(this.inFlight.values());
    await this.noteCarried();
  }

  private async noteCarried(): Promise<void> {
    const ids = [...this.carried];
    if (ids.length === 0) return;
    await this.unitOfWork.inTransaction((records) => records.commands.noteCarried(ids));
    for (const id of ids) this.carried.delete(id);
  }

  private async deliver(command: Command): Promise<void> {
    try {
      const run = await this.unitOfWork.inTransaction((records) => runOf(records, command));
      await this.runs.carry(command, run, CARRY_TIMEOUT_MS);
      this.carried.add(command.id);
      this.unreachableUntil = 0;
    } catch (error) {
      if (isUnreachable(error)) this.unreachableUntil = Date.now() + 500;
      this.log.warn('command.notDelivered', {
        commandId: command.id,
        attempt: command.attempt,
        error: messageOf(error),
      });
      await this.unitOfWork
        .inTransaction((records) =>
          records.commands.noteFailure(command.id, messageOf(error), error instanceof UpdateFailedError),
        )
        .catch((failure: unknown) => {
          this.log.warn('command.failureNotNoted', { commandId: command.id, error: messageOf(failure) });
        });
    }
  }
}

async function runOf(records: Records, command: Command): Promise<UnitRun> {
  const unit = await records.unitYears.find(command.cycleId, command.unitId);
  if (unit === undefined) throw new Error(`unit year of command ${command.id} is gone`);
  return {
    cycleId: unit.cycleId,
    unitId: unit.unitId,
    provinceCode: unit.provinceCode,
    communeCode: unit.communeCode,
    unitKind: unit.unitKind,
  };
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? `: ${messageOf(error.cause)}` : '';
  return `${error.message}${cause}`;
}

/** A refused connection answers at once (gRPC UNAVAILABLE); a hanging one shows as a time-out only. */
function isUnreachable(error: unknown): boolean {
  return /UNAVAILABLE|ECONNREFUSED/.test(messageOf(error));
}
