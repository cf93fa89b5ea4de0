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

interface Beginning {
  readonly prefixes: readonly string[];
}

/** The entry with the longest beginning that the name has. */
function byBeginning<T extends Beginning>(entries: readonly T[] | undefined, name: string): T | undefined {
  const lengthIn = ({ prefixes }: Beginning) =>
    Math.max(0, ...prefixes.filter((each) => name.startsWith(each)).map((each) => each.length));
  return (entries ?? []).filter((entry) => lengthIn(entry) > 0).sort((a, b) => lengthIn(b) - lengthIn(a))[0];
}

/** What stands after the kind of a paper in its symbol, by the kind of the area: `CAX` of a xã, `CAP` of a phường. */
export const abbreviationIn = (
  { abbreviation, abbreviations }: PackLetterhead,
  area: string,
): string | undefined => byBeginning(abbreviations, area)?.abbreviation ?? abbreviation;

/** In whose name and as what the head of an office signs: a unit by what it is, else as the letterhead says. */
export const signingOffice = (
  { authority, head, heads }: PackLetterhead,
  issuer: string,
): { readonly authority?: string; readonly head: string } => {
  const own = byBeginning(heads, issuer);
  return own === undefined ? { authority, head } : { authority: own.authority, head: own.head };
};
