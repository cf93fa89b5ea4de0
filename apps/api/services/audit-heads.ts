import type { Scope } from '#libs/application';
import type { Heads } from './cycle-watch.js';

/** Audit numbers by area. */
export const headsOf = (rows: readonly { readonly areaCode: string; readonly seq: number }[]): Heads =>
  new Map(rows.map(({ areaCode, seq }) => [areaCode, seq]));

/** A commune's account is told of its own chain only. */
export function inScope(heads: Heads, scope: Scope): Heads {
  if (scope.level === 'tinh') return heads;
  return new Map([...heads].filter(([area]) => scope.level === 'xa' && area === scope.communeCode));
}

/** Sum of the audit numbers that the account may know of; rises with each change in its scope. */
export function sumOf(heads: Heads, scope: Scope): number {
  return [...inScope(heads, scope).values()].reduce((sum, seq) => sum + seq, 0);
}
