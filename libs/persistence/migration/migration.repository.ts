import type { EntityManager } from 'typeorm';
import type {
  MigratedYear,
  Migration,
  MigrationProgress,
  MigrationRecords,
  NewMigration,
  ProvinceArea,
  UnitYear,
} from '#libs/application';
import type { MigrationAnswer } from '#libs/contracts';
import { linesJson, writeLines } from '../unit-years/stage-lines.js';
import { toUnitYear } from '../unit-years/unit-year.mapper.js';
import { UnitYearRow } from '../unit-years/unit-year.rows.js';
import { columnsOf } from '../unit-years/year-columns.js';
import { CycleMigrationRow } from './migration.rows.js';

export class PostgresMigrationRecords implements MigrationRecords {
  constructor(private readonly manager: EntityManager) {}

  async list(cycleId: string): Promise<readonly Migration[]> {
    const rows = await this.manager.find(CycleMigrationRow, {
      where: { cycleId },
      order: { version: 'ASC' },
    });
    return rows.map(toMigration);
  }

  async byKey(
    cycleId: string,
    actorId: string,
    idempotencyKey: string,
  ): Promise<{ readonly bodyDigest: string; readonly answer: MigrationAnswer } | undefined> {
    const row = await this.manager.findOneBy(CycleMigrationRow, { cycleId, actorId, idempotencyKey });
    return row === null ? undefined : { bodyDigest: row.bodyDigest, answer: row.answer };
  }

  async progress(cycleId: string): Promise<readonly MigrationProgress[]> {
    return this.manager.query<MigrationProgress[]>(
      `SELECT body->>'migrationId' AS "migrationId", count(carried_at)::int AS carried, count(*)::int AS subjects
         FROM command WHERE cycle_id = $1 AND update_name = 'migrateYear' GROUP BY 1`,
      [cycleId],
    );
  }

  async areas(provinceCode: string): Promise<readonly ProvinceArea[]> {
    const rows = await this.manager.query<
      (Pick<ProvinceArea, 'code' | 'name' | 'kind'> &
        Record<'parent' | 'from' | 'to' | 'successor', string | null>)[]
    >(
      `WITH RECURSIVE within AS (
         SELECT * FROM area WHERE code = $1
         UNION ALL SELECT area.* FROM area JOIN within ON area.parent_code = within.code)
       SELECT code, name, kind, parent_code AS parent, valid_from AS from, valid_to AS to,
              successor_code AS successor FROM within ORDER BY code`,
      [provinceCode],
    );
    return rows.map(({ code, name, kind, parent, from, to, successor }) => ({
      code,
      name,
      kind,
      parentCode: parent ?? undefined,
      validFrom: from ?? undefined,
      validTo: to ?? undefined,
      successorCode: successor ?? undefined,
    }));
  }

  async subjects(
    cycleId: string,
    afterId: string,
    limit: number,
    lock: boolean,
  ): Promise<readonly UnitYear[]> {
    const page = this.manager
      .createQueryBuilder(UnitYearRow, 'year')
      .where('year.cycleId = :cycleId AND year.unitId > :afterId', { cycleId, afterId })
      .orderBy('year.unitId')
      .limit(limit);
    const rows = await (lock ? page.setLock('for_no_key_update') : page).getMany();
    const names = await this.manager.query<{ id: string; name: string }[]>(
      `SELECT id, name FROM unit WHERE id = ANY($1) UNION ALL SELECT code, name FROM office WHERE code = ANY($2)`,
      [
        rows.filter(({ bodyKey }) => bodyKey === null).map(({ unitId }) => unitId),
        rows.filter(({ bodyKey }) => bodyKey !== null).map(({ unitId }) => unitId),
      ],
    );
    const nameOf = new Map(names.map(({ id, name }) => [id, name]));
    return rows.map((row) => toUnitYear(row, nameOf.get(row.unitId) ?? row.unitId));
  }

