import 'reflect-metadata';
import { type Identity, ImportUnits } from '#libs/application';
import { readConfig } from '#libs/config';
import { createDataSource, migrate, PostgresTokenStore, PostgresUnitOfWork, Seeder } from '#libs/persistence';
import { checkPack, listPacks, loadPack } from '#libs/policy';
import {
  areaSeeds,
  holidaySeeds,
  officeSeeds,
  rosterFile,
  SAMPLE_ROSTERS,
  sampleAreaSeeds,
} from './prepare/reference-data.js';
import { prepareSampleAccounts } from './prepare/sample-accounts.js';
import { unitListReader } from './services/unit-list.js';

const installerOf = (provinceCode: string): Identity => ({
  tokenId: 'installer',
  name: 'Trình cài đặt',
  role: 'administrator',
  scope: { level: 'tinh', provinceCode },
});

/** Brings the schema up to date and loads reference data, the sample rosters and their accounts. */
async function prepare(): Promise<void> {
  const config = readConfig();
  if (config.database.ownerUrl === undefined)
    throw new Error('DATABASE_OWNER_URL is needed to prepare the database');
  for (const { id } of listPacks()) {
    const { errors } = checkPack(loadPack(id));
    if (errors.length > 0) throw new Error(`policy pack ${id}: ${JSON.stringify(errors)}`);
  }
  await migrate(config.database.ownerUrl);
  const source = createDataSource({ url: config.database.url, poolSize: 5, applicationName: 'antq-prepare' });
  await source.initialize();
  try {
    const seeder = new Seeder(source);
    await seeder.areas(await areaSeeds());
    await seeder.areas(await sampleAreaSeeds());
    await seeder.offices(await officeSeeds());
    await seeder.holidays(await holidaySeeds());
    const unitOfWork = new PostgresUnitOfWork(source, config.mail.messageIdDomain);
    for (const [province, file] of Object.entries(SAMPLE_ROSTERS)) {
      await loadSampleRoster(unitOfWork, province, file);
    }
    await prepareSampleAccounts(new PostgresTokenStore(source), config.dataDir);
  } finally {
    await source.destroy();
  }
}

/** Only into an empty province: what an administrator imported or corrected since is never put back. */
async function loadSampleRoster(
  unitOfWork: PostgresUnitOfWork,
  provinceCode: string,
  file: string,
): Promise<void> {
  const known = await unitOfWork.inTransaction((records) => records.units.countOf({ provinceCode }));
  if (known > 0) return;
  const read = unitListReader(await rosterFile(file), file);
  const report = await new ImportUnits(unitOfWork).execute(installerOf(provinceCode), read, false);
  if (report.problems.length > 0) throw new Error(`sample roster: ${JSON.stringify(report.problems)}`);
}

prepare().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
