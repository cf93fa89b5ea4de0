import type { ActorRole, PackRegister, ResolvedStage } from '#libs/policy';
import type { ByRole } from './access.types.js';
import type { Relation } from './relations.js';
import { type Permission, RIGHTS, type Rights } from './rights.js';
import { isOfficeRole, isUnitRole, UNIT_ROLES } from './roles.js';

/** How a role stands to a unit that it acts on, where the pack names the role alone. */
const usualRelation = (role: ActorRole): Relation =>
  isUnitRole(role) ? 'ownUnit' : isOfficeRole(role) ? 'assignedOffice' : 'inScope';

/** The table in which these roles, and no other ones, may do the act. */
export const withRoles = (table: Rights, act: Permission, roles: readonly ActorRole[]): Rights => ({
  ...table,
  [act]: {
    ...table[act],
    may: Object.fromEntries(roles.map((role) => [role, usualRelation(role)])),
  },
});

/**
 * The table at one stage. The pack names the role that acts at a unit's stage; a body's paper is handed in by the body
 * itself, as the table says, and nothing else is done at its stage.
 */
export function rightsAtStage({ kind, act, actor }: Pick<ResolvedStage, 'kind' | 'act' | 'actor'>): Rights {
  if (act === 'none' || (kind === 'area' && act === 'submit')) return RIGHTS;
  const roles = kind === 'area' ? [] : [actor as ActorRole];
  const table = withRoles(RIGHTS, act, roles);
  return act === 'submit' ? withRoles(table, 'withdraw', roles) : table;
}

/**
 * The table for one register, or for what one side recorded in it: a unit's people record its own facts, and a paper of
 * theirs is entered on behalf; the police record what they saw.
 */
export function rightsOfRegister(recordedBy: PackRegister['recordedBy']): Rights {
  const roles: readonly ActorRole[] = [
    ...(recordedBy.includes('unit') ? UNIT_ROLES : []),
    ...(recordedBy.includes('police') ? (['appraiser'] as const) : []),
  ];
  const only = (may: ByRole): ByRole =>
    Object.fromEntries(Object.entries(may).filter(([role]) => roles.includes(role as ActorRole)));
  const { recordEntry, recordEntryOnBehalf, changeEntry } = RIGHTS;
  return {
    ...RIGHTS,
    recordEntry: { ...recordEntry, may: only(recordEntry.may) },
    changeEntry: { ...changeEntry, may: only(changeEntry.may) },
    recordEntryOnBehalf: recordedBy.includes('unit')
      ? recordEntryOnBehalf
      : { ...recordEntryOnBehalf, may: {} },
  };
}
