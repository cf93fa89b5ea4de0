import type { SelectQueryBuilder } from 'typeorm';
import { type Scope, scopeCode } from '#libs/access';
import { withinArea } from './within-area.js';

/** Columns that say where a row lies, and of what kind its unit is. Of no single unit `unit` is absent: no unit's account sees it. */
export interface PlacedBy {
  readonly unit?: string;
  readonly commune: string;
  readonly province: string;
  readonly kind: string;
}

/**
 * SQL: the row lies in the scope. Every list and look-up that is limited to an account goes through it.
 *
 * @param code placeholder of the one parameter, which is `scopeCode(scope)`
 */
export function inScope(scope: Scope, { unit, commune, province, kind }: PlacedBy, code: string): string {
  switch (scope.level) {
    case 'unit':
      // The code of a scope is never null; a parameter that a statement does not name has no type.
      return unit === undefined ? `${code}::text IS NULL` : `${unit} = ${code}`;
    case 'xa':
      return `${commune} = ${code}`;
    case 'huyen':
      return withinArea(commune, code);
    case 'tinh':
      return `${province} = ${code}`;
    case 'sector':
      return `(${province} = split_part(${code}, ':', 1) AND ${kind} = split_part(${code}, ':', 2))`;
  }
}

/** The query, limited to rows that lie in the scope. */
export const scoped = <T extends object>(
  query: SelectQueryBuilder<T>,
  scope: Scope,
  place: PlacedBy,
): SelectQueryBuilder<T> => query.andWhere(inScope(scope, place, ':scope'), { scope: scopeCode(scope) });

/** Where a row of `unit_year` lies. */
export const placeOfYear = (alias: string): PlacedBy => ({
  unit: `${alias}.unit_id`,
  commune: `${alias}.commune_code`,
  province: `${alias}.province_code`,
  kind: `${alias}.unit_kind`,
});

/** Where a counter of the cycle in parameter `cycle` lies: it counts the units of a commune and a kind. */
export const placeOfCounter = (cycle: string, commune = 'commune_code', kind = 'unit_kind'): PlacedBy => ({
  commune,
  kind,
  province: `(SELECT province_code FROM cycle WHERE id = ${cycle})`,
});
