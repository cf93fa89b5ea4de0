/**
 * `antq rehearse` lives the year of eight communes, about a hundred units: about four minutes. Its shorter form is
 * test/e2e/rehearsal.e2e.spec.ts.
 */
import { describe, jest } from '@jest/globals';
import { declareRehearsal } from '../e2e/rehearsal.scenario.js';
import { drillSeed } from './seed.js';

jest.setTimeout(900_000);

describe('a rehearsed year of eight communes', () => {
  const least = { excluded: 3, deadMailboxes: 3, reminders: 1_000 };
  declareRehearsal({ units: 'all', communes: 8, seed: drillSeed(), least });
});
