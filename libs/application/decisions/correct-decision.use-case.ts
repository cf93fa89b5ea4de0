import { randomUUID } from 'node:crypto';
import { isInScope, scopeCode } from '#libs/access';
import { dateOf } from '#libs/calendar';
import { correctedNaming, presentNaming } from '#libs/certification';
import { DomainError } from '#libs/contracts';
import type { CorrectionAnswer, CorrectionBody } from '#libs/contracts/http';
import { requireIssued } from '../access/require-issued.js';
import { requireInProvince } from '../access/rights.js';
import { visibleCycle } from '../access/visible-cycle.js';
import type { Cycle } from '../cycles/cycles.port.js';
import type { Identity } from '../identity/identity.js';
import { nowOf } from '../transaction/now-of.js';
import { onceByKey } from '../transaction/once-by-key.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { CorrectableDecision, DecisionCorrection } from './corrections.port.js';
import { UUID } from './decision-id.js';

type Needs = Stores<'audit' | 'corrections' | 'cycles' | 'now' | 'requests' | 'unitYears' | 'units'>;

export interface CorrectionRequest {
  readonly cycleId: string;
  /** Id of a decision for a list, or of the command by which one unit was decided alone. */
  readonly decisionId: string;
  readonly idempotencyKey: string;
  readonly body: CorrectionBody;
}

/**
 * Corrects how a recorded decision is named: number, day or signer that somebody has mistyped. The decision stays as it
 * was recorded and the correction stands beside it; nobody's result changes, and nobody is told a second time.
 */
export class CorrectDecision {
  constructor(private readonly unitOfWork: UnitOfWork<Needs>) {}

  /**
   * @throws DomainError CYCLE.UNKNOWN, ACTOR.OTHER_ROLE, DECISION.UNKNOWN, DECISION.OTHER_BODY,
   *   DECISION.NOTHING_CORRECTED, DECISION.NUMBER_USED, DOCUMENT.IN_FUTURE, IDEMPOTENCY.REUSED
   */
  async execute(identity: Identity, request: CorrectionRequest, dryRun: boolean): Promise<CorrectionAnswer> {
    const { cycleId, decisionId, idempotencyKey, body } = request;
    return this.unitOfWork.inTransaction(async (records) => {
      const cycle = await visibleCycle(records, identity, cycleId);
      requireInProvince(identity, 'correctDecision', cycle.provinceCode);
      const keyed = {
        act: 'correctDecision',
        key: idempotencyKey,
        content: [cycleId, decisionId, body],
        dryRun,
      };
      return onceByKey(records, identity, keyed, () =>
        this.correct(records, identity, cycle, decisionId, body, dryRun),
      );
    });
  }

  private async correct(
    records: Needs,
    identity: Identity,
    cycle: Cycle,
    decisionId: string,
    { reason, sameNumber, ...wanted }: CorrectionBody,
    dryRun: boolean,
  ): Promise<CorrectionAnswer> {
    const decision = UUID.test(decisionId)
      ? await records.corrections.findLocked(cycle.id, decisionId)
      : undefined;
    if (decision === undefined || !(await isSeen(records, identity, cycle, decision))) {
      throw new DomainError('DECISION.UNKNOWN');
    }
    await requireOwn(records, identity, decision);
    const now = await nowOf(records, cycle);
    const today = dateOf(now);
    requireIssued(wanted, today);
    const change = correctedNaming(presentNaming(decision, decision.corrections), wanted);
    if (change === undefined) throw new DomainError('DECISION.NOTHING_CORRECTED');
    const { number } = change.after;
    const other =
      number === change.before.number
        ? undefined
        : await records.corrections.otherWithNumber({
            cycleId: cycle.id,
            issuer: scopeCode(identity.scope),
            officeCode: identity.officeCode,
            number,
            except: decision.decision,
          });
    if (other !== undefined && !dryRun && !sameNumber) {
      throw new DomainError('DECISION.NUMBER_USED', { number, day: other.date });
    }
    const { before, after } = change;
    const answer = {
      dryRun,
      decisionId: 'documentId' in decision.decision ? decision.decision.documentId : decisionId,
      units: decision.unitIds.length,
      before,
      after,
      numberUsedOn: other?.date,
      correctedOn: today,
    };
    if (dryRun) return answer;
    await record(records, identity, {
      id: randomUUID(),
      cycleId: cycle.id,
      decision: decision.decision,
      before,
      after,
      reason,
      actorId: identity.actorId,
      actorName: identity.name,
      officeCode: identity.officeCode,
      correctedOn: today,
      recordedAt: await records.now(),
    });
    return answer;
  }
}

/** Whether the account sees one of the units that were decided about. */
async function isSeen(
  records: Needs,
  { scope }: Identity,
  cycle: Cycle,
  { unitIds }: CorrectableDecision,
): Promise<boolean> {
  const units = await records.unitYears.findAll(cycle.id, unitIds);
  return units.some((unit) => isInScope(scope, unit));
}

/**
 * A list is corrected by the body of the same area and kind: a committee does not correct what its steering board has decided.
 *
 * @throws DomainError DECISION.OTHER_BODY
 */
async function requireOwn(
  records: Needs,
  { scope, officeCode }: Identity,
  decision: CorrectableDecision,
): Promise<void> {
  const isOwn =
    decision.issuer === undefined
      ? officeCode !== undefined && decision.officeCode === officeCode
      : decision.issuer === scopeCode(scope) && (await isSameKind(records, decision.officeCode, officeCode));
  if (!isOwn) throw new DomainError('DECISION.OTHER_BODY');
}

/** Whether both offices are of one kind; one that is not known was given a list before lists named their office. */
async function isSameKind(
  { units }: Needs,
  one: string | undefined,
  other: string | undefined,
): Promise<boolean> {
  if (one === undefined || other === undefined || one === other) return true;
  return (await units.office(one))?.kind === (await units.office(other))?.kind;
}

async function record(records: Needs, identity: Identity, correction: DecisionCorrection): Promise<void> {
  await records.corrections.insert(correction);
  const { cycleId, decision, before, after, reason } = correction;
  await records.audit.append({
    cycleId,
    areaCode: scopeCode(identity.scope),
    actorId: identity.actorId,
    actorRole: identity.role,
    action: 'decision.corrected',
    object: 'documentId' in decision ? decision.documentId : decision.commandId,
    detail: { before, after, reason },
  });
}
