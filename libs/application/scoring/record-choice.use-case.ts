import { randomUUID } from 'node:crypto';
import { type ChoiceAnswer, DomainError } from '#libs/contracts';
import { evaluate, type GapOption, judgingLevel, type PackGap, type PolicyPack } from '#libs/policy';
import { stageLines } from '#libs/unit-year';
import { requireInProvince } from '../access/rights.js';
import { visibleCycle } from '../access/visible-cycle.js';
import { counterGains } from '../counters/counter-changes.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Cycle } from '../cycles/cycles.port.js';
import type { Identity } from '../identity/identity.js';
import type { Runs } from '../runs/runs.port.js';
import { wake } from '../runs/wake.js';
import { nowOf } from '../transaction/now-of.js';
import type { Stores } from '../transaction/records.port.js';
import { requestDigest } from '../transaction/request-digest.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';
import type { Unit } from '../units/units.port.js';
import { choiceAnswer } from './choice-answer.js';
import type { GapChoice } from './choices.port.js';

type Needs = Stores<
  'audit' | 'choices' | 'counters' | 'cycles' | 'migrations' | 'now' | 'unitYears' | 'units'
>;

export interface ChoiceRequest {
  readonly gap: string;
  readonly option: string;
  /** Absent for the whole cycle. */
  readonly unit?: string;
  readonly reason: string;
}

/** What a choice is judged against. */
interface Subject {
  readonly cycle: Cycle;
  readonly pack: PolicyPack;
  readonly gap: PackGap;
  readonly option: GapOption;
  readonly year?: UnitYear;
}

/**
 * Decides how a case that the documents leave open is read, for a cycle or one unit of it. The choice stands above what
 * a sheet carries; sheets that are judged from now on keep on whose decision they rest. A choice never changes a result
 * that stands.
 */
