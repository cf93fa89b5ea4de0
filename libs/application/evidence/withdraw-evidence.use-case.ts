import { isUnitRole, type Relation } from '#libs/access';
import { DomainError } from '#libs/contracts';
import { requireRight } from '../access/rights.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Identity } from '../identity/identity.js';
import { dossierItemsNaming } from '../judging/judge-content.js';
import { onceByKey } from '../transaction/once-by-key.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { Evidence } from './evidence.port.js';
import { citingCriteria, evidenceDesk } from './evidence-desk.js';
import { paperShownBy } from './paper-shown-by.js';

type Needs = Stores<
  | 'audit'
  | 'commands'
  | 'cycles'
  | 'evidence'
  | 'migrations'
  | 'now'
  | 'papers'
  | 'requests'
  | 'unitYears'
  | 'units'
>;

export interface WithdrawalRequest {
  readonly cycleId: string;
  readonly unitId: string;
  readonly evidenceId: string;
  readonly reason: string;
  /** Idempotency-Key; absent where the system itself acts. */
  readonly key?: string;
}

/** Takes a piece of evidence back: it stays readable and counts no longer. */
export class WithdrawEvidence {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly rules: CycleRules,
  ) {}

  /**
   * The same withdrawal again changes nothing and is answered alike, under whatever key.
   *
   * @throws DomainError as `evidenceDesk`; IDEMPOTENCY.REUSED, EVIDENCE.UNKNOWN, EVIDENCE.OTHERS, EVIDENCE.WITHDRAWN, EVIDENCE.CITED,
   *   EVIDENCE.IN_DOSSIER, EVIDENCE.OF_RECEIPT
   */
  async execute(identity: Identity, request: WithdrawalRequest): Promise<Evidence> {
    const { cycleId, unitId, evidenceId, reason, key } = request;
    const keyed = {
      act: 'withdrawEvidence',
      key,
      content: [cycleId, unitId, evidenceId, reason],
    } as const;
    return this.unitOfWork.inTransaction((records) =>
      onceByKey(records, identity, keyed, () => this.withdraw(records, identity, request)),
    );
  }

  private async withdraw(records: Needs, identity: Identity, request: WithdrawalRequest): Promise<Evidence> {
    const { cycleId, unitId, evidenceId, reason } = request;
    // A sheet that cites it must not be handed in meanwhile.
    await records.unitYears.lock(cycleId, unitId);
    const desk = await evidenceDesk(records, this.rules, identity, cycleId, unitId);
    const evidence = await records.evidence.find(cycleId, unitId, evidenceId);
    if (evidence === undefined) throw new DomainError('EVIDENCE.UNKNOWN', { evidence: evidenceId });
    requireRight(identity, 'withdrawEvidence', standingTo(identity, evidence));
    const { withdrawn } = evidence;
    if (withdrawn !== undefined) {
      if (withdrawn.reason === reason && withdrawn.by.actorId === identity.actorId) return evidence;
      throw new DomainError('EVIDENCE.WITHDRAWN', { title: evidence.title });
    }
    const citing = await citingCriteria(records, desk, evidenceId);
    if (citing.length > 0) {
      throw new DomainError('EVIDENCE.CITED', { title: evidence.title, criteria: citing.join(', ') });
    }
    const inDossier = await dossierItemsNaming(records, desk.rules, desk.unit, evidenceId);
    if (inDossier.length > 0) {
      throw new DomainError('EVIDENCE.IN_DOSSIER', { title: evidence.title, items: inDossier.join(', ') });
    }
    const shown = await paperShownBy(records, desk.unit, evidence);
    if (shown !== undefined) {
      throw new DomainError('EVIDENCE.OF_RECEIPT', { title: evidence.title, ...shown });
    }
    const withdrawal = {
      at: await records.now(),
      reason,
      by: { actorId: identity.actorId, name: identity.name },
    };
    await records.evidence.withdraw(evidenceId, withdrawal);
    await records.audit.append({
      cycleId,
      areaCode: desk.unit.communeCode,
      actorId: identity.actorId,
      actorRole: identity.role,
      action: 'evidence.withdrawn',
      object: `${unitId}/${evidenceId}`,
      detail: { reason },
    });
    return { ...evidence, withdrawn: withdrawal };
  }
}

/** The unit's people withdraw what is theirs, an office what it added; the unit is in the account's scope. */
function standingTo({ actorId, role }: Identity, { by }: Evidence): ReadonlySet<Relation> {
  const held = new Set<Relation>(['inScope']);
  if (by.actorId === actorId || (isUnitRole(role) && isUnitRole(by.role))) held.add('sameSide');
  return held;
}
