import type { EntityManager } from 'typeorm';
import type { ReportUnit } from '#libs/application';
import { registrationsOf } from '#libs/certification';
import { withinArea } from '../areas/within-area.js';

type Row = Omit<ReportUnit, 'superior' | 'registered' | 'recognised' | 'classKey'> & {
  readonly superior: string | null;
  readonly paper: object | null;
  readonly recognised: boolean | null;
  readonly classKey: string | null;
};

/** Units of a commune or district, or of the whole cycle, a line for each. */
export async function reportUnitsIn(
  manager: EntityManager,
  cycleId: string,
  stage: string | undefined,
  areaCode: string | undefined,
): Promise<readonly ReportUnit[]> {
  const rows = await manager.query<Row[]>(
    `SELECT y.unit_id AS "unitId", u.name, y.commune_code AS "communeCode", a.name AS "communeName",
            y.unit_kind AS kind, u.superior, y.standing, paper.content AS paper,
            result.recognised, result.class_key AS "classKey", result.not_submitted AS "notSubmitted", result.done
       FROM unit_year y JOIN unit u ON u.id = y.unit_id JOIN area a ON a.code = y.commune_code
       LEFT JOIN unit_stage handed ON handed.cycle_id = y.cycle_id AND handed.unit_id = y.unit_id
            AND handed.stage = $2 AND handed.status IN ('submitted', 'done')
       LEFT JOIN submission paper ON paper.command_id = handed.command_id
       CROSS JOIN LATERAL (
         SELECT bool_or(r.recognised) AS recognised, max(r.class_key) AS class_key,
                coalesce(bool_or(r.basis = 'ownRecords'), false) AS not_submitted,
                coalesce(array_agg(r.stage ORDER BY r.stage) FILTER (WHERE r.status IN ('submitted', 'done')), '{}') AS done
           FROM unit_stage r WHERE r.cycle_id = y.cycle_id AND r.unit_id = y.unit_id) AS result
      WHERE y.cycle_id = $1 AND y.body_key IS NULL AND ${withinArea('y.commune_code', '$3')}
      ORDER BY a.name, u.name, y.unit_id`,
    [cycleId, stage ?? null, areaCode ?? null],
  );
  return rows.map(({ paper, superior, recognised, classKey, ...unit }) => ({
    ...unit,
    registered: paper !== null && registrationsOf(paper, unit.standing).movement,
    ...(superior !== null && { superior }),
    ...(recognised !== null && { recognised }),
    ...(classKey !== null && { classKey }),
  }));
}
