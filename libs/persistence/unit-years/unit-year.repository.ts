import { type EntityManager, In } from 'typeorm';
import type {
  FactRecord,
  MovedDays,
  NewYear,
  UnitYear,
  UnitYearRecords,
  YearChange,
} from '#libs/application';
import type { StageLine } from '#libs/unit-year';
import { selected } from '../plain-sql.js';
import { holdingRules, rulesLockOf } from '../rules-lock.js';
import { UnitRow } from '../units/unit.rows.js';
import { toFact } from './fact.mapper.js';
import { FactRow } from './fact.rows.js';
import { linesJson, writeLines } from './stage-lines.js';
import { toStageLine } from './unit-stage.mapper.js';
import { UnitStageRow } from './unit-stage.rows.js';
import { toUnitYear } from './unit-year.mapper.js';
import { UnitYearRow } from './unit-year.rows.js';
import { columnsOf } from './year-columns.js';

export class PostgresUnitYearRecords implements UnitYearRecords {
  constructor(private readonly manager: EntityManager) {}

  async find(cycleId: string, unitId: string): Promise<UnitYear | undefined> {
    return (await this.named(cycleId, [unitId]))[0];
  }

  async findAll(cycleId: string, unitIds: readonly string[]): Promise<readonly UnitYear[]> {
    if (unitIds.length === 0) return [];
    const rows = await this.manager.findBy(UnitYearRow, { cycleId, unitId: In([...unitIds]) });
    const units = await this.manager.find(UnitRow, {
      where: { id: In(rows.map(({ unitId }) => unitId)) },
      select: { id: true, name: true },
    });
    const names = new Map(units.map(({ id, name }) => [id, name]));
    return rows.map((row) => toUnitYear(row, names.get(row.unitId) ?? row.unitId));
  }

  async lock(cycleId: string, unitId: string): Promise<UnitYear | undefined> {
    return (await this.named(cycleId, [unitId], { lock: LOCK }))[0];
  }

  async lockUnderRules(cycleId: string, unitId: string): Promise<UnitYear | undefined> {
    // What this statement saw of the year before it waited for the rules is read anew as the row is locked.
    const rules = `WITH rules AS MATERIALIZED (${holdingRules('$3')})`;
    const how = { before: rules, from: 'rules,', lock: LOCK };
    return (await this.named(cycleId, [unitId], how, [rulesLockOf(cycleId)]))[0];
  }

  async lockAll(cycleId: string, unitIds: readonly string[]): Promise<readonly UnitYear[]> {
    return unitIds.length === 0 ? [] : this.named(cycleId, unitIds, { lock: LOCK });
  }

  async record(...changes: readonly YearChange[]): Promise<void> {
    const [first] = changes;
    if (first === undefined) return;
    await this.manager.query(
      `WITH change AS (SELECT * FROM jsonb_to_recordset($2::jsonb) AS c (
         unit_id text, version int, round int, command_id uuid, kind text, body jsonb, recorded_at timestamptz,
         at_cycle timestamptz, state jsonb, status text, pledge_total int, pledged int, exemplar text)),
       appended AS (
         INSERT INTO fact (cycle_id, unit_id, version, round, command_id, kind, body, recorded_at, at_cycle)
         SELECT $1, unit_id, version, round, command_id, kind, body, recorded_at, at_cycle FROM change),
       saved AS (
         UPDATE unit_year y
            SET state = c.state, version = c.version, round = c.round, status = c.status,
                pledge_total = c.pledge_total, pledged = c.pledged, exemplar = c.exemplar
           FROM change c WHERE y.cycle_id = $1 AND y.unit_id = c.unit_id RETURNING y.*)
       ${writeLines('saved', '$3')}`,
      [
        first.fact.cycleId,
        JSON.stringify(changes.map(changeRow)),
        linesJson(changes.map(({ fact: { unitId }, changed }) => ({ unitId, lines: changed }))),
      ],
    );
  }

  async setStanding(
    cycleId: string,
    unitId: string,
    standing: UnitYear['standing'],
    reason: string,
  ): Promise<void> {
    await this.manager.query(
      `WITH saved AS (
         UPDATE unit_year SET standing = $3, standing_reason = $4 WHERE cycle_id = $1 AND unit_id = $2)
       UPDATE unit_stage SET standing = $3 WHERE cycle_id = $1 AND unit_id = $2`,
      [cycleId, unitId, standing, reason],
    );
  }

