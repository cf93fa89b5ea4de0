import { type DataSource, In } from 'typeorm';
import { type Scope, scopeCode } from '#libs/access';
import type {
  BoardCount,
  BoardFilter,
  BoardReading,
  ExclusionLine,
  ExclusionModel,
  Heads,
  OutsideCount,
  StuckCount,
  WaitingCount,
  WatchModel,
} from '#libs/application';
import { classificationOf, isFromOwnRecords, resultStage, type UnitYearState } from '#libs/unit-year';
import { AreaRow } from '../areas/area.rows.js';
import { inScope, placeOfCounter, placeOfYear } from '../areas/in-scope.js';
import { toCycle } from '../cycles/cycle.mapper.js';
import { CycleRow } from '../cycles/cycle.rows.js';
import { CLOCK } from '../database-clock.js';
import { selected } from '../plain-sql.js';
import { FROM_OWN_RECORDS, hasLine } from '../unit-years/line-conditions.js';

/** The kind under which offices are counted. */
const BODY = 'body';

/** A list of a table as JSON arrays, which are read faster than rows. */
const listed = (columns: string, from: string): string =>
  `(SELECT coalesce(json_agg(json_build_array(${columns})), '[]') FROM ${from})`;

/**
 * Rows of a table by commune: of all of them, or of the communes that moved, which the primary key finds. Of the two halves
 * only one is executed.
 */
const ofThese = (columns: string, from: string): string =>
  `(SELECT ${columns} FROM ${from} AND (SELECT whole FROM extent)
    UNION ALL
    SELECT ${columns} FROM ${from} AND NOT (SELECT whole FROM extent)
       AND commune_code = ANY(ARRAY(SELECT area_code FROM moved))) AS these`;

/**
 * One statement, so that numbers of the chains and counters are of one instant: a change of counters stands in the
 * transaction that lets the chain of their commune grow, or a chain above it.
 * Parameters: cycle, areas known, their numbers, whether all is asked for.
 */
const boardChangeSql = (cycle: string): string => `
  WITH moved AS MATERIALIZED (
    SELECT head.area_code, head.seq
      FROM audit_head head LEFT JOIN unnest($2::text[], $3::int[]) AS known (area_code, seq) USING (area_code)
     WHERE head.cycle_id = $1 AND head.seq > 0 AND known.seq IS DISTINCT FROM head.seq),
  extent AS MATERIALIZED (
    SELECT $4 OR EXISTS (SELECT 1 FROM moved JOIN area ON area.code = moved.area_code WHERE area.kind <> 'xa') AS whole),
  outside AS (
    SELECT commune_code, unit_kind, n FROM (
      SELECT commune_code, unit_kind, count(*)::int AS n FROM unit_year
       WHERE cycle_id = $1 AND standing = 'outside' AND (SELECT state = 'opening' FROM cycle WHERE id = $1)
       GROUP BY 1, 2
      UNION ALL
      SELECT commune_code, unit_kind, sum(by)::int FROM outside_day
       WHERE cycle_id = $1 AND (SELECT state <> 'opening' FROM cycle WHERE id = $1)
       GROUP BY 1, 2) AS outside_now
     WHERE n <> 0),
  waiting AS (
    SELECT y.commune_code, y.unit_kind, open.stage, open.what, count(*)::int AS n
      FROM (SELECT unit_id, stage, 'awaitingHead' AS what FROM presented_draft
             WHERE cycle_id = $1 AND state = 'waiting'
            UNION ALL
            SELECT unit_id, stage, 'extensionsAsked' FROM extension_request
             WHERE cycle_id = $1 AND state = 'open') open
      JOIN unit_year y ON y.cycle_id = $1 AND y.unit_id = open.unit_id
     GROUP BY 1, 2, 3, 4)
  SELECT ${cycle}, ${CLOCK} AS clock, (SELECT whole FROM extent) AS "isWhole",
         ${listed('area_code, seq', 'moved')} AS moved,
         ${listed(
           'commune_code, unit_kind, level, stage, due_day, status, n',
           ofThese(
             'commune_code, unit_kind, level, stage, due_day, status, n',
             'counter WHERE cycle_id = $1 AND n <> 0',
           ),
         )} AS counts,
         ${listed('commune_code, unit_kind, n', ofThese('commune_code, unit_kind, n', 'outside WHERE TRUE'))} AS outside,
         ${listed(
           'commune_code, unit_kind, stage, what, n',
           ofThese('commune_code, unit_kind, stage, what, n', 'waiting WHERE TRUE'),
         )} AS waiting
    FROM cycle WHERE id = $1`;

