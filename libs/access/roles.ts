import type { ActorRole } from '#libs/policy';

/** Roles of a unit's own people. */
export const UNIT_ROLES = ['unit-officer', 'unit-head'] as const satisfies readonly ActorRole[];

/** Roles of the offices that judge, decide and supervise. */
export const OFFICE_ROLES = [
  'appraiser',
  'deciding-body',
  'supervisor',
] as const satisfies readonly ActorRole[];

/** Roles that read and change nothing. */
export const READING_ROLES = ['auditor', 'operator', 'screen'] as const satisfies readonly ActorRole[];

const isOneOf =
  (roles: readonly ActorRole[]) =>
  (role: ActorRole): boolean =>
    roles.includes(role);

export const isUnitRole = isOneOf(UNIT_ROLES);
export const isOfficeRole = isOneOf(OFFICE_ROLES);
export const isReadingRole = isOneOf(READING_ROLES);
