import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ExtensionState } from '#libs/application';
import { UnitYearRow } from '../unit-years/unit-year.rows.js';

/** A unit's request for more time for a step, and what became of it. */
@Entity('extension_request')
@ForeignKey(() => UnitYearRow, ['cycleId', 'unitId'], ['cycleId', 'unitId'], {
  name: 'extension_request_of_year',
})
@Index('extension_request_step', ['cycleId', 'unitId', 'stage', 'askedAt'])
@Index('extension_request_open', ['cycleId', 'unitId', 'stage'], { unique: true, where: "state = 'open'" })
export class ExtensionRequestRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'extension_request_pkey' })
  id!: string;

  @Column('text', { name: 'cycle_id' })
  cycleId!: string;

  @Column('text', { name: 'unit_id' })
  unitId!: string;

  @Column('text')
  stage!: string;

  @Column('date', { name: 'wished_day' })
  wishedDay!: string;

  @Column('text')
  reason!: string;

  @Column('text', { name: 'by_id' })
  byId!: string;

  @Column('text', { name: 'by_name' })
  byName!: string;

  /** By the cycle's clock. */
  @Column('timestamptz', { name: 'asked_at' })
  askedAt!: Date;

  @Column('text')
  state!: ExtensionState;

  @Column('timestamptz', { name: 'escalated_at', nullable: true })
  escalatedAt!: Date | null;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  @Column('text', { name: 'ended_by', nullable: true })
  endedBy!: string | null;

  @Column('text', { name: 'end_reason', nullable: true })
  endReason!: string | null;

  @Column('date', { name: 'given_until', nullable: true })
  givenUntil!: string | null;

  @Column('text', { name: 'document_number', nullable: true })
  documentNumber!: string | null;

  @Column('date', { name: 'document_date', nullable: true })
  documentDate!: string | null;

  /** Command by which the day was given. */
  @Column('uuid', { name: 'command_id', nullable: true })
  commandId!: string | null;
}
