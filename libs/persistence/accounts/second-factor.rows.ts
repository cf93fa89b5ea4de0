import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { AccountRow } from './person.rows.js';

/** Authenticator of an account; its secret is sealed under a key that stands in no database. */
@Entity('account_authenticator')
export class AuthenticatorRow {
  @ForeignKey(() => AccountRow, { name: 'account_authenticator_of_account' })
  @PrimaryColumn('uuid', { name: 'account_id', primaryKeyConstraintName: 'account_authenticator_pkey' })
  accountId!: string;

  @Column('text')
  sealed!: string;

  /** Step of the last code that was taken. */
  @Column('integer', { name: 'last_step', default: 0 })
  lastStep!: number;

  @Column('timestamptz', { name: 'confirmed_at', nullable: true })
  confirmedAt!: Date | null;
}

/** A code for when the authenticator is lost; used up by deleting it. */
@Entity('account_recovery_code')
export class RecoveryCodeRow {
  @ForeignKey(() => AccountRow, { name: 'account_recovery_code_of_account' })
  @PrimaryColumn('uuid', { name: 'account_id', primaryKeyConstraintName: 'account_recovery_code_pkey' })
  accountId!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'account_recovery_code_pkey' })
  digest!: string;
}
