import { describe, jest } from '@jest/globals';
import { declareRehearsal } from './rehearsal.scenario.js';

jest.setTimeout(300_000);

/** The drill `rehearsal` lives eight communes. */
describe('a rehearsed year of one commune', () => {
  const least = { excluded: 2, deadMailboxes: 1, reminders: 150 };
  declareRehearsal({ units: { communes: 1 }, communes: 1, seed: 7, least });
});
