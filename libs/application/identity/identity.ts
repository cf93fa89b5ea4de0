import type { Account } from '#libs/access';
import type { DeputyAs, UseLimit } from '#libs/accounts';

/** Who is asking, as the row of the session or the token says. */
export interface Identity extends Account {
  /**
   * The actor of commands, drafts, keys and audit: the account where a person stands behind the request, whatever session or
   * token sends it; the token's own id where a token belongs to no account.
   */
  readonly actorId: string;
  readonly name: string;
  /** As what a deputy acts for the head; there where `deputyFor` is. */
  readonly deputyAs?: DeputyAs;
  /** The one rehearsal in which the account sees and acts; nothing else exists for it. */
  readonly cycleId?: string;
  /** The session that a person has signed in to, and the grant that it acts in; absent where a token asks. */
  readonly session?: SessionInUse;
  /** The token of an account by which the request goes; absent where a session asks, or a token that belongs to no account. */
  readonly token?: TokenInUse;
}

/** What of a token of an account the request goes by. */
export interface TokenInUse {
  readonly id: string;
  readonly grantId: string;
}

/** What of a session the request goes by. */
export interface SessionInUse {
  readonly id: string;
  readonly grantId: string;
  /** Why it may not do everything that its grant may; absent where it may. */
  readonly limit?: UseLimit;
  /** Until when the device is a named one; absent where nobody has named it. */
  readonly namedUntil?: string;
}
