/**
 * The mail worker is killed four times and frozen, and leases, retries and heartbeats of mail run out by the clock: about
 * eight minutes. Its shorter form is test/faults/mail-worker-killed.spec.ts.
 */
import { describe, jest } from '@jest/globals';
import { declareMailWorkerKilled } from '../faults/mail-worker-killed.scenario.js';

jest.setTimeout(600_000);

describe('the mail worker is killed or frozen, the relay refuses, defers and hangs up', () => {
  declareMailWorkerKilled({
    deaths: ['beforeSmtp', 'afterSmtp250', 'beforeSmtp', 'afterSmtp250'],
    byTheClock: true,
  });
});
