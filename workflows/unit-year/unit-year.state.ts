import { condition } from '@temporalio/workflow';
import type { UnitYearView } from '#libs/contracts';

/** What one run has adopted from PostgreSQL, and the mutex that serialises the year's commands. */
export class UnitYearAdopted {
  private adopted: UnitYearView | undefined;
  private busy = false;

  get view(): UnitYearView {
    if (this.adopted === undefined) throw new Error('unit year read before it was loaded');
    return this.adopted;
  }

  get isOver(): boolean {
    return this.adopted?.over ?? false;
  }

  /** Takes the newer of two outcomes: two carried commands may report in any order after a redelivery. */
  adopt(view: UnitYearView): void {
    if (this.adopted === undefined || view.version >= this.adopted.version) this.adopted = view;
  }

  /** Runs one piece of work at a time, in the order asked. */
  async exclusively<T>(work: () => Promise<T>): Promise<T> {
    await condition(() => !this.busy);
    this.busy = true;
    try {
      return await work();
    } finally {
      this.busy = false;
    }
  }
}
