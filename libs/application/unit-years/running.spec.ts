import { expect, it } from '@jest/globals';
import { DomainError } from '#libs/contracts';
import type { Cycle } from '../cycles/cycles.port.js';
import { requireRunning } from './running.js';
import type { UnitYear } from './unit-years.port.js';

it('nothing is added once the cycle or the unit’s year is closed, or while that is paused', () => {
  const codeOf = (state: Cycle['state'], status: UnitYear['state']['status']): string => {
    try {
      requireRunning({ state }, { state: { status } as UnitYear['state'] });
      return 'taken';
    } catch (error) {
      return error instanceof DomainError ? error.code : String(error);
    }
  };
  expect(codeOf('open', 'open')).toBe('taken');
  expect(codeOf('closed', 'open')).toBe('YEAR.CLOSED');
  expect(codeOf('open', 'closed')).toBe('YEAR.CLOSED');
  expect(codeOf('open', 'paused')).toBe('YEAR.PAUSED');
});
