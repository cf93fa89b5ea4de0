import { type EntityManager, IsNull } from 'typeorm';
import { scopeCode, scopeOf } from '#libs/access';
import type { NewToken, OwnToken, TokenRecords } from '#libs/application';
import { ApiTokenRow } from './account.rows.js';
import type { AccountGrantRow } from './person.rows.js';

interface ListedRow {
  readonly id: string;
  readonly grant_id: string;
  readonly name: string;
  readonly prefix: string;
  readonly role: ApiTokenRow['role'];
  readonly scope_level: ApiTokenRow['scopeLevel'];
  readonly scope_code: string;
  readonly to_day: string;
  readonly created_at: Date;
  readonly used_at: Date | null;
  readonly disabled_at: Date | null;
  readonly grant_role: AccountGrantRow['role'];
  readonly grant_from: string;
  readonly grant_to: string | null;
  readonly grant_ended_at: Date | null;
}

/** Tokens of accounts within a transaction. */
export class PostgresTokenRecords implements TokenRecords {
  constructor(private readonly manager: EntityManager) {}

  async add({ scope, officeCode, to, ...token }: NewToken): Promise<void> {
    await this.manager.insert(ApiTokenRow, {
      ...token,
      scopeLevel: scope.level,
      scopeCode: scopeCode(scope),
      officeCode: officeCode ?? null,
      toDay: to,
    });
  }

  async ofAccount(accountId: string): Promise<readonly OwnToken[]> {
    const rows = await this.manager.query<ListedRow[]>(
      `SELECT t.id, t.grant_id, t.name, t.prefix, t.role, t.scope_level, t.scope_code, t.to_day, t.created_at, t.used_at,
              a.disabled_at, g.role AS grant_role, g.from_day AS grant_from, g.to_day AS grant_to,
              g.ended_at AS grant_ended_at
         FROM api_token t
         JOIN account a ON a.id = t.account_id
         JOIN account_grant g ON g.id = t.grant_id
        WHERE t.account_id = $1 AND t.revoked_at IS NULL
        ORDER BY t.created_at DESC, t.id`,
      [accountId],
    );
    return rows.map(listed);
  }

  async revoke(accountId: string, id: string): Promise<boolean> {
    const { affected } = await this.manager.update(
      ApiTokenRow,
      { id, accountId, revokedAt: IsNull() },
      { revokedAt: () => 'clock_timestamp()' },
    );
    return affected === 1;
  }

  async revokeAll(accountId: string): Promise<number> {
    const { affected } = await this.manager.update(
      ApiTokenRow,
      { accountId, revokedAt: IsNull() },
      { revokedAt: () => 'clock_timestamp()' },
    );
    return affected ?? 0;
  }
}

const listed = (row: ListedRow): OwnToken => ({
  ...{
    id: row.id,
    grantId: row.grant_id,
    name: row.name,
    prefix: row.prefix,
    role: row.role,
    to: row.to_day,
  },
  scope: scopeOf(row.scope_level, row.scope_code),
  madeAt: row.created_at.toISOString(),
  usedAt: row.used_at?.toISOString(),
  disabledAt: row.disabled_at?.toISOString(),
  grant: {
    role: row.grant_role,
    from: row.grant_from,
    to: row.grant_to ?? undefined,
    endedAt: row.grant_ended_at?.toISOString(),
  },
});
