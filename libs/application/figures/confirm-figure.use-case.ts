import { dateOf } from '#libs/calendar';
import { DomainError } from '#libs/contracts';
import { type FigureConfirmation, figureOf } from '#libs/policy';
import { requireIssued } from '../access/require-issued.js';
import { requireInProvince } from '../access/rights.js';
import { visibleCycle } from '../access/visible-cycle.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Cycle } from '../cycles/cycles.port.js';
import type { Identity } from '../identity/identity.js';
import { nowOf } from '../transaction/now-of.js';
import { onceByKey } from '../transaction/once-by-key.js';
import type { Stores } from '../transaction/records.port.js';
import { requestDigest } from '../transaction/request-digest.js';
import type { RequestMark } from '../transaction/requests.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';

type Needs = Stores<'audit' | 'cycles' | 'migrations' | 'now' | 'requests' | 'units'>;

/**
 * Records the document that founds an assumed figure. From then on the figure rests on that document in the cycle, and
 * a real classification may use it. What was classified before keeps what it was judged with.
 */
export class ConfirmFigure {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly rules: CycleRules,
  ) {}

  /**
   * A request that was carried out before, or one that says what holds already, changes nothing.
   *
   * @param request the figure by its path, its key, or the list that holds it
   * @throws DomainError CYCLE.UNKNOWN, ACTOR.ADMINISTRATOR_ONLY, ACTOR.OTHER_AREA, CYCLE.NOT_RUNNING, FIGURE.UNKNOWN, DOCUMENT.IN_FUTURE,
   *   IDEMPOTENCY.REUSED
   */
  async execute(
    identity: Identity,
    cycleId: string,
    request: FigureConfirmation,
    idempotencyKey: string,
  ): Promise<void> {
    await this.unitOfWork.inTransaction(async (records) => {
      const { provinceCode } = await visibleCycle(records, identity, cycleId);
      await records.cycles.changeRules(cycleId);
      const cycle = await records.cycles.find(cycleId);
      if (cycle === undefined) throw new DomainError('CYCLE.UNKNOWN', { cycle: cycleId });
      requireInProvince(identity, 'confirmFigure', provinceCode);
      const bodyDigest = requestDigest(request);
      const earlier = await records.cycles.confirmationDigest(cycleId, identity.actorId, idempotencyKey);
      if (earlier !== undefined && earlier !== bodyDigest) throw new DomainError('IDEMPOTENCY.REUSED');
      if (earlier !== undefined) return;
      // Also what says only what holds already must not be followed by something else under its key.
      const keyed = { act: 'confirmFigure', key: idempotencyKey, content: [cycleId, request] };
      await onceByKey(records, identity, keyed, () =>
        this.confirm(records, identity, cycle, request, { idempotencyKey, bodyDigest }),
      );
    });
  }

  private async confirm(
    records: Needs,
    identity: Identity,
    cycle: Cycle,
    request: FigureConfirmation,
    mark: RequestMark,
  ): Promise<null> {
    const confirmation = { ...request, figure: await this.figure(records, cycle, request.figure) };
    if (await this.holds(records, cycle, confirmation)) return null;
    const now = await nowOf(records, cycle);
    requireIssued(request, dateOf(now));
    if (cycle.state === 'closed') throw new DomainError('CYCLE.NOT_RUNNING', { cycle: cycle.id });
    const { version } = await records.cycles.addConfirmation({
      ...confirmation,
      ...mark,
      cycleId: cycle.id,
      by: identity.name,
      actorId: identity.actorId,
      effectiveAt: now,
    });
    await records.audit.append({
      cycleId: cycle.id,
      areaCode: cycle.provinceCode,
      actorId: identity.actorId,
      actorRole: identity.role,
      action: 'figure.confirmed',
      object: confirmation.figure,
      detail: { ...confirmation, version },
    });
    return null;
  }

  /** Of the pack as it was stored: a figure that is confirmed already may be confirmed by a better document. */
  private async figure(records: Needs, cycle: Cycle, named: string): Promise<string> {
    const figure = figureOf(await this.rules.storedPack(records, cycle), named);
    if (figure === undefined) throw new DomainError('FIGURE.UNKNOWN', { cycle: cycle.id, figure: named });
    return figure;
  }

  private async holds(records: Needs, cycle: Cycle, wanted: FigureConfirmation): Promise<boolean> {
    const known = (await this.rules.confirmationsOf(records, cycle)).findLast(
      ({ figure }) => figure === wanted.figure,
    );
    return known?.number === wanted.number && known.date === wanted.date;
  }
}
