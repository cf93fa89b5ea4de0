import type { PolicyPack, UnitProfile } from '#libs/policy';
import {
  type Contradiction,
  contradictionsOf,
  type Finding,
  findingsOf,
  type RecordingSide,
} from '#libs/registers';
import type { SheetLine } from '../papers/papers.port.js';
import type { Stores } from '../transaction/records.port.js';
import type { RegisterEntry } from './registers.port.js';

type Needs = Stores<'registers'>;

/** The side on which an entry was recorded; a unit's paper that the police enter is the unit's. */
export const sideOf = ({ actor, onBehalf }: Pick<RegisterEntry, 'actor' | 'onBehalf'>): RecordingSide =>
  actor.role === 'appraiser' && onBehalf === undefined ? 'police' : 'unit';

/** What the registers of a unit's year say about each criterion now. */
export async function findingsFor(
  records: Needs,
  pack: PolicyPack,
  unit: { readonly cycleId: string; readonly unitId: string; readonly profile: UnitProfile },
): Promise<readonly Finding[]> {
  if (pack.registers.length === 0) return [];
  const entries = await records.registers.ofUnit(unit.cycleId, unit.unitId);
  return findingsOf(
    pack,
    unit.profile,
    entries.map((entry) => ({ ...entry, by: sideOf(entry) })),
  );
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
