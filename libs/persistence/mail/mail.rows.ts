import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { CycleRow } from '../cycles/cycle.rows.js';

export type MessageState =
  | 'pending'
  | 'sending'
  | 'accepted'
  | 'deferred'
  | 'failed'
  | 'uncertain'
  | 'cancelled';

/** One mail to one address. */
@Entity('message')
@Unique('message_key', ['key'])
@Unique('message_message_id', ['messageId'])
@Index('message_due', ['relay', 'state', 'nextAttemptAt'])
@Index('message_cycle', ['cycleId', 'createdAt'])
@Index('message_refused', ['cycleId', 'recipient'], { where: `state = 'failed'` })
@Index('message_failed', ['cycleId'], { where: `state = 'failed' AND NOT escalated` })
export class MessageRow {
  @PrimaryColumn('uuid')
  id!: string;

  /** What makes the mail unique, e.g. `receipt/<command>`. */
  @Column('text')
  key!: string;

  /** RFC 5322 Message-ID; a repeat carries the same. */
  @Column('text', { name: 'message_id' })
  messageId!: string;

  @Column('text')
  relay!: 'relay' | 'capture';

  @ForeignKey(() => CycleRow)
  @Column('text', { name: 'cycle_id', nullable: true })
  cycleId!: string | null;

  /** Unit or office that the mail is about. */
  @Index('message_unit')
  @Column('text', { name: 'unit_id', nullable: true })
  unitId!: string | null;

  @Column('text')
  template!: string;

  @Column('jsonb')
  params!: Record<string, unknown>;

  @Column('text')
  recipient!: string;

  /** Subject and text as they were sent; empty until the first try. */
  @Column('text', { nullable: true })
  subject!: string | null;

  @Column('text', { nullable: true })
  text!: string | null;

  @Column('text')
  state!: MessageState;

  /** Whether a send was cut off before its answer was known, so that the mail may have arrived twice. */
  @Column('boolean', { default: false })
  uncertain!: boolean;

  @Column('integer', { default: 0 })
  attempts!: number;

  /** Whether a mail that failed was reported to whoever must see to it. */
  @Column('boolean', { default: false })
  escalated!: boolean;

  /** Rises with each claim; only the holder of the present epoch may record an answer. */
  @Column('integer', { default: 0 })
  epoch!: number;

  @Column('timestamptz', { name: 'lease_until', nullable: true })
  leaseUntil!: Date | null;

  @Column('timestamptz', { name: 'next_attempt_at' })
  nextAttemptAt!: Date;

  @Column('text', { name: 'last_answer', nullable: true })
  lastAnswer!: string | null;

  @Column('timestamptz', { name: 'accepted_at', nullable: true })
  acceptedAt!: Date | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  /** Trace of the request that it follows from; null where it follows from none. */
  @Column('text', { nullable: true })
  trace!: string | null;
}

/** One try at one mail, with the relay's answer. */
@Entity('message_attempt')
export class MessageAttemptRow {
  @ForeignKey(() => MessageRow)
  @PrimaryColumn('uuid', { name: 'message_id' })
  messageId!: string;

  @PrimaryColumn('integer')
  epoch!: number;

  @Column('timestamptz', { name: 'started_at' })
  startedAt!: Date;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  @Column('text', { nullable: true })
  answer!: string | null;
}
