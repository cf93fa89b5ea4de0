import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import type { Scope } from '#libs/access';
import type { ActorRole } from '#libs/policy';
import { CycleRow } from '../cycles/cycle.rows.js';

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

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt!: Date | null;
}
