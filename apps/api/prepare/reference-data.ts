import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { referenceFile } from '#libs/config';
import type { AreaSeed, FormerCommuneSeed, HolidaySeed, OfficeSeed } from '#libs/persistence';

const rowsOf = async (name: string) =>
  parse<Record<string, string>>(await readFile(referenceFile(name)), {
    columns: true,
    bom: true,
    skip_empty_lines: true,
  });

/** The day from which provinces and communes are those of today. */
const REFORM = '2025-07-01';

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
        validFrom: REFORM,
      }),
    ),
    ...rows.map(
      (row): AreaSeed => ({
        code: text(row, 'commune_code'),
        kind: 'xa',
        name: text(row, 'commune_name'),
        adminKind: text(row, 'commune_kind'),
        parentCode: text(row, 'province_code'),
        validFrom: REFORM,
      }),
    ),
  ];
}

/** Which of today's communes each of before that day went to: for suggestions, see NOTICE. */
export async function formerCommuneSeeds(): Promise<FormerCommuneSeed[]> {
  return (await rowsOf('former-communes.csv')).map((row) => ({
    code: text(row, 'former_commune_code'),
    name: text(row, 'former_commune_name'),
    successorCode: text(row, 'commune_code'),
  }));
}

/** Made-up provinces with districts, for the rules from before that day; each after the area that it lies in. */
export async function sampleAreaSeeds(): Promise<AreaSeed[]> {
  return (await rowsOf('sample-areas.csv')).map((row) => ({
    code: text(row, 'code'),
    kind: text(row, 'kind') as AreaSeed['kind'],
    name: text(row, 'name'),
    adminKind: text(row, 'admin_kind'),
    parentCode: row['parent_code'] || undefined,
    validFrom: row['valid_from'] || undefined,
    validTo: row['valid_to'] || undefined,
    successorCode: row['successor_code'] || undefined,
  }));
}

/** Sample offices of Quảng Ngãi and of the other sample provinces: who receives, appraises, decides and supervises. */
export async function officeSeeds(): Promise<OfficeSeed[]> {
  const quangNgai = await rowsOf('offices-quang-ngai.csv');
  return [...quangNgai, ...(await rowsOf('sample-offices.csv'))].map((row) => ({
    code: text(row, 'office_code'),
    kind: text(row, 'office_kind'),
    areaCode: row['area_code'] || row['commune_code'] || row['province_code'] || undefined,
    name: text(row, 'office_name'),
    duties: text(row, 'duties').split(','),
    email: row['email'] || undefined,
    address: row['address'] || undefined,
    telephone: row['telephone'] || undefined,
    dutyOfficer: row['duty_officer'] || undefined,
  }));
}

export async function holidaySeeds(): Promise<HolidaySeed[]> {
  return (await rowsOf('holidays.csv')) as unknown as HolidaySeed[];
}

/** Provinces with a sample roster, each in a file of its own. */
export const SAMPLE_ROSTERS: Readonly<Record<string, string>> = {
  '51': 'roster-quang-ngai.csv',
  '12': 'roster-12.csv',
  '00': 'roster-00.csv',
  '30': 'roster-30.csv',
  '951': 'roster-951.csv',
};

export const rosterFile = (name: string) => readFile(referenceFile(name));

function text(row: Record<string, string>, column: string): string {
  const value = row[column];
  if (value === undefined) throw new Error(`column ${column} is missing in the reference data`);
  return value.normalize('NFC');
}
