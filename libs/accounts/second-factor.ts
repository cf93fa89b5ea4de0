import type { ActorRole } from '#libs/policy';

/** Roles that come in with a code as well, by whatever way: they see or steer a whole area. */
export const SECOND_FACTOR_ROLES: readonly ActorRole[] = ['supervisor', 'administrator'];

/**
 * Whether somebody must bring a code as well.
 *
 * @param roles of the grants in force
 * @param isEnrolled whether the account has an authenticator; who has one uses it
 */
export const needsCode = (roles: readonly ActorRole[], isEnrolled: boolean): boolean =>
  isEnrolled || roles.some((role) => SECOND_FACTOR_ROLES.includes(role));

/** How long somebody has for the code, in milliseconds, and how many codes there are for a lost authenticator. */
export const SECOND_STEP = { validMs: 10 * 60_000, recoveryCodes: 10 } as const;
