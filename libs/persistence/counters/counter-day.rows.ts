import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { CycleRow } from '../cycles/cycle.rows.js';

/** By how much a counter changed on one day of its cycle's own clock; those up to a day sum up to the counter on it. */
@Entity('counter_day')
export class CounterDayRow {
  @ForeignKey(() => CycleRow)
  @PrimaryColumn('text', { name: 'cycle_id' })
  cycleId!: string;

  /** YYYY-MM-DD. */
  @PrimaryColumn('date')
  day!: string;

  @PrimaryColumn('text', { name: 'commune_code' })
  communeCode!: string;

  @PrimaryColumn('text', { name: 'unit_kind' })
  unitKind!: string;

  @PrimaryColumn('text')
  level!: string;

  @PrimaryColumn('text')
  stage!: string;

  @PrimaryColumn('text', { name: 'due_day' })
  dueDay!: string;

  @PrimaryColumn('text')
  status!: string;

  @Column('integer')
  by!: number;
}

/** By how much the number of units outside the standard changed on one day of the cycle's own clock. */
@Entity('outside_day')
export class OutsideDayRow {
  @ForeignKey(() => CycleRow)
  @PrimaryColumn('text', { name: 'cycle_id' })
  cycleId!: string;

  /** YYYY-MM-DD. */
  @PrimaryColumn('date')
  day!: string;

  @PrimaryColumn('text', { name: 'commune_code' })
  communeCode!: string;

  @PrimaryColumn('text', { name: 'unit_kind' })
  unitKind!: string;

  @Column('integer')
  by!: number;
}
