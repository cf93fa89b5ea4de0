import type { EntityManager } from 'typeorm';
import type { CounterCell, CounterRecords } from '#libs/application';
import type { ManagementLevel } from '#libs/policy';
import { CounterRow } from './counter.rows.js';

export class PostgresCounterRecords implements CounterRecords {
  constructor(private readonly manager: EntityManager) {}

  async add(changes: readonly (CounterCell & { readonly by: number })[]): Promise<void> {
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

  async clear(cycleId: string): Promise<void> {
    await this.manager.query(`UPDATE counter SET n = 0 WHERE cycle_id = $1 AND n <> 0`, [cycleId]);
  }

  async recount(cycleId: string, stage: string, level: ManagementLevel, lastDay: string): Promise<void> {
    await this.manager.query(`UPDATE counter SET n = 0 WHERE cycle_id = $1 AND stage = $2 AND level = $3`, [
      cycleId,
      stage,
      level,
    ]);
    // Days compare as text in the order of their bytes, whatever the database's collation.
    await this.manager.query(
      `INSERT INTO counter (cycle_id, commune_code, unit_kind, level, stage, due_day, status, n)
       SELECT cycle_id, commune_code, unit_kind, managed_by, $2,
              greatest($4::text COLLATE "C", state->'stages'->$2->>'graceUntil'),
              CASE WHEN status = 'closed' AND state->'stages'->$2->>'status' NOT IN ('submitted', 'done') THEN 'closed'
                   ELSE state->'stages'->$2->>'status' END, count(*)
         FROM unit_year
        WHERE cycle_id = $1 AND standing = 'inside' AND managed_by = $3 AND state->'stages' ? $2
        GROUP BY 1, 2, 3, 4, 5, 6, 7
       ON CONFLICT (cycle_id, commune_code, unit_kind, level, stage, due_day, status)
       DO UPDATE SET n = excluded.n`,
      [cycleId, stage, level, lastDay],
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
