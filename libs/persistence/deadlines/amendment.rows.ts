import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import type { DeadlineEffect } from '#libs/application';
import type { ManagementLevel } from '#libs/policy';
import { CycleRow } from '../cycles/cycle.rows.js';

/** A day of a running cycle that was moved by a document; the pack the cycle was opened with stays what it is. */
@Entity('amendment')
@Index('amendment_uncorrected', ['cycleId'], { where: 'NOT corrected' })
@Unique('amendment_version', ['cycleId', 'version'])
@Unique('amendment_key', ['cycleId', 'actorId', 'idempotencyKey'])
export class AmendmentRow {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => CycleRow)
  @Column('text', { name: 'cycle_id' })
  cycleId!: string;

  /** The cycle's rules version from this amendment on. */
  @Column('integer')
  version!: number;

  @Column('text')
  stage!: string;

  @Column('text')
  level!: ManagementLevel | '*';

  @Column('text')
  operator!: 'before' | 'by';

  /** The day that the document names, and the last day in time (YYYY-MM-DD). */
  @Column('text')
  day!: string;

  @Column('text', { name: 'last_day' })
  lastDay!: string;

  @Column('text')
  words!: string;

  /** Number and date of the document. */
  @Column('text')
  number!: string;

  @Column('date')
  date!: string;

  @Column('text')
  reason!: string;

  @Column('text', { name: 'actor_id' })
  actorId!: string;

  /** The cycle's own now when it came into force. */
  @Column('timestamptz', { name: 'effective_at' })
  effectiveAt!: Date;

  /** Whether those who had been told the old day were told the new one. */
  @Column('boolean', { default: false })
  corrected!: boolean;

  @Column('text', { name: 'idempotency_key' })
  idempotencyKey!: string;

  @Column('text', { name: 'body_digest' })
  bodyDigest!: string;

  /** What was answered, so that a repeated request is answered the same. */
  @Column('jsonb')
  effect!: DeadlineEffect;
}
