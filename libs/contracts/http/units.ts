import { z } from 'zod';
import { level, list, pageOf, problemList } from './answer.js';
import { code, limit, line, TABLE_FILES, unitKind } from './fields.js';
import { listQuery, listReadingAnswer } from './lists.js';
import { routes } from './route.js';

/** Query of lists: page size, cursor and filters. */
export const unitQuery = z.object({
  search: line(200).optional(),
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
  /** Cơ quan chủ quản: the body above the unit, as its papers name it; absent where the list of units has none. */
  superior: z.string().optional(),
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

/** Codes of rows, separated by commas, or `all`. */
const codes = line(20_000)
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((each) => each.trim())
      .filter((each) => each !== ''),
  );

/** What is said about rows that were asked about: those that are new units, and those that mean the unit asked about. */
export const importQuery = listQuery.extend({ commune: code.optional(), asNew: codes, asKnown: codes });
export type ImportQuery = z.infer<typeof importQuery>;

/** A row that is not taken before somebody says whether it is a new unit or one that is known. */
export const importQuestionAnswer = z.object({
  /** `UNIT.LOST_ZEROS`: the code without the zeros that a spreadsheet drops; `UNIT.SAME_NAME`: a name that is there. */
  code: z.enum(['UNIT.LOST_ZEROS', 'UNIT.SAME_NAME']),
  place: z.string(),
  /** Code that the row has. */
  unit: z.string(),
  known: z.object({ id: z.string(), name: z.string() }),
  message: z.string(),
});
export type ImportQuestionAnswer = z.infer<typeof importQuestionAnswer>;

/** What an import changes, or would change, in a unit that is known. */
export const unitChangeAnswer = z.object({
  unit: z.string(),
  name: z.string(),
  fields: list(
    z.object({
      field: z.string(),
      /** Vietnamese name of the field. */
      label: z.string(),
      before: z.string(),
      after: z.string(),
    }),
  ),
});
export type UnitChangeAnswer = z.infer<typeof unitChangeAnswer>;

/** POST /units/imports?dryRun=true|false&filename=…&commune=… with the file as body. */
export const importAnswer = z.object({
  dryRun: z.boolean(),
  rowsRead: z.number(),
  inserted: z.number(),
  updated: z.number(),
  unchanged: z.number(),
  problems: problemList,
  /** Rows left out until somebody says which unit they mean (`asNew`, `asKnown`). */
  questions: list(importQuestionAnswer),
  /** What changes in units that are known. */
  changes: list(unitChangeAnswer),
  reading: listReadingAnswer,
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
    takesKey: true,
    summary: 'Nhập danh sách đơn vị (CSV, XLSX, ODS); dòng sai được nêu rõ, dòng đúng vẫn nhập',
    query: importQuery,
    upload: TABLE_FILES,
    answer: importAnswer,
  },
});
