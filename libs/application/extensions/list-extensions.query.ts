import type { ExtensionAnswer, Page } from '#libs/contracts/http';
import { stageOf } from '#libs/unit-year';
import { cycleToRead } from '../access/reading.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Identity } from '../identity/identity.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import { extensionAnswer } from './extension-answer.js';
import type { ExtensionState } from './extensions.port.js';

type Needs = Stores<'cycles' | 'extensions' | 'migrations' | 'unitYears' | 'units'>;

/** Requests for more time in the account's scope, the oldest first. */
export class ListExtensions {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly rules: CycleRules,
  ) {}

  /** @throws DomainError CYCLE.UNKNOWN */
  async execute(
    identity: Identity,
    cycleId: string,
    filter: { readonly state?: ExtensionState; readonly cursor?: string; readonly limit: number },
  ): Promise<Page<ExtensionAnswer>> {
    return this.unitOfWork.inTransaction(async (records) => {
      const cycle = await cycleToRead(records, identity, 'readExtensions', cycleId);
      const { cursor: afterId, ...more } = filter;
      const found = await records.extensions.visible(cycleId, identity.scope, { ...more, afterId });
      const years = await records.unitYears.findAll(cycleId, [...new Set(found.map(({ unitId }) => unitId))]);
      const byUnit = new Map(years.map((year) => [year.unitId, year]));
      const items: ExtensionAnswer[] = [];
      for (const { unitName, ...request } of found) {
        const year = byUnit.get(request.unitId);
        const graph = year === undefined ? [] : (await this.rules.of(records, cycle, year)).graph;
        const stageName = stageOf(graph, request.stage)?.name ?? request.stage;
        items.push(extensionAnswer(request, { unitName, stageName }));
      }
      return { items, next: items.length === filter.limit ? items.at(-1)?.id : undefined };
    });
  }
}
