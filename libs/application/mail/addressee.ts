import { dateOf } from '#libs/calendar';
import { LEVELS, type ManagementLevel } from '#libs/policy';
import type { Rules } from '../cycle-rules/cycle-rules.js';
import { judgingLevelOf } from '../cycle-rules/judging-level.js';
import type { Cycle } from '../cycles/cycles.port.js';
import { nowOf } from '../transaction/now-of.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';
import type { Office } from '../units/units.port.js';

type Needs = Stores<'now' | 'units'>;

/** What decides which office acts for a unit. */
type Judged = Pick<UnitYear, 'unitName' | 'managedBy' | 'communeCode' | 'districtCode'> & {
  readonly state?: UnitYear['state'];
};

/** Where a subject is written to: an office at its own address, a unit at its contact officer's, else its own. */
export async function addressOf(
  records: Needs,
  { unitId, bodyKey }: Pick<UnitYear, 'unitId' | 'bodyKey'>,
): Promise<string | undefined> {
  return bodyKey === undefined
    ? records.units.addressOf(unitId)
    : (await records.units.office(unitId))?.email;
}

/**
 * Tells for each unit which office acts at a stage that an office concludes: the body that the pack names as receiver
 * at the level that judges the unit, of the unit's commune, of its district or of the province.
 * Where that office's area is not in force any more, the province's acts. The offices are read once.
 */
export async function officesActingAt(
  records: Needs,
  cycle: Pick<Cycle, 'provinceCode' | 'communes' | 'clockAt'>,
  rules: Readonly<Record<ManagementLevel, Rules>>,
  stageKey: string,
): Promise<(unit: Judged) => Office | undefined> {
  const kindAt = (level: ManagementLevel) => {
    const { pack, stages } = rules[level];
    const receiver = stages.find(({ key }) => key === stageKey)?.receiver;
    return pack.bodies.find(({ key }) => key === receiver)?.officeKind;
  };
  const kinds = { tinh: kindAt('tinh'), huyen: kindAt('huyen'), xa: kindAt('xa') };
  const offices = await records.units.officesOf(
    cycle,
    LEVELS.map((level) => kinds[level]).filter((kind) => kind !== undefined),
  );
  const today = dateOf(await nowOf(records, cycle));
  const byPlace = new Map(offices.map((office) => [`${office.kind}/${office.areaCode ?? ''}`, office]));
  return (unit) => {
    const level = judgingLevelOf(rules[unit.managedBy].pack, unit);
    const areas = { tinh: cycle.provinceCode, huyen: unit.districtCode, xa: unit.communeCode };
    const office = byPlace.get(`${kinds[level] ?? ''}/${areas[level] ?? ''}`);
    const isEnded = office?.validTo !== undefined && office.validTo < today;
    return isEnded ? byPlace.get(`${kinds.tinh ?? ''}/${cycle.provinceCode}`) : office;
  };
}
