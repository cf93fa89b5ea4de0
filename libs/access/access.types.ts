import type { ActorRole } from '#libs/policy';
import type { RefusalCode } from '#libs/refusals';
import type { Relation } from './relations.js';

/** A code that stands in the catalogue of refusals; another one does not compile. */
type Listed<Code extends RefusalCode> = Code;

/** Code of a refusal that the table of rights may give. */
export type AccessCode = Listed<
  | 'ACTOR.ADMINISTRATOR_ONLY'
  | 'ACTOR.AREA_PAPER'
  | 'ACTOR.DEPUTY'
  | 'ACTOR.EVIDENCE'
  | 'ACTOR.NOT_ASSIGNED'
  | 'ACTOR.NOT_HEAD'
  | 'ACTOR.NOT_RECORDER'
  | 'ACTOR.ON_BEHALF_ONLY'
  | 'ACTOR.OTHER_AREA'
  | 'ACTOR.OTHER_ROLE'
  | 'ACTOR.UNIT_ACCOUNT'
  | 'ACTOR.WRONG_ROLE'
  | 'CYCLE.UNKNOWN'
  | 'EVIDENCE.OTHERS'
  | 'UNIT.NOT_IN_SCOPE'
>;

/** Which relation each role must have to the subject; a role that is absent may not act. */
export type ByRole = Readonly<Partial<Record<ActorRole, Relation>>>;

/** Who may do one act. */
export interface Right<Code extends AccessCode = AccessCode> {
  readonly may: ByRole;
  /** What an account is told whose role may not act. */
  readonly refusal: Code;
  /** The roles that are told something more exact. */
  readonly told?: Readonly<Partial<Record<ActorRole, Code>>>;
  /** Roles that must have this relation before their role is asked at all, also where it may not act. */
  readonly first?: { readonly roles: readonly ActorRole[]; readonly relation: Relation };
  /** The state machine asks the role, so that a refusal is the recorded outcome of the command. */
  readonly judged?: boolean;
  /** No body does this to the unit that it is itself. */
  readonly notItself?: boolean;
  /** Nobody does this alone to a sheet that the same account has sent, typed for the unit or as one of its people. */
  readonly notTypist?: boolean;
}
