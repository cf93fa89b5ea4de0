import type { IsoInstant } from '#libs/calendar';
import { type GrantDays, isInForce } from './grants.js';

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
  /** The grant that it acts in. */
  readonly grant: GrantDays;
}

/** Whether a request may come by the session; whatever ends it, it is signed in to anew. */
export function isLive(session: SessionState, now: IsoInstant): boolean {
  const at = Date.parse(now);
  return (
    session.endedAt === undefined &&
    session.disabledAt === undefined &&
    at < Date.parse(session.endsAt) &&
    at - Date.parse(session.seenAt) < session.idleMs &&
    isInForce(session.grant, now)
  );
}

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
