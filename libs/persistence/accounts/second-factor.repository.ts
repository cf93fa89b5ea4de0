import type { EntityManager } from 'typeorm';
import type { Authenticator, SecondFactorRecords } from '#libs/application';
import { AuthenticatorRow, RecoveryCodeRow } from './second-factor.rows.js';

/** Authenticators of accounts and their recovery codes. */
export class PostgresSecondFactorRecords implements SecondFactorRecords {
  constructor(private readonly manager: EntityManager) {}

  async find(accountId: string): Promise<Authenticator | undefined> {
    const row = await this.manager.findOneBy(AuthenticatorRow, { accountId });
    if (row === null) return undefined;
    return { sealed: row.sealed, lastStep: row.lastStep, isConfirmed: row.confirmedAt !== null };
  }

  async begin(accountId: string, sealed: string): Promise<void> {
    await this.manager.query(
      `INSERT INTO account_authenticator (account_id, sealed) VALUES ($1, $2)
       ON CONFLICT (account_id) DO UPDATE SET sealed = excluded.sealed, last_step = 0
         WHERE account_authenticator.confirmed_at IS NULL`,
      [accountId, sealed],
    );
  }

  async take(accountId: string, step: number): Promise<boolean> {
    const [rows] = await this.manager.query<[unknown[], number]>(
      `UPDATE account_authenticator
          SET last_step = $2, confirmed_at = coalesce(confirmed_at, clock_timestamp())
        WHERE account_id = $1 AND last_step < $2 RETURNING account_id`,
      [accountId, step],
    );
    return rows.length === 1;
  }

  async drop(accountId: string): Promise<void> {
    await this.manager.delete(RecoveryCodeRow, { accountId });
    await this.manager.delete(AuthenticatorRow, { accountId });
  }

  async setRecovery(accountId: string, digests: readonly string[]): Promise<void> {
    await this.manager.delete(RecoveryCodeRow, { accountId });
    await this.manager.insert(
      RecoveryCodeRow,
      digests.map((digest) => ({ accountId, digest })),
    );
  }

  async takeRecovery(accountId: string, digest: string): Promise<boolean> {
    const { affected } = await this.manager.delete(RecoveryCodeRow, { accountId, digest });
    return affected === 1;
  }
}
