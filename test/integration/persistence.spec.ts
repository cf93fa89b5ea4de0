import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { type Database, migrate, PostgresUnitOfWork, schemaDrift } from '#libs/persistence';
import { SpecDatabase } from '../support/database/spec-database.js';

let database: SpecDatabase;
let source: Database;

beforeAll(async () => {
  database = await SpecDatabase.open();
  source = database.source;
}, 60_000);

afterAll(async () => {
  await database?.dispose();
}, 60_000);

const asApplication = async (sql: string): Promise<string> => {
  const client = new Client({ connectionString: database.appUrl });
  await client.connect();
  try {
    await client.query(sql);
    return 'allowed';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    await client.end();
  }
};

describe('the schema', () => {
  it('agrees with the rows declared in code', async () => {
    expect(await schemaDrift(database.ownerUrl)).toEqual([]);
  });

  it('migrates once: a second run finds nothing to do', async () => {
    expect(await migrate(database.ownerUrl)).toEqual([]);
  });

  it('has an index behind every foreign key', async () => {
    const missing = await source.query<{ table: string; column: string }[]>(`
      SELECT c.conrelid::regclass::text AS table, a.attname AS column
        FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
       WHERE c.contype = 'f' AND NOT EXISTS (
         SELECT 1 FROM pg_index i WHERE i.indrelid = c.conrelid AND i.indkey[0] = a.attnum)`);
    expect(
      missing.filter(({ column }) => !['cycle_id', 'commune_code', 'command_id'].includes(column)),
    ).toEqual([]);
  });
});

describe('the role of a running service', () => {
  it.each(['audit', 'fact', 'decision', 'submission'])(
    'may neither change nor delete rows of %s',
    async (table) => {
      const column = table === 'audit' ? 'action' : table === 'fact' ? 'kind' : 'stage';
      expect(await asApplication(`UPDATE ${table} SET ${column} = 'x'`)).toMatch(/permission denied/);
      expect(await asApplication(`DELETE FROM ${table}`)).toMatch(/permission denied/);
      expect(await asApplication(`TRUNCATE ${table}`)).toMatch(/permission denied/);
    },
  );

  it('may not change the schema', async () => {
    expect(await asApplication('DROP TABLE unit')).toMatch(/must be owner/);
    expect(await asApplication('CREATE TABLE mine (id int)')).toMatch(/permission denied/);
  });
});

describe('a transaction', () => {
  const entry = {
    cycleId: 'c',
    areaCode: 'a',
    actorId: 'x',
    actorRole: 'system',
    action: 'test',
    object: 'o',
    detail: { n: 1 },
  };

  it('leaves nothing behind when the work fails', async () => {
    const unitOfWork = new PostgresUnitOfWork(source, 'example.test');
    const work = unitOfWork.inTransaction(async (records) => {
      await records.audit.append({ ...entry, cycleId: 'failed' });
      throw new Error('the work failed');
    });
    await expect(work).rejects.toThrow('the work failed');
    expect(await source.query(`SELECT count(*)::int AS n FROM audit WHERE cycle_id = 'failed'`)).toEqual([
      { n: 0 },
    ]);
  });

  it('numbers audit rows without a gap however many append at once', async () => {
    const unitOfWork = new PostgresUnitOfWork(source, 'example.test');
    await Promise.all(
      Array.from({ length: 40 }, () => unitOfWork.inTransaction((records) => records.audit.append(entry))),
    );
    const rows = await source.query<{ seq: number }[]>(
      `SELECT seq FROM audit WHERE cycle_id = 'c' ORDER BY seq`,
    );
    expect(rows.map((row) => row.seq)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
  });

  it('asks the clock once for the audit rows that one transaction appends to a chain', async () => {
    const unitOfWork = new PostgresUnitOfWork(source, 'example.test');
    const many = Array.from({ length: 40 }, () => ({ ...entry, cycleId: 'at-once' }));
    await unitOfWork.inTransaction((records) => records.audit.appendAll(many));
    const [told] = await source.query<object[]>(
      `SELECT count(*)::int AS n, count(DISTINCT at)::int AS instants FROM audit WHERE cycle_id = 'at-once'`,
    );
    expect(told).toEqual({ n: 40, instants: 1 });
  });

  it('is run again after a deadlock and then succeeds', async () => {
    const unitOfWork = new PostgresUnitOfWork(source, 'example.test');
    await source.query(
      `INSERT INTO audit_head VALUES ('d', '1', 0, 'x'), ('d', '2', 0, 'x') ON CONFLICT DO NOTHING`,
    );
    let bothHold: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      bothHold = resolve;
    });
    let holding = 0;
    let tries = 0;
    const crosswise = (first: string, second: string) =>
      unitOfWork.inTransaction(async (records) => {
        tries += 1;
        await records.audit.append({ ...entry, cycleId: 'd', areaCode: first });
        holding += 1;
        if (holding === 2) bothHold();
        await held;
        await records.audit.append({ ...entry, cycleId: 'd', areaCode: second });
      });
    await Promise.all([crosswise('1', '2'), crosswise('2', '1')]);
    expect(tries).toBe(3);
    const rows = await source.query<{ n: number }[]>(
      `SELECT count(*)::int AS n FROM audit WHERE cycle_id = 'd'`,
    );
    expect(rows).toEqual([{ n: 4 }]);
  });
});
