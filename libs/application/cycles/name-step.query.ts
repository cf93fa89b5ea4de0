import { DomainError } from '#libs/contracts';
import { stageSetFor } from '#libs/policy';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';

/** A step as its pack names it, and the year of its cycle. */
export interface StepName {
  readonly name: string;
  readonly year: number;
}

/** Names the step that an address leads to, before anybody has signed in; it knows of no unit. */
export class NameStep {
  constructor(private readonly unitOfWork: Pick<UnitOfWork<Stores<'cycles'>>, 'inTransaction'>) {}

  /** @throws DomainError CYCLE.UNKNOWN, also where the cycle has no such step */
  async execute(cycleId: string, stage: string): Promise<StepName> {
    return this.unitOfWork.inTransaction(async ({ cycles }) => {
      const cycle = await cycles.find(cycleId);
      const set = cycle && stageSetFor(await cycles.packOf(cycle.packHash), cycle.year);
      const found = set?.stages.find(({ key }) => key === stage);
      if (cycle === undefined || found === undefined) {
        throw new DomainError('CYCLE.UNKNOWN', { cycle: cycleId });
      }
      return { name: found.name, year: cycle.year };
    });
  }
}
