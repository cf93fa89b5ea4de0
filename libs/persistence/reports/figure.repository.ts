import type { EntityManager } from 'typeorm';
import { scopeCode } from '#libs/access';
import type { FigureRecords, ResultCount, StageCount, TargetUnit, UnitOfLevel } from '#libs/application';
import { registrationsOf } from '#libs/certification';
import type { ManagementLevel } from '#libs/policy';
import { inScope, placeOfYear } from '../areas/in-scope.js';
import { withinArea } from '../areas/within-area.js';

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

  async targetUnits(
    cycleId: string,
    stage: string,
    of: Parameters<FigureRecords['targetUnits']>[2],
  ): Promise<readonly TargetUnit[]> {
    const isOf =
      'scope' in of ? inScope(of.scope, placeOfYear('y'), '$3') : withinArea('y.commune_code', '$3');
    type Line = { criterion: string; measure: { done: number; of: number }[] };
    type Row = Omit<TargetUnit, 'registered' | 'measures' | 'pledges'> & {
      paper: object | null;
      self: Line[] | null;
      higher: Line[] | null;
      pledged: { total: number; pledged: number } | null;
    };
    const rows = await this.manager.query<Row[]>(
      `SELECT y.unit_id AS "unitId", u.name AS "unitName", y.commune_code AS "communeCode", a.name AS "communeName",
              y.standing, paper.content AS paper, sheet.self, sheet.higher, y.state->'pledges' AS pledged,
              coalesce(y.state @? '$.stages.* ? (@.recognised == true)', false) AS recognised
         FROM unit_year y JOIN unit u ON u.id = y.unit_id JOIN area a ON a.code = y.commune_code
         LEFT JOIN submission paper ON paper.command_id = (y.state->'stages'->$2->>'commandId')::uuid
              AND y.state->'stages'->$2->>'status' IN ('submitted', 'done')
         LEFT JOIN LATERAL (
           SELECT jsonb_path_query_array(s.self, '$[*] ? (exists(@.measure))') AS self,
                  jsonb_path_query_array(s.higher, '$[*] ? (exists(@.measure))') AS higher
             FROM score_sheet s WHERE s.cycle_id = y.cycle_id AND s.unit_id = y.unit_id
            ORDER BY s.round DESC LIMIT 1) AS sheet ON true
        WHERE y.cycle_id = $1 AND y.body_key IS NULL AND ${isOf}
        ORDER BY y.unit_id`,
      [cycleId, stage, 'scope' in of ? scopeCode(of.scope) : (of.areaCode ?? null)],
    );
    return rows.map(({ paper, self, higher, pledged, ...unit }) => {
      const stated = paper === null ? undefined : registrationsOf(paper, unit.standing);
      const lines = [...(higher ?? []), ...(self ?? []).filter((own) => isOnlyIn(own, higher))];
      const pledges = pledged ?? stated?.pledges;
      return {
        ...unit,
        registered: stated?.movement === true,
        measures: lines.flatMap(({ criterion, measure }) =>
          measure.map(({ done, of }) => ({ criterion, done, of })),
        ),
        pledges: pledges && { done: pledges.pledged, of: pledges.total },
      };
    });
  }
}

const isOnlyIn = (line: { criterion: string }, others: readonly { criterion: string }[] | null): boolean =>
  (others ?? []).every(({ criterion }) => criterion !== line.criterion);
