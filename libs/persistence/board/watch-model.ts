import { type DataSource, In } from 'typeorm';
import { type Scope, scopeCode } from '#libs/access';
import type {
  BoardCount,
  BoardFilter,
  ExclusionLine,
  ExclusionModel,
  StuckCount,
  WatchModel,
} from '#libs/application';
import { classificationOf, isFromOwnRecords, resultStage, type UnitYearState } from '#libs/unit-year';
import { AreaRow } from '../areas/area.rows.js';
import { inScope, type PlacedBy, placeOfCounter, placeOfYear } from '../areas/in-scope.js';
import { FROM_OWN_RECORDS, hasLine } from '../unit-years/line-conditions.js';

/** Faults are told to who sees whole communes, as the counters are. */
const WHOLE_COMMUNES: PlacedBy = { ...placeOfYear('y'), unit: undefined };

export class PostgresWatchModel implements WatchModel, ExclusionModel {
  constructor(private readonly source: DataSource) {}

  async boardCounts(
    cycleId: string,
    scope: Scope,
    filter: BoardFilter,
    day?: string,
  ): Promise<readonly BoardCount[]> {
    const [table, n] = day === undefined ? ['counter', 'n'] : ['counter_day', 'by'];
    return this.source.query<BoardCount[]>(
      `SELECT commune_code AS "communeCode", level, unit_kind = 'body' AS "isBody", stage, due_day AS "dueDay",
              status, sum(${n})::int AS n
         FROM ${table}
        WHERE cycle_id = $1 AND ${inScope(scope, placeOfCounter('commune_code', '$1'), '$2')}
          AND ($3::text IS NULL OR commune_code = $3) AND ($4::text IS NULL OR unit_kind = $4) AND ${n} <> 0
          ${day === undefined ? '' : 'AND day <= $5::date'}
        GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(${n}) <> 0`,
      [...narrowedTo(cycleId, scope, filter), ...(day === undefined ? [] : [day])],
    );
  }

  async unitsOutsideOn(cycleId: string, scope: Scope, filter: BoardFilter, day: string): Promise<number> {
    const [row] = await this.source.query<{ units: number }[]>(
      `SELECT coalesce(sum(by), 0)::int AS units FROM outside_day
        WHERE cycle_id = $1 AND ${inScope(scope, placeOfCounter('commune_code', '$1'), '$2')}
          AND ($3::text IS NULL OR commune_code = $3) AND ($4::text IS NULL OR unit_kind = $4) AND day <= $5::date`,
      [...narrowedTo(cycleId, scope, filter), day],
    );
    return row?.units ?? 0;
  }

  async stuckByStage(
    cycleId: string,
    scope: Scope,
    filter: BoardFilter,
    olderThanSeconds: number,
  ): Promise<readonly StuckCount[]> {
    // The first two conditions are those of the index over commands that are still on their way.
    return this.source.query<StuckCount[]>(
      `SELECT y.commune_code AS "communeCode", y.unit_kind = 'body' AS "isBody",
              coalesce(c.body->>'stage', c.body->>'from') AS stage, count(DISTINCT y.unit_id)::int AS n
         FROM command c JOIN unit_year y ON y.cycle_id = c.cycle_id AND y.unit_id = c.unit_id
        WHERE c.carried_at IS NULL AND c.status <> 'refused' AND c.status = 'received'
          AND c.received_at < clock_timestamp() - make_interval(secs => $5)
          AND coalesce(c.body->>'stage', c.body->>'from') IS NOT NULL
          AND c.cycle_id = $1 AND ${inScope(scope, WHOLE_COMMUNES, '$2')}
          AND ($3::text IS NULL OR y.commune_code = $3) AND ($4::text IS NULL OR y.unit_kind = $4)
        GROUP BY 1, 2, 3`,
      [...narrowedTo(cycleId, scope, filter), olderThanSeconds],
    );
  }

  async unitsOutside(
    cycleId: string,
  ): Promise<readonly { communeCode: string; districtCode?: string; kind: string; units: number }[]> {
    return this.source.query(
      `SELECT commune_code AS "communeCode", district_code AS "districtCode", unit_kind AS kind, count(*)::int AS units
         FROM unit_year WHERE cycle_id = $1 AND standing = 'outside' GROUP BY 1, 2, 3`,
      [cycleId],
    );
  }

  async areaNames(codes: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await this.source.manager.findBy(AreaRow, { code: In([...new Set(codes)]) });
    return new Map(rows.map((row) => [row.code, row.name]));
  }

  async exclusions(
    cycleId: string,
    scope: Scope,
    { after, limit, classes, communeCode }: Parameters<ExclusionModel['exclusions']>[2],
  ): Promise<readonly ExclusionLine[] | undefined> {
    const seen = (year: string) => inScope(scope, placeOfYear(year), '$2');
    if (after !== undefined) {
      const [known] = await this.source.query<unknown[]>(
        `SELECT 1 FROM unit_year WHERE cycle_id = $1 AND unit_id = $3 AND body_key IS NULL
            AND ${seen('unit_year')}`,
        [cycleId, scopeCode(scope), after],
      );
      if (known === undefined) return undefined;
    }
    type Row = Omit<ExclusionLine, 'notSubmitted' | 'classification'> & { readonly state: UnitYearState };
    const rows = await this.source.query<Row[]>(
      `SELECT u.id AS "unitId", u.name AS "unitName", y.unit_kind AS "unitKind", y.commune_code AS "communeCode",
              a.name AS "communeName", y.managed_by AS "managedBy", y.state
         FROM unit_year y JOIN unit u ON u.id = y.unit_id JOIN area a ON a.code = y.commune_code
        WHERE y.cycle_id = $1 AND ${seen('y')}
          AND ($5::text IS NULL OR y.commune_code = $5)
          AND ${hasLine(`${FROM_OWN_RECORDS} OR s.class_key = ANY($6)`)}
          AND ($3::text IS NULL OR (a.name, u.name, u.id) > (
            SELECT la.name, lu.name, lu.id FROM unit_year ly
              JOIN unit lu ON lu.id = ly.unit_id JOIN area la ON la.code = ly.commune_code
             WHERE ly.cycle_id = $1 AND ly.unit_id = $3))
        ORDER BY a.name, u.name, u.id LIMIT $4`,
      [cycleId, scopeCode(scope), after ?? null, limit, communeCode ?? null, classes],
    );
    return rows.map(({ state, ...line }) => ({
      ...line,
      notSubmitted: isFromOwnRecords(state),
      classification: classificationOf(state),
      overriddenBy: resultStage(state)?.now.exclusionOverriddenBy,
    }));
  }
}

/** The first four parameters of a query over a board. */
const narrowedTo = (cycleId: string, scope: Scope, { communeCode, kind }: BoardFilter) => [
  cycleId,
  scopeCode(scope),
  communeCode ?? null,
  kind ?? null,
];
