import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { CycleRow } from '../cycles/cycle.rows.js';

/** How a case that the documents leave open is read in a cycle, or for one unit of it; a later choice goes before. */
@Entity('gap_choice')
@Index('gap_choice_cycle', ['cycleId', 'unitId'])
@Unique('gap_choice_number', ['cycleId', 'version'])
@Unique('gap_choice_key', ['actorId', 'idempotencyKey'])
export class GapChoiceRow {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => CycleRow)
  @Column('text', { name: 'cycle_id' })
  cycleId!: string;

  /** Absent where it holds for every unit of the cycle. */
  @Column('text', { name: 'unit_id', nullable: true })
  unitId!: string | null;

  /** Counts the choices of a cycle from 1. */
  @Column('integer')
  version!: number;

  @Column('text')
  gap!: string;

  @Column('text')
  option!: string;

  @Column('text')
  reason!: string;

  @Column('text', { name: 'token_id' })
  actorId!: string;

  @Column('text', { name: 'actor_name' })
  actorName!: string;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @Column('text', { name: 'idempotency_key' })
  idempotencyKey!: string;

  @Column('text', { name: 'body_digest' })
  bodyDigest!: string;
}
