import { type DataSource, In, IsNull } from 'typeorm';
import { scopeCode, scopeOf } from '#libs/access';
import type { FoundToken, Identity, TokenStore } from '#libs/application';
import { ApiTokenRow } from './account.rows.js';
import { deputyAsOf } from './deputy-as.js';
import type { AccountGrantRow } from './person.rows.js';

interface FoundRow {
  readonly id: string;
  readonly name: string;
  readonly role: ApiTokenRow['role'];
  readonly scope_level: ApiTokenRow['scopeLevel'];
  readonly scope_code: string;
  readonly office_code: string | null;
  readonly deputy_for: string | null;
  readonly deputy_capacity: AccountGrantRow['deputyCapacity'];
  readonly deputy_position: string | null;
  readonly cycle_id: string | null;
  readonly account_id: string | null;
  readonly grant_id: string | null;
  readonly to_day: string | null;
  readonly seen_at: Date;
  readonly account_name: string | null;
  readonly disabled_at: Date | null;
  readonly grant_role: AccountGrantRow['role'] | null;
  readonly grant_from: string | null;
  readonly grant_to: string | null;
  readonly grant_ended_at: Date | null;
  readonly now: Date;
}

export class PostgresTokenStore implements TokenStore {
  constructor(private readonly source: DataSource) {}

  async find(digest: string): Promise<FoundToken | undefined> {
    // An account of one rehearsal is worth nothing once that is closed, but for the one by which the system still compares
    // the year that it has lived: that of the whole province, and not for longer than a comparison can take.
    const [row] = await this.source.query<FoundRow[]>(
      `SELECT t.id, t.name, t.role, t.scope_level, t.scope_code, t.office_code, t.cycle_id, t.account_id, t.grant_id, t.to_day,
              coalesce(t.used_at, t.created_at) AS seen_at, a.name AS account_name, a.disabled_at, g.role AS grant_role, g.deputy_for, g.deputy_capacity, g.deputy_position,
              g.from_day AS grant_from, g.to_day AS grant_to, g.ended_at AS grant_ended_at, clock_timestamp() AS now
         FROM api_token t
         LEFT JOIN account a ON a.id = t.account_id
         LEFT JOIN account_grant g ON g.id = t.grant_id
        WHERE t.digest = $1 AND t.revoked_at IS NULL
          AND NOT EXISTS (SELECT 1 FROM cycle WHERE cycle.id = t.cycle_id AND cycle.state = 'closed'
            AND NOT (t.role = 'administrator' AND t.scope_level = 'tinh' AND EXISTS (
              SELECT 1 FROM rehearsed_year AS year WHERE year.cycle_id = cycle.id AND year.state = 'running'
                AND coalesce(year.told_at, year.started_at) > clock_timestamp() - interval '1 hour')))`,
      [digest],
    );
    return row === undefined ? undefined : foundOf(row);
  }

  async note(id: string): Promise<void> {
    await this.source.query(`UPDATE api_token SET used_at = clock_timestamp() WHERE id = $1`, [id]);
  }

  /** From now on nobody comes in by these; one that was revoked before keeps its time. */
  async revoke(ids: readonly string[]): Promise<void> {
    await this.source.manager.update(
      ApiTokenRow,
      { id: In([...ids]), revokedAt: IsNull() },
      { revokedAt: () => 'clock_timestamp()' },
    );
  }

  async save(token: Identity & { readonly digest: string }): Promise<void> {
    await this.saveAll([token]);
  }

  /** All of them in one statement. */
  async saveAll(tokens: readonly (Identity & { readonly digest: string })[]): Promise<void> {
    const rows = tokens.map((token) => ({
      id: token.actorId,
      digest: token.digest,
      name: token.name,
      role: token.role,
      scopeLevel: token.scope.level,
      scopeCode: scopeCode(token.scope),
      officeCode: token.officeCode ?? null,
      cycleId: token.cycleId ?? null,
    }));
    await this.source.manager.upsert(ApiTokenRow, rows, ['id']);
  }
}

function foundOf(row: FoundRow): FoundToken {
  const acting = {
    role: row.role,
    scope: scopeOf(row.scope_level, row.scope_code),
    officeCode: row.office_code ?? undefined,
    deputyFor: row.deputy_for ?? undefined,
    deputyAs: deputyAsOf({ capacity: row.deputy_capacity, position: row.deputy_position }),
    cycleId: row.cycle_id ?? undefined,
  };
  const { account_id: accountId, grant_id: grantId, grant_role: role, grant_from: from, to_day: to } = row;
  if (accountId === null) return { identity: { actorId: row.id, name: row.name, ...acting } };
  if (grantId === null || role === null || from === null || to === null) {
    throw new Error(`the token ${row.id} of an account has no grant`);
  }
  return {
    identity: {
      ...{ actorId: accountId, name: row.account_name ?? row.name, ...acting },
      token: { id: row.id, grantId },
    },
    ofAccount: {
      ...{ id: row.id, role: row.role, to, seenAt: row.seen_at.toISOString(), now: row.now.toISOString() },
      disabledAt: row.disabled_at?.toISOString(),
      grant: { role, from, to: row.grant_to ?? undefined, endedAt: row.grant_ended_at?.toISOString() },
    },
  };
}
