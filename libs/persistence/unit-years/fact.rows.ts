import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import type { Fact } from '#libs/unit-year';
import { CommandRow } from '../commands/command.rows.js';
import { CycleRow } from '../cycles/cycle.rows.js';
import { UnitYearRow } from './unit-year.rows.js';

/** What happened to one unit's year, one row per applied command; rows are only ever added. */
@Entity('fact')
@Unique('fact_command', ['commandId'])
@ForeignKey(() => UnitYearRow, ['cycleId', 'unitId'], ['cycleId', 'unitId'])
export class FactRow {
  @ForeignKey(() => CycleRow)
  @PrimaryColumn('text', { name: 'cycle_id' })
  cycleId!: string;

  @PrimaryColumn('text', { name: 'unit_id' })
  unitId!: string;

  @PrimaryColumn('integer')
  version!: number;

  @Column('integer')
  round!: number;

  @ForeignKey(() => CommandRow)
  @Column('uuid', { name: 'command_id' })
  commandId!: string;

  @Column('text')
  kind!: Fact['kind'];

  @Column('jsonb')
  body!: Fact;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  /** The cycle's own now when it was recorded: in a rehearsal the stored clock. */
  @Column('timestamptz', { name: 'at_cycle' })
  atCycle!: Date;
}
