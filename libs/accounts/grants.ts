import type { Scope } from '#libs/access';
import { dateOf, type IsoDate, type IsoInstant } from '#libs/calendar';
import type { ActorRole } from '#libs/policy';

/** From when to when a grant holds: whole days of Vietnam, and the instant at which somebody ended it. */
export interface GrantDays {
  readonly from: IsoDate;
  /** Its last day; open where absent. */
  readonly to?: IsoDate;
  readonly endedAt?: IsoInstant;
}

/** A role at a place, given to an account by a paper. A change of post ends one grant and begins another. */
export interface Grant extends GrantDays {
  readonly id: string;
  readonly role: ActorRole;
  readonly scope: Scope;
  readonly officeCode?: string;
}

/** Whether a grant may be acted on: its days go by the calendar, its end holds at once. */
export function isInForce({ from, to, endedAt }: GrantDays, now: IsoInstant): boolean {
  const today = dateOf(now);
  const hasEnded = endedAt !== undefined && Date.parse(endedAt) <= Date.parse(now);
  return !hasEnded && from <= today && (to === undefined || today <= to);
}
