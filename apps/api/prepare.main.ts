import 'reflect-metadata';
import { type Identity, ImportUnits } from '#libs/application';
import { installationKey, keepFilesToOwner, readConfig, readPackFiles } from '#libs/config';
import { ListFileReader } from '#libs/documents';
import { exitWithReason } from '#libs/observability';
import { createDataSource, migrate, PostgresTokenStore, PostgresUnitOfWork, Seeder } from '#libs/persistence';
import { checkPack, listPacks, loadPack, packFileFaults, registerPacks } from '#libs/policy';
import {
  areaSeeds,
  formerCommuneSeeds,
  holidaySeeds,
  officeSeeds,
  rosterFile,
  SAMPLE_ROSTERS,
  sampleAreaSeeds,
} from './prepare/reference-data.js';
import { prepareSampleAccounts } from './prepare/sample-accounts.js';

const installerOf = (provinceCode: string): Identity => ({
  actorId: 'installer',
  name: 'Trình cài đặt',
  role: 'administrator',
  scope: { level: 'tinh', provinceCode },
});

/** Brings the schema up to date and loads reference data, the sample rosters and their accounts. */
async function prepare(): Promise<void> {
  keepFilesToOwner();
  const config = readConfig();
  if (config.database.ownerUrl === undefined)
    throw new Error('DATABASE_OWNER_URL is needed to prepare the database');
  tellOfPackFaults(config.policyDir);
  await migrate(config.database.ownerUrl);
  const source = createDataSource({ url: config.database.url, poolSize: 5, applicationName: 'antq-prepare' });
  await source.initialize();
  try {
    const seeder = new Seeder(source);
    const areas = await areaSeeds();
    await seeder.areas(areas);
    await seeder.areas(await sampleAreaSeeds());
    await seeder.formerCommunes(await formerCommuneSeeds());
    await seeder.offices(await officeSeeds());
    await seeder.holidays(await holidaySeeds());
    const unitOfWork = new PostgresUnitOfWork(source, config.mail.messageIdDomain);
    for (const [province, file] of Object.entries(SAMPLE_ROSTERS)) {
      await loadSampleRoster(unitOfWork, province, file);
    }
    await seeder.dropCommunesBeside(areas);
    installationKey(config.dataDir, config.accountsKey);
    await prepareSampleAccounts(new PostgresTokenStore(source), config.dataDir);
  } finally {
    await source.destroy();
  }
}

/** Faults of packs are told and stop nothing: what is unsound opens no cycle, and `antq policy check` names it again. */
function tellOfPackFaults(policyDir: string | undefined): void {
  registerPacks(readPackFiles(policyDir));
  const faults = [
    ...packFileFaults().map(
      ({ file, place, message }) => `${file}${place === undefined ? '' : `, ${place}`}: ${message}`,
    ),
    ...listPacks().flatMap(({ id }) =>
      checkPack(loadPack(id)).errors.map(({ path, message }) => `${id}, ${path}: ${message}`),
    ),
  ];
  for (const fault of faults) process.stderr.write(`Gói quy định ${fault}\n`);
}

/** Only into an empty province: what an administrator imported or corrected since is never put back. */
async function loadSampleRoster(
  unitOfWork: PostgresUnitOfWork,
  provinceCode: string,
  file: string,
): Promise<void> {
  const known = await unitOfWork.inTransaction((records) => records.units.countOf({ provinceCode }));
  if (known > 0) return;
  const list = { file: { bytes: await rosterFile(file), filename: file } };
  const importing = new ImportUnits(unitOfWork, new ListFileReader());
  const report = await importing.execute(installerOf(provinceCode), list, false);
  if (report.problems.length > 0) throw new Error(`sample roster: ${JSON.stringify(report.problems)}`);
}

prepare().catch(exitWithReason);
