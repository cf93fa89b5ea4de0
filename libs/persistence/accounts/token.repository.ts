import { type DataSource, In, IsNull } from 'typeorm';
import { scopeCode, scopeOf } from '#libs/access';
import type { Identity, TokenStore } from '#libs/application';
import { ApiTokenRow } from './account.rows.js';

export class PostgresTokenStore implements TokenStore {
  constructor(private readonly source: DataSource) {}

  async find(digest: string): Promise<Identity | undefined> {
    const row = await this.source.manager
      .createQueryBuilder(ApiTokenRow, 'token')
      .where('token.digest = :digest AND token.revokedAt IS NULL', { digest })
      // An account of one rehearsal is worth nothing once that is closed, but for the one by which the system still compares
      // the year that it has lived: that of the whole province, and not for longer than a comparison can take.
      .andWhere(
        `NOT EXISTS (SELECT 1 FROM cycle WHERE cycle.id = token.cycle_id AND cycle.state = 'closed'
            AND NOT (token.role = 'administrator' AND token.scope_level = 'tinh' AND EXISTS (
              SELECT 1 FROM rehearsed_year AS year WHERE year.cycle_id = cycle.id AND year.state = 'running'
                AND coalesce(year.told_at, year.started_at) > clock_timestamp() - interval '1 hour')))`,
      )
      .getOne();
    if (row === null) return undefined;
    return {
      actorId: row.id,
      name: row.name,
      role: row.role,
      scope: scopeOf(row.scopeLevel, row.scopeCode),
      officeCode: row.officeCode ?? undefined,
      cycleId: row.cycleId ?? undefined,
    };
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
    await this.source.manager.upsert(
      ApiTokenRow,
      {
        id: token.actorId,
        digest: token.digest,
        name: token.name,
        role: token.role,
        scopeLevel: token.scope.level,
        scopeCode: scopeCode(token.scope),
        officeCode: token.officeCode ?? null,
        cycleId: token.cycleId ?? null,
      },
      ['id'],
    );
  }
}
