import type { SelectQueryBuilder } from 'typeorm';
import type { Scope } from '#libs/access';
import { withinArea } from './within-area.js';

/** Row scope as one SQL predicate; every list goes through it. */
export function scoped<T extends object>(
  query: SelectQueryBuilder<T>,
  scope: Scope,
  column: { readonly unit: string; readonly commune: string; readonly province: string },
): SelectQueryBuilder<T> {
  switch (scope.level) {
    case 'unit':
      return query.andWhere(`${column.unit} = :scopeUnit`, { scopeUnit: scope.unitId });
    case 'xa':
      return query.andWhere(`${column.commune} = :scopeCommune`, { scopeCommune: scope.communeCode });
    case 'huyen':
      return query.andWhere(withinArea(column.commune, ':scopeDistrict'), {
        scopeDistrict: scope.districtCode,
      });
    case 'tinh':
      return query.andWhere(`${column.province} = :scopeProvince`, { scopeProvince: scope.provinceCode });
  }
}
