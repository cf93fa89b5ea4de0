import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import type { CommandActor, CommandOutcome } from '#libs/application';
import type { CommandBody } from '#libs/contracts';
import { CycleRow } from '../cycles/cycle.rows.js';
import { UnitYearRow } from '../unit-years/unit-year.rows.js';

/** A command as it was received, and its final outcome. */
@Entity('command')
@Unique('command_key', ['actorId', 'idempotencyKey'])
@Index('command_due', ['nextAttemptAt'], { where: `carried_at IS NULL AND status <> 'refused'` })
@Index('command_unit', ['cycleId', 'unitId', 'receivedAt'])
@ForeignKey(() => UnitYearRow, ['cycleId', 'unitId'], ['cycleId', 'unitId'])
export class CommandRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text', { name: 'idempotency_key' })
  idempotencyKey!: string;

  @Column('text', { name: 'body_digest' })
  bodyDigest!: string;

  @Column('text', { name: 'actor_id' })
  actorId!: string;

  @Column('jsonb')
  actor!: CommandActor;

  @ForeignKey(() => CycleRow)
  @Column('text', { name: 'cycle_id' })
  cycleId!: string;

  @Column('text', { name: 'unit_id' })
  unitId!: string;

  @Column('text', { name: 'update_name' })
  updateName!: string;

  @Column('jsonb')
  body!: CommandBody;

  @Column('timestamptz', { name: 'received_at' })
  receivedAt!: Date;

  @Column('timestamptz', { name: 'effective_at' })
  effectiveAt!: Date;

  @Column('text')
  status!: 'received' | 'applied' | 'refused';

  @Column('jsonb', { nullable: true })
  outcome!: CommandOutcome | null;

  @Column('timestamptz', { name: 'decided_at', nullable: true })
  decidedAt!: Date | null;

  /** Names the Update that carries the command; rises only when an Update failed, because it keeps its failure. */
  @Column('integer')
  attempt!: number;

  /** How often the dispatcher handed the command over again. */
  @Column('integer', { default: 0 })
  redeliveries!: number;

  @Column('timestamptz', { name: 'next_attempt_at' })
  nextAttemptAt!: Date;

  @Column('text', { name: 'last_error', nullable: true })
  lastError!: string | null;

  /** When the unit's run was known to have the outcome; until then it is delivered again. */
  @Column('timestamptz', { name: 'carried_at', nullable: true })
  carriedAt!: Date | null;

  /** Digest of the presented draft that it sends; null where it sends none. */
  @Column('text', { nullable: true })
  approves!: string | null;

  /** Trace of the request by which it came; null where none did. */
  @Column('text', { nullable: true })
  trace!: string | null;
}
