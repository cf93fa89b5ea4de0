export type {
  ParamsArgument,
  PolicyRefusalCode,
  RefusalCode,
  RefusalParams,
  Refused,
  ResultRefusalCode,
  StageRefusalCode,
} from './catalogue.js';
export { REFUSALS, REFUSALS_BY_SUBJECT } from './catalogue.js';
export { fillSentence } from './fill.js';
export type { KeyedArguments, KeyedRefusal } from './keyed.js';
export type { ParamKind, RefusalEntry } from './refusal.js';
