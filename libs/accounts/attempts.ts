/** How one who guesses is slowed down. */
export interface Slowdown {
  /** So many wrong attempts cost nothing: people mistype. */
  readonly free: number;
  /** The wait after the next one; each further one doubles it. */
  readonly firstMs: number;
  readonly mostMs: number;
}

/** What is counted of wrong attempts: those at an address from one net, those at an address, wrong codes, those from one net. */
export type AttemptCount = 'pair' | 'account' | 'code' | 'net';

/**
 * Waits instead of a lock-out, so that nobody can shut another out for long (NIST SP 800-63B 3.2.2 asks to limit the rate).
 * Those on an account from everywhere do not count for a net from which its holder has signed in. A net never waits, for a whole
 * commune may stand behind it: its wrong attempts are answered later, see `answerLaterMs`.
 */
export const SLOWDOWNS: Readonly<Record<Exclude<AttemptCount, 'net'>, Slowdown>> = {
  pair: { free: 5, firstMs: 1_000, mostMs: 60_000 },
  account: { free: 20, firstMs: 1_000, mostMs: 30_000 },
  code: { free: 5, firstMs: 1_000, mostMs: 60_000 },
};

/** Wrong attempts are forgotten when none has come for so long. */
export const FORGOTTEN_AFTER_MS = 3_600_000;
/** A net from which somebody signed in is theirs for so long. */
export const KNOWN_FOR_MS = 90 * 24 * 3_600_000;

const FREE_OF_NET = 50;
const LATER_MS = 2_000;

/** What is remembered of attempts. */
export interface Attempts {
  readonly wrong: number;
  /** Milliseconds since the last one. */
  readonly sinceMs: number;
}

const standing = ({ wrong, sinceMs }: Attempts): number => (sinceMs >= FORGOTTEN_AFTER_MS ? 0 : wrong);

/** Milliseconds until the next attempt is looked at; 0 where it is at once. */
export function waitMs({ free, firstMs, mostMs }: Slowdown, attempts: Attempts): number {
  const over = standing(attempts) - free;
  if (over < 0) return 0;
  return Math.max(0, Math.min(firstMs * 2 ** over, mostMs) - attempts.sinceMs);
}

/** How many wrong attempts there are with one more. */
export const oneMore = (attempts: Attempts): number => standing(attempts) + 1;

/** Milliseconds by which a wrong attempt is answered later, by the wrong ones that came from its net. */
export const answerLaterMs = (fromNet: Attempts): number => (standing(fromNet) > FREE_OF_NET ? LATER_MS : 0);
