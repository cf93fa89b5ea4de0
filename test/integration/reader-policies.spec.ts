import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { isInScope, type Scope, scopeOf } from '#libs/access';
import { BoardMirrors, presentSight, readingAs, type Sight } from '#libs/application';
import { readConfig } from '#libs/config';
import {
  createDataSource,
  type Database,
  eachCallScoped,
  PostgresReadModel,
  PostgresWatchModel,
  ReadingUnitOfWork,
  ScopedReads,
} from '#libs/persistence';
import { closePools, openPools, POOLS } from '../../apps/api/ports/pools.js';
import { workerPostgres } from '../support/database/worker-postgres.js';
import { openPlacedUnits, SCOPES, UNITS } from '../support/placed-units.js';
import { COMMUNE, type SmallCycle, type SmallProvince } from '../support/small-cycle.js';

/** Every table that names the unit of each of its rows, with the column. */
const OF_UNITS: Readonly<Record<string, string>> = {
  unit: 'id',
  contact: 'unit_id',
  unit_year: 'unit_id',
  unit_stage: 'unit_id',
  command: 'unit_id',
  fact: 'unit_id',
  submission: 'unit_id',
  score_sheet: 'unit_id',
  decision: 'unit_id',
  decision_item: 'unit_id',
  head_term: 'unit_id',
  presented_draft: 'unit_id',
  extension_request: 'unit_id',
  evidence: 'unit_id',
  register_entry: 'unit_id',
  reminder: 'unit_id',
  message: 'unit_id',
  batch_item: 'unit_id',
};
/** Tables that hold such rows of others, or numbers of a commune: how many of its rows each scope sees is told by hand. */
const BESIDE = [
  'draft',
  'batch',
  'evidence_withdrawal',
  'message_attempt',
  'decision_document',
  'decision_correction',
  'gap_choice',
  'rehearsed_year',
  'figure_freeze',
];
const OF_COMMUNES: Readonly<Record<string, string>> = {
  counter: 'commune_code',
  counter_day: 'commune_code',
  outside_day: 'commune_code',
  audit: 'area_code',
  audit_detail: 'area_code',
  audit_head: 'area_code',
  figure_freeze_part: 'area_code',
};
const IDS: readonly string[] = UNITS.map(({ unitId }) => unitId);

let province: SmallProvince;
let cycle: SmallCycle;
let other: SmallCycle;
let source: Database;
let reads: ScopedReads;

beforeAll(async () => {
  ({ province, cycle } = await openPlacedUnits());
  other = await province.rehearse('elsewhere');
  await fillTables();
  source = createDataSource({
    ...{ url: province.appUrl, poolSize: 1, applicationName: 'antq-test-reader', role: 'antq_reader' },
  });
  await source.initialize();
  reads = new ScopedReads(source, presentSight);
}, 120_000);

afterAll(async () => {
  await source?.destroy();
  await province?.dispose();
});

