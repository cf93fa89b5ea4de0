import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A request that was carried out under a key, where its facts keep none; rows are only ever added. */
@Entity('keyed_request')
export class KeyedRequestRow {
  @PrimaryColumn('text', { name: 'actor_id' })
  actorId!: string;

  @PrimaryColumn('text')
  act!: string;

  @PrimaryColumn('text')
  key!: string;

  @Column('text', { name: 'body_digest' })
  bodyDigest!: string;

  /** What the act came to, so that a repeated request is answered the same. */
  @Column('jsonb', { nullable: true })
  answer!: unknown;

  @Column('timestamptz', { name: 'recorded_at', default: () => 'now()' })
  recordedAt!: Date;
}
