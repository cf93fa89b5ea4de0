import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ManagementLevel } from '#libs/policy';
import { AreaRow } from '../areas/area.rows.js';

@Entity('unit')
export class UnitRow {
  /** The unit's code; it never changes. */
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  name!: string;

  @Index('unit_name_search')
  @Column('text', { name: 'name_search' })
  nameSearch!: string;

  @Column('text')
  kind!: 'co-quan' | 'co-so-giao-duc' | 'doanh-nghiep';

  @Column('text', { name: 'sub_kind' })
  subKind!: string;

  @Index('unit_commune')
  @ForeignKey(() => AreaRow)
  @Column('text', { name: 'commune_code' })
  communeCode!: string;

  @Index('unit_province')
  @ForeignKey(() => AreaRow)
  @Column('text', { name: 'province_code' })
  provinceCode!: string;

  @Column('text', { name: 'managed_by' })
  managedBy!: ManagementLevel;

  /** Cơ quan chủ quản. */
  @Column('text', { nullable: true })
  superior!: string | null;

  @Column('text')
  size!: 'sieu-nho' | 'nho' | 'vua' | 'lon';

  @Column('boolean', { name: 'has_party' })
  hasParty!: boolean;

  @Column('boolean', { name: 'has_union' })
  hasUnion!: boolean;

  @Column('boolean', { name: 'has_mass_organisations' })
  hasMassOrganisations!: boolean;

  @Column('boolean', { name: 'has_guards' })
  hasGuards!: boolean;

  @Column('boolean', { name: 'has_students' })
  hasStudents!: boolean;

  @Column('boolean', { name: 'is_fdi' })
  isFdi!: boolean;

  @Column('integer')
  subunits!: number;

  @Column('integer')
  headcount!: number;

  @Column('integer')
  students!: number;

  @Column('text', { nullable: true })
  email!: string | null;
}

/** Work contacts of a unit; nothing else about a person is kept. */
@Entity('contact')
export class ContactRow {
  @ForeignKey(() => UnitRow)
  @PrimaryColumn('text', { name: 'unit_id' })
  unitId!: string;

  @PrimaryColumn('text')
  role!: 'officer' | 'second' | 'head';

  @Column('text')
  name!: string;

  @Column('text', { nullable: true })
  email!: string | null;

  @Column('text', { nullable: true })
  phone!: string | null;
}
