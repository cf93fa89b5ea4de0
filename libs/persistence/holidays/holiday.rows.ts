import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';
import type { HolidayDay, HolidayEffect, HolidayVersion } from '#libs/application';

/** The days off of one year as one edit left them; rows are only ever added, the latest version holds. */
@Entity('holiday_version')
@Unique('holiday_version_key', ['areaCode', 'actorId', 'idempotencyKey', 'year'])
export class HolidayVersionRow {
  /** `VN` for the table that every province starts from, else the province whose own it is. */
  @PrimaryColumn('text', { name: 'area_code' })
  areaCode!: string;

  @PrimaryColumn('integer')
  year!: number;

  @PrimaryColumn('integer')
  version!: number;

  @Column('text')
  act!: HolidayVersion['act'];

  @Column('jsonb')
  days!: HolidayDay[];

  @Column('text')
  reason!: string;

  @Column('text', { name: 'actor_id' })
  actorId!: string;

  @Column('text', { name: 'actor_name' })
  actorName!: string;

  @Column('timestamptz', { name: 'made_at' })
  madeAt!: Date;

  @Column('text', { name: 'idempotency_key' })
  idempotencyKey!: string;

  @Column('text', { name: 'body_digest' })
  bodyDigest!: string;

  /** What was answered, so that a repeated request is answered the same; none where the system made the version. */
  @Column('jsonb', { nullable: true })
  effect!: HolidayEffect | null;
}
