import { scopeCode } from '#libs/access';
import { dateOf } from '#libs/calendar';
import { type CommandBody, DomainError } from '#libs/contracts';
import {
  assessmentWindowOf,
  type ManagementLevel,
  type PackRegister,
  type PolicyPack,
  type UnitKind,
} from '#libs/policy';
import { intakeStage, judgeIntake, type RecordingSide, type WindowOf } from '#libs/registers';
import type { OnBehalf } from '#libs/unit-year';
import { checkAssignment, checkInForce } from '../access/assignment.js';
import { findUnitYear } from '../access/find-unit-year.js';
import type { CycleRules, Rules } from '../cycle-rules/cycle-rules.js';
import type { Cycle } from '../cycles/cycles.port.js';
import type { Identity } from '../identity/identity.js';
import type { Records } from '../transaction/records.port.js';
import { requireRunning } from '../unit-years/running.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';
import type { Unit } from '../units/units.port.js';
import { sideOf } from './register-desk.js';
import type { RegisterEntry, Reopening } from './registers.port.js';

/** A unit whose registers are asked for, with the rules of its year. */
export interface RegisterScene {
  readonly cycle: Cycle;
  readonly year: UnitYear;
  readonly unit: Unit;
  readonly rules: Rules;
}

/**
 * The unit inside the caller's scope. Units outside the standard take part in the movement, so they have registers too;
 * offices have none.
 *
 * @throws DomainError CYCLE.UNKNOWN, CYCLE.OPENING, UNIT.NOT_IN_SCOPE
 */
export async function registerScene(
  records: Records,
  cycleRules: CycleRules,
  identity: Identity,
  cycleId: string,
  unitId: string,
): Promise<RegisterScene> {
  const { cycle, unit: year } = await findUnitYear(records, identity, cycleId, unitId, {
    outside: true,
  });
  const unit = year.bodyKey === undefined ? await records.units.find(unitId) : undefined;
  if (unit === undefined) throw new DomainError('UNIT.NOT_IN_SCOPE', { unit: unitId });
  return { cycle, year, unit, rules: await cycleRules.of(records, cycle, year) };
}

/** @throws DomainError REGISTER.UNKNOWN */
export function registerOf(pack: PolicyPack, key: string): PackRegister {
  const register = pack.registers.find((each) => each.key === key);
  if (register === undefined) {
    const known = pack.registers.map((each) => each.key).join(', ');
    throw new DomainError('REGISTER.UNKNOWN', { register: key, known });
  }
  return register;
}

/** The assessment window of each year for a kind of unit. */
const windowsOf =
  (pack: PolicyPack, kind: UnitKind): WindowOf =>
  (year) =>
    assessmentWindowOf(pack, kind, year);

const RECORDER_NAMES: Readonly<Record<RecordingSide, string>> = { unit: 'đơn vị', police: 'Công an' };

/**
 * Whether the account may record in this register. A unit's people record its own facts; a paper of the unit is entered
 * on behalf by an administrator, or by the police of the level that judges the unit; what the police record is
 * recorded by whichever police the unit lies within, for it happened before their eyes, and corrected or withdrawn by
 * the office that recorded it, by the one that succeeds it, or by one of a higher level.
 *
 * @param today the cycle's today, YYYY-MM-DD
 * @param before the entry that is corrected or withdrawn
 * @throws DomainError ACTOR.NOT_RECORDER, ACTOR.NOT_ASSIGNED, ACTOR.AREA_ENDED
 */
export async function requireRecorder(
  records: Records,
  identity: Identity,
  { year, rules }: RegisterScene,
  register: PackRegister,
  onBehalf: OnBehalf | undefined,
  today: string,
  before?: RegisterEntry,
): Promise<void> {
  const side = before && sideOf(before);
  const { role } = identity;
  const isOfUnit = role === 'unit-officer' || role === 'unit-head';
  const isClerk = role === 'appraiser' || role === 'administrator';
  const acts: RecordingSide | undefined =
    onBehalf === undefined
      ? isOfUnit
        ? 'unit'
        : role === 'appraiser'
          ? 'police'
          : undefined
      : isClerk
        ? 'unit'
        : undefined;
  const allowed =
    side === undefined ? register.recordedBy : register.recordedBy.filter((each) => each === side);
  if (acts === undefined || !allowed.includes(acts)) {
    throw new DomainError('ACTOR.NOT_RECORDER', {
      register: register.name,
      recorders: allowed.map((each) => RECORDER_NAMES[each]).join(' hoặc '),
      onBehalf: String(allowed.includes('unit') && isClerk),
    });
  }
  if (role !== 'appraiser') return;
  await checkInForce(records, identity, today);
  if (onBehalf !== undefined) await checkAssignment(records, identity, rules, year, APPRAISING, today);
  else if (before !== undefined) await requireOwnEntry(records, identity, year, before, today);
}

/** What the police enter a unit's paper for. */
const APPRAISING: CommandBody = { kind: 'appraise', stage: 'appraisal', proposeRecognition: true };

const RANKS: Readonly<Record<ManagementLevel, number>> = { xa: 0, huyen: 1, tinh: 2 };

/** @throws DomainError ACTOR.NOT_ASSIGNED */
async function requireOwnEntry(
  records: Records,
  { officeCode, scope }: Identity,
  { unitId }: UnitYear,
  { actor }: RegisterEntry,
  today: string,
): Promise<void> {
  if (actor.officeCode === undefined || actor.officeCode === officeCode || scope.level === 'unit') return;
  const office = await records.units.office(actor.officeCode);
  const area = office?.areaCode === undefined ? undefined : await records.units.area(office.areaCode);
  const isAbove = area !== undefined && RANKS[scope.level] > RANKS[area.kind];
  const isEnded = area?.validTo !== undefined && area.validTo < today;
  if (isAbove || (isEnded && area.successor?.code === scopeCode(scope))) return;
  throw new DomainError('ACTOR.NOT_ASSIGNED', { unit: unitId, assigned: office?.name ?? actor.name });
}

/**
 * Whether a fact of this day is taken now.
 *
 * @throws DomainError YEAR.CLOSED, YEAR.PAUSED, ARRIVAL.IN_FUTURE and the refusals of the register's intake
 */
export async function requireIntake(
  records: Records,
  { cycle, year, unit, rules }: RegisterScene,
  register: PackRegister,
  effectiveOn: string,
  now: string,
  onBehalf: OnBehalf | undefined,
): Promise<void> {
  requireRunning(cycle, year);
  if (onBehalf !== undefined && onBehalf.arrivedOn > dateOf(now))
    throw new DomainError('ARRIVAL.IN_FUTURE', { day: onBehalf.arrivedOn });
  const refusal = judgeIntake(windowsOf(rules.pack, unit.kind), intakeStage(register, rules.stages), {
    year: cycle.year,
    effectiveOn,
    now,
    arrivedOn: onBehalf?.arrivedOn,
    reopenedUntil: reopenedUntil(await records.registers.reopenings(cycle.id), year, register.key),
  });
  if (refusal !== undefined) throw new DomainError(refusal.code, refusal.params);
}

/** The last day to which a register of the unit has been opened again. */
function reopenedUntil(
  reopenings: readonly Reopening[],
  { unitId, communeCode, districtCode }: UnitYear,
  register: string,
): string | undefined {
  return reopenings
    .filter((each) => each.register === undefined || each.register === register)
    .filter((each) => each.unitId === undefined || each.unitId === unitId)
    .filter(({ areaCode }) => areaCode === undefined || areaCode === communeCode || areaCode === districtCode)
    .map(({ until }) => until)
    .sort()
    .at(-1);
}
