import pg from 'pg';
import { createDataSource } from '#libs/persistence';

/** A database as text: how its schema was made, then every row of every table. */
export interface DatabaseCopy {
  /** Statements in the order in which the migrations ran them. */
  readonly schema: readonly string[];
  readonly tables: readonly TableCopy[];
  /** Last values of sequences that were used. */
  readonly sequences: Readonly<Record<string, string>>;
}

interface TableCopy {
  readonly name: string;
  readonly columns: readonly string[];
  /** Each row as PostgreSQL writes it in JSON. */
  readonly rows: readonly string[];
}

const SHAPES_THE_SCHEMA = /^\s*(CREATE|ALTER|DROP|GRANT|REVOKE|COMMENT)\b/i;
const ROWS_AT_ONCE = 1_000;

/**
 * Runs the migrations of this checkout on an empty database.
 *
 * @returns the statements by which they made the schema
 */
export async function migrateAndTell(emptyDatabase: string): Promise<readonly string[]> {
  const source = createDataSource({ url: emptyDatabase, poolSize: 2, applicationName: 'antq-copy' });
  await source.initialize();
  const statements: string[] = [];
  const createRunner = source.createQueryRunner.bind(source);
  source.createQueryRunner = (mode) => {
    const runner = createRunner(mode);
    const query = runner.query.bind(runner) as (sql: string, ...more: unknown[]) => Promise<unknown>;
    runner.query = (sql: string, ...more: unknown[]) => {
      if (SHAPES_THE_SCHEMA.test(sql)) statements.push(sql);
      return query(sql, ...more) as Promise<never>;
    };
    return runner;
  };
  try {
    await source.runMigrations({ transaction: 'all' });
    return statements;
  } finally {
    await source.destroy();
  }
}

/** Reads every row of a database at rest. */
export async function copyRows(database: string): Promise<Omit<DatabaseCopy, 'schema'>> {
  return withClient(database, async (client) => {
    const { rows: columns } = await client.query<{ table: string; columns: string[] }>(
      `SELECT c.relname AS "table", array_agg(a.attname::text ORDER BY a.attnum) AS columns
         FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
          AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
        GROUP BY c.relname ORDER BY c.relname`,
    );
    const tables: TableCopy[] = [];
    for (const { table, columns: names } of columns) {
      const { rows } = await client.query<{ row: string }>(
        `SELECT row_to_json(t)::text AS row FROM (SELECT ${listed(names)} FROM "${table}") t ORDER BY 1`,
      );
      tables.push({ name: table, columns: names, rows: rows.map(({ row }) => row) });
    }
    const { rows: sequences } = await client.query<{ name: string; value: string }>(
      `SELECT sequencename AS name, last_value::text AS value FROM pg_sequences
        WHERE schemaname = 'public' AND last_value IS NOT NULL`,
    );
    return { tables, sequences: Object.fromEntries(sequences.map(({ name, value }) => [name, value])) };
  });
}

/**
 * Writes a copy into an empty database.
 *
 * @param urls of the owner, who makes the schema, and of the superuser, who may write rows past keys and triggers
 */
export async function restoreDatabase(
  { schema, tables, sequences }: DatabaseCopy,
  urls: { readonly owner: string; readonly superuser: string },
): Promise<void> {
  await withClient(urls.owner, async (client) => {
    for (const statement of schema) await client.query(statement);
  });
  await withClient(urls.superuser, async (client) => {
    await client.query(`SET session_replication_role = replica`);
    for (const { name, columns, rows } of tables) {
      for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
        const page = `[${rows.slice(from, from + ROWS_AT_ONCE).join(',')}]`;
        await client.query(
          `INSERT INTO "${name}" (${listed(columns)}) OVERRIDING SYSTEM VALUE
           SELECT ${listed(columns)} FROM json_populate_recordset(NULL::"${name}", $1::json)`,
          [page],
        );
      }
    }
    for (const [name, value] of Object.entries(sequences)) {
      await client.query(`SELECT setval($1::regclass, $2::bigint)`, [`public."${name}"`, value]);
    }
  });
}

const listed = (columns: readonly string[]) => columns.map((name) => `"${name}"`).join(', ');

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
