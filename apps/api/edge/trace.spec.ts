import { describe, expect, it } from '@jest/globals';
import { traceOf } from './trace.js';

const ID = '4bf92f3577b34da6a3ce929d0e0e4736';

describe('the trace of a request', () => {
  it('is the one that it names', () => {
    expect(traceOf({ traceparent: `00-${ID}-00f067aa0ba902b7-01` })).toBe(ID);
    // A later version may say more behind it.
    expect(traceOf({ traceparent: `01-${ID}-00f067aa0ba902b7-01-more` })).toBe(ID);
  });

  it.each([
    undefined,
    '',
    'x',
    `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
    `00-${ID}\n-00f067aa0ba902b7-01`,
    ID.toUpperCase(),
  ])('is a new one where it names none: %j', (traceparent) => {
    const traces = [traceOf({ traceparent }), traceOf({ traceparent })];
    for (const trace of traces) expect(trace).toMatch(/^[0-9a-f]{32}$/);
    expect(new Set([...traces, ID, '0'.repeat(32)]).size).toBe(4);
  });
});
