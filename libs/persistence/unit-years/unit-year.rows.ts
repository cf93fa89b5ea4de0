import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ManagementLevel } from '#libs/policy';
import type { UnitYearState } from '#libs/unit-year';
import { AreaRow } from '../areas/area.rows.js';
import { CycleRow } from '../cycles/cycle.rows.js';

/**
 * The year of one subject as it stands: the fold of its facts, kept in the facts' own transactions. A subject is a unit,
 * or an office that owes papers of its own.
 */
@Entity('unit_year')
@Index('unit_year_commune', ['cycleId', 'communeCode'])
export class UnitYearRow {
  @ForeignKey(() => CycleRow)
  @PrimaryColumn('text', { name: 'cycle_id' })
  cycleId!: string;

  /** Code of the unit, or of the office. */
  @PrimaryColumn('text', { name: 'unit_id' })
  unitId!: string;

  /** Key of the pack's body that an office is; its year holds that body's stages. */
  @Column('text', { name: 'body_key', nullable: true })
  bodyKey!: string | null;

  @ForeignKey(() => AreaRow)
  @Column('text', { name: 'commune_code' })
  communeCode!: string;

  /** The district that the area is or lies in, where the area has districts. */
  @Column('text', { name: 'district_code', nullable: true })
  districtCode!: string | null;

  @Column('text', { name: 'province_code' })
  provinceCode!: string;

  @Column('text', { name: 'unit_kind' })
  unitKind!: 'co-quan' | 'co-so-giao-duc' | 'doanh-nghiep' | 'body';

  @Column('text', { name: 'managed_by' })
  managedBy!: ManagementLevel;

  @Column('text')
  standing!: 'inside' | 'outside';

  @Column('text', { name: 'standing_reason', nullable: true })
  standingReason!: string | null;

  @Column('integer')
  version!: number;

  @Column('integer')
  round!: number;

  @Column('text')
  status!: 'open' | 'paused' | 'closed';

  /** Sub-units that the unit has and that pledged, where it recorded so itself. */
  @Column('integer', { name: 'pledge_total', nullable: true })
  pledgeTotal!: number | null;

  @Column('integer', { nullable: true })
  pledged!: number | null;

  @Column('text', { nullable: true })
  exemplar!: 'proposed' | 'accepted' | 'refused' | null;

  /** Read as a whole; what lists ask for stands in columns here and in the rows of the stages. */
  @Column('jsonb')
  state!: UnitYearState;
}
