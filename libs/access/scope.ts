/** Which units an account may see and act on. */
export type Scope =
  | { readonly level: 'unit'; readonly unitId: string }
  | { readonly level: 'xa'; readonly communeCode: string }
  | { readonly level: 'huyen'; readonly districtCode: string }
  | { readonly level: 'tinh'; readonly provinceCode: string };

/** Where a subject lies: a unit, or an office that owes papers. */
export interface Located {
  readonly unitId: string;
  readonly communeCode: string;
  readonly districtCode?: string;
  readonly provinceCode: string;
}

/** Code of the unit, commune, district or province that a scope names. */
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
  }
}

/** The commune or district that an account is limited to; undefined for a unit's people and for the province. */
export const areaCodeOf = (scope: Scope): string | undefined =>
  scope.level === 'xa' || scope.level === 'huyen' ? scopeCode(scope) : undefined;
