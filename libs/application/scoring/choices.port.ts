import type { EvidenceActor } from '../evidence/evidence.port.js';
import type { RequestMark } from '../transaction/requests.port.js';

/** A recorded reading of a case that the documents leave open. */
export interface GapChoice {
  readonly id: string;
  readonly cycleId: string;
  /** Absent where it holds for every unit of the cycle. */
  readonly unitId?: string;
  /** Counts the choices of a cycle from 1. */
  readonly version: number;
  readonly gap: string;
  readonly option: string;
  readonly reason: string;
  readonly by: EvidenceActor;
  /** The cycle's own now. */
  readonly recordedAt: string;
}

export interface ChoiceRecords {
  /** Choices of the whole cycle, and of this unit where one is named, oldest first. */
  of(cycleId: string, unitId?: string): Promise<readonly GapChoice[]>;
  findByKey(
    actorId: string,
    key: string,
  ): Promise<{ readonly choice: GapChoice; readonly bodyDigest: string } | undefined>;
  /** Adds under the next version; the caller holds the rules of the cycle. */
  add(choice: Omit<GapChoice, 'version'>, mark: RequestMark): Promise<GapChoice>;
}
