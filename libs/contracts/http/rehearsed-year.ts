import { z } from 'zod';
import { isoInstant, list } from './answer.js';
import { integer, reason } from './fields.js';
import { LONGEST_DAY_MS } from './rehearsal.js';
import { routes } from './route.js';

export const rehearsedYearBody = z.strictObject({
  /** The same seed draws the same year. */
  seed: integer(0),
  /** Fastest pace: real milliseconds that a day takes at least. */
  dayMs: integer(0, LONGEST_DAY_MS).default(0),
  /** Goes on past an act that is refused although it was drawn to be sound. */
  keepGoing: z.boolean().default(false),
});
export type RehearsedYearBody = z.infer<typeof rehearsedYearBody>;

export const stopYearBody = z.strictObject({ reason });
export type StopYearBody = z.infer<typeof stopYearBody>;

/** An act that was drawn to be sound and was refused. */
export const refusedAct = z.object({
  at: isoInstant,
  /** Unit or office. */
  subject: z.string(),
  stage: z.string(),
  /** How often something was done at this stage of this subject, this time included. */
  turn: z.number(),
  reason: z.string(),
});
export type RefusedAct = z.infer<typeof refusedAct>;

const countRow = z.object({ key: z.string(), expected: z.number(), found: z.number() });

/** How a rehearsed year ended, beside how its seed had it end. */
export const rehearsalReport = z.object({
  /** Everybody is where the seed put them, nothing was refused, and the system's own checks are clean. */
  asDrawn: z.boolean(),
  units: z.number(),
  /** Offices that owed papers of their own; `differing` of them are not as drawn. */
  bodies: z.object({ total: z.number(), differing: z.number() }),
  acts: z.number(),
  /** Units by how they lived their year. */
  behaviours: list(countRow),
  /** Units by class, by its key. */
  classes: list(countRow),
  /** Codes of the units that are not considered for awards. */
  exclusions: z.object({ expected: list(z.string()), found: list(z.string()) }),
  differences: list(
    z.object({ subject: z.string(), what: z.string(), expected: z.string(), found: z.string() }),
  ),
  audit: z.object({ ok: z.boolean(), rows: z.number(), chains: z.number() }),
  reconciliation: z.object({
    ok: z.boolean(),
    findings: list(z.object({ kind: z.string(), object: z.string(), detail: z.string() })),
  }),
  commands: z.object({ applied: z.number(), refused: z.number() }),
  mails: z.object({
    asDrawn: z.boolean(),
    /** Mailboxes that were made to refuse their mails. */
    refusing: z.number(),
    accepted: z.number(),
    failed: z.number(),
    uncertain: z.number(),
    waiting: z.number(),
  }),
});
export type RehearsalReport = z.infer<typeof rehearsalReport>;

/** A year that the system itself rehearses: how far it is, and how it ended. */
export const rehearsedYearAnswer = z.object({
  cycleId: z.string(),
  state: z.enum(['running', 'ended', 'stopped']),
  seed: z.number(),
  dayMs: z.number(),
  keepGoing: z.boolean(),
  /** The cycle's now. */
  now: isoInstant,
  /** Instants by the clock of the host. */
  startedAt: isoInstant,
  endedAt: isoInstant.optional(),
  /** When the run last told how far it is, or was taken up again; absent before its first act. */
  toldAt: isoInstant.optional(),
  /** Acts of the population, and how many of them are done. */
  acts: z.object({ done: z.number(), total: z.number() }).optional(),
  /** `acts` are the first of them. */
  refused: z.object({ total: z.number(), acts: list(refusedAct) }),
  /** Why it stopped by itself; absent where somebody stopped it. */
  code: z.string().optional(),
  detail: z.string().optional(),
  /** Only of a year that has ended. */
  report: rehearsalReport.optional(),
});
export type RehearsedYearAnswer = z.infer<typeof rehearsedYearAnswer>;

/** The year of a rehearsal as the system lives it by itself. */
export const REHEARSED_YEAR_ROUTES = routes({
  'GET /cycles/{cycleId}/rehearsal/year': {
    summary: 'Năm diễn tập chạy trên máy chủ: đến đâu, và kết thúc thế nào so với kịch bản',
    answer: rehearsedYearAnswer,
  },
  'POST /cycles/{cycleId}/rehearsal/year': {
    takesKey: true,
    summary: 'Chạy cả năm diễn tập trên máy chủ: các đơn vị và cơ quan giả lập thực hiện theo số gieo',
    description:
      'Đang chạy đúng như yêu cầu thì vẫn là lần chạy đó; đã dừng thì chạy tiếp từ chỗ đồng hồ diễn tập đang đứng.',
    body: rehearsedYearBody,
    answer: rehearsedYearAnswer,
    statuses: [202],
  },
  'POST /cycles/{cycleId}/rehearsal/year/stop': {
    takesKey: true,
    summary: 'Dừng năm diễn tập đang chạy trên máy chủ; những gì đã làm vẫn còn',
    body: stopYearBody,
    answer: rehearsedYearAnswer,
  },
});
