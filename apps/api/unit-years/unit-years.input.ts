import { z } from 'zod';
import { unitKind } from '../edge/input.js';
import { unitQuery } from '../units/units.input.js';

/** `body` lists the offices that owe papers of their own, which are no units. */
export const unitYearQuery = unitQuery.extend({
  kind: z.enum([...unitKind.options, 'body']).optional(),
  /** With where each stands at each of its stages. */
  stages: z.stringbool().default(false),
});
export type UnitYearQuery = z.infer<typeof unitYearQuery>;

export const restartQuery = z.object({ from: z.string().min(1).max(40), until: z.iso.date().optional() });
export type RestartQuery = z.infer<typeof restartQuery>;

export const roundQuery = z.object({ round: z.coerce.number().int().min(1).optional() });
export type RoundQuery = z.infer<typeof roundQuery>;

export const draftBody = z.strictObject({ body: z.record(z.string().max(60), z.json()) });
export type DraftBody = z.infer<typeof draftBody>;
