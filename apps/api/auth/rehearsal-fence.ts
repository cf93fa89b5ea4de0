import type { Identity } from '#libs/application';
import { DomainError } from '#libs/contracts';

/** What of a request tells which cycle it is about. */
export interface CycleRequest {
  readonly method: string;
  readonly params?: unknown;
  readonly query?: unknown;
}

/**
 * An account of one rehearsal is told of another cycle as of one that does not exist, and changes nothing that belongs
 * to no cycle. Lists that name none hold what is of its own; see the readers. A change belongs to the cycle of its path:
 * a filter beside it puts it into none.
 *
 * @throws DomainError CYCLE.UNKNOWN, ACTOR.REHEARSAL_ONLY
 */
export function checkCycle(
  { cycleId }: Pick<Identity, 'cycleId'>,
  { method, params, query }: CycleRequest,
): void {
  if (cycleId === undefined) return;
  const { cycleId: inPath } = (params ?? {}) as Record<string, unknown>;
  const { cycleId: ofQuery, cycle: inQuery } = (query ?? {}) as Record<string, unknown>;
  const foreign = [inPath, ofQuery, inQuery].find((each) => each !== undefined && each !== cycleId);
  if (foreign !== undefined)
    throw new DomainError('CYCLE.UNKNOWN', { cycle: typeof foreign === 'string' ? foreign : '' });
  if (inPath === undefined && method !== 'GET' && method !== 'HEAD') {
    throw new DomainError('ACTOR.REHEARSAL_ONLY', { cycle: cycleId });
  }
}
