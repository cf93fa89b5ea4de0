import type { ResolvedStage } from '#libs/policy';
import { isAssumedDay, lastDayOf, later } from './graph.js';
import type { StageState, StageStatus, UnitYearState, YearStatus } from './unit-year.types.js';

/**
 * Where a subject stands at a stage on one day, in the order in which people read them:
 * `done` handed in, or concluded; `received` its paper has come and the office is to enter the content ("đã nhận giấy, chờ nhập nội dung"); `working` open and not yet due; `returned` given back and not yet due again; `overdue`
 * open, the last day that a document or an office has set has passed, and it can still be handed in; `pastSuggested` the same
 * where no document sets the day ("quá ngày đề nghị"), so that nobody has broken a rule; `notSubmitted` it can no longer be handed in ("không nộp");
 * `waived` asked of nobody ("không yêu cầu"), also what was only asked for, once it is taken in no longer; `ahead` not open yet; `closed` the year was closed while it was asked for, for
 * people "không nộp" as well.
 */
export const STANDINGS = [
  'done',
  'received',
  'working',
  'returned',
  'overdue',
  'pastSuggested',
  'notSubmitted',
  'waived',
  'ahead',
  'closed',
] as const;
export type Standing = (typeof STANDINGS)[number];

/**
 * What a stage is counted under: its own status, `received` where its paper has come and the content has not, or `closed` where
 * its year was closed while it was asked for.
 */
export type CountedStatus = StageStatus | 'received' | 'closed';

/** The days of a stage that decide where a subject stands at it, all YYYY-MM-DD. */
export interface StageDays {
  readonly opensDay: string;
  /** Last day in time, with any grace; absent where there is none. */
  readonly dueDay?: string;
  /** Whether no document sets `dueDay`, so that it is a suggestion; a day that an office has granted is set. */
  readonly dueIsAssumed?: boolean;
  /** Whether it is only asked for, so that no day makes anybody late with it. */
  readonly isOnlyAsked?: boolean;
  /** Last day on which it may still be handed in by the rules; a grace that is later moves it along. */
  readonly cutOff?: string;
}

/** What a closed year left undone is `closed`; a stage that was asked of nobody stays `waived`, and is nobody's omission. */
export const countedAs = (status: StageStatus, year: YearStatus): CountedStatus =>
  year === 'closed' && isAsked(status) ? 'closed' : status;

/**
 * What has come on paper was handed in, also where the year was closed before anybody had entered it; a class that a changed result
 * has ended is asked for in a closed year as in an open one.
 */
export function countedStatusOf(stage: StageState | undefined, year: YearStatus): CountedStatus {
  if (stage?.receipt !== undefined) return 'received';
  const status = stage?.status ?? 'awaiting';
  return stage?.reopenedBy === undefined ? countedAs(status, year) : status;
}

/** Whether somebody is still asked for the stage, in time or late: it has no outcome, and is neither waived nor closed. */
export function isAsked(status: CountedStatus): status is 'awaiting' | 'returned' {
  switch (status) {
    case 'awaiting':
    case 'returned':
      return true;
    case 'submitted':
    case 'done':
    case 'received':
    case 'waived':
    case 'closed':
      return false;
  }
}

/**
 * Where a subject stands at a stage. This is the only rule of it: every list, count, page and paper reads it here.
 *
 * @param today the cycle's today, YYYY-MM-DD
 */
export function standingAt(status: CountedStatus, days: StageDays, today: string): Standing {
  switch (status) {
    case 'submitted':
    case 'done':
      return 'done';
    case 'received':
    case 'waived':
      return status;
    case 'closed':
      return days.isOnlyAsked === true ? 'waived' : status;
    case 'awaiting':
    case 'returned':
      return askedStanding(status, days, today);
  }
}

function askedStanding(
  status: 'awaiting' | 'returned',
  { opensDay, dueDay, dueIsAssumed, isOnlyAsked, cutOff }: StageDays,
  today: string,
): Standing {
  if (cutOff !== undefined && later(cutOff, dueDay) < today) {
    return isOnlyAsked === true ? 'waived' : 'notSubmitted';
  }
  if (dueDay !== undefined && dueDay < today && isOnlyAsked !== true)
    return dueIsAssumed === true ? 'pastSuggested' : 'overdue';
  if (status === 'returned') return 'returned';
  return opensDay <= today ? 'working' : 'ahead';
}

/** Whether a subject stands at a stage as somebody who is to do it now: it is open, in time or past its day, and can still be handed in. */
export const isOwed = (standing: Standing): boolean => OWED.has(standing);

const OWED: ReadonlySet<Standing> = new Set(['working', 'returned', 'overdue', 'pastSuggested']);

/** The days of a stage of the graph for a subject that stands at it like this. */
export function stageDaysOf(stage: ResolvedStage, state: StageState | undefined): StageDays {
  return stageDaysAt(stage, lastDayOf(stage, state));
}

/** The days of a stage whose last day in force is known. */
export const stageDaysAt = (
  stage: Pick<ResolvedStage, 'opensDay' | 'due' | 'cutOff' | 'obligation'>,
  dueDay: string | undefined,
): StageDays => ({
  opensDay: stage.opensDay,
  dueDay,
  dueIsAssumed: isAssumedDay(stage, dueDay),
  isOnlyAsked: stage.obligation === 'asked',
  cutOff: stage.cutOff?.lastDay,
});

/** Where a subject stands at one stage of its graph on the cycle's `today` (YYYY-MM-DD). */
export function standingOf(
  stage: ResolvedStage,
  state: Pick<UnitYearState, 'status' | 'stages'>,
  today: string,
): Standing {
  const now = state.stages[stage.key];
  return standingAt(countedStatusOf(now, state.status), stageDaysOf(stage, now), today);
}

/** Whether the higher level judged from its own records, because the unit handed nothing in ("Không nộp"). */
export function isFromOwnRecords({ stages }: Pick<UnitYearState, 'stages'>): boolean {
  return Object.values(stages).some(({ basis }) => basis === 'ownRecords');
}
