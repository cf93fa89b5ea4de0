import { DomainError } from '#libs/contracts';
import type { Cycle } from '../cycles/cycles.port.js';
import type { Identity } from '../identity/identity.js';
import type { BatchPlan } from './batches.port.js';

/** Whether what touches several communes or a closed year waits for a second account, and whose account is one. */
export interface SecondAccountRule {
  readonly isOn: boolean;
  /** For so many days an account is none beside whoever made it, gave it a role or changed what it is signed in by. */
  readonly makerDays: number;
}

/** Whether a batch of this plan waits for a second account. */
export const needsSecondAccount = (
  { isOn }: Pick<SecondAccountRule, 'isOn'>,
  { places, closedYears }: Pick<BatchPlan, 'places' | 'closedYears'>,
): boolean => isOn && (places.length > 1 || closedYears > 0);

/**
 * Two accounts are two persons, and a token that belongs to no account is nobody: whoever holds it may hold others, or be the second one.
 * A rehearsal has tokens alone, and nobody is judged in it.
 *
 * @throws DomainError BATCH.NO_ACCOUNT
 */
export function requireAccount(
  { clockKind }: Pick<Cycle, 'clockKind'>,
  { session, token }: Pick<Identity, 'session' | 'token'>,
): void {
  if (clockKind === 'calendar' && session === undefined && token === undefined) {
    throw new DomainError('BATCH.NO_ACCOUNT');
  }
}
