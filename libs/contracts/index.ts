export type { CommandBody, CommandKind } from './commands.js';
export { updateNameOf } from './commands.js';
export type { Problem } from './domain-error.js';
export { DomainError } from './domain-error.js';
export type * from './http/index.js';
export { roleName, sentenceFor, sentenceOf } from './sentences.js';
export * from './workflows/index.js';
