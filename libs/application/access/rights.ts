import {
  type AccessCode,
  isChange,
  isReadingRole,
  mayAct,
  type Permission,
  possibleRelations,
  type Relation,
  RIGHTS,
  relationsToNamedProvince,
  relationsToProvince,
  rolesOf,
  type SeenProvince,
  scopeCode,
} from '#libs/access';
import { DomainError } from '#libs/contracts';
import type { Identity } from '../identity/identity.js';

/** The refusal for a code of the table; undefined where it names the unit, the stage or the register as well. */
function plainRefusal(code: AccessCode, act: Permission): DomainError | undefined {
  switch (code) {
    case 'ACTOR.ADMINISTRATOR_ONLY':
    case 'ACTOR.OTHER_AREA':
    case 'ACTOR.UNIT_ACCOUNT':
    case 'ACTOR.AREA_PAPER':
    case 'ACTOR.DEPUTY':
    case 'ACTOR.EVIDENCE':
    case 'EVIDENCE.OTHERS':
      return new DomainError(code);
    case 'ACTOR.OTHER_ROLE':
      return new DomainError(code, { roles: rolesOf(RIGHTS, act).join(',') });
    default:
      return undefined;
  }
}

/** @throws Error for a code that is told with its subject, by who knows that */
export function denied(code: AccessCode, act: Permission): DomainError {
  const refusal = plainRefusal(code, act);
  if (refusal === undefined) throw new Error(`${code} of ${act} is told with its subject`);
  return refusal;
}

/**
 * What an account is told that could do none of these acts to any subject at all; undefined where it could do one, or
 * where the refusal names the subject.
 */
export function deniedAtOnce(identity: Identity, acts: readonly Permission[]): DomainError | undefined {
  if (isReadingRole(identity.role) && acts.every((act) => isChange(RIGHTS, act)))
    return new DomainError('ACTOR.READS_ONLY');
  const could = possibleRelations(identity);
  const verdicts = acts.map((act) => ({ act, ...mayAct(RIGHTS, identity.role, act, could) }));
  const [first] = verdicts;
  if (first === undefined || first.granted || verdicts.some(({ granted }) => granted)) return undefined;
  return plainRefusal(first.code, first.act);
}

/**
 * Asks the table of rights.
 *
 * @param held the relations in which the account stands to what it acts on
 * @throws DomainError with the code that the table gives
 */
export function requireRight({ role }: Identity, act: Permission, held: ReadonlySet<Relation>): void {
  const verdict = mayAct(RIGHTS, role, act, held);
  if (!verdict.granted) throw denied(verdict.code, act);
}

/**
 * What concerns a cycle that the account may see, or its province.
 *
 * @param province as `visibleCycle` has told it
 * @throws DomainError ACTOR.ADMINISTRATOR_ONLY, ACTOR.OTHER_AREA, ACTOR.OTHER_ROLE, ACTOR.UNIT_ACCOUNT, ACTOR.AREA_PAPER
 */
export const requireInProvince = (identity: Identity, act: Permission, province: SeenProvince): void =>
  requireRight(identity, act, relationsToProvince(identity, province));

/**
 * What concerns a province as a whole that the request names.
 *
 * @throws DomainError ACTOR.ADMINISTRATOR_ONLY, ACTOR.OTHER_AREA
 */
export const requireOfProvince = (identity: Identity, act: Permission, provinceCode: string): void =>
  requireRight(identity, act, relationsToNamedProvince(identity, provinceCode));

/**
 * Refuses at once what the account could do to no subject at all.
 *
 * @throws DomainError with the code that the table gives
 */
export const requireEver = (identity: Identity, act: Permission): void =>
  requireRight(identity, act, possibleRelations(identity));

/**
 * The province whose tables the account changes: its own.
 *
 * @throws DomainError ACTOR.OTHER_AREA, ACTOR.ADMINISTRATOR_ONLY
 */
export function requireOwnProvince(identity: Identity, act: Permission): string {
  const code = scopeCode(identity.scope);
  requireOfProvince(identity, act, code);
  return code;
}
