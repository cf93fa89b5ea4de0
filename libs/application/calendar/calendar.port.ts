import type { CalendarKind, ManagementLevel } from '#libs/policy';
import type { SubjectKind, UnitYear } from '../unit-years/unit-years.port.js';

/** Which instant of a cycle's calendar; one row for each level it concerns, empty for the whole cycle. */
export interface CalendarActKey {
  readonly kind: CalendarKind;
  readonly stage: string;
  readonly level: ManagementLevel | '';
  readonly day: string;
}

export interface CalendarAct extends CalendarActKey {
  readonly cycleId: string;
  /** The cycle's own now. */
  readonly actedAt: string;
  readonly detail: unknown;
}

/** Subjects that have not handed in a stage, by the last day they were granted. */
export interface OpenAtStage {
  readonly level: ManagementLevel;
  readonly unitKind: SubjectKind;
  /** Grace of the stage, YYYY-MM-DD; absent where none was given. */
  readonly graceUntil?: string;
  readonly subjects: number;
}

export interface CalendarRecords {
  /** What the cycle's calendar has acted at. */
  acts(cycleId: string): Promise<readonly CalendarActKey[]>;
  /** Notes an act; false where it was there already, also when another transaction was just about to. */
  actOnce(act: CalendarAct): Promise<boolean>;
  /**
   * Subjects with a stage that has no outcome, closed years apart, after `afterId` in the order of their ids, with
   * their names.
   */
  withoutOutcome(
    cycleId: string,
    stage: string,
    levels: readonly ManagementLevel[],
    afterId: string | undefined,
    limit: number,
  ): Promise<readonly UnitYear[]>;
  /** The same subjects counted. */
  countWithoutOutcome(
    cycleId: string,
    stage: string,
    levels: readonly ManagementLevel[],
  ): Promise<readonly OpenAtStage[]>;
  /** Subjects without an outcome that a mail has reminded of the stage. */
  countTold(cycleId: string, stage: string, levels: readonly ManagementLevel[]): Promise<number>;
  /** Subjects inside the standard whose year is not closed, after `afterId` in the order of their ids. */
  openYears(cycleId: string, afterId: string | undefined, limit: number): Promise<readonly UnitYear[]>;
}
