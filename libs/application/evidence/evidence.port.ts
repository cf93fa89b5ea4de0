import type { ActorRole } from '#libs/policy';
import type { RequestMark } from '../transaction/requests.port.js';

/**
 * A piece of evidence behind a criterion: a file in the storage, or a reference to a paper that is not handed over. A photo or scan
 * of a paper that came stands under its step instead.
 */
export interface Evidence {
  readonly id: string;
  readonly cycleId: string;
  readonly unitId: string;
  /** Empty where it stands under a step. */
  readonly criterion: string;
  readonly stage?: string;
  readonly kind: 'file' | 'reference';
  readonly title: string;
  /** Day that it speaks of, YYYY-MM-DD, inside the assessment window. */
  readonly effectiveOn: string;
  /** Database clock, ISO 8601. */
  readonly uploadedAt: string;
  readonly file?: EvidenceFile;
  /** Number of the paper that a reference names. */
  readonly reference?: string;
  /** What whoever added it declared, in the words of the pack. */
  readonly declaration?: string;
  readonly by: EvidenceActor & { readonly role: ActorRole };
  readonly withdrawn?: EvidenceWithdrawal;
}

export interface EvidenceFile {
  /** Hex digest of the content. */
  readonly sha256: string;
  /** Media type that the content has, whatever its name says. */
  readonly type: string;
  readonly bytes: number;
  readonly name: string;
  readonly storageKey: string;
}

export interface EvidenceActor {
  readonly actorId: string;
  readonly name: string;
}

export interface EvidenceWithdrawal {
  readonly at: string;
  readonly reason: string;
  readonly by: EvidenceActor;
}

export interface EvidencePage {
  readonly criterion?: string;
  readonly after?: string;
  readonly limit: number;
}

export interface EvidenceRecords {
  find(cycleId: string, unitId: string, id: string): Promise<Evidence | undefined>;
  /** Those of the ids that belong to the unit in the cycle. */
  ofIds(cycleId: string, unitId: string, ids: readonly string[]): Promise<readonly Evidence[]>;
  /** In the order in which they were added; `after` is the id of the last one of the page before. */
  page(cycleId: string, unitId: string, page: EvidencePage): Promise<readonly Evidence[]>;
  findByKey(
    actorId: string,
    key: string,
  ): Promise<{ readonly evidence: Evidence; readonly bodyDigest: string } | undefined>;
  /** Inserts unless the account used the key before; tells which. */
  add(evidence: Evidence, mark: RequestMark): Promise<'inserted' | 'existing'>;
  /**
   * Bytes of all files of the unit in the cycle, those of withdrawn evidence as well. Waits for whoever asks for the same
   * until the end of the transaction, so that two do not take the same room.
   */
  claimBytes(cycleId: string, unitId: string): Promise<number>;
  withdraw(evidenceId: string, withdrawal: EvidenceWithdrawal): Promise<void>;
  /** Which of the keys a row of any cycle names, withdrawn or not. */
  namedKeys(storageKeys: readonly string[]): Promise<ReadonlySet<string>>;
  /** Every file of the cycle's evidence, withdrawn or not. */
  filesOf(cycleId: string): Promise<readonly NamedEvidenceFile[]>;
}

/** A file of the storage and the evidence that it belongs to. */
export interface NamedEvidenceFile {
  readonly evidenceId: string;
  readonly unitId: string;
  readonly storageKey: string;
}
