import type { Runs } from '../runs/runs.port.js';
import { wake } from '../runs/wake.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { ApplyBatchPage } from './apply-batch-page.use-case.js';

type Needs = Stores<'batches'>;

export interface BatchLog {
  warn(event: string, detail: Record<string, unknown>): void;
}

/**
 * Goes through the pages of batches, each batch one page after the other: at once for the request that ordered or
 * approved it, and by polling for what a process left that died. Who works at a page holds the batch, so several
 * processes never do the same one.
 */
export class BatchDriver {
  private readonly underWay = new Map<string, Promise<void>>();
  private stopped = false;

  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly pages: ApplyBatchPage,
    private readonly runs: Pick<Runs, 'wakeAreaYear' | 'wakeAreaReminders'>,
    private readonly log: BatchLog,
  ) {}

  /** Goes through the pages that are left, unless this process does already; never rejects. */
  drive(batchId: string): Promise<void> {
    const known = this.underWay.get(batchId);
    if (known !== undefined) return known;
    const driving = this.go(batchId).finally(() => this.underWay.delete(batchId));
    this.underWay.set(batchId, driving);
    return driving;
  }

  /** One round of polling: takes up every batch that has pages left. Does not wait for them. */
  async poll(): Promise<void> {
    const left = await this.unitOfWork.inTransaction((records) => records.batches.unfinished());
    for (const batchId of left) void this.drive(batchId);
  }

  /** Begins no further page, and waits for those under way. */
  async drain(): Promise<void> {
    this.stopped = true;
    await Promise.all(this.underWay.values());
  }

  private async go(batchId: string): Promise<void> {
    try {
      while (!this.stopped) {
        const end = await this.pages.execute(batchId);
        if (end.left === 'more') continue;
        if (end.cycle !== undefined) void wake(this.runs, end.cycle);
        return;
      }
    } catch (error) {
      // Found again by the next round.
      this.log.warn('batch.pageFailed', { batchId, error: String(error) });
    }
  }
}
