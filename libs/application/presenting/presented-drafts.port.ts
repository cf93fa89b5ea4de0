import type { WaitEnd } from '../waiting/waiting.port.js';

/** What has become of a draft that was put before the head. */
export type PresentedState = 'waiting' | 'takenBack' | 'givenBack' | 'sent' | 'overtaken';

/**
 * That a clerk has put one version of a draft before the head (trình). It says nothing of what the draft holds: that stays in the
 * draft, which nobody changes while it waits.
 */
export interface PresentedDraft {
  readonly id: string;
  readonly cycleId: string;
  readonly unitId: string;
  readonly stage: string;
  /** Version of the draft. */
  readonly version: number;
  /** SHA-256 of what would be handed in. */
  readonly digest: string;
  /** What the clerk tells the head. */
  readonly note?: string;
  readonly byId: string;
  readonly byName: string;
  /** The cycle's now, ISO 8601. */
  readonly presentedAt: string;
  readonly state: PresentedState;
  readonly end?: PresentedEnd;
}

/** How it ended. */
export interface PresentedEnd extends WaitEnd {
  readonly state: Exclude<PresentedState, 'waiting'>;
}

/** One that waits, as the turn that tells the head again needs it. */
export type WaitingDraft = Pick<PresentedDraft, 'id' | 'unitId' | 'stage' | 'byName' | 'presentedAt'>;

export interface PresentedDraftRecords {
  /** Adds one that waits; there must be no other of the step. */
  add(draft: Omit<PresentedDraft, 'state' | 'end'>): Promise<void>;
  /** The one of a step that waits, locked until the end of the transaction. */
  lockWaiting(cycleId: string, unitId: string, stage: string): Promise<PresentedDraft | undefined>;
  /** The latest of each step of the units, whatever has become of it. */
  latest(cycleId: string, unitIds: readonly string[]): Promise<readonly PresentedDraft[]>;
  end(id: string, end: PresentedEnd): Promise<void>;
  /** All that wait in a cycle, by unit. */
  waiting(cycleId: string): Promise<readonly WaitingDraft[]>;
}
