import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { CycleRow } from '../cycles/cycle.rows.js';
import { UnitYearRow } from '../unit-years/unit-year.rows.js';

/** A piece of evidence behind a criterion, as it was added; it is withdrawn, never deleted. */
@Entity('evidence')
@Index('evidence_unit', ['cycleId', 'unitId', 'criterion'])
@Index('evidence_storage_key', ['storageKey'])
@Unique('evidence_key', ['actorId', 'idempotencyKey'])
@ForeignKey(() => UnitYearRow, ['cycleId', 'unitId'], ['cycleId', 'unitId'])
export class EvidenceRow {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => CycleRow)
  @Column('text', { name: 'cycle_id' })
  cycleId!: string;

  @Column('text', { name: 'unit_id' })
  unitId!: string;

  /** Empty where it stands under a step. */
  @Column('text')
  criterion!: string;

  @Column('text', { nullable: true })
  stage!: string | null;

  @Column('text')
  kind!: 'file' | 'reference';

  @Column('text')
  title!: string;

  /** Day that it speaks of, inside the assessment window; apart from when it was added. */
  @Column('date', { name: 'effective_on' })
  effectiveOn!: string;

  @Column('timestamptz', { name: 'uploaded_at' })
  uploadedAt!: Date;

  @Column('text', { nullable: true })
  sha256!: string | null;

  /** Media type that the content has, whatever its name says. */
  @Column('text', { name: 'detected_type', nullable: true })
  detectedType!: string | null;

  @Column('integer', { name: 'size_bytes', nullable: true })
  sizeBytes!: number | null;

  @Column('text', { name: 'original_name', nullable: true })
  originalName!: string | null;

  @Column('text', { name: 'storage_key', nullable: true })
  storageKey!: string | null;

  /** Number of the paper that a reference names. */
  @Column('text', { nullable: true })
  reference!: string | null;

  /** What whoever added it declared, in the words of the pack. */
  @Column('text', { nullable: true })
  declaration!: string | null;

  @Column('text', { name: 'token_id' })
  actorId!: string;

  @Column('text', { name: 'actor_name' })
  actorName!: string;

  @Column('text', { name: 'actor_role' })
  actorRole!: string;

  @Column('text', { name: 'idempotency_key' })
  idempotencyKey!: string;

  @Column('text', { name: 'body_digest' })
  bodyDigest!: string;
}

/** Evidence that counts no longer, and why. */
@Entity('evidence_withdrawal')
export class EvidenceWithdrawalRow {
  @ForeignKey(() => EvidenceRow)
  @PrimaryColumn('uuid', { name: 'evidence_id' })
  evidenceId!: string;

  @Column('text')
  reason!: string;

  @Column('timestamptz', { name: 'withdrawn_at' })
  withdrawnAt!: Date;

  @Column('text', { name: 'token_id' })
  actorId!: string;

  @Column('text', { name: 'actor_name' })
  actorName!: string;
}
