import { ApiTokenRow } from './accounts/account.rows.js';
import { OneTimeSecretRow } from './accounts/one-time.rows.js';
import { AccountGrantRow, AccountPasswordRow, AccountRow, ProofChangeRow } from './accounts/person.rows.js';
import { AuthenticatorRow, RecoveryCodeRow } from './accounts/second-factor.rows.js';
import { AccountSessionRow, SignInAttemptRow } from './accounts/session.rows.js';
import { AreaRow, FormerCommuneRow, OfficeRow } from './areas/area.rows.js';
import { AuditDetailRow, AuditHeadRow, AuditRow } from './audit/audit.rows.js';
import { BatchItemRow, BatchPlanRow, BatchRow } from './batches/batch.rows.js';
import { CalendarActRow } from './calendar/calendar.rows.js';
import { CommandRow } from './commands/command.rows.js';
import { CounterRow } from './counters/counter.rows.js';
import { CounterDayRow, OutsideDayRow } from './counters/counter-day.rows.js';
import { CycleRow } from './cycles/cycle.rows.js';
import { CycleChangeRow } from './cycles/cycle-change.rows.js';
import { AmendmentRow } from './deadlines/amendment.rows.js';
import { DecisionCorrectionRow } from './decisions/correction.rows.js';
import { DecisionDocumentRow, DecisionItemRow, HeadTermRow } from './decisions/decision.rows.js';
import { EvidenceRow, EvidenceWithdrawalRow } from './evidence/evidence.rows.js';
import { ExtensionRequestRow } from './extensions/extension-request.rows.js';
import { CycleConfirmationRow } from './figures/confirmation.rows.js';
import { FigureFreezePartRow, FigureFreezeRow } from './freezes/freeze.rows.js';
import { GuidanceLetterRow } from './guidance/guidance-letter.rows.js';
import { WorkerBeatRow } from './health/worker-beat.rows.js';
import { HolidayVersionRow } from './holidays/holiday.rows.js';
import { MessageAttemptRow, MessageRow } from './mail/mail.rows.js';
import { CycleMigrationRow } from './migration/migration.rows.js';
import { DeadMailboxRow, OverseerMailRow, OverseerTurnRow } from './oversight/oversight.rows.js';
import { DecisionRow, DraftRow, ScoreSheetRow, SubmissionRow } from './papers/paper.rows.js';
import { PolicyPackRow } from './policies/policy-pack.rows.js';
import { PresentedDraftRow } from './presenting/presented-draft.rows.js';
import { RegisterEntryRow, RegisterReopeningRow } from './registers/register.rows.js';
import { RehearsedYearRow } from './rehearsal/rehearsed-year.rows.js';
import { ReminderRow } from './reminders/reminder.rows.js';
import { KeyedRequestRow } from './requests/keyed-request.rows.js';
import { GapChoiceRow } from './scoring/choice.rows.js';
import { FactRow } from './unit-years/fact.rows.js';
import { UnitStageRow } from './unit-years/unit-stage.rows.js';
import { UnitYearRow } from './unit-years/unit-year.rows.js';
import { ContactRow, UnitRow } from './units/unit.rows.js';

/** Every table, for the data source. */
export const ALL_ROWS = [
  AreaRow,
  FormerCommuneRow,
  OfficeRow,
  UnitRow,
  ContactRow,
  PolicyPackRow,
  CycleRow,
  CycleChangeRow,
  CycleConfirmationRow,
  GuidanceLetterRow,
  CycleMigrationRow,
  AmendmentRow,
  CalendarActRow,
  UnitYearRow,
  UnitStageRow,
  FactRow,
  CounterDayRow,
  CounterRow,
  OutsideDayRow,
  CommandRow,
  SubmissionRow,
  ScoreSheetRow,
  DecisionRow,
  DecisionDocumentRow,
  DecisionCorrectionRow,
  DecisionItemRow,
  HeadTermRow,
  DraftRow,
  PresentedDraftRow,
  ExtensionRequestRow,
  EvidenceRow,
  EvidenceWithdrawalRow,
  FigureFreezeRow,
  FigureFreezePartRow,
  GapChoiceRow,
  RegisterEntryRow,
  RegisterReopeningRow,
  MessageRow,
  MessageAttemptRow,
  ReminderRow,
  OverseerMailRow,
  OverseerTurnRow,
  DeadMailboxRow,
  AuditRow,
  AuditDetailRow,
  AuditHeadRow,
  ApiTokenRow,
  AccountRow,
  AccountGrantRow,
  AccountPasswordRow,
  ProofChangeRow,
  AccountSessionRow,
  SignInAttemptRow,
  OneTimeSecretRow,
  AuthenticatorRow,
  RecoveryCodeRow,
  HolidayVersionRow,
  KeyedRequestRow,
  RehearsedYearRow,
  BatchPlanRow,
  BatchRow,
  BatchItemRow,
  WorkerBeatRow,
];
