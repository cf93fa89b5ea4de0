import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import type { AreaSeed, HolidaySeed, OfficeSeed } from '#libs/persistence';

/** The files that a fresh installation starts from; they lie beside the launcher in the source tree. */
const dataFile = (name: string) => new URL(`../../../../infra/local/data/${name}`, import.meta.url);

const rowsOf = async (name: string) =>
  parse<Record<string, string>>(await readFile(dataFile(name)), {
    columns: true,
    bom: true,
    skip_empty_lines: true,
  });

/** 34 provinces and 3,321 communes in force since 01/7/2025, provinces first. */
export async function areaSeeds(): Promise<AreaSeed[]> {
  const rows = await rowsOf('administrative-units.csv');
  const provinces = new Map(rows.map((row) => [text(row, 'province_code'), text(row, 'province_name')]));
  return [
    ...[...provinces].map(
      ([code, name]): AreaSeed => ({
        code,
        kind: 'tinh',
        name,
        adminKind: name.startsWith('Thành phố') ? 'thành phố' : 'tỉnh',
      }),
    ),
    ...rows.map(
      (row): AreaSeed => ({
        code: text(row, 'commune_code'),
        kind: 'xa',
        name: text(row, 'commune_name'),
        adminKind: text(row, 'commune_kind'),
        parentCode: text(row, 'province_code'),
      }),
    ),
  ];
}

/** Sample offices of Quảng Ngãi: who receives, appraises, decides and supervises. */
export async function officeSeeds(): Promise<OfficeSeed[]> {
  return (await rowsOf('offices-quang-ngai.csv')).map((row) => ({
    code: text(row, 'office_code'),
    kind: text(row, 'office_kind'),
    areaCode: row['commune_code'] || row['province_code'] || undefined,
    name: text(row, 'office_name'),
    duties: text(row, 'duties').split(','),
    email: row['email'] || undefined,
  }));
}

export async function holidaySeeds(): Promise<HolidaySeed[]> {
  return (await rowsOf('holidays.csv')) as unknown as HolidaySeed[];
}

export const rosterFile = () => readFile(dataFile('roster-quang-ngai.csv'));

function text(row: Record<string, string>, column: string): string {
  const value = row[column];
  if (value === undefined) throw new Error(`column ${column} is missing in the reference data`);
  return value.normalize('NFC');
}
