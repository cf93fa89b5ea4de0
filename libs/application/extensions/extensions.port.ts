import type { Scope } from '#libs/access';
import type { WaitEnd } from '../waiting/waiting.port.js';

/** What has become of a request for more time. */
export type ExtensionState = 'open' | 'granted' | 'refused' | 'withdrawn' | 'overtaken';

/** A unit asks for more time for a step (xin gia hạn). By itself it moves no day. */
export interface ExtensionRequest {
  readonly id: string;
  readonly cycleId: string;
  readonly unitId: string;
  readonly stage: string;
  /** The last day that is asked for, YYYY-MM-DD. */
  readonly wishedDay: string;
  readonly reason: string;
  readonly byId: string;
  readonly byName: string;
  /** The cycle's now, ISO 8601. */
  readonly askedAt: string;
  readonly state: ExtensionState;
  /** When the supervising office was told that nobody had answered. */
  readonly escalatedAt?: string;
  readonly end?: ExtensionEnd;
}

/** How it ended. */
export interface ExtensionEnd extends WaitEnd {
  readonly state: Exclude<ExtensionState, 'open'>;
  /** The day that was given, YYYY-MM-DD, and the document by which. */
  readonly until?: string;
  readonly number?: string;
  readonly date?: string;
}

export interface ExtensionRecords {
  /** Adds one that is open; there must be no other of the step. */
  add(request: Omit<ExtensionRequest, 'state' | 'escalatedAt' | 'end'>): Promise<void>;
  find(id: string): Promise<ExtensionRequest | undefined>;
  /** The open one of a step, locked until the end of the transaction. */
  lockOpen(cycleId: string, unitId: string, stage: string): Promise<ExtensionRequest | undefined>;
  /** The latest of each step of the units. */
  latest(cycleId: string, unitIds: readonly string[]): Promise<readonly ExtensionRequest[]>;
  end(id: string, end: ExtensionEnd): Promise<void>;
  /** Those of a cycle that lie in a scope, the oldest first after `afterId`. */
  visible(
    cycleId: string,
    scope: Scope,
    filter: { readonly state?: ExtensionState; readonly afterId?: string; readonly limit: number },
  ): Promise<readonly (ExtensionRequest & { readonly unitName: string })[]>;
  /** Open ones of a cycle of which the supervising office was not told. */
  unescalated(cycleId: string): Promise<readonly ExtensionRequest[]>;
  markEscalated(ids: readonly string[], at: string): Promise<void>;
}
