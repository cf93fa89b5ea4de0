import './jitless.js';
import { z } from 'zod';
import { LEVELS } from '#libs/policy/vocabulary';

// What answers have in common. Instants are ISO 8601 UTC, days YYYY-MM-DD, points have at most two decimals.

export const isoInstant = z.iso.datetime();
export const isoDay = z.iso.date();

/** Management level of a unit, or level of an office. */
export const level = z.enum(LEVELS);

/** Whether a document binds, proposes or aims at a rule, or nobody has confirmed it. */
export const ruleStatus = z.enum(['binding', 'proposed', 'target', 'assumed']);

export const list = <T extends z.ZodType>(item: T) => z.array(item).readonly();

/** Lists come in pages: `next` is the cursor of the following page. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: list(item), next: z.string().optional() });
export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

/** What is wrong one by one: where it stands (field, criterion, row and column) and what to do, in Vietnamese. */
export const problemList = list(z.object({ code: z.string(), place: z.string(), message: z.string() }));

/** problem+json (RFC 9457) with a stable code and a Vietnamese sentence. */
export const problemAnswer = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  code: z.string(),
  detail: z.string(),
  trace: z.string().optional(),
  problems: problemList.optional(),
  /** Of a command that was recorded and refused. */
  commandId: z.string().optional(),
});
export type ProblemAnswer = z.infer<typeof problemAnswer>;
