import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import type { UseLimit } from '#libs/accounts';
import { AccountGrantRow, AccountRow } from './person.rows.js';

/** A signed-in browser; of its secret only the digest is kept. */
@Entity('account_session')
@Unique('account_session_digest', ['digest'])
export class AccountSessionRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'account_session_pkey' })
  id!: string;

  @Column('text')
  digest!: string;

  @Index('account_session_account')
  @ForeignKey(() => AccountRow, { name: 'account_session_of_account' })
  @Column('uuid', { name: 'account_id' })
  accountId!: string;

  /** The one grant that it acts in now. */
  @Index('account_session_grant')
  @ForeignKey(() => AccountGrantRow, { name: 'account_session_in_grant' })
  @Column('uuid', { name: 'grant_id' })
  grantId!: string;

  /** By what the person came in. */
  @Column('text')
  way!: string;

  /** Why it may not do everything that its grant may; null where it may. */
  @Column('text', { name: 'use_limit', nullable: true })
  useLimit!: UseLimit | null;

  /** Whether a code was brought as well. */
  @Column('boolean', { name: 'has_code', default: false })
  hasCode!: boolean;

  /** What the browser says that it is. */
  @Column('text', { name: 'user_agent' })
  userAgent!: string;

  @Column('timestamptz', { name: 'started_at' })
  startedAt!: Date;

  /** Written at most once a minute. */
  @Column('timestamptz', { name: 'seen_at' })
  seenAt!: Date;

  @Column('timestamptz', { name: 'ends_at' })
  endsAt!: Date;

  @Column('integer', { name: 'idle_ms' })
  idleMs!: number;

  /** Until when the device is a named one, which stays signed in for drafts; null where nobody has named it. */
  @Column('timestamptz', { name: 'named_until', nullable: true })
  namedUntil!: Date | null;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;
}

/** Wrong attempts to sign in, by what they are counted for; a digest stands for addresses of people and nets. */
@Entity('sign_in_attempt')
export class SignInAttemptRow {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'sign_in_attempt_pkey' })
  key!: string;

  @Column('integer')
  wrong!: number;

  @Index('sign_in_attempt_last')
  @Column('timestamptz', { name: 'last_at' })
  lastAt!: Date;

  @Column('timestamptz', { name: 'succeeded_at', nullable: true })
  succeededAt!: Date | null;
}
