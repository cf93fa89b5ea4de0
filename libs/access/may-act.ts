import type { ActorRole } from '#libs/policy';
import { RELATIONS, type Relation } from './relations.js';
import type { Permission, Rights, RoleCode } from './rights.js';
import { READING_ROLES } from './roles.js';

/** Whether an act is granted, and what it fails for where it is not. */
export type Verdict<Act extends Permission = Permission> =
  | { readonly granted: true }
  | { readonly granted: false; readonly lacks: 'role'; readonly code: RoleCode<Act> }
  | {
      readonly granted: false;
      readonly lacks: 'relation';
      readonly code: RelationCode;
      readonly relation: Relation;
    };

type CodedRelation = {
  [Name in Relation]: (typeof RELATIONS)[Name] extends { readonly code: string } ? Name : never;
}[Relation];
type RelationCode = (typeof RELATIONS)[CodedRelation]['code'];

const hasCode = (relation: Relation): relation is CodedRelation => 'code' in RELATIONS[relation];

/** Roles that may do the act at all, in the order of the table. */
export const rolesOf = (table: Rights, act: Permission): readonly ActorRole[] =>
  Object.keys(table[act].may) as ActorRole[];

/** Whether the act changes something: no role that only reads may do it. */
export const isChange = (table: Rights, act: Permission): boolean =>
  READING_ROLES.every((role) => table[act].may[role] === undefined);

/**
 * Whether an account of this role may do the act. Pure: whoever asks has found out how the account stands to the subject.
 *
 * @param held the relations in which the account stands to the subject
 */
export function mayAct<Act extends Permission>(
  table: Rights,
  role: ActorRole,
  act: Act,
  held: ReadonlySet<Relation>,
): Verdict<Act> {
  const right = table[act];
  const { first } = right;
  if (first?.roles.includes(role) === true && !held.has(first.relation) && hasCode(first.relation)) {
    return lacking(first.relation);
  }
  const needed = right.may[role];
  if (needed !== undefined && held.has(needed)) return { granted: true };
  if (needed !== undefined && hasCode(needed)) return lacking(needed);
  return { granted: false, lacks: 'role', code: right.told?.[role] ?? right.refusal };
}

const lacking = (relation: CodedRelation) =>
  ({ granted: false, lacks: 'relation', code: RELATIONS[relation].code, relation }) as const;
