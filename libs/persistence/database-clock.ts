import type { EntityManager } from 'typeorm';

/** SQL of the database clock cut to milliseconds. */
export const CLOCK = `date_trunc('milliseconds', clock_timestamp())`;

/** Database clock cut to milliseconds, so that what is stored and what is told are the same. */
export async function databaseNow(manager: EntityManager): Promise<string> {
  const rows = await manager.query<{ at: Date }[]>(`SELECT ${CLOCK} AS at`);
  const at = rows[0]?.at;
  if (at === undefined) throw new Error('the database told no time');
  return at.toISOString();
}
