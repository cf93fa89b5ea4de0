import { type Scope, scopeCode } from './scope.js';

/** The areas that a commune, a district or a sector lies in. */
export interface AreasAbove {
  readonly provinceCode?: string;
  readonly districtCode?: string;
}

/**
 * Whether a scope holds nothing that another one does not hold.
 *
 * @param above of the first one; empty where nobody knows it
 */
export function isWithinScope(scope: Scope, of: Scope, above: AreasAbove): boolean {
  if (scope.level === of.level && scopeCode(scope) === scopeCode(of)) return true;
  if (scope.level === 'unit') return false;
  if (of.level === 'tinh') return above.provinceCode === of.provinceCode;
  return of.level === 'huyen' && scope.level === 'xa' && above.districtCode === of.districtCode;
}
