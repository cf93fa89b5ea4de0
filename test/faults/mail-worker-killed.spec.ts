import { describe, jest } from '@jest/globals';
import { declareMailWorkerKilled } from './mail-worker-killed.scenario.js';

jest.setTimeout(240_000);

/** The drill `mail-worker-killed` waits for leases and retries by the clock; here they are brought about. */
describe('the mail worker is killed or frozen, the relay refuses, defers and hangs up', () => {
  declareMailWorkerKilled({ deaths: ['beforeSmtp', 'afterSmtp250'], byTheClock: false });
});
