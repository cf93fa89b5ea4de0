import { z } from 'zod';
import { list, problemList } from './answer.js';
import { code, exact, stage, TABLE_FILES, unitKind } from './fields.js';
import { listQuery } from './lists.js';
import { routes } from './route.js';

/** Most units of one workbook. */
export const MOST_ENTRY_UNITS = 500;

/** Keys or codes with commas between them. */
const keys = (one: z.ZodString, what: string) =>
  exact(20_000)
    .transform((text) => text.split(',').map((each) => each.trim()))
    .pipe(z.array(one).min(1, what).max(MOST_ENTRY_UNITS));

/** Which steps and units a workbook for entering papers is made for; absent: every step in which a unit hands in. */
export const entryTemplateQuery = z.strictObject({
  stages: keys(stage, 'cần ít nhất một bước').optional(),
  commune: code.optional(),
  kind: unitKind.optional(),
  units: keys(code, 'cần ít nhất một đơn vị').optional(),
});
export type EntryTemplateQuery = z.infer<typeof entryTemplateQuery>;

/** What a file of papers is called, and whether it is only tried. */
export const paperEntriesQuery = listQuery.omit({ sheet: true });
export type PaperEntriesQuery = z.infer<typeof paperEntriesQuery>;

/**
 * What becomes of a row: `ready` would be entered, `done` stands already under the same số đến, `applied` is entered, `received` will be in a
 * moment, `refused` was overtaken by somebody else's act.
 */
export const ENTRY_STATES = ['ready', 'done', 'applied', 'received', 'refused'] as const;

export const paperEntryAnswer = z.object({
  sheet: z.string(),
  /** Line in the sheet, from 1. */
  line: z.number(),
  unitId: z.string(),
  unitName: z.string(),
  stage: z.string(),
  stageName: z.string(),
  state: z.enum(ENTRY_STATES),
  late: z.boolean().optional(),
  /** Came after a day that no document sets. */
  afterSuggested: z.boolean().optional(),
  commandId: z.string().optional(),
  /** Vietnamese: what to know of it, or why it was refused. */
  remarks: list(z.string()),
});
export type PaperEntryAnswer = z.infer<typeof paperEntryAnswer>;

export const paperEntriesAnswer = z.object({
  dryRun: z.boolean(),
  items: list(paperEntryAnswer),
  /** By sheet, row and column; while there is one nothing is entered. */
  problems: problemList,
});
export type PaperEntriesAnswer = z.infer<typeof paperEntriesAnswer>;

/** Papers of many units, entered from one workbook. */
export const PAPER_ENTRIES_ROUTES = routes({
  'GET /cycles/{cycleId}/paper-entries/template': {
    summary: 'Mẫu Excel để nhập văn bản giấy của nhiều đơn vị, mỗi bước một trang, mỗi đơn vị một dòng',
    query: entryTemplateQuery,
    files: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  },
  'GET /cycles/{cycleId}/units/{unitId}/papers/{stage}/slip': {
    summary:
      'Phiếu tiếp nhận (Word) của văn bản giấy đã ghi nhận ở một bước; mã QR dẫn tới bước, không đăng nhập thay ai',
    files: ['application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  },
  'POST /cycles/{cycleId}/paper-entries': {
    takesKey: true,
    summary:
      'Nhập văn bản giấy của nhiều đơn vị từ mẫu; dryRun chỉ báo lỗi theo trang, dòng, cột; còn lỗi thì không nhập dòng nào; gửi lại không nhập hai lần',
    query: paperEntriesQuery,
    upload: TABLE_FILES,
    answer: paperEntriesAnswer,
  },
});
