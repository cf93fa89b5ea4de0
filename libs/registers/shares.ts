import type { RegisterReading } from '#libs/policy';
import type { Entry } from './registers.types.js';

/** How many of a group took part. */
export interface GroupShare {
  /** Vietnamese: `đảng viên`. */
  readonly name: string;
  readonly done: number;
  readonly of: number;
}

type ShareReading = Extract<RegisterReading, { as: 'share' }>;

/** The number in a field of an entry; 0 where it has none. */
export const numberOf = ({ data }: Entry, field: string): number => {
  const value = data[field];
  return typeof value === 'number' ? value : 0;
};

/**
 * The shares by group of the latest entry that counted any, which stands for the whole year; groups of nobody are left
 * out. Undefined where no entry counted.
 *
 * @param entries entries of the register, oldest first
 */
export function latestShares(
  { groups }: Pick<ShareReading, 'groups'>,
  entries: readonly Entry[],
): { readonly entry: Entry; readonly groups: readonly GroupShare[] } | undefined {
  const entry = entries.findLast(({ data }) => groups.some(({ of }) => data[of] !== undefined));
  if (entry === undefined) return undefined;
  return {
    entry,
    groups: groups
      .filter(({ of }) => numberOf(entry, of) > 0)
      .map(({ name, done, of }) => ({ name, done: numberOf(entry, done), of: numberOf(entry, of) })),
  };
}
