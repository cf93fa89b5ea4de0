import type { Relation } from '#libs/access';
import type { ResolvedStage } from '#libs/policy';
import type { Actor } from './unit-year.types.js';

/**
 * How an account stands to the year whose command is judged: whether it is of the unit, or of the office that the act is
 * assigned to, was asked before the command was taken in, so only its role is left to ask.
 */
export const ADMITTED: ReadonlySet<Relation> = new Set([
  'inScope',
  'ownUnit',
  'assignedOffice',
  'receivingOffice',
  'answeringOffice',
]);

/** At the stage of a body nobody is of the unit, and the body is named by its office. */
export function admittedAt({ kind }: Pick<ResolvedStage, 'kind'>, { ownBody }: Actor): ReadonlySet<Relation> {
  if (kind !== 'area') return ADMITTED;
  const held = new Set(ADMITTED);
  held.delete('ownUnit');
  if (ownBody === true) held.add('ownBody');
  return held;
}
