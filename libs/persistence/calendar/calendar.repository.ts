import type { EntityManager } from 'typeorm';
import type { CalendarAct, CalendarActKey, CalendarRecords, OpenAtStage, UnitYear } from '#libs/application';
import type { ManagementLevel } from '#libs/policy';
import { toUnitYear } from '../unit-years/unit-year.mapper.js';
import { UnitYearRow } from '../unit-years/unit-year.rows.js';
import { CalendarActRow } from './calendar.rows.js';

/** Lines of the stage $2 that somebody is asked for: without an outcome, in years that are not closed. */
const WITHOUT_OUTCOME = `s.cycle_id = $1 AND s.stage = $2 AND s.standing = 'inside' AND s.in_pack
  AND s.level = ANY($3) AND s.counted IN ('awaiting', 'returned')`;

export class PostgresCalendarRecords implements CalendarRecords {
  constructor(private readonly manager: EntityManager) {}

  async acts(cycleId: string): Promise<readonly CalendarActKey[]> {
    const rows = await this.manager.findBy(CalendarActRow, { cycleId });
    return rows.map(({ kind, stage, level, day }) => ({
      kind,
      stage,
      level: level as CalendarActKey['level'],
      day,
    }));
  }

  async actOnce(act: CalendarAct): Promise<boolean> {
    const result = await this.manager
      .createQueryBuilder()
      .insert()
      .into(CalendarActRow)
      .values({ ...act, actedAt: new Date(act.actedAt), detail: act.detail as object })
      .orIgnore()
      .returning('day')
      .execute();
    return (result.raw as unknown[]).length > 0;
  }

  async withoutOutcome(
    cycleId: string,
    stage: string,
    levels: readonly ManagementLevel[],
    afterId: string | undefined,
    limit: number,
  ): Promise<readonly UnitYear[]> {
    const found = await this.manager.query<{ id: string; name: string }[]>(
      `SELECT s.unit_id AS id, coalesce(u.name, o.name, s.unit_id) AS name
         FROM unit_stage s
         LEFT JOIN unit u ON s.unit_kind <> 'body' AND u.id = s.unit_id
         LEFT JOIN office o ON s.unit_kind = 'body' AND o.code = s.unit_id
        WHERE ${WITHOUT_OUTCOME} AND s.unit_id > $4
        ORDER BY s.unit_id LIMIT $5`,
      [cycleId, stage, levels, afterId ?? '', limit],
    );
    const names = new Map(found.map(({ id, name }) => [id, name]));
    return this.years(cycleId, [...names.keys()], names);
  }

  async countWithoutOutcome(
    cycleId: string,
    stage: string,
    levels: readonly ManagementLevel[],
  ): Promise<readonly OpenAtStage[]> {
    type Row = Pick<OpenAtStage, 'level' | 'unitKind'> & {
      readonly grace: string | null;
      readonly n: number;
    };
    const rows = await this.manager.query<Row[]>(
      `SELECT s.level, s.unit_kind AS "unitKind", s.grace_until AS grace, count(*)::int AS n
         FROM unit_stage s WHERE ${WITHOUT_OUTCOME} GROUP BY 1, 2, 3`,
      [cycleId, stage, levels],
    );
    return rows.map(({ level, unitKind, grace, n }) => ({
      ...{ level, unitKind, subjects: n },
      graceUntil: grace ?? undefined,
    }));
  }

  async countTold(cycleId: string, stage: string, levels: readonly ManagementLevel[]): Promise<number> {
    const [row] = await this.manager.query<{ n: number }[]>(
      `SELECT count(*)::int AS n FROM unit_stage s
        WHERE ${WITHOUT_OUTCOME} AND EXISTS (
          SELECT 1 FROM reminder r
           WHERE r.cycle_id = s.cycle_id AND r.unit_id = s.unit_id AND r.stage = $2 AND r.state = 'carried')`,
      [cycleId, stage, levels],
    );
    return row?.n ?? 0;
  }

  async openYears(cycleId: string, afterId: string | undefined, limit: number): Promise<readonly UnitYear[]> {
    const rows = await this.manager.query<{ id: string }[]>(
      `SELECT unit_id AS id FROM unit_year
        WHERE cycle_id = $1 AND standing = 'inside' AND status <> 'closed' AND unit_id > $2
        ORDER BY unit_id LIMIT $3`,
      [cycleId, afterId ?? '', limit],
    );
    return this.years(
      cycleId,
      rows.map(({ id }) => id),
    );
  }

  private async years(
    cycleId: string,
    ids: readonly string[],
    names: ReadonlyMap<string, string> = new Map(),
  ): Promise<readonly UnitYear[]> {
    if (ids.length === 0) return [];
    const rows = await this.manager
      .createQueryBuilder(UnitYearRow, 'year')
      .where('year.cycleId = :cycleId AND year.unitId IN (:...ids)', { cycleId, ids })
      .orderBy('year.unitId')
      .getMany();
    return rows.map((row) => toUnitYear(row, names.get(row.unitId) ?? row.unitId));
  }
}
