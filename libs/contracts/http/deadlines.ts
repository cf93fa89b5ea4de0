import { z } from 'zod';
import { LEVELS } from '#libs/policy/vocabulary';
import { isoDay, isoInstant, level, list, ruleStatus } from './answer.js';
import { day, documentDay, dryRunQuery, reason, stage, text, unitKind } from './fields.js';
import { routes } from './route.js';

/** Body of `POST …/deadlines`: a last day moved by a document, whose number and date are compulsory. */
export const deadlineBody = z.strictObject({
  stage,
  level: z.enum([...LEVELS, '*'], 'phải là tinh, huyen, xa hoặc *').default('*'),
  operator: z.enum(['before', 'by'], 'phải là before (trước ngày) hoặc by (hết ngày)').default('by'),
  day,
  words: text(300).optional(),
  number: text(60),
  date: documentDay,
  reason,
});
export type DeadlineBody = z.infer<typeof deadlineBody>;

export const dueAnswer = z.object({
  lastDay: isoDay,
  /** "hết ngày 24/8/2025 (Chủ nhật)". */
  phrase: z.string(),
  words: z.string(),
  /** Citation of the document that sets the day; of an assumed day, where the duty is written and what is said of its time. */
  source: z.string(),
  /** Where the duty itself is written; absent where no document orders it. */
  duty: z.string().optional(),
  status: ruleStatus,
  /** The kinds of units for which no document sets the day, where one does for the others. */
  suggestedFor: list(unitKind).optional(),
  graceUntil: isoDay.optional(),
});
export type DueAnswer = z.infer<typeof dueAnswer>;

export const deadlineAnswer = z.object({
  stage: z.string(),
  name: z.string(),
  level,
  opens: isoDay,
  due: dueAnswer,
  cutOff: isoDay.optional(),
  cutOffAssumed: z.boolean().optional(),
  /** Last day in the policy pack, where a document has moved it. */
  originalLastDay: isoDay.optional(),
  /** True where no document names that day of the pack. */
  originalAssumed: z.boolean().optional(),
});
export type DeadlineAnswer = z.infer<typeof deadlineAnswer>;

export const amendmentAnswer = z.object({
  version: z.number(),
  stage: z.string(),
  name: z.string(),
  level: z.enum([...LEVELS, '*']),
  lastDay: isoDay,
  words: z.string(),
  number: z.string(),
  date: z.string(),
  reason: z.string(),
  /** The cycle's own now when it came into force. */
  effectiveAt: isoInstant,
});
export type AmendmentAnswer = z.infer<typeof amendmentAnswer>;

/** GET /cycles/{id}/deadlines: the last days in force, and the documents that moved some while the cycle runs. */
export const deadlinesAnswer = z.object({
  cycleId: z.string(),
  /** The cycle's now. */
  now: isoInstant,
  /** Version of the cycle's rules, which whoever moves a day brings as `If-Match`. */
  rulesVersion: z.number().optional(),
  items: list(deadlineAnswer),
  /** In the order in which they came into force. */
  amendments: list(amendmentAnswer),
});
export type DeadlinesAnswer = z.infer<typeof deadlinesAnswer>;

/** Subjects counted, the first of them by name. */
export const deadlineUnitsAnswer = z.object({
  count: z.number(),
  units: list(
    z.object({
      unitId: z.string(),
      name: z.string(),
    }),
  ),
});
export type DeadlineUnitsAnswer = z.infer<typeof deadlineUnitsAnswer>;

export const rungAnswer = z.object({
  /** Vietnamese name, e.g. `mốc 3 ngày`. */
  name: z.string(),
  day: isoDay,
  at: isoInstant,
  /** Vietnamese: whether and why it was moved. */
  reason: z.string(),
});
export type RungAnswer = z.infer<typeof rungAnswer>;

export const deadlineLevelAnswer = z.object({
  level,
  before: z.string(),
  /** True where no document names the day before. */
  beforeAssumed: z.boolean().optional(),
  after: z.string(),
  open: z.number(),
  /** Reminders that would have been sent from now on and are not any more. */
  fallAway: list(rungAnswer),
  /** Reminders that are sent instead. */
  come: list(rungAnswer),
});
export type DeadlineLevelAnswer = z.infer<typeof deadlineLevelAnswer>;

/** POST /cycles/{id}/deadlines, and the same with `dryRun=true`, which changes nothing. */
export const deadlineChangeAnswer = z.object({
  cycleId: z.string(),
  dryRun: z.boolean(),
  /** Number of the amendment; in a dry run only where a request with the same key had made it before. */
  version: z.number().optional(),
  /** In a dry run: the version of the cycle's rules that it was worked out from. */
  rulesVersion: z.number().optional(),
  stage: z.string(),
  name: z.string(),
  number: z.string(),
  date: z.string(),
  levels: list(deadlineLevelAnswer),
  /** Subjects that have not handed the stage in. */
  open: z.number(),
  /** How many of them a reminder was sent to; each is told the new day once. */
  told: z.number(),
  turnsLate: deadlineUnitsAnswer,
  noLongerLate: deadlineUnitsAnswer,
  /** What else to know before going on, in Vietnamese. */
  warnings: list(z.string()),
});
export type DeadlineChangeAnswer = z.infer<typeof deadlineChangeAnswer>;

/** Last days and the documents that move them. */
export const DEADLINES_ROUTES = routes({
  'GET /cycles/{cycleId}/deadlines': {
    summary: 'Các hạn đang áp dụng và các văn bản đã sửa hạn',
    answer: deadlinesAnswer,
  },
  'POST /cycles/{cycleId}/deadlines': {
    takesKey: true,
    summary:
      'Sửa hạn của một bước theo văn bản; dryRun=true chỉ cho xem ai thành quá hạn và lời nhắc nào đổi',
    description:
      'If-Match là phiên bản quy định đã xem (rulesVersion), ví dụ "3"; chạy thử không xét đến, gửi * là được.',
    query: dryRunQuery,
    body: deadlineBody,
    ifMatch: true,
    answer: deadlineChangeAnswer,
  },
});
