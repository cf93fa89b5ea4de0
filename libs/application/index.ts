export { detailDigest, FIRST_PREV_HASH, sealOf } from './audit/seal.js';
export { VerifyAudit } from './audit/verify-audit.use-case.js';
export { ApplyCommand } from './commands/apply-command.use-case.js';
export type { DispatcherLog } from './commands/command-dispatcher.js';
export { CommandDispatcher } from './commands/command-dispatcher.js';
export { standingDossier } from './commands/judge-content.js';
export { LoadUnitYear } from './commands/load-unit-year.use-case.js';
export { PlanRestart } from './commands/plan-restart.use-case.js';
export { findUnitYear, RegisterCommand } from './commands/register-command.use-case.js';
export { standingRegistrations } from './commands/result-act.js';
export { SaveDraft } from './commands/save-draft.use-case.js';
export { SubmitCommand } from './commands/submit-command.use-case.js';
export { ActOnCalendar } from './cycles/act-on-calendar.use-case.js';
export { AdvanceRehearsal } from './cycles/advance-rehearsal.use-case.js';
export { AmendDeadline } from './cycles/amend-deadline.use-case.js';
export { CloseYears } from './cycles/close-years.use-case.js';
export { ConfirmFigure } from './cycles/confirm-figure.use-case.js';
export type { LevelRules } from './cycles/cycle-days.js';
export { levelRulesOf } from './cycles/cycle-days.js';
export { ListFigures } from './cycles/list-figures.use-case.js';
export type { MintedAccount, WantedAccount } from './cycles/mint-rehearsal-accounts.use-case.js';
export { MintRehearsalAccounts } from './cycles/mint-rehearsal-accounts.use-case.js';
export { MoveClock } from './cycles/move-clock.use-case.js';
export type { OpenCycleRequest, OpenedCycle } from './cycles/open-cycle.use-case.js';
export { OpenCycle } from './cycles/open-cycle.use-case.js';
export type { OpeningBookmark } from './cycles/open-units.use-case.js';
export { OpenUnits } from './cycles/open-units.use-case.js';
export { isSettled, rehearsed, StepRehearsal } from './cycles/step-rehearsal.use-case.js';
export { YearOpener } from './cycles/year-opener.js';
export { PlanResult, standOf } from './decisions/plan-result.use-case.js';
export type { DecisionRecorded, DecisionRequest } from './decisions/record-decision.use-case.js';
export { RecordDecision } from './decisions/record-decision.use-case.js';
export type {
  AvailableDocument,
  ComposedDocument,
  DocumentRequest,
} from './documents/compose-document.use-case.js';
export { ComposeDocument } from './documents/compose-document.use-case.js';
export type {
  AwardLine,
  DocumentExclusion,
  DocumentInput,
  DocumentScene,
  DocumentStep,
  DocumentUnit,
  LateLine,
  ListInput,
  RecordedPaper,
  ReminderInput,
  ReportInput,
  UnitInput,
} from './documents/document-input.js';
export { AddEvidence } from './evidence/add-evidence.use-case.js';
export type { EvidenceFields, NamedFile } from './evidence/check-evidence.js';
export { ReadEvidence } from './evidence/read-evidence.use-case.js';
export { WithdrawEvidence } from './evidence/withdraw-evidence.use-case.js';
export type { HolidayEditRequest } from './holidays/edit-holidays.use-case.js';
export { EditHolidays } from './holidays/edit-holidays.use-case.js';
export type { HolidayEdit } from './holidays/holiday-change.js';
export { ReadHolidays } from './holidays/read-holidays.use-case.js';
export type { DeliveryLog } from './mail/deliver-mail.use-case.js';
export { DeliverMail } from './mail/deliver-mail.use-case.js';
export { MigrateCycle } from './migration/migrate-cycle.use-case.js';
export type { CalendarAct, CalendarActKey, CalendarRecords, OpenAtStage } from './ports/calendar.port.js';
export type {
  CertificationModel,
  DecisionLine,
  DecisionUnitLine,
  PageAfter,
  RegistrationCount,
  ResultFilter,
  ResultLine,
} from './ports/certification-model.port.js';
export type { DecisionDocument, DecisionItem, DecisionRecords } from './ports/decisions.port.js';
export type { DocumentFormat, DocumentRenderer } from './ports/documents.port.js';
export type { FaultPoint, FaultPoints } from './ports/fault-points.port.js';
export type {
  FigureRecords,
  ResultCount,
  StageCount,
  TargetUnit,
  UnitOfLevel,
} from './ports/figures.port.js';
export type {
  HolidayDay,
  HolidayEffect,
  HolidayRecords,
  HolidayRequest,
  HolidayVersion,
  NewHolidayVersion,
} from './ports/holiday.port.js';
export { WHOLE_COUNTRY } from './ports/holiday.port.js';
export type { Identity, Scope } from './ports/identity.js';
export { areaCodeOf, scopeCode, scopeOf } from './ports/identity.js';
export type {
  ClaimedMessage,
  MailQueue,
  MailRenderer,
  MailSender,
  RenderedMail,
  SendOutcome,
  SentText,
} from './ports/mail-queue.port.js';
export type {
  AuditLine,
  CycleUnits,
  HistoryLine,
  MessageFilter,
  MessageLine,
  MessageTry,
  ReadModel,
  TokenStore,
  UnitFilter,
  UnitYearLine,
} from './ports/read-model.port.js';
export type {
  Amendment,
  AmendmentRequest,
  Area,
  AreaInTime,
  AuditEntry,
  AuditTrail,
  ChoiceRecords,
  ClockKind,
  Command,
  CommandActor,
  CommandOutcome,
  CommandRecords,
  CommandStatus,
  Commune,
  Confirmation,
  Contact,
  CounterCell,
  CounterRecords,
  Cycle,
  CycleBody,
  CycleRecords,
  CycleToWake,
  CycleUnit,
  DeadlineEffect,
  DecisionRecord,
  DocumentRecords,
  Draft,
  Evidence,
  EvidencePage,
  EvidenceRecords,
  EvidenceWithdrawal,
  FactRecord,
  GapChoice,
  HeadLine,
  HeadsRecord,
  MessageOutbox,
  MigratedYear,
  Migration,
  MigrationProgress,
  MigrationRecords,
  MisplacedUnit,
  NewAmendment,
  NewConfirmation,
  NewCycle,
  NewMessage,
  NewMigration,
  NewUnit,
  Office,
  PaperRecords,
  ProvinceArea,
  Records,
  ReportPaper,
  ReportRecord,
  RequestMark,
  SheetLine,
  SheetRecord,
  SubjectKind,
  SubmissionRecord,
  Turn,
  TurnMark,
  Unit,
  UnitMove,
  UnitOfWork,
  UnitRecords,
  UnitYear,
  UnitYearRecords,
} from './ports/records.port.js';
export { isInScope } from './ports/records.port.js';
export type {
  EntriesSince,
  RecordedBy,
  RegisterCount,
  RegisterEntry,
  RegisterFilter,
  RegisterLine,
  RegisterRecords,
  Reopening,
} from './ports/registers.port.js';
export type {
  RehearsalAccount,
  RehearsalRecords,
  RehearsalTotals,
  Unsettled,
} from './ports/rehearsal.port.js';
export type {
  AddressedYear,
  FailedMail,
  NewReminder,
  OpenDay,
  Reminder,
  ReminderRecords,
  ReminderState,
  ReminderWork,
  StandingFilter,
  SubjectFilter,
  ToldDay,
} from './ports/reminders.port.js';
export type { Runs, UnitRun } from './ports/runs.port.js';
export { UpdateFailedError } from './ports/runs.port.js';
export type { FileStorage, ReceivedFile } from './ports/storage.port.js';
export type {
  BoardCount,
  BoardFilter,
  ExclusionLine,
  StuckCount,
  WatchModel,
} from './ports/watch-model.port.js';
export type { Finding } from './reconciliation/reconciler.js';
export { Reconciler } from './reconciliation/reconciler.js';
export { ImportEntries } from './registers/import-entries.use-case.js';
export type { EntryChange, EntryPlace } from './registers/record-entry.use-case.js';
export { RecordEntry } from './registers/record-entry.use-case.js';
export { registerOf, registerScene } from './registers/register-rules.js';
export { ReopenRegisters } from './registers/reopen-registers.use-case.js';
export type { CarryProgress } from './reminders/carry-reminders.use-case.js';
export { CarryReminders } from './reminders/carry-reminders.use-case.js';
export type { ReminderTurn } from './reminders/plan-reminders.use-case.js';
export { PlanReminders } from './reminders/plan-reminders.use-case.js';
export type { PreviewRequest } from './reminders/preview-reminders.use-case.js';
export { PreviewReminders } from './reminders/preview-reminders.use-case.js';
export { Upcoming } from './reminders/upcoming.use-case.js';
export { visibleCycle } from './reminders/visible-cycle.js';

export type { LateRequest } from './reports/late-lines.js';
export { ListLate } from './reports/list-late.use-case.js';
export type { ReportsRequest } from './reports/list-reports.use-case.js';
export { ListReports } from './reports/list-reports.use-case.js';
export type { TargetsRequest } from './reports/show-targets.use-case.js';
export { ShowTargets } from './reports/show-targets.use-case.js';
export type { Rules, Subject } from './rules/cycle-rules.js';
export { CycleRules } from './rules/cycle-rules.js';
export { contradictionsIn, findingsFor } from './rules/register-desk.js';
export { requireOverseerOf } from './rules/rights.js';
export { resultOf } from './rules/scoring-desk.js';
export { workingDaysBy } from './rules/working-days.js';
export { ReadScoringRecords } from './scoring/read-scoring-records.use-case.js';
export type { ChoiceRequest } from './scoring/record-choice.use-case.js';
export { RecordChoice } from './scoring/record-choice.use-case.js';
export type { ScoreCheckQuery } from './scoring/verify-scores.use-case.js';
export { VerifyScores } from './scoring/verify-scores.use-case.js';
export type { ListReader, UnitList } from './units/import-units.use-case.js';
export { ImportUnits } from './units/import-units.use-case.js';
