import { z } from 'zod';

/** Input of `rehearsal`. */
export const rehearsalInput = z.object({ cycleId: z.string(), areaId: z.string() });
export type RehearsalInput = z.infer<typeof rehearsalInput>;

/** How far a rehearsal's clock is to go. */
export const rehearsalGoal = z.object({
  /** ISO 8601 instant; an earlier one than already asked for changes nothing. */
  to: z.string(),
  /** Fastest pace: real milliseconds that a day of the cycle takes at least; absent or 0 for no pause. */
  dayMs: z.number().optional(),
});
export type RehearsalGoal = z.infer<typeof rehearsalGoal>;

const rehearsalClock = z.object({
  /** The cycle's now, ISO 8601. */
  now: z.string(),
  /** Its day in Vietnam, YYYY-MM-DD. */
  day: z.string(),
  /** The same for people: "08:31 ngày 28/10/2026". */
  words: z.string(),
});

/** `rehearsal` as it continues as new: how far it is to go, what it reached, and where the clock stands. */
export const rehearsalRun = z.object({
  ...rehearsalInput.shape,
  ...rehearsalGoal.partial().shape,
  /** The last `to` that was reached. */
  reached: z.string().optional(),
  clock: rehearsalClock.optional(),
});
export type RehearsalRun = z.infer<typeof rehearsalRun>;

/** The clock after the last step, and the instant that is asked for; each absent before the first. */
export const rehearsalProgress = z.object({ now: z.string().optional(), to: z.string().optional() });
export type RehearsalProgress = z.infer<typeof rehearsalProgress>;

export const stepInput = rehearsalInput.extend({ to: z.string() });
export type StepInput = z.infer<typeof stepInput>;

/** What one step of the clock came to. */
export const rehearsalStep = rehearsalClock.extend({
  /** The clock stands at `to` and everything that belongs there is done. */
  reached: z.boolean(),
  /** The cycle is closed. */
  over: z.boolean(),
});
export type RehearsalStep = z.infer<typeof rehearsalStep>;

/** How a run of `rehearsedYear`, or a try of its activity, came to its end; what it came to stands in the records. */
export const rehearsedYearEnd = z.object({
  state: z.enum(['ended', 'stopped']),
  /** Whether everybody ended where the seed put them; only of a year that has ended. */
  asDrawn: z.boolean().optional(),
});
export type RehearsedYearEnd = z.infer<typeof rehearsedYearEnd>;
