import { noDaysOffWords } from '#libs/calendar';
import { type Problem, roleName } from '#libs/contracts';
import {
  eligibility,
  judgingLevel,
  type ManagementLevel,
  type PolicyPack,
  type ResolvedStage,
  resolveStages,
} from '#libs/policy';
import type { Actor } from '../accounts/accounts.port.js';
import type { KeptOffice } from '../offices/offices.port.js';
import type { Unit } from '../units/units.port.js';

/** What a year needs beside its units, as it stands. */
export interface YearStanding {
  readonly provinceCode: string;
  /** Units that the year would have. */
  readonly units: readonly Unit[];
  readonly offices: readonly KeptOffice[];
  /** Who may act for the offices of the province, in force or still to come. */
  readonly actors: readonly Actor[];
  /** Whether days off of the year are known. */
  readonly hasDaysOff: boolean;
  /** Names of areas by their codes. */
  readonly areaNames: ReadonlyMap<string, string>;
}

/** A place whose offices judge units. */
interface Judging {
  readonly level: ManagementLevel;
  readonly areaCode: string;
  readonly units: number;
}

/** What one office is needed for. */
interface Need extends Judging {
  readonly role: string;
  readonly body?: PolicyPack['bodies'][number];
  readonly stages: readonly string[];
}

/** Acts that an office does about a unit. */
const BY_OFFICES: readonly ResolvedStage['act'][] = ['appraise', 'decide', 'classify', 'review'];

/**
 * What a year lacks, by name: offices that judge its units and people who act for them, days off, and addresses. Empty where it can
 * be lived.
 */
export function missingOf(pack: PolicyPack, year: number, standing: YearStanding): readonly Problem[] {
  const inside = standing.units.filter((unit) => eligibility(pack, unit).standing === 'inside');
  const needs = needsOf(pack, year, judgedAt(pack, inside, standing.provinceCode));
  return [
    ...needs.flatMap((need) => missingAt(need, standing)),
    ...(standing.hasDaysOff ? [] : [noDaysOff(year)]),
    ...officesWithoutAddress(needs, standing),
    ...inside.filter(hasNoAddress).map(
      ({ id, name, communeName }): Problem => ({
        code: 'CYCLE.NO_ADDRESS',
        place: `${name} (${id}), ${communeName}`,
        message:
          'Không có địa chỉ thư của cán bộ đầu mối lẫn của đơn vị, nên không nhận được lời nhắc nào. Bổ sung trong danh sách đơn vị.',
      }),
    ),
  ];
}

/** How many units each place judges. */
function judgedAt(pack: PolicyPack, units: readonly Unit[], provinceCode: string): readonly Judging[] {
  const places = new Map<string, Judging>();
  for (const unit of units) {
    const { level } = judgingLevel(pack, unit);
    const areaCode =
      level === 'tinh'
        ? provinceCode
        : ((level === 'huyen' ? unit.districtCode : undefined) ?? unit.communeCode);
    const key = `${level} ${areaCode}`;
    places.set(key, { level, areaCode, units: (places.get(key)?.units ?? 0) + 1 });
  }
  return [...places.values()].sort((a, b) => (a.areaCode < b.areaCode ? -1 : 1));
}

/** The offices that the stages of each place name, with the stages that wait for each. */
function needsOf(pack: PolicyPack, year: number, places: readonly Judging[]): readonly Need[] {
  return places.flatMap((place) => {
    const stages = resolveStages(pack, year, { managedBy: place.level }).filter(
      ({ kind, act }) => kind === 'unit' && BY_OFFICES.includes(act),
    );
    const needs = new Map<string, Need>();
    for (const { actor, receiver, name } of stages) {
      const known = needs.get(actor);
      const body = known?.body ?? pack.bodies.find(({ key }) => key === receiver);
      needs.set(actor, { ...place, role: actor, body, stages: [...(known?.stages ?? []), name] });
    }
    return [...needs.values()];
  });
}

const officeOf = ({ areaCode, body }: Need, { offices }: YearStanding): KeptOffice | undefined =>
  offices.find((office) => office.areaCode === areaCode && office.kind === body?.officeKind);

/** An office that is not there, or for which nobody acts. */
function missingAt(need: Need, standing: YearStanding): readonly Problem[] {
  const { areaCode, level, body, role, units } = need;
  const stages = need.stages.map((name) => `“${name}”`).join(', ');
  const office = officeOf(need, standing);
  const area = `${standing.areaNames.get(areaCode) ?? areaCode} (${areaCode})`;
  if (office === undefined && body !== undefined) {
    const message = `Chưa có ${body.name} cho bước ${stages} của ${units} đơn vị. Bổ sung trong danh sách cơ quan.`;
    return [{ code: 'CYCLE.NO_OFFICE', place: area, message }];
  }
  const isThere = standing.actors.some(
    (actor) => actor.role === role && actor.scopeLevel === level && actor.scopeCode === areaCode,
  );
  if (isThere) return [];
  const place = office === undefined ? area : `${office.name} (${office.code}), ${area}`;
  const message = `Chưa ai được giao vai trò ${roleName(role)} cho bước ${stages} của ${units} đơn vị. Bổ sung trong danh sách người dùng.`;
  return [{ code: 'CYCLE.NOBODY', place, message }];
}

function officesWithoutAddress(needs: readonly Need[], standing: YearStanding): readonly Problem[] {
  const silent = needs.flatMap((need) => {
    const office = officeOf(need, standing);
    return office === undefined || office.email !== undefined ? [] : [office];
  });
  return [...new Set(silent)].map(({ code, name }) => ({
    code: 'CYCLE.NO_ADDRESS',
    place: `${name} (${code})`,
    message: 'Cơ quan chưa có địa chỉ thư. Bổ sung trong danh sách cơ quan.',
  }));
}

const noDaysOff = (year: number): Problem => ({
  code: 'CYCLE.NO_DAYS_OFF',
  place: `năm ${year}`,
  message: noDaysOffWords(year),
});

/** As letters find the address of a unit: its contact officer, else the unit. */
const hasNoAddress = ({ email, contacts }: Unit): boolean =>
  (contacts.find(({ role }) => role === 'officer')?.email ?? email) === undefined;

/** Names and numbers of what is missing, for one sentence. */
export function missingWords(problems: readonly Problem[]): string {
  const of = (code: string) => problems.filter((problem) => problem.code === code).length;
  const parts: readonly (readonly [number, string])[] = [
    [of('CYCLE.NO_OFFICE'), 'cơ quan thẩm định, quyết định, theo dõi chưa có'],
    [of('CYCLE.NOBODY'), 'cơ quan chưa có người thẩm định, quyết định, theo dõi'],
    [of('CYCLE.NO_DAYS_OFF'), 'bảng ngày nghỉ chưa có'],
    [of('CYCLE.NO_ADDRESS'), 'đơn vị, cơ quan chưa có địa chỉ thư'],
  ];
  return parts.flatMap(([count, words]) => (count === 0 ? [] : [`${count} ${words}`])).join('; ');
}
