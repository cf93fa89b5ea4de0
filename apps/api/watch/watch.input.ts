import { z } from 'zod';
import { code, unitKind } from '../edge/input.js';

/** What a board is narrowed to. */
export const boardQuery = z.object({ commune: code.optional(), kind: unitKind.optional() });
export type BoardQuery = z.infer<typeof boardQuery>;
