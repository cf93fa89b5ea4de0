import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import type {
  Batch,
  BatchActor,
  BatchItemState,
  BatchPlace,
  BatchPlan,
  BatchRequest,
} from '#libs/application';
import { CommandRow } from '../commands/command.rows.js';
import { CycleRow } from '../cycles/cycle.rows.js';
import { UnitYearRow } from '../unit-years/unit-year.rows.js';

/** A plan for many units, kept until a batch follows it or a week has passed. */
@Entity('batch_plan')
export class BatchPlanRow {
  @ForeignKey(() => CycleRow)
  @PrimaryColumn('text', { name: 'cycle_id' })
  cycleId!: string;

  @PrimaryColumn('text')
  digest!: string;

  /** Digest of the effect line of each unit. */
  @Column('jsonb')
  lines!: BatchPlan['lines'];

  @Column('jsonb')
  places!: readonly BatchPlace[];

  @Column('integer', { name: 'closed_years' })
  closedYears!: number;

  @Column('timestamptz', { name: 'planned_at', default: () => 'now()' })
  plannedAt!: Date;
}

/** One act on many units; no plan is under way twice. */
@Entity('batch')
@Index('batch_digest', ['cycleId', 'digest'], { unique: true, where: 'ended_at IS NULL' })
@Unique('batch_key', ['actorId', 'idempotencyKey'])
@Index('batch_unfinished', ['orderedAt'], { where: `state = 'running'` })
export class BatchRow {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => CycleRow)
  @Column('text', { name: 'cycle_id' })
  cycleId!: string;

  @Column('jsonb')
  request!: BatchRequest;

  @Column('text')
  digest!: string;

  @Column('jsonb')
  places!: readonly BatchPlace[];

  @Column('integer', { name: 'closed_years' })
  closedYears!: number;

  @Column('text', { name: 'actor_id' })
  actorId!: string;

  @Column('jsonb', { name: 'ordered_by' })
  orderedBy!: BatchActor;

  @Column('timestamptz', { name: 'ordered_at' })
  orderedAt!: Date;

  @Column('text', { name: 'idempotency_key' })
  idempotencyKey!: string;

  @Column('text', { name: 'body_digest' })
  bodyDigest!: string;

  @Column('text')
  state!: Batch['state'];

  @Column('jsonb', { name: 'approved_by', nullable: true })
  approvedBy!: BatchActor | null;

  @Column('timestamptz', { name: 'approved_at', nullable: true })
  approvedAt!: Date | null;

  @Column('timestamptz', { name: 'started_at', nullable: true })
  startedAt!: Date | null;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  @Column('text', { nullable: true })
  trace!: string | null;

  /** How often its next page has failed in a row, and since when. */
  @Column('integer', { default: 0 })
  failures!: number;

  @Column('timestamptz', { name: 'failing_since', nullable: true })
  failingSince!: Date | null;
}

/** One unit of a batch, and what became of it. */
@Entity('batch_item')
@Index('batch_item_waiting', ['batchId', 'unitId'], { where: `state = 'waiting'` })
@ForeignKey(() => UnitYearRow, ['cycleId', 'unitId'], ['cycleId', 'unitId'])
export class BatchItemRow {
  @ForeignKey(() => BatchRow)
  @PrimaryColumn('uuid', { name: 'batch_id' })
  batchId!: string;

  @PrimaryColumn('text', { name: 'unit_id' })
  unitId!: string;

  @Column('text', { name: 'cycle_id' })
  cycleId!: string;

  /** Digest of its effect line in the plan. */
  @Column('text')
  line!: string;

  @Column('text', { default: 'waiting' })
  state!: BatchItemState;

  @ForeignKey(() => CommandRow)
  @Column('uuid', { name: 'command_id', nullable: true })
  commandId!: string | null;

  /** Code and Vietnamese sentence, where nothing was done. */
  @Column('text', { nullable: true })
  code!: string | null;

  @Column('text', { nullable: true })
  detail!: string | null;
}
