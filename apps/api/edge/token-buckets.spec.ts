import { describe, expect, it } from '@jest/globals';
import { TokenBuckets } from './token-buckets.js';

function bucketsAt({ burst = 3, perSecond = 0.5, keys = 10 } = {}) {
  const clock = { ms: 0 };
  return { clock, buckets: new TokenBuckets({ burst, perSecond }, () => clock.ms, keys) };
}

describe('a bucket', () => {
  it('gives its burst at once, then says when there will be one again, and gives it then', () => {
    const { clock, buckets } = bucketsAt();
    expect([1, 2, 3, 4, 5].map(() => buckets.take('a'))).toEqual([0, 0, 0, 2, 2]);
    clock.ms = 1_000;
    expect(buckets.take('a')).toBe(1);
    clock.ms = 2_000;
    expect([1, 2].map(() => buckets.take('a'))).toEqual([0, 2]);
  });

  it('fills up to its burst and no further', () => {
    const { clock, buckets } = bucketsAt();
    for (const _ of [1, 2, 3]) buckets.take('a');
    clock.ms = 3_600_000;
    expect([1, 2, 3, 4].map(() => buckets.take('a'))).toEqual([0, 0, 0, 2]);
    clock.ms = 7_200_000;
    for (const _ of [1, 2]) buckets.giveBack('a');
    expect([1, 2, 3, 4].map(() => buckets.take('a'))).toEqual([0, 0, 0, 2]);
  });

  it('has what was given back to it', () => {
    const { buckets } = bucketsAt();
    for (const _ of [1, 2, 3]) buckets.take('a');
    buckets.giveBack('a');
    expect([1, 2].map(() => buckets.take('a'))).toEqual([0, 2]);
  });

  it('is of one key alone', () => {
    const { buckets } = bucketsAt({ burst: 1 });
    expect(['a', 'a', 'b'].map((key) => buckets.take(key))).toEqual([0, 2, 0]);
  });

  it('is forgotten when too many others were asked for since', () => {
    const { buckets } = bucketsAt({ burst: 1, keys: 2 });
    expect(['a', 'b', 'a', 'c', 'a', 'b'].map((key) => buckets.take(key))).toEqual([0, 0, 2, 0, 2, 0]);
  });
});
