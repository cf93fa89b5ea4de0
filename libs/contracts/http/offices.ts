import { z } from 'zod';
import { list, problemList } from './answer.js';
import { TABLE_FILES } from './fields.js';
import { listQuery, listReadingAnswer } from './lists.js';
import { routes } from './route.js';

/** An office of a province with what letters say of it. */
export const officeAnswer = z.object({
  code: z.string(),
  /** As packs name the kinds of offices, `commune-police`; a body of a sector is `sector`. */
  kind: z.string(),
  name: z.string(),
  areaCode: z.string(),
  areaName: z.string(),
  /** What it does, `appraises`, `decides`; a body of a sector `supervises:<kind of units>`. */
  duties: list(z.string()),
  email: z.string().optional(),
  address: z.string().optional(),
  telephone: z.string().optional(),
  /** Who is on duty there, as letters name them. */
  dutyOfficer: z.string().optional(),
});
export type OfficeAnswer = z.infer<typeof officeAnswer>;

/** GET /offices */
export const officesAnswer = z.object({ items: list(officeAnswer) });
export type OfficesAnswer = z.infer<typeof officesAnswer>;

/** An office that an import brings, or changes. */
export const officeChangeAnswer = z.object({
  office: z.string(),
  name: z.string(),
  isNew: z.boolean(),
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
export type OfficeChangeAnswer = z.infer<typeof officeChangeAnswer>;

/** POST /offices/imports?dryRun=true|false&filename=… with the file as body. */
export const officeImportAnswer = z.object({
  dryRun: z.boolean(),
  rowsRead: z.number(),
  inserted: z.number(),
  updated: z.number(),
  unchanged: z.number(),
  changes: list(officeChangeAnswer),
  /** Offices of the province that the list does not name; they stay. */
  unlisted: list(z.object({ office: z.string(), name: z.string() })),
  /** Of a dry run: why the import would be refused. */
  problems: problemList,
  reading: listReadingAnswer,
});
export type OfficeImportAnswer = z.infer<typeof officeImportAnswer>;

/** The offices that receive, appraise, decide and supervise in a province. */
export const OFFICES_ROUTES = routes({
  'GET /offices': {
    summary: 'Các cơ quan của địa bàn: địa chỉ, điện thoại, trực ban, thư điện tử',
    answer: officesAnswer,
  },
  'POST /offices/imports': {
    takesKey: true,
    summary: 'Nhập danh sách cơ quan (CSV, XLSX, ODS); có dòng sai thì không nhập dòng nào',
    query: listQuery,
    upload: TABLE_FILES,
    answer: officeImportAnswer,
  },
});
