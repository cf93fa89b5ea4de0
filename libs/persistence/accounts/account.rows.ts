import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import type { Scope } from '#libs/access';
import type { ActorRole } from '#libs/policy';
import { CycleRow } from '../cycles/cycle.rows.js';
import { AccountGrantRow, AccountRow } from './person.rows.js';

/** An access token with its role and scope; only its digest is kept. */
@Entity('api_token')
@Unique('api_token_digest', ['digest'])
export class ApiTokenRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  digest!: string;

  @Column('text')
  name!: string;

  @Column('text')
  role!: ActorRole;

  @Column('text', { name: 'scope_level' })
  scopeLevel!: Scope['level'];

  @Index('api_token_scope')
  @Column('text', { name: 'scope_code' })
  scopeCode!: string;

  @Column('text', { name: 'office_code', nullable: true })
  officeCode!: string | null;

  /** The one rehearsal in which the token acts; a token without one acts in every cycle of its scope. */
  @Index('api_token_cycle')
  @ForeignKey(() => CycleRow)
  @Column('text', { name: 'cycle_id', nullable: true })
  cycleId!: string | null;

  /** The account that it acts for; null of a program's, a sample's or a rehearsal's, which is an actor of its own. */
  @Index('api_token_account')
  @ForeignKey(() => AccountRow, { name: 'api_token_of_account' })
  @Column('uuid', { name: 'account_id', nullable: true })
  accountId!: string | null;

  /** The grant of the account with which it ends. */
  @Index('api_token_grant')
  @ForeignKey(() => AccountGrantRow, { name: 'api_token_in_grant' })
  @Column('uuid', { name: 'grant_id', nullable: true })
  grantId!: string | null;

  /** First characters of a token of an account, by which its holder knows it again. */
  @Column('text', { nullable: true })
  prefix!: string | null;

  /** Last day of a token of an account. */
  @Column('date', { name: 'to_day', nullable: true })
  toDay!: string | null;

  /** When a request came by a token of an account; written at most once a minute. */
  @Column('timestamptz', { name: 'used_at', nullable: true })
  usedAt!: Date | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt!: Date | null;
}
