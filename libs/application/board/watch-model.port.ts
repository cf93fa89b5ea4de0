import type { Scope } from '#libs/access';
import type { CounterCell } from '../counters/counters.port.js';

/** What supervisors watch, read without touching the units' years one by one; limited to the asker's scope. */
export interface WatchModel {
  /**
   * Counters with anything in them, those of all kinds together but offices (`body`) apart.
   *
   * @param day YYYY-MM-DD of the cycle's own clock: as they stood at its end; as they stand when absent
   */
  boardCounts(
    cycleId: string,
    scope: Scope,
    filter: BoardFilter,
    day?: string,
  ): Promise<readonly BoardCount[]>;
  /** Subjects by stage that have had a command without an outcome for so many seconds. */
  stuckByStage(
    cycleId: string,
    scope: Scope,
    filter: BoardFilter,
    olderThanSeconds: number,
  ): Promise<readonly StuckCount[]>;
  /** Units outside the standard by commune and kind. */
  unitsOutside(cycleId: string): Promise<
    readonly {
      readonly communeCode: string;
      readonly districtCode?: string;
      readonly kind: string;
      readonly units: number;
    }[]
  >;
  /** How many units stood outside the standard at the end of a day of the cycle's own clock. */
  unitsOutsideOn(cycleId: string, scope: Scope, filter: BoardFilter, day: string): Promise<number>;
  /** Names of areas by their codes. */
  areaNames(codes: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

export interface BoardFilter {
  readonly communeCode?: string;
  readonly kind?: string;
}

export interface BoardCount
  extends Pick<CounterCell, 'communeCode' | 'level' | 'stage' | 'dueDay' | 'status'> {
  readonly isBody: boolean;
  readonly n: number;
}

export interface StuckCount extends Pick<CounterCell, 'communeCode' | 'stage'> {
  readonly isBody: boolean;
  readonly n: number;
}
