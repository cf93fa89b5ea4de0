import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import type { RecordedBy } from '#libs/application';
import type { EntryData } from '#libs/registers';
import type { OnBehalf } from '#libs/unit-year';
import { CycleRow } from '../cycles/cycle.rows.js';
import { UnitYearRow } from '../unit-years/unit-year.rows.js';

/** One version of a fact behind the points; a correction or a withdrawal is one more row. */
@Entity('register_entry')
@Index('register_entry_unit', ['cycleId', 'unitId', 'register'])
@Index('register_entry_kind', ['cycleId', 'register'])
@Unique('register_entry_key', ['actorId', 'idempotencyKey'])
@ForeignKey(() => UnitYearRow, ['cycleId', 'unitId'], ['cycleId', 'unitId'])
export class RegisterEntryRow {
  @PrimaryColumn('uuid')
  id!: string;

  @PrimaryColumn('integer')
  version!: number;

  @ForeignKey(() => CycleRow)
  @Column('text', { name: 'cycle_id' })
  cycleId!: string;

  @Column('text', { name: 'unit_id' })
  unitId!: string;

  /** Key of the pack's register. */
  @Column('text')
  register!: string;

  @Column('date', { name: 'effective_on' })
  effectiveOn!: string;

  @Column('jsonb')
  data!: EntryData;

  @Column('text')
  state!: 'standing' | 'withdrawn';

  @Column('text', { nullable: true })
  reason!: string | null;

  @Column('text', { name: 'actor_id' })
  actorId!: string;

  @Column('jsonb')
  actor!: RecordedBy;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  /** The cycle's own now. */
  @Column('timestamptz')
  at!: Date;

  @Column('jsonb', { name: 'on_behalf', nullable: true })
  onBehalf!: OnBehalf | null;

  @Column('text', { name: 'idempotency_key' })
  idempotencyKey!: string;

  @Column('text', { name: 'body_digest' })
  bodyDigest!: string;
}

/** Registers that an administrator opened again after their cut-off. */
@Entity('register_reopening')
@Unique('register_reopening_key', ['actorId', 'idempotencyKey'])
export class RegisterReopeningRow {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => CycleRow)
  @Index('register_reopening_cycle')
  @Column('text', { name: 'cycle_id' })
  cycleId!: string;

  /** Null for every register. */
  @Column('text', { nullable: true })
  register!: string | null;

  @Column('text', { name: 'unit_id', nullable: true })
  unitId!: string | null;

  @Column('text', { name: 'area_code', nullable: true })
  areaCode!: string | null;

  @Column('date')
  until!: string;

  @Column('text')
  reason!: string;

  @Column('text', { name: 'actor_id' })
  actorId!: string;

  @Column('jsonb')
  actor!: RecordedBy;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @Column('text', { name: 'idempotency_key' })
  idempotencyKey!: string;

  @Column('text', { name: 'body_digest' })
  bodyDigest!: string;
}
