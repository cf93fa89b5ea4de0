import type { Cycle, Turn } from '../cycles/cycles.port.js';
import { type Runs, type UnitRun, UpdateFailedError } from '../runs/runs.port.js';
import { wake } from '../runs/wake.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import { CarryLane } from './carry-lane.js';
import type { Command } from './commands.port.js';
import { movesDays } from './moves-days.js';

type Needs = Stores<'commands' | 'cycles' | 'unitYears'>;

const CARRY_TIMEOUT_MS = 12_000;
/** A server that refused a connection is told nothing for so long. */
const AWAY_FOR_MS = 3_000;
/** Deliveries under way at once for what was left behind; requests bring their own. */
const AT_ONCE = 40;
/** Whoever changed something wakes at once; the net steps in after this. */
const WAKE_AFTER_SECONDS = 2;
/**
 * A turn that has not come is woken again after this, and each time after twice as long, so that the history of a run
 * does not fill with signals while its worker is away for days.
 */
const WAKE_AGAIN_AFTER_MS = 15_000;
const WAKE_AGAIN_AT_MOST_MS = 30 * 60_000;

export interface DispatcherLog {
  warn(event: string, detail: Record<string, unknown>): void;
}

interface Woken {
  /** Database clock of the change that the turn was woken for. */
  readonly change: string;
  readonly waitMs: number;
  readonly againAt: number;
}

/** How a delivery ended; the outcome itself stands in the command's row. */
export type DeliveryEnd = 'carried' | 'notCarried' | 'unreachable';

/** A decided command with the run that is to hear of it, where whoever decided it said which. */
interface Decided extends Command {
  readonly run?: UnitRun;
}

/**
 * Delivers recorded commands to their workflows, the commands of one unit in the order of their receipt: those without
 * an outcome at once for the request that brought them, those that the door decided a few at a time beside the requests
 * of others; and by polling what is left of either (a dead worker, an absent Temporal server, a crash between commit and
 * delivery, a worker and server lost before the Update was written). The only poller outside Temporal.
 */
export class CommandDispatcher {
  /** What is decided, for the runs to hear. */
  private readonly lane = new CarryLane<Decided>((decided) => this.tell(decided));
  /** Until then no run is told of what is decided: Temporal was not there. */
  private awayUntil = 0;
  private readonly inFlight = new Map<string, Promise<DeliveryEnd>>();
  /** Carried, but not yet noted as such: noted together, once a round, and delivered once more if that is lost. */
  private readonly carried = new Set<string>();

