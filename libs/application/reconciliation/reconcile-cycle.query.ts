import type { ReconciliationAnswer } from '#libs/contracts/http';
import type { FindCycle } from '../access/find-cycle.query.js';
import { requireInProvince } from '../access/rights.js';
import type { Identity } from '../identity/identity.js';
import type { EvidenceFilesCheck } from './evidence-files-check.js';
import type { Reconciler } from './reconciler.js';

/** Compares the records, counters, commands, runs and files of a cycle for who oversees its province. */
export class ReconcileCycle {
  constructor(
    private readonly cycles: FindCycle,
    private readonly reconciler: Reconciler,
    private readonly files: EvidenceFilesCheck,
  ) {}

  /** @throws DomainError CYCLE.UNKNOWN, ACTOR.OTHER_AREA */
  async execute(identity: Identity, cycleId: string): Promise<ReconciliationAnswer> {
    const cycle = await this.cycles.execute(identity, cycleId);
    requireInProvince(identity, 'reconcile', cycle.provinceCode);
    const findings = [
      ...(await this.reconciler.check(cycleId)),
      ...(await this.files.check(cycleId, Date.now())),
    ];
    return { cycleId, ok: findings.length === 0, findings };
  }
}
