/** Places where a crash hurts most; a test names one and the process dies there. */
export type FaultPoint =
  | 'afterCommandRecorded'
  | 'beforeFactCommit'
  | 'afterFactCommit'
  | 'midOpenPage'
  | 'afterOpenPage'
  | 'afterReminderPage'
  | 'afterCarryPage'
  | 'midMigration'
  | 'afterMigration'
  | 'beforeSmtp'
  | 'afterSmtp250';

export interface FaultPoints {
  /** Does nothing unless this point was chosen. */
  hit(point: FaultPoint): void;
}