export class RecordChoice {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly runs: Runs,
    private readonly rules: CycleRules,
  ) {}

  /**
   * @param dryRun only tells what would be recorded
   * @throws DomainError CYCLE.UNKNOWN, ACTOR.ADMINISTRATOR_ONLY, ACTOR.OTHER_AREA, CYCLE.NOT_RUNNING, GAP.UNKNOWN,
   *   GAP.OPTION_UNKNOWN, GAP.UNIT_REQUIRED, GAP.NOT_ACTING, GAP.STANDING_STANDS, UNIT.NOT_IN_SCOPE, IDEMPOTENCY.REUSED
   */
  async execute(
    identity: Identity,
    cycleId: string,
    request: ChoiceRequest,
    idempotencyKey: string,
    dryRun: boolean,
  ): Promise<ChoiceAnswer> {
    const { answer, opened } = await this.unitOfWork.inTransaction(async (records) => {
      if (!dryRun) await records.cycles.changeRules(cycleId);
      return this.record(records, identity, cycleId, request, idempotencyKey, dryRun);
    });
    if (opened !== undefined) {
      await this.runs.startUnitYears([opened]);
      await wake(this.runs, { id: cycleId, provinceCode: opened.provinceCode });
    }
    return answer;
  }

  private async record(
    records: Needs,
    identity: Identity,
    cycleId: string,
    request: ChoiceRequest,
    idempotencyKey: string,
    dryRun: boolean,
  ): Promise<{ readonly answer: ChoiceAnswer; readonly opened?: UnitYear }> {
    const cycle = await visibleCycle(records, identity, cycleId);
    requireInProvince(identity, 'recordChoice', cycle.provinceCode);
    const bodyDigest = requestDigest([cycleId, request]);
    const pack = await this.rules.packOf(records, cycle);
    const earlier = await records.choices.findByKey(identity.actorId, idempotencyKey);
    if (earlier !== undefined) {
      if (earlier.bodyDigest !== bodyDigest) throw new DomainError('IDEMPOTENCY.REUSED');
      return { answer: choiceAnswer(pack, earlier.choice, true) };
    }
    if (cycle.state !== 'open') throw new DomainError('CYCLE.NOT_RUNNING', { cycle: cycleId });
    const subject = await this.subjectOf(records, cycle, pack, request);
    const choice: Omit<GapChoice, 'version'> = {
      id: randomUUID(),
      cycleId,
      unitId: request.unit,
      gap: request.gap,
      option: request.option,
      reason: request.reason,
      by: { actorId: identity.actorId, name: identity.name },
      recordedAt: await nowOf(records, cycle),
    };
    if (dryRun) return { answer: choiceAnswer(pack, choice, true) };
    const opened = await this.open(records, subject, choice);
    const added = await records.choices.add(choice, { idempotencyKey, bodyDigest });
    await records.audit.append({
      cycleId,
      areaCode: subject.year?.communeCode ?? cycle.provinceCode,
      actorId: identity.actorId,
      actorRole: identity.role,
      action: 'choice.recorded',
      object: `${request.gap}/${request.unit ?? cycleId}`,
      detail: added,
    });
    return { answer: choiceAnswer(pack, added, true), opened };
  }

  private async subjectOf(
    records: Needs,
    cycle: Cycle,
    pack: PolicyPack,
    { gap: key, option: chosen, unit: unitId }: ChoiceRequest,
  ): Promise<Subject> {
    const gap = pack.gaps.find((each) => each.key === key);
    if (gap === undefined) {
      const known = pack.gaps.map((each) => each.key).join(', ');
      throw new DomainError('GAP.UNKNOWN', { gap: key, known });
    }
    const option = gap.options.find((each) => each.key === chosen);
    if (option === undefined) {
      const known = gap.options.map((each) => `${each.key} (${each.text})`).join('; ');
      throw new DomainError('GAP.OPTION_UNKNOWN', { gap: key, option: chosen, known });
    }
    const { years } = gap;
    if (years !== undefined && (cycle.year < years.from || cycle.year > (years.to ?? cycle.year))) {
      throw new DomainError('GAP.NOT_ACTING', { gap: key, unit: `chu kỳ ${cycle.id}` });
    }
    if (unitId === undefined) {
      if (option.effect?.standing !== undefined) throw new DomainError('GAP.UNIT_REQUIRED', { gap: key });
      return { cycle, pack, gap, option };
    }
    const year = await records.unitYears.lock(cycle.id, unitId);
    const unit = await records.units.find(unitId);
    if (year === undefined || unit === undefined || year.bodyKey !== undefined) {
      throw new DomainError('UNIT.NOT_IN_SCOPE', { unit: unitId });
    }
    if (!actsOn(pack, gap, option, unit)) throw new DomainError('GAP.NOT_ACTING', { gap: key, unit: unitId });
    return { cycle, pack, gap, option, year };
  }

  /** Takes a unit into the standard where the choice says so; one that is inside is not taken out again. */
  private async open(
    records: Needs,
    { cycle, option, year }: Subject,
    { reason, recordedAt }: Omit<GapChoice, 'version'>,
  ): Promise<UnitYear | undefined> {
    const standing = option.effect?.standing;
    if (standing === undefined || year === undefined || standing === year.standing) return undefined;
    if (standing === 'outside') throw new DomainError('GAP.STANDING_STANDS', { unit: year.unitId });
    const inside: UnitYear = { ...year, standing, standingReason: reason };
    await records.unitYears.setStanding(cycle.id, year.unitId, standing, reason);
    const { graph } = await this.rules.of(records, cycle, year);
    const gains = counterGains({ ...inside, lines: stageLines(graph, inside.state) });
    await records.counters.add(gains, recordedAt);
    await records.counters.recountOutside(cycle.id, recordedAt);
    await records.cycles.touch(cycle.id);
    return inside;
  }
}

/** A case of a unit that would judge itself is known by its name, every other by what the unit is. */
function actsOn(pack: PolicyPack, gap: PackGap, option: GapOption, unit: Unit): boolean {
  if (option.effect?.judgedBy !== undefined) return judgingLevel(pack, unit).rule !== undefined;
  return evaluate(gap.when, unit);
}
