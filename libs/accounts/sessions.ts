import type { Scope } from '#libs/access';
import type { IsoInstant } from '#libs/calendar';
import { type Grant, isInForce } from './grants.js';

/** How long a session lasts: without a request, and from its beginning. */
export interface SessionLimits {
  readonly idleMs: number;
  readonly absoluteMs: number;
}

/** What of a session tells whether it still opens anything. */
export interface SessionState {
  readonly seenAt: IsoInstant;
  /** The instant at which it ends whatever happens. */
  readonly endsAt: IsoInstant;
  readonly idleMs: number;
  /** When somebody ended it. */
  readonly endedAt?: IsoInstant;
  /** When its account was disabled. */
  readonly disabledAt?: IsoInstant;
  /** Until when the device is a named one; absent where nobody has named it. */
  readonly namedUntil?: IsoInstant;
  /** The grant that it acts in. */
  readonly grant: Pick<Grant, 'endedAt' | 'from' | 'scope' | 'to'>;
}

/** A device that its holder has named stays signed in for so long, to prepare drafts alone. */
export const NAMED_DEVICE = { validMs: 90 * 24 * 3_600_000 } as const;

/**
 * What a session is good for: all that its grant may do, or drafts alone.
 *
 * @returns undefined where no request may come by it any more, so that it is signed in to anew
 */
export function sessionUse(session: SessionState, now: IsoInstant): 'all' | 'drafts' | undefined {
  if (session.endedAt !== undefined || session.disabledAt !== undefined || !isInForce(session.grant, now)) {
    return undefined;
  }
  const at = Date.parse(now);
  const isWithinLimits = at < Date.parse(session.endsAt) && at - Date.parse(session.seenAt) < session.idleMs;
  return isWithinLimits ? 'all' : isNamed(session, now) ? 'drafts' : undefined;
}

/** Whether a device may be a named one: a unit's people have drafts to go on with, who sees more than one unit signs in to look. */
export const hasNamedDevices = ({ level }: Scope): boolean => level === 'unit';

const isNamed = ({ namedUntil, grant }: SessionState, now: IsoInstant): boolean =>
  hasNamedDevices(grant.scope) && namedUntil !== undefined && Date.parse(now) < Date.parse(namedUntil);

/** So long after a sign-in its session does what asks for a fresh one. */
const FRESH_FOR_MS = 10 * 60_000;

/** Whether somebody has shown who they are just now, and not only left a browser open. */
export const isFresh = (startedAt: IsoInstant, now: IsoInstant): boolean =>
  Date.parse(now) - Date.parse(startedAt) < FRESH_FOR_MS;

/** A request is noted no oftener than this, so that reading stays reading. */
const NOTED_EVERY_MS = 60_000;

/** Whether the request is to be noted as the last one. */
export const isToBeNoted = ({ seenAt }: Pick<SessionState, 'seenAt'>, now: IsoInstant): boolean =>
  Date.parse(now) - Date.parse(seenAt) >= NOTED_EVERY_MS;
