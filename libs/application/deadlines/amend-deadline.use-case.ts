import { dateOf } from '#libs/calendar';
import { DomainError } from '#libs/contracts';
import type { DeadlineBody, DeadlineChangeAnswer } from '#libs/contracts/http';
import { requireIssued } from '../access/require-issued.js';
import { requireInProvince } from '../access/rights.js';
import { visibleCycle } from '../access/visible-cycle.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Cycle } from '../cycles/cycles.port.js';
import type { Identity } from '../identity/identity.js';
import { reminderBasis } from '../reminders/due-lines.js';
import type { Runs } from '../runs/runs.port.js';
import { wake } from '../runs/wake.js';
import { nowOf } from '../transaction/now-of.js';
import type { Stores } from '../transaction/records.port.js';
import { requestDigest } from '../transaction/request-digest.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import { effectOf, levelChanges } from './deadline-change.js';
import { moveDays } from './move-days.js';

type Needs = Stores<
  'audit' | 'calendar' | 'counters' | 'cycles' | 'migrations' | 'now' | 'unitYears' | 'units' | 'workingDays'
>;

/**
 * Moves the last day of a stage in a running cycle by a document. What was handed in keeps the lateness it was judged
 * with, a grace that is later stays, and the pack the cycle was opened with is not touched: the day is read from the
 * amendment from now on. Nothing else of the cycle changes while it is done, so the counters move with the day.
 */
export class AmendDeadline {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly runs: Runs,
    private readonly rules: CycleRules,
  ) {}

  /**
   * A request that was carried out before under the same key is answered as it was then, and changes nothing more; so
   * is a dry run under such a key, which then tells the version.
   *
   * @param dryRun only tells what would follow, and from which version of the rules
   * @param seen versions of the cycle's rules that the day may be moved over; any where left out
   * @throws DomainError CYCLE.UNKNOWN, ACTOR.ADMINISTRATOR_ONLY, ACTOR.OTHER_AREA, CYCLE.NOT_RUNNING, STAGE.UNKNOWN,
   *   DEADLINE.NONE, DEADLINE.BEFORE_OPENING, DEADLINE.SAME, DEADLINE.STALE, DOCUMENT.IN_FUTURE,
   *   IDEMPOTENCY.REUSED
   */
  async execute(
    identity: Identity,
    cycleId: string,
    request: DeadlineBody,
    idempotencyKey: string,
    dryRun: boolean,
    seen: readonly number[] | 'any' = 'any',
  ): Promise<DeadlineChangeAnswer> {
    const { answer, cycle } = await this.unitOfWork.inTransaction(async (records) => {
      const { provinceCode } = await visibleCycle(records, identity, cycleId);
      requireInProvince(identity, 'amendDeadline', provinceCode);
      if (!dryRun) await records.cycles.changeRules(cycleId);
      return this.change(records, identity, cycleId, request, idempotencyKey, dryRun, seen);
    });
    if (!dryRun) await wake(this.runs, cycle);
    return answer;
  }

  private async change(
    records: Needs,
    identity: Identity,
    cycleId: string,
    request: DeadlineBody,
    idempotencyKey: string,
    dryRun: boolean,
    seen: readonly number[] | 'any',
  ): Promise<{ readonly answer: DeadlineChangeAnswer; readonly cycle: Cycle }> {
    const cycle = await records.cycles.find(cycleId);
    if (cycle === undefined) throw new DomainError('CYCLE.UNKNOWN', { cycle: cycleId });
    const bodyDigest = requestDigest(request);
    const earlier = await records.cycles.amendmentOf(cycleId, identity.actorId, idempotencyKey);
    if (earlier !== undefined) {
      if (earlier.bodyDigest !== bodyDigest) throw new DomainError('IDEMPOTENCY.REUSED');
      return { answer: { ...earlier.effect, dryRun, version: earlier.version }, cycle };
    }
    const { rulesVersion } = cycle;
    if (!dryRun && seen !== 'any' && !seen.includes(rulesVersion)) {
      throw new DomainError('DEADLINE.STALE', { cycle: cycleId });
    }
    if (cycle.state !== 'open') throw new DomainError('CYCLE.NOT_RUNNING', { cycle: cycleId });
    const now = await nowOf(records, cycle);
    requireIssued(request, dateOf(now));
    const basis = await reminderBasis(records, this.rules, cycle);
    const changes = levelChanges(basis, request);
    const effect = await effectOf(records, basis, request, changes, now);
    if (dryRun) return { answer: { ...effect, dryRun, rulesVersion }, cycle };
    const { words = '', ...document } = request;
    const amendment = { ...document, words, lastDay: changes[0]?.after ?? request.day };
    await moveDays(records, basis, amendment, changes, now);
    const { version } = await records.cycles.addAmendment({
      ...amendment,
      cycleId,
      actorId: identity.actorId,
      effectiveAt: now,
      idempotencyKey,
      bodyDigest,
      effect,
    });
    await records.audit.append({
      cycleId,
      areaCode: cycle.provinceCode,
      actorId: identity.actorId,
      actorRole: identity.role,
      action: 'deadline.amended',
      object: request.stage,
      detail: {
        request,
        version,
        days: changes.map(({ level, before, after }) => ({ level, before, after })),
      },
    });
    return { answer: { ...effect, dryRun, version }, cycle };
  }
}
