export { parseRoster, readRoster } from './parse-roster.js';
export type {
  FormerCommune,
  InferredField,
  KnownCommune,
  RosterOptions,
  RosterProblem,
  RosterProblemCode,
  RosterResult,
  RosterUnit,
} from './roster.types.js';
