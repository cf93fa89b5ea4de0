/**
 * The cycle worker is killed twice at each of its fault points, among openings and commands, and what waits for it waits by
 * the clock: about four minutes. Its shorter form is test/faults/cycle-worker-killed.spec.ts.
 */
import { describe, jest } from '@jest/globals';
import { declareCycleWorkerKilled } from '../faults/cycle-worker-killed.scenario.js';

jest.setTimeout(240_000);

describe('the cycle worker is killed', () => {
  declareCycleWorkerKilled({
    openings: ['midOpenPage@1', 'midOpenPage@1', 'afterOpenPage@1', 'afterOpenPage@2'],
    commands: ['beforeFactCommit', 'afterFactCommit', 'beforeFactCommit', 'afterFactCommit'],
    byTheClock: true,
  });
});