  async insertNew(rows: readonly NewYear[]): Promise<readonly string[]> {
    if (rows.length === 0) return [];
    const result = await this.manager
      .createQueryBuilder()
      .insert()
      .into(UnitYearRow)
      .values(
        rows.map((row) => ({
          cycleId: row.cycleId,
          unitId: row.unitId,
          communeCode: row.communeCode,
          districtCode: row.districtCode ?? null,
          provinceCode: row.provinceCode,
          unitKind: row.unitKind,
          managedBy: row.managedBy,
          bodyKey: row.bodyKey ?? null,
          standing: row.standing,
          standingReason: row.standingReason ?? null,
          version: row.state.version,
          round: row.state.round,
          status: row.state.status,
          ...columnsOf(row.state),
          state: row.state,
        })),
      )
      .orIgnore()
      .returning('unit_id')
      .execute();
    const inserted = (result.raw as { unit_id: string }[]).map((row) => row.unit_id);
    const fresh = rows.filter(({ unitId }) => inserted.includes(unitId));
    await this.manager.query(
      writeLines('(SELECT * FROM unit_year WHERE cycle_id = $1 AND unit_id = ANY($2))', '$3'),
      [rows[0]?.cycleId, inserted, linesJson(fresh)],
    );
    return inserted;
  }

  async lines(
    cycleId: string,
    unitIds: readonly string[],
  ): Promise<ReadonlyMap<string, readonly StageLine[]>> {
    const rows = await this.manager.find(UnitStageRow, {
      where: { cycleId, unitId: In([...unitIds]) },
      order: { unitId: 'ASC', stage: 'ASC' },
    });
    const lines = new Map<string, StageLine[]>();
    for (const row of rows) {
      const own = lines.get(row.unitId) ?? [];
      own.push(toStageLine(row));
      lines.set(row.unitId, own);
    }
    return lines;
  }

  async moveDays({ cycleId, stage, level, lastDay, cutOff }: MovedDays): Promise<void> {
    await this.manager.query(
      `UPDATE unit_stage SET due_day = greatest($4::date, grace_until), cut_off = $5
        WHERE cycle_id = $1 AND stage = $2 AND level = $3 AND in_pack`,
      [cycleId, stage, level, lastDay, cutOff ?? null],
    );
  }

  async pageInside(
    cycleId: string,
    afterId: string | undefined,
    limit: number,
  ): Promise<readonly UnitYear[]> {
    const rows = await this.manager
      .createQueryBuilder(UnitYearRow, 'year')
      .where(`year.cycleId = :cycleId AND year.standing = 'inside' AND year.unitId > :after`, {
        cycleId,
        after: afterId ?? '',
      })
      .orderBy('year.unitId')
      .limit(limit)
      .getMany();
    return rows.map((row) => toUnitYear(row, row.unitId));
  }

  async appendFacts(facts: readonly FactRecord[]): Promise<void> {
    if (facts.length === 0) return;
    await this.manager.insert(
      FactRow,
      facts.map(({ cycleId, unitId, version, round, commandId, fact, recordedAt, atCycle }) => ({
        ...{ cycleId, unitId, version, round, commandId },
        kind: fact.kind,
        body: fact,
        recordedAt: new Date(recordedAt),
        atCycle: new Date(atCycle),
      })),
    );
  }

  async facts(cycleId: string, unitIds: readonly string[]): Promise<readonly FactRecord[]> {
    const rows = await this.manager.find(FactRow, {
      where: { cycleId, unitId: In([...unitIds]) },
      order: { unitId: 'ASC', version: 'ASC' },
    });
    return rows.map(toFact);
  }

  /** Years with the names of their units or offices. */
  private async named(
    cycleId: string,
    unitIds: readonly string[],
    { before = '', from = '', lock = '' }: Partial<Record<'before' | 'from' | 'lock', string>> = {},
    more: readonly string[] = [],
  ): Promise<readonly UnitYear[]> {
    const rows = await this.manager.query<(UnitYearRow & { readonly name: string | null })[]>(
      `${before}
       SELECT ${selected(this.manager, UnitYearRow, 'year')}, coalesce(unit.name, office.name) AS name
         FROM ${from} unit_year year
         LEFT JOIN unit ON unit.id = year.unit_id AND year.body_key IS NULL
         LEFT JOIN office ON office.code = year.unit_id AND year.body_key IS NOT NULL
        WHERE year.cycle_id = $1 AND year.unit_id = ANY($2)
        ORDER BY year.unit_id ${lock}`,
      [cycleId, unitIds, ...more],
    );
    return rows.map((row) => toUnitYear(row, row.name ?? row.unitId));
  }
}

/** Not the key: papers that refer to a year may be added while it is locked. */
const LOCK = 'FOR NO KEY UPDATE OF year';

function changeRow({ fact: record, state }: YearChange) {
  const { unitId, version, round, commandId, fact, recordedAt, atCycle } = record;
  const { pledgeTotal, pledged, exemplar } = columnsOf(state);
  return {
    ...{ unit_id: unitId, version, round, command_id: commandId, kind: fact.kind, body: fact },
    ...{ recorded_at: recordedAt, at_cycle: atCycle, state, status: state.status },
    ...{ pledge_total: pledgeTotal, pledged, exemplar },
  };
}
