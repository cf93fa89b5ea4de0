import { z } from 'zod';
import { code } from '../edge/input.js';

/** Whose chains are looked at. */
export const cycleQuery = z.object({ cycle: code });
export type CycleQuery = z.infer<typeof cycleQuery>;
