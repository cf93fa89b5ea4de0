import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ReportContent } from '#libs/application';
import { AreaRow } from '../areas/area.rows.js';
import { CycleRow } from '../cycles/cycle.rows.js';

/** Figures of an area that were kept as they stood at an instant. */
@Entity('figure_freeze')
@Index('figure_freeze_first', ['cycleId', 'areaCode', 'name'], { unique: true, where: 'supersedes IS NULL' })
@Index('figure_freeze_next', ['supersedes'], { unique: true })
export class FigureFreezeRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'figure_freeze_pkey' })
  id!: string;

  @ForeignKey(() => CycleRow, { name: 'figure_freeze_in_cycle' })
  @Column('text', { name: 'cycle_id' })
  cycleId!: string;

  @Index('figure_freeze_area')
  @ForeignKey(() => AreaRow, { name: 'figure_freeze_of_area' })
  @Column('text', { name: 'area_code' })
  areaCode!: string;

  @Column('text')
  name!: string;

  /** By the cycle's clock. */
  @Column('timestamptz')
  at!: Date;

  @Column('text')
  digest!: string;

  /** Those of the same name before them. */
  @ForeignKey(() => FigureFreezeRow, { name: 'figure_freeze_supersedes' })
  @Column('uuid', { nullable: true })
  supersedes!: string | null;

  @Column('text', { nullable: true })
  reason!: string | null;

  @Column('text', { name: 'actor_id' })
  actorId!: string;

  @Column('text', { name: 'actor_name' })
  actorName!: string;

  @Column('text', { name: 'office_code', nullable: true })
  officeCode!: string | null;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;
}

/** What was kept of one area of it. */
@Entity('figure_freeze_part')
export class FigureFreezePartRow {
  @ForeignKey(() => FigureFreezeRow, { name: 'figure_freeze_part_of_freeze' })
  @PrimaryColumn('uuid', { name: 'freeze_id', primaryKeyConstraintName: 'figure_freeze_part_pkey' })
  freezeId!: string;

  @Index('figure_freeze_part_area')
  @ForeignKey(() => AreaRow, { name: 'figure_freeze_part_in_area' })
  @PrimaryColumn('text', { name: 'area_code', primaryKeyConstraintName: 'figure_freeze_part_pkey' })
  areaCode!: string;

  @Column('text', { name: 'cycle_id' })
  cycleId!: string;

  @Column('text')
  digest!: string;

  @Column('jsonb')
  content!: ReportContent;
}
