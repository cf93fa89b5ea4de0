import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { CycleRow } from '../cycles/cycle.rows.js';

/** An instant of the calendar at which the cycle acted by itself; each comes once. */
@Entity('calendar_act')
export class CalendarActRow {
  @ForeignKey(() => CycleRow)
  @PrimaryColumn('text', { name: 'cycle_id' })
  cycleId!: string;

  @PrimaryColumn('text')
  kind!: 'stageOpens' | 'stageLate' | 'stageCutOff' | 'windowClose' | 'close';

  /** Empty for what concerns the whole cycle. */
  @PrimaryColumn('text')
  stage!: string;

  @PrimaryColumn('text')
  level!: string;

  @PrimaryColumn('text')
  day!: string;

  /** The cycle's own now. */
  @Column('timestamptz', { name: 'acted_at' })
  actedAt!: Date;

  @Column('jsonb')
  detail!: unknown;
}
