import { describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { databaseForEachTest, SpecDatabase } from '../support/database/spec-database.js';
import { workerPostgres } from '../support/database/worker-postgres.js';

const AREAS = ['51', '52'];

/** Suites that change everything, to see that nothing of it is there for the next test. */
describe('a database for each test', () => {
  const database = databaseForEachTest(({ source }) =>
    source.query(`
      INSERT INTO area (code, kind, name, name_search, admin_kind) VALUES
        ('51', 'tinh', 'Quảng Ngãi', 'quang ngai', 'tỉnh'), ('52', 'tinh', 'Gia Lai', 'gia lai', 'tỉnh')`),
  );
  const areas = async () =>
    (await database().source.query<{ code: string }[]>('SELECT code FROM area ORDER BY code')).map(
      ({ code }) => code,
    );

  it.each(['first', 'second', 'third'])('begins with what the suite has put into it: the %s', async () => {
    expect(await areas()).toEqual(AREAS);
    expect(await database().source.query('SELECT * FROM policy_pack')).toEqual([]);
    await database().source.query(`
      INSERT INTO policy_pack (hash, id, content) VALUES ('h', 'p', '{}');
      UPDATE area SET name = 'Khác' WHERE code = '51';
      INSERT INTO area (code, kind, name, name_search, admin_kind, parent_code)
        VALUES ('51001', 'xa', 'Xã', 'xa', 'xã', '51')`);
    expect(await areas()).toEqual(['51', '51001', '52']);
  });

  it('is rid of audit rows too, which the services may not delete', async () => {
    await database().unitOfWork.inTransaction((records) =>
      records.audit.append({
        ...{ cycleId: '51-2026', areaCode: '51', actorId: 'a', actorRole: 'administrator' },
        ...{ action: 'cycle.opened', object: '51-2026', detail: {} },
      }),
    );
    const audited = () => database().source.query<unknown[]>('SELECT * FROM audit');
    expect(await audited()).toHaveLength(1);
    await database().restore();
    expect(await audited()).toEqual([]);
  });

  it('tells of a transaction that a test has left open', async () => {
    const forgotten = new Client({ connectionString: database().ownerUrl });
    await forgotten.connect();
    try {
      await forgotten.query(`BEGIN; UPDATE area SET name = 'Khác' WHERE code = '51'`);
      await expect(database().restore()).rejects.toThrow(/lock timeout/);
    } finally {
      await forgotten.end();
    }
    await database().restore();
    expect(await areas()).toEqual(AREAS);
  });
});

describe('the PostgreSQL of a worker', () => {
  it('is one for all files of the worker, with databases apart', async () => {
    const [one, two] = await Promise.all([SpecDatabase.open(), SpecDatabase.open()]);
    await one.source.query(`INSERT INTO policy_pack (hash, id, content) VALUES ('h', 'p', '{}')`);
    expect(await two.source.query('SELECT * FROM policy_pack')).toEqual([]);
    expect((await workerPostgres()).pid).toBe((await workerPostgres()).pid);
    await Promise.all([one.dispose(), two.dispose()]);
  });
});
