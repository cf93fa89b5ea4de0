import { z } from 'zod';

/** Which figure of a pack is meant: a place, a key, or words. */
export const figureQuery = z.object({ figure: z.string().min(1).max(200) });
export type FigureQuery = z.infer<typeof figureQuery>;
