import { z } from 'zod';
import { isoDay, isoInstant, level, list } from './answer.js';
import { code, day, limit } from './fields.js';
import { routes } from './route.js';

export const upcomingQuery = z.object({ limit });
export type UpcomingQuery = z.infer<typeof upcomingQuery>;

/** A day of a cycle and whose reminders are asked for; `after` is the code of the last subject of the page before. */
export const previewQuery = z.object({
  at: day,
  commune: code.optional(),
  unit: code.optional(),
  after: code.optional(),
  limit,
});
export type PreviewQuery = z.infer<typeof previewQuery>;

const reminderRecipientRole = z.enum(['officer', 'mailbox', 'second', 'head', 'office', 'overseer']);
export type ReminderRecipientRole = z.infer<typeof reminderRecipientRole>;

/** What people call them. */
export const RECIPIENT_WORDS: Readonly<Record<ReminderRecipientRole, string>> = {
  officer: 'đầu mối',
  mailbox: 'hộp thư đơn vị',
  second: 'đầu mối thứ hai',
  head: 'thủ trưởng',
  office: 'cơ quan',
  overseer: 'cơ quan theo dõi',
};

export const upcomingItemAnswer = z.object({
  at: isoInstant,
  kind: z.enum(['reminder', 'calendar']),
  /** Vietnamese, one line, with the time. */
  text: z.string(),
  stage: z.string().optional(),
  stageName: z.string().optional(),
  /** Management level of the units, or level of the offices; absent where both are meant. */
  level: level.optional(),
  /** True where the papers are those of offices. */
  ofBodies: z.boolean().optional(),
  lastDay: isoDay.optional(),
  /** True where no document names the last day of a reminder, or the day of the calendar. */
  assumed: z.boolean().optional(),
  rung: z.string().optional(),
  rungName: z.string().optional(),
  overdue: z.boolean().optional(),
  /** Subjects in the account's scope that still owe it now. */
  subjects: z.number().optional(),
  /** Whom of each unit it goes to, of a paper that units hand in; others only where these cannot be reached. */
  to: z.array(reminderRecipientRole).optional(),
  /** Why on that day, e.g. that it was moved from a day off. */
  reason: z.string().optional(),
});
export type UpcomingItemAnswer = z.infer<typeof upcomingItemAnswer>;

/** GET /cycles/{id}/upcoming?limit= : soonest first. */
export const upcomingAnswer = z.object({
  cycleId: z.string(),
  /** The cycle's now. */
  now: isoInstant,
  /** What comes at one instant of one stage stays together, so that there may be a few more than were asked for. */
  items: list(upcomingItemAnswer),
  /** How many more are to come after these; absent where there are none. */
  left: z.number().optional(),
  /** What makes the days doubtful, in Vietnamese sentences: years of which no day off is listed. */
  warnings: list(z.string()).optional(),
});
export type UpcomingAnswer = z.infer<typeof upcomingAnswer>;

export const reminderOutcome = z.enum([
  'sends',
  'sent',
  'done',
  'waived',
  'notOpen',
  'beforeOpening',
  'later',
  'noMore',
  'passed',
  'waits',
  /** The unit says that it has sent the paper, so mails about the step rest for some days. */
  'announced',
  'paused',
  'closed',
  'noAddress',
  'outside',
  'withheld',
]);
export type ReminderOutcome = z.infer<typeof reminderOutcome>;

export const reminderPreviewLineAnswer = z.object({
  unitId: z.string(),
  unitName: z.string(),
  /** Absent for a unit outside the standard. */
  stage: z.string().optional(),
  stageName: z.string().optional(),
  lastDay: isoDay.optional(),
  assumed: z.boolean().optional(),
  /** True where the reason tells of an opening day that no document names. */
  opensAssumed: z.boolean().optional(),
  outcome: reminderOutcome,
  /** Vietnamese: why on that day, or why not. */
  reason: z.string(),
  /** Address and name of whoever is told. */
  recipient: z.string().optional(),
  recipientName: z.string().optional(),
  /** Whose mailbox it is: of a unit's people (`mailbox` its own), of the office that acts, or of whoever only supervises. */
  recipientRole: reminderRecipientRole.optional(),
  rung: z.string().optional(),
  rungName: z.string().optional(),
  sendAt: isoInstant.optional(),
});
export type ReminderPreviewLineAnswer = z.infer<typeof reminderPreviewLineAnswer>;

export const reminderPreviewTotals = z.object({
  subjects: z.number(),
  /** Reminders that go out, and the mails they make: one for each address. */
  reminders: z.number(),
  mails: z.number(),
  byOutcome: z.partialRecord(reminderOutcome, z.number()),
});
export type ReminderPreviewTotals = z.infer<typeof reminderPreviewTotals>;

/**
 * GET /cycles/{id}/reminders/preview?at=YYYY-MM-DD&commune=&unit=&after=&limit= : what goes out on that day as things
 * stand now, and why nothing goes out for the others.
 */
export const reminderPreviewAnswer = z.object({
  cycleId: z.string(),
  day: isoDay,
  now: isoInstant,
  /** Every stage with a last day of each subject of the page, in the order of subject and stage. */
  items: list(reminderPreviewLineAnswer),
  /** Code of the subject after which the next page begins. */
  next: z.string().optional(),
  /** Over all pages; on the first page only. */
  totals: reminderPreviewTotals.optional(),
  /** What goes to those who answer for others on that day; on the first page only, absent where nothing does. */
  overseers: list(
    z.object({ at: isoInstant, kind: z.enum(['list', 'monthly']), text: z.string() }),
  ).optional(),
  /** What makes the days doubtful, in Vietnamese sentences: years of which no day off is listed. */
  warnings: list(z.string()).optional(),
});
export type ReminderPreviewAnswer = z.infer<typeof reminderPreviewAnswer>;

/** What comes next, and who is reminded. */
export const REMINDERS_ROUTES = routes({
  'GET /cycles/{cycleId}/upcoming': {
    summary: 'Việc sắp tới: lời nhắc và mốc lịch còn chờ, gần nhất trước',
    query: upcomingQuery,
    answer: upcomingAnswer,
  },
  'GET /cycles/{cycleId}/reminders/preview': {
    summary: 'Xem trước lời nhắc của một ngày: ai nhận gì, vì sao nơi khác không nhận',
    query: previewQuery,
    answer: reminderPreviewAnswer,
  },
});
