import pg from 'pg';
import { DataSource } from 'typeorm';
import { ALL_ROWS } from './all-rows.js';
import { BoundedPool, type PoolObserver, type PoolQueue, type PoolState } from './bounded-pool.js';
import { CreateSchema1763800000000 } from './migrations/1763800000000-create-schema.js';
import { GrantApplicationRole1763800001000 } from './migrations/1763800001000-grant-application-role.js';
import { EveryonesYear1763900000000 } from './migrations/1763900000000-everyones-year.js';
import { AreasInTime1764010000000 } from './migrations/1764010000000-areas-in-time.js';
import { EvidenceAndChoices1764100000000 } from './migrations/1764100000000-evidence-and-choices.js';
import { Registers1764200000000 } from './migrations/1764200000000-registers.js';
import { Certification1764300000000 } from './migrations/1764300000000-certification.js';
import { ConfirmationsAndDaysOff1764400000000 } from './migrations/1764400000000-confirmations-and-days-off.js';
import { CyclesThatMigrate1764600000000 } from './migrations/1764600000000-cycles-that-migrate.js';
import { StagesInRows1765000000000 } from './migrations/1765000000000-stages-in-rows.js';
import { FactsByTheCyclesClock1765100000000 } from './migrations/1765100000000-facts-by-the-cycles-clock.js';
import { FormerCommunes1765200000000 } from './migrations/1765200000000-former-communes.js';
import { WaivedInClosedYears1765300000000 } from './migrations/1765300000000-waived-in-closed-years.js';
import { KeysByAccount1765310000000 } from './migrations/1765310000000-keys-by-account.js';
import { CountersByDay1765400000000 } from './migrations/1765400000000-counters-by-day.js';
import { CycleChanges1765500000000 } from './migrations/1765500000000-cycle-changes.js';
import { RehearsedYears1765600000000 } from './migrations/1765600000000-rehearsed-years.js';
import { TraceIds1765610000000 } from './migrations/1765610000000-trace-ids.js';
import { Batches1765700000000 } from './migrations/1765700000000-batches.js';
import { Accounts1765720000000 } from './migrations/1765720000000-accounts.js';
import { OneTimeSecrets1765730000000 } from './migrations/1765730000000-one-time-secrets.js';
import { SecondFactor1765740000000 } from './migrations/1765740000000-second-factor.js';
import { EvidenceByStorageKey1765900000000 } from './migrations/1765900000000-evidence-by-storage-key.js';
import { ReadsBehindPolicies1765910000000 } from './migrations/1765910000000-reads-behind-policies.js';
import { PlansOrderedAgain1765920000000 } from './migrations/1765920000000-plans-ordered-again.js';
import { TokensOfAccounts1765930000000 } from './migrations/1765930000000-tokens-of-accounts.js';
import { NamedDevices1765930001000 } from './migrations/1765930001000-named-devices.js';
import { AuditBesideCycles1765930002000 } from './migrations/1765930002000-audit-beside-cycles.js';
import { ProvincesAtWork1765940000000 } from './migrations/1765940000000-provinces-at-work.js';
import { ChangesOfProofs1765980000000 } from './migrations/1765980000000-changes-of-proofs.js';
import { BatchesThatFail1765980001000 } from './migrations/1765980001000-batches-that-fail.js';
import { RefusedMail1765990000000 } from './migrations/1765990000000-refused-mail.js';
import { OverseersTold1766000000000 } from './migrations/1766000000000-overseers-told.js';
import { PapersReceived1766010000000 } from './migrations/1766010000000-papers-received.js';
import { PresentedDrafts1766020000000 } from './migrations/1766020000000-presented-drafts.js';
import { ExtensionRequests1766020001000 } from './migrations/1766020001000-extension-requests.js';
import { Deputies1766020002000 } from './migrations/1766020002000-deputies.js';
import { CorrectedDecisions1766040000000 } from './migrations/1766040000000-corrected-decisions.js';
import { GuidanceLetters1766052000000 } from './migrations/1766052000000-guidance-letters.js';
import { CommandsThatAnswer1766053000000 } from './migrations/1766053000000-commands-that-answer.js';
import { FigureFreezes1766054000000 } from './migrations/1766054000000-figure-freezes.js';
import { SuperiorsOfUnits1766054001000 } from './migrations/1766054001000-superiors-of-units.js';
import { StatementCount } from './step-watch.js';

// Days are days, not instants: without this the driver makes a Date at the host's midnight.
pg.types.setTypeParser(pg.types.builtins.DATE, (value) => value);

