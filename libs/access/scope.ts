import type { UnitKind } from '#libs/policy';

/** Which units an account may see and act on. */
export type Scope =
  | { readonly level: 'unit'; readonly unitId: string }
  | { readonly level: 'xa'; readonly communeCode: string }
  | { readonly level: 'huyen'; readonly districtCode: string }
  | { readonly level: 'tinh'; readonly provinceCode: string }
  /** The units of one kind in a province, which a body of its sector oversees: Sở GD&ĐT the schools, LĐLĐ the enterprises. */
  | { readonly level: 'sector'; readonly provinceCode: string; readonly unitKind: UnitKind };

/** The scope of an account that acts: a sector is read alone. */
export type ActingScope = Exclude<Scope, { readonly level: 'sector' }>;

/** Where a subject lies: a unit, or an office that owes papers. */
export interface Located {
  readonly unitId: string;
  readonly communeCode: string;
  readonly districtCode?: string;
  readonly provinceCode: string;
  /** The unit's kind; that of an office is none of a unit. */
  readonly unitKind: string;
}

/** Between the province and the kind in the code of a sector. */
const OF_KIND = ':';

/** Code of the unit, commune, district or province that a scope names; of a sector `<province>:<kind of units>`. */
export function scopeCode(scope: Scope): string {
  switch (scope.level) {
    case 'unit':
      return scope.unitId;
    case 'xa':
      return scope.communeCode;
    case 'huyen':
      return scope.districtCode;
    case 'tinh':
      return scope.provinceCode;
    case 'sector':
      return `${scope.provinceCode}${OF_KIND}${scope.unitKind}`;
  }
}

/** The scope of a level at the place of that code. */
export function scopeOf(level: Scope['level'], code: string): Scope {
  switch (level) {
    case 'unit':
      return { level, unitId: code };
    case 'xa':
      return { level, communeCode: code };
    case 'huyen':
      return { level, districtCode: code };
    case 'tinh':
      return { level, provinceCode: code };
    case 'sector': {
      const [provinceCode = '', unitKind = ''] = code.split(OF_KIND);
      // A kind that no unit has sees nothing.
      return { level, provinceCode, unitKind: unitKind as UnitKind };
    }
  }
}

/** Whether a subject lies in the scope. */
export function isInScope(scope: Scope, subject: Located): boolean {
  switch (scope.level) {
    case 'unit':
      return subject.unitId === scope.unitId;
    case 'xa':
      return subject.communeCode === scope.communeCode;
    case 'huyen':
      return subject.districtCode === scope.districtCode;
    case 'tinh':
      return subject.provinceCode === scope.provinceCode;
    case 'sector':
      return subject.provinceCode === scope.provinceCode && subject.unitKind === scope.unitKind;
  }
}

/** The commune or district that an account is limited to; undefined for a unit's people, a sector and the province. */
export const areaCodeOf = (scope: Scope): string | undefined =>
  scope.level === 'xa' || scope.level === 'huyen' ? scopeCode(scope) : undefined;
