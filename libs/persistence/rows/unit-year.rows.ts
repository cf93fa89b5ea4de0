import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import type { Fact, UnitYearState } from '#libs/unit-year';
import { AreaRow } from './area.rows.js';
import { CommandRow } from './command.rows.js';
import { CycleRow } from './cycle.rows.js';
import { UnitRow } from './unit.rows.js';

/** One unit's year as it stands: the fold of its facts, kept in the facts' own transactions. */
@Entity('unit_year')
@Index('unit_year_commune', ['cycleId', 'communeCode'])
export class UnitYearRow {
  @ForeignKey(() => CycleRow)
  @PrimaryColumn('text', { name: 'cycle_id' })
  cycleId!: string;

  @Index('unit_year_unit')
  @ForeignKey(() => UnitRow)
  @PrimaryColumn('text', { name: 'unit_id' })
  unitId!: string;

  @ForeignKey(() => AreaRow)
  @Column('text', { name: 'commune_code' })
  communeCode!: string;

  @Column('text', { name: 'province_code' })
  provinceCode!: string;

  @Column('text', { name: 'unit_kind' })
  unitKind!: 'co-quan' | 'co-so-giao-duc' | 'doanh-nghiep';

  @Column('text', { name: 'managed_by' })
  managedBy!: 'tinh' | 'xa';

  @Column('text')
  standing!: 'inside' | 'outside';

  @Column('text', { name: 'standing_reason', nullable: true })
  standingReason!: string | null;

  @Column('integer')
  version!: number;

  @Column('integer')
  round!: number;

  @Column('text')
  status!: 'open' | 'paused' | 'closed';

  @Column('jsonb')
  state!: UnitYearState;
}

/** What happened to one unit's year, one row per applied command; rows are only ever added. */
@Entity('fact')
@Unique('fact_command', ['commandId'])
export class FactRow {
  @ForeignKey(() => CycleRow)
  @PrimaryColumn('text', { name: 'cycle_id' })
  cycleId!: string;

  @Index('fact_unit')
  @ForeignKey(() => UnitRow)
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
}

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
