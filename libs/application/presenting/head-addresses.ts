import { addressOf } from '../mail/addressee.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';

/**
 * Where whoever sends for a unit is written to: those who have the head's role there now, deputies among them; the head's address in
 * the list of units where no account has one; where neither is known the unit's own mailbox, for somebody must hear of it.
 */
export async function headAddresses(
  records: Stores<'accounts' | 'now' | 'units'>,
  unit: Pick<UnitYear, 'unitId' | 'bodyKey'>,
): Promise<readonly string[]> {
  const heads = await records.accounts.holdersAt(unit.unitId, 'unit-head');
  const own = [...new Set(heads.flatMap(({ email }) => email ?? []))];
  if (own.length > 0) return own;
  const listed = (await records.units.find(unit.unitId))?.contacts.find(({ role }) => role === 'head')?.email;
  const address = listed ?? (await addressOf(records, unit));
  return address === undefined ? [] : [address];
}
