import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { FileStorage } from './storage.port.js';
import { ASIDE_FOR_MS, filesIn, SAFE_AGE_MS } from './unnamed-files.js';

/** What a sweep did, by the keys of the files. */
export interface SweptFiles {
  /** How many files that were never received to their end were deleted. */
  readonly unfinished: number;
  readonly setAside: readonly string[];
  readonly putBack: readonly string[];
  readonly removed: readonly string[];
}

/**
 * Sweeps files that no row names: left by a process that died between the file and the commit of its row, or by an older
 * version. They are set aside first and deleted later; a file that a row names is never touched, and put back where it had
 * been set aside. Several processes may sweep at once.
 */
export class SweepEvidenceFiles {
  constructor(
    private readonly unitOfWork: UnitOfWork<Stores<'evidence'>>,
    private readonly storage: FileStorage,
  ) {}

  /**
   * @param now ms since the epoch, by the clock of the machine that keeps the files
   * @param signal ends the sweep after the file it is at
   */
  async execute(now: number, signal?: AbortSignal): Promise<SweptFiles> {
    const unfinished = await this.storage.removeUnfinished(now - SAFE_AGE_MS);
    const setAside: string[] = [];
    const putBack: string[] = [];
    const removed: string[] = [];
    for await (const { storageKey, isNamed } of filesIn(this.unitOfWork, this.storage, 'aside')) {
      if (signal?.aborted) break;
      if (isNamed) {
        await this.storage.putBack(storageKey);
        putBack.push(storageKey);
      } else if (await this.hasLain('aside', storageKey, now - ASIDE_FOR_MS)) {
        await this.storage.remove(storageKey);
        removed.push(storageKey);
      }
    }
    for await (const { storageKey, isNamed } of filesIn(this.unitOfWork, this.storage, 'kept')) {
      if (signal?.aborted) break;
      if (isNamed || !(await this.hasLain('kept', storageKey, now - SAFE_AGE_MS))) continue;
      await this.storage.setAside(storageKey, now);
      setAside.push(storageKey);
    }
    return { unfinished, setAside, putBack, removed };
  }

  private async hasLain(place: 'kept' | 'aside', storageKey: string, before: number): Promise<boolean> {
    const since = await this.storage.since(place, storageKey);
    return since !== undefined && since < before;
  }
}
