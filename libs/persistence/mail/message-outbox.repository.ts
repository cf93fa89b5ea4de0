import { createHash, randomUUID } from 'node:crypto';
import { type EntityManager, In } from 'typeorm';
import type { MessageOutbox, NewMessage } from '#libs/application';
import { MessageRow } from './mail.rows.js';

/** Channel on which the mail worker listens. */
export const MESSAGE_CHANNEL = 'antq_message';

export class PostgresMessageOutbox implements MessageOutbox {
  constructor(
    private readonly manager: EntityManager,
    private readonly messageIdDomain: string,
  ) {}

  async enqueue(message: NewMessage): Promise<void> {
    await this.insert([message]);
  }

  async enqueueAll(messages: readonly NewMessage[]): Promise<ReadonlyMap<string, string>> {
    if (messages.length === 0) return new Map();
    await this.insert(messages);
    const queued = await this.manager.find(MessageRow, {
      where: { key: In(messages.map(({ key }) => key)) },
      select: { id: true, key: true },
    });
    return new Map(queued.map(({ id, key }) => [key, id]));
  }

  async waitsFor(template: string): Promise<number> {
    const [row] = await this.manager.query<{ ms: number | null }[]>(
      `SELECT (extract(epoch FROM max(next_attempt_at) - clock_timestamp()) * 1000)::float8 AS ms
         FROM message WHERE template = $1 AND state = 'pending'`,
      [template],
    );
    return Math.max(0, row?.ms ?? 0);
  }

  async cancel(messageIds: readonly string[], reason: string): Promise<void> {
    if (messageIds.length === 0) return;
    await this.manager.update(
      MessageRow,
      { id: In([...messageIds]), state: In(['pending', 'deferred']) },
      { state: 'cancelled', lastAnswer: reason },
    );
  }

  async taken(keys: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.manager.find(MessageRow, {
      where: { key: In([...keys]) },
      select: { id: true, key: true },
    });
    return new Set(rows.map(({ key }) => key));
  }

  async submissionsWithoutReceipt(cycleId: string): Promise<readonly string[]> {
    const rows = await this.manager.query<{ id: string }[]>(
      `SELECT s.command_id AS id FROM submission s
         JOIN unit_year y ON y.cycle_id = s.cycle_id AND y.unit_id = s.unit_id
         LEFT JOIN unit u ON y.body_key IS NULL AND u.id = s.unit_id
         LEFT JOIN contact c ON c.unit_id = u.id AND c.role = 'officer'
         LEFT JOIN office o ON y.body_key IS NOT NULL AND o.code = s.unit_id
        WHERE s.cycle_id = $1 AND coalesce(o.email, c.email, u.email) IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM message m WHERE m.key = 'receipt/' || s.command_id)`,
      [cycleId],
    );
    return rows.map(({ id }) => id);
  }

  private async insert(messages: readonly NewMessage[]): Promise<void> {
    const [insert, values] = this.manager
      .createQueryBuilder()
      .insert()
      .into(MessageRow)
      .values(
        messages.map(({ delayMs = 0, ...message }) => ({
          ...message,
          id: randomUUID(),
          messageId: this.messageIdOf(message.key),
          cycleId: message.cycleId ?? null,
          unitId: message.unitId ?? null,
          trace: message.trace ?? null,
          state: 'pending' as const,
          nextAttemptAt: () => `clock_timestamp() + interval '${Math.round(delayMs)} milliseconds'`,
          createdAt: () => 'clock_timestamp()',
        })),
      )
      .orIgnore()
      .returning(['relay'])
      .getQueryAndParameters();
    await this.manager.query(
      `WITH queued AS (${insert})
       SELECT pg_notify('${MESSAGE_CHANNEL}', relay) FROM (SELECT DISTINCT relay FROM queued) told`,
      values,
    );
  }

  /** Derived from the key, so the same mail has the same Message-ID however often it is made. */
  private messageIdOf(key: string): string {
    const digest = createHash('sha256').update(key).digest('hex').slice(0, 40);
    return `<${digest}@${this.messageIdDomain}>`;
  }
}
