import { DomainError } from '#libs/contracts';
import type { Stores } from '../transaction/records.port.js';
import type { NamedFile } from './check-evidence.js';

/** How much the files of one unit may take in one cycle, those of withdrawn evidence among them: they stay. */
export interface EvidenceQuota {
  readonly bytes: number;
}

const MEGABYTE = 1_048_576;

/**
 * Whether the unit has room for the file. Until the end of the transaction nobody else takes of the room.
 *
 * @throws DomainError EVIDENCE.QUOTA
 */
export async function requireRoom(
  records: Stores<'evidence'>,
  quota: EvidenceQuota,
  { cycleId, unitId }: { readonly cycleId: string; readonly unitId: string },
  { name, received }: NamedFile,
): Promise<void> {
  const used = await records.evidence.claimBytes(cycleId, unitId);
  if (used + received.bytes <= quota.bytes) return;
  throw new DomainError('EVIDENCE.QUOTA', {
    name,
    size: megabytes(received.bytes, Math.ceil),
    used: megabytes(used, Math.ceil),
    allowed: megabytes(quota.bytes, Math.floor),
  });
}

/** In tenths, rounded to the side on which the sum does not look as if it fitted. */
const megabytes = (bytes: number, round: (tenths: number) => number): string =>
  String(round((bytes / MEGABYTE) * 10) / 10).replace('.', ',');
