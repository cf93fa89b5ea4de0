import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { projectRoot } from '#infra/local';
import type { AreaSeed, HolidaySeed, OfficeSeed } from '#libs/persistence';
import { eligibility, judgingLevel, type ManagementLevel, type UnitKind, type UnitSize } from '#libs/policy';
import { loadPack } from '../../libs/policy/packs.support.js';

type Row = Record<string, string>;

/** A unit of the sample roster that a stack has loaded. */
export interface SampleUnit {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly managedBy: ManagementLevel;
  readonly communeCode: string;
  /** False where the standard does not judge it. */
  readonly inside: boolean;
  /** Level whose offices appraise and decide for it. */
  readonly judgedBy: ManagementLevel;
  /** Address that receipts go to. */
  readonly officerEmail: string;
}

const PROVINCE = '51';
const file = (name: string) => readFile(path.join(projectRoot(), 'infra/local/data', name));
const rowsOf = async (name: string): Promise<Row[]> =>
  parse(await file(name), { columns: true, bom: true, skip_empty_lines: true });
const cell = (row: Row, column: string): string => {
  const value = row[column];
  if (value === undefined) throw new Error(`the sample data have no column ${column}`);
  return value.normalize('NFC');
};

/** The province of the sample roster and its communes, the province first. */
export const sampleAreas = (): Promise<AreaSeed[]> => areasOf(PROVINCE);

async function areasOf(province: string): Promise<AreaSeed[]> {
  const rows = (await rowsOf('administrative-units.csv')).filter((row) => row['province_code'] === province);
  const [first] = rows;
  if (first === undefined) throw new Error(`province ${province} is not in the sample data`);
  return [
    { code: province, kind: 'tinh', name: cell(first, 'province_name'), adminKind: 'tỉnh' },
    ...rows.map(
      (row): AreaSeed => ({
        code: cell(row, 'commune_code'),
        kind: 'xa',
        name: cell(row, 'commune_name'),
        adminKind: cell(row, 'commune_kind'),
        parentCode: province,
      }),
    ),
  ];
}

export async function sampleOffices(): Promise<OfficeSeed[]> {
  return (await rowsOf('offices-quang-ngai.csv')).map((row) => ({
    code: cell(row, 'office_code'),
    kind: cell(row, 'office_kind'),
    areaCode: row['commune_code'] || row['province_code'] || undefined,
    name: cell(row, 'office_name'),
    duties: cell(row, 'duties').split(','),
    email: row['email'] || undefined,
    address: row['address'] || undefined,
    telephone: row['telephone'] || undefined,
    dutyOfficer: row['duty_officer'] || undefined,
  }));
}

/** Codes of the sample provinces beside Quảng Ngãi; one of them is a province of today. */
const OF_TODAY = '12';
const OTHER_PROVINCES = ['00', OF_TODAY, '30', '951'];

/** The sample provinces beside the first one: areas in an order in which they may be inserted, offices, rosters. */
export async function otherProvinces(): Promise<{
  readonly areas: readonly AreaSeed[];
  readonly offices: readonly OfficeSeed[];
  readonly rosters: readonly { readonly provinceCode: string; readonly name: string; readonly csv: Buffer }[];
}> {
  const offices = (await rowsOf('sample-offices.csv')).map((row) => ({
    code: cell(row, 'office_code'),
    kind: cell(row, 'office_kind'),
    areaCode: cell(row, 'area_code'),
    name: cell(row, 'office_name'),
    duties: cell(row, 'duties').split(','),
    email: cell(row, 'email'),
    address: cell(row, 'address'),
    telephone: cell(row, 'telephone'),
    dutyOfficer: cell(row, 'duty_officer'),
  }));
  const ofToday = await areasOf(OF_TODAY);
  const ofThen = (await rowsOf('sample-areas.csv')).map((row) => ({
    code: cell(row, 'code'),
    kind: cell(row, 'kind') as ManagementLevel,
    name: cell(row, 'name'),
    adminKind: cell(row, 'admin_kind'),
    parentCode: row['parent_code'] || undefined,
    validTo: row['valid_to'] || undefined,
    successorCode: row['successor_code'] || undefined,
  }));
  const rosters = OTHER_PROVINCES.map(async (provinceCode) => {
    const name = `roster-${provinceCode}.csv`;
    return { provinceCode, name, csv: await file(name) };
  });
  return { areas: [...ofToday, ...ofThen], offices, rosters: await Promise.all(rosters) };
}