  async recordedDays(
    cycleId: string,
    unitIds: readonly string[],
  ): Promise<ReadonlyMap<string, readonly string[]>> {
    const rows = await this.manager.query<{ id: string; days: string[] }[]>(
      `SELECT unit_id AS id, array_agg(effective_on::text ORDER BY effective_on) AS days
         FROM (SELECT unit_id, effective_on FROM evidence e
                WHERE cycle_id = $1 AND unit_id = ANY($2)
                  AND NOT EXISTS (SELECT 1 FROM evidence_withdrawal w WHERE w.evidence_id = e.id)
               UNION ALL
               SELECT unit_id, effective_on FROM register_entry e
                WHERE cycle_id = $1 AND unit_id = ANY($2) AND state = 'standing'
                  AND NOT EXISTS (SELECT 1 FROM register_entry l WHERE l.id = e.id AND l.version > e.version)
              ) recorded
        GROUP BY 1`,
      [cycleId, unitIds],
    );
    return new Map(rows.map(({ id, days }) => [id, days]));
  }

  async add(
    migration: NewMigration,
    { packId, communes }: { readonly packId: string; readonly communes?: readonly string[] },
  ): Promise<Migration> {
    const { cycleId, packAfter, migratedAt } = migration;
    const [rows] = await this.manager.query<[{ version: number }[], number]>(
      `UPDATE cycle SET rules_version = rules_version + 1, changed_at = clock_timestamp(),
              pack_id = $2, pack_hash = $3, migrated_at = $4, communes = $5
        WHERE id = $1 RETURNING rules_version AS version`,
      [cycleId, packId, packAfter, migratedAt, communes ?? null],
    );
    const version = rows[0]?.version;
    if (version === undefined) throw new Error(`cycle ${cycleId} is gone`);
    const row = {
      ...migration,
      version,
      answer: { ...migration.answer, version },
      effectiveAt: new Date(migration.effectiveAt),
      migratedAt: new Date(migratedAt),
    };
    await this.manager.insert(CycleMigrationRow, row as object);
    return { ...migration, version };
  }

  async saveYears(cycleId: string, years: readonly MigratedYear[]): Promise<void> {
    if (years.length === 0) return;
    const columns = years.map(({ state }) => columnsOf(state));
    const ids = years.map(({ unitId }) => unitId);
    await this.manager.query(
      `UPDATE unit_year y
          SET commune_code = n.commune, district_code = n.district, managed_by = n.level, body_key = n.body,
              standing = n.standing, standing_reason = n.reason, state = n.state, version = n.version, round = n.round,
              status = n.status, pledge_total = n.pledge_total, pledged = n.pledged, exemplar = n.exemplar
         FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::jsonb[],
                     $10::int[], $11::int[], $12::text[], $13::int[], $14::int[], $15::text[])
              AS n (id, commune, district, level, body, standing, reason, state, version, round, status, pledge_total,
                    pledged, exemplar)
        WHERE y.cycle_id = $1 AND y.unit_id = n.id`,
      [
        cycleId,
        ids,
        years.map(({ communeCode }) => communeCode),
        years.map(({ districtCode }) => districtCode ?? null),
        years.map(({ managedBy }) => managedBy),
        years.map(({ bodyKey }) => bodyKey ?? null),
        years.map(({ standing }) => standing),
        years.map(({ standingReason }) => standingReason ?? null),
        years.map(({ state }) => JSON.stringify(state)),
        years.map(({ state }) => state.version),
        years.map(({ state }) => state.round),
        years.map(({ state }) => state.status),
        columns.map(({ pledgeTotal }) => pledgeTotal),
        columns.map(({ pledged }) => pledged),
        columns.map(({ exemplar }) => exemplar),
      ],
    );
    // Stages come and go with a pack, so the lines are written anew.
    await this.manager.query(`DELETE FROM unit_stage WHERE cycle_id = $1 AND unit_id = ANY($2)`, [
      cycleId,
      ids,
    ]);
    await this.manager.query(
      writeLines('(SELECT * FROM unit_year WHERE cycle_id = $1 AND unit_id = ANY($2))', '$3'),
      [cycleId, ids, linesJson(years)],
    );
  }
}

function toMigration(row: CycleMigrationRow): Migration {
  const { id, cycleId, version, packBefore, packAfter, from, number, date, reason } = row;
  const [effectiveAt, migratedAt] = [row.effectiveAt.toISOString(), row.migratedAt.toISOString()];
  return { id, cycleId, version, packBefore, packAfter, from, effectiveAt, migratedAt, number, date, reason };
}
