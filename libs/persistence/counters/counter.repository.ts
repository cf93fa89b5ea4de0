import type { EntityManager } from 'typeorm';
import type { CounterCell, CounterChange, CounterRecords, DayChange } from '#libs/application';
import { dateOf } from '#libs/calendar';
import type { ManagementLevel } from '#libs/policy';
import { CounterRow } from './counter.rows.js';
import { CounterDayRow } from './counter-day.rows.js';

export class PostgresCounterRecords implements CounterRecords {
  constructor(private readonly manager: EntityManager) {}

  async add(changes: readonly CounterChange[], at: string): Promise<void> {
    const sums = new Map<string, CounterCell & { by: number }>();
    for (const change of changes) {
      const key = keyOf(change);
      const sum = sums.get(key);
      sums.set(key, { ...change, by: (sum?.by ?? 0) + change.by });
    }
    const rows = [...sums.entries()].filter(([, sum]) => sum.by !== 0).sort(([a], [b]) => (a < b ? -1 : 1));
    if (rows.length === 0) return;
    const column = <K extends keyof CounterCell>(name: K) => rows.map(([, sum]) => sum[name]);
    await this.manager.query(
      `WITH change AS (
         SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::int[])
           AS c (${CELL}, by)),
       ${addedTo('$9')}`,
      [
        column('cycleId'),
        column('communeCode'),
        column('unitKind'),
        column('level'),
        column('stage'),
        column('dueDay'),
        column('status'),
        rows.map(([, sum]) => sum.by),
        dateOf(at),
      ],
    );
  }

  async all(cycleId: string): Promise<readonly (CounterCell & { readonly n: number })[]> {
    const rows = await this.manager.find(CounterRow, { where: { cycleId } });
    return rows as (CounterCell & { n: number })[];
  }

  async days(cycleId: string): Promise<readonly DayChange[]> {
    return (await this.manager.find(CounterDayRow, { where: { cycleId } })) as DayChange[];
  }

  async recount(
    cycleId: string,
    at: string,
    only?: { readonly stage: string; readonly level: ManagementLevel },
  ): Promise<void> {
    await this.manager.query(
      `WITH fresh AS (
         SELECT cycle_id, commune_code, unit_kind, level, stage, coalesce(to_char(due_day, 'YYYY-MM-DD'), '') AS due_day,
                counted AS status, count(*)::int AS n
           FROM unit_stage
          WHERE cycle_id = $1 AND ($2::text IS NULL OR stage = $2) AND ($3::text IS NULL OR level = $3)
            AND standing = 'inside' AND in_pack
          GROUP BY 1, 2, 3, 4, 5, 6, 7),
       kept AS (
         SELECT * FROM counter
          WHERE cycle_id = $1 AND ($2::text IS NULL OR stage = $2) AND ($3::text IS NULL OR level = $3) AND n <> 0),
       change AS (
         SELECT ${CELL}, coalesce(fresh.n, 0) - coalesce(kept.n, 0) AS by
           FROM fresh FULL JOIN kept USING (${CELL})
          WHERE fresh.n IS DISTINCT FROM kept.n),
       ${addedTo('$4')}`,
      [cycleId, only?.stage ?? null, only?.level ?? null, dateOf(at)],
    );
  }

  async recountOutside(cycleId: string, at: string): Promise<void> {
    await this.manager.query(
      `WITH fresh AS (
         SELECT commune_code, unit_kind, count(*)::int AS n FROM unit_year
          WHERE cycle_id = $1 AND standing = 'outside' GROUP BY 1, 2),
       kept AS (
         SELECT commune_code, unit_kind, sum(by)::int AS n FROM outside_day
          WHERE cycle_id = $1 GROUP BY 1, 2 HAVING sum(by) <> 0)
       INSERT INTO outside_day (cycle_id, day, commune_code, unit_kind, by)
       SELECT $1, $2::date, commune_code, unit_kind, coalesce(fresh.n, 0) - coalesce(kept.n, 0)
         FROM fresh FULL JOIN kept USING (commune_code, unit_kind)
        WHERE fresh.n IS DISTINCT FROM kept.n
       ON CONFLICT (cycle_id, day, commune_code, unit_kind) DO UPDATE SET by = outside_day.by + excluded.by`,
      [cycleId, dateOf(at)],
    );
  }
}

/** Columns of a cell. */
const CELL = 'cycle_id, commune_code, unit_kind, level, stage, due_day, status';

/**
 * SQL: adds the rows of a table `change` to the counters, and to those of one day.
 *
 * @param day parameter with the day
 */
const addedTo = (day: string): string =>
  `counted AS (
     INSERT INTO counter (${CELL}, n)
     SELECT ${CELL}, by FROM change
     ON CONFLICT (${CELL}) DO UPDATE SET n = counter.n + excluded.n)
   INSERT INTO counter_day (day, ${CELL}, by)
   SELECT ${day}::date, ${CELL}, by FROM change
   ON CONFLICT (day, ${CELL}) DO UPDATE SET by = counter_day.by + excluded.by`;

function keyOf(cell: CounterCell): string {
  return [
    cell.cycleId,
    cell.communeCode,
    cell.unitKind,
    cell.level,
    cell.stage,
    cell.dueDay,
    cell.status,
  ].join('|');
}
