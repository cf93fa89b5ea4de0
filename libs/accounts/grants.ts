import type { Scope } from '#libs/access';
import { addDays, dateOf, type IsoDate, type IsoInstant } from '#libs/calendar';
import type { ActorRole } from '#libs/policy';

/** From when to when a grant holds: whole days of Vietnam, and the instant at which it ends by a paper. */
export interface GrantDays {
  readonly from: IsoDate;
  /** Its last day; open where absent. */
  readonly to?: IsoDate;
  /** May lie ahead: a change of post ends a role with the day before the next one begins. */
  readonly endedAt?: IsoInstant;
}

/** As what somebody acts for a head: a deputy head (cấp phó, KT.), or another person whom the head delegates by a paper (TUQ.). */
export type DeputyAs =
  | { readonly capacity: 'deputyHead' }
  | {
      readonly capacity: 'delegate';
      /** The delegate's own position, under which he signs. */
      readonly position: string;
    };

/** A deputy acts for at most so many days after the first one: a year; assumed. */
const MOST_DEPUTY_DAYS = 365;

/** A role at a place, given to an account by a paper. A change of post ends one grant and begins another. */
export interface Grant extends GrantDays {
  readonly id: string;
  readonly role: ActorRole;
  readonly scope: Scope;
  readonly officeCode?: string;
  /** Name of the head for whom it lets act; absent where it is no deputy's. */
  readonly deputyFor?: string;
  /** As what it lets act for the head; there where `deputyFor` is. */
  readonly deputyAs?: DeputyAs;
}

/** Whether a grant may be acted on, now or from a day to come on: its days go by the calendar, its end holds at the instant. */
export function isOpen({ to, endedAt }: GrantDays, now: IsoInstant): boolean {
  const hasEnded = endedAt !== undefined && Date.parse(endedAt) <= Date.parse(now);
  return !hasEnded && (to === undefined || dateOf(now) <= to);
}

/** Whether a grant may be acted on now. */
export const isInForce = (grant: GrantDays, now: IsoInstant): boolean =>
  grant.from <= dateOf(now) && isOpen(grant, now);

/**
 * The last day that a deputy may be named for.
 *
 * @param from the deputy's first day
 * @param own days of the head's own grant, which no deputy outlasts
 */
export function lastDayOfDeputy(from: IsoDate, { to, endedAt }: GrantDays): IsoDate {
  const byPaper = endedAt === undefined ? undefined : addDays(dateOf(endedAt), -1);
  return [to, byPaper].reduce<IsoDate>(
    (last, day) => (day !== undefined && day < last ? day : last),
    addDays(from, MOST_DEPUTY_DAYS),
  );
}
