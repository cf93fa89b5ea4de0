import type { ManagementLevel } from '#libs/policy';
/** Answers of the routes that look ahead: what comes next in a cycle, and who is reminded of what on a day. */

/** GET /cycles/{id}/upcoming?limit= : soonest first. */
export interface UpcomingAnswer {
  readonly cycleId: string;
  /** The cycle's now. */
  readonly now: string;
  /** What comes at one instant of one stage stays together, so that there may be a few more than were asked for. */
  readonly items: readonly UpcomingItemAnswer[];
  /** How many more are to come after these; absent where there are none. */
  readonly left?: number | undefined;
}

export interface UpcomingItemAnswer {
  readonly at: string;
  readonly kind: 'reminder' | 'calendar';
  /** Vietnamese, one line, with the time. */
  readonly text: string;
  readonly stage?: string | undefined;
  readonly stageName?: string | undefined;
  /** Management level of the units, or level of the offices; absent where both are meant. */
  readonly level?: ManagementLevel | undefined;
  /** True where the papers are those of offices. */
  readonly ofBodies?: boolean | undefined;
  readonly lastDay?: string | undefined;
  /** True where no document names the last day of a reminder, or the day of the calendar. */
  readonly assumed?: boolean | undefined;
  readonly rung?: string | undefined;
  readonly rungName?: string | undefined;
  readonly overdue?: boolean | undefined;
  /** Subjects in the account's scope that still owe it now. */
  readonly subjects?: number | undefined;
  /** Why on that day, e.g. that it was moved from a day off. */
  readonly reason?: string | undefined;
}

/**
 * GET /cycles/{id}/reminders/preview?at=YYYY-MM-DD&commune=&unit=&after=&limit= : what goes out on that day as things
 * stand now, and why nothing goes out for the others.
 */
export interface ReminderPreviewAnswer {
  readonly cycleId: string;
  readonly day: string;
  readonly now: string;
  /** Every stage with a last day of each subject of the page, in the order of subject and stage. */
  readonly items: readonly ReminderPreviewLineAnswer[];
  /** Code of the subject after which the next page begins. */
  readonly next?: string | undefined;
  /** Over all pages; on the first page only. */
  readonly totals?: ReminderPreviewTotals | undefined;
}

export type ReminderOutcome =
  | 'sends'
  | 'sent'
  | 'done'
  | 'waived'
  | 'notOpen'
  | 'beforeOpening'
  | 'later'
  | 'noMore'
  | 'passed'
  | 'waits'
  | 'paused'
  | 'closed'
  | 'noAddress'
  | 'outside'
  | 'withheld';

export interface ReminderPreviewLineAnswer {
  readonly unitId: string;
  readonly unitName: string;
  /** Absent for a unit outside the standard. */
  readonly stage?: string | undefined;
  readonly stageName?: string | undefined;
  readonly lastDay?: string | undefined;
  readonly assumed?: boolean | undefined;
  /** True where the reason tells of an opening day that no document names. */
  readonly opensAssumed?: boolean | undefined;
  readonly outcome: ReminderOutcome;
  /** Vietnamese: why on that day, or why not. */
  readonly reason: string;
  /** Address and name of whoever must act. */
  readonly recipient?: string | undefined;
  readonly recipientName?: string | undefined;
  readonly rung?: string | undefined;
  readonly rungName?: string | undefined;
  readonly sendAt?: string | undefined;
}

export interface ReminderPreviewTotals {
  readonly subjects: number;
  /** Reminders that go out, and the mails they make: one for each address. */
  readonly reminders: number;
  readonly mails: number;
  readonly byOutcome: Readonly<Partial<Record<ReminderOutcome, number>>>;
}
