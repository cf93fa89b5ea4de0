import { describe, expect, it } from '@jest/globals';
import { Metrics } from './metrics.js';

describe('how far runs lag', () => {
  it('is told as it is at each look, both numbers from one answer', async () => {
    const metrics = new Metrics();
    let asked = 0;
    metrics.watchCarryLag(() => {
      asked += 1;
      return Promise.resolve({ commands: asked * 3, oldestSeconds: asked * 7 });
    });
    for (const look of [1, 2]) {
      const text = await metrics.text();
      expect(text).toMatch(new RegExp(`^antq_carry_waiting ${look * 3}$`, 'm'));
      expect(text).toMatch(new RegExp(`^antq_carry_lag_seconds ${look * 7}$`, 'm'));
    }
    expect(asked).toBe(2);
  });

  it('is no number where it cannot be found out', async () => {
    const metrics = new Metrics();
    metrics.watchCarryLag(() => Promise.reject(new Error('the database is away')));
    expect(await metrics.text()).toMatch(/^antq_carry_waiting Nan$/im);
  });
});
