import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

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
