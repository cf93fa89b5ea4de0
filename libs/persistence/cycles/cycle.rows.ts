import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { AreaRow } from '../areas/area.rows.js';
import { PolicyPackRow } from '../policies/policy-pack.rows.js';

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

  /** Database clock when its rules last changed; whatever else the calendar and the reminders must look at is a `cycle_change`. */
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

  /** Day since which changes of the counters are kept by day; null where they are known from the opening on. */
  @Column('date', { name: 'past_known_from', nullable: true })
  pastKnownFrom!: string | null;

  /** The cycle's own now when it last came under another pack. */
  @Column('timestamptz', { name: 'migrated_at', nullable: true })
  migratedAt!: Date | null;
}
