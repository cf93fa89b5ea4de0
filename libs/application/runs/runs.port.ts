import type { CommandCarried } from '#libs/contracts';
import type { Command } from '../commands/commands.port.js';

/** Thrown when the Update that carried a command failed for good; its id would give the same failure for ever. */
export class UpdateFailedError extends Error {
  override readonly name = 'UpdateFailedError';
}

/** Search attributes of a unit's run. */
export interface UnitRun {
  readonly cycleId: string;
  readonly unitId: string;
  readonly provinceCode: string;
  readonly communeCode: string;
  readonly unitKind: string;
}

/** The running workflows, as far as use cases need them. */
export interface Runs {
  /** Starts `areaYear` unless it was ever started. */
  startAreaYear(cycleId: string, areaId: string): Promise<void>;
  /** Tells `areaYear` that something changed or became due, starting it where none runs. */
  wakeAreaYear(cycleId: string, areaId: string): Promise<void>;
  /** Tells `areaReminders` the same, starting it where none runs. */
  wakeAreaReminders(cycleId: string, areaId: string): Promise<void>;
  /**
   * Lets a rehearsal's clock go on to `to` (ISO 8601) by itself, starting `rehearsal` where none runs.
   *
   * @param dayMs real milliseconds that a day takes at least; 0 for no pause
   */
  advanceRehearsal(cycleId: string, areaId: string, to: string, dayMs: number): Promise<void>;
  /** Starts a unit's run unless one was ever started under its id; several at once. */
  startUnitYears(runs: readonly UnitRun[]): Promise<void>;
  /**
   * Hands a recorded command to its unit's workflow, starting it where none runs (the one way in).
   * A time-out or a lost connection says nothing about the outcome: the same Update is then handed over again.
   *
   * @throws UpdateFailedError where the Update itself failed
   */
  carry(command: Command, run: UnitRun, timeoutMs: number): Promise<CommandCarried>;
  /** Ids of the units of a cycle that have a run open, by visibility (seconds behind). */
  openUnitIds(cycleId: string): Promise<readonly string[]>;
}
