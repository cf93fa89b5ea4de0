import type { DataSource } from 'typeorm';
import { scopeCode, scopeOf } from '#libs/access';
import type { Identity, TokenStore } from '#libs/application';
import { ApiTokenRow } from './account.rows.js';

export class PostgresTokenStore implements TokenStore {
  constructor(private readonly source: DataSource) {}

  async find(digest: string): Promise<Identity | undefined> {
    const row = await this.source.manager
      .createQueryBuilder(ApiTokenRow, 'token')
      .where('token.digest = :digest AND token.revokedAt IS NULL', { digest })
      // An account of one rehearsal is worth nothing once that is closed.
      .andWhere(`NOT EXISTS (SELECT 1 FROM cycle WHERE cycle.id = token.cycle_id AND cycle.state = 'closed')`)
      .getOne();
    if (row === null) return undefined;
    return {
      tokenId: row.id,
      name: row.name,
      role: row.role,
      scope: scopeOf(row.scopeLevel, row.scopeCode),
      officeCode: row.officeCode ?? undefined,
      cycleId: row.cycleId ?? undefined,
    };
  }

  async save(token: Identity & { readonly digest: string }): Promise<void> {
    await this.source.manager.upsert(
      ApiTokenRow,
      {
        id: token.tokenId,
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
