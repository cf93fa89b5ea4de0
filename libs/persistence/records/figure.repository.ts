import type { EntityManager } from 'typeorm';
import type { FigureRecords, ResultCount, StageCount, UnitOfLevel } from '#libs/application';
import type { ManagementLevel } from '#libs/policy';
import { withinArea } from '../within-area.js';

export class PostgresFigureRecords implements FigureRecords {
  constructor(private readonly manager: EntityManager) {}

  async stages(cycleId: string, areaCode?: string): Promise<readonly StageCount[]> {
    return this.manager.query<StageCount[]>(
      `SELECT level, stage, due_day AS "dueDay", status, sum(n)::int AS n
         FROM counter
        WHERE cycle_id = $1 AND unit_kind <> 'body' AND ${withinArea('commune_code', '$2')} AND n <> 0
        GROUP BY 1, 2, 3, 4`,
      [cycleId, areaCode ?? null],
    );
  }

  async results(cycleId: string, areaCode?: string): Promise<readonly ResultCount[]> {
    type Row = {
      level: ManagementLevel;
      recognised: boolean | null;
      classKey: string | null;
      notSubmitted: boolean;
      n: number;
    };
    const rows = await this.manager.query<Row[]>(
      `SELECT y.managed_by AS level, result.recognised, result.class_key AS "classKey", result.not_submitted AS "notSubmitted",
              count(*)::int AS n
         FROM unit_year y, LATERAL (
           SELECT bool_or((stage.value->>'recognised')::boolean) AS recognised,
                  max(stage.value->'classification'->>'classKey') AS class_key,
                  coalesce(bool_or(stage.value->>'basis' = 'ownRecords'), false) AS not_submitted
             FROM jsonb_each(y.state->'stages') AS stage) AS result
        WHERE y.cycle_id = $1 AND y.standing = 'inside' AND y.body_key IS NULL
          AND ${withinArea('y.commune_code', '$2')}
        GROUP BY 1, 2, 3, 4`,
      [cycleId, areaCode ?? null],
    );
    return rows.map(({ recognised, classKey, ...row }) => ({
      ...row,
      recognised: recognised ?? undefined,
      classKey: classKey ?? undefined,
    }));
  }

  async without(cycleId: string, stage: string, areaCode?: string): Promise<readonly UnitOfLevel[]> {
    return this.manager.query<UnitOfLevel[]>(
      `SELECT unit_id AS "unitId", managed_by AS level FROM unit_year
        WHERE cycle_id = $1 AND standing = 'inside' AND body_key IS NULL AND state->'stages' ? $2
          AND state->'stages'->$2->>'status' IN ('awaiting', 'returned')
          AND ${withinArea('commune_code', '$3')}
        ORDER BY unit_id`,
      [cycleId, stage, areaCode ?? null],
    );
  }
}
