import { createHash, randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { MessageOutbox, NewMessage } from '#libs/application';
import { MessageRow } from '../rows/mail.rows.js';

/** Channel on which the mail worker listens. */
export const MESSAGE_CHANNEL = 'antq_message';

export class PostgresMessageOutbox implements MessageOutbox {
  constructor(
    private readonly manager: EntityManager,
    private readonly messageIdDomain: string,
  ) {}

  async enqueue(message: NewMessage): Promise<void> {
    await this.manager
      .createQueryBuilder()
      .insert()
      .into(MessageRow)
      .values({
        ...message,
        id: randomUUID(),
        messageId: this.messageIdOf(message.key),
        unitId: message.unitId ?? null,
        state: 'pending',
        nextAttemptAt: () => 'clock_timestamp()',
        createdAt: () => 'clock_timestamp()',
      })
      .orIgnore()
      .execute();
    await this.manager.query(`SELECT pg_notify($1, $2)`, [MESSAGE_CHANNEL, message.relay]);
  }

  async submissionsWithoutReceipt(cycleId: string): Promise<readonly string[]> {
    const rows = await this.manager.query<{ id: string }[]>(
      `SELECT s.command_id AS id FROM submission s
         JOIN unit u ON u.id = s.unit_id
         LEFT JOIN contact c ON c.unit_id = u.id AND c.role = 'officer'
        WHERE s.cycle_id = $1 AND coalesce(c.email, u.email) IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM message m WHERE m.key = 'receipt/' || s.command_id)`,
      [cycleId],
    );
    return rows.map(({ id }) => id);
  }

  /** Derived from the key, so the same mail has the same Message-ID however often it is made. */
  private messageIdOf(key: string): string {
    const digest = createHash('sha256').update(key).digest('hex').slice(0, 40);
    return `<${digest}@${this.messageIdDomain}>`;
  }
}
