import { describe, expect, it } from '@jest/globals';
import { DomainError } from '#libs/contracts';
import { type CycleRequest, checkCycle } from './rehearsal-fence.js';

const told = (request: CycleRequest, cycleId: string | undefined = 'of-own') => {
  try {
    checkCycle({ cycleId }, request);
    return 'let in';
  } catch (error) {
    return error instanceof DomainError ? error.code : String(error);
  }
};

describe('an account of one rehearsal', () => {
  it('changes nothing outside its cycle by naming that beside the path', () => {
    for (const query of [{ cycle: 'of-own' }, { cycleId: 'of-own' }, {}]) {
      expect([query, told({ method: 'POST', query })]).toEqual([query, 'ACTOR.REHEARSAL_ONLY']);
      expect([query, told({ method: 'GET', query })]).toEqual([query, 'let in']);
    }
    expect(told({ method: 'POST', params: { cycleId: 'of-own' } })).toBe('let in');
  });

  it('is told of every other cycle as of none, wherever it names it', () => {
    for (const method of ['GET', 'POST']) {
      expect(told({ method, params: { cycleId: 'real' } })).toBe('CYCLE.UNKNOWN');
      expect(told({ method, params: { cycleId: 'of-own' }, query: { cycle: 'real' } })).toBe('CYCLE.UNKNOWN');
      expect(told({ method, query: { cycle: ['of-own', 'real'] } })).toBe('CYCLE.UNKNOWN');
    }
  });
});
