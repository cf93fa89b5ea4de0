import type { StageView, UnitYearView } from '#libs/contracts/workflows';

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

  /**
   * The stages of the year one after the other, each the one that the adopted view waits at when it is asked for. A
   * restart or a return brings an earlier one back; it ends once the year is over.
   */
  *stages(): Generator<StageView | undefined> {
    while (!this.isOver) yield this.current;
  }

  /** Whether the year still waits at the stage. */
  waitsAt(stage: StageView | undefined): boolean {
    return !this.isOver && this.current?.key === stage?.key;
  }

  private get current(): StageView | undefined {
    const { stages, current } = this.view;
    return stages.find(({ key }) => key === current);
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
