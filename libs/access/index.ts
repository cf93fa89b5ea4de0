export type { Relation } from './access.types.js';
export type { Account } from './account.js';
export { mayAct, rolesOf, type Verdict } from './may-act.js';
export { rightsAtStage, withRoles } from './merge-rights.js';
export { RIGHTS, type Rights } from './rights.js';
export { areaCodeOf, isInScope, type Scope, scopeCode, scopeOf } from './scope.js';
