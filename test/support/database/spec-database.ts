import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { Client } from 'pg';
import {
  createDataSource,
  type Database,
  PostgresSessionStore,
  PostgresTokenStore,
  PostgresUnitOfWork,
} from '#libs/persistence';
import { workerPostgres } from './worker-postgres.js';

interface Urls {
  readonly adminUrl: string;
  readonly ownerUrl: string;
  readonly appUrl: string;
}

export interface SpecDatabaseOptions {
  readonly poolSize?: number;
  /** False for a database as an installation meets it the first time. */
  readonly migrated?: boolean;
}

/** A database of its own on the worker's PostgreSQL, with a pool as the services have it. */
export class SpecDatabase {
  private constructor(
    private readonly name: string,
    private readonly urls: Urls,
    /** As the role of the services. */
    readonly source: Database,
    /** A superuser's connection, since no role of the product may delete an audit row. */
    private readonly admin: Client,
  ) {}

  static async open({ poolSize = 6, migrated = true }: SpecDatabaseOptions = {}): Promise<SpecDatabase> {
    const server = await workerPostgres();
    const name = `spec_${randomUUID().replaceAll('-', '')}`;
    await asAdmin(server.adminUrl, async (client) => {
      const template = migrated ? 'antq' : 'template1';
      await client.query(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy OWNER antq_owner`);
      await client.query(`REVOKE ALL ON DATABASE ${name} FROM public`);
      await client.query(`GRANT CONNECT, TEMPORARY ON DATABASE ${name} TO antq_app`);
    });
    const at = (url: string): string => url.replace(/\/[^/]*$/, `/${name}`);
    const urls = { adminUrl: at(server.adminUrl), ownerUrl: at(server.ownerUrl), appUrl: at(server.appUrl) };
    const source = createDataSource({ url: urls.appUrl, poolSize, applicationName: 'antq-test' });
    // Restoring puts rows in no order, so foreign keys and triggers are left aside.
    const options = '-c session_replication_role=replica -c lock_timeout=2s';
    const admin = new Client({ connectionString: urls.adminUrl, options });
    await Promise.all([source.initialize(), admin.connect()]);
    return new SpecDatabase(name, urls, source, admin);
  }

  get ownerUrl(): string {
    return this.urls.ownerUrl;
  }

  get appUrl(): string {
    return this.urls.appUrl;
  }

  get unitOfWork(): PostgresUnitOfWork {
    return new PostgresUnitOfWork(this.source, 'antq.example.test');
  }

  get sessions(): PostgresSessionStore {
    return new PostgresSessionStore(this.source);
  }

  get tokens(): PostgresTokenStore {
    return new PostgresTokenStore(this.source);
  }

  /** Remembers what the tables hold now, for `restore`. */
  async remember(): Promise<void> {
    const { rows } = await this.admin.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace`,
    );
    const tables = rows.map(({ name }) => `"${name}"`);
    await this.admin.query(
      [
        'CREATE SCHEMA remembered',
        ...tables.map((table) => `CREATE TABLE remembered.${table} AS TABLE public.${table}`),
        `CREATE PROCEDURE remembered.restore() LANGUAGE sql AS $$
           ${tables.map((table) => `DELETE FROM public.${table};`).join('\n')}
           ${tables.map((table) => `INSERT INTO public.${table} SELECT * FROM remembered.${table};`).join('\n')}
         $$`,
      ].join(';\n'),
    );
  }

  /**
   * Brings every table back to what `remember` saw, in some milliseconds. Waits for transactions that are still under
   * way, at most two seconds: a test that left one open is told of it.
   */
  async restore(): Promise<void> {
    await this.admin.query('CALL remembered.restore()');
  }

  async dispose(): Promise<void> {
    await Promise.all([this.source.destroy(), this.admin.end()]);
    const server = await workerPostgres();
    await asAdmin(server.adminUrl, (client) => client.query(`DROP DATABASE ${this.name} WITH (FORCE)`));
  }
}

async function asAdmin(url: string, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

/**
 * One database for the tests of a suite, each of which begins with what `seed` has put into it. To be called where tests
 * are declared; the answer may be used once they run.
 */
export function databaseForEachTest(
  seed: (database: SpecDatabase) => Promise<unknown> = () => Promise.resolve(),
): () => SpecDatabase {
  let database: SpecDatabase | undefined;
  beforeAll(async () => {
    database = await SpecDatabase.open();
    await seed(database);
    await database.remember();
  }, 60_000);
  beforeEach(() => database?.restore());
  afterAll(() => database?.dispose());
  return () => {
    if (database === undefined) throw new Error('the database is there once the tests run');
    return database;
  };
}
