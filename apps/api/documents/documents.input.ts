import { z } from 'zod';
import { code } from '../edge/input.js';

/** About whom a paper is, and the file it comes in. */
export const documentQuery = z.object({
  unit: code.optional(),
  commune: code.optional(),
  stage: code.optional(),
  entry: z.uuid('phải là mã của một mục trong sổ').optional(),
  format: z.enum(['docx', 'xlsx'], 'phải là docx hoặc xlsx').default('docx'),
});
export type DocumentQuery = z.infer<typeof documentQuery>;
