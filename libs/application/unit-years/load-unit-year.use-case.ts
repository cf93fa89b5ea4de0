import { DomainError, type UnitYearInput, type UnitYearView } from '#libs/contracts';
import { type CycleRules, viewOf } from '../cycle-rules/cycle-rules.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';

type Needs = Stores<'cycles' | 'migrations' | 'unitYears'>;

/** Loads what a run of `unitYear` adopts before anything else: every way in starts here. */
export class LoadUnitYear {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly rules: CycleRules,
  ) {}

  /** @throws DomainError UNIT_YEAR.UNKNOWN */
  async execute(input: UnitYearInput): Promise<UnitYearView> {
    return this.unitOfWork.inTransaction(async (records) => {
      const cycle = await records.cycles.find(input.cycleId);
      const unit = await records.unitYears.find(input.cycleId, input.unitId);
      if (cycle === undefined || unit === undefined) throw new DomainError('UNIT_YEAR.UNKNOWN', { ...input });
      const { graph } = await this.rules.of(records, cycle, unit);
      return viewOf(graph, unit);
    });
  }
}
