import { createDataSource, migrate } from '#libs/persistence';

/** Migrations of the schema that fill what they bring from what a database holds already. */
const FIRST_FILLED = 'StagesInRows1765000000000';
const DAYS_FILLED = 'CountersByDay1765400000000';

/**
 * Takes a lived database back to the schema before one of them, and forward again, so that what was kept
 * while the cycles ran can be compared with what the migrations make of the rest.
 *
 * @param first the first that is filled anew
 * @param sql queries whose answers are to be the same afterwards
 * @param asThen what the older version had kept otherwise, as statements over its schema
 * @returns the answers before and after, in the order of the queries
 */
async function refilledFrom(
  first: string,
  ownerUrl: string,
  sql: readonly string[],
  asThen: readonly string[] = [],
): Promise<{ readonly before: readonly unknown[]; readonly after: readonly unknown[] }> {
  const owner = createDataSource({ url: ownerUrl, poolSize: 1, applicationName: 'antq-refill' });
  await owner.initialize();
  try {
    const ask = async () => {
      const answers: unknown[] = [];
      for (const each of sql) answers.push(await owner.query(each));
      return answers;
    };
    const before = await ask();
    for (;;) {
      const [last] = await owner.query<{ name: string }[]>(
        `SELECT name FROM schema_migration ORDER BY id DESC LIMIT 1`,
      );
      await owner.undoLastMigration({ transaction: 'all' });
      if (last?.name === first || last === undefined) break;
    }
    for (const each of asThen) await owner.query(each);
    await migrate(ownerUrl);
    return { before, after: await ask() };
  } finally {
    await owner.destroy();
  }
}

/** Back to the schema before its stages stood in rows. */
export const refilled = (ownerUrl: string, sql: readonly string[], asThen?: readonly string[]) =>
  refilledFrom(FIRST_FILLED, ownerUrl, sql, asThen);

/** Back to the schema before the counters were kept by day; its facts have the time of their cycle's clock already. */
export const refilledDays = (ownerUrl: string, asThen?: readonly string[]) =>
  refilledFrom(DAYS_FILLED, ownerUrl, COUNTER_DAYS, asThen);

export const STAGE_ROWS = [
  `SELECT * FROM unit_stage ORDER BY cycle_id, unit_id, stage`,
  `SELECT cycle_id, unit_id, pledge_total, pledged, exemplar FROM unit_year ORDER BY 1, 2`,
];

export const COUNTERS = [`SELECT * FROM counter WHERE n <> 0 ORDER BY 1, 2, 3, 4, 5, 6, 7`];

export const COUNTER_DAYS = [
  `SELECT * FROM counter_day WHERE by <> 0 ORDER BY 1, 2, 3, 4, 5, 6, 7, 8`,
  `SELECT * FROM outside_day WHERE by <> 0 ORDER BY 1, 2, 3, 4`,
  `SELECT id, past_known_from FROM cycle ORDER BY 1`,
];

/** 0.2.0 counted a stage that was asked of nobody as left undone, once its year was closed. */
export const WAIVED_AS_CLOSED = `
  WITH moved AS (
    UPDATE counter SET n = 0 WHERE status = 'waived' AND n <> 0
    RETURNING cycle_id, commune_code, unit_kind, level, stage, due_day)
  INSERT INTO counter (cycle_id, commune_code, unit_kind, level, stage, due_day, status, n)
  SELECT cycle_id, commune_code, unit_kind, level, stage, due_day, 'closed', 1 FROM moved
  ON CONFLICT (cycle_id, commune_code, unit_kind, level, stage, due_day, status) DO UPDATE SET n = counter.n + 1`;

/** When facts were recorded; a paper entered on behalf tells its own day, so its fact is placed by those before it. */
export const FACT_TIMES = [
  `SELECT f.cycle_id, f.unit_id, f.version, f.at_cycle FROM fact f JOIN command c ON c.id = f.command_id
    WHERE NOT c.body ? 'onBehalf' ORDER BY 1, 2, 3`,
];
