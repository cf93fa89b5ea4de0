import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { FileStorage, StoragePlace } from './storage.port.js';

type Needs = Stores<'evidence'>;

/**
 * For so long a file may lie without a row that names it. Its row is written within the request that brought it: uploads end
 * after two minutes, a transaction after 20 s without a word. A day leaves room for clocks that differ and is far beyond both.
 */
export const SAFE_AGE_MS = 24 * 60 * 60 * 1000;

/**
 * For so long what was set aside stays. Whoever has put an older database beside newer files, or started on the wrong one,
 * has that time to notice it; with the right database the next sweep puts the files back.
 */
export const ASIDE_FOR_MS = 30 * 24 * 60 * 60 * 1000;

/** A file of the storage and whether a row of any cycle names it. */
export interface FoundFile {
  readonly storageKey: string;
  readonly isNamed: boolean;
}

/** What lies in a place, each page compared with the rows after it was read: a row is written after its file. */
export async function* filesIn(
  unitOfWork: UnitOfWork<Needs>,
  storage: FileStorage,
  place: StoragePlace,
): AsyncGenerator<FoundFile> {
  for await (const keys of storage.keys(place)) {
    if (keys.length === 0) continue;
    const named = await unitOfWork.inTransaction((records) => records.evidence.namedKeys(keys));
    for (const storageKey of keys) yield { storageKey, isNamed: named.has(storageKey) };
  }
}
