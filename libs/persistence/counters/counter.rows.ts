import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { CycleRow } from '../cycles/cycle.rows.js';

/** How many units stand in one cell of the board; kept in the facts' transactions. */
@Entity('counter')
export class CounterRow {
  @ForeignKey(() => CycleRow)
  @PrimaryColumn('text', { name: 'cycle_id' })
  cycleId!: string;

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
  n!: number;
}
