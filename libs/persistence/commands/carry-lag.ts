import type { DataSource } from 'typeorm';

/** How many decided commands their runs are not known to have heard of, and the age of the oldest in seconds. */
export async function carryLag(
  source: DataSource,
): Promise<{ readonly commands: number; readonly oldestSeconds: number }> {
  const [row] = await source.query<{ commands: number; seconds: number }[]>(
    `SELECT count(*)::int AS commands,
            coalesce(extract(epoch FROM clock_timestamp() - min(decided_at)), 0)::float8 AS seconds
       FROM command WHERE carried_at IS NULL AND status = 'applied'`,
  );
  return { commands: row?.commands ?? 0, oldestSeconds: row?.seconds ?? 0 };
}
