import type { EntityManager } from 'typeorm';
import type { CounterCell, CounterChange, CounterRecords } from '#libs/application';
import type { ManagementLevel } from '#libs/policy';
import { CounterRow } from './counter.rows.js';

export class PostgresCounterRecords implements CounterRecords {
  constructor(private readonly manager: EntityManager) {}

  async add(changes: readonly CounterChange[]): Promise<void> {
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
      `INSERT INTO counter (cycle_id, commune_code, unit_kind, level, stage, due_day, status, n)
       SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::int[])
       ON CONFLICT (cycle_id, commune_code, unit_kind, level, stage, due_day, status)
       DO UPDATE SET n = counter.n + excluded.n`,
      [
        column('cycleId'),
        column('communeCode'),
        column('unitKind'),
        column('level'),
        column('stage'),
        column('dueDay'),
        column('status'),
        rows.map(([, sum]) => sum.by),
      ],
    );
  }

  async all(cycleId: string): Promise<readonly (CounterCell & { readonly n: number })[]> {
    const rows = await this.manager.find(CounterRow, { where: { cycleId } });
    return rows as (CounterCell & { n: number })[];
  }

  async recount(
    cycleId: string,
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
          WHERE cycle_id = $1 AND ($2::text IS NULL OR stage = $2) AND ($3::text IS NULL OR level = $3) AND n <> 0)
       INSERT INTO counter (cycle_id, commune_code, unit_kind, level, stage, due_day, status, n)
       SELECT cycle_id, commune_code, unit_kind, level, stage, due_day, status, coalesce(fresh.n, 0) - coalesce(kept.n, 0)
         FROM fresh FULL JOIN kept USING (cycle_id, commune_code, unit_kind, level, stage, due_day, status)
        WHERE fresh.n IS DISTINCT FROM kept.n
       ON CONFLICT (cycle_id, commune_code, unit_kind, level, stage, due_day, status)
       DO UPDATE SET n = counter.n + excluded.n`,
      [cycleId, only?.stage ?? null, only?.level ?? null],
    );
  }
}

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
