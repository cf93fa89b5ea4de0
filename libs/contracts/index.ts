export type * from './api.js';
export type * from './api-board.js';
export type * from './api-deadlines.js';
export type * from './api-figures.js';
export type * from './api-rehearsal.js';
export type * from './api-reminders.js';
export type { ReminderActivities } from './area-reminders.contract.js';
export type {
  AreaYearInput,
  AreaYearRun,
  CalendarActivities,
  CycleTurn,
  OpeningActivities,
  OpeningProgress,
} from './area-year.contract.js';
export { areaYearQuery, closeAreaYearSignal, wakeSignal } from './area-year.messages.js';
export type { CommandBody, CommandKind } from './command-bodies.js';
export { commandBody, updateNameOf } from './command-bodies.js';
export type { DeadlineBody } from './deadline-body.js';
export { deadlineBody } from './deadline-body.js';
export type { Problem, SentenceParams } from './domain-error.js';
export { DomainError } from './domain-error.js';
export * from './ids.js';
export type { MailActivities, MailDeliveryInput } from './mail-delivery.contract.js';
export type {
  RehearsalActivities,
  RehearsalClock,
  RehearsalGoal,
  RehearsalInput,
  RehearsalRun,
  RehearsalStep,
} from './rehearsal.contract.js';
export { advanceToSignal, rehearsalQuery } from './rehearsal.messages.js';
export { roleName, sentenceFor } from './sentences.js';
export type {
  CommandApplied,
  CommandCarried,
  CommandReference,
  RecordsActivities,
  StageView,
  UnitYearInput,
  UnitYearView,
} from './unit-year.contract.js';
export type { UpdateName } from './unit-year.messages.js';
export { STAGE_UPDATE_NAMES, UPDATE_NAMES, unitYearQuery, unitYearUpdates } from './unit-year.messages.js';
