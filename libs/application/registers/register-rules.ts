import { dateOf } from '#libs/calendar';
import { DomainError } from '#libs/contracts';
import { assessmentWindowOf, type PackRegister, type PolicyPack, type UnitKind } from '#libs/policy';
import { intakeStage, judgeIntake, type WindowOf } from '#libs/registers';
import type { OnBehalf } from '#libs/unit-year';
import { findUnitYear } from '../commands/register-command.use-case.js';
import type { Identity } from '../ports/identity.js';
import type { Cycle, Records, Unit, UnitYear } from '../ports/records.port.js';
import type { RegisterEntry, Reopening } from '../ports/registers.port.js';
import type { CycleRules, Rules } from '../rules/cycle-rules.js';
import { judgingLevelOf } from '../rules/judging-level.js';

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

/** Whose facts an act is about: the unit's own, or those of the police. */
export type Side = 'unit' | 'police';

const RECORDER_NAMES: Readonly<Record<Side, string>> = { unit: 'đơn vị', police: 'Công an' };

/** The side on which an entry was recorded. */
export const sideOf = ({ actor, onBehalf }: Pick<RegisterEntry, 'actor' | 'onBehalf'>): Side =>
  actor.role === 'appraiser' && onBehalf === undefined ? 'police' : 'unit';

/**
 * Whether the account may record in this register. A unit's people record its own facts; a paper of the unit is entered
 * on behalf by an administrator, or by the police of the level that judges the unit; what the police record is
 * recorded by whichever police the unit lies within, for it happened before their eyes.
 *
 * @param side where the entry belongs already, of one that is corrected or withdrawn
 * @throws DomainError ACTOR.NOT_RECORDER, ACTOR.NOT_ASSIGNED
 */
export function requireRecorder(
  identity: Identity,
  { year, rules }: RegisterScene,
  register: PackRegister,
  onBehalf: OnBehalf | undefined,
  side?: Side,
): void {
  const { role } = identity;
  const isOfUnit = role === 'unit-officer' || role === 'unit-head';
  const isClerk = role === 'appraiser' || role === 'administrator';
  const acts: Side | undefined =
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
  if (onBehalf === undefined || role !== 'appraiser') return;
  if (identity.scope.level !== judgingLevelOf(rules.pack, year)) {
    throw new DomainError('ACTOR.NOT_ASSIGNED', {
      unit: year.unitId,
      assigned: 'cơ quan thẩm định của đơn vị',
    });
  }
}

/**
 * Whether a fact of this day is taken now.
 *
 * @throws DomainError ARRIVAL.IN_FUTURE and the refusals of the register's intake
 */
export async function requireIntake(
  records: Records,
  { cycle, year, unit, rules }: RegisterScene,
  register: PackRegister,
  effectiveOn: string,
  now: string,
  onBehalf: OnBehalf | undefined,
): Promise<void> {
  if (cycle.state === 'closed') throw new DomainError('YEAR.CLOSED');
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
