import type { Runs } from '../runs/runs.port.js';
import { wake } from '../runs/wake.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { ApplyBatchPage } from './apply-batch-page.use-case.js';
import { noteFailedPage } from './tell-orderer.js';

type Needs = Stores<'accounts' | 'batches' | 'cycles' | 'messages'>;

export interface BatchLog {
  warn(event: string, detail: Record<string, unknown>): void;
}

/** Batches whose pages a process does at once: each page holds a connection and a hundred units. */
const MOST_AT_ONCE = 2;

/**
 * Goes through the pages of batches, each batch one page after the other and two batches at most beside each other: at once for the request that ordered or
 * approved it, and by polling for what a process left that died. Who works at a page holds the batch, so several
 * processes never do the same one.
 */
export class BatchDriver {
  private readonly underWay = new Map<string, Promise<void>>();
  /** Those that may begin now, and who waits for their turn in the order in which they came. */
  private free = MOST_AT_ONCE;
  private readonly waiting: (() => void)[] = [];
  private stopped = false;

  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly pages: Pick<ApplyBatchPage, 'execute'>,
    private readonly runs: Pick<Runs, 'wakeAreaYear' | 'wakeAreaReminders'>,
    private readonly log: BatchLog,
  ) {}

  /** Goes through the pages that are left, unless this process does already; never rejects. */
  drive(batchId: string): Promise<void> {
    const known = this.underWay.get(batchId);
    if (known !== undefined) return known;
    const driving = this.inTurn(() => this.go(batchId)).finally(() => this.underWay.delete(batchId));
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

  private async inTurn(work: () => Promise<void>): Promise<void> {
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    await work();
    const next = this.waiting.shift();
    if (next === undefined) this.free += 1;
    else next();
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
      await this.noteFailure(batchId);
    }
  }

  /** What makes the page fail may keep this from being noted too, as a database that is away. */
  private async noteFailure(batchId: string): Promise<void> {
    try {
      await this.unitOfWork.inTransaction((records) => noteFailedPage(records, batchId));
    } catch (error) {
      this.log.warn('batch.failureNotNoted', { batchId, error: String(error) });
    }
  }
}
