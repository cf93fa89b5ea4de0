import { isInScope } from '#libs/access';
import { DomainError } from '#libs/contracts';
import type { ManagementLevel, PackDocument, PolicyPack } from '#libs/policy';
import { requireToRead } from '../access/reading.js';
import { requireInProvince } from '../access/rights.js';
import type { VisibleCycle } from '../access/visible-cycle.js';
import { judgingLevelOf } from '../cycle-rules/judging-level.js';
import type { Cycle } from '../cycles/cycles.port.js';
import type { Identity } from '../identity/identity.js';
import type { Stores } from '../transaction/records.port.js';
import type { Commune } from '../units/units.port.js';
import type { CycleUnit } from './documents.port.js';

type Needs = Stores<'documents' | 'units'>;

/** Whose papers are asked for: an area with the level of the body that issues them, and one unit of it. */
export interface ComposingDesk {
  readonly level: ManagementLevel;
  readonly areaCode: string;
  /** Codes of the communes of the area; absent for the whole province. */
  readonly communes?: readonly string[];
  readonly commune?: Commune;
  readonly districtCode?: string;
  readonly unit?: CycleUnit;
}

/**
 * Where a paper about one unit is composed: with the body that judges the unit. Every account composes for the units of
 * its scope, a unit's people for their own where they name none.
 *
 * @throws DomainError UNIT.NOT_IN_SCOPE, also for an office; INPUT.INVALID where an office names no unit
 */
export async function unitDesk(
  records: Needs,
  identity: Identity,
  cycle: Cycle,
  pack: PolicyPack,
  asked: string | undefined,
): Promise<ComposingDesk & { readonly unit: CycleUnit }> {
  const { scope } = identity;
  const unitId = asked ?? (scope.level === 'unit' ? scope.unitId : undefined);
  if (unitId === undefined) {
    const message = 'phải là mã đơn vị, vì văn bản này lập cho từng đơn vị';
    throw new DomainError('INPUT.INVALID', {}, [{ code: 'INPUT.FIELD', place: 'unit', message }]);
  }
  const found = await records.documents.unit(cycle.id, unitId);
  if (found === undefined || !isInScope(scope, found.year))
    throw new DomainError('UNIT.NOT_IN_SCOPE', { unit: unitId });
  const { year, unit } = found;
  requireToRead(identity, 'composeDocument', year);
  const level = judgingLevelOf(pack, year);
  const commune = { code: year.communeCode, name: unit.communeName, districtCode: year.districtCode };
  const areaCode =
    level === 'tinh' ? cycle.provinceCode : level === 'huyen' ? (year.districtCode ?? '') : year.communeCode;
  return { level, areaCode, commune, districtCode: year.districtCode, unit: found };
}

/**
 * Where a paper about an area is composed: a commune or district for itself, the province for itself or for the
 * commune it names.
 *
 * @throws DomainError ACTOR.AREA_PAPER, AREA.UNKNOWN
 */
export async function areaDesk(
  records: Needs,
  identity: Identity,
  cycle: VisibleCycle,
  asked: string | undefined,
): Promise<ComposingDesk> {
  requireInProvince(identity, 'composeAreaDocument', cycle.provinceCode);
  const { scope } = identity;
  const all = await records.units.communes(cycle.provinceCode);
  const covered = all.filter(({ code }) => cycle.communes?.includes(code) !== false);
  const own = scope.level === 'xa' ? scope.communeCode : undefined;
  const wanted = asked ?? own;
  if (wanted !== undefined) {
    const commune = covered.find(({ code }) => code === wanted);
    const isOutside =
      (own !== undefined && own !== wanted) ||
      (scope.level === 'huyen' && commune?.districtCode !== scope.districtCode);
    if (commune === undefined || isOutside) throw new DomainError('AREA.UNKNOWN', { area: wanted });
    const { code, districtCode } = commune;
    return { level: 'xa', areaCode: code, communes: [code], commune, districtCode };
  }
  if (scope.level === 'huyen') {
    const { districtCode } = scope;
    const communes = covered
      .filter((commune) => commune.districtCode === districtCode)
      .map(({ code }) => code);
    return { level: 'huyen', areaCode: districtCode, communes, districtCode };
  }
  return { level: 'tinh', areaCode: cycle.provinceCode };
}

/** The papers that a year has: those that belong to no stage, or to one of its stages. */
export const documentsOfYear = (
  pack: PolicyPack,
  stages: readonly { readonly key: string }[],
): readonly PackDocument[] =>
  pack.documents.filter(({ stage }) => stage === undefined || stages.some(({ key }) => key === stage));
