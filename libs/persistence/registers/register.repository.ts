import type { EntityManager } from 'typeorm';
import { type Scope, scopeCode } from '#libs/access';
import type {
  EntriesSince,
  RegisterCount,
  RegisterEntry,
  RegisterFilter,
  RegisterLine,
  RegisterRecords,
  Reopening,
} from '#libs/application';
import type { PackRegister } from '#libs/policy';
import { inScope, placeOfYear } from '../areas/in-scope.js';
import { withinArea } from '../areas/within-area.js';
import { RegisterEntryRow, RegisterReopeningRow } from './register.rows.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** SQL: the row of `e` is the latest version of its entry. */
const LATEST = `NOT EXISTS (SELECT 1 FROM register_entry l WHERE l.id = e.id AND l.version > e.version)`;
/** SQL: the cycle is $1, and the year `y` of the entry `e` lies in the scope, whose code is $2. */
const seen = (scope: Scope): string => `e.cycle_id = $1 AND ${inScope(scope, placeOfYear('y'), '$2')}`;

export class PostgresRegisterRecords implements RegisterRecords {
  constructor(private readonly manager: EntityManager) {}

  async find(cycleId: string, entryId: string): Promise<RegisterEntry | undefined> {
    return (await this.versions(cycleId, entryId)).at(-1);
  }

  async versions(cycleId: string, entryId: string): Promise<readonly RegisterEntry[]> {
    // What comes from a path may be anything; the column takes nothing but its own type.
    if (!UUID.test(entryId)) return [];
    const rows = await this.manager.find(RegisterEntryRow, {
      where: { cycleId, id: entryId },
      order: { version: 'ASC' },
    });
    return rows.map(toEntry);
  }

  async byKey(actorId: string, idempotencyKey: string): Promise<RegisterEntry | undefined> {
    const row = await this.manager.findOneBy(RegisterEntryRow, { actorId, idempotencyKey });
    return row === null ? undefined : toEntry(row);
  }

  async insert(entry: RegisterEntry): Promise<void> {
    await this.manager.insert(RegisterEntryRow, {
      ...entry,
      // The mapper takes a record of unknown values for a nested entity.
      data: entry.data as object,
      reason: entry.reason ?? null,
      actorId: entry.actor.actorId,
      recordedAt: new Date(entry.recordedAt),
      at: new Date(entry.at),
      onBehalf: entry.onBehalf ?? null,
    });
  }

  async ofUnit(cycleId: string, unitId: string): Promise<readonly RegisterEntry[]> {
    const rows = await this.standing(cycleId, [unitId]).getMany();
    return rows.map(toEntry);
  }

  async ofUnits(
    cycleId: string,
    unitIds: readonly string[],
    registers: readonly string[],
  ): Promise<readonly RegisterEntry[]> {
    if (unitIds.length === 0 || registers.length === 0) return [];
    const query = this.standing(cycleId, unitIds);
    const rows = await query
      .andWhere('e.register = ANY(:registers)', { registers: [...registers] })
      .getMany();
    return rows.map(toEntry);
  }

  private standing(cycleId: string, unitIds: readonly string[]) {
    return this.manager
      .createQueryBuilder(RegisterEntryRow, 'e')
      .where('e.cycleId = :cycleId AND e.unitId = ANY(:unitIds) AND e.state = :state', {
        cycleId,
        unitIds: [...unitIds],
        state: 'standing',
      })
      .andWhere(LATEST)
      .orderBy('e.effectiveOn')
      .addOrderBy('e.recordedAt')
      .addOrderBy('e.id');
  }

  async ofIds(cycleId: string, unitId: string, ids: readonly string[]): Promise<readonly RegisterEntry[]> {
    const known = ids.filter((id) => UUID.test(id));
    if (known.length === 0) return [];
    const rows = await this.manager
      .createQueryBuilder(RegisterEntryRow, 'e')
      .where('e.cycleId = :cycleId AND e.unitId = :unitId AND e.id IN (:...known)', {
        cycleId,
        unitId,
        known,
      })
      .andWhere(LATEST)
      .getMany();
    return rows.map(toEntry);
  }

