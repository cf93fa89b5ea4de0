import type { EntityManager } from 'typeorm';
import {
  type HolidayRecords,
  type HolidayRequest,
  type HolidayVersion,
  type NewHolidayVersion,
  WHOLE_COUNTRY,
} from '#libs/application';
import { HolidayVersionRow } from './holiday.rows.js';

export class PostgresHolidayRecords implements HolidayRecords {
  constructor(private readonly manager: EntityManager) {}

  async inForce(provinceCode: string, year?: number): Promise<readonly HolidayVersion[]> {
    // A province's own table goes over the country's, however new that is.
    const keys = await this.manager.query<Pick<HolidayVersionRow, 'areaCode' | 'year' | 'version'>[]>(
      `SELECT DISTINCT ON (year) area_code AS "areaCode", year, version FROM holiday_version
        WHERE area_code IN ($1, $2) AND ($3::int IS NULL OR year = $3)
        ORDER BY year, area_code = $1 DESC, version DESC`,
      [provinceCode, WHOLE_COUNTRY, year ?? null],
    );
    if (keys.length === 0) return [];
    const rows = await this.manager.find(HolidayVersionRow, { where: keys, order: { year: 'ASC' } });
    return rows.map(toVersion);
  }

  async versions(provinceCode: string, year: number): Promise<readonly HolidayVersion[]> {
    const rows = await this.manager.find(HolidayVersionRow, {
      where: [
        { areaCode: WHOLE_COUNTRY, year },
        { areaCode: provinceCode, year },
      ],
      order: { madeAt: 'ASC', version: 'ASC' },
    });
    return rows.map(toVersion);
  }

  async add(version: NewHolidayVersion): Promise<void> {
    await this.manager.insert(HolidayVersionRow, {
      ...version,
      days: [...version.days],
      madeAt: () => 'clock_timestamp()',
    });
  }

  async requestOf(
    areaCode: string,
    actorId: string,
    idempotencyKey: string,
  ): Promise<HolidayRequest | undefined> {
    const row = await this.manager.findOneBy(HolidayVersionRow, { areaCode, actorId, idempotencyKey });
    if (row?.effect === undefined || row.effect === null) return undefined;
    return { idempotencyKey, bodyDigest: row.bodyDigest, effect: row.effect };
  }

  async lock(areaCode: string): Promise<void> {
    await this.manager.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [
      `holidays/${areaCode}`,
    ]);
  }
}

function toVersion(row: HolidayVersionRow): HolidayVersion {
  const { areaCode, year, version, act, days, reason, actorName } = row;
  return { areaCode, year, version, act, days, reason, actorName, madeAt: row.madeAt.toISOString() };
}
