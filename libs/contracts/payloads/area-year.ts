import { z } from 'zod';

/** Input of `areaYear`. */
export const areaYearInput = z.object({ cycleId: z.string(), areaId: z.string() });
export type AreaYearInput = z.infer<typeof areaYearInput>;

export const openingProgress = z.object({ opened: z.number(), total: z.number() });
export type OpeningProgress = z.infer<typeof openingProgress>;

/** `areaYear` as it continues as new: what the opening came to, so that nothing is opened a second time. */
export const areaYearRun = areaYearInput.extend({ opened: openingProgress.optional() });
export type AreaYearRun = z.infer<typeof areaYearRun>;

/** How far the opening is, and which part of the year the run lives. */
export const areaYearProgress = openingProgress.extend({ phase: z.string() });
export type AreaYearProgress = z.infer<typeof areaYearProgress>;

/** What one turn over a cycle came to: acting on its calendar, or planning its reminders. */
export const cycleTurn = z.object({
  /** Nothing is left to do, now or later. */
  over: z.boolean(),
  /** Next instant at which something is to do, in the cycle's time; absent where nothing is left before a wake. */
  nextAt: z.string().optional(),
  /** Milliseconds of real time until `nextAt`, a day at most; absent where the cycle's clock is stepped by a rehearsal. */
  waitMs: z.number().optional(),
  /** What comes next, for the reader of a run: "08:00 ngày 28/10/2026: hết thời gian tiếp nhận bước Hồ sơ". */
  what: z.string().optional(),
  /** The instants that this turn acted at, in the words of `what`; absent where it acted at none. */
  did: z.array(z.string()).readonly().optional(),
});
export type CycleTurn = z.infer<typeof cycleTurn>;

/** A turn over the calendar, and how many things it did. */
export const calendarTurn = cycleTurn.extend({ acted: z.number() });
export type CalendarTurn = z.infer<typeof calendarTurn>;

export const yearsClosed = z.object({ closed: z.number() });
export type YearsClosed = z.infer<typeof yearsClosed>;
