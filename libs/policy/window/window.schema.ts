import { z } from 'zod';
import type { Immutable } from '../immutable.js';
import { sourced } from '../sources/sources.schema.js';
import { packDay } from '../stages/stages.schema.js';
import { unitKind } from '../units/units.schema.js';

/** From when until when facts count for a cycle year, both days inclusive. */
const window = z.strictObject({ ...sourced, from: packDay, to: packDay });
export type AssessmentWindow = Immutable<z.infer<typeof window>>;

/** Of every kind of unit that `byKind` does not name; read it with `assessmentWindowOf`. */
export const assessmentWindow = window.extend({ byKind: z.partialRecord(unitKind, window).optional() });
