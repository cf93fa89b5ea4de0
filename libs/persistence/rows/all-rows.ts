import { ApiTokenRow, WorkerBeatRow } from './account.rows.js';
import { AreaRow, OfficeRow } from './area.rows.js';
import { AuditDetailRow, AuditHeadRow, AuditRow } from './audit.rows.js';
import { AmendmentRow, CalendarActRow } from './calendar.rows.js';
import { CommandRow } from './command.rows.js';
import { CycleConfirmationRow, CycleRow, PolicyPackRow } from './cycle.rows.js';
import { DecisionDocumentRow, DecisionItemRow, HeadTermRow } from './decision.rows.js';
import { EvidenceRow, EvidenceWithdrawalRow, GapChoiceRow } from './evidence.rows.js';
import { FactRow } from './fact.rows.js';
import { HolidayVersionRow } from './holiday.rows.js';
import { MessageAttemptRow, MessageRow, ReminderRow } from './mail.rows.js';
import { CycleMigrationRow } from './migration.rows.js';
import { DecisionRow, DraftRow, ScoreSheetRow, SubmissionRow } from './paper.rows.js';
import { RegisterEntryRow, RegisterReopeningRow } from './register.rows.js';
import { ContactRow, UnitRow } from './unit.rows.js';
import { CounterRow, UnitYearRow } from './unit-year.rows.js';

/** Every table, for the data source. */
export const ALL_ROWS = [
  AreaRow,
  OfficeRow,
  UnitRow,
  ContactRow,
  PolicyPackRow,
  CycleRow,
  CycleConfirmationRow,
  CycleMigrationRow,
  AmendmentRow,
  CalendarActRow,
  UnitYearRow,
  FactRow,
  CounterRow,
  CommandRow,
  SubmissionRow,
  ScoreSheetRow,
  DecisionRow,
  DecisionDocumentRow,
  DecisionItemRow,
  HeadTermRow,
  DraftRow,
  EvidenceRow,
  EvidenceWithdrawalRow,
  GapChoiceRow,
  RegisterEntryRow,
  RegisterReopeningRow,
  MessageRow,
  MessageAttemptRow,
  ReminderRow,
  AuditRow,
  AuditDetailRow,
  AuditHeadRow,
  ApiTokenRow,
  HolidayVersionRow,
  WorkerBeatRow,
];
