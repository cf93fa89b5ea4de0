import type { ManagementLevel } from '../levels.js';
import type { PolicyPack } from '../pack.schema.js';
import type { PackDocument, PackLetterhead } from './papers.schema.js';

/** Who issues a paper at a level; a paper that the unit itself issues is the same at each. */
export const letterheadOf = (
  { letterheads }: Pick<PolicyPack, 'letterheads'>,
  { issuedBy }: Pick<PackDocument, 'issuedBy'>,
  level: ManagementLevel,
): PackLetterhead | undefined => {
  const key = issuedBy.unit ?? issuedBy[level];
  return letterheads.find((letterhead) => letterhead.key === key);
};
