export type { Places } from './area-names.js';
export type { ListProblem, ListResult } from './list-result.js';
export type { OfficeDetails, OfficeLine } from './office-list.js';
export { readOfficeFile } from './office-list.js';
export { parseRoster, readRoster } from './parse-roster.js';
export type { KnownOffice, PeoplePlaces, PersonLine } from './people-list.js';
export { personKey, readPeopleFile } from './people-list.js';
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
