import { DomainError } from '#libs/contracts';
import { requireOwnProvince } from '../access/rights.js';
import type { Identity } from '../identity/identity.js';

/**
 * The province whose days off an account may edit.
 *
 * @throws DomainError ACTOR.REHEARSAL_ONLY, ACTOR.ADMINISTRATOR_ONLY, ACTOR.OTHER_AREA
 */
export function editedProvinceOf(identity: Identity): string {
  // The table stands behind the real year too, so a rehearsal never edits it.
  if (identity.cycleId !== undefined)
    throw new DomainError('ACTOR.REHEARSAL_ONLY', { cycle: identity.cycleId });
  return requireOwnProvince(identity, 'editHolidays');
}
