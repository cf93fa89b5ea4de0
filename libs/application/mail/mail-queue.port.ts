import type { MailRelay } from '#libs/contracts';
import type { ClockKind } from '../cycles/cycles.port.js';
import type { MailParams } from './outbox.port.js';

/** A message somebody holds for sending; only the holder of `epoch` may record its answer. */
export interface ClaimedMessage {
  readonly id: string;
  readonly epoch: number;
  readonly messageId: string;
  /** Absent where the mail belongs to no cycle: that of accounts. */
  readonly cycleId?: string;
  /** Clock kind of the message's cycle, read from the cycle itself; what belongs to none is real. */
  readonly clockKind: ClockKind;
  readonly template: string;
  readonly params: MailParams;
  readonly recipient: string;
  /** Tries so far, this one included. */
  readonly attempts: number;
  /** Earlier tries that were cut off, so that nobody knows whether the mail arrived. */
  readonly uncertainTries: number;
  /** When the message was queued, database clock, ISO 8601. */
  readonly createdAt: string;
  /** Trace of the request that it follows from. */
  readonly trace?: string;
}

export interface SentText {
  readonly subject: string;
  readonly text: string;
}

export interface MailQueue {
  /**
   * Takes up to `limit` messages that are due, skipping what others hold. A message whose earlier holder vanished
   * while sending is taken again and marked as possibly sent twice.
   */
  claim(relay: MailRelay, limit: number, leaseMs: number): Promise<readonly ClaimedMessage[]>;
  /** Each returns false where the epoch is no longer the present one: a zombie's answer changes nothing. */
  accepted(message: ClaimedMessage, sent: SentText, answer: string): Promise<boolean>;
  deferred(message: ClaimedMessage, sent: SentText, answer: string, retryAfterMs: number): Promise<boolean>;
  failed(message: ClaimedMessage, sent: SentText | undefined, answer: string): Promise<boolean>;
  /** The connection ended before an answer: it may have arrived. Sent again with the same Message-ID. */
  uncertain(message: ClaimedMessage, sent: SentText, answer: string, retryAfterMs: number): Promise<boolean>;
  /** Resolves when new messages may be due: told by the database, or after `timeoutMs`. */
  wait(relay: MailRelay, timeoutMs: number, signal: AbortSignal): Promise<void>;
}

export type SendOutcome =
  | { readonly kind: 'accepted'; readonly answer: string }
  | { readonly kind: 'deferred'; readonly answer: string }
  | { readonly kind: 'failed'; readonly answer: string }
  | { readonly kind: 'uncertain'; readonly answer: string };

export interface RenderedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Whoever answers the mail writes there, where it names an office. */
  readonly replyTo?: { readonly name: string; readonly address: string };
}

export interface MailRenderer {
  /** @throws Error where the template is unknown or asks for a value that is not there */
  render(template: string, params: MailParams): RenderedMail;
}

/** Sends one mail; chooses its transport by the clock kind, so a rehearsal's mail cannot reach people. */
export interface MailSender {
  /** How many mails it sends side by side; more would only wait inside it while their leases run out. */
  readonly atOnce: number;
  send(message: ClaimedMessage, mail: RenderedMail): Promise<SendOutcome>;
}
