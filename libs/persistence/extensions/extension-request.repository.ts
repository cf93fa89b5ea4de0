import { type EntityManager, In, IsNull } from 'typeorm';
import { type Scope, scopeCode } from '#libs/access';
import type { ExtensionEnd, ExtensionRecords, ExtensionRequest } from '#libs/application';
import { inScope, placeOfYear } from '../areas/in-scope.js';
import { ExtensionRequestRow } from './extension-request.rows.js';

type Step = readonly [cycleId: string, unitId: string, stage: string];

export class PostgresExtensionRecords implements ExtensionRecords {
  constructor(private readonly manager: EntityManager) {}

  async add({ askedAt, ...request }: Omit<ExtensionRequest, 'state' | 'escalatedAt' | 'end'>): Promise<void> {
    await this.manager.insert(ExtensionRequestRow, { ...request, askedAt: new Date(askedAt), state: 'open' });
  }

  async find(id: string): Promise<ExtensionRequest | undefined> {
    const row = await this.manager.findOneBy(ExtensionRequestRow, { id });
    return row === null ? undefined : toRequest(row);
  }

  async lockOpen(...[cycleId, unitId, stage]: Step): Promise<ExtensionRequest | undefined> {
    const row = await this.manager.findOne(ExtensionRequestRow, {
      where: { cycleId, unitId, stage, state: 'open' },
      lock: { mode: 'pessimistic_write' },
    });
    return row === null ? undefined : toRequest(row);
  }

  async latest(cycleId: string, unitIds: readonly string[]): Promise<readonly ExtensionRequest[]> {
    const rows = await this.manager
      .createQueryBuilder(ExtensionRequestRow, 'request')
      .distinctOn(['request.unitId', 'request.stage'])
      .where({ cycleId, unitId: In([...unitIds]) })
      .orderBy('request.unitId')
      .addOrderBy('request.stage')
      .addOrderBy('request.askedAt', 'DESC')
      .addOrderBy('request.id', 'DESC')
      .getMany();
    return rows.map(toRequest);
  }

  async end(id: string, { state, at, byName, reason, number, date }: ExtensionEnd): Promise<void> {
    await this.manager.update(
      ExtensionRequestRow,
      { id, state: 'open' },
      {
        ...{ state, endedAt: new Date(at), endedBy: byName, endReason: reason ?? null },
        ...{ documentNumber: number ?? null, documentDate: date ?? null },
      },
    );
  }

  async visible(
    cycleId: string,
    scope: Scope,
    { state, afterId, limit }: Parameters<ExtensionRecords['visible']>[2],
  ): Promise<readonly (ExtensionRequest & { readonly unitName: string })[]> {
    const rows = await this.manager.query<{ id: string; name: string }[]>(
      `SELECT request.id, unit.name
         FROM extension_request request
         JOIN unit_year year ON year.cycle_id = request.cycle_id AND year.unit_id = request.unit_id
         JOIN unit ON unit.id = request.unit_id
        WHERE request.cycle_id = $1 AND ${inScope(scope, placeOfYear('year'), '$2')}
          AND ($3::text IS NULL OR request.state = $3)
          AND ($4::uuid IS NULL OR (request.asked_at, request.id) > (
            SELECT asked_at, id FROM extension_request WHERE id = $4))
        ORDER BY request.asked_at, request.id LIMIT $5`,
      [cycleId, scopeCode(scope), state ?? null, afterId ?? null, limit],
    );
    const found = await this.manager.findBy(ExtensionRequestRow, { id: In(rows.map(({ id }) => id)) });
    const byId = new Map(found.map((row) => [row.id, row]));
    return rows.flatMap(({ id, name }) => {
      const row = byId.get(id);
      return row === undefined ? [] : [{ ...toRequest(row), unitName: name }];
    });
  }

  async unescalated(cycleId: string): Promise<readonly ExtensionRequest[]> {
    const rows = await this.manager.find(ExtensionRequestRow, {
      where: { cycleId, state: 'open', escalatedAt: IsNull() },
      order: { unitId: 'ASC', stage: 'ASC' },
    });
    return rows.map(toRequest);
  }

  async markEscalated(ids: readonly string[], at: string): Promise<void> {
    await this.manager.update(ExtensionRequestRow, { id: In([...ids]) }, { escalatedAt: new Date(at) });
  }
}

function toRequest(row: ExtensionRequestRow): ExtensionRequest {
  const { id, cycleId, unitId, stage, wishedDay, reason, byId, byName, state } = row;
  return {
    ...{ id, cycleId, unitId, stage, wishedDay, reason, byId, byName, state },
    askedAt: row.askedAt.toISOString(),
    escalatedAt: row.escalatedAt?.toISOString(),
    end: state === 'open' || row.endedAt === null ? undefined : endOf(row, state, row.endedAt),
  };
}

const endOf = (row: ExtensionRequestRow, state: ExtensionEnd['state'], endedAt: Date): ExtensionEnd => ({
  state,
  at: endedAt.toISOString(),
  byName: row.endedBy ?? '',
  reason: row.endReason ?? undefined,
  until: row.givenUntil ?? undefined,
  number: row.documentNumber ?? undefined,
  date: row.documentDate ?? undefined,
  commandId: row.commandId ?? undefined,
});
