import { type EntityManager, Not } from 'typeorm';
import type { OneTime, OneTimePurpose, OneTimeRecords } from '#libs/application';
import { OneTimeSecretRow } from './one-time.rows.js';

interface TakenRow {
  readonly id: string;
  readonly account_id: string;
  readonly return_to: string | null;
  readonly email: string | null;
  readonly session_id: string | null;
}

/** Secrets that open something once. */
export class PostgresOneTimeRecords implements OneTimeRecords {
  constructor(private readonly manager: EntityManager) {}

  async add({
    validMs,
    returnTo,
    way,
    limit,
    email,
    sessionId,
    ...secret
  }: OneTime & { readonly digest: string; readonly validMs: number }): Promise<void> {
    await this.manager.insert(OneTimeSecretRow, {
      ...secret,
      returnTo: returnTo ?? null,
      way: way ?? null,
      useLimit: limit ?? null,
      email: email ?? null,
      sessionId: sessionId ?? null,
      createdAt: () => 'clock_timestamp()',
      validUntil: () => `clock_timestamp() + make_interval(secs => ${validMs / 1000})`,
    });
  }

  async forget(most: number): Promise<number> {
    const [, forgotten] = await this.manager.query<[unknown[], number]>(
      `DELETE FROM one_time_secret WHERE id IN (
         SELECT id FROM one_time_secret WHERE valid_until < now() - interval '1 day' LIMIT $1 FOR UPDATE SKIP LOCKED)`,
      [most],
    );
    return forgotten;
  }

  async find(purpose: OneTimePurpose, digest: string): Promise<OneTime | undefined> {
    const row = await this.manager
      .createQueryBuilder(OneTimeSecretRow, 'secret')
      .where('secret.purpose = :purpose AND secret.digest = :digest', { purpose, digest })
      .andWhere('secret.validUntil > clock_timestamp()')
      .getOne();
    if (row === null) return undefined;
    return {
      ...{ id: row.id, purpose, accountId: row.accountId, returnTo: row.returnTo ?? undefined },
      ...{ way: (row.way ?? undefined) as OneTime['way'], limit: row.useLimit ?? undefined },
      ...{ email: row.email ?? undefined, sessionId: row.sessionId ?? undefined },
    };
  }

  async take(purpose: OneTimePurpose, digest: string): Promise<OneTime | undefined> {
    const [rows] = await this.manager.query<[TakenRow[], number]>(
      `DELETE FROM one_time_secret WHERE digest = $1 AND purpose = $2 AND valid_until > clock_timestamp()
       RETURNING id, account_id, return_to, email, session_id`,
      [digest, purpose],
    );
    const [row] = rows;
    if (row === undefined) return undefined;
    return {
      ...{ id: row.id, purpose, accountId: row.account_id, returnTo: row.return_to ?? undefined },
      ...{ email: row.email ?? undefined, sessionId: row.session_id ?? undefined },
    };
  }

  async drop(purpose: OneTimePurpose, accountId: string): Promise<void> {
    await this.manager.delete(OneTimeSecretRow, { purpose, accountId });
  }

  async dropOthers(accountId: string, id: string | undefined): Promise<void> {
    await this.manager.delete(OneTimeSecretRow, { accountId, ...(id === undefined ? {} : { id: Not(id) }) });
  }

  async countOf(purpose: OneTimePurpose, accountId: string, withinMs: number): Promise<number> {
    return this.manager
      .createQueryBuilder(OneTimeSecretRow, 'secret')
      .where('secret.purpose = :purpose AND secret.accountId = :accountId', { purpose, accountId })
      .andWhere(`secret.createdAt > clock_timestamp() - :withinMs * interval '1 ms'`, { withinMs })
      .getCount();
  }
}