/** As a superuser, to whom foreign keys do not matter. */
async function asSuperuser<T>(work: (client: Client) => Promise<T>): Promise<T> {
  const url = new URL((await workerPostgres()).adminUrl);
  url.pathname = new URL(province.ownerUrl).pathname;
  const client = new Client({ connectionString: url.href, options: '-c session_replication_role=replica' });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const FILLING: Readonly<Record<string, string>> = {
  text: 'gen_random_uuid()::text',
  uuid: 'gen_random_uuid()',
  integer: '(random() * 1000000000)::int',
  boolean: 'true',
  jsonb: `'{}'`,
  date: `'2026-01-05'`,
  numeric: '1',
  'timestamp with time zone': 'now()',
};

/** A row for each unit where a table has none yet, with something in each column that must have something. */
async function fillTables(): Promise<void> {
  await asSuperuser(async (client) => {
    const fill = async (table: string, given: Readonly<Record<string, string>>): Promise<void> => {
      const { rows } = await client.query<{ name: string; type: string }>(
        `SELECT column_name AS name, data_type AS type FROM information_schema.columns
          WHERE table_schema = 'public' AND table_name = $1 AND is_nullable = 'NO' AND column_default IS NULL`,
        [table],
      );
      const values = {
        ...Object.fromEntries(rows.map(({ name, type }) => [name, FILLING[type] ?? 'NULL'])),
        ...given,
      };
      await client.query(
        `INSERT INTO ${table} (${Object.keys(values).join(', ')}) VALUES (${Object.values(values).join(', ')})`,
      );
    };
    const cycleId = `'${cycle.id}'`;
    for (const table of [
      'score_sheet',
      'decision',
      'decision_item',
      'head_term',
      'draft',
      'presented_draft',
      'extension_request',
      'evidence',
      'reminder',
      'batch_item',
    ]) {
      for (const id of IDS) {
        await fill(table, {
          cycle_id: cycleId,
          unit_id: `'${id}'`,
        });
      }
    }
    for (const { communeCode } of UNITS.slice(1)) {
      await fill('outside_day', {
        cycle_id: cycleId,
        commune_code: `'${communeCode}'`,
        unit_kind: `'co-quan'`,
      });
    }
    await client.query(
      `INSERT INTO evidence_withdrawal (evidence_id, reason, withdrawn_at, token_id, actor_name)
       SELECT id, 'x', now(), 'x', 'x' FROM evidence`,
    );
    await client.query(
      `INSERT INTO message_attempt (message_id, epoch, started_at) SELECT id, 7, now() FROM message`,
    );
    await client.query(
      `INSERT INTO decision_document (id, cycle_id, stage, issuer, number, date, signer, actor_id, actor_name,
                                      idempotency_key, body_digest, recorded_at, units)
       SELECT document_id, cycle_id, 'x', 'x', document_id::text, '2026-01-05', 'x', 'x', 'x', document_id::text, 'x', now(), 1
         FROM decision_item`,
    );
    await client.query(
      `INSERT INTO decision_correction (id, cycle_id, document_id, before, after, reason, actor_id, actor_name,
                                        corrected_on, recorded_at)
       SELECT gen_random_uuid(), cycle_id, id, '{}', '{}', 'x', 'x', 'x', '2026-01-05', now() FROM decision_document`,
    );
    await client.query(
      `INSERT INTO decision_correction (id, cycle_id, command_id, before, after, reason, actor_id, actor_name,
                                        corrected_on, recorded_at)
       SELECT gen_random_uuid(), cycle_id, command_id, '{}', '{}', 'x', 'x', 'x', '2026-01-05', now() FROM decision`,
    );
    for (const id of IDS) {
      await fill('batch', {
        ...{ id: `(SELECT batch_id FROM batch_item WHERE unit_id = '${id}')`, cycle_id: cycleId },
      });
    }
    for (const unit of [...IDS.map((id) => `'${id}'`), 'NULL']) {
      await fill('gap_choice', {
        cycle_id: cycleId,
        unit_id: unit,
        idempotency_key: `coalesce(${unit}, 'all')`,
      });
    }
    await fill('rehearsed_year', { cycle_id: cycleId });
    await fill('figure_freeze', { cycle_id: cycleId, area_code: `'51'` });
    for (const area of new Set(['51', ...UNITS.map(({ communeCode }) => communeCode)])) {
      await client.query(
        `INSERT INTO figure_freeze_part (freeze_id, cycle_id, area_code, digest, content)
         SELECT id, cycle_id, $1, 'x', '{}' FROM figure_freeze`,
        [area],
      );
    }
  });
}

/** All of a column, or of one that is joined, as an account of that sight reads it by a statement that limits nothing. */
const column = async (table: string, name: string, sight: Sight | undefined): Promise<readonly string[]> => {
  const ask = () =>
    reads.read((manager) =>
      manager.query<{ value: string | null }[]>(`SELECT ${name} AS value FROM ${table}`),
    );
  const rows = await (sight === undefined ? ask() : readingAs(sight, ask));
  return rows.map(({ value }) => value ?? 'none');
};
const everything = async (table: string, name: string): Promise<readonly string[]> => {
  const rows = await asSuperuser((client) =>
    client.query<{ value: string }>(`SELECT ${name} AS value FROM ${table}`),
  );
  return rows.rows.map(({ value }) => value ?? 'none');
};
const seenBy = (scope: Scope): ReadonlySet<string> =>
  new Set(UNITS.filter((unit) => isInScope(scope, unit)).map(({ unitId }) => unitId));
/** Codes of areas that a scope holds: its own, and those of its communes. */
const areasOf = (scope: Scope): readonly string[] => {
  if (scope.level === 'xa') return [scope.communeCode];
  if (scope.level !== 'huyen') return [];
  const within = UNITS.filter(({ districtCode }) => districtCode === scope.districtCode);
  return [scope.districtCode, ...within.map(({ communeCode }) => communeCode)];
};
const isWhole = (scope: Scope): boolean => scope.level === 'tinh' && scope.provinceCode === '51';

describe('a statement that limits nothing', () => {
  it.each(Object.entries(OF_UNITS))('reads of %s what lies in the scope alone', async (table, name) => {
    const all = await everything(table, name);
    expect(new Set(all.filter((id) => IDS.includes(id)))).toEqual(new Set(IDS));
    for (const scope of SCOPES) {
      const seen = seenBy(scope);
      const read = await column(table, name, scope);
      // Offices that owe papers are subjects as well: those of the commune are seen there, and all in the province.
      expect([scope, new Set(read.filter((id) => IDS.includes(id)))]).toEqual([scope, seen]);
      const offices = new Set(read.filter((id) => !IDS.includes(id)));
      if (scope.level === 'unit' || scope.level === 'sector')
        expect([scope, offices.size]).toEqual([scope, 0]);
      if (isWhole(scope)) expect(read).toHaveLength(all.length);
      if (scope.level === 'tinh' && !isWhole(scope)) expect(read).toEqual([]);
    }
  });

  it.each(Object.entries(OF_COMMUNES))('reads of %s what lies in the scope alone', async (table, name) => {
    const all = await everything(table, name);
    expect(all.length).toBeGreaterThan(0);
    for (const scope of SCOPES) {
      const read = await column(table, name, scope);
      const own = areasOf(scope);
      if (scope.level === 'sector') continue;
      const wanted = isWhole(scope) ? all : all.filter((area) => own.includes(area));
      expect([scope, [...read].sort()]).toEqual([scope, [...wanted].sort()]);
    }
  });

  it('of a sector reads the numbers of its own kind, and of the chains no more than how long they are', async () => {
    const schools = scopeOf('sector', '51:co-so-giao-duc');
    for (const table of ['counter', 'counter_day', 'outside_day']) {
      const kinds = new Set(await column(table, 'unit_kind', schools));
      expect([table, kinds]).toEqual([table, new Set(table === 'outside_day' ? [] : ['co-so-giao-duc'])]);
    }
    for (const table of ['audit', 'audit_detail', 'rehearsed_year'])
      expect([table, await column(table, 'cycle_id', schools)]).toEqual([table, []]);
    expect(await column('audit_head', 'area_code', schools)).toHaveLength(
      (await everything('audit_head', 'area_code')).length,
    );
    for (const code of ['52:co-so-giao-duc', '51:']) {
      expect(await column('audit_head', 'area_code', scopeOf('sector', code))).toEqual([]);
      expect(await column('unit', 'id', scopeOf('sector', code))).toEqual([]);
    }
  });

  it('reads of a draft what is of the unit itself, and nothing from anywhere else', async () => {
    expect(await everything('draft', 'unit_id')).toHaveLength(IDS.length);
    for (const scope of SCOPES) {
      const own = scope.level === 'unit' ? IDS.filter((id) => id === scope.unitId) : [];
      expect([scope, await column('draft', 'unit_id', scope)]).toEqual([scope, own]);
    }
  });

  it('reads what belongs to rows of units with those', async () => {
    for (const scope of SCOPES) {
      const n = seenBy(scope).size;
      const count = async (table: string) => (await column(table, '1', scope)).length;
      expect([
        scope,
        await count('evidence_withdrawal'),
        await count('decision_document'),
        await count('decision_correction'),
        await count('batch'),
        await count('gap_choice'),
        await count('message_attempt'),
      ]).toEqual([scope, n, n, 2 * n, n, n + 1, (await column('message', 'id', scope)).length]);
      expect([scope, await count('rehearsed_year')]).toEqual([scope, isWhole(scope) ? 1 : 0]);
      // Who sees a part of kept figures sees what they are; their parts lie in areas and are of no sector or unit.
      const parts = await count('figure_freeze_part');
      expect([scope, await count('figure_freeze')]).toEqual([scope, parts > 0 ? 1 : 0]);
      if (scope.level === 'sector' || scope.level === 'unit') expect([scope, parts]).toEqual([scope, 0]);
    }
  });
});

describe('a read', () => {
  const tables = [...Object.keys(OF_UNITS), ...Object.keys(OF_COMMUNES), ...BESIDE];

  it('without a sight sees nothing, whether its transaction has begun where reads begin or not', async () => {
    for (const table of tables) {
      expect([table, await column(table, '1', undefined)]).toEqual([table, []]);
      expect([table, await source.query(`SELECT 1 FROM ${table}`)]).toEqual([table, []]);
    }
  });

  it('leaves nothing behind on its connection, whether it ended well or not', async () => {
    const whole = scopeOf('tinh', '51');
    expect(await column('unit', 'id', whole)).toHaveLength(IDS.length);
    expect(await source.query('SELECT 1 FROM unit')).toEqual([]);
    const failing = readingAs(whole, () => reads.read((manager) => manager.query('SELECT 1/0 FROM unit')));
    await expect(failing).rejects.toThrow('division by zero');
    expect(await source.query('SELECT 1 FROM unit')).toEqual([]);
    expect(await column('unit', 'id', scopeOf('unit', 'QN0001'))).toEqual(['QN0001']);
    expect(await column('unit', 'id', undefined)).toEqual([]);
  });

  it('of one unchanging view is limited as any other', async () => {
    const ids = (sight: Sight) =>
      readingAs(sight, () =>
        new ReadingUnitOfWork(reads, 'example.test').inSnapshot(async ({ documents }) => {
          const units = await documents.units(cycle.id);
          return units.map(({ unit }) => unit.id).sort();
        }),
      );
    expect(await ids(scopeOf('tinh', '51'))).toEqual(IDS);
    expect(await ids(scopeOf('huyen', '51D'))).toEqual(['QN0003', 'QN0004']);
    expect(await source.query('SELECT 1 FROM unit')).toEqual([]);
  });

  it('of the mirror that all share is of the whole cycle, whoever was the first to ask', async () => {
    const unitOfWork = new ReadingUnitOfWork(reads, 'example.test');
    const [model, watch] = [
      eachCallScoped(reads, PostgresReadModel),
      eachCallScoped(reads, PostgresWatchModel),
    ];
    const mirror = new BoardMirrors(unitOfWork, model, watch, province.rules).of(cycle.id);
    const { communes } = await readingAs(scopeOf('xa', COMMUNE), () => mirror.fresh());
    expect([...communes.keys()].sort()).toEqual(
      [...new Set(await everything('counter', 'commune_code'))].sort(),
    );
  });

  it('takes no name of a place for more than a name', async () => {
    for (const code of [`51', true), set_config('antq.unit', 'QN0001`, 'QN0001,QN0002', '%', '']) {
      expect([code, await column('unit', 'id', scopeOf('unit', code))]).toEqual([code, []]);
      expect([code, await column('unit', 'id', scopeOf('tinh', code))]).toEqual([code, []]);
    }
  });

  it('of a whole cycle sees that one and nothing of another, nor what belongs to none', async () => {
    const sight = { level: 'cycle', cycleId: other.id } as const;
    for (const table of ['unit_year', 'counter', 'audit_head']) {
      expect([table, new Set(await column(table, 'cycle_id', sight))]).toEqual([table, new Set([other.id])]);
    }
    expect((await column('unit', 'id', sight)).toSorted()).toEqual(IDS);
    expect(await column('batch', 'id', sight)).toEqual([]);
  });

  it('of a year finds its unit, though a corrected list has moved that since', async () => {
    const [east, west] = [UNITS[2].communeCode, UNITS[3].communeCode];
    const move = (communeCode: string, kind: string) =>
      asSuperuser((client) =>
        client.query(`UPDATE unit SET commune_code = $1, kind = $2 WHERE id = 'QN0004'`, [communeCode, kind]),
      );
    await move(east, 'co-quan');
    try {
      for (const scope of [scopeOf('xa', west), scopeOf('sector', '51:co-so-giao-duc')]) {
        expect([scope, await column('unit', 'id', scope)]).toEqual([
          scope,
          expect.arrayContaining(['QN0004']),
        ]);
        expect([scope, await column('contact', 'unit_id', scope)]).toEqual([
          scope,
          expect.arrayContaining(['QN0004']),
        ]);
      }
    } finally {
      await move(west, UNITS[3].unitKind);
    }
  });

  it('by a model is limited by who asks, whatever scope the model is asked about', async () => {
    const model = eachCallScoped(reads, PostgresReadModel);
    const own = scopeOf('xa', COMMUNE);
    const listed = await readingAs(own, () => model.units(scopeOf('tinh', '51'), { limit: 100 }));
    expect(listed.map(({ id }) => id)).toEqual(['QN0001', 'QN0002']);
    expect(await readingAs(own, () => model.unit(scopeOf('unit', 'QN0003'), 'QN0003'))).toBeUndefined();
    expect(await model.units(scopeOf('tinh', '51'), { limit: 100 })).toEqual([]);
  });

  it('changes nothing', async () => {
    const write = (sql: string) =>
      readingAs(scopeOf('tinh', '51'), () => reads.read((manager) => manager.query(sql)));
    await expect(write('DELETE FROM draft')).rejects.toThrow(/read-only transaction/);
    await expect(source.query('UPDATE unit SET name = id')).rejects.toThrow(/permission denied/);
  });
});

describe('the role of readers', () => {
  it('reads no table that names units or places of rows without a policy, and nothing of accounts', async () => {
    const open = await asSuperuser((client) =>
      client.query<{ name: string; columns: string[] }>(
        `SELECT c.relname AS name, array_agg(a.attname::text) AS columns
           FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
          WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND NOT c.relrowsecurity
            AND has_table_privilege('antq_reader', c.oid, 'SELECT') GROUP BY 1 ORDER BY 1`,
      ),
    );
    const naming = open.rows.filter(({ columns }) =>
      columns.some((each) => /^(unit_id|commune_code)$/.test(each)),
    );
    // A reopening says until when a register is open again, for one unit, an area or all.
    expect(naming.map(({ name }) => name)).toEqual(['register_reopening']);
    expect(
      open.rows.map(({ name }) => name).filter((name) => /token|account|session|key/.test(name)),
    ).toEqual([]);
  });

  it('is that of everything that the API reads by, and of nothing that it writes by', async () => {
    const pools = await openPools(
      readConfig({
        DATABASE_URL: province.appUrl,
        SMTP_URL: 'smtp://127.0.0.1:1',
        REHEARSAL_SMTP_URL: 'smtp://127.0.0.1:1',
        ANTQ_FILES_DIR: '.',
      }),
      () => () => undefined,
    );
    try {
      const roles = await Promise.all(
        POOLS.map(async (name) => {
          const [row] = await pools[name].query<{ role: string }[]>('SELECT current_user AS role');
          return [name, row?.role];
        }),
      );
      expect(Object.fromEntries(roles)).toEqual({
        ...{ commands: 'antq_app', reads: 'antq_reader', exports: 'antq_reader', upkeep: 'antq_app' },
      });
    } finally {
      await closePools(pools);
    }
  });
});
