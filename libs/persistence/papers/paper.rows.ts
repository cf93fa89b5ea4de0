import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { SheetLine } from '#libs/application';
import type { UnitProfile } from '#libs/policy';
import type { OnBehalf } from '#libs/unit-year';
import { CommandRow } from '../commands/command.rows.js';
import { CycleRow } from '../cycles/cycle.rows.js';
import { UnitYearRow } from '../unit-years/unit-year.rows.js';

/** A paper that a unit handed in, as it was handed in; earlier rounds stay. */
@Entity('submission')
@Index('submission_unit', ['cycleId', 'unitId', 'stage'])
@ForeignKey(() => UnitYearRow, ['cycleId', 'unitId'], ['cycleId', 'unitId'])
export class SubmissionRow {
  @ForeignKey(() => CommandRow)
  @PrimaryColumn('uuid', { name: 'command_id' })
  commandId!: string;

  @ForeignKey(() => CycleRow)
  @Column('text', { name: 'cycle_id' })
  cycleId!: string;

  @Column('text', { name: 'unit_id' })
  unitId!: string;

  @Column('text')
  stage!: string;

  @Column('integer')
  round!: number;

  @Column('jsonb')
  content!: unknown;

  /** Numbers that the report of a body stood on when it was handed in. */
  @Column('jsonb', { nullable: true })
  figures!: object | null;

  /** Paper entered by a clerk: số đến, ngày đến, scan. */
  @Column('jsonb', { name: 'on_behalf', nullable: true })
  onBehalf!: OnBehalf | null;

  @Column('timestamptz', { name: 'effective_at' })
  effectiveAt!: Date;

  @Column('boolean')
  late!: boolean;
}

/** The scoring table of one round with its two columns. */
@Entity('score_sheet')
@ForeignKey(() => UnitYearRow, ['cycleId', 'unitId'], ['cycleId', 'unitId'])
export class ScoreSheetRow {
  @ForeignKey(() => CycleRow)
  @PrimaryColumn('text', { name: 'cycle_id' })
  cycleId!: string;

  @PrimaryColumn('text', { name: 'unit_id' })
  unitId!: string;

  @PrimaryColumn('integer')
  round!: number;

  @Column('jsonb', { nullable: true })
  self!: SheetLine[] | null;

  @Column('jsonb', { nullable: true })
  higher!: SheetLine[] | null;

  /** The unit as it was when it was scored. */
  @Column('jsonb')
  profile!: UnitProfile;

  @Column('jsonb', { name: 'gap_choices' })
  gapChoices!: Record<string, string>;

  @Column('text', { name: 'own_records_note', nullable: true })
  ownRecordsNote!: string | null;

  @Column('numeric', { name: 'provisional_total', precision: 5, scale: 2, nullable: true })
  provisionalTotal!: string | null;

  @Column('numeric', { name: 'final_total', precision: 5, scale: 2, nullable: true })
  finalTotal!: string | null;

  /** On whose recorded decision each choice rests, by gap; what the sheet itself chose is not among them. */
  @Column('jsonb', { name: 'choice_basis', nullable: true })
  choiceBasis!: Record<string, string> | null;

  /** Pack that the totals were computed by; absent on sheets of before it was kept. */
  @Column('text', { name: 'pack_hash', nullable: true })
  packHash!: string | null;

  /** What the final total was computed with, and the class that followed. */
  @Column('text', { name: 'final_recognition', nullable: true })
  finalRecognition!: 'recognised' | 'notRecognised' | null;

  @Column('text', { name: 'final_class', nullable: true })
  finalClass!: string | null;
}

/** A document about the result of one unit, with the class that followed: the decision, or what changed it. */
@Entity('decision')
@Index('decision_unit', ['cycleId', 'unitId'])
@ForeignKey(() => UnitYearRow, ['cycleId', 'unitId'], ['cycleId', 'unitId'])
export class DecisionRow {
  @ForeignKey(() => CommandRow)
  @PrimaryColumn('uuid', { name: 'command_id' })
  commandId!: string;

  @ForeignKey(() => CycleRow)
  @Column('text', { name: 'cycle_id' })
  cycleId!: string;

  @Column('text', { name: 'unit_id' })
  unitId!: string;

  @Column('text')
  stage!: string;

  @Column('integer')
  round!: number;

  @Column('text', { default: 'decision' })
  kind!: 'decision' | 'appeal' | 'revocation' | 'class';

  @Column('boolean')
  recognised!: boolean;

  @Column('text')
  number!: string;

  @Column('date')
  date!: string;

  @Column('text')
  signer!: string;

  /** Number of the certificate (Giấy công nhận). */
  @Column('text', { nullable: true })
  certificate!: string | null;

  @Column('timestamptz', { name: 'recorded_at', default: () => 'clock_timestamp()' })
  recordedAt!: Date;

  @Column('text', { name: 'office_code', nullable: true })
  officeCode!: string | null;

  @Column('text', { name: 'class_key', nullable: true })
  classKey!: string | null;

  @Column('numeric', { precision: 5, scale: 2, nullable: true })
  total!: string | null;

  @Column('boolean', { nullable: true })
  excluded!: boolean | null;
}

/** What a unit is still preparing; kept through restarts. */
@Entity('draft')
@ForeignKey(() => UnitYearRow, ['cycleId', 'unitId'], ['cycleId', 'unitId'])
export class DraftRow {
  @ForeignKey(() => CycleRow)
  @PrimaryColumn('text', { name: 'cycle_id' })
  cycleId!: string;

  @PrimaryColumn('text', { name: 'unit_id' })
  unitId!: string;

  @PrimaryColumn('text')
  stage!: string;

  @Column('jsonb')
  body!: unknown;

  @Column('integer')
  version!: number;

  @Column('text', { name: 'updated_by' })
  updatedBy!: string;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;
}
