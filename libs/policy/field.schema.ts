import { z } from 'zod';

/** Words for people. */
export const text = z.string().min(1);
/** A name by which other parts of the pack, and records of a year, point here. */
export const key = z.string().min(1);
/** Points as a pack writes them; more than two decimals could not be counted in hundredths. */
export const points = z.number().min(0).multipleOf(0.01);
/** Cycle years, inclusive; `to` absent means onwards. */
export const years = z.strictObject({ from: z.int(), to: z.int().optional() });
