import { formatInstant } from '#libs/calendar';
import type { FileStorage, StoragePlace } from '../evidence/storage.port.js';
import { ASIDE_FOR_MS, filesIn, SAFE_AGE_MS } from '../evidence/unnamed-files.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { Finding } from './reconciler.js';

/** Compares the files of evidence with the rows that name them. */
export class EvidenceFilesCheck {
  constructor(
    private readonly unitOfWork: UnitOfWork<Stores<'evidence'>>,
    private readonly storage: FileStorage,
  ) {}

  /**
   * Evidence of the cycle whose file is not there, and files that no row of any cycle names: those belong to no cycle, so
   * whichever is checked tells them.
   *
   * @param now ms since the epoch
   */
  async check(cycleId: string, now: number): Promise<readonly Finding[]> {
    return [
      ...(await this.missing(cycleId)),
      ...(await this.unnamed('kept', now)),
      ...(await this.unnamed('aside', now)),
    ];
  }

  private async missing(cycleId: string): Promise<Finding[]> {
    const named = await this.unitOfWork.inTransaction((records) => records.evidence.filesOf(cycleId));
    const found: Finding[] = [];
    for (const { unitId, evidenceId, storageKey } of named) {
      if ((await this.storage.since('kept', storageKey)) !== undefined) continue;
      found.push({
        kind: 'evidenceFileMissing',
        object: `${unitId}/${evidenceId}`,
        detail: `không có tệp ${storageKey} của minh chứng này trong kho`,
      });
    }
    return found;
  }

  private async unnamed(place: StoragePlace, now: number): Promise<Finding[]> {
    const found: Finding[] = [];
    for await (const { storageKey, isNamed } of filesIn(this.unitOfWork, this.storage, place)) {
      if (isNamed) continue;
      const since = await this.storage.since(place, storageKey);
      if (since === undefined || (place === 'kept' && since > now - SAFE_AGE_MS)) continue;
      found.push({ kind: 'evidenceFileUnnamed', object: storageKey, detail: detailOf(place, since) });
    }
    return found;
  }
}

function detailOf(place: StoragePlace, since: number): string {
  const at = formatInstant(new Date(since).toISOString());
  if (place === 'kept') return `tệp có từ ${at} mà không minh chứng nào nêu`;
  const until = formatInstant(new Date(since + ASIDE_FOR_MS).toISOString());
  return `tệp không minh chứng nào nêu, đã để riêng lúc ${at}, sẽ xóa sau ${until}`;
}
