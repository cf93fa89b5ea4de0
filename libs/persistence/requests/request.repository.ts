import type { EntityManager } from 'typeorm';
import type { KeptRequest, RequestKey, RequestRecords } from '#libs/application';
import { KeyedRequestRow } from './keyed-request.rows.js';

export class PostgresRequestRecords implements RequestRecords {
  constructor(private readonly manager: EntityManager) {}

  async claim({
    actorId,
    act,
    key,
  }: RequestKey): Promise<Pick<KeptRequest, 'bodyDigest' | 'answer'> | undefined> {
    await this.manager.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [
      `request/${actorId}/${act}/${key}`,
    ]);
    return (await this.manager.findOneBy(KeyedRequestRow, { actorId, act, key })) ?? undefined;
  }

  async keep({ actorId, act, key, bodyDigest, answer }: KeptRequest): Promise<void> {
    await this.manager.query(
      `INSERT INTO keyed_request (actor_id, act, key, body_digest, answer) VALUES ($1, $2, $3, $4, $5::jsonb)`,
      [actorId, act, key, bodyDigest, JSON.stringify(answer ?? null)],
    );
  }
}