  /** What the net has woken each turn for that is still waiting, and when it does so again. */
  private readonly woken = new Map<string, Woken>();

  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly runs: Runs,
    private readonly log: DispatcherLog,
  ) {}

  /** Work at the door, beside which fewer runs are told of other things. */
  besides<T>(work: () => Promise<T>): Promise<T> {
    return this.lane.besides(work);
  }

  /** Lets the run hear of a command that the door has applied, and the calendar where days moved; waits for neither. */
  carryLater(command: Command, run: UnitRun): void {
    if (Date.now() >= this.awayUntil) this.lane.push({ ...command, run });
    if (movesDays(command.body.kind)) {
      void wake(this.runs, { id: run.cycleId, provinceCode: run.provinceCode });
    }
  }

  /** Delivers a command once all older ones of its unit are decided; joins a delivery that is under way. */
  deliver(command: Command): Promise<DeliveryEnd> {
    return this.track(command.id, () => this.deliverInTurn(command));
  }

  /**
   * One round of polling: hands over what is due, the oldest command of each unit only, starts openings that were
   * recorded but not started, and wakes the calendars and reminders that should have looked at something and did not.
   * Does not wait for the outcomes.
   */
  async poll(): Promise<void> {
    await this.noteCarried();
    for (const command of await this.claim('received', AT_ONCE - this.inFlight.size)) {
      void this.deliver(command);
    }
    if (Date.now() >= this.awayUntil) {
      const room = Math.min(AT_ONCE, this.lane.room);
      for (const command of await this.claim('applied', room)) this.lane.push(command);
    }
    const openings = await this.unitOfWork.inTransaction((records) => records.cycles.waitingToOpen());
    await Promise.all(openings.map((cycle) => this.startOpening(cycle)));
    await this.wakeWaiting();
  }

  private async claim(status: 'received' | 'applied', room: number): Promise<readonly Command[]> {
    if (room <= 0) return [];
    return this.unitOfWork.inTransaction((records) => records.commands.claimDue(status, room));
  }

  /** Tells a run of what is decided; where nobody is there to be told, what waits is left for later. */
  private async tell(decided: Decided): Promise<void> {
    const end = await this.track(decided.id, () => this.handOver(decided, decided.run));
    if (end !== 'unreachable') return;
    this.awayUntil = Date.now() + AWAY_FOR_MS;
    this.lane.forget();
  }

  /** Waits for the deliveries under way. */
  async drain(): Promise<void> {
    await this.lane.drain();
    await Promise.allSettled(this.inFlight.values());
    await this.noteCarried();
  }

  private async wakeWaiting(): Promise<void> {
    const waiting = await this.unitOfWork.inTransaction((records) =>
      records.cycles.needingWake(WAKE_AFTER_SECONDS),
    );
    const now = Date.now();
    const keyOf = (cycle: Cycle, turn: Turn) => `${cycle.id}/${turn}`;
    const still = new Set(waiting.flatMap(({ cycle, which }) => which.map((turn) => keyOf(cycle, turn))));
    for (const key of this.woken.keys()) if (!still.has(key)) this.woken.delete(key);
    await Promise.all(
      waiting.map(({ cycle, which }) => {
        const due = which.filter((turn) => this.isDue(keyOf(cycle, turn), cycle.changedAt, now));
        return wake(this.runs, cycle, due);
      }),
    );
  }

  /** Whether a waiting turn is to be woken now, which is noted: at once for a change, then at growing intervals. */
  private isDue(key: string, change: string, now: number): boolean {
    const known = this.woken.get(key);
    if (known?.change === change && now < known.againAt) return false;
    const waitMs =
      known?.change === change ? Math.min(known.waitMs * 2, WAKE_AGAIN_AT_MOST_MS) : WAKE_AGAIN_AFTER_MS;
    this.woken.set(key, { change, waitMs, againAt: now + waitMs });
    return true;
  }

  /** A cycle that cannot be started now is started in a later round, and holds up nobody else's. */
  private async startOpening({ id, provinceCode }: Cycle): Promise<void> {
    try {
      await this.runs.startAreaYear(id, provinceCode);
    } catch (error) {
      this.log.warn('cycle.notStarted', { cycleId: id, error: messageOf(error) });
    }
  }

  private async noteCarried(): Promise<void> {
    const ids = [...this.carried];
    if (ids.length === 0) return;
    await this.unitOfWork.inTransaction((records) => records.commands.noteCarried(ids));
    for (const id of ids) this.carried.delete(id);
  }

  private track(commandId: string, start: () => Promise<DeliveryEnd>): Promise<DeliveryEnd> {
    const known = this.inFlight.get(commandId);
    if (known !== undefined) return known;
    const delivery = start().finally(() => {
      this.inFlight.delete(commandId);
    });
    this.inFlight.set(commandId, delivery);
    return delivery;
  }

  private async deliverInTurn(command: Command): Promise<DeliveryEnd> {
    for (;;) {
      const first = await this.oldestPending(command);
      if (first === undefined) return 'carried';
      if (first.id === command.id) return this.handOver(first);
      const end = await this.track(first.id, () => this.handOver(first));
      // What holds up an older command holds up this one too; the poller goes on in order.
      if (end !== 'carried') return end;
    }
  }

  private async oldestPending(command: Command): Promise<Command | undefined> {
    try {
      return await this.unitOfWork.inTransaction((records) =>
        records.commands.oldestPending(command.cycleId, command.unitId),
      );
    } catch (error) {
      this.log.warn('command.orderUnknown', { commandId: command.id, error: messageOf(error) });
      return command;
    }
  }

  private async handOver(command: Command, known?: UnitRun): Promise<DeliveryEnd> {
    try {
      const run = known ?? (await this.unitOfWork.inTransaction((records) => runOf(records, command)));
      await this.runs.carry(command, run, CARRY_TIMEOUT_MS);
      this.carried.add(command.id);
      // For one that was decided before, this was done then.
      if (command.status === 'received' && movesDays(command.body.kind)) {
        void wake(this.runs, { id: run.cycleId, provinceCode: run.provinceCode });
      }
      return 'carried';
    } catch (error) {
      const { id: commandId, trace, attempt } = command;
      this.log.warn('command.notDelivered', { commandId, trace, attempt, error: messageOf(error) });
      const updateFailed = error instanceof UpdateFailedError;
      await this.unitOfWork
        .inTransaction((records) => records.commands.noteFailure(commandId, messageOf(error), updateFailed))
        .catch((failure: unknown) => {
          this.log.warn('command.failureNotNoted', { commandId, error: messageOf(failure) });
        });
      return isUnreachable(error) ? 'unreachable' : 'notCarried';
    }
  }
}

async function runOf(records: Needs, command: Command): Promise<UnitRun> {
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
