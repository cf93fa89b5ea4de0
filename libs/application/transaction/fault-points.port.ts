/** Places where a crash hurts most; a test names one and the process dies there. */
export const FAULT_POINT_NAMES = [
  'afterCommandRecorded',
  'beforeDoorCommit',
  'afterDoorCommit',
  'beforeFactCommit',
  'afterFactCommit',
  'midOpenPage',
  'afterOpenPage',
  'afterReminderPage',
  'afterCarryPage',
  'afterOverseerPage',
  'afterFileKept',
  'midBatchPage',
  'afterBatchPage',
  'midMigration',
  'afterMigration',
  'beforeSmtp',
  'afterSmtp250',
] as const;
export type FaultPoint = (typeof FAULT_POINT_NAMES)[number];

export interface FaultPoints {
  /** Does nothing unless this point was chosen. */
  hit(point: FaultPoint): void;
}
