import type { Stores } from './records.port.js';

/** The cycle's now, ISO 8601: where the clock of a rehearsal stands, in a real year the database's. */
export async function nowOf(records: Stores<'now'>, cycle: { readonly clockAt?: string }): Promise<string> {
  return cycle.clockAt ?? records.now();
}
