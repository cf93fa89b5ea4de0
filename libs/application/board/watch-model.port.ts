import type { Scope } from '#libs/access';
import type { CounterCell } from '../counters/counters.port.js';
import type { Cycle } from '../cycles/cycles.port.js';

/** Numbers of the audit chains of one cycle by area. */
export type Heads = ReadonlyMap<string, number>;

/** What supervisors watch, read without touching the units' years one by one. */
export interface WatchModel {
  /**
   * What the board of a cycle is made of, all from one instant: the counters and the units outside the standard of the
   * communes whose audit chains have grown, of every commune where a chain above the communes has; undefined where there is
   * no such cycle.
   *
   * @param known heads of the reading before; nothing is left out where it is absent
   */
  boardChange(cycleId: string, known?: Heads): Promise<BoardReading | undefined>;
  /** Subjects that have had a command without an outcome for so many seconds. */
  stuck(cycleId: string, olderThanSeconds: number): Promise<readonly StuckCount[]>;
  /**
   * Counters with anything in them as they stood at the end of a day; limited to the asker's scope.
   *
   * @param day YYYY-MM-DD of the cycle's own clock
   */
  boardCountsOn(
    cycleId: string,
    scope: Scope,
    filter: BoardFilter,
    day: string,
  ): Promise<readonly BoardCount[]>;
  /** How many units stood outside the standard at the end of a day of the cycle's own clock. */
  unitsOutsideOn(cycleId: string, scope: Scope, filter: BoardFilter, day: string): Promise<number>;
  /** Names of areas by their codes. */
  areaNames(codes: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

export interface BoardFilter {
  readonly communeCode?: string;
  readonly kind?: string;
}

/** A counter of one kind of unit, or of offices (`body`). */
export interface BoardCount
  extends Pick<CounterCell, 'communeCode' | 'level' | 'stage' | 'dueDay' | 'status' | 'unitKind'> {
  readonly isBody: boolean;
  readonly n: number;
}

export interface StuckCount extends Pick<CounterCell, 'communeCode' | 'stage' | 'unitKind'> {
  readonly isBody: boolean;
  readonly n: number;
}

export interface OutsideCount extends Pick<CounterCell, 'communeCode' | 'unitKind'> {
  readonly n: number;
}

/** Steps of a commune that wait for somebody: a draft for the head, a request for more time for its answer. */
export interface WaitingCount extends Pick<CounterCell, 'communeCode' | 'stage' | 'unitKind'> {
  readonly what: 'awaitingHead' | 'extensionsAsked';
  readonly n: number;
}

/** What has changed of a cycle's board since the reading before, with the cycle at the same instant. */
export interface BoardReading {
  readonly cycle: Cycle;
  /** The cycle's now, ISO 8601. */
  readonly now: string;
  /** The chains that have grown, with their numbers now. */
  readonly moved: Heads;
  /** Whether the counts are those of every commune; else of the communes that moved. */
  readonly isWhole: boolean;
  readonly counts: readonly BoardCount[];
  readonly outside: readonly OutsideCount[];
  readonly waiting: readonly WaitingCount[];
}
