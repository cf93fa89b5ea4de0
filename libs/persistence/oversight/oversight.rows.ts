import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { OverseerMailKind } from '#libs/application';
import { OfficeRow } from '../areas/area.rows.js';
import { CycleRow } from '../cycles/cycle.rows.js';
import { MessageRow } from '../mail/mail.rows.js';

/** What an office that answers for others was told on a day; its mail is queued in the same transaction. */
@Entity('overseer_mail')
export class OverseerMailRow {
  @ForeignKey(() => CycleRow)
  @PrimaryColumn('text', { name: 'cycle_id' })
  cycleId!: string;

  @Index('overseer_mail_office')
  @ForeignKey(() => OfficeRow)
  @PrimaryColumn('text', { name: 'office_code' })
  officeCode!: string;

  @PrimaryColumn('text')
  kind!: OverseerMailKind;

  /** Day of the cycle's own clock, YYYY-MM-DD. */
  @PrimaryColumn('date')
  day!: string;

  /** Keys of the lines that it held, told in this mail or an earlier one; kept of the latest of each kind alone. */
  @Column('text', { array: true })
  told!: string[];

  @Index('overseer_mail_message')
  @ForeignKey(() => MessageRow)
  @Column('uuid', { name: 'message_id' })
  messageId!: string;
}

/** Up to which instant of its own clock a cycle has told its overseers. */
@Entity('overseer_turn')
export class OverseerTurnRow {
  @ForeignKey(() => CycleRow)
  @PrimaryColumn('text', { name: 'cycle_id' })
  cycleId!: string;

  @Column('timestamptz')
  through!: Date;

  /** Database clock of the look at which changes of the cycle were last seen. */
  @Column('timestamptz', { name: 'looked_at' })
  lookedAt!: Date;

  /** Whether something was changed that no list has told yet. */
  @Column('boolean')
  recheck!: boolean;
}

/** An address of a cycle that takes no mail. */
@Entity('dead_mailbox')
export class DeadMailboxRow {
  @ForeignKey(() => CycleRow)
  @PrimaryColumn('text', { name: 'cycle_id' })
  cycleId!: string;

  @PrimaryColumn('text')
  address!: string;

  /** Since when, by the cycle's own clock. */
  @Column('timestamptz')
  since!: Date;

  /** The mail that failed last, with the relay's words. */
  @Index('dead_mailbox_message')
  @ForeignKey(() => MessageRow)
  @Column('uuid', { name: 'message_id' })
  messageId!: string;

  @Column('text')
  answer!: string;

  /** Day on which an office was told of it (YYYY-MM-DD); null while it waits to be told. */
  @Column('date', { name: 'told_on', nullable: true })
  toldOn!: string | null;
}
