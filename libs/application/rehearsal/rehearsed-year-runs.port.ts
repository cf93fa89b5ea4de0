/** The run that keeps a rehearsed year being lived. */
export interface RehearsedYearRuns {
  /**
   * Starts `rehearsedYear`.
   *
   * @param running what becomes of one that runs under the cycle's id: it is that run, or it gives way to a new one
   */
  startRehearsedYear(cycleId: string, areaId: string, running: 'join' | 'replace'): Promise<void>;
  /** Asks `rehearsedYear` to end; nothing where none runs. */
  cancelRehearsedYear(cycleId: string): Promise<void>;
}
