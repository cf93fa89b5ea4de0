import { randomBytes } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { type AuditEntry, type AuditTrail, detailDigest, FIRST_PREV_HASH, sealOf } from '#libs/application';
import { CLOCK, databaseNow } from '../database-clock.js';

/** Where a chain ends. */
interface Head {
  readonly seq: number;
  readonly hash: string;
  /** Database clock, where it was just asked. */
  readonly at?: string;
}

/** Tells `<cycle>/<area>` of each chain that has grown, once its transaction is there. */
export const AUDIT_CHANNEL = 'antq_audit';

export class PostgresAuditTrail implements AuditTrail {
  constructor(private readonly manager: EntityManager) {}

  async append(entry: AuditEntry): Promise<void> {
    await this.appendAll([entry]);
  }

  async appendAll(entries: readonly AuditEntry[]): Promise<void> {
    const areas = new Map<string, AuditEntry[]>();
    for (const entry of entries) {
      const key = `${entry.cycleId}/${entry.areaCode}`;
      areas.set(key, [...(areas.get(key) ?? []), entry]);
    }
    for (const key of [...areas.keys()].sort()) await this.appendTo(areas.get(key) ?? []);
  }

  /** Appends to one chain. */
  private async appendTo(entries: readonly AuditEntry[]): Promise<void> {
    const [first] = entries;
    if (first === undefined) return;
    let head = await this.lockHead(first.cycleId, first.areaCode);
    for (const entry of entries) head = await this.link(entry, head);
  }

  private async link(entry: AuditEntry, head: Head): Promise<Head> {
    const seq = head.seq + 1;
    const at = head.at ?? (await databaseNow(this.manager));
    const salt = randomBytes(16).toString('hex');
    const detail = JSON.stringify(entry.detail ?? null);
    const digest = detailDigest(salt, detail);
    const { cycleId, areaCode, actorId, actorRole, action, object } = entry;
    const row = {
      cycleId,
      areaCode,
      seq,
      at,
      actorId,
      actorRole,
      action,
      object,
      digest,
      prevHash: head.hash,
    };
    const hash = sealOf(row);
    await this.manager.query(
      `WITH trail AS (
         INSERT INTO audit (cycle_id, area_code, seq, at, actor_id, actor_role, action, object, digest, prev_hash, hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
       ), kept AS (
         INSERT INTO audit_detail (cycle_id, area_code, seq, salt, detail) VALUES ($1, $2, $3, $12, $13)
       )
       UPDATE audit_head SET seq = $3, hash = $11 WHERE cycle_id = $1 AND area_code = $2
       RETURNING pg_notify('${AUDIT_CHANNEL}', cycle_id || '/' || area_code)`,
      [cycleId, areaCode, seq, at, actorId, actorRole, action, object, digest, head.hash, hash, salt, detail],
    );
    return { seq, hash, at };
  }

  /** The end of a chain, locked, made where the chain is new; with the database clock once it is had. */
  private async lockHead(cycleId: string, areaCode: string): Promise<Head> {
    const lock = async (): Promise<Head | undefined> => {
      const rows = await this.manager.query<{ seq: number; hash: string; at: Date }[]>(
        `WITH head AS MATERIALIZED (
           SELECT seq, hash FROM audit_head WHERE cycle_id = $1 AND area_code = $2 FOR UPDATE)
         SELECT seq, hash, ${CLOCK} AS at FROM head`,
        [cycleId, areaCode],
      );
      return rows[0] && { ...rows[0], at: rows[0].at.toISOString() };
    };
    const known = await lock();
    if (known !== undefined) return known;
    await this.manager.query(
      `INSERT INTO audit_head (cycle_id, area_code, seq, hash) VALUES ($1, $2, 0, $3) ON CONFLICT DO NOTHING`,
      [cycleId, areaCode, FIRST_PREV_HASH],
    );
    const made = await lock();
    if (made === undefined) throw new Error('the audit head was made and is gone');
    return made;
  }
}
