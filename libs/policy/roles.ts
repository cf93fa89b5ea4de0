/** Roles that act in a cycle; the actor of a pack's stage is one of them. */
export const ACTING_ROLES = [
  'unit-officer',
  'unit-head',
  'appraiser',
  'deciding-body',
  'supervisor',
  'administrator',
] as const;

/** Roles that an account may have: those that act, and three that read and change nothing. */
export const ACTOR_ROLES = [...ACTING_ROLES, 'auditor', 'operator', 'screen'] as const;

export type ActorRole = (typeof ACTOR_ROLES)[number];
