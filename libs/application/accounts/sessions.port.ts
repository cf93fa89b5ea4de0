import type { Grant, SessionState, UseLimit } from '#libs/accounts';

/** By what a person came in. */
export type Way = 'password' | 'link' | 'invitation';

/** A session as the list of an account shows it. */
export interface OwnSession {
  readonly id: string;
  readonly way: Way;
  readonly userAgent: string;
  readonly startedAt: string;
  readonly seenAt: string;
  readonly endsAt: string;
  /** Until when the device is a named one; absent where nobody has named it. */
  readonly namedUntil?: string;
}

export interface NewSession {
  readonly id: string;
  readonly digest: string;
  readonly accountId: string;
  readonly grantId: string;
  readonly way: Way;
  readonly userAgent: string;
  readonly limit?: UseLimit;
  /** Whether a code was brought as well. */
  readonly hasCode: boolean;
  readonly idleMs: number;
  readonly absoluteMs: number;
  /** Until when the device is a named one. */
  readonly namedUntil?: string;
}

/** Sessions within a transaction. */
export interface SessionRecords {
  begin(session: NewSession): Promise<void>;
  /** Lets the session act in another grant of its account, under another secret from now on. */
  actIn(sessionId: string, grantId: string, digest: string): Promise<void>;
  /** Sessions of an account that nobody has ended, the newest first; what they are still good for their state tells. */
  ofAccount(accountId: string): Promise<readonly (OwnSession & SessionState)[]>;
  /** Whether a code was brought when the session began. */
  hasCode(sessionId: string): Promise<boolean>;
  /** When its holder signed in; undefined where it is none. */
  startedAt(sessionId: string): Promise<string | undefined>;
  /** Ends a session of the account; false where there is none. */
  end(accountId: string, sessionId: string): Promise<boolean>;
  /**
   * Ends the session of a secret, of whichever account it is.
   *
   * @returns whose it was and until when its device is a named one; undefined where there was none
   */
  endOf(digest: string): Promise<Pick<NewSession, 'accountId' | 'namedUntil'> | undefined>;
  /** Ends every session of the account but one. */
  endOthers(accountId: string, sessionId: string | undefined): Promise<void>;
}

/** A session with whose it is and what it acts in, as one statement finds it. */
export interface FoundSession extends SessionState {
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  readonly grant: Grant;
  readonly limit?: UseLimit;
  /** Whether a code was brought as well when it began. */
  readonly hasCode: boolean;
  /** Database clock when it was looked up. */
  readonly now: string;
}

/** Sessions as every request asks for them, in one statement. */
export interface SessionStore {
  find(digest: string): Promise<FoundSession | undefined>;
  /** Notes that a request came by it now. */
  note(sessionId: string): Promise<void>;
}
