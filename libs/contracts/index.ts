export type * from './api.js';
export type { AreaYearInput, OpeningActivities, OpeningProgress } from './area-year.contract.js';
export { areaYearQuery, closeAreaYearSignal } from './area-year.messages.js';
export type { CommandBody, CommandKind } from './command-bodies.js';
export { commandBody, updateNameOf } from './command-bodies.js';
export type { Problem, SentenceParams } from './domain-error.js';
export { DomainError } from './domain-error.js';
export * from './ids.js';
export type { MailActivities, MailDeliveryInput } from './mail-delivery.contract.js';
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
