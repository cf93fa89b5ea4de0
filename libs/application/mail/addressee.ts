import { dateOf } from '#libs/calendar';
import { type ManagementLevel, type PolicyPack, stageSetFor } from '#libs/policy';
import type { Rules } from '../cycle-rules/cycle-rules.js';
import { judgingLevelOf } from '../cycle-rules/judging-level.js';
import type { Cycle } from '../cycles/cycles.port.js';
import { nowOf } from '../transaction/now-of.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';
import type { Office, OfficePlace } from '../units/units.port.js';

type Needs = Stores<'now' | 'units'>;
type PackBody = PolicyPack['bodies'][number];
type RulesByLevel = Readonly<Record<ManagementLevel, Pick<Rules, 'pack' | 'stages'>>>;

/** What decides which office acts for a unit. */
export type Judged = Pick<UnitYear, 'unitName' | 'managedBy' | 'communeCode' | 'districtCode'> & {
  readonly state?: UnitYear['state'];
};

/** The offices of a cycle's area that act or receive at stages. */
export interface OfficeAt {
  readonly offices: readonly Office[];
  /** The office of a unit at a stage. */
  of(stageKey: string, unit: Judged): Office | undefined;
}

/** Where a subject is written to: an office at its own address, a unit at its contact officer's, else its own. */
export async function addressOf(
  records: Needs,
  { unitId, bodyKey }: Pick<UnitYear, 'unitId' | 'bodyKey'>,
): Promise<string | undefined> {
  return bodyKey === undefined
    ? records.units.addressOf(unitId)
    : (await records.units.office(unitId))?.email;
}

/** The body that the pack names as receiver of a stage at the level that judges the unit: nobody is sent to itself. */
export function receivingBody(rules: RulesByLevel, stageKey: string, unit: Judged): PackBody | undefined {
  return bodyAt(rules[judgingLevelOf(rules[unit.managedBy].pack, unit)], stageKey);
}

/**
 * Tells for each unit which office acts at a stage, or receives what is handed in at it: the body that the pack names as
 * receiver at the level that judges the unit, in the unit's commune, its district or the province, as the body is of one of them.
 * Where that office's area is not in force any more, the province's acts. The offices are read once.
 */
export async function officesAt(
  records: Needs,
  cycle: Pick<Cycle, 'provinceCode' | 'communes' | 'clockAt'>,
  rules: RulesByLevel,
  stageKeys: readonly string[],
): Promise<OfficeAt> {
  const kinds = stageKeys.flatMap((key) =>
    [rules.tinh, rules.huyen, rules.xa].flatMap((each) => bodyAt(each, key)?.officeKind ?? []),
  );
  const offices = await records.units.officesOf(cycle, [...new Set(kinds)]);
  const today = dateOf(await nowOf(records, cycle));
  const byPlace = new Map(offices.map((office) => [`${office.kind}/${office.areaCode ?? ''}`, office]));
  const of = (stageKey: string, unit: Judged): Office | undefined => {
    const body = receivingBody(rules, stageKey, unit);
    if (body === undefined) return undefined;
    const areas = { tinh: cycle.provinceCode, huyen: unit.districtCode, xa: unit.communeCode, bo: undefined };
    const office = byPlace.get(`${body.officeKind}/${areas[body.level] ?? ''}`);
    const isEnded = office?.validTo !== undefined && office.validTo < today;
    if (!isEnded) return office;
    return byPlace.get(`${bodyAt(rules.tinh, stageKey)?.officeKind ?? ''}/${cycle.provinceCode}`);
  };
  return { offices, of };
}

/** Who a letter about a subject goes to, and the office that it names and that answers it. */
export interface Correspondents {
  readonly recipient?: string;
  readonly office?: Office;
}

/**
 * Where a subject is written to, and the office that guides and judges it: of the body that receives at the stage of the
 * appraisal; for an office, and where that office's area is not in force any more, the province's. In one statement.
 */
export async function correspondents(
  records: Stores<'units'>,
  cycle: Pick<Cycle, 'provinceCode' | 'year' | 'clockAt'>,
  pack: PolicyPack,
  unit: Judged & Pick<UnitYear, 'unitId' | 'bodyKey'>,
): Promise<Correspondents> {
  const receiver = stageSetFor(pack, cycle.year).stages.find(({ act }) => act === 'appraise')?.receiver;
  const placeAt = (level: ManagementLevel): OfficePlace[] => {
    const body = pack.bodies.find(({ key }) => key === receiver?.[level]);
    const areas = { tinh: cycle.provinceCode, huyen: unit.districtCode, xa: unit.communeCode, bo: undefined };
    const areaCode = body && areas[body.level];
    return body === undefined || areaCode === undefined ? [] : [{ kind: body.officeKind, areaCode }];
  };
  const own = unit.bodyKey === undefined ? placeAt(judgingLevelOf(pack, unit)) : [];
  const { address, office } = await records.units.letterTo(
    unit,
    [...own, ...placeAt('tinh')],
    cycle.clockAt === undefined ? undefined : dateOf(cycle.clockAt),
  );
  return { recipient: address, office: office?.code === unit.unitId ? undefined : office };
}

/** {@link officesAt} for one stage. */
export async function officesActingAt(
  records: Needs,
  cycle: Pick<Cycle, 'provinceCode' | 'communes' | 'clockAt'>,
  rules: RulesByLevel,
  stageKey: string,
): Promise<(unit: Judged) => Office | undefined> {
  const officeAt = await officesAt(records, cycle, rules, [stageKey]);
  return (unit) => officeAt.of(stageKey, unit);
}

function bodyAt({ pack, stages }: Pick<Rules, 'pack' | 'stages'>, stageKey: string): PackBody | undefined {
  const receiver = stages.find(({ key }) => key === stageKey)?.receiver;
  return pack.bodies.find(({ key }) => key === receiver);
}
