import type { Records } from './records.port.js';

/**
 * Runs work in one database transaction; everything the work wrote is there afterwards, or nothing is. A use case names
 * the stores that it needs: `UnitOfWork<Stores<'cycles' | 'audit'>>`.
 */
export interface UnitOfWork<S = Records> {
  inTransaction<T>(work: (stores: S) => Promise<T>): Promise<T>;
  /** One unchanging view of everything, for comparing; nothing may be written. */
  inSnapshot<T>(work: (stores: S) => Promise<T>): Promise<T>;
}
