import type { EntityManager } from 'typeorm';
import type { HeadLine } from '#libs/application';

/** Heads by the latest list of each unit, in the order of units and days. */
export async function latestHeads(
  manager: EntityManager,
  cycleId: string,
  unitIds: readonly string[],
): Promise<readonly HeadLine[]> {
  type Row = { unitId: string; name: string; position: string | null; from: string; to: string | null };
  const rows = await manager.query<Row[]>(
    `SELECT h.unit_id AS "unitId", h.name, h.position, h.from_day AS "from", h.to_day AS "to"
       FROM head_term h
      WHERE h.cycle_id = $1 AND h.unit_id = ANY($2) AND h.command_id = (
        SELECT l.command_id FROM head_term l WHERE l.cycle_id = h.cycle_id AND l.unit_id = h.unit_id
         ORDER BY l.recorded_at DESC, l.command_id LIMIT 1)
      ORDER BY h.unit_id, h.from_day`,
    [cycleId, unitIds],
  );
  return rows.map(({ position, to, ...row }) => ({
    ...row,
    position: position ?? undefined,
    to: to ?? undefined,
  }));
}
