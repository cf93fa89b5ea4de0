import { describe, expect, it } from '@jest/globals';
import { answerLaterMs, KNOWN_FOR_MS, oneMore, SLOWDOWNS, waitMs } from './attempts.js';

const HOUR_MS = 3_600_000;
const wait = (wrong: number, sinceMs = 0) => waitMs(SLOWDOWNS.pair, { wrong, sinceMs });

describe('who guesses', () => {
  it('waits after the fifth wrong attempt, each time twice as long, a minute at most', () => {
    expect([0, 4, 5, 6, 7, 10, 11, 12, 500].map((wrong) => wait(wrong))).toEqual([
      0, 0, 1_000, 2_000, 4_000, 32_000, 60_000, 60_000, 60_000,
    ]);
  });

  it('at an address from everywhere waits after the twentieth, half a minute at most; with codes as with passwords', () => {
    const everywhere = (wrong: number) => waitMs(SLOWDOWNS.account, { wrong, sinceMs: 0 });
    expect([19, 20, 21, 24, 25, 500].map(everywhere)).toEqual([0, 1_000, 2_000, 16_000, 30_000, 30_000]);
    expect(SLOWDOWNS.code).toEqual(SLOWDOWNS.pair);
    expect(KNOWN_FOR_MS).toBe(Date.parse('2026-04-01T00:00:00Z') - Date.parse('2026-01-01T00:00:00Z'));
  });

  it('waits for what is left of that', () => {
    expect([wait(6, 500), wait(6, 2_000), wait(6, 9_000)]).toEqual([1_500, 0, 0]);
  });

  it('begins anew when an hour has passed', () => {
    expect(oneMore({ wrong: 7, sinceMs: HOUR_MS - 1 })).toBe(8);
    expect(oneMore({ wrong: 7, sinceMs: HOUR_MS })).toBe(1);
    const long = { free: 5, firstMs: 2 * HOUR_MS, mostMs: 2 * HOUR_MS };
    expect(waitMs(long, { wrong: 7, sinceMs: HOUR_MS - 1 })).toBe(HOUR_MS + 1);
    expect(waitMs(long, { wrong: 7, sinceMs: HOUR_MS })).toBe(0);
  });

  it('from one net is told later and never turned away for it', () => {
    expect(answerLaterMs({ wrong: 50, sinceMs: 0 })).toBe(0);
    expect(answerLaterMs({ wrong: 51, sinceMs: 0 })).toBe(2_000);
    expect(answerLaterMs({ wrong: 51, sinceMs: HOUR_MS })).toBe(0);
    expect(Object.keys(SLOWDOWNS)).toEqual(['pair', 'account', 'code']);
  });
});
