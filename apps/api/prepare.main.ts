import 'reflect-metadata';
import { type Identity, ImportUnits, InviteFirstAdministrator, OneTimeSecrets } from '#libs/application';
import { type Config, installationKey, keepFilesToOwner, readConfig, readPackFiles } from '#libs/config';
import { ListFileReader } from '#libs/documents';
import { exitWithReason } from '#libs/observability';
import {
  createDataSource,
  type Database,
  migrate,
  PostgresTokenStore,
  PostgresUnitOfWork,
  Seeder,
} from '#libs/persistence';
import { checkPack, PackCatalogue } from '#libs/policy';
import { prepareFirstAdministrator } from './prepare/first-administrator.js';
import {
  areaSeeds,
  formerCommuneSeeds,
  holidaySeeds,
  officeSeeds,
  rosterFile,
  SAMPLE_ROSTERS,
  sampleAreaSeeds,
} from './prepare/reference-data.js';
import { prepareSampleAccounts, withdrawSampleAccounts } from './prepare/sample-accounts.js';

const installerOf = (provinceCode: string): Identity => ({
  actorId: 'installer',
  name: 'Trình cài đặt',
  role: 'administrator',
  scope: { level: 'tinh', provinceCode },
});

/** Brings the schema up to date and loads reference data, where wanted the samples, and the first administrator. */
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
    await load(source, config);
  } finally {
    await source.destroy();
  }
}

async function load(source: Database, config: Config): Promise<void> {
  const { dataDir, accountsKey, samples } = config;
  const seeder = new Seeder(source);
  const areas = await areaSeeds();
  const sampleAreas = samples ? await sampleAreaSeeds() : [];
  await seeder.areas(areas);
  await seeder.areas(sampleAreas);
  await seeder.formerCommunes(await formerCommuneSeeds());
  if (samples) await seeder.offices(await officeSeeds());
  await seeder.holidays(await holidaySeeds());
  const unitOfWork = new PostgresUnitOfWork(source, config.mail.messageIdDomain);
  for (const [province, file] of Object.entries(samples ? SAMPLE_ROSTERS : {})) {
    await loadSampleRoster(unitOfWork, province, file);
  }
  await seeder.dropCommunesBeside(areas);
  const key = installationKey(dataDir, accountsKey);
  const tokens = new PostgresTokenStore(source);
  await (samples ? prepareSampleAccounts(tokens, dataDir) : withdrawSampleAccounts(tokens, dataDir));
  const inviting = new InviteFirstAdministrator(unitOfWork, new OneTimeSecrets(() => key));
  const told = await prepareFirstAdministrator(inviting, config, [...areas, ...sampleAreas]);
  if (told !== undefined) process.stderr.write(`${told}\n`);
}

/** Faults of packs are told and stop nothing: what is unsound opens no cycle, and `antq policy check` names it again. */
function tellOfPackFaults(policyDir: string | undefined): void {
  const packs = new PackCatalogue(readPackFiles(policyDir));
  const faults = [
    ...packs
      .faults()
      .map(({ file, place, message }) => `${file}${place === undefined ? '' : `, ${place}`}: ${message}`),
    ...packs
      .list()
      .flatMap(({ id }) =>
        checkPack(packs.load(id)).errors.map(({ path, message }) => `${id}, ${path}: ${message}`),
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
