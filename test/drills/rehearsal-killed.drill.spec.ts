/**
 * A rehearsal of two dozen communes is lived twice, the second time with eight deaths of workers and four of servers: about
 * seven minutes. Its shorter form is test/faults/rehearsal-killed.spec.ts.
 */
import { describe, jest } from '@jest/globals';
import { declareKilledRehearsal } from '../faults/rehearsal-killed.scenario.js';
import { drillSeed } from './seed.js';

jest.setTimeout(2_400_000);

describe('a rehearsal during which everything is killed', () => {
  declareKilledRehearsal({
    units: 24,
    seed: drillSeed(),
    faults: {
      cycle: [
        'midOpenPage@1',
        'afterReminderPage@2',
        'afterCarryPage@3',
        'afterFactCommit@20',
        'beforeFactCommit@40',
      ],
      mail: ['afterSmtp250@10', 'beforeSmtp@40', 'afterSmtp250@60'],
    },
    servers: [
      { day: '2025-08-26', killed: ['temporal'] },
      { day: '2025-10-22', killed: ['postgresql'] },
      { day: '2025-11-17', killed: ['temporal', 'postgresql'] },
    ],
    byTheClock: true,
  });
});
