import type { Scope } from '#libs/access';
import type { UnitRecords } from '../units/units.port.js';

/** Where a unit or a commune lies; asked only where the scope does not name its province. */
export interface Whereabouts {
  readonly units: Pick<UnitRecords, 'communes' | 'find'>;
}

/** Whether the account lies in another province than the cycle, whatever the level of its scope. */
export async function isForeign(records: Whereabouts, scope: Scope, provinceCode: string): Promise<boolean> {
  switch (scope.level) {
    case 'tinh':
    case 'sector':
      return scope.provinceCode !== provinceCode;
    case 'xa':
      return (await records.units.communes(provinceCode)).every(({ code }) => code !== scope.communeCode);
    case 'huyen':
      return (await records.units.communes(provinceCode)).every(
        ({ districtCode }) => districtCode !== scope.districtCode,
      );
    case 'unit':
      return (await records.units.find(scope.unitId))?.provinceCode !== provinceCode;
  }
}
