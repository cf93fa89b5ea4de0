import type { DataSource } from 'typeorm';
import { type HolidayDay, WHOLE_COUNTRY } from '#libs/application';
import type { ManagementLevel } from '#libs/policy';
import { AreaRow, OfficeRow } from './rows/area.rows.js';
import { HolidayVersionRow } from './rows/holiday.rows.js';
import { searchText } from './search-text.js';

export interface AreaSeed {
  readonly code: string;
  readonly kind: ManagementLevel;
  readonly name: string;
  readonly adminKind: string;
  readonly parentCode?: string | undefined;
  /** First and last day in force, YYYY-MM-DD. */
  readonly validFrom?: string | undefined;
  readonly validTo?: string | undefined;
  readonly successorCode?: string | undefined;
}

export interface OfficeSeed {
  readonly code: string;
  readonly kind: string;
  readonly areaCode?: string | undefined;
  readonly name: string;
  readonly duties: readonly string[];
  readonly email?: string | undefined;
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

  async offices(offices: readonly OfficeSeed[]): Promise<void> {
    const rows = offices.map((office) => ({
      ...office,
      areaCode: office.areaCode ?? null,
      duties: [...office.duties],
      email: office.email ?? null,
    }));
    for (let start = 0; start < rows.length; start += CHUNK) {
      await this.source.manager.upsert(OfficeRow, rows.slice(start, start + CHUNK), ['code']);
    }
  }

  /** The country's first version of each year that has none; what people edited since stays as edited. */
  async holidays(holidays: readonly HolidaySeed[]): Promise<void> {
    const byYear = new Map<number, HolidaySeed[]>();
    for (const day of holidays) {
      const year = Number(day.day.slice(0, 4));
      byYear.set(year, [...(byYear.get(year) ?? []), day]);
    }
    const versions = [...byYear].map(([year, days]) => ({
      areaCode: WHOLE_COUNTRY,
      year,
      version: 1,
      act: 'seed' as const,
      days: days.map(({ day, kind, name, source, status }) => ({ day, kind, name, source, status })),
      reason: 'Bảng ngày nghỉ kèm theo phần mềm',
      actorId: 'system',
      actorName: 'Hệ thống',
      madeAt: new Date(),
      idempotencyKey: 'seed',
      bodyDigest: '',
    }));
    await this.source
      .createQueryBuilder()
      .insert()
      .into(HolidayVersionRow)
      .values(versions)
      .orIgnore()
      .execute();
  }
}
