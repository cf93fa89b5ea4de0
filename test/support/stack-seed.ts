import { randomUUID } from 'node:crypto';
import { type Scope, scopeCode } from '#libs/access';
import { type Identity, ImportUnits, newToken, tokenDigest } from '#libs/application';
import { ListFileReader } from '#libs/documents';
import {
  createDataSource,
  type Database,
  PostgresTokenStore,
  PostgresUnitOfWork,
  Seeder,
} from '#libs/persistence';
import {
  otherProvinces,
  type SampleUnit,
  sampleAreas,
  sampleHolidays,
  sampleOffices,
} from './sample-data.js';

const PROVINCE = '51';
const OFFICE_OF: Readonly<Partial<Record<Identity['role'], string>>> = {
  appraiser: 'police',
  'deciding-body': 'committee',
  supervisor: 'steering',
};

interface Roster {
  readonly csv: Buffer;
  readonly units: readonly SampleUnit[];
}

/** The roster's slice and an account of each role at each place; answers the tokens by their key. */
export async function seedStack(
  appUrl: string,
  roster: Roster,
  withProvinces: boolean,
): Promise<ReadonlyMap<string, string>> {
  const source = createDataSource({ url: appUrl, poolSize: 8, applicationName: 'antq-test-seed' });
  await source.initialize();
  try {
    await seedUnits(source, roster, withProvinces);
    const store = new PostgresTokenStore(source);
    const tokens = new Map<string, string>();
    await Promise.all(
      [...(await accountsFor(roster.units))].map(async ([key, identity]) => {
        tokens.set(key, await saveAccount(store, identity));
      }),
    );
    return tokens;
  } finally {
    await source.destroy();
  }
}

/** Areas, offices and days off. */
export async function seedPlaces(source: Database): Promise<void> {
  const seeder = new Seeder(source);
  await seeder.areas(await sampleAreas());
  await seeder.offices(await sampleOffices());
  await seeder.holidays(await sampleHolidays());
}

/** The roster's slice, with places as `seedPlaces` has put them in; with the other sample provinces where they are wanted. */
export async function seedUnits(
  source: Database,
  { csv }: Pick<Roster, 'csv'>,
  withProvinces: boolean,
): Promise<void> {
  const seeder = new Seeder(source);
  const importing = new ImportUnits(
    new PostgresUnitOfWork(source, 'antq.example.test'),
    new ListFileReader(),
  );
  await importRoster(importing, PROVINCE, 'roster.csv', csv);
  if (withProvinces) await seedProvinces(seeder, importing);
}

/** An account of each role at each place of the units, by the key under which a stack finds its token. */
async function accountsFor(units: readonly SampleUnit[]): Promise<ReadonlyMap<string, Identity>> {
  const offices = await sampleOffices();
  const province: Scope = { level: 'tinh', provinceCode: PROVINCE };
  const accounts = new Map([['administrator', accountOf('administrator', province)]]);
  for (const [role, kind] of Object.entries(OFFICE_OF) as [Identity['role'], string][]) {
    const of = (level: 'province' | 'commune', area: string) =>
      offices.find((office) => office.kind === `${level}-${kind}` && office.areaCode === area)?.code;
    accounts.set(`${role}/tinh`, accountOf(role, province, of('province', PROVINCE)));
    for (const communeCode of new Set(units.map((unit) => unit.communeCode))) {
      const scope: Scope = { level: 'xa', communeCode };
      accounts.set(`${role}/xa/${communeCode}`, accountOf(role, scope, of('commune', communeCode)));
    }
  }
  for (const { id: unitId } of units) {
    for (const role of ['unit-officer', 'unit-head'] as const) {
      accounts.set(`${role}/${unitId}`, accountOf(role, { level: 'unit', unitId }));
    }
  }
  return accounts;
}

/** The sample provinces beside the first one, as the preparation of an installation loads them. */
async function seedProvinces(seeder: Seeder, importing: ImportUnits): Promise<void> {
  const { areas, offices, rosters } = await otherProvinces();
  await seeder.areas(areas);
  await seeder.offices(offices);
  for (const { provinceCode, name, csv } of rosters) await importRoster(importing, provinceCode, name, csv);
}

async function importRoster(
  importing: ImportUnits,
  provinceCode: string,
  name: string,
  csv: Buffer,
): Promise<void> {
  const installer = accountOf('administrator', { level: 'tinh', provinceCode });
  const { problems } = await importing.execute(installer, { file: { bytes: csv, filename: name } }, false);
  if (problems.length > 0) throw new Error(`${name}: ${JSON.stringify(problems)}`);
}

/** Mints a token for the account and answers it. */
export async function saveAccount(store: PostgresTokenStore, identity: Identity): Promise<string> {
  const token = newToken();
  await store.save({ ...identity, digest: tokenDigest(token) });
  return token;
}

/** An account of a place, named after both; its office is given where it acts for one. */
export function accountOf(role: Identity['role'], scope: Scope, officeCode?: string): Identity {
  const place = scope.level === 'tinh' ? 'tỉnh' : scopeCode(scope);
  return { actorId: randomUUID(), name: `${role} ${place}`, role, scope, officeCode };
}
