/** The time that a rehearsal waits by, apart from the cycle's own. */
export interface RealClock {
  /** Milliseconds that only rise. */
  now(): number;
  pause(ms: number): Promise<void>;
}
