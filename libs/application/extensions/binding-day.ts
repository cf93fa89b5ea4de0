import { DomainError } from '#libs/contracts';
import { cite } from '#libs/policy';
import { stageOf } from '#libs/unit-year';
import type { Rules } from '../cycle-rules/cycle-rules.js';

/**
 * A day that a document binds is moved by whoever issued the document, also where one unit has been given another day since: an
 * office that receives the step has no say in it.
 *
 * @throws DomainError EXTENSION.BINDING
 */
export function requireUnbound({ graph, pack }: Rules, key: string): void {
  const stage = stageOf(graph, key);
  if (stage?.due?.status !== 'binding') return;
  const { lastDay: day, src } = stage.due;
  const { issuer } = pack.sources[src] ?? {};
  throw new DomainError('EXTENSION.BINDING', {
    ...{ stageName: stage.name, day, source: cite(pack, src), issuer },
  });
}
