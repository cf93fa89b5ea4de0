import type { Scope } from '../identity/identity.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';

/** Row scope as a question about one unit year. */
export function isInScope(
  scope: Scope,
  unit: Pick<UnitYear, 'unitId' | 'communeCode' | 'districtCode' | 'provinceCode'>,
): boolean {
  switch (scope.level) {
    case 'unit':
      return unit.unitId === scope.unitId;
    case 'xa':
      return unit.communeCode === scope.communeCode;
    case 'huyen':
      return unit.districtCode === scope.districtCode;
    case 'tinh':
      return unit.provinceCode === scope.provinceCode;
  }
}
