import type { EntityManager } from 'typeorm';

/** Database clock cut to milliseconds, so that what is stored and what is told are the same. */
export async function databaseNow(manager: EntityManager): Promise<string> {
  const rows = await manager.query<{ at: Date }[]>(
    `SELECT date_trunc('milliseconds', clock_timestamp()) AS at`,
  );
  const at = rows[0]?.at;
  if (at === undefined) throw new Error('the database told no time');
  return at.toISOString();
}
