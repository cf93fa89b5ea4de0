import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { CycleRow } from '../cycles/cycle.rows.js';

/** The document that founds an assumed figure of one cycle; rows are only ever added, the latest of a figure holds. */
@Entity('cycle_confirmation')
@Unique('cycle_confirmation_key', ['cycleId', 'confirmedBy', 'idempotencyKey'])
export class CycleConfirmationRow {
  @ForeignKey(() => CycleRow)
  @PrimaryColumn('text', { name: 'cycle_id' })
  cycleId!: string;

  /** The cycle's rules version from this confirmation on. */
  @PrimaryColumn('integer')
  version!: number;

  @Column('text')
  figure!: string;

  @Column('text')
  number!: string;

  @Column('date')
  date!: string;

  @Column('text', { name: 'confirmed_by' })
  confirmedBy!: string;

  @Column('text', { name: 'confirmed_by_name' })
  confirmedByName!: string;

  @Column('timestamptz', { name: 'confirmed_at' })
  confirmedAt!: Date;

  @Column('text', { name: 'idempotency_key' })
  idempotencyKey!: string;

  @Column('text', { name: 'body_digest' })
  bodyDigest!: string;
}
