import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ManagementLevel } from '#libs/policy';
import type { StageLine } from '#libs/unit-year';
import { UnitYearRow } from './unit-year.rows.js';

/** Whatever a list filters results by is among these, so that the index answers each of the filters. */
const HAS_OUTCOME =
  'recognised IS NOT NULL OR basis IS NOT NULL OR class_key IS NOT NULL OR appeal IS NOT NULL OR revocation IS NOT NULL OR awards';

/**
 * One stage of one subject's year in columns, kept with the year in the facts' own transactions: lists filter by these
 * and counters count them, nobody looks inside the state.
 */
@Entity('unit_stage')
@Index('unit_stage_line', ['cycleId', 'stage', 'level', 'dueDay', 'unitId'])
@Index('unit_stage_outcome', ['cycleId', 'unitId'], { where: HAS_OUTCOME })
@Index('unit_stage_on_paper', ['cycleId', 'unitId'], { where: `counted = 'received' OR announced` })
@ForeignKey(() => UnitYearRow, ['cycleId', 'unitId'], ['cycleId', 'unitId'])
export class UnitStageRow {
  @PrimaryColumn('text', { name: 'cycle_id' })
  cycleId!: string;

  @PrimaryColumn('text', { name: 'unit_id' })
  unitId!: string;

  @PrimaryColumn('text')
  stage!: string;

  @Column('text', { name: 'commune_code' })
  communeCode!: string;

  @Column('text', { name: 'unit_kind' })
  unitKind!: string;

  @Column('text')
  level!: ManagementLevel;

  /** Which of the pack's stage graphs the subject follows: `standard` for units, the key of the body for an office. */
  @Column('text')
  programme!: string;

  @Column('text')
  standing!: 'inside' | 'outside';

  /** False for what a year still holds of a stage that the pack in force does not ask for. */
  @Column('boolean', { name: 'in_pack' })
  inPack!: boolean;

  @Column('text')
  status!: StageLine['status'];

  /** What the counters count it under: its status, `received` where its paper has come and the content has not, or `closed` where the year was closed while it was asked for. */
  @Column('text')
  counted!: StageLine['counted'];

  @Column('integer')
  round!: number;

  /** Days of the rules in force, YYYY-MM-DD; null where the pack in force has no such stage. */
  @Column('date', { name: 'opens_day', nullable: true })
  opensDay!: string | null;

  /** Last day in time, with any grace. */
  @Column('date', { name: 'due_day', nullable: true })
  dueDay!: string | null;

  @Column('date', { name: 'grace_until', nullable: true })
  graceUntil!: string | null;

  /** Last day on which it may still be handed in, unless a grace is later. */
  @Column('date', { name: 'cut_off', nullable: true })
  cutOff!: string | null;

  @Column('boolean', { nullable: true })
  late!: boolean | null;

  @Column('timestamptz', { name: 'effective_at', nullable: true })
  effectiveAt!: Date | null;

  /** Command that brought the present result. */
  @Column('uuid', { name: 'command_id', nullable: true })
  commandId!: string | null;

  @Column('text', { nullable: true })
  basis!: StageLine['basis'] | null;

  @Column('boolean', { nullable: true })
  recognised!: boolean | null;

  @Column('text', { name: 'class_key', nullable: true })
  classKey!: string | null;

  @Column('text', { nullable: true })
  appeal!: StageLine['appeal'] | null;

  @Column('text', { nullable: true })
  revocation!: StageLine['revocation'] | null;

  /** Whether awards were proposed on the result. */
  @Column('boolean')
  awards!: boolean;

  /** Whether the unit says that it has sent the paper, and none was entered yet. */
  @Column('boolean', { default: false })
  announced!: boolean;
}
