import type { Records } from './records.port.js';

/** Runs work in one database transaction; everything the work wrote is there afterwards, or nothing is. */
export interface UnitOfWork {
  inTransaction<T>(work: (records: Records) => Promise<T>): Promise<T>;
  /** One unchanging view of everything, for comparing; nothing may be written. */
  inSnapshot<T>(work: (records: Records) => Promise<T>): Promise<T>;
}
