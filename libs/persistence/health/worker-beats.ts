import { Client } from 'pg';
import type { DataSource } from 'typeorm';

/** Signs of life of worker processes, kept where every part can read them. */
export class WorkerBeats {
  constructor(private readonly source: DataSource) {}

  async beat(queue: string, workerId: string): Promise<void> {
    await this.source.query(
      `INSERT INTO worker_beat (queue, worker_id, at) VALUES ($1, $2, clock_timestamp())
       ON CONFLICT (queue, worker_id) DO UPDATE SET at = excluded.at`,
      [queue, workerId],
    );
  }

  /** Forgets a process that ends in order, so that it is not missed for long. */
  async leave(queue: string, workerId: string): Promise<void> {
    await this.source.query(`DELETE FROM worker_beat WHERE queue = $1 AND worker_id = $2`, [queue, workerId]);
  }

  /** Workers of a queue that gave a sign within `freshMs`, and how long ago the latest sign of any was. */
  async alive(queue: string, freshMs: number): Promise<{ workers: number; latestMs: number | undefined }> {
    const rows = await this.source.query<{ workers: number; latest_ms: number | null }[]>(
      `SELECT count(*) FILTER (WHERE at > clock_timestamp() - make_interval(secs => $2::float8 / 1000))::int AS workers,
              (extract(epoch FROM clock_timestamp() - max(at)) * 1000)::float8 AS latest_ms
         FROM worker_beat WHERE queue = $1`,
      [queue, freshMs],
    );
    return { workers: rows[0]?.workers ?? 0, latestMs: rows[0]?.latest_ms ?? undefined };
  }
}

/**
 * Opens a fresh connection and asks one question: a server that was stopped may still answer on connections it had.
 *
 * @throws Error when it does not answer in time
 */
export async function probePostgres(url: string, timeoutMs: number): Promise<string> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: timeoutMs,
    query_timeout: timeoutMs,
    application_name: 'antq-probe',
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ server_version: string }>('SHOW server_version');
    return rows[0]?.server_version ?? '';
  } finally {
    await Promise.race([client.end(), new Promise((resolve) => setTimeout(resolve, 500))]).catch(
      () => undefined,
    );
  }
}
