import { setTimeout as pause } from 'node:timers/promises';
import { epochMs, toInstant } from '#libs/calendar';
import { DomainError } from '#libs/contracts';
import { SYSTEM_AUDIT } from '../audit/system-actor.js';
import type { Cycle } from '../cycles/cycles.port.js';
import type { Runs } from '../runs/runs.port.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { Unsettled } from './rehearsal.port.js';

type Needs = Stores<'audit' | 'cycles' | 'rehearsal'>;

const POLL_MS = 60;
/** A wake may be lost with the server that took it. */
const WAKE_AGAIN_MS = 2_000;
/** What somebody has to be woken for. */
const ACTING = ['calendar', 'reminders', 'escalations'] as const;

export interface RehearsalStepTaken {
  /** The cycle's now, ISO 8601. */
  readonly now: string;
  /** The clock stands at the instant asked for, or after it, and everything of it is done. */
  readonly reached: boolean;
  readonly over: boolean;
}

/**
 * Moves a rehearsal's clock to the next instant at which its calendar or its reminders act, and waits until everything
 * of that instant is done. What an earlier step left half done is finished first, so a step may be repeated.
 */
export class StepRehearsal {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly runs: Runs,
  ) {}

  /**
   * @param step `to`: ISO 8601 instant that the clock never passes
   * @param onBeat called at every look, several times a second
   * @throws DomainError CYCLE.UNKNOWN, REHEARSAL.ONLY
   */
  async execute(
    { cycleId, to }: { readonly cycleId: string; readonly to: string },
    signal: AbortSignal,
    onBeat: () => void,
  ): Promise<RehearsalStepTaken> {
    const goal = toInstant(epochMs(to));
    let cycle = await this.settled(cycleId, signal, onBeat);
    if (cycle.state === 'open' && cycle.clockAt < goal) {
      await this.move(cycleId, goal);
      cycle = await this.settled(cycleId, signal, onBeat);
    }
    return { now: cycle.clockAt, reached: cycle.clockAt >= goal, over: cycle.state === 'closed' };
  }

  private async move(cycleId: string, goal: string): Promise<void> {
    await this.unitOfWork.inTransaction(async (records) => {
      const cycle = rehearsed(await records.cycles.lock(cycleId), cycleId);
      const next = nextInstant(cycle, goal);
      if (next === undefined) return;
      await records.cycles.setClock(cycleId, next);
      await records.audit.append({
        cycleId,
        areaCode: cycle.provinceCode,
        ...SYSTEM_AUDIT,
        action: 'cycle.clockStepped',
        object: cycleId,
        detail: { from: cycle.clockAt, to: next },
      });
    });
  }

  /** Waits until nothing of the present instant is left to do; keeps waking whoever has to do it. */
  private async settled(cycleId: string, signal: AbortSignal, onBeat: () => void): Promise<Rehearsed> {
    let before: Unsettled | undefined;
    for (let wokenAt = Number.NEGATIVE_INFINITY; ; ) {
      signal.throwIfAborted();
      onBeat();
      const { cycle, left } = await this.unitOfWork.inTransaction(async (records) => ({
        cycle: rehearsed(await records.cycles.find(cycleId), cycleId),
        left: await records.rehearsal.unsettled(cycleId),
      }));
      if (isSettled(left)) return cycle;
      const hasMore = ACTING.some((kind) => left[kind] > (before?.[kind] ?? 0));
      before = left;
      if (hasMore || performance.now() - wokenAt >= WAKE_AGAIN_MS) {
        wokenAt = performance.now();
        await this.wake(cycle, left);
      }
      await pause(POLL_MS, undefined, { signal });
    }
  }

  private async wake({ id, provinceCode, state }: Rehearsed, left: Unsettled): Promise<void> {
    if (state !== 'open') return;
    const wakes = [
      ...(left.calendar > 0 ? [this.runs.wakeAreaYear(id, provinceCode)] : []),
      ...(left.reminders + left.escalations > 0 ? [this.runs.wakeAreaReminders(id, provinceCode)] : []),
    ];
    // Whoever was not reached is woken again.
    await Promise.allSettled(wakes);
  }
}

export const isSettled = (left: Unsettled): boolean => Object.values(left).every((count) => count === 0);

type Rehearsed = Cycle & { readonly clockAt: string };

/** @throws DomainError CYCLE.UNKNOWN, REHEARSAL.ONLY */
export function rehearsed(cycle: Cycle | undefined, cycleId: string): Rehearsed {
  if (cycle === undefined) throw new DomainError('CYCLE.UNKNOWN', { cycle: cycleId });
  const { clockAt } = cycle;
  if (clockAt === undefined) throw new DomainError('REHEARSAL.ONLY', { cycle: cycleId });
  return { ...cycle, clockAt };
}

/** The first instant after now at which something is to do, `goal` at the latest; undefined where now is not before it. */
function nextInstant(cycle: Rehearsed, goal: string): string | undefined {
  return [goal, cycle.calendar.nextAt, cycle.reminders.nextAt]
    .filter((instant) => instant !== undefined)
    .filter((instant) => instant > cycle.clockAt && instant <= goal)
    .sort()[0];
}
