import { DomainError } from '#libs/contracts';
import type { Cycle } from '../cycles/cycles.port.js';
import type { UnitYear } from './unit-years.port.js';

/**
 * What a result rests on is added while the cycle and the unit's year run: nothing after either was closed, and nothing
 * while the year is paused.
 *
 * @throws DomainError YEAR.CLOSED, YEAR.PAUSED
 */
export function requireRunning(cycle: Pick<Cycle, 'state'>, { state }: Pick<UnitYear, 'state'>): void {
  if (cycle.state === 'closed' || state.status === 'closed') throw new DomainError('YEAR.CLOSED');
  if (state.status === 'paused') throw new DomainError('YEAR.PAUSED');
}
