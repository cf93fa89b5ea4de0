import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import type { GuidanceEffect } from '#libs/application';
import { CycleRow } from '../cycles/cycle.rows.js';

/** A guidance letter of one cycle, which founds the figures that it names; rows are only ever added, a letter is replaced by another. */
@Entity('guidance_letter')
@Unique('guidance_letter_key', ['cycleId', 'recordedBy', 'idempotencyKey'])
export class GuidanceLetterRow {
  @ForeignKey(() => CycleRow, { name: 'guidance_letter_in_cycle' })
  @PrimaryColumn('text', { name: 'cycle_id' })
  cycleId!: string;

  /** The cycle's rules version from this letter on. */
  @PrimaryColumn('integer')
  version!: number;

  @Column('text')
  number!: string;

  @Column('date')
  date!: string;

  @Column('text')
  signer!: string;

  /** The body that issued it, by its name. */
  @Column('text')
  issuer!: string;

  /** Paths of the figures that it founds. */
  @Column('jsonb')
  figures!: readonly string[];

  /** Version of the letter that it takes the place of. */
  @Column('integer', { nullable: true })
  replaces!: number | null;

  @Column('text', { name: 'recorded_by' })
  recordedBy!: string;

  @Column('text', { name: 'recorded_by_name' })
  recordedByName!: string;

  /** The cycle's own now. */
  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @Column('text', { name: 'idempotency_key' })
  idempotencyKey!: string;

  @Column('text', { name: 'body_digest' })
  bodyDigest!: string;

  /** What was answered, so that a repeated request is answered the same. */
  @Column('jsonb')
  effect!: GuidanceEffect;
}
