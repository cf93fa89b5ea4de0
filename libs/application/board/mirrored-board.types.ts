import type { Cycle } from '../cycles/cycles.port.js';
import type { CycleStages } from './cycle-stages.js';
import type { BoardCount, Heads, OutsideCount, StuckCount, WaitingCount } from './watch-model.port.js';

/** What is kept of one commune, or of the place of an office. */
export interface CommuneMatter {
  readonly counts: readonly BoardCount[];
  readonly stuck: readonly StuckCount[];
  readonly outside: readonly OutsideCount[];
  readonly waiting: readonly WaitingCount[];
  /** Turn at which any of it changed last. */
  readonly changedAt: number;
}

/** A cycle's board as of one instant, by commune. */
export interface MirroredBoard {
  /** Rises with everything that changes. */
  readonly turn: number;
  readonly cycle: Cycle;
  readonly provinceName: string;
  /** The cycle's now at the last reading, ISO 8601. */
  readonly now: string;
  readonly heads: Heads;
  readonly stages: CycleStages;
  readonly names: ReadonlyMap<string, string>;
  readonly communes: ReadonlyMap<string, CommuneMatter>;
  /** Turn at which the cycle's today, its rules or its state changed last: every cell has to be worked out anew. */
  readonly changedAt: number;
}
