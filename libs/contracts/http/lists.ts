import { z } from 'zod';
import { list } from './answer.js';
import { fileName } from './fields.js';

/** Query of every route that takes a list in as a file. */
export const listQuery = z.strictObject({
  dryRun: z.stringbool().default(false),
  filename: fileName,
  /** The sheet that is meant, where several have the heading of the list. */
  sheet: fileName.optional(),
});
export type ListQuery = z.infer<typeof listQuery>;

/** What of a file was read and what was left aside; in the answer of every import. */
export const listReadingAnswer = z.object({
  /** The sheet that was read; absent for a CSV file. */
  sheet: z.string().optional(),
  /** Sheets with content that were not read. */
  unreadSheets: list(z.object({ name: z.string(), hidden: z.boolean() })),
  /** Headings that name no known column, as printed. */
  unusedColumns: list(z.string()),
  /** Rows that hold no entry: titles of sections, totals, numbers of columns, other texts. */
  skipped: list(
    z.object({
      line: z.number(),
      why: z.enum(['section', 'total', 'column-numbers', 'text']),
      text: z.string(),
    }),
  ),
  /** Cells that were put right, such as a lost zero of a telephone number. */
  corrections: list(z.object({ line: z.number(), column: z.string(), from: z.string(), to: z.string() })),
});
export type ListReadingAnswer = z.infer<typeof listReadingAnswer>;
