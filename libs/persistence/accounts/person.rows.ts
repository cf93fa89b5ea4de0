import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Scope } from '#libs/access';
import type { DeputyAs } from '#libs/accounts';
import type { ActorRole } from '#libs/policy';

/** A person who may sign in, as long as nobody has disabled the account. */
@Entity('account')
export class AccountRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'account_pkey' })
  id!: string;

  /** The province whose administrators keep it. */
  @Index('account_province')
  @Column('text', { name: 'province_code' })
  provinceCode!: string;

  @Column('text')
  name!: string;

  /** In small letters; two accounts may have the same. */
  @Index('account_email')
  @Column('text', { nullable: true })
  email!: string | null;

  @Column('text', { nullable: true })
  telephone!: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('text', { name: 'created_by' })
  createdBy!: string;

  @Column('timestamptz', { name: 'signed_in_at', nullable: true })
  signedInAt!: Date | null;

  @Column('timestamptz', { name: 'invited_at', nullable: true })
  invitedAt!: Date | null;

  /** Number of the wave of invitations that the person belongs to; null where invited alone or not at all. */
  @Column('integer', { name: 'invited_in_wave', nullable: true })
  invitedInWave!: number | null;

  @Column('timestamptz', { name: 'disabled_at', nullable: true })
  disabledAt!: Date | null;

  @Column('text', { name: 'disabled_by', nullable: true })
  disabledBy!: string | null;

  @Column('text', { name: 'disabled_reason', nullable: true })
  disabledReason!: string | null;
}

/** A deputy's grant says as what it lets act, and that of a delegate the position. */
const DEPUTY_CHECK = `(deputy_for IS NULL) = (deputy_capacity IS NULL)
  AND (deputy_capacity IS NULL OR deputy_capacity IN ('deputyHead', 'delegate'))
  AND (deputy_position IS NOT NULL) = (coalesce(deputy_capacity, '') = 'delegate')`;

/** A role at a place that a paper gives to an account, from one day to another. */
@Entity('account_grant')
@Check('account_grant_deputy', DEPUTY_CHECK)
export class AccountGrantRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'account_grant_pkey' })
  id!: string;

  @Index('account_grant_account')
  @ForeignKey(() => AccountRow, { name: 'account_grant_of_account' })
  @Column('uuid', { name: 'account_id' })
  accountId!: string;

  @Column('text')
  role!: ActorRole;

  @Column('text', { name: 'scope_level' })
  scopeLevel!: Scope['level'];

  @Index('account_grant_scope')
  @Column('text', { name: 'scope_code' })
  scopeCode!: string;

  @Column('text', { name: 'office_code', nullable: true })
  officeCode!: string | null;

  /** Name of the head for whom it lets act; null where it is no deputy's. */
  @Column('text', { name: 'deputy_for', nullable: true })
  deputyFor!: string | null;

  /** As what it lets act for the head: a deputy head, or a delegate. */
  @Column('text', { name: 'deputy_capacity', nullable: true })
  deputyCapacity!: DeputyAs['capacity'] | null;

  /** The delegate's own position. */
  @Column('text', { name: 'deputy_position', nullable: true })
  deputyPosition!: string | null;

  @Column('date', { name: 'from_day' })
  fromDay!: string;

  @Column('date', { name: 'to_day', nullable: true })
  toDay!: string | null;

  /** Paper by which it was given. */
  @Column('text')
  paper!: string;

  @Column('text', { name: 'granted_by' })
  grantedBy!: string;

  @Column('timestamptz', { name: 'granted_at' })
  grantedAt!: Date;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  @Column('text', { name: 'ended_by', nullable: true })
  endedBy!: string | null;

  /** Paper by which it was ended. */
  @Column('text', { name: 'end_paper', nullable: true })
  endPaper!: string | null;
}

/** Password of an account, as its argon2id digest with salt and cost. */
@Entity('account_password')
export class AccountPasswordRow {
  @ForeignKey(() => AccountRow, { name: 'account_password_of_account' })
  @PrimaryColumn('uuid', { name: 'account_id', primaryKeyConstraintName: 'account_password_pkey' })
  accountId!: string;

  @Column('text')
  digest!: string;

  @Column('timestamptz', { name: 'set_at' })
  setAt!: Date;
}

/** A change of what somebody signs in by, and who made it. */
@Entity('account_proof_change')
export class ProofChangeRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'account_proof_change_pkey' })
  id!: string;

  @Index('account_proof_change_account')
  @ForeignKey(() => AccountRow, { name: 'account_proof_change_of_account' })
  @Column('uuid', { name: 'account_id' })
  accountId!: string;

  @Column('text')
  kind!: string;

  @Column('text', { name: 'changed_by' })
  changedBy!: string;

  @Column('timestamptz', { name: 'changed_at' })
  changedAt!: Date;

  /** Of a change of the address: the one on record before. */
  @Column('text', { name: 'former_email', nullable: true })
  formerEmail!: string | null;
}
