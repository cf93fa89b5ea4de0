import { DomainError } from '#libs/contracts';
import type { Identity } from '../identity/identity.js';

/**
 * What steers a whole province belongs to its administrator; one of another province or of a commune may not.
 *
 * @throws DomainError ACTOR.ADMINISTRATOR_ONLY, ACTOR.OTHER_AREA
 */
export function requireAdministratorOf(identity: Identity, provinceCode: string | undefined): void {
  if (identity.role !== 'administrator') throw new DomainError('ACTOR.ADMINISTRATOR_ONLY');
  if (identity.scope.level !== 'tinh' || identity.scope.provinceCode !== provinceCode) {
    throw new DomainError('ACTOR.OTHER_AREA');
  }
}

/**
 * Reports over a whole province are for those who steer or supervise it.
 *
 * @throws DomainError ACTOR.OTHER_AREA
 */
export function requireOverseerOf(identity: Identity, provinceCode: string): void {
  const oversees = identity.role === 'administrator' || identity.role === 'supervisor';
  if (!oversees || identity.scope.level !== 'tinh' || identity.scope.provinceCode !== provinceCode) {
    throw new DomainError('ACTOR.OTHER_AREA');
  }
}
