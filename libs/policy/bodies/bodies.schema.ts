import { z } from 'zod';
import { key, text } from '../field.schema.js';
import { LEVELS } from '../levels.js';
import { sourced } from '../sources/sources.schema.js';

/** Who receives, appraises, decides and reports; the offices of a province are bodies of one kind and one level. */
export const bodies = z.array(
  z.strictObject({ ...sourced, key, name: text, officeKind: text, level: z.enum([...LEVELS, 'bo']) }),
);

/** The levels of administration, and until when they were in force. */
export const areaLevels = z.array(
  z.strictObject({ ...sourced, level: text, from: z.iso.date().optional(), to: z.iso.date().optional() }),
);