export async function sampleHolidays(): Promise<HolidaySeed[]> {
  return (await rowsOf('holidays.csv')) as unknown as HolidaySeed[];
}

/**
 * How much of the sample roster: so many units inside the standard, half of them managed by communes, of all kinds in
 * turn, and one outside on top; all units of so many communes, or of those named; or the whole roster.
 */
export type RosterSlice = number | { readonly communes: number | readonly string[] } | 'all';

/** A slice of the sample roster as a file, and its units. */
export async function sampleRoster(slice: RosterSlice): Promise<{ csv: Buffer; units: SampleUnit[] }> {
  const whole = await file('roster-quang-ngai.csv');
  if (slice === 'all') return { csv: whole, units: (await rowsOf('roster-quang-ngai.csv')).map(sampleUnit) };
  const lines = whole
    .toString('utf8')
    .split(/\r?\n/)
    .filter((line) => line !== '');
  const all = (await rowsOf('roster-quang-ngai.csv')).map(sampleUnit);
  if (lines.length !== all.length + 1) throw new Error('a row of the sample roster spans several lines');
  const chosen = new Set(typeof slice === 'number' ? choose(all, slice) : ofCommunes(all, slice.communes));
  const [head = '', ...rest] = lines;
  const csv = [head, ...rest.filter((_line, index) => chosen.has(all[index] as SampleUnit))].join('\n');
  return { csv: Buffer.from(`${csv}\n`), units: all.filter((unit) => chosen.has(unit)) };
}

const flag = (row: Row, column: string) => cell(row, column) === '1';

function sampleUnit(row: Row): SampleUnit {
  const pack = loadPack('quang-ngai-2025');
  const name = cell(row, 'unit_name');
  const managedBy = cell(row, 'managed_by') as ManagementLevel;
  const profile = {
    kind: cell(row, 'kind') as UnitKind,
    subKind: cell(row, 'sub_kind'),
    size: cell(row, 'size') as UnitSize,
    managedBy,
    hasParty: flag(row, 'has_party'),
    hasUnion: flag(row, 'has_union'),
    hasMassOrganisations: flag(row, 'has_mass_organisations'),
    hasGuards: flag(row, 'has_guards'),
    hasStudents: flag(row, 'has_students'),
    isFdi: flag(row, 'is_fdi'),
  };
  return {
    id: cell(row, 'unit_code'),
    name,
    kind: profile.kind,
    managedBy,
    communeCode: cell(row, 'commune_code'),
    inside: eligibility(pack, profile).standing === 'inside',
    judgedBy: judgingLevel(pack, { name, managedBy }).level,
    officerEmail: cell(row, 'officer_email'),
  };
}

/** The units of the first communes of the roster, or of those named. */
function ofCommunes(all: readonly SampleUnit[], wanted: number | readonly string[]): SampleUnit[] {
  const communes =
    typeof wanted === 'number'
      ? [...new Set(all.map(({ communeCode }) => communeCode))].slice(0, wanted)
      : wanted;
  return all.filter(({ communeCode }) => communes.includes(communeCode));
}

/** Takes the kinds and levels in turn, so that a small slice has all of them. */
function choose(all: readonly SampleUnit[], count: number): SampleUnit[] {
  const groups = (['tinh', 'xa'] as const).flatMap((level) =>
    ['co-quan', 'co-so-giao-duc', 'doanh-nghiep'].map((kind) =>
      all.filter(
        (unit) => unit.inside && unit.judgedBy === level && unit.managedBy === level && unit.kind === kind,
      ),
    ),
  );
  const taken: SampleUnit[] = [];
  for (let turn = 0; taken.length < count; turn += 1) {
    const round = groups.flatMap((group) => group[turn] ?? []);
    if (round.length === 0) throw new Error(`the sample roster has no ${count} such units`);
    taken.push(...round.slice(0, count - taken.length));
  }
  return [...taken, ...all.filter((unit) => !unit.inside).slice(0, 1)];
}
