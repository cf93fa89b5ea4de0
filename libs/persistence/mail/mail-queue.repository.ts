import type { DataSource } from 'typeorm';
import type { ClaimedMessage, ClockKind, MailParams, MailQueue, SentText } from '#libs/application';
import type { MailRelay } from '#libs/contracts';
import { ChannelListener, listeningClient } from '../channel-listener.js';
import { MESSAGE_CHANNEL } from './message-outbox.repository.js';

interface ClaimRow {
  readonly id: string;
  readonly epoch: number;
  readonly message_id: string;
  readonly cycle_id: string | null;
  readonly clock_kind: ClockKind;
  readonly template: string;
  readonly params: MailParams;
  readonly recipient: string;
  readonly attempts: number;
  readonly uncertain_tries: number;
  readonly created_at: Date;
  readonly trace: string | null;
}

/** Begins the answer kept of a try that was cut off; the claim counts by it. */
const UNCERTAIN_MARK = 'chưa rõ đã nhận: ';

/** The outbox as the mail worker sees it: leases with epochs, so that only the present holder's answer counts. */
export class PostgresMailQueue implements MailQueue {
  private readonly listener: ChannelListener;

  constructor(private readonly source: DataSource) {
    this.listener = new ChannelListener(() => listeningClient(source), MESSAGE_CHANNEL);
  }

  async claim(relay: MailRelay, limit: number, leaseMs: number): Promise<readonly ClaimedMessage[]> {
    // `sending` with a lease that ran out means its holder vanished between claim and record: it may have been sent.
    const [rows] = await this.source.query<[ClaimRow[], number]>(
      `UPDATE message m
          SET state = 'sending', epoch = m.epoch + 1, attempts = m.attempts + 1,
              uncertain = m.uncertain OR m.state = 'sending',
              lease_until = clock_timestamp() + make_interval(secs => $3::float8 / 1000)
         FROM (
          SELECT message.id, coalesce(cycle.clock_kind, 'calendar') AS clock_kind
            FROM message LEFT JOIN cycle ON cycle.id = message.cycle_id
           WHERE relay = $1
             AND ((message.state IN ('pending', 'deferred', 'uncertain') AND next_attempt_at <= clock_timestamp())
               OR (message.state = 'sending' AND lease_until < clock_timestamp()))
           -- A link holds for minutes, and mail of accounts, which belongs to no cycle, is waited for before a screen.
           ORDER BY template <> 'sign-in-link', message.cycle_id IS NOT NULL, next_attempt_at
           LIMIT $2
           FOR UPDATE OF message SKIP LOCKED) c
        WHERE m.id = c.id
        RETURNING m.id, m.epoch, m.message_id, m.cycle_id, c.clock_kind, m.template, m.params, m.recipient, m.attempts,
                  m.created_at, m.trace,
                  (SELECT count(*)::int FROM message_attempt a
                    WHERE a.message_id = m.id AND (a.ended_at IS NULL OR starts_with(a.answer, $4))) AS uncertain_tries`,
      [relay, limit, leaseMs, UNCERTAIN_MARK],
    );
    if (rows.length === 0) return [];
    await this.source.query(
      `INSERT INTO message_attempt (message_id, epoch, started_at)
       SELECT id, epoch, clock_timestamp() FROM message WHERE id = ANY($1)`,
      [rows.map((row) => row.id)],
    );
    return rows.map((row) => ({
      id: row.id,
      epoch: row.epoch,
      messageId: row.message_id,
      cycleId: row.cycle_id ?? undefined,
      clockKind: row.clock_kind,
      template: row.template,
      params: row.params,
      recipient: row.recipient,
      attempts: row.attempts,
      uncertainTries: row.uncertain_tries,
      createdAt: row.created_at.toISOString(),
      trace: row.trace ?? undefined,
    }));
  }

  accepted(message: ClaimedMessage, sent: SentText, answer: string): Promise<boolean> {
    return this.record(message, 'accepted', sent, answer, 0);
  }

  deferred(message: ClaimedMessage, sent: SentText, answer: string, retryAfterMs: number): Promise<boolean> {
    return this.record(message, 'deferred', sent, answer, retryAfterMs);
  }

  failed(message: ClaimedMessage, sent: SentText | undefined, answer: string): Promise<boolean> {
    return this.record(message, 'failed', sent, answer, 0);
  }

  uncertain(message: ClaimedMessage, sent: SentText, answer: string, retryAfterMs: number): Promise<boolean> {
    return this.record(message, 'uncertain', sent, answer, retryAfterMs);
  }

  wait(relay: MailRelay, timeoutMs: number, signal: AbortSignal): Promise<void> {
    return this.listener.wait((payload) => payload === relay, timeoutMs, signal);
  }

  /** Gives the listening connection back. */
  close(): void {
    this.listener.close();
  }

  private async record(
    message: ClaimedMessage,
    state: 'accepted' | 'deferred' | 'failed' | 'uncertain',
    sent: SentText | undefined,
    answer: string,
    retryAfterMs: number,
  ): Promise<boolean> {
    return this.source.transaction(async (manager) => {
      const [rows] = await manager.query<[unknown[], number]>(
        `UPDATE message
            SET state = $3, uncertain = uncertain OR $3 = 'uncertain', last_answer = $4, lease_until = NULL,
                subject = coalesce($5, subject), text = coalesce($6, text),
                accepted_at = CASE WHEN $3 = 'accepted' THEN clock_timestamp() ELSE accepted_at END,
                next_attempt_at = clock_timestamp() + make_interval(secs => $7::float8 / 1000)
          WHERE id = $1 AND epoch = $2 AND state = 'sending'
          RETURNING id`,
        [message.id, message.epoch, state, answer.slice(0, 2000), sent?.subject, sent?.text, retryAfterMs],
      );
      const isHolder = rows.length > 0;
      const mark = !isHolder ? 'trả lời muộn, không tính: ' : state === 'uncertain' ? UNCERTAIN_MARK : '';
      await manager.query(
        `UPDATE message_attempt SET ended_at = clock_timestamp(), answer = $3 WHERE message_id = $1 AND epoch = $2`,
        [message.id, message.epoch, `${mark}${answer}`.slice(0, 2000)],
      );
      return isHolder;
    });
  }
}
