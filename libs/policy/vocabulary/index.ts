// The closed sets of words alone: what runs in a browser reads them without the packs and their calendar.
export { LEVELS } from '../levels.js';
export { ACTING_ROLES, ACTOR_ROLES } from '../roles.js';
