import { type EntityManager, In } from 'typeorm';
import type { KeptOffice, OfficeRecords } from '#libs/application';
import { OfficeRow } from '../areas/area.rows.js';

/** Rows of one statement. */
const PAGE = 500;

/** SQL: codes of a province, its districts and its communes; `$1` is the province. */
const AREAS = `SELECT code FROM area WHERE code = $1 OR parent_code = $1
                UNION SELECT commune.code FROM area commune JOIN area district ON district.code = commune.parent_code
                 WHERE district.parent_code = $1`;

/** The offices of provinces, in the rows that cycles and letters read. */
export class PostgresOfficeRecords implements OfficeRecords {
  constructor(private readonly manager: EntityManager) {}

  async ofProvince(provinceCode: string): Promise<readonly KeptOffice[]> {
    const codes = await this.manager.query<{ code: string }[]>(
      `SELECT code FROM office WHERE area_code IN (${AREAS})`,
      [provinceCode],
    );
    const rows = await this.manager.find(OfficeRow, {
      where: { code: In(codes.map(({ code }) => code)) },
      order: { code: 'ASC' },
    });
    return rows.map(toKept);
  }

  async takenElsewhere(provinceCode: string, codes: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.manager.query<{ code: string }[]>(
      `SELECT lower(code) AS code FROM office
        WHERE lower(code) = ANY($2) AND (area_code IS NULL OR area_code NOT IN (${AREAS}))
        UNION SELECT lower(id) FROM unit WHERE lower(id) = ANY($2)`,
      [provinceCode, codes.map((code) => code.toLowerCase())],
    );
    return new Set(rows.map(({ code }) => code));
  }

  async save(offices: readonly KeptOffice[]): Promise<void> {
    for (let start = 0; start < offices.length; start += PAGE) {
      const page = offices.slice(start, start + PAGE).map((office) => ({
        ...office,
        duties: [...office.duties],
        email: office.email ?? null,
        address: office.address ?? null,
        telephone: office.telephone ?? null,
        dutyOfficer: office.dutyOfficer ?? null,
      }));
      await this.manager.upsert(OfficeRow, page, ['code']);
    }
  }
}

const toKept = (row: OfficeRow): KeptOffice => ({
  code: row.code,
  kind: row.kind,
  name: row.name,
  areaCode: row.areaCode ?? '',
  duties: row.duties,
  email: row.email ?? undefined,
  address: row.address ?? undefined,
  telephone: row.telephone ?? undefined,
  dutyOfficer: row.dutyOfficer ?? undefined,
});
