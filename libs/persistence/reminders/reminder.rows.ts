import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { CycleRow } from '../cycles/cycle.rows.js';
import { MessageRow } from '../mail/mail.rows.js';
import { UnitYearRow } from '../unit-years/unit-year.rows.js';

/** A reminder that became due for one recipient; a restart never doubles it because no round stands in its key. */
@Entity('reminder')
@Unique('reminder_key', ['cycleId', 'unitId', 'stage', 'dueDay', 'rung', 'recipient'])
@Index('reminder_state', ['cycleId', 'state', 'recipient'])
@Index('reminder_planned', ['cycleId'], { where: `state = 'planned'` })
@ForeignKey(() => UnitYearRow, ['cycleId', 'unitId'], ['cycleId', 'unitId'])
export class ReminderRow {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => CycleRow)
  @Column('text', { name: 'cycle_id' })
  cycleId!: string;

  /** Unit or office whose stage it is about. */
  @Column('text', { name: 'unit_id' })
  unitId!: string;

  @Column('text')
  stage!: string;

  @Column('text', { name: 'due_day' })
  dueDay!: string;

  @Column('text')
  rung!: string;

  @Column('text')
  recipient!: string;

  /** Day on which it goes out, after any shift to a working day (YYYY-MM-DD). */
  @Column('text', { name: 'send_day' })
  sendDay!: string;

  @Column('text')
  state!: 'planned' | 'carried' | 'done_meanwhile' | 'superseded' | 'suppressed';

  /** Why it was shifted, merged, superseded or suppressed. */
  @Column('text', { nullable: true })
  reason!: string | null;

  @Index('reminder_message')
  @ForeignKey(() => MessageRow)
  @Column('uuid', { name: 'message_id', nullable: true })
  messageId!: string | null;

  @Column('timestamptz', { name: 'due_at' })
  dueAt!: Date;
}
