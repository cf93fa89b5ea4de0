import type { EntityManager } from 'typeorm';
import type { FigureFreeze, FreezePart, FreezeRecords } from '#libs/application';
import { FigureFreezePartRow, FigureFreezeRow } from './freeze.rows.js';

/** Rows that one statement writes: far below the limit of parameters. */
const AT_ONCE = 100;

export class PostgresFreezeRecords implements FreezeRecords {
  constructor(private readonly manager: EntityManager) {}

  async lock(cycleId: string, areaCode: string): Promise<void> {
    await this.manager.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [
      `freezes/${cycleId}/${areaCode}`,
    ]);
  }

  async list(cycleId: string, areaCodes?: readonly string[]): Promise<readonly FigureFreeze[]> {
    type Row = FigureFreezeRow & { readonly areaName: string };
    const rows = await this.manager.query<Row[]>(
      `SELECT f.id, f.cycle_id AS "cycleId", f.area_code AS "areaCode", a.name AS "areaName", f.name, f.at, f.digest,
              f.supersedes, f.reason, f.actor_id AS "actorId", f.actor_name AS "actorName",
              f.office_code AS "officeCode", f.recorded_at AS "recordedAt"
         FROM figure_freeze f JOIN area a ON a.code = f.area_code
        WHERE f.cycle_id = $1 AND ($2::text[] IS NULL OR f.area_code = ANY($2))
        ORDER BY f.recorded_at DESC, f.id`,
      [cycleId, areaCodes === undefined ? null : [...areaCodes]],
    );
    return rows.map(({ supersedes, reason, officeCode, at, recordedAt, ...freeze }) => ({
      ...freeze,
      at: at.toISOString(),
      recordedAt: recordedAt.toISOString(),
      supersedes: supersedes ?? undefined,
      reason: reason ?? undefined,
      officeCode: officeCode ?? undefined,
    }));
  }

  async parts(freezeId: string, areaCode?: string): Promise<readonly FreezePart[]> {
    return this.manager.query<FreezePart[]>(
      `SELECT p.area_code AS "areaCode", p.digest, p.content
         FROM figure_freeze_part p JOIN area a ON a.code = p.area_code
        WHERE p.freeze_id = $1 AND ($2::text IS NULL OR p.area_code = $2)
        ORDER BY a.name, p.area_code`,
      [freezeId, areaCode ?? null],
    );
  }

  async insert(freeze: Omit<FigureFreeze, 'areaName'>, parts: readonly FreezePart[]): Promise<void> {
    const { id: freezeId, cycleId } = freeze;
    await this.manager.insert(FigureFreezeRow, {
      ...freeze,
      at: new Date(freeze.at),
      recordedAt: new Date(freeze.recordedAt),
      supersedes: freeze.supersedes ?? null,
      reason: freeze.reason ?? null,
      officeCode: freeze.officeCode ?? null,
    });
    for (let from = 0; from < parts.length; from += AT_ONCE) {
      const rows = parts.slice(from, from + AT_ONCE).map((part) => ({ freezeId, cycleId, ...part }));
      await this.manager.createQueryBuilder().insert().into(FigureFreezePartRow).values(rows).execute();
    }
  }
}
