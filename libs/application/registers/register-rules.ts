import { dateOf } from '#libs/calendar';
import { DomainError } from '#libs/contracts';
import { assessmentWindowOf, type PackRegister, type PolicyPack, type UnitKind } from '#libs/policy';
import { intakeStage, judgeIntake, type WindowOf } from '#libs/registers';
import type { OnBehalf } from '#libs/unit-year';
import { findUnitYear } from '../access/find-unit-year.js';
import type { CycleRules, Rules } from '../cycle-rules/cycle-rules.js';
import type { Cycle } from '../cycles/cycles.port.js';
import type { Identity } from '../identity/identity.js';
import type { Stores } from '../transaction/records.port.js';
import { requireRunning } from '../unit-years/running.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';
import type { Unit } from '../units/units.port.js';
import type { Reopening } from './registers.port.js';

type Needs = Stores<'cycles' | 'migrations' | 'registers' | 'unitYears' | 'units'>;

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
  records: Needs,
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

/**
 * Whether a fact of this day is taken now.
 *
 * @throws DomainError YEAR.CLOSED, YEAR.PAUSED, ARRIVAL.IN_FUTURE and the refusals of the register's intake
 */
export async function requireIntake(
  records: Needs,
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
