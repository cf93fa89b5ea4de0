import type { ManagementLevel, PackDocument, PackLetterhead, PolicyPack } from './pack.types.js';

/** Who issues a paper at a level; a paper that the unit itself issues is the same at each. */
export const letterheadOf = (
  { letterheads }: Pick<PolicyPack, 'letterheads'>,
  { issuedBy }: Pick<PackDocument, 'issuedBy'>,
  level: ManagementLevel,
): PackLetterhead | undefined => {
  const key = issuedBy.unit ?? issuedBy[level];
  return letterheads.find((letterhead) => letterhead.key === key);
};
