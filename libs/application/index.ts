export { FindCycle } from './access/find-cycle.query.js';
export { requireVisible } from './access/require-visible.js';
export { deniedAtOnce, requireEver } from './access/rights.js';
export type {
  AccountRecords,
  Actor,
  GivenGrant,
  GrantEnd,
  NewAccount,
  NewGrant,
  PasswordHolder,
  PersonAccount,
  ProofChange,
} from './accounts/accounts.port.js';
export type { AttemptKey, AttemptRecords, CountedAttempts } from './accounts/attempts.port.js';
export { Callers } from './accounts/callers.js';
export { ChangeAddress } from './accounts/change-address.use-case.js';
export { ChangePassword } from './accounts/change-password.use-case.js';
export { type Admitted, Door } from './accounts/door.js';
export { ForgetSpent } from './accounts/forget-spent.use-case.js';
export { ImportPeople } from './accounts/import-people.use-case.js';
export { InviteFirstAdministrator } from './accounts/invite-first-administrator.use-case.js';
export { InviteWave } from './accounts/invite-wave.use-case.js';
export { KeepAccounts, type WantedGrant } from './accounts/keep-accounts.use-case.js';
export { KeepTokens } from './accounts/keep-tokens.use-case.js';
export type { KeptAccount } from './accounts/kept-accounts.js';
export { LinkAddresses } from './accounts/link-addresses.js';
export { type Deputy, NameDeputy } from './accounts/name-deputy.use-case.js';
export type { OneTime, OneTimePurpose, OneTimeRecords } from './accounts/one-time.port.js';
export { OneTimeSecrets } from './accounts/one-time-secrets.js';
export { type Opened, type Opening, OpenOneTime } from './accounts/open-one-time.use-case.js';
export { KeepOwnAccount, type OwnAccount } from './accounts/own-account.use-case.js';
export {
  KeepOwnTokens,
  type MadeToken,
  type ShownToken,
  type TokenLimits,
} from './accounts/own-tokens.use-case.js';
export type { PasswordHasher } from './accounts/password-hasher.port.js';
export { type LinkNotSent, RequestLink } from './accounts/request-link.use-case.js';
export type { Authenticator, SecondFactorRecords, TotpCodes } from './accounts/second-factor.port.js';
export { type NotUnsealed, SecondStep } from './accounts/second-step.use-case.js';
export type {
  FoundSession,
  NewSession,
  OwnSession,
  SessionRecords,
  SessionStore,
  Way,
} from './accounts/sessions.port.js';
export { SignInByPassword } from './accounts/sign-in-by-password.use-case.js';
export type { NewToken, OwnToken, TokenRecords } from './accounts/tokens.port.js';
export type { AuditEntry, AuditTrail } from './audit/audit.port.js';
export type { AuditTrailFeed } from './audit/audit-feed.port.js';
export type { AuditLine } from './audit/audit-line.port.js';
export { detailDigest, FIRST_PREV_HASH, sealOf } from './audit/seal.js';
export { VerifyAudit } from './audit/verify-audit.use-case.js';
export { ApplyBatchPage } from './batches/apply-batch-page.use-case.js';
export { ApproveBatch } from './batches/approve-batch.use-case.js';
export { BatchDriver, type BatchLog } from './batches/batch-driver.js';
export type {
  Batch,
  BatchActor,
  BatchCounts,
  BatchItem,
  BatchItemOutcome,
  BatchItemState,
  BatchPlace,
  BatchPlan,
  BatchRecords,
  BatchRequest,
} from './batches/batches.port.js';
export { OrderBatch } from './batches/order-batch.use-case.js';
export { PlanBatch } from './batches/plan-batch.use-case.js';
export type { SecondAccountRule } from './batches/second-account.js';
export { ShowBatchPlan } from './batches/show-batch-plan.query.js';
export { ShowBatches } from './batches/show-batches.query.js';
export { WithdrawBatch } from './batches/withdraw-batch.use-case.js';
export { type BoardMirror, BoardMirrors } from './board/board-mirror.js';
export { BoardView } from './board/board-view.js';
export type { MirroredBoard } from './board/mirrored-board.types.js';
export { ShowBoard } from './board/show-board.query.js';
export type {
  BoardCount,
  BoardFilter,
  BoardReading,
  Heads,
  OutsideCount,
  StuckCount,
  WaitingCount,
  WatchModel,
} from './board/watch-model.port.js';
export { EnterPapers, type EntryLog } from './bulk-entry/enter-papers.use-case.js';
export type { EntryTemplate } from './bulk-entry/entry-template.query.js';
export { ReadEntryTemplate } from './bulk-entry/entry-template.query.js';
export { ActOnCalendar } from './calendar/act-on-calendar.use-case.js';
export type { CalendarAct, CalendarActKey, CalendarRecords, OpenAtStage } from './calendar/calendar.port.js';
export type {
  CertificationModel,
  RegistrationCount,
  ResultFilter,
  ResultLine,
} from './certification/certification-model.port.js';
export type { ExclusionLine, ExclusionModel } from './certification/exclusion-model.port.js';
export { ListAwardProposals } from './certification/list-award-proposals.query.js';
export { ListExclusions } from './certification/list-exclusions.query.js';
export { ListHeads } from './certification/list-heads.query.js';
export { ListRegistrations } from './certification/list-registrations.query.js';
export { ListResults } from './certification/list-results.query.js';
export { ApplyCommand } from './commands/apply-command.use-case.js';
export type { DispatcherLog } from './commands/command-dispatcher.js';
export { CommandDispatcher } from './commands/command-dispatcher.js';
export type {
  Command,
  CommandActor,
  CommandOutcome,
  CommandRecords,
  CommandStatus,
} from './commands/commands.port.js';
export { PlanRestart } from './commands/plan-restart.use-case.js';
export { RegisterCommand } from './commands/register-command.use-case.js';
export { SaveDraft } from './commands/save-draft.use-case.js';
export { ShowCommand } from './commands/show-command.query.js';
export { SubmitCommand } from './commands/submit-command.use-case.js';
export { dayChanges, type SubjectPast } from './counters/counter-days.js';
export type { CounterCell, CounterChange, CounterRecords, DayChange } from './counters/counters.port.js';
export type { LevelRules } from './cycle-rules/cycle-days.js';
export type { Rules, Subject } from './cycle-rules/cycle-rules.js';
export { CycleRules } from './cycle-rules/cycle-rules.js';
export { CloseYears } from './cycles/close-years.use-case.js';
export { CycleSummary } from './cycles/cycle-summary.js';
export type {
  Amendment,
  AmendmentRequest,
  ClockKind,
  Confirmation,
  Cycle,
  CycleRecords,
  CycleToWake,
  DeadlineEffect,
  GuidanceEffect,
  GuidanceLetter,
  GuidanceRequest,
  NewAmendment,
  NewConfirmation,
  NewCycle,
  NewGuidanceLetter,
  Turn,
  TurnMark,
} from './cycles/cycles.port.js';
export { ListCycles } from './cycles/list-cycles.query.js';
export { NameStep, type StepName } from './cycles/name-step.query.js';
export type { OpenCycleRequest, OpenedCycle } from './cycles/open-cycle.use-case.js';
export { OpenCycle } from './cycles/open-cycle.use-case.js';
export type { OpeningBookmark } from './cycles/open-units.use-case.js';
export { OpenUnits } from './cycles/open-units.use-case.js';
export { ShowCycle } from './cycles/show-cycle.query.js';
export { YearOpener } from './cycles/year-opener.js';
export { AmendDeadline } from './deadlines/amend-deadline.use-case.js';
export { ListDeadlines } from './deadlines/list-deadlines.query.js';
export { CorrectDecision } from './decisions/correct-decision.use-case.js';
export type {
  CorrectableDecision,
  CorrectionRecords,
  DecisionCorrection,
  NumberSearch,
} from './decisions/corrections.port.js';
export type { DecisionLine, DecisionModel, DecisionUnitLine } from './decisions/decision-model.port.js';
export type { DecisionDocument, DecisionItem, DecisionRecords } from './decisions/decisions.port.js';
export type { DecisionRecorded } from './decisions/list-decision.js';
export { PlanResult } from './decisions/plan-result.use-case.js';
export { ReadDecisionList } from './decisions/read-decision-list.use-case.js';
export { ReadDecisions } from './decisions/read-decisions.query.js';
export type { ClassificationRecorded } from './decisions/record-classification.use-case.js';
export { RecordClassification } from './decisions/record-classification.use-case.js';
export type { DecisionRequest } from './decisions/record-decision.use-case.js';
export { RecordDecision } from './decisions/record-decision.use-case.js';
export type {
  AvailableDocument,
  ComposedDocument,
  DocumentRequest,
} from './documents/compose-document.use-case.js';
export { ComposeDocument } from './documents/compose-document.use-case.js';
export type {
  AnswersInput,
  AwardLine,
  DocumentExclusion,
  DocumentInput,
  DocumentScene,
  DocumentStep,
  DocumentUnit,
  GuidanceInput,
  LateLine,
  ListInput,
  MonthlyInput,
  RecordedPaper,
  ReminderInput,
  ReportInput,
  UnitInput,
} from './documents/document-input.port.js';
export type { DocumentFormat, DocumentRenderer } from './documents/document-renderer.port.js';
export type { CycleBody, CycleUnit, DocumentRecords, HeadLine } from './documents/documents.port.js';
export { AddEvidence } from './evidence/add-evidence.use-case.js';
export type { EvidenceFields, NamedFile } from './evidence/check-evidence.js';
export type {
  Evidence,
  EvidencePage,
  EvidenceRecords,
  EvidenceWithdrawal,
  NamedEvidenceFile,
} from './evidence/evidence.port.js';
export type { EvidenceQuota } from './evidence/evidence-quota.js';
export { ReadEvidence } from './evidence/read-evidence.use-case.js';
export type { FileStorage, ReceivedFile, StoragePlace } from './evidence/storage.port.js';
export { SweepEvidenceFiles } from './evidence/sweep-evidence-files.use-case.js';
export { WithdrawEvidence } from './evidence/withdraw-evidence.use-case.js';
export { AskExtension, type ShownExtension } from './extensions/ask-extension.use-case.js';
export { extensionAnswer } from './extensions/extension-answer.js';
export type {
  ExtensionEnd,
  ExtensionRecords,
  ExtensionRequest,
  ExtensionState,
} from './extensions/extensions.port.js';
export { GrantExtension } from './extensions/grant-extension.use-case.js';
export { ListExtensions } from './extensions/list-extensions.query.js';
export { ConfirmFigure } from './figures/confirm-figure.use-case.js';
export { ListFigures } from './figures/list-figures.use-case.js';
export { FreezeFigures } from './freezes/freeze-figures.use-case.js';
export type { FigureFreeze, FreezePart, FreezeRecords } from './freezes/freezes.port.js';
export { ReadFreezes } from './freezes/read-freezes.query.js';
export { ListGuidance } from './guidance/list-guidance.query.js';
export { RecordGuidance } from './guidance/record-guidance.use-case.js';
export type { HolidayEditRequest } from './holidays/edit-holidays.use-case.js';
export { EditHolidays } from './holidays/edit-holidays.use-case.js';
export type { HolidayEdit } from './holidays/holiday-change.js';
export { foundation, readHolidayFile } from './holidays/holiday-list.js';
export type {
  HolidayDay,
  HolidayEffect,
  HolidayList,
  HolidayRecords,
  HolidayRequest,
  HolidayVersion,
  NewHolidayVersion,
} from './holidays/holidays.port.js';
export { WHOLE_COUNTRY } from './holidays/holidays.port.js';
export { ImportHolidays } from './holidays/import-holidays.use-case.js';
export { ReadHolidays } from './holidays/read-holidays.use-case.js';
export { workingDaysBy } from './holidays/working-days.js';
export type { Credential } from './identity/credential.js';
export type { Identity } from './identity/identity.js';
export { presentSight, readingAs, type Sight } from './identity/sight.js';
export type { FoundToken, TokenStore } from './identity/token-store.port.js';
export { mintToken, newToken, tokenDigest } from './identity/tokens.js';
export { standingDossier } from './judging/judge-content.js';
export type { ListFile, ListFiles, UnreadableList } from './lists/list-files.port.js';
export type { DeliveryLog } from './mail/deliver-mail.use-case.js';
export { DeliverMail } from './mail/deliver-mail.use-case.js';
export type {
  ClaimedMessage,
  MailQueue,
  MailRenderer,
  MailSender,
  RenderedMail,
  SendOutcome,
  SentText,
} from './mail/mail-queue.port.js';
export type { MailParams, MailValue, MessageOutbox, NewMessage } from './mail/outbox.port.js';
export { ReadMessages } from './mail/read-messages.query.js';
export { MigrateCycle } from './migration/migrate-cycle.use-case.js';
export type {
  MigratedYear,
  Migration,
  MigrationProgress,
  MigrationRecords,
  NewMigration,
  ProvinceArea,
} from './migration/migrations.port.js';
export { ImportOffices } from './offices/import-offices.use-case.js';
export type { KeptOffice, OfficeRecords } from './offices/offices.port.js';
export { ReadOffices } from './offices/read-offices.query.js';
export type {
  MonthlyAsk,
  MonthlyDue,
  MonthlyFigure,
  MonthlyPage,
  WorriedCommune,
} from './oversight/monthly-page.port.js';
export type {
  DeadMailbox,
  NewDeadMailbox,
  OfficeAct,
  OverseerMail,
  OverseerMailKind,
  OverseerTurnMark,
  OversightRecords,
  OwedLine,
  SectorOffice,
  ToldList,
} from './oversight/oversight.port.js';
export { TellOverseers } from './oversight/tell-overseers.js';
export type {
  DecisionRecord,
  Draft,
  HeadsRecord,
  NamedDecision,
  PaperRecords,
  ReportPaper,
  ReportRecord,
  SheetLine,
  SheetRecord,
  SubmissionRecord,
} from './papers/papers.port.js';
export { type PaperSlip, ReadPaperSlip } from './papers/read-paper-slip.query.js';
export { ReadPolicies } from './policies/read-policies.query.js';
export { ApproveDraft } from './presenting/approve-draft.use-case.js';
export { PresentDraft, type PresentedStep } from './presenting/present-draft.use-case.js';
export { presentedAnswer } from './presenting/presented-answer.js';
export type {
  PresentedDraft,
  PresentedDraftRecords,
  PresentedEnd,
  PresentedState,
  WaitingDraft,
} from './presenting/presented-drafts.port.js';
export { ShowPresented } from './presenting/show-presented.query.js';
export type { PageAfter } from './read-model/page.port.js';
export type {
  CycleUnits,
  HistoryLine,
  MessageFilter,
  MessageLine,
  MessageTry,
  ReadModel,
  UnitFilter,
  UnitYearLine,
} from './read-model/read-model.port.js';
export { CheckAudit } from './reconciliation/check-audit.query.js';
export { EvidenceFilesCheck } from './reconciliation/evidence-files-check.js';
export { ReconcileCycle } from './reconciliation/reconcile-cycle.query.js';
export type { Finding } from './reconciliation/reconciler.js';
export { Reconciler } from './reconciliation/reconciler.js';
export type { ImportPlace } from './registers/import-entries.use-case.js';
export { ImportEntries } from './registers/import-entries.use-case.js';
export { ReadRegisters } from './registers/read-registers.query.js';
export type { EntryChange, EntryPlace } from './registers/record-entry.use-case.js';
export { RecordEntry } from './registers/record-entry.use-case.js';
export type {
  EntriesSince,
  RecordedBy,
  RegisterCount,
  RegisterEntry,
  RegisterFilter,
  RegisterLine,
  RegisterRecords,
  Reopening,
} from './registers/registers.port.js';
export { ReopenRegisters } from './registers/reopen-registers.use-case.js';
export { AdvanceRehearsal } from './rehearsal/advance-rehearsal.use-case.js';
export { DriveRehearsedYear } from './rehearsal/drive-rehearsed-year.use-case.js';
export type { MintedAccount, WantedAccount } from './rehearsal/mint-rehearsal-accounts.use-case.js';
export { MintRehearsalAccounts } from './rehearsal/mint-rehearsal-accounts.use-case.js';
export { MoveClock } from './rehearsal/move-clock.use-case.js';
export type {
  RehearsalAccount,
  RehearsalRecords,
  RehearsalTotals,
  Unsettled,
} from './rehearsal/rehearsal.port.js';
export type {
  RehearsedYear,
  RehearsedYearRecords,
  YearEnd,
  YearOrder,
  YearProblem,
  YearProgress,
} from './rehearsal/rehearsed-year.port.js';
export type { RehearsedYearRuns } from './rehearsal/rehearsed-year-runs.port.js';
export { ShowRehearsal } from './rehearsal/show-rehearsal.query.js';
export { ShowRehearsedYear } from './rehearsal/show-rehearsed-year.query.js';
export { StartRehearsedYear } from './rehearsal/start-rehearsed-year.use-case.js';
export { StepRehearsal } from './rehearsal/step-rehearsal.use-case.js';
export { StopRehearsedYear } from './rehearsal/stop-rehearsed-year.use-case.js';
export type { DrivingAccount, DrivingToken, YearDriver, YearHands } from './rehearsal/year-driver.port.js';
export type { CarryProgress } from './reminders/carry-reminders.use-case.js';
export { CarryReminders } from './reminders/carry-reminders.use-case.js';
export type { ReminderTurn } from './reminders/plan-reminders.use-case.js';
export { PlanReminders } from './reminders/plan-reminders.use-case.js';
export type { PreviewRequest } from './reminders/preview-reminders.use-case.js';
export { PreviewReminders } from './reminders/preview-reminders.use-case.js';
export type {
  AddressedYear,
  ContactAddresses,
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
} from './reminders/reminders.port.js';
export { Upcoming } from './reminders/upcoming.use-case.js';
export type { AnswersRequest } from './report-forms/list-answers.use-case.js';
export { ListAnswers } from './report-forms/list-answers.use-case.js';
export { OwnReportDraft } from './report-forms/own-draft.use-case.js';
export type { AnsweringOffice, ReportTexts } from './report-forms/report-texts.port.js';
export { ShowReportForm } from './report-forms/show-form.use-case.js';
export { figureNames } from './report-words/figure-names.js';
export { answerTo, unanswered } from './report-words/report-words.js';
export type { ReportWords } from './report-words/report-words.port.js';
export type {
  FigureRecords,
  ReportContent,
  ReportUnit,
  ResultCount,
  StageCount,
  TargetUnit,
  UnitOfLevel,
} from './reports/figures.port.js';
export type { LateRequest } from './reports/late-lines.js';
export { ListLate } from './reports/list-late.use-case.js';
export { ListPapers } from './reports/list-papers.query.js';
export type { ReportsRequest } from './reports/list-reports.use-case.js';
export { ListReports } from './reports/list-reports.use-case.js';
export type { TargetsRequest } from './reports/show-targets.use-case.js';
export { ShowTargets } from './reports/show-targets.use-case.js';
export type { Runs, UnitRun } from './runs/runs.port.js';
export { UpdateFailedError } from './runs/runs.port.js';
export type { ChoiceRecords, GapChoice } from './scoring/choices.port.js';
export { ReadScoringRecords } from './scoring/read-scoring-records.use-case.js';
export type { ChoiceRequest } from './scoring/record-choice.use-case.js';
export { RecordChoice } from './scoring/record-choice.use-case.js';
export { ShowScore } from './scoring/show-score.query.js';
export type { ScoreCheckQuery } from './scoring/verify-scores.use-case.js';
export { VerifyScores } from './scoring/verify-scores.use-case.js';
export type { FaultPoint, FaultPoints } from './transaction/fault-points.port.js';
export { FAULT_POINT_NAMES } from './transaction/fault-points.port.js';
export type { Records } from './transaction/records.port.js';
export type {
  KeptRequest,
  RequestKey,
  RequestMark,
  RequestRecords,
} from './transaction/requests.port.js';
export type { CommandStep } from './transaction/steps.port.js';
export type { UnitOfWork } from './transaction/unit-of-work.port.js';
export { ListUnitYears } from './unit-pages/list-unit-years.query.js';
export { ShowUnitYear } from './unit-pages/show-unit-year.query.js';
export { LoadUnitYear } from './unit-years/load-unit-year.use-case.js';
export type {
  FactRecord,
  MovedDays,
  NewYear,
  SubjectKind,
  UnitYear,
  UnitYearRecords,
  YearChange,
} from './unit-years/unit-years.port.js';
export type { UnitImport } from './units/import-units.use-case.js';
export { ImportUnits } from './units/import-units.use-case.js';
export { ReadUnits } from './units/read-units.query.js';
export type {
  Area,
  AreaInTime,
  Commune,
  Contact,
  FormerCommune,
  MisplacedUnit,
  NewUnit,
  Office,
  OfficePlace,
  StoredUnit,
  Unit,
  UnitMove,
  UnitRecords,
} from './units/units.port.js';
export type { SettledStep, WaitingRecords } from './waiting/waiting.port.js';
