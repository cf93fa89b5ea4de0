import type { ActorRole } from '#libs/policy';

/** How an account may stand to what it acts on or reads. */
export type Relation =
  /** Any account with a token. */
  | 'anyone'
  /** The account belongs to the province of the cycle, at whatever level. */
  | 'inProvince'
  /** The account is for an area: a commune, a district, a province; not for one unit. */
  | 'ofArea'
  /** The account is for the whole province that the act is about. */
  | 'ofWholeProvince'
  /** The subject lies in the scope of the account; of a list, what lies there is shown. */
  | 'inScope'
  /** The account is of the unit itself. */
  | 'ownUnit'
  /** The account is of the office whose own papers the year holds. */
  | 'ownBody'
  /** An office of the level that judges the unit; of a body's year, the body itself or an office of the province. */
  | 'assignedOffice'
  /** As `assignedOffice` for a unit; of a body's paper, an office of the kind that receives it, and never the body. */
  | 'receivingOffice'
  /** As `assignedOffice`, but of a second complaint an office of the province. */
  | 'answeringOffice'
  /** The office that recorded the entry, the one that succeeds it, or one of a higher level. */
  | 'recordingOffice'
  /** The account added it, or both are of the same unit. */
  | 'sameSide';

/** Code of a refusal that the table of rights may give. */
export type AccessCode =
  | 'ACTOR.ADMINISTRATOR_ONLY'
  | 'ACTOR.AREA_PAPER'
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
  | 'UNIT.NOT_IN_SCOPE';

/** Which relation each role must have to the subject; a role that is absent may not act. */
export type ByRole = Readonly<Partial<Record<ActorRole, Relation>>>;

/** Who may do one act. */
export interface Right<Code extends AccessCode = AccessCode> {
  readonly may: ByRole;
  /** What an account is told whose role may not act. */
  readonly refusal: Code;
  /** The roles that are told something more exact. */
  readonly told?: Readonly<Partial<Record<ActorRole, Code>>> | undefined;
  /** Roles that must have this relation before their role is asked at all, also where it may not act. */
  readonly first?: { readonly roles: readonly ActorRole[]; readonly relation: Relation } | undefined;
  /** The state machine asks the role, so that a refusal is the recorded outcome of the command. */
  readonly judged?: boolean | undefined;
  /** No body does this to the unit that it is itself. */
  readonly notItself?: boolean | undefined;
}
