import type { Scope } from '#libs/access';
import type { ManagementLevel } from '#libs/policy';
import type { Classification } from '#libs/unit-year';
import type { UnitYear } from '../unit-years/unit-years.port.js';

/** Who is kept from awards; limited to the asker's scope. */
export interface ExclusionModel {
  /**
   * Units that are not considered for awards, by the names of commune and unit; `undefined` where the asker sees no unit
   * of that code to begin after.
   */
  exclusions(
    cycleId: string,
    scope: Scope,
    page: {
      readonly after?: string;
      readonly limit: number;
      /** Keys of the classes that keep a unit from awards. */
      readonly classes: readonly string[];
      readonly communeCode?: string;
    },
  ): Promise<readonly ExclusionLine[] | undefined>;
}

export interface ExclusionLine extends Pick<UnitYear, 'unitId' | 'unitName' | 'unitKind' | 'communeCode'> {
  readonly communeName: string;
  readonly managedBy: ManagementLevel;
  readonly notSubmitted: boolean;
  readonly classification?: Classification;
  /** Command by which a document took the unit out of the exclusion. */
  readonly overriddenBy?: string;
}
