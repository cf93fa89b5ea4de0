import { dateOf } from '#libs/calendar';
import { DomainError } from '#libs/contracts';
import type { GuidanceAnswer, GuidanceBody } from '#libs/contracts/http';
import { requireIssued } from '../access/require-issued.js';
import { requireInProvince } from '../access/rights.js';
import { visibleCycle } from '../access/visible-cycle.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Cycle, GuidanceEffect } from '../cycles/cycles.port.js';
import { moveDays } from '../deadlines/move-days.js';
import type { Identity } from '../identity/identity.js';
import { type ReminderBasis, reminderBasis } from '../reminders/due-lines.js';
import type { Runs } from '../runs/runs.port.js';
import { wake } from '../runs/wake.js';
import { nowOf } from '../transaction/now-of.js';
import type { Stores } from '../transaction/records.port.js';
import { requestDigest } from '../transaction/request-digest.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import { type GuidancePlan, guidancePlan } from './guidance-plan.js';

type Needs = Stores<
  'audit' | 'calendar' | 'counters' | 'cycles' | 'migrations' | 'now' | 'unitYears' | 'units' | 'workingDays'
>;

/** How a guidance letter is asked to be recorded. */
export interface GuidanceRequested {
  readonly idempotencyKey: string;
  /** Only tells what would follow, and from which version of the rules. */
  readonly dryRun: boolean;
  /** Versions of the cycle's rules over which it may be recorded; any where left out. */
  readonly seen?: readonly number[] | 'any';
}

/**
 * Records the guidance letter of a year in one act: everything that its pack assumes rests on the letter from then on, what it
 * leaves out stays assumed, and a day that it sets otherwise is moved by it. A letter is undone by another one that takes its place. What
 * was handed in keeps the lateness, and what was classified the class, that it was judged with.
 */
export class RecordGuidance {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly runs: Runs,
    private readonly rules: CycleRules,
  ) {}

  /**
   * A request that was carried out before under the same key is answered as it was then, and changes nothing more.
   *
   * @throws DomainError CYCLE.UNKNOWN, ACTOR.ADMINISTRATOR_ONLY, ACTOR.OTHER_AREA, CYCLE.NOT_RUNNING, DOCUMENT.UNKNOWN, DOCUMENT.IN_FUTURE,
   *   GUIDANCE.UNKNOWN, GUIDANCE.NOTHING, FIGURE.UNKNOWN, STAGE.UNKNOWN, DEADLINE.NONE, DEADLINE.BEFORE_OPENING, DEADLINE.SAME,
   *   DEADLINE.STALE, IDEMPOTENCY.REUSED
   */
  async execute(
    identity: Identity,
    cycleId: string,
    request: GuidanceBody,
    how: GuidanceRequested,
  ): Promise<GuidanceAnswer> {
    const { dryRun } = how;
    const { answer, cycle } = await this.unitOfWork.inTransaction(async (records) => {
      const { provinceCode } = await visibleCycle(records, identity, cycleId);
      requireInProvince(identity, 'recordGuidance', provinceCode);
      if (!dryRun) await records.cycles.changeRules(cycleId);
      return this.record(records, identity, cycleId, request, how);
    });
    if (!dryRun) await wake(this.runs, cycle);
    return answer;
  }

  private async record(
    records: Needs,
    identity: Identity,
    cycleId: string,
    request: GuidanceBody,
    { idempotencyKey, dryRun, seen = 'any' }: GuidanceRequested,
  ): Promise<{ readonly answer: GuidanceAnswer; readonly cycle: Cycle }> {
    const cycle = await records.cycles.find(cycleId);
    if (cycle === undefined) throw new DomainError('CYCLE.UNKNOWN', { cycle: cycleId });
    const bodyDigest = requestDigest(request);
    const earlier = await records.cycles.guidanceOf(cycleId, identity.actorId, idempotencyKey);
    if (earlier !== undefined) {
      if (earlier.bodyDigest !== bodyDigest) throw new DomainError('IDEMPOTENCY.REUSED');
      return { answer: answerOf(earlier.effect, { dryRun, version: earlier.version }), cycle };
    }
    const { rulesVersion } = cycle;
    if (!dryRun && seen !== 'any' && !seen.includes(rulesVersion)) {
      throw new DomainError('DEADLINE.STALE', { cycle: cycleId });
    }
    if (cycle.state !== 'open') throw new DomainError('CYCLE.NOT_RUNNING', { cycle: cycleId });
    const now = await nowOf(records, cycle);
    requireIssued(request, dateOf(now));
    const basis = await reminderBasis(records, this.rules, cycle);
    const plan = await guidancePlan(records, this.rules, basis, request, now);
    if (dryRun) return { answer: answerOf(plan.effect, { dryRun, rulesVersion }), cycle };
    await move(records, identity, basis, plan, { idempotencyKey, bodyDigest, now });
    const { number, date, signer, issuer } = plan.effect;
    const version = await records.cycles.addGuidanceLetter({
      ...{ number, date, signer, issuer, cycleId, idempotencyKey, bodyDigest },
      figures: plan.figures,
      replaces: plan.replaced?.version,
      by: identity.name,
      actorId: identity.actorId,
      effectiveAt: now,
      effect: plan.effect,
    });
    await records.audit.append({
      cycleId,
      areaCode: cycle.provinceCode,
      actorId: identity.actorId,
      actorRole: identity.role,
      action: 'guidance.recorded',
      object: number,
      detail: { request, version, issuer, figures: plan.figures },
    });
    return { answer: answerOf(plan.effect, { dryRun, version }), cycle };
  }
}

const answerOf = (
  effect: GuidanceEffect,
  told: Pick<GuidanceAnswer, 'dryRun' | 'rulesVersion' | 'version'>,
): GuidanceAnswer => ({
  ...effect,
  ...told,
  days: effect.days.map((day) => ({ ...day, dryRun: told.dryRun })),
});

/** The days that the letter sets otherwise, each an amendment under a key of its own. */
async function move(
  records: Needs,
  identity: Identity,
  basis: ReminderBasis,
  { moves }: GuidancePlan,
  {
    idempotencyKey,
    bodyDigest,
    now,
  }: { readonly idempotencyKey: string; readonly bodyDigest: string; readonly now: string },
): Promise<void> {
  for (const [at, { amendment, changes, effect }] of moves.entries()) {
    await moveDays(records, basis, amendment, changes, now);
    await records.cycles.addAmendment({
      ...amendment,
      cycleId: basis.cycle.id,
      actorId: identity.actorId,
      effectiveAt: now,
      idempotencyKey: `guidance/${at}/${idempotencyKey}`,
      ...{ bodyDigest, effect },
    });
  }
}