  async page(cycleId: string, scope: Scope, filter: RegisterFilter): Promise<readonly RegisterLine[]> {
    type Row = { id: string; version: number; name: string; commune: string; communeName: string };
    const found = await this.manager.query<Row[]>(
      `SELECT e.id, e.version, u.name, y.commune_code AS commune, a.name AS "communeName"
         FROM register_entry e
         JOIN unit_year y ON y.cycle_id = e.cycle_id AND y.unit_id = e.unit_id
         JOIN unit u ON u.id = e.unit_id
         JOIN area a ON a.code = y.commune_code
        WHERE ${seen(scope)} AND e.register = $3 AND ${LATEST}
          AND ($4 = 'all' OR e.state = $4) AND ($5::text IS NULL OR e.unit_id = $5)
          AND ${withinArea('y.commune_code', '$6')}
          AND ($7::uuid IS NULL OR (e.effective_on, e.id) > (
            SELECT b.effective_on, b.id FROM register_entry b WHERE b.id = $7 ORDER BY b.version DESC LIMIT 1))
        ORDER BY e.effective_on, e.id LIMIT $8`,
      [
        cycleId,
        scopeCode(scope),
        filter.register,
        filter.state,
        filter.unitId ?? null,
        filter.communeCode ?? null,
        filter.after ?? null,
        filter.limit,
      ],
    );
    if (found.length === 0) return [];
    const rows = await this.manager
      .createQueryBuilder(RegisterEntryRow, 'e')
      .where('e.id IN (:...ids)', { ids: found.map(({ id }) => id) })
      .andWhere(LATEST)
      .getMany();
    const entries = new Map(rows.map((row) => [row.id, toEntry(row)]));
    return found.flatMap(({ id, name, commune, communeName }) => {
      const entry = entries.get(id);
      return entry === undefined ? [] : [{ ...entry, unitName: name, communeCode: commune, communeName }];
    });
  }

  async counts(
    cycleId: string,
    scope: Scope,
    registers: readonly Pick<PackRegister, 'key' | 'countBy' | 'sums'>[],
  ): Promise<readonly RegisterCount[]> {
    const from = `FROM register_entry e
         JOIN unit_year y ON y.cycle_id = e.cycle_id AND y.unit_id = e.unit_id
        WHERE ${seen(scope)} AND e.register = $3 AND e.state = 'standing' AND ${LATEST}`;
    const counts: RegisterCount[] = [];
    for (const { key, countBy, sums = [] } of registers) {
      const given = [cycleId, scopeCode(scope), key];
      const [all] = await this.manager.query<{ entries: number; units: number }[]>(
        `SELECT count(*)::int AS entries, count(DISTINCT e.unit_id)::int AS units ${from}`,
        given,
      );
      const by =
        countBy === undefined
          ? []
          : await this.manager.query<{ value: string; entries: number }[]>(
              `SELECT e.data->>$4 AS value, count(*)::int AS entries ${from} AND e.data ? $4 GROUP BY 1 ORDER BY 1`,
              [...given, countBy],
            );
      const totals = await this.manager.query<{ field: string; total: string }[]>(
        `SELECT field, sum((e.data->>field)::numeric) AS total
           FROM unnest($4::text[]) AS field, LATERAL (SELECT e.data ${from}) e GROUP BY 1`,
        [...given, sums],
      );
      const summed = new Map(totals.map(({ field, total }) => [field, Number(total)]));
      counts.push({
        register: key,
        entries: all?.entries ?? 0,
        units: all?.units ?? 0,
        by,
        sums: Object.fromEntries(sums.map((field) => [field, summed.get(field) ?? 0])),
      });
    }
    return counts;
  }

  async entriesSince(cycleId: string, areaCode: string | undefined, instant: string): Promise<EntriesSince> {
    const [row] = await this.manager.query<{ entries: number; units: number; last: Date | null }[]>(
      `SELECT count(DISTINCT e.id)::int AS entries, count(DISTINCT e.unit_id)::int AS units, max(e.at) AS last
         FROM register_entry e JOIN unit_year y ON y.cycle_id = e.cycle_id AND y.unit_id = e.unit_id
        WHERE e.cycle_id = $1 AND ${withinArea('y.commune_code', '$2')} AND e.at > $3`,
      [cycleId, areaCode ?? null, instant],
    );
    return { entries: row?.entries ?? 0, units: row?.units ?? 0, lastAt: row?.last?.toISOString() };
  }

  async addReopening(reopening: Reopening): Promise<void> {
    await this.manager.insert(RegisterReopeningRow, {
      ...reopening,
      register: reopening.register ?? null,
      unitId: reopening.unitId ?? null,
      areaCode: reopening.areaCode ?? null,
      actorId: reopening.actor.actorId,
      recordedAt: new Date(reopening.recordedAt),
    });
  }

  async reopeningByKey(actorId: string, idempotencyKey: string): Promise<Reopening | undefined> {
    const row = await this.manager.findOneBy(RegisterReopeningRow, { actorId, idempotencyKey });
    return row === null ? undefined : toReopening(row);
  }

  async reopenings(cycleId: string): Promise<readonly Reopening[]> {
    const rows = await this.manager.find(RegisterReopeningRow, {
      where: { cycleId },
      order: { recordedAt: 'ASC', id: 'ASC' },
    });
    return rows.map(toReopening);
  }
}

function toEntry({ actorId: _, ...row }: RegisterEntryRow): RegisterEntry {
  return {
    ...row,
    reason: row.reason ?? undefined,
    recordedAt: row.recordedAt.toISOString(),
    at: row.at.toISOString(),
    onBehalf: row.onBehalf ?? undefined,
  };
}

function toReopening({ actorId: _, ...row }: RegisterReopeningRow): Reopening {
  return {
    ...row,
    register: row.register ?? undefined,
    unitId: row.unitId ?? undefined,
    areaCode: row.areaCode ?? undefined,
    recordedAt: row.recordedAt.toISOString(),
  };
}
