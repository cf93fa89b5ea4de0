import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { RehearsedYear, YearProblem } from '#libs/application';
import { CycleRow } from '../cycles/cycle.rows.js';

/** The year that the system itself lives in a rehearsal; one for each cycle. */
@Entity('rehearsed_year')
export class RehearsedYearRow {
  @ForeignKey(() => CycleRow)
  @PrimaryColumn('text', { name: 'cycle_id' })
  cycleId!: string;

  @Column('integer')
  seed!: number;

  @Column('integer', { name: 'day_ms' })
  dayMs!: number;

  @Column('boolean', { name: 'keep_going' })
  keepGoing!: boolean;

  @Column('text')
  state!: RehearsedYear['state'];

  /** Rises with each try and with each stop; a try under an older one is not heard. */
  @Column('integer', { default: 0 })
  epoch!: number;

  @Column('timestamptz', { name: 'started_at', default: () => 'now()' })
  startedAt!: Date;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  @Column('timestamptz', { name: 'told_at', nullable: true })
  toldAt!: Date | null;

  @Column('integer', { nullable: true })
  done!: number | null;

  @Column('integer', { nullable: true })
  total!: number | null;

  @Column('jsonb', { default: [] })
  refused!: RehearsedYear['refused'];

  @Column('jsonb', { nullable: true })
  problem!: YearProblem | null;

  @Column('jsonb', { nullable: true })
  report!: NonNullable<RehearsedYear['report']> | null;
}
