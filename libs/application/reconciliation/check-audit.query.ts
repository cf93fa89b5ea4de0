import type { AuditVerifyAnswer } from '#libs/contracts/http';
import type { FindCycle } from '../access/find-cycle.query.js';
import { requireInProvince } from '../access/rights.js';
import type { VerifyAudit } from '../audit/verify-audit.use-case.js';
import type { Identity } from '../identity/identity.js';

/** Walks the chains of a cycle for who oversees its province. */
export class CheckAudit {
  constructor(
    private readonly cycles: FindCycle,
    private readonly verifying: VerifyAudit,
  ) {}

  /** @throws DomainError CYCLE.UNKNOWN, ACTOR.OTHER_AREA */
  async execute(identity: Identity, cycleId: string): Promise<AuditVerifyAnswer> {
    const cycle = await this.cycles.execute(identity, cycleId);
    requireInProvince(identity, 'verifyAudit', cycle.provinceCode);
    return this.verifying.execute(cycleId);
  }
}
