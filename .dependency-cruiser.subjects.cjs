/**
 * What each subject of the application reads of other subjects, ports apart: who may do what, and which rules hold,
 * are the lowest; commands, decisions and documents the highest. A line names lower subjects only.
 */
const applicationReads = {
  'cycle-rules': [],
  counters: [],
  runs: [],
  access: ['cycle-rules'],
  'unit-years': ['cycle-rules'],
  mail: ['cycle-rules'],
  units: ['access'],
  figures: ['access', 'cycle-rules'],
  rehearsal: ['access', 'cycle-rules', 'runs'],
  scoring: ['access', 'counters', 'cycle-rules', 'runs'],
  registers: ['access', 'cycle-rules', 'unit-years'],
  judging: ['cycle-rules', 'registers', 'scoring'],
  evidence: ['access', 'cycle-rules', 'judging', 'scoring', 'unit-years'],
  cycles: ['access', 'counters', 'cycle-rules', 'runs'],
  calendar: ['cycle-rules', 'cycles', 'mail', 'runs'],
  migration: ['access', 'counters', 'cycle-rules', 'cycles', 'mail', 'runs'],
  reminders: ['access', 'cycle-rules', 'mail', 'runs'],
  deadlines: ['access', 'cycle-rules', 'reminders', 'runs'],
  holidays: ['access', 'cycle-rules', 'reminders', 'runs'],
  reports: ['access', 'cycle-rules', 'judging', 'reminders'],
  decisions: ['access', 'cycle-rules', 'judging', 'scoring'],
  commands: ['access', 'counters', 'cycle-rules', 'judging', 'mail', 'reminders', 'reports', 'runs'],
  documents: ['access', 'cycle-rules', 'judging', 'reminders', 'reports', 'scoring'],
  certification: ['access', 'cycle-rules', 'decisions', 'judging'],
  board: ['access', 'counters', 'cycle-rules'],
  policies: ['cycle-rules'],
  'unit-pages': ['access', 'certification', 'cycle-rules', 'units'],
  reconciliation: ['access', 'counters', 'cycle-rules', 'evidence'],
};

/**
 * What each subject of the persistence reads of other subjects, rows apart: rows refer to each other by foreign keys.
 */
const persistenceReads = {
  accounts: [],
  areas: [],
  audit: [],
  commands: [],
  counters: [],
  deadlines: [],
  evidence: [],
  figures: [],
  health: [],
  holidays: [],
  mail: [],
  policies: [],
  scoring: [],
  'unit-years': [],
  units: ['areas'],
  papers: ['areas'],
  registers: ['areas'],
  reports: ['areas'],
  board: ['areas', 'unit-years'],
  calendar: ['unit-years'],
  migration: ['unit-years'],
  reminders: ['areas', 'unit-years'],
  rehearsal: ['reminders'],
  cycles: ['deadlines', 'figures', 'reminders'],
  decisions: ['areas', 'unit-years'],
  documents: ['decisions', 'papers', 'unit-years', 'units'],
  'read-model': ['areas', 'cycles', 'papers', 'unit-years', 'units'],
};

module.exports = { applicationReads, persistenceReads };
