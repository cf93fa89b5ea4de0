import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import type { UseLimit } from '#libs/accounts';
import { AccountRow } from './person.rows.js';

/** Something that opens once; its secret follows from the id and stands nowhere. */
@Entity('one_time_secret')
@Unique('one_time_secret_digest', ['digest'])
export class OneTimeSecretRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'one_time_secret_pkey' })
  id!: string;

  @Column('text')
  purpose!: string;

  @Index('one_time_secret_account')
  @ForeignKey(() => AccountRow, { name: 'one_time_secret_of_account' })
  @Column('uuid', { name: 'account_id' })
  accountId!: string;

  @Column('text')
  digest!: string;

  @Column('text', { name: 'return_to', nullable: true })
  returnTo!: string | null;

  /** Of a ticket: by what its holder came so far. */
  @Column('text', { nullable: true })
  way!: string | null;

  /** Of a ticket: why the session may not do everything. */
  @Column('text', { name: 'use_limit', nullable: true })
  useLimit!: UseLimit | null;

  /** The address that it proves, which is to be put on record. */
  @Column('text', { nullable: true })
  email!: string | null;

  /** The session that has asked for it. */
  @Column('uuid', { name: 'session_id', nullable: true })
  sessionId!: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'valid_until' })
  validUntil!: Date;
}
