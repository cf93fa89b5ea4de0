export type { Relation } from './access.types.js';
export { mayAct, rolesOf, type Verdict } from './may-act.js';
export { rightsAtStage, withRoles } from './merge-rights.js';
export { RIGHTS, type Rights } from './rights.js';
