import type { Scope } from '#libs/access';
import { dateOf, type IsoDate, type IsoInstant } from '#libs/calendar';
import type { ActorRole } from '#libs/policy';

/** From when to when a grant holds: whole days of Vietnam, and the instant at which it ends by a paper. */
export interface GrantDays {
  readonly from: IsoDate;
  /** Its last day; open where absent. */
  readonly to?: IsoDate;
  /** May lie ahead: a change of post ends a role with the day before the next one begins. */
  readonly endedAt?: IsoInstant;
}

/** A role at a place, given to an account by a paper. A change of post ends one grant and begins another. */
export interface Grant extends GrantDays {
  readonly id: string;
  readonly role: ActorRole;
  readonly scope: Scope;
  readonly officeCode?: string;
  /** Name of the head for whom it lets act; absent where it is no deputy's. */
  readonly deputyFor?: string;
}

/** Whether a grant may be acted on, now or from a day to come on: its days go by the calendar, its end holds at the instant. */
export function isOpen({ to, endedAt }: GrantDays, now: IsoInstant): boolean {
  const hasEnded = endedAt !== undefined && Date.parse(endedAt) <= Date.parse(now);
  return !hasEnded && (to === undefined || dateOf(now) <= to);
}

/** Whether a grant may be acted on now. */
export const isInForce = (grant: GrantDays, now: IsoInstant): boolean =>
  grant.from <= dateOf(now) && isOpen(grant, now);
