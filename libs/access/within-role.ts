import type { ActorRole } from '#libs/policy';
import { RIGHTS, type Rights } from './rights.js';
import { isReadingRole } from './roles.js';

/**
 * Whether a role may do no more than another one at the same place: it is the same, or it only reads, and whatever it reads the
 * other reads in the same relation. Of two roles that act nobody can tell, for packs say who acts at a stage.
 */
export const isWithinRole = (role: ActorRole, of: ActorRole): boolean =>
  role === of ||
  (isReadingRole(role) &&
    Object.values(RIGHTS as Rights).every(({ may }) => may[role] === undefined || may[role] === may[of]));