/** The connection pool as other rooms hold it, without knowing the mapper behind it. */
export type Database = DataSource;

export interface DataSourceOptions {
  readonly url: string;
  readonly poolSize: number;
  readonly applicationName: string;
  /** The role of `antq_app` that every connection begins with, where that is another one. */
  readonly role?: 'antq_reader';
  /** True for changes of the schema, whose statements go over whole tables. */
  readonly isUnhurried?: boolean;
  /** How many may wait for a connection and how long; anybody, for five seconds, where absent. */
  readonly queue?: PoolQueue;
  readonly observer?: PoolObserver;
}

const CONNECT_WITHIN_MS = 5_000;

const LIMITS = {
  // A dead server must show within the API's patience, and a stuck statement must not hold a unit for ever.
  statement_timeout: 15_000,
  lock_timeout: 10_000,
  idle_in_transaction_session_timeout: 20_000,
  query_timeout: 20_000,
};

/** Connection pool for a running service; never migrates. */
export function createDataSource(options: DataSourceOptions): DataSource {
  return new DataSource({
    type: 'postgres',
    url: options.url,
    entities: ALL_ROWS,
    migrations: [
      CreateSchema1763800000000,
      GrantApplicationRole1763800001000,
      EveryonesYear1763900000000,
      AreasInTime1764010000000,
      EvidenceAndChoices1764100000000,
      Registers1764200000000,
      Certification1764300000000,
      ConfirmationsAndDaysOff1764400000000,
      CyclesThatMigrate1764600000000,
      StagesInRows1765000000000,
      FactsByTheCyclesClock1765100000000,
      FormerCommunes1765200000000,
      WaivedInClosedYears1765300000000,
      KeysByAccount1765310000000,
      CountersByDay1765400000000,
      CycleChanges1765500000000,
      RehearsedYears1765600000000,
      TraceIds1765610000000,
      Batches1765700000000,
      Accounts1765720000000,
      OneTimeSecrets1765730000000,
      SecondFactor1765740000000,
      EvidenceByStorageKey1765900000000,
      ReadsBehindPolicies1765910000000,
      PlansOrderedAgain1765920000000,
      TokensOfAccounts1765930000000,
      NamedDevices1765930001000,
      AuditBesideCycles1765930002000,
      ProvincesAtWork1765940000000,
      ChangesOfProofs1765980000000,
      BatchesThatFail1765980001000,
      RefusedMail1765990000000,
      OverseersTold1766000000000,
      PapersReceived1766010000000,
      PresentedDrafts1766020000000,
      ExtensionRequests1766020001000,
      Deputies1766020002000,
      CorrectedDecisions1766040000000,
      GuidanceLetters1766052000000,
      CommandsThatAnswer1766053000000,
      FigureFreezes1766054000000,
      SuperiorsOfUnits1766054001000,
    ],
    migrationsTableName: 'schema_migration',
    synchronize: false,
    logger: new StatementCount(),
    poolSize: options.poolSize,
    applicationName: options.applicationName,
    connectTimeoutMS: CONNECT_WITHIN_MS,
    driver: { ...pg, Pool: BoundedPool },
    extra: {
      ...(options.queue && { queue: options.queue }),
      ...(options.observer && { observer: options.observer }),
      ...(options.role && { options: `-c role=${options.role}` }),
      idleTimeoutMillis: 30_000,
      keepAlive: true,
      ...(options.isUnhurried === true ? {} : LIMITS),
    },
  });
}

/** What the pool of a data source is doing now. */
export function poolStateOf(source: Database): PoolState {
  return (source.driver as unknown as { readonly master: BoundedPool }).master.state;
}

/** Brings the schema up to date as its owner. */
export async function migrate(ownerUrl: string): Promise<readonly string[]> {
  const source = createDataSource({
    url: ownerUrl,
    poolSize: 2,
    applicationName: 'antq-migrate',
    isUnhurried: true,
  });
  await source.initialize();
  try {
    const ran = await source.runMigrations({ transaction: 'all' });
    return ran.map((migration) => migration.name);
  } finally {
    await source.destroy();
  }
}

/** SQL by which the schema differs from the rows declared in code; empty when they agree. */
export async function schemaDrift(ownerUrl: string): Promise<readonly string[]> {
  const source = createDataSource({ url: ownerUrl, poolSize: 2, applicationName: 'antq-drift' });
  await source.initialize();
  try {
    const { upQueries } = await source.driver.createSchemaBuilder().log();
    return upQueries.map((query) => query.query);
  } finally {
    await source.destroy();
  }
}
