import type { ActorRole, ManagementLevel } from '#libs/policy';
import type { Relation } from './relations.js';
import { isOfficeRole } from './roles.js';
import { isInScope, type Located, type Scope } from './scope.js';

/** What of an account its rights depend on. */
export interface Account {
  readonly role: ActorRole;
  readonly scope: Scope;
  readonly officeCode?: string;
  /** Name of the head for whom the account acts as a deputy; absent where it acts for itself. */
  readonly deputyFor?: string;
}

/** A unit in a cycle, or an office that owes papers there, as the question of rights sees it. */
export interface Subject extends Located {
  /** Key of the pack's body that the subject is; absent for a unit. */
  readonly bodyKey?: string;
}

/** Whom the act that is asked about is assigned to. */
export interface Assignment {
  /** The level whose offices do it to a unit; not asked of a body. */
  readonly level?: ManagementLevel;
  /** Whether the account's office is of the kind that receives the body's paper. */
  readonly isReceiver?: boolean;
}

/** How the account stands to a subject of a cycle, for the act that the assignment is about. */
export function relationsTo(
  { role, scope, officeCode, deputyFor }: Account,
  subject: Subject,
  { level, isReceiver = false }: Assignment = {},
): ReadonlySet<Relation> {
  const isBody = subject.bodyKey !== undefined;
  const inScope = isInScope(scope, subject);
  const ownBody = isBody && officeCode === subject.unitId;
  const isAssigned = isBody ? ownBody || scope.level === 'tinh' : scope.level === level;
  const assigned = isOfficeRole(role) && inScope && isAssigned;
  return held({
    inScope,
    ownUnit: inScope && scope.level === 'unit',
    headItself: inScope && scope.level === 'unit' && deputyFor === undefined,
    ownBody,
    assignedOffice: assigned,
    answeringOffice: assigned,
    receivingOffice: isBody ? isOfficeRole(role) && inScope && isReceiver && !ownBody : assigned,
  });
}

declare const looked: unique symbol;

/**
 * Code of a province in which the account lies, whatever the level of its scope. Where a commune or a unit lies is told by
 * tables, so only who has looked there makes one of it; a bare code does not do.
 */
export type SeenProvince = string & { readonly [looked]: true };

/** How the account stands to what concerns the province in which it lies. */
export const relationsToProvince = ({ scope }: Account, province: SeenProvince): ReadonlySet<Relation> =>
  held({
    anyone: true,
    inProvince: true,
    ofArea: isOfArea(scope),
    overseesUnits: scope.level !== 'unit',
    ofWholeProvince: isWhole(scope, province),
  });

/**
 * How the account stands to what it is shown of a province in which it lies: lists leave out what is not in its scope, so
 * that an account of one unit is shown that unit alone. Whether an act on one of them is assigned to it, nobody has asked.
 */
export const relationsToListed = (account: Account, province: SeenProvince): ReadonlySet<Relation> =>
  new Set<Relation>([
    ...relationsToProvince(account, province),
    'inScope',
    ...(account.scope.level === 'unit' ? (['ownUnit'] as const) : []),
  ]);

/** How the account stands to a province that somebody has named, of which nobody knows whether it lies there. */
export const relationsToNamedProvince = ({ scope }: Account, provinceCode: string): ReadonlySet<Relation> => {
  const isOwn = isWhole(scope, provinceCode);
  return held({
    anyone: true,
    inProvince: isOwn,
    ofArea: isOwn,
    overseesUnits: isOwn,
    ofWholeProvince: isOwn,
  });
};

const isOfArea = ({ level }: Scope): boolean => level !== 'unit' && level !== 'sector';

const isWhole = (scope: Scope, provinceCode: string): boolean =>
  scope.level === 'tinh' && scope.provinceCode === provinceCode;

/** Every relation in which the account could stand to some subject, so that it has a right at all or has none. */
export const possibleRelations = ({
  scope,
  deputyFor,
}: Pick<Account, 'scope' | 'deputyFor'>): ReadonlySet<Relation> => {
  const ofUnit = scope.level === 'unit';
  const ofArea = isOfArea(scope);
  return held({
    anyone: true,
    inProvince: true,
    inScope: true,
    sameSide: true,
    ofArea,
    overseesUnits: !ofUnit,
    ofWholeProvince: scope.level === 'tinh',
    ownUnit: ofUnit,
    headItself: ofUnit && deputyFor === undefined,
    ownBody: ofArea,
    assignedOffice: ofArea,
    receivingOffice: ofArea,
    answeringOffice: ofArea,
    recordingOffice: ofArea,
  });
};

const held = (holds: Partial<Record<Relation, boolean>>): ReadonlySet<Relation> =>
  new Set((Object.keys(holds) as Relation[]).filter((relation) => holds[relation] === true));
