import { describe, jest } from '@jest/globals';
import { declareKilledRehearsal } from './rehearsal-killed.scenario.js';

jest.setTimeout(600_000);

/** The drill `rehearsal-killed` disturbs two dozen communes, eight deaths of workers and four of servers. */
describe('a rehearsal of one commune during which workers and servers are killed', () => {
  declareKilledRehearsal({
    units: { communes: 1 },
    seed: 7,
    faults: { cycle: ['afterCarryPage@2', 'afterFactCommit@10'], mail: ['afterSmtp250@10'] },
    servers: [
      { day: '2025-10-22', killed: ['postgresql'] },
      { day: '2025-11-17', killed: ['temporal'] },
    ],
    byTheClock: false,
  });
});
