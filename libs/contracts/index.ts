export type * from './api.js';
export type * from './api-assumed.js';
export type * from './api-board.js';
export type * from './api-certification.js';
export type * from './api-deadlines.js';
export type * from './api-documents.js';
export type * from './api-evidence.js';
export type * from './api-figures.js';
export type * from './api-holidays.js';
export type * from './api-migrations.js';
export type * from './api-registers.js';
export * from './api-rehearsal.js';
export type * from './api-reminders.js';
export type * from './api-reports.js';
export type * from './api-scoring.js';
export type * from './api-targets.js';
export type { ChoiceBody } from './choice-body.js';
export { choiceBody } from './choice-body.js';
export type { CommandBody, CommandKind } from './command-bodies.js';
export { commandBody, updateNameOf } from './command-bodies.js';
export type { DeadlineBody } from './deadline-body.js';
export { deadlineBody } from './deadline-body.js';
export type { DecisionBody } from './decision-body.js';
export { decisionBody } from './decision-body.js';
export type { Problem } from './domain-error.js';
export { DomainError } from './domain-error.js';
export type { WithdrawalBody } from './evidence-body.js';
export { evidenceFields, withdrawalBody } from './evidence-body.js';
export type { MappingRow, MigrationBody } from './migration-body.js';
export { migrationBody } from './migration-body.js';
export type {
  RegisterCorrectionBody,
  RegisterEntryBody,
  RegisterReopeningBody,
  RegisterWithdrawalBody,
} from './register-bodies.js';
export {
  registerCorrectionBody,
  registerEntryBody,
  registerReopeningBody,
  registerWithdrawalBody,
} from './register-bodies.js';
export { roleName, sentenceFor, sentenceOf } from './sentences.js';
export * from './workflows/index.js';
