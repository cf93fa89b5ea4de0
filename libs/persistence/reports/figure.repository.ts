import type { EntityManager } from 'typeorm';
import { scopeCode } from '#libs/access';
import type {
  FigureRecords,
  ReportUnit,
  ResultCount,
  StageCount,
  TargetUnit,
  UnitOfLevel,
} from '#libs/application';
import { registrationsOf } from '#libs/certification';
import type { ManagementLevel } from '#libs/policy';
import { inScope, placeOfYear } from '../areas/in-scope.js';
import { withinArea } from '../areas/within-area.js';
import { reportUnitsIn } from './report-units.js';

export class PostgresFigureRecords implements FigureRecords {
  constructor(private readonly manager: EntityManager) {}

  async stages(cycleId: string, areaCode?: string): Promise<readonly StageCount[]> {
    return this.manager.query<StageCount[]>(
      `SELECT level, unit_kind AS "unitKind", stage, due_day AS "dueDay", status, sum(n)::int AS n
         FROM counter
        WHERE cycle_id = $1 AND unit_kind <> 'body' AND ${withinArea('commune_code', '$2')} AND n <> 0
        GROUP BY 1, 2, 3, 4, 5`,
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
      `SELECT level, recognised, class_key AS "classKey", not_submitted AS "notSubmitted", count(*)::int AS n
         FROM (SELECT level, bool_or(recognised) AS recognised, max(class_key) AS class_key,
                      coalesce(bool_or(basis = 'ownRecords'), false) AS not_submitted
                 FROM unit_stage
                WHERE cycle_id = $1 AND standing = 'inside' AND unit_kind <> 'body'
                  AND ${withinArea('commune_code', '$2')}
                GROUP BY unit_id, level) AS result
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
      `SELECT unit_id AS "unitId", level FROM unit_stage
        WHERE cycle_id = $1 AND stage = $2 AND standing = 'inside' AND unit_kind <> 'body'
          AND status IN ('awaiting', 'returned') AND ${withinArea('commune_code', '$3')}
        ORDER BY unit_id`,
      [cycleId, stage, areaCode ?? null],
    );
  }

  async targetUnits(
    cycleId: string,
    stage: string | undefined,
    of: Parameters<FigureRecords['targetUnits']>[2],
  ): Promise<readonly TargetUnit[]> {
    const isOf =
      'scope' in of ? inScope(of.scope, placeOfYear('y'), '$3') : withinArea('y.commune_code', '$3');
    type Line = { criterion: string; measure: { done: number; of: number }[] };
    type Row = Omit<TargetUnit, 'registered' | 'measures' | 'pledges'> & {
      paper: object | null;
      self: Line[] | null;
      higher: Line[] | null;
      pledgeTotal: number | null;
      pledged: number | null;
    };
    const rows = await this.manager.query<Row[]>(
      `SELECT y.unit_id AS "unitId", u.name AS "unitName", y.commune_code AS "communeCode", a.name AS "communeName",
              y.standing, paper.content AS paper, sheet.self, sheet.higher, y.pledge_total AS "pledgeTotal", y.pledged,
              EXISTS (SELECT 1 FROM unit_stage r
                       WHERE r.cycle_id = y.cycle_id AND r.unit_id = y.unit_id AND r.recognised) AS recognised
         FROM unit_year y JOIN unit u ON u.id = y.unit_id JOIN area a ON a.code = y.commune_code
         LEFT JOIN unit_stage handed ON handed.cycle_id = y.cycle_id AND handed.unit_id = y.unit_id
              AND handed.stage = $2 AND handed.status IN ('submitted', 'done')
         LEFT JOIN submission paper ON paper.command_id = handed.command_id
         LEFT JOIN LATERAL (
           SELECT jsonb_path_query_array(s.self, '$[*] ? (exists(@.measure))') AS self,
                  jsonb_path_query_array(s.higher, '$[*] ? (exists(@.measure))') AS higher
             FROM score_sheet s WHERE s.cycle_id = y.cycle_id AND s.unit_id = y.unit_id
            ORDER BY s.round DESC LIMIT 1) AS sheet ON true
        WHERE y.cycle_id = $1 AND y.body_key IS NULL AND ${isOf}
        ORDER BY y.unit_id`,
      [cycleId, stage ?? null, 'scope' in of ? scopeCode(of.scope) : (of.areaCode ?? null)],
    );
    return rows.map(({ paper, self, higher, pledgeTotal, pledged, ...unit }) => {
      const stated = paper === null ? undefined : registrationsOf(paper, unit.standing);
      const lines = [...(higher ?? []), ...(self ?? []).filter((own) => isOnlyIn(own, higher))];
      const recorded = pledgeTotal === null || pledged === null ? undefined : { total: pledgeTotal, pledged };
      const pledges = recorded ?? stated?.pledges;
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

  reportUnits(
    cycleId: string,
    stage: string | undefined,
    areaCode: string | undefined,
  ): Promise<readonly ReportUnit[]> {
    return reportUnitsIn(this.manager, cycleId, stage, areaCode);
  }
}

const isOnlyIn = (line: { criterion: string }, others: readonly { criterion: string }[] | null): boolean =>
  (others ?? []).every(({ criterion }) => criterion !== line.criterion);
