import type { PolicyPack, UnitProfile } from '#libs/policy';
import { type Contradiction, contradictionsOf, type Finding, findingsOf } from '#libs/registers';
import type { Records, SheetLine } from '../ports/records.port.js';

/** What the registers of a unit's year say about each criterion now. */
export async function findingsFor(
  records: Records,
  pack: PolicyPack,
  unit: { readonly cycleId: string; readonly unitId: string; readonly profile: UnitProfile },
): Promise<readonly Finding[]> {
  if (pack.registers.length === 0) return [];
  return findingsOf(pack, unit.profile, await records.registers.ofUnit(unit.cycleId, unit.unitId));
}

/** Lines of one column that say more than the registers, each told in one sentence that names both. */
export function contradictionsIn(
  findings: readonly Finding[],
  lines: readonly SheetLine[],
): readonly (Contradiction & { readonly text: string })[] {
  return contradictionsOf(findings, lines).map((each) => ({
    ...each,
    text: `Tiêu chí ${each.criterion}: bảng chấm ghi ${each.line}, ${each.finding}.`,
  }));
}
