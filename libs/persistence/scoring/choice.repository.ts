import { type EntityManager, IsNull } from 'typeorm';
import type { ChoiceRecords, GapChoice, RequestMark } from '#libs/application';
import { GapChoiceRow } from './choice.rows.js';

export class PostgresChoiceRecords implements ChoiceRecords {
  constructor(private readonly manager: EntityManager) {}

  async of(cycleId: string, unitId?: string): Promise<readonly GapChoice[]> {
    const rows = await this.manager.find(GapChoiceRow, {
      where: [{ cycleId, unitId: IsNull() }, ...(unitId === undefined ? [] : [{ cycleId, unitId }])],
      order: { version: 'ASC' },
    });
    return rows.map(toChoice);
  }

  async findByKey(
    actorId: string,
    key: string,
  ): Promise<{ readonly choice: GapChoice; readonly bodyDigest: string } | undefined> {
    const row = await this.manager.findOneBy(GapChoiceRow, { actorId, idempotencyKey: key });
    return row === null ? undefined : { choice: toChoice(row), bodyDigest: row.bodyDigest };
  }

  async add(choice: Omit<GapChoice, 'version'>, mark: RequestMark): Promise<GapChoice> {
    const { cycleId } = choice;
    const last = await this.manager.maximum(GapChoiceRow, 'version', { cycleId });
    const added = { ...choice, version: (last ?? 0) + 1 };
    await this.manager.insert(GapChoiceRow, {
      id: added.id,
      cycleId,
      unitId: added.unitId ?? null,
      version: added.version,
      gap: added.gap,
      option: added.option,
      reason: added.reason,
      actorId: added.by.actorId,
      actorName: added.by.name,
      recordedAt: new Date(added.recordedAt),
      ...mark,
    });
    return added;
  }
}

function toChoice(row: GapChoiceRow): GapChoice {
  return {
    id: row.id,
    cycleId: row.cycleId,
    unitId: row.unitId ?? undefined,
    version: row.version,
    gap: row.gap,
    option: row.option,
    reason: row.reason,
    by: { actorId: row.actorId, name: row.actorName },
    recordedAt: row.recordedAt.toISOString(),
  };
}
