import type { OfficesAnswer } from '#libs/contracts';
import type { Identity } from '../identity/identity.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import { officesProvinceOf } from './import-offices.use-case.js';

/** The offices of the account's province, with what letters say of each. Reads only. */
export class ReadOffices {
  constructor(private readonly unitOfWork: UnitOfWork<Stores<'offices' | 'units'>>) {}

  /** @throws DomainError ACTOR.REHEARSAL_ONLY, ACTOR.ADMINISTRATOR_ONLY, ACTOR.OTHER_AREA */
  async execute(identity: Identity): Promise<OfficesAnswer> {
    const provinceCode = officesProvinceOf(identity, 'readOffices');
    return this.unitOfWork.inTransaction(async ({ offices, units }) => {
      const kept = await offices.ofProvince(provinceCode);
      const names = await units.areaNames([...new Set(kept.map(({ areaCode }) => areaCode))]);
      return {
        items: kept.map((office) => ({ ...office, areaName: names.get(office.areaCode) ?? office.areaCode })),
      };
    });
  }
}
