import { DomainError } from '#libs/contracts';
import type { HolidaysAnswer, HolidayVersionAnswer } from '#libs/contracts/http';
import { provinceOf } from '../access/province-of.js';
import type { Identity } from '../identity/identity.js';
import type { ReadModel } from '../read-model/read-model.port.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { HolidayVersion } from './holidays.port.js';

type Needs = Stores<'holidays'>;

/** The tables of days off of the account’s province: as they stand, and as every version left them. Reads only. */
export class ReadHolidays {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly readModel: Pick<ReadModel, 'provinceOf' | 'units'>,
  ) {}

  /** As they stand, all years or one. */
  async inForce(identity: Identity, year?: number): Promise<HolidaysAnswer> {
    const provinceCode = await provinceOf(this.readModel, identity);
    const versions = await this.unitOfWork.inSnapshot((records) =>
      records.holidays.inForce(provinceCode, year),
    );
    return { provinceCode, years: versions.map(yearAnswer) };
  }

  /** Every version of a year, the newest last. */
  async versions(
    identity: Identity,
    year: number,
  ): Promise<{ readonly items: readonly HolidayVersionAnswer[] }> {
    const provinceCode = await provinceOf(this.readModel, identity);
    return this.unitOfWork.inSnapshot(async (records) => {
      const [current] = await records.holidays.inForce(provinceCode, year);
      const versions = await records.holidays.versions(provinceCode, year);
      return {
        items: versions.map((version) => {
          const { items, ...rest } = yearAnswer(version);
          const inForce = version.areaCode === current?.areaCode && version.version === current.version;
          return { ...rest, inForce, days: items.length };
        }),
      };
    });
  }

  /**
   * One version of a year as it was.
   *
   * @throws DomainError HOLIDAY.NO_VERSION
   */
  async version(identity: Identity, year: number, version: number): Promise<HolidaysAnswer> {
    const provinceCode = await provinceOf(this.readModel, identity);
    const versions = await this.unitOfWork.inSnapshot((records) =>
      records.holidays.versions(provinceCode, year),
    );
    const found = versions.findLast((each) => each.version === version);
    if (found === undefined)
      throw new DomainError('HOLIDAY.NO_VERSION', { year: String(year), version: String(version) });
    return { provinceCode, years: [yearAnswer(found)] };
  }
}

function yearAnswer({ areaCode, year, version, act, days, reason, actorName, madeAt }: HolidayVersion) {
  return { year, version, area: areaCode, act, reason, by: actorName, at: madeAt, items: days };
}
