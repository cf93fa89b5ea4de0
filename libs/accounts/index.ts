export {
  type AttemptCount,
  type Attempts,
  answerLaterMs,
  KNOWN_FOR_MS,
  oneMore,
  SLOWDOWNS,
  waitMs,
} from './attempts.js';
export {
  type DeputyAs,
  type Grant,
  type GrantDays,
  isInForce,
  isOpen,
  lastDayOfDeputy,
} from './grants.js';
export { FORMER_ADDRESS, INVITATION, LINK, WAVES } from './links.js';
export { passwordFault, SHORTEST_PASSWORD } from './password.js';
export { needsCode, SECOND_STEP } from './second-factor.js';
export {
  hasNamedDevices,
  isFresh,
  isToBeNoted,
  NAMED_DEVICE,
  type SessionLimits,
  type SessionState,
  sessionUse,
} from './sessions.js';
export { isTokenLive, isWithinGrant, lastDaysOfToken, type RoleAtPlace, type TokenState } from './tokens.js';
export { type UseLimit, usable } from './use-limits.js';
