import type { AuditVerifyAnswer } from '#libs/contracts/http';
import type { FindCycle } from '../access/find-cycle.query.js';
import { requireInProvince } from '../access/rights.js';
import type { VerifyAudit } from '../audit/verify-audit.use-case.js';
import type { Identity } from '../identity/identity.js';

/** The chain in which a province keeps what belongs to no cycle: accounts, lists, days off. */
const OF_NO_CYCLE = '-';

/** Walks the chains of a cycle, and that of its province beside all cycles, for who oversees the province. */
export class CheckAudit {
  constructor(
    private readonly cycles: FindCycle,
    private readonly verifying: VerifyAudit,
  ) {}

  /**
   * An account of one rehearsal sees that alone.
   *
   * @throws DomainError CYCLE.UNKNOWN, ACTOR.OTHER_AREA
   */
  async execute(identity: Identity, cycleId: string): Promise<AuditVerifyAnswer> {
    const { provinceCode } = await this.cycles.execute(identity, cycleId);
    requireInProvince(identity, 'verifyAudit', provinceCode);
    const ofCycle = await this.verifying.execute(cycleId);
    if (identity.cycleId !== undefined) return ofCycle;
    const beside = await this.verifying.execute(OF_NO_CYCLE, provinceCode);
    return {
      cycleId,
      ok: ofCycle.ok && beside.ok,
      chains: ofCycle.chains + beside.chains,
      rows: ofCycle.rows + beside.rows,
      broken: [
        ...ofCycle.broken,
        ...beside.broken.map((each) => ({ ...each, fault: `nhật ký ngoài chu kỳ: ${each.fault}` })),
      ],
    };
  }
}
