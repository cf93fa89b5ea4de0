import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ManagementLevel } from '#libs/policy';

/** A province, a commune, or a district between them as they were in force until 30/6/2025. */
@Entity('area')
export class AreaRow {
  @PrimaryColumn('text')
  code!: string;

  @Column('text')
  kind!: ManagementLevel;

  @Column('text')
  name!: string;

  /** Name without accents in lower case, for search. */
  @Index('area_name_search')
  @Column('text', { name: 'name_search' })
  nameSearch!: string;

  /** xã, phường, đặc khu, tỉnh, thành phố. */
  @Column('text', { name: 'admin_kind' })
  adminKind!: string;

  @Index('area_parent')
  @ForeignKey(() => AreaRow)
  @Column('text', { name: 'parent_code', nullable: true })
  parentCode!: string | null;

  /** First and last day in force (YYYY-MM-DD); open where absent. */
  @Column('date', { name: 'valid_from', nullable: true })
  validFrom!: string | null;

  @Column('date', { name: 'valid_to', nullable: true })
  validTo!: string | null;

  /** The area whose offices act for it once it is not in force any more. */
  @Index('area_successor')
  @ForeignKey(() => AreaRow)
  @Column('text', { name: 'successor_code', nullable: true })
  successorCode!: string | null;
}

/** A commune of before 01/7/2025 and one of those that it went to; kept to suggest the present one, not to decide. */
@Entity('former_commune')
export class FormerCommuneRow {
  @PrimaryColumn('text')
  code!: string;

  @Index('former_commune_successor')
  @ForeignKey(() => AreaRow)
  @PrimaryColumn('text', { name: 'successor_code' })
  successorCode!: string;

  @Column('text')
  name!: string;
}

/** A body that receives, appraises, decides or supervises. */
@Entity('office')
export class OfficeRow {
  @PrimaryColumn('text')
  code!: string;

  @Column('text')
  kind!: string;

  @Index('office_area')
  @ForeignKey(() => AreaRow)
  @Column('text', { name: 'area_code', nullable: true })
  areaCode!: string | null;

  @Column('text')
  name!: string;

  @Column('text', { array: true })
  duties!: string[];

  @Column('text', { nullable: true })
  email!: string | null;

  @Column('text', { nullable: true })
  address!: string | null;

  @Column('text', { nullable: true })
  telephone!: string | null;

  /** Who is on duty there, as letters name them. */
  @Column('text', { name: 'duty_officer', nullable: true })
  dutyOfficer!: string | null;
}
