/** Roles that a token, and the actor of a stage, may have. */
export const ACTOR_ROLES = [
  'unit-officer',
  'unit-head',
  'appraiser',
  'deciding-body',
  'supervisor',
  'administrator',
] as const;

export type ActorRole = (typeof ACTOR_ROLES)[number];
