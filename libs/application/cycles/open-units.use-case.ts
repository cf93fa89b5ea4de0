import { DomainError, type OpeningProgress } from '#libs/contracts';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Runs } from '../runs/runs.port.js';
import { wake } from '../runs/wake.js';
import type { FaultPoints } from '../transaction/fault-points.port.js';
import { nowOf } from '../transaction/now-of.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import { YearOpener } from './year-opener.js';

type Needs = Stores<'audit' | 'counters' | 'cycles' | 'migrations' | 'now' | 'unitYears' | 'units'>;

export interface OpeningBookmark {
  /** Last unit of the last page that is wholly open. */
  readonly afterUnitId?: string;
  readonly opened: number;
}

/**
 * Opens every unit of a cycle and then every office that owes papers of its own. Each step is done once however often
 * it is repeated; of a cycle that is open already only runs that were lost are started again.
 */
export class OpenUnits {
  private readonly opener: YearOpener;

  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly runs: Runs,
    rules: CycleRules,
    faultPoints: FaultPoints,
  ) {
    this.opener = new YearOpener(unitOfWork, runs, rules, faultPoints);
  }

  /**
   * @param bookmark where an earlier try had come to
   * @param onPage told after each page that is wholly open
   * @throws DomainError CYCLE.UNKNOWN
   */
  async execute(
    cycleId: string,
    bookmark: OpeningBookmark,
    onPage: (bookmark: OpeningBookmark) => void,
  ): Promise<OpeningProgress> {
    let { afterUnitId, opened } = bookmark;
    const cycle = await this.unitOfWork.inTransaction((records) => records.cycles.find(cycleId));
    if (cycle === undefined) throw new DomainError('CYCLE.UNKNOWN', { cycle: cycleId });
    // A late wake may begin the run of a closed year once more; nothing of it is opened again.
    if (cycle.state === 'closed') return { opened, total: cycle.unitsTotal };
    for (;;) {
      const page = await this.opener.openUnits(cycleId, afterUnitId);
      if (page.last === undefined) break;
      afterUnitId = page.last;
      opened += page.units;
      onPage({ afterUnitId, opened });
    }
    await this.opener.openBodies(cycleId, () => {
      onPage({ afterUnitId, opened });
    });
    await this.unitOfWork.inTransaction(async (records) => {
      const locked = await records.cycles.lock(cycleId);
      if (locked?.state !== 'opening') return;
      const now = await nowOf(records, locked);
      await records.counters.recountOutside(cycleId, now);
      await records.cycles.markOpen(cycleId, now);
      await records.cycles.touch(cycleId);
    });
    await wake(this.runs, cycle);
    return { opened, total: cycle.unitsTotal };
  }
}
