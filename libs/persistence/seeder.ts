import type { DataSource } from 'typeorm';
import { type HolidayDay, WHOLE_COUNTRY } from '#libs/application';
import type { ManagementLevel } from '#libs/policy';
import { searchText } from '#libs/text';
import { AreaRow, FormerCommuneRow, OfficeRow } from './areas/area.rows.js';

export interface AreaSeed {
  readonly code: string;
  readonly kind: ManagementLevel;
  readonly name: string;
  readonly adminKind: string;
  readonly parentCode?: string;
  /** First and last day in force, YYYY-MM-DD. */
  readonly validFrom?: string;
  readonly validTo?: string;
  readonly successorCode?: string;
}

export interface OfficeSeed {
  readonly code: string;
  readonly kind: string;
  readonly areaCode?: string;
  readonly name: string;
  readonly duties: readonly string[];
  readonly email?: string;
  readonly address?: string;
  readonly telephone?: string;
  readonly dutyOfficer?: string;
}

/** A commune of before 01/7/2025 and one of those that it went to. */
export interface FormerCommuneSeed {
  readonly code: string;
  readonly name: string;
  readonly successorCode: string;
}

export type HolidaySeed = HolidayDay;

const CHUNK = 500;

/** Loads reference data; loading it again brings it up to date and changes nothing else. */
export class Seeder {
  constructor(private readonly source: DataSource) {}

  /** Each must come after the one that it lies in, and after its successor. */
  async areas(areas: readonly AreaSeed[]): Promise<void> {
    const rows = areas.map((area) => ({
      ...area,
      parentCode: area.parentCode ?? null,
      validFrom: area.validFrom ?? null,
      validTo: area.validTo ?? null,
      successorCode: area.successorCode ?? null,
      nameSearch: searchText(area.name),
    }));
    for (let start = 0; start < rows.length; start += CHUNK) {
      await this.source.manager.upsert(AreaRow, rows.slice(start, start + CHUNK), ['code']);
    }
  }

  /**
   * Takes communes of these provinces that the list does not have any more out, where nothing lies in them: an earlier
   * list had wrong codes.
   */
  async dropCommunesBeside(areas: readonly AreaSeed[]): Promise<void> {
    const codes = areas.map(({ code }) => code);
    await this.source.query(
      `DELETE FROM area a
        WHERE a.kind = 'xa' AND a.code <> ALL($1::text[]) AND a.parent_code = ANY($1::text[])
          AND NOT EXISTS (SELECT FROM unit WHERE commune_code = a.code)
          AND NOT EXISTS (SELECT FROM unit_year WHERE commune_code = a.code)
          AND NOT EXISTS (SELECT FROM office WHERE area_code = a.code)
          AND NOT EXISTS (SELECT FROM area other WHERE a.code IN (other.parent_code, other.successor_code))
          AND NOT EXISTS (SELECT FROM former_commune WHERE successor_code = a.code)`,
      [codes],
    );
  }

  /** Each after the communes that it went to. */
  async formerCommunes(communes: readonly FormerCommuneSeed[]): Promise<void> {
    for (let start = 0; start < communes.length; start += CHUNK) {
      const rows = communes.slice(start, start + CHUNK);
      await this.source.manager.upsert(FormerCommuneRow, rows, ['code', 'successorCode']);
    }
  }

  async offices(offices: readonly OfficeSeed[]): Promise<void> {
    const rows = offices.map((office) => ({
      ...office,
      areaCode: office.areaCode ?? null,
      duties: [...office.duties],
      email: office.email ?? null,
      address: office.address ?? null,
      telephone: office.telephone ?? null,
      dutyOfficer: office.dutyOfficer ?? null,
    }));
    for (let start = 0; start < rows.length; start += CHUNK) {
      await this.source.manager.upsert(OfficeRow, rows.slice(start, start + CHUNK), ['code']);
    }
  }

  /** The country's table of each year, as another version where it differs; what a province edited stays as edited. */
  async holidays(holidays: readonly HolidaySeed[]): Promise<void> {
    const days = holidays
      .map(({ day, kind, name, source, status }) => ({ day, kind, name, source, status }))
      .sort((a, b) => (a.day < b.day ? -1 : 1));
    for (const year of new Set(days.map(({ day }) => Number(day.slice(0, 4))))) {
      await this.source.query(
        `INSERT INTO holiday_version
           (area_code, year, version, act, days, reason, actor_id, actor_name, made_at, idempotency_key, body_digest)
         SELECT $1, $2, n, 'seed', $3::jsonb, 'Bảng ngày nghỉ kèm theo phần mềm', 'system', 'Hệ thống',
                clock_timestamp(), 'seed-' || n, ''
           FROM (SELECT coalesce(max(version), 0) + 1 AS n,
                        (array_agg(days ORDER BY version DESC))[1] AS latest
                   FROM holiday_version WHERE area_code = $1 AND year = $2) AS known
          WHERE latest IS DISTINCT FROM $3::jsonb`,
        [WHOLE_COUNTRY, year, JSON.stringify(days.filter(({ day }) => day.startsWith(`${year}-`)))],
      );
    }
  }
}
