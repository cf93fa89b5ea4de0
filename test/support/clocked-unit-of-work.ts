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
    if (at === undefined) return records;
    return { ...records, now: () => Promise.resolve(at), commands: clockedCommands(records.commands, at) };
  }
}

/** Statements that tell the time of the database with something else. */
function clockedCommands(commands: Records['commands'], at: string): Records['commands'] {
  const own: Pick<Records['commands'], 'insertDecided' | 'receipt'> = {
    insertDecided: async (command) =>
      (await commands.insertOnce({ ...command, decidedAt: at })) === 'inserted' ? at : undefined,
    receipt: async (...asked) => ({ ...(await commands.receipt(...asked)), at }),
  };
  return Object.assign(Object.create(commands) as Records['commands'], own);
}
