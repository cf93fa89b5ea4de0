import type { Scope } from '#libs/access';
import type { Stores } from '../transaction/records.port.js';

type Needs = Stores<'units'>;

/** Whether the account lies in another province than the cycle, whatever the level of its scope. */
export async function isForeign(records: Needs, scope: Scope, provinceCode: string): Promise<boolean> {
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
