import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { CycleRow } from './cycle.rows.js';

/**
 * One change of a cycle that its calendar and its reminders must look at, until both have. Rows of their own, so that those
 * who change something in one cycle at the same time do not queue for the cycle's row (decision 0036).
 */
@Entity('cycle_change')
@Index('cycle_change_at', ['cycleId', 'at'])
export class CycleChangeRow {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => CycleRow)
  @Column('text', { name: 'cycle_id' })
  cycleId!: string;

  /** Database clock of the change. */
  @Column('timestamptz')
  at!: Date;
}

/**
 * SQL: when something last changed in a cycle, its rules or anything else.
 *
 * @param cycle name of the table of cycles in the statement
 */
export const changedAt = (cycle: string): string =>
  `greatest(${cycle}.changed_at, (SELECT max(noted.at) FROM cycle_change noted WHERE noted.cycle_id = ${cycle}.id))`;
