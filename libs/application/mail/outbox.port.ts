import type { MailRelay } from '#libs/contracts';

/** What a template is filled with: a text, empty where there is none; lists of values, and groups of them by name. */
export type MailValue = string | readonly MailValue[] | { readonly [name: string]: MailValue };
export type MailParams = Readonly<Record<string, MailValue>>;

export interface NewMessage {
  /** What makes this mail unique; a second one with the same key is not queued. */
  readonly key: string;
  readonly relay: MailRelay;
  /** Absent where the mail belongs to no cycle. */
  readonly cycleId?: string;
  readonly unitId?: string;
  readonly template: string;
  readonly params: MailParams;
  readonly recipient: string;
  /** Trace of the request that it follows from. */
  readonly trace?: string;
  /** How long it waits before it goes; at once where absent. */
  readonly delayMs?: number;
}

export interface MessageOutbox {
  enqueue(message: NewMessage): Promise<void>;
  /** Queues several at once; answers the id of the message under each key, be it new or queued before. */
  enqueueAll(messages: readonly NewMessage[]): Promise<ReadonlyMap<string, string>>;
  /** Milliseconds until the last of the mails of this template that wait; 0 where none does. */
  waitsFor(template: string): Promise<number>;
  /** Takes back mails that nobody has begun to send; the caller holds their locks. */
  cancel(messageIds: readonly string[], reason: string): Promise<void>;
  /** Those of the keys that are used already. */
  taken(keys: readonly string[]): Promise<ReadonlySet<string>>;
  /** Commands of accepted submissions whose receipt is not in the outbox. */
  submissionsWithoutReceipt(cycleId: string): Promise<readonly string[]>;
}
