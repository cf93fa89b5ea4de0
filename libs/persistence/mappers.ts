import type {
  Amendment,
  Command,
  Confirmation,
  Cycle,
  DecisionRecord,
  FactRecord,
  Reminder,
  SheetRecord,
  Unit,
  UnitYear,
} from '#libs/application';
import type { AmendmentRow } from './rows/calendar.rows.js';
import type { CommandRow } from './rows/command.rows.js';
import type { CycleConfirmationRow, CycleRow } from './rows/cycle.rows.js';
import type { FactRow } from './rows/fact.rows.js';
import type { ReminderRow } from './rows/mail.rows.js';
import type { DecisionRow, ScoreSheetRow } from './rows/paper.rows.js';
import type { ContactRow, UnitRow } from './rows/unit.rows.js';
import type { UnitYearRow } from './rows/unit-year.rows.js';

/** What a unit is told of its commune. */
export type UnitCommune = Pick<Unit, 'communeName' | 'districtCode'>;

export function toCycle(row: CycleRow): Cycle {
  return {
    id: row.id,
    provinceCode: row.provinceCode,
    year: row.year,
    clockKind: row.clockKind,
    label: row.label ?? undefined,
    clockAt: row.clockAt?.toISOString(),
    packId: row.packId,
    packHash: row.packHash,
    state: row.state,
    unitsTotal: row.unitsTotal,
    createdAt: row.createdAt.toISOString(),
    openedAt: row.openedAt?.toISOString(),
    communes: row.communes ?? undefined,
    rulesVersion: row.rulesVersion,
    changedAt: row.changedAt.toISOString(),
    calendar: {
      plannedAt: row.calendarPlannedAt?.toISOString(),
      through: row.calendarThrough?.toISOString(),
      nextAt: row.calendarNextAt?.toISOString(),
    },
    reminders: {
      plannedAt: row.remindersPlannedAt?.toISOString(),
      through: row.remindersThrough?.toISOString(),
      nextAt: row.remindersNextAt?.toISOString(),
    },
    closedAt: row.closedAt?.toISOString(),
    migratedAt: row.migratedAt?.toISOString(),
  };
}

export function toConfirmation(row: CycleConfirmationRow): Confirmation {
  const { figure, number, date, version, confirmedByName } = row;
  return { figure, number, date, version, by: confirmedByName, effectiveAt: row.confirmedAt.toISOString() };
}

export function toAmendment(row: AmendmentRow): Amendment {
  const { id, cycleId, version, stage, level, operator, day, lastDay, words, number, date } = row;
  const { reason, actorId, corrected } = row;
  return {
    id,
    cycleId,
    version,
    stage,
    level,
    operator,
    day,
    lastDay,
    words,
    number,
    date,
    reason,
    actorId,
    effectiveAt: row.effectiveAt.toISOString(),
    corrected,
  };
}

export function toUnit(row: UnitRow, commune: UnitCommune, contacts: readonly ContactRow[]): Unit {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    subKind: row.subKind,
    managedBy: row.managedBy,
    size: row.size,
    hasParty: row.hasParty,
    hasUnion: row.hasUnion,
    hasMassOrganisations: row.hasMassOrganisations,
    hasGuards: row.hasGuards,
    hasStudents: row.hasStudents,
    isFdi: row.isFdi,
    communeCode: row.communeCode,
    ...commune,
    provinceCode: row.provinceCode,
    subunits: row.subunits,
    headcount: row.headcount,
    students: row.students,
    email: row.email ?? undefined,
    contacts: contacts.map((contact) => ({
      role: contact.role,
      name: contact.name,
      email: contact.email ?? undefined,
      phone: contact.phone ?? undefined,
    })),
  };
}

export function toUnitYear(row: UnitYearRow, unitName: string): UnitYear {
  return {
    cycleId: row.cycleId,
    unitId: row.unitId,
    unitName,
    communeCode: row.communeCode,
    districtCode: row.districtCode ?? undefined,
    provinceCode: row.provinceCode,
    unitKind: row.unitKind,
    managedBy: row.managedBy,
    bodyKey: row.bodyKey ?? undefined,
    standing: row.standing,
    standingReason: row.standingReason ?? undefined,
    state: row.state,
  };
}

export function toFact(row: FactRow): FactRecord {
  return {
    cycleId: row.cycleId,
    unitId: row.unitId,
    version: row.version,
    round: row.round,
    commandId: row.commandId,
    fact: row.body,
    recordedAt: row.recordedAt.toISOString(),
  };
}

export function toCommand(row: CommandRow): Command {
  return {
    id: row.id,
    idempotencyKey: row.idempotencyKey,
    bodyDigest: row.bodyDigest,
    cycleId: row.cycleId,
    unitId: row.unitId,
    updateName: row.updateName,
    body: row.body,
    actor: row.actor,
    receivedAt: row.receivedAt.toISOString(),
    effectiveAt: row.effectiveAt.toISOString(),
    status: row.status,
    outcome: row.outcome ?? undefined,
    decidedAt: row.decidedAt?.toISOString(),
    attempt: row.attempt,
  };
}

export function toSheet(row: ScoreSheetRow): SheetRecord {
  return {
    cycleId: row.cycleId,
    unitId: row.unitId,
    round: row.round,
    self: row.self ?? undefined,
    higher: row.higher ?? undefined,
    gapChoices: row.gapChoices,
    profile: row.profile,
    ownRecordsNote: row.ownRecordsNote ?? undefined,
    provisionalTotal: row.provisionalTotal === null ? undefined : Number(row.provisionalTotal),
    finalTotal: row.finalTotal === null ? undefined : Number(row.finalTotal),
    choiceBasis: row.choiceBasis ?? undefined,
    packHash: row.packHash ?? undefined,
    finalRecognition: row.finalRecognition ?? undefined,
    finalClass: row.finalClass ?? undefined,
  };
}

export function toDecision(row: DecisionRow): DecisionRecord {
  return {
    kind: row.kind,
    commandId: row.commandId,
    cycleId: row.cycleId,
    unitId: row.unitId,
    stage: row.stage,
    round: row.round,
    recognised: row.recognised,
    number: row.number,
    date: row.date,
    signer: row.signer,
    certificate: row.certificate ?? undefined,
    officeCode: row.officeCode ?? undefined,
    classKey: row.classKey ?? undefined,
    total: row.total === null ? undefined : Number(row.total),
    excluded: row.excluded ?? undefined,
  };
}

export function toReminder(row: ReminderRow): Reminder {
  return {
    id: row.id,
    cycleId: row.cycleId,
    unitId: row.unitId,
    stage: row.stage,
    dueDay: row.dueDay,
    rung: row.rung,
    recipient: row.recipient,
    sendDay: row.sendDay,
    state: row.state,
    reason: row.reason ?? '',
    dueAt: row.dueAt.toISOString(),
    messageId: row.messageId ?? undefined,
  };
}
