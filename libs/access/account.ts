import type { ActorRole } from '#libs/policy';
import type { Scope } from './scope.js';

/** What of an account its rights depend on. */
export interface Account {
  readonly role: ActorRole;
  readonly scope: Scope;
  readonly officeCode?: string | undefined;
}
