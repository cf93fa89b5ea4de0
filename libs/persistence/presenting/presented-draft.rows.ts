import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { PresentedState } from '#libs/application';
import { UnitYearRow } from '../unit-years/unit-year.rows.js';

/** That one version of a draft was put before the head, and what became of it; what the draft holds stands in the draft alone. */
@Entity('presented_draft')
@ForeignKey(() => UnitYearRow, ['cycleId', 'unitId'], ['cycleId', 'unitId'], {
  name: 'presented_draft_of_year',
})
@Index('presented_draft_step', ['cycleId', 'unitId', 'stage', 'presentedAt'])
@Index('presented_draft_waiting', ['cycleId', 'unitId', 'stage'], {
  unique: true,
  where: "state = 'waiting'",
})
export class PresentedDraftRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'presented_draft_pkey' })
  id!: string;

  @Column('text', { name: 'cycle_id' })
  cycleId!: string;

  @Column('text', { name: 'unit_id' })
  unitId!: string;

  @Column('text')
  stage!: string;

  @Column('integer')
  version!: number;

  @Column('text')
  digest!: string;

  @Column('text', { nullable: true })
  note!: string | null;

  @Column('text', { name: 'by_id' })
  byId!: string;

  @Column('text', { name: 'by_name' })
  byName!: string;

  /** By the cycle's clock. */
  @Column('timestamptz', { name: 'presented_at' })
  presentedAt!: Date;

  @Column('text')
  state!: PresentedState;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  @Column('text', { name: 'ended_by', nullable: true })
  endedBy!: string | null;

  @Column('text', { name: 'end_reason', nullable: true })
  endReason!: string | null;

  /** Command by which it was handed in. */
  @Column('uuid', { name: 'command_id', nullable: true })
  commandId!: string | null;
}
