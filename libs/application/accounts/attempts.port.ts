import type { AttemptCount, Attempts } from '#libs/accounts';

/** What attempts are counted for; a digest stands for the address of a person or a net. */
export interface AttemptKey {
  readonly count: AttemptCount;
  readonly of: string;
}

export interface CountedAttempts extends Attempts {
  /** Milliseconds since somebody signed in; absent where nobody has. */
  readonly succeededMs?: number;
}

/** Wrong attempts to sign in. */
export interface AttemptRecords {
  /** What is counted under each key, which nobody else counts under until the end of the transaction. */
  lock(keys: readonly AttemptKey[]): Promise<readonly CountedAttempts[]>;
  /** Writes how many wrong ones there are by now. */
  count(key: AttemptKey, wrong: number): Promise<void>;
  /** Somebody signed in: what was counted for the pair is forgotten, and the attempt was no wrong one for the others. */
  succeeded(keys: readonly AttemptKey[]): Promise<void>;
  /** Takes away some that nobody needs any more: a day after the last one, and once no net is known by it. @returns how many */
  forget(most: number): Promise<number>;
}
