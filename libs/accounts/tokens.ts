import {
  type AreasAbove,
  isReadingRole,
  isWithinRole,
  isWithinScope,
  type Scope,
  scopeCode,
} from '#libs/access';
import { addDays, dateOf, type IsoDate, type IsoInstant } from '#libs/calendar';
import type { ActorRole } from '#libs/policy';
import { type Grant, type GrantDays, isInForce } from './grants.js';

/** What a token may do, and where. */
export interface RoleAtPlace {
  readonly role: ActorRole;
  readonly scope: Scope;
}

/**
 * Whether a token may do no more than the grant behind it. Offices and units are what they are at their own place alone: at a smaller
 * one the same role is that of another office.
 *
 * @param above areas that the place of the token lies in
 */
export function isWithinGrant(token: RoleAtPlace, grant: RoleAtPlace, above: AreasAbove): boolean {
  if (!isWithinRole(token.role, grant.role)) return false;
  const mayBeSmaller = token.role === 'administrator' || isReadingRole(token.role);
  return mayBeSmaller
    ? isWithinScope(token.scope, grant.scope, above)
    : token.scope.level === grant.scope.level && scopeCode(token.scope) === scopeCode(grant.scope);
}

/** What of a token of an account tells whether it still opens anything. */
export interface TokenState {
  readonly role: ActorRole;
  /** Its last day. */
  readonly to: IsoDate;
  /** When its account was disabled. */
  readonly disabledAt?: IsoInstant;
  /** The grant behind it. */
  readonly grant: Pick<Grant, 'role'> & GrantDays;
}

/** Whether a request may come by the token, which ends with the grant behind it. */
export const isTokenLive = ({ role, to, disabledAt, grant }: TokenState, now: IsoInstant): boolean =>
  disabledAt === undefined && dateOf(now) <= to && isWithinRole(role, grant.role) && isInForce(grant, now);

/** First and last day that may be the last one of a token that is made now. */
export const lastDaysOfToken = (
  now: IsoInstant,
  mostDays: number,
): { readonly first: IsoDate; readonly last: IsoDate } => ({
  first: dateOf(now),
  last: addDays(dateOf(now), mostDays),
});
