import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
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

  /** Communes that a rehearsal is limited to; null for the whole province. */
  @Column('text', { array: true, nullable: true })
  communes!: string[] | null;

  /** Number of the last amendment; rules worked out under an older number are stale. */
  @Column('integer', { name: 'rules_version', default: 0 })
  rulesVersion!: number;

  /** Database clock when something last changed that the calendar or the reminders must look at. */
  @Column('timestamptz', { name: 'changed_at', default: () => 'now()' })
  changedAt!: Date;

  /** Database clock at the start of the last turn; what changed after it waits for another turn. */
  @Column('timestamptz', { name: 'calendar_planned_at', nullable: true })
  calendarPlannedAt!: Date | null;

  /** The cycle's own instant up to which was acted. */
  @Column('timestamptz', { name: 'calendar_through', nullable: true })
  calendarThrough!: Date | null;

  /** The cycle's own instant at which there is next something to do. */
  @Column('timestamptz', { name: 'calendar_next_at', nullable: true })
  calendarNextAt!: Date | null;

  @Column('timestamptz', { name: 'reminders_planned_at', nullable: true })
  remindersPlannedAt!: Date | null;

  @Column('timestamptz', { name: 'reminders_through', nullable: true })
  remindersThrough!: Date | null;

  @Column('timestamptz', { name: 'reminders_next_at', nullable: true })
  remindersNextAt!: Date | null;

  /** The cycle's own now when it was closed. */
  @Column('timestamptz', { name: 'closed_at', nullable: true })
  closedAt!: Date | null;

  /** The cycle's own now when it last came under another pack. */
  @Column('timestamptz', { name: 'migrated_at', nullable: true })
  migratedAt!: Date | null;
}

/** The document that founds an assumed figure of one cycle; rows are only ever added, the latest of a figure holds. */
@Entity('cycle_confirmation')
@Unique('cycle_confirmation_key', ['cycleId', 'idempotencyKey'])
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
