import type { EntityManager } from 'typeorm';
import { KNOWN_FOR_MS } from '#libs/accounts';
import type { AttemptKey, AttemptRecords, CountedAttempts } from '#libs/application';

interface AttemptRow {
  readonly key: string;
  readonly wrong: number;
  readonly since_ms: number;
  readonly succeeded_ms: number | null;
}

const keyOf = ({ count, of }: AttemptKey): string => `${count}:${of}`;

/** Wrong attempts to sign in; whoever comes at once waits for the row, so that none goes uncounted. */
export class PostgresAttemptRecords implements AttemptRecords {
  constructor(private readonly manager: EntityManager) {}

  async lock(keys: readonly AttemptKey[]): Promise<readonly CountedAttempts[]> {
    const names = keys.map(keyOf);
    // In the order of the keys, so that two attempts never wait for each other.
    await this.manager.query(
      `INSERT INTO sign_in_attempt (key, wrong, last_at)
       SELECT key, 0, clock_timestamp() FROM unnest($1::text[]) AS key ORDER BY key
       ON CONFLICT (key) DO NOTHING`,
      [names],
    );
    const rows = await this.manager.query<AttemptRow[]>(
      `SELECT key, wrong, extract(epoch FROM clock_timestamp() - last_at)::float8 * 1000 AS since_ms,
              extract(epoch FROM clock_timestamp() - succeeded_at)::float8 * 1000 AS succeeded_ms
         FROM sign_in_attempt WHERE key = ANY($1) ORDER BY key FOR UPDATE`,
      [names],
    );
    const byKey = new Map(rows.map((row) => [row.key, row]));
    return names.map((name) => {
      const row = byKey.get(name);
      return {
        wrong: row?.wrong ?? 0,
        sinceMs: row?.since_ms ?? 0,
        succeededMs: row?.succeeded_ms ?? undefined,
      };
    });
  }

  async count(key: AttemptKey, wrong: number): Promise<void> {
    await this.manager.query(
      `INSERT INTO sign_in_attempt (key, wrong, last_at) VALUES ($1, $2, clock_timestamp())
       ON CONFLICT (key) DO UPDATE SET wrong = excluded.wrong, last_at = excluded.last_at`,
      [keyOf(key), wrong],
    );
  }

  async succeeded(keys: readonly AttemptKey[]): Promise<void> {
    await this.manager.query(
      `UPDATE sign_in_attempt
          SET wrong = CASE WHEN starts_with(key, 'pair:') OR starts_with(key, 'code:') THEN 0 ELSE greatest(wrong - 1, 0) END,
              succeeded_at = clock_timestamp()
        WHERE key = ANY($1)`,
      [keys.map(keyOf)],
    );
  }

  async forget(most: number): Promise<number> {
    const [, forgotten] = await this.manager.query<[unknown[], number]>(
      `DELETE FROM sign_in_attempt WHERE ctid IN (
         SELECT ctid FROM sign_in_attempt
          WHERE last_at < now() - interval '1 day'
            AND coalesce(succeeded_at < now() - $1 * interval '1 ms', true)
          LIMIT $2 FOR UPDATE SKIP LOCKED)`,
      [KNOWN_FOR_MS, most],
    );
    return forgotten;
  }
}
