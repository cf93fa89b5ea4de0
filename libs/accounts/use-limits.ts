import type { Permission } from '#libs/access';

/** Why a session may not do everything: two people read the mailbox that opened it, or it is left of a named device. */
export type UseLimit = 'named-device' | 'shared-address';

/** What such a session may change: what decides nothing. */
const HARMLESS: Readonly<Record<UseLimit, readonly Permission[]>> = {
  'shared-address': ['prepareDraft', 'endOwnSession', 'useOwnAccount'],
  'named-device': ['prepareDraft', 'endOwnSession'],
};

/**
 * Whether a session may be used for a request.
 *
 * @param limit of the session; absent where it may do what its grant may
 * @param acts that the request may carry out; reading changes nothing whatever they are
 */
export const usable = (
  limit: UseLimit | undefined,
  { changes, acts }: { readonly changes: boolean; readonly acts: readonly Permission[] },
): boolean => limit === undefined || !changes || acts.every((act) => HARMLESS[limit].includes(act));
