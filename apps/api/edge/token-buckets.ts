import type { Limit } from '#libs/config';
import { Recent } from './recent.js';

interface Bucket {
  readonly tokens: number;
  readonly atMs: number;
}

/**
 * A bucket of tokens for each key: it begins full, every taking costs one, and it fills up evenly. When more keys are
 * asked for than are remembered, the one that was not asked for for longest begins full again.
 */
export class TokenBuckets {
  private readonly buckets: Recent<Bucket>;

  /**
   * @param now milliseconds of a clock that never goes back
   * @param keys how many are remembered
   */
  constructor(
    private readonly limit: Limit,
    private readonly now: () => number,
    keys: number,
  ) {
    this.buckets = new Recent(keys);
  }

  /** Takes one. Answers 0, or in how many whole seconds one will be there where there is none now. */
  take(key: string): number {
    const tokens = this.tokensOf(key);
    this.put(key, tokens < 1 ? tokens : tokens - 1);
    return tokens < 1 ? Math.ceil((1 - tokens) / this.limit.perSecond) : 0;
  }

  /** Gives one back that was taken. */
  giveBack(key: string): void {
    this.put(key, Math.min(this.limit.burst, this.tokensOf(key) + 1));
  }

  private tokensOf(key: string): number {
    const { burst, perSecond } = this.limit;
    const bucket = this.buckets.get(key);
    if (bucket === undefined) return burst;
    return Math.min(burst, bucket.tokens + ((this.now() - bucket.atMs) / 1_000) * perSecond);
  }

  private put(key: string, tokens: number): void {
    this.buckets.put(key, { tokens, atMs: this.now() });
  }
}
