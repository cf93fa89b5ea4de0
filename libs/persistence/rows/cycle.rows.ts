import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { AreaRow } from './area.rows.js';

/** A pack's whole content under the hash of it; a cycle keeps the pack it was opened with. */
@Entity('policy_pack')
export class PolicyPackRow {
  @PrimaryColumn('text')
  hash!: string;

  @Index('policy_pack_id')
  @Column('text')
  id!: string;

  /** Text, not jsonb: the stored content keeps the bytes that the hash was taken of. */
  @Column('text')
  content!: string;

  @Column('timestamptz', { name: 'loaded_at', default: () => 'now()' })
  loadedAt!: Date;
}

@Entity('cycle')
export class CycleRow {
  @PrimaryColumn('text')
  id!: string;

  @Index('cycle_province')
  @ForeignKey(() => AreaRow)
  @Column('text', { name: 'province_code' })
  provinceCode!: string;

  @Column('integer')
  year!: number;

  @Column('text', { name: 'clock_kind' })
  clockKind!: 'calendar' | 'rehearsal';

  @Column('text', { nullable: true })
  label!: string | null;

  @Column('timestamptz', { name: 'clock_at', nullable: true })
  clockAt!: Date | null;

  @Column('text', { name: 'pack_id' })
  packId!: string;

  @Index('cycle_pack')
  @ForeignKey(() => PolicyPackRow)
  @Column('text', { name: 'pack_hash' })
  packHash!: string;

  @Index('cycle_state')
  @Column('text')
  state!: 'opening' | 'open' | 'closed';

  @Column('integer', { name: 'units_total' })
  unitsTotal!: number;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  /** The cycle's own now when its last unit was open; nothing due before it is ever sent. */
  @Column('timestamptz', { name: 'opened_at', nullable: true })
  openedAt!: Date | null;
}

/** The document that founds an assumed figure of one cycle. */
@Entity('cycle_confirmation')
export class CycleConfirmationRow {
  @ForeignKey(() => CycleRow)
  @PrimaryColumn('text', { name: 'cycle_id' })
  cycleId!: string;

  @PrimaryColumn('text')
  figure!: string;

  @Column('text')
  number!: string;

  @Column('date')
  date!: string;

  @Column('text', { name: 'confirmed_by' })
  confirmedBy!: string;

  @Column('timestamptz', { name: 'confirmed_at' })
  confirmedAt!: Date;
}