interface ChangeRow extends CycleRow {
  readonly clock: Date;
  readonly isWhole: boolean;
  readonly moved: readonly [area: string, seq: number][];
  readonly counts: readonly [
    communeCode: string,
    unitKind: BoardCount['unitKind'],
    level: BoardCount['level'],
    stage: string,
    dueDay: string,
    status: BoardCount['status'],
    n: number,
  ][];
  readonly outside: readonly [communeCode: string, unitKind: OutsideCount['unitKind'], n: number][];
  readonly waiting: readonly [
    communeCode: string,
    unitKind: WaitingCount['unitKind'],
    stage: string,
    what: WaitingCount['what'],
    n: number,
  ][];
}

export class PostgresWatchModel implements WatchModel, ExclusionModel {
  constructor(private readonly source: Pick<DataSource, 'manager'>) {}

  async boardChange(cycleId: string, known?: Heads): Promise<BoardReading | undefined> {
    const sql = boardChangeSql(selected(this.source.manager, CycleRow, 'cycle'));
    const [row] = await this.source.manager.query<ChangeRow[]>(sql, [
      cycleId,
      [...(known?.keys() ?? [])],
      [...(known?.values() ?? [])],
      known === undefined,
    ]);
    if (row === undefined) return undefined;
    const { moved, counts, outside, waiting, clock, isWhole } = row;
    const cycle = toCycle(row);
    return {
      cycle,
      now: cycle.clockAt ?? clock.toISOString(),
      isWhole,
      moved: new Map(moved),
      counts: counts.map(([communeCode, unitKind, level, stage, dueDay, status, n]) => ({
        ...{ communeCode, unitKind, level, stage, dueDay, status, n },
        isBody: unitKind === BODY,
      })),
      outside: outside.map(([communeCode, unitKind, n]) => ({ communeCode, unitKind, n })),
      waiting: waiting.map(([communeCode, unitKind, stage, what, n]) => ({
        communeCode,
        unitKind,
        stage,
        what,
        n,
      })),
    };
  }

  async stuck(cycleId: string, olderThanSeconds: number): Promise<readonly StuckCount[]> {
    // The first two conditions are those of the index over commands that are still on their way.
    return this.source.manager.query<StuckCount[]>(
      `SELECT y.commune_code AS "communeCode", y.unit_kind AS "unitKind", y.unit_kind = '${BODY}' AS "isBody",
              coalesce(c.body->>'stage', c.body->>'from') AS stage, count(DISTINCT y.unit_id)::int AS n
         FROM command c JOIN unit_year y ON y.cycle_id = c.cycle_id AND y.unit_id = c.unit_id
        WHERE c.carried_at IS NULL AND c.status <> 'refused' AND c.status = 'received'
          AND c.received_at < clock_timestamp() - make_interval(secs => $2)
          AND coalesce(c.body->>'stage', c.body->>'from') IS NOT NULL AND c.cycle_id = $1
        GROUP BY 1, 2, 3, 4`,
      [cycleId, olderThanSeconds],
    );
  }

  async boardCountsOn(
    cycleId: string,
    scope: Scope,
    filter: BoardFilter,
    day: string,
  ): Promise<readonly BoardCount[]> {
    return this.source.manager.query<BoardCount[]>(
      `SELECT commune_code AS "communeCode", level, unit_kind AS "unitKind", unit_kind = '${BODY}' AS "isBody", stage,
              due_day AS "dueDay", status, sum(by)::int AS n
         FROM counter_day
        WHERE cycle_id = $1 AND ${inScope(scope, placeOfCounter('$1'), '$2')}
          AND ($3::text IS NULL OR commune_code = $3) AND ($4::text IS NULL OR unit_kind = $4) AND by <> 0
          AND day <= $5::date
        GROUP BY 1, 2, 3, 4, 5, 6, 7 HAVING sum(by) <> 0`,
      [...narrowedTo(cycleId, scope, filter), day],
    );
  }

  async unitsOutsideOn(cycleId: string, scope: Scope, filter: BoardFilter, day: string): Promise<number> {
    const [row] = await this.source.manager.query<{ units: number }[]>(
      `SELECT coalesce(sum(by), 0)::int AS units FROM outside_day
        WHERE cycle_id = $1 AND ${inScope(scope, placeOfCounter('$1'), '$2')}
          AND ($3::text IS NULL OR commune_code = $3) AND ($4::text IS NULL OR unit_kind = $4) AND day <= $5::date`,
      [...narrowedTo(cycleId, scope, filter), day],
    );
    return row?.units ?? 0;
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
      const [known] = await this.source.manager.query<unknown[]>(
        `SELECT 1 FROM unit_year WHERE cycle_id = $1 AND unit_id = $3 AND body_key IS NULL
            AND ${seen('unit_year')}`,
        [cycleId, scopeCode(scope), after],
      );
      if (known === undefined) return undefined;
    }
    type Row = Omit<ExclusionLine, 'notSubmitted' | 'classification'> & { readonly state: UnitYearState };
    const rows = await this.source.manager.query<Row[]>(
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
