export { checkEntry, describeEntry, fieldsFor } from './check-entry.js';
export { contradictionsOf } from './contradictions.js';
export { findingsOf } from './findings.js';
export type { ListRow } from './read-rows.js';
export { readRows } from './read-rows.js';
export type * from './registers.types.js';
export type { Intake, WindowOf } from './window.js';
export { intakeStage, judgeIntake, yearOfDay } from './window.js';
