import { z } from 'zod';
import { level, list, pageOf, problemList } from './answer.js';
import { code, importQuery, limit, TABLE_FILES, unitKind } from './fields.js';
import { routes } from './route.js';

/** Query of lists: page size, cursor and filters. */
export const unitQuery = z.object({
  search: z.string().max(200).optional(),
  commune: code.optional(),
  kind: unitKind.optional(),
  standing: z.enum(['inside', 'outside']).optional(),
  cursor: code.optional(),
  limit,
});
export type UnitQuery = z.infer<typeof unitQuery>;

/** GET /units, /units/{code} */
export const unitAnswer = z.object({
  id: z.string(),
  name: z.string(),
  /** `body` for an office that owes papers of its own; `subKind` is then the key of the body. */
  kind: z.string(),
  subKind: z.string(),
  communeCode: z.string(),
  communeName: z.string(),
  /** Only where the area has districts. */
  districtCode: z.string().optional(),
  managedBy: level,
  size: z.string(),
  flags: z.record(z.string(), z.boolean()),
  subunits: z.number(),
  headcount: z.number(),
  students: z.number(),
  email: z.string().optional(),
  contacts: list(
    z.object({
      role: z.string(),
      name: z.string(),
      email: z.string().optional(),
      phone: z.string().optional(),
    }),
  ),
});
export type UnitAnswer = z.infer<typeof unitAnswer>;

/** POST /units/imports?dryRun=true|false&filename=…&commune=… with the file as body (text/csv or xlsx). */
export const importAnswer = z.object({
  dryRun: z.boolean(),
  rowsRead: z.number(),
  inserted: z.number(),
  updated: z.number(),
  unchanged: z.number(),
  problems: problemList,
});
export type ImportAnswer = z.infer<typeof importAnswer>;

/** Units and offices. */
export const UNITS_ROUTES = routes({
  'GET /units': {
    summary: 'Các đơn vị trong phạm vi; tìm không cần dấu',
    query: unitQuery,
    answer: pageOf(unitAnswer),
  },
  'GET /units/{unitId}': {
    summary: 'Một đơn vị',
    answer: unitAnswer,
  },
  'POST /units/imports': {
    summary: 'Nhập danh sách đơn vị (CSV, XLSX); dòng sai được nêu rõ, dòng đúng vẫn nhập',
    query: importQuery,
    upload: TABLE_FILES,
    answer: importAnswer,
  },
});
