import type { Scope } from '#libs/access';
import type { ReadModel } from '../read-model/read-model.port.js';
import type { Heads } from './watch-model.port.js';

/** Audit numbers by area. */
export const headsOf = (rows: readonly { readonly areaCode: string; readonly seq: number }[]): Heads =>
  new Map(rows.map(({ areaCode, seq }) => [areaCode, seq]));

/** Areas whose chains an account is told of. */
export type Watched = ReadonlySet<string> | 'all';

/** A commune's account is told of its own chain only, a district's of its own and of those of its communes. */
export async function watchedBy(readModel: Pick<ReadModel, 'communesIn'>, scope: Scope): Promise<Watched> {
  switch (scope.level) {
    // The units of a sector lie in any commune; what of their rows is told is narrowed by their kind.
    case 'tinh':
    case 'sector':
      return 'all';
    case 'huyen':
      return new Set([scope.districtCode, ...(await readModel.communesIn(scope.districtCode))]);
    case 'xa':
      return new Set([scope.communeCode]);
    case 'unit':
      return new Set();
  }
}

/** The chains of those areas alone. */
export const inScope = (heads: Heads, watched: Watched): Heads =>
  watched === 'all' ? heads : new Map([...heads].filter(([area]) => watched.has(area)));

/** Sum of the audit numbers that the account may know of; rises with each change in its scope. */
export function sumOf(heads: Heads, watched: Watched): number {
  return [...inScope(heads, watched).values()].reduce((sum, seq) => sum + seq, 0);
}
