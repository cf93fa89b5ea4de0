import { z } from 'zod';

/** Input of `unitYear`: ids only; everything else is loaded from PostgreSQL. */
export const unitYearInput = z.object({ cycleId: z.string(), unitId: z.string() });
export type UnitYearInput = z.infer<typeof unitYearInput>;

/** Argument of every Update of `unitYear`. */
export const commandReference = z.object({ commandId: z.string() });
export type CommandReference = z.infer<typeof commandReference>;

/** One stage as the workflow tells it: key and Vietnamese name for the reader of a run, days as YYYY-MM-DD. */
const stageView = z.object({
  key: z.string(),
  name: z.string(),
  status: z.enum(['awaiting', 'submitted', 'returned', 'done', 'waived']),
  lastDay: z.string().optional(),
});
export type StageView = z.infer<typeof stageView>;

/** The state of a unit's year as the record holds it; the workflow adopts it and decides nothing. */
export const unitYearView = z.object({
  version: z.number(),
  round: z.number(),
  status: z.enum(['open', 'paused', 'closed']),
  stages: z.array(stageView).readonly(),
  /** Key of the stage the year waits at; absent once it is over. */
  current: z.string().optional(),
  over: z.boolean(),
  /** The same for the reader of the run, as Vietnamese Markdown; absent in what versions up to 0.2.0 wrote. */
  details: z.string().optional(),
});
export type UnitYearView = z.infer<typeof unitYearView>;

/** What a command came to. A refusal is an outcome, not a failure, and is never sent again. */
export const commandCarried = z.object({
  commandId: z.string(),
  outcome: z.enum(['applied', 'refused']),
  code: z.string().optional(),
  version: z.number(),
});
export type CommandCarried = z.infer<typeof commandCarried>;

/** What `applyCommand` is told: the year, the command, and the Update that carries it. */
export const applyCommandInput = z.object({
  ...unitYearInput.shape,
  ...commandReference.shape,
  updateName: z.string(),
});
export type ApplyCommandInput = z.infer<typeof applyCommandInput>;

/** Result of the activity that applies a command. */
export const commandApplied = z.object({ carried: commandCarried, view: unitYearView });
export type CommandApplied = z.infer<typeof commandApplied>;
