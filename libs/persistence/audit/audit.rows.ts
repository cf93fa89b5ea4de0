import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Append-only trail, one gapless chain per cycle and area. Rows hold ids and a digest, never contents. */
@Entity('audit')
export class AuditRow {
  @PrimaryColumn('text', { name: 'cycle_id' })
  cycleId!: string;

  @PrimaryColumn('text', { name: 'area_code' })
  areaCode!: string;

  @PrimaryColumn('integer')
  seq!: number;

  @Column('timestamptz')
  at!: Date;

  @Column('text', { name: 'actor_id' })
  actorId!: string;

  @Column('text', { name: 'actor_role' })
  actorRole!: string;

  @Column('text')
  action!: string;

  @Column('text')
  object!: string;

  /** sha256 of salt and detail. */
  @Column('text')
  digest!: string;

  /** Hash of the row before; 64 zeros for the first. */
  @Column('text', { name: 'prev_hash' })
  prevHash!: string;

  @Column('text')
  hash!: string;
}

/** What the digest was taken of; may be erased without breaking the chain. */
@Entity('audit_detail')
export class AuditDetailRow {
  @PrimaryColumn('text', { name: 'cycle_id' })
  cycleId!: string;

  @PrimaryColumn('text', { name: 'area_code' })
  areaCode!: string;

  @PrimaryColumn('integer')
  seq!: number;

  @Column('text')
  salt!: string;

  /** Text, not jsonb: the digest is taken of these bytes. */
  @Column('text')
  detail!: string;
}

/** Last row of each chain; its lock orders the appends. */
@Entity('audit_head')
export class AuditHeadRow {
  @PrimaryColumn('text', { name: 'cycle_id' })
  cycleId!: string;

  @PrimaryColumn('text', { name: 'area_code' })
  areaCode!: string;

  @Column('integer')
  seq!: number;

  @Column('text')
  hash!: string;
}
