import type { Scope } from '#libs/access';
import type { ManagementLevel } from '#libs/policy';
import type { Classification } from '#libs/unit-year';
import type { CounterCell } from '../counters/counters.port.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';

/** What supervisors watch, read without touching the units' years one by one; limited to the asker's scope. */
export interface WatchModel {
  /** Counters with anything in them, those of all kinds together but offices (`body`) apart. */
  boardCounts(cycleId: string, scope: Scope, filter: BoardFilter): Promise<readonly BoardCount[]>;
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
      readonly districtCode?: string | undefined;
      readonly kind: string;
      readonly units: number;
    }[]
  >;
  /** Names of areas by their codes. */
  areaNames(codes: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /**
   * Units that are not considered for awards, by the names of commune and unit; `undefined` where the asker sees no unit
   * of that code to begin after.
   */
  exclusions(
    cycleId: string,
    scope: Scope,
    page: {
      readonly after?: string | undefined;
      readonly limit: number;
      /** Keys of the classes that keep a unit from awards. */
      readonly classes: readonly string[];
      readonly communeCode?: string | undefined;
    },
  ): Promise<readonly ExclusionLine[] | undefined>;
}

export interface BoardFilter {
  readonly communeCode?: string | undefined;
  readonly kind?: string | undefined;
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

export interface ExclusionLine extends Pick<UnitYear, 'unitId' | 'unitName' | 'unitKind' | 'communeCode'> {
  readonly communeName: string;
  readonly managedBy: ManagementLevel;
  readonly notSubmitted: boolean;
  readonly classification?: Classification | undefined;
  /** Command by which a document took the unit out of the exclusion. */
  readonly overriddenBy?: string | undefined;
}
