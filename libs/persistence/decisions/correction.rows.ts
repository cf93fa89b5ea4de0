import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { DecisionNaming } from '#libs/certification';
import { CycleRow } from '../cycles/cycle.rows.js';
import { DecisionRow } from '../papers/paper.rows.js';
import { DecisionDocumentRow } from './decision.rows.js';

/** What was corrected in how one decision is named; the decision itself stays as it was recorded. */
@Entity('decision_correction')
@Check('decision_correction_of_one', 'num_nonnulls(document_id, command_id) = 1')
export class DecisionCorrectionRow {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => CycleRow, { name: 'decision_correction_in_cycle' })
  @Column('text', { name: 'cycle_id' })
  cycleId!: string;

  /** The decision for a list of units; null where one unit was decided alone. */
  @Index('decision_correction_document')
  @ForeignKey(() => DecisionDocumentRow, { name: 'decision_correction_of_document' })
  @Column('uuid', { name: 'document_id', nullable: true })
  documentId!: string | null;

  /** The command by which one unit was decided alone. */
  @Index('decision_correction_command')
  @ForeignKey(() => DecisionRow, { name: 'decision_correction_of_command' })
  @Column('uuid', { name: 'command_id', nullable: true })
  commandId!: string | null;

  @Column('jsonb')
  before!: DecisionNaming;

  @Column('jsonb')
  after!: DecisionNaming;

  @Column('text')
  reason!: string;

  @Column('text', { name: 'actor_id' })
  actorId!: string;

  @Column('text', { name: 'actor_name' })
  actorName!: string;

  @Column('text', { name: 'office_code', nullable: true })
  officeCode!: string | null;

  /** The cycle's today. */
  @Column('date', { name: 'corrected_on' })
  correctedOn!: string;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;
}
