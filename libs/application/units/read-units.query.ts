import { DomainError } from '#libs/contracts';
import type { Page, UnitAnswer } from '#libs/contracts/http';
import type { Identity } from '../identity/identity.js';
import type { ReadModel, UnitFilter } from '../read-model/read-model.port.js';
import { unitAnswer } from './unit-answer.js';

/** The roster in the account's scope; an account of one rehearsal sees the units of that one. */
export class ReadUnits {
  constructor(private readonly readModel: Pick<ReadModel, 'units' | 'unit'>) {}

  async list(
    { scope, cycleId }: Identity,
    filter: Omit<UnitFilter, 'cycleId' | 'standing'>,
  ): Promise<Page<UnitAnswer>> {
    const units = await this.readModel.units(scope, { ...filter, cycleId });
    return {
      items: units.map(unitAnswer),
      next: units.length === filter.limit ? units.at(-1)?.id : undefined,
    };
  }

  /** @throws DomainError UNIT.NOT_IN_SCOPE */
  async show({ scope, cycleId }: Identity, unitId: string): Promise<UnitAnswer> {
    const unit = await this.readModel.unit(scope, unitId, cycleId);
    if (unit === undefined) throw new DomainError('UNIT.NOT_IN_SCOPE', { unit: unitId });
    return unitAnswer(unit);
  }
}
