import type { Records, UnitOfWork } from '#libs/application';

/** A unit of work whose database clock a spec sets, so that a real year can be lived at any day. */
export class ClockedUnitOfWork implements UnitOfWork {
  private at: string | undefined;

  constructor(private readonly inner: UnitOfWork) {}

  /** @param at `YYYY-MM-DDTHH:MM` in Vietnam; the database's own clock when absent */
  setNow(at: string | undefined): void {
    this.at = at === undefined ? undefined : new Date(`${at}:00+07:00`).toISOString();
  }

  inTransaction<T>(work: (records: Records) => Promise<T>): Promise<T> {
    return this.inner.inTransaction((records) => work(this.clocked(records)));
  }

  inSnapshot<T>(work: (records: Records) => Promise<T>): Promise<T> {
    return this.inner.inSnapshot((records) => work(this.clocked(records)));
  }

  private clocked(records: Records): Records {
    const { at } = this;
    return at === undefined ? records : { ...records, now: () => Promise.resolve(at) };
  }
}
