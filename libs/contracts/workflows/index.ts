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
export * from './ids.js';
export type { MailActivities, MailDeliveryInput } from './mail-delivery.contract.js';
export type {
  RehearsalActivities,
  RehearsalInput,
  RehearsalRun,
  RehearsalStep,
  RehearsedYearActivities,
  RehearsedYearEnd,
} from './rehearsal.contract.js';
export { advanceToSignal, rehearsalQuery } from './rehearsal.messages.js';
export { RUN_TEXTS } from './run-texts.js';
export type {
  CommandApplied,
  CommandCarried,
  CommandReference,
  RecordsActivities,
  StageView,
  UnitYearInput,
  UnitYearView,
} from './unit-year.contract.js';
export { unitYearQuery, unitYearUpdates } from './unit-year.messages.js';
export { NAMED_STAGES, UPDATE_NAMES } from './update-names.js';
