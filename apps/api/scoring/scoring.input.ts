import { z } from 'zod';
import { code, limit } from '../edge/input.js';

/** One unit, or pages of units. */
export const scoreCheckQuery = z.object({ unit: code.optional(), cursor: code.optional(), limit });
export type ScoreCheckQuery = z.infer<typeof scoreCheckQuery>;

export const unitOnlyQuery = z.object({ unit: code.optional() });
export type UnitOnlyQuery = z.infer<typeof unitOnlyQuery>;
