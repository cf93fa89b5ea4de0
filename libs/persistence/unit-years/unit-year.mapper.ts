import type { UnitYear } from '#libs/application';
import type { UnitYearRow } from './unit-year.rows.js';

export function toUnitYear(row: UnitYearRow, unitName: string): UnitYear {
  return {
    cycleId: row.cycleId,
    unitId: row.unitId,
    unitName,
    communeCode: row.communeCode,
    districtCode: row.districtCode ?? undefined,
    provinceCode: row.provinceCode,
    unitKind: row.unitKind,
    managedBy: row.managedBy,
    bodyKey: row.bodyKey ?? undefined,
    standing: row.standing,
    standingReason: row.standingReason ?? undefined,
    state: row.state,
  };
}
