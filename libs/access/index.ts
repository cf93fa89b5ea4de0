export type { AccessCode, Right } from './access.types.js';
export {
  type Account,
  possibleRelations,
  relationsTo,
  relationsToListed,
  relationsToNamedProvince,
  relationsToProvince,
  type SeenProvince,
} from './account.js';
export { isChange, mayAct, rolesOf, type Verdict } from './may-act.js';
export { rightsAtStage, rightsOfRegister, withRoles } from './merge-rights.js';
export { RELATIONS, type Relation } from './relations.js';
export {
  COMMAND_ACTS,
  type CommandAct,
  type Permission,
  RIGHTS,
  RIGHTS_BY_SUBJECT,
  type Rights,
} from './rights.js';
export { isOfficeRole, isReadingRole, isUnitRole } from './roles.js';
export { type ActingScope, areaCodeOf, isInScope, type Scope, scopeCode, scopeOf } from './scope.js';
export { areMadeApart, isSecondAccount } from './second-account.js';
export { isWithinRole } from './within-role.js';
export { type AreasAbove, isWithinScope } from './within-scope.js';
