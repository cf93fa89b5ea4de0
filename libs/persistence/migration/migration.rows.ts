import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import type { MigrationAnswer } from '#libs/contracts';
import { CycleRow } from '../cycles/cycle.rows.js';
import { PolicyPackRow } from '../policies/policy-pack.rows.js';

/** A running cycle that came under another pack by a document; rows are only ever added. */
@Entity('cycle_migration')
@Unique('cycle_migration_version', ['cycleId', 'version'])
@Unique('cycle_migration_key', ['cycleId', 'actorId', 'idempotencyKey'])
export class CycleMigrationRow {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => CycleRow)
  @Column('text', { name: 'cycle_id' })
  cycleId!: string;

  /** The cycle's rules version from this migration on. */
  @Column('integer')
  version!: number;

  @Index('cycle_migration_before')
  @ForeignKey(() => PolicyPackRow)
  @Column('text', { name: 'pack_before' })
  packBefore!: string;

  @Index('cycle_migration_after')
  @ForeignKey(() => PolicyPackRow)
  @Column('text', { name: 'pack_after' })
  packAfter!: string;

  /** First day under the new pack, and its first instant. */
  @Column('date', { name: 'from_day' })
  from!: string;

  @Column('timestamptz', { name: 'effective_at' })
  effectiveAt!: Date;

  /** The cycle's own now when it was carried out. */
  @Column('timestamptz', { name: 'migrated_at' })
  migratedAt!: Date;

  /** Number and date of the document. */
  @Column('text')
  number!: string;

  @Column('date')
  date!: string;

  @Column('text')
  reason!: string;

  @Column('text', { name: 'actor_id' })
  actorId!: string;

  /** By which table subjects found their new places. */
  @Column('jsonb')
  mapping!: unknown;

  @Column('text', { name: 'idempotency_key' })
  idempotencyKey!: string;

  @Column('text', { name: 'body_digest' })
  bodyDigest!: string;

  /** What was answered, so that a repeated request is answered the same. */
  @Column('jsonb')
  answer!: MigrationAnswer;
}
