export { answerDays, appealUntil } from './appeal-days.js';
export type {
  CertificationProblem,
  Dossier,
  DossierEntry,
  DossierLine,
  HeadInWindow,
  HeadTerm,
  Pledges,
  Registrations,
} from './certification.types.js';
export type { DecisionNaming, NamingChange } from './decision-correction.js';
export { correctedNaming, presentNaming } from './decision-correction.js';
export type { DecisionList, DecisionListLine } from './decision-list.js';
export { checkDecisionList, readDecisionFile, readDecisionList } from './decision-list.js';
export type { DelegationFault } from './delegation.js';
export { delegationFault } from './delegation.js';
export type { DossierContext } from './dossier.js';
export { dossierOf } from './dossier.js';
export type { EntryCellKind, EntryColumn, EntryTable, TypedCriterion } from './entry-table.js';
export { entryTables } from './entry-table.js';
export type { Exclusion } from './exclusion.js';
export { excludedClasses, exclusionOf, hasExclusions } from './exclusion.js';
export { checkHeads, headsInWindow } from './heads.js';
export type { EntryContent, EntryLine, EntryList } from './read-entries.js';
export { entryPlace, readEntries } from './read-entries.js';
export { checkPledges, checkRegistrations, registrationsOf } from './registrations.js';
