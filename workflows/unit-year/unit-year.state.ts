import type { UnitYearView } from '#libs/contracts/workflows';

/** What one run has adopted from PostgreSQL, and the mutex that serialises the year's commands. */
export class UnitYearAdopted {
  private adopted: UnitYearView | undefined;
  private last: Promise<unknown> = Promise.resolve();

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

  /** Runs one piece of work at a time, in the order asked: commands that arrive together queue up behind each other. */
  exclusively<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.last.then(work);
    this.last = mine.catch(() => undefined);
    return mine;
  }
}
