import { DomainError } from '#libs/contracts';
import { unitYearToRead } from '../access/reading.js';
import type { Identity } from '../identity/identity.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { Evidence, EvidenceFile, EvidencePage } from './evidence.port.js';
import type { FileStorage } from './storage.port.js';

type Needs = Stores<'cycles' | 'evidence' | 'migrations' | 'unitYears' | 'units'>;

/** Evidence of a unit for everyone who may see the unit's year. */
export class ReadEvidence {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly storage: FileStorage,
  ) {}

  /** @throws DomainError CYCLE.UNKNOWN, UNIT.NOT_IN_SCOPE, UNIT.OUTSIDE_STANDARD */
  page(
    identity: Identity,
    cycleId: string,
    unitId: string,
    page: EvidencePage,
  ): Promise<readonly Evidence[]> {
    return this.unitOfWork.inTransaction(async (records) => {
      await unitYearToRead(records, identity, 'readEvidence', cycleId, unitId);
      return records.evidence.page(cycleId, unitId, page);
    });
  }

  /** @throws DomainError as `page`; EVIDENCE.UNKNOWN */
  find(identity: Identity, cycleId: string, unitId: string, id: string): Promise<Evidence> {
    return this.unitOfWork.inTransaction(async (records) => {
      await unitYearToRead(records, identity, 'readEvidence', cycleId, unitId);
      const evidence = await records.evidence.find(cycleId, unitId, id);
      if (evidence === undefined) throw new DomainError('EVIDENCE.UNKNOWN', { evidence: id });
      return evidence;
    });
  }

  /** @throws DomainError as `find`; EVIDENCE.NO_FILE, EVIDENCE.FILE_LOST */
  async open(
    identity: Identity,
    cycleId: string,
    unitId: string,
    id: string,
  ): Promise<{ readonly file: EvidenceFile; readonly content: AsyncIterable<Uint8Array> }> {
    const { file, title } = await this.find(identity, cycleId, unitId, id);
    if (file === undefined) throw new DomainError('EVIDENCE.NO_FILE', { title });
    const content = await this.storage.open(file.storageKey);
    if (content === undefined) throw new DomainError('EVIDENCE.FILE_LOST', { title, sha256: file.sha256 });
    return { file, content };
  }
}
