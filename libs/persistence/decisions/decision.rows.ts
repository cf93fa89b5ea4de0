import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { CommandRow } from '../commands/command.rows.js';
import { CycleRow } from '../cycles/cycle.rows.js';
import { UnitYearRow } from '../unit-years/unit-year.rows.js';

/** A decision about a list of units, as one fact; what it came to stands with the command of each unit. */
@Entity('decision_document')
@Unique('decision_document_number', ['cycleId', 'issuer', 'number'])
@Unique('decision_document_key', ['actorId', 'idempotencyKey'])
export class DecisionDocumentRow {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => CycleRow)
  @Column('text', { name: 'cycle_id' })
  cycleId!: string;

  @Column('text')
  stage!: string;

  /** Code of the area whose body decided. */
  @Column('text')
  issuer!: string;

  @Column('text')
  number!: string;

  @Column('date')
  date!: string;

  @Column('text')
  signer!: string;

  @Column('text', { name: 'office_code', nullable: true })
  officeCode!: string | null;

  @Column('text', { name: 'actor_id' })
  actorId!: string;

  @Column('text', { name: 'actor_name' })
  actorName!: string;

  @Column('text', { name: 'idempotency_key' })
  idempotencyKey!: string;

  @Column('text', { name: 'body_digest' })
  bodyDigest!: string;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  /** How many units the list has. */
  @Column('integer')
  units!: number;
}

/** One unit of a decision's list and the command that carries it. */
@Entity('decision_item')
@Index('decision_item_unit', ['cycleId', 'unitId'])
@ForeignKey(() => UnitYearRow, ['cycleId', 'unitId'], ['cycleId', 'unitId'])
export class DecisionItemRow {
  @ForeignKey(() => DecisionDocumentRow)
  @PrimaryColumn('uuid', { name: 'document_id' })
  documentId!: string;

  @PrimaryColumn('text', { name: 'unit_id' })
  unitId!: string;

  @Column('text', { name: 'cycle_id' })
  cycleId!: string;

  @ForeignKey(() => CommandRow)
  @Column('uuid', { name: 'command_id' })
  commandId!: string;
}

/** A head of a unit with the days in post, as one command recorded them; the latest command's list counts. */
@Entity('head_term')
@Index('head_term_unit', ['cycleId', 'unitId'])
@ForeignKey(() => UnitYearRow, ['cycleId', 'unitId'], ['cycleId', 'unitId'])
export class HeadTermRow {
  @ForeignKey(() => CommandRow)
  @PrimaryColumn('uuid', { name: 'command_id' })
  commandId!: string;

  @PrimaryColumn('integer')
  ordinal!: number;

  @Column('text', { name: 'cycle_id' })
  cycleId!: string;

  @Column('text', { name: 'unit_id' })
  unitId!: string;

  @Column('text')
  name!: string;

  @Column('text', { nullable: true })
  position!: string | null;

  @Column('date', { name: 'from_day' })
  fromDay!: string;

  @Column('date', { name: 'to_day', nullable: true })
  toDay!: string | null;

  @Column('timestamptz', { name: 'recorded_at', default: () => 'clock_timestamp()' })
  recordedAt!: Date;
}
