import { z } from 'zod';
import { isoDay, isoInstant, list, pageOf, problemList, ruleStatus } from './answer.js';
import {
  code,
  day,
  dryRunQuery,
  integer,
  line,
  onBehalf,
  pageQuery,
  reason,
  TABLE_FILES,
  text,
} from './fields.js';
import { listQuery, listReadingAnswer } from './lists.js';
import { routes } from './route.js';

/** More than anything that is counted in a year. */
const MOST_AMOUNT = 1_000_000_000;

// What each field may hold is the pack's rule, checked with the register at hand.
const data = z.record(
  z.string().regex(/^[a-zA-Z][a-zA-Z0-9]{0,39}$/, 'không phải tên trường'),
  z.union(
    [line(4000), z.number().refine((value) => Math.abs(value) <= MOST_AMOUNT, 'số quá lớn'), z.null()],
    'phải là chữ hoặc số',
  ),
);

/** Body of `POST …/registers/{register}`: the day of what happened, and the fields of the register. */
export const registerEntryBody = z.strictObject({ effectiveOn: day, data, onBehalf: onBehalf.optional() });
export type RegisterEntryBody = z.infer<typeof registerEntryBody>;

/** Body of `POST …/{entry}/corrections`: the whole entry as it should have been, and why. */
export const registerCorrectionBody = z.strictObject({
  effectiveOn: day,
  data,
  reason,
  /** Version that was looked at; a newer one is not overwritten. */
  version: integer(1).optional(),
  onBehalf: onBehalf.optional(),
});
export type RegisterCorrectionBody = z.infer<typeof registerCorrectionBody>;

/** Body of `POST …/{entry}/withdrawals`. */
export const registerWithdrawalBody = z.strictObject({
  reason,
  version: integer(1).optional(),
  onBehalf: onBehalf.optional(),
});
export type RegisterWithdrawalBody = z.infer<typeof registerWithdrawalBody>;

/** Body of `POST …/registers/reopenings`: one unit, one commune or district, or the whole cycle where neither is named. */
export const registerReopeningBody = z.strictObject({
  register: text(40).optional(),
  unit: code.optional(),
  area: code.optional(),
  until: day,
  reason,
});
export type RegisterReopeningBody = z.infer<typeof registerReopeningBody>;

/** What a list of entries is narrowed to; what was withdrawn is shown only where it is asked for. */
export const registerQuery = pageQuery.extend({
  commune: code.optional(),
  state: z.enum(['standing', 'withdrawn', 'all']).default('standing'),
  cursor: z.uuid().optional(),
});
export type RegisterQuery = z.infer<typeof registerQuery>;

/** A field of a register as a form asks for it. */
export const registerFieldAnswer = z.object({
  key: z.string(),
  name: z.string(),
  type: z.enum(['text', 'whole', 'day', 'choice', 'entry']),
  required: z.boolean(),
  options: list(
    z.object({
      key: z.string(),
      text: z.string(),
    }),
  ).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  maxLength: z.number().optional(),
  /** Register that the entry belongs to. */
  of: z.string().optional(),
});
export type RegisterFieldAnswer = z.infer<typeof registerFieldAnswer>;

/** GET /cycles/{id}/registers: one register of the cycle's pack, with what it holds in the caller's area. */
export const registerAnswer = z.object({
  register: z.string(),
  name: z.string(),
  recordedBy: list(z.enum(['unit', 'police'])),
  numbersOnly: z.boolean(),
  /** Citation of what asks for it. */
  source: z.string(),
  status: ruleStatus,
  /** True where no document prescribes the fields. */
  formAssumed: z.boolean(),
  fields: list(registerFieldAnswer),
  reasons: list(
    z.object({
      key: z.string(),
      text: z.string(),
    }),
  ).optional(),
  /** Criteria that its entries speak about. */
  criteria: list(z.string()),
  entries: z.number(),
  units: z.number(),
  by: list(
    z.object({
      value: z.string(),
      text: z.string(),
      entries: z.number(),
    }),
  ),
  sums: list(
    z.object({
      field: z.string(),
      name: z.string(),
      total: z.number(),
    }),
  ),
});
export type RegisterAnswer = z.infer<typeof registerAnswer>;

/** GET and POST /cycles/{id}/registers/reopenings */
export const registerReopeningAnswer = z.object({
  id: z.string(),
  register: z.string().optional(),
  unitId: z.string().optional(),
  areaCode: z.string().optional(),
  until: isoDay,
  reason: z.string(),
  recordedAt: isoInstant,
  recordedBy: z.string(),
});
export type RegisterReopeningAnswer = z.infer<typeof registerReopeningAnswer>;

/** GET /cycles/{id}/registers */
export const registersAnswer = z.object({
  cycleId: z.string(),
  items: list(registerAnswer),
  reopenings: list(registerReopeningAnswer),
});
export type RegistersAnswer = z.infer<typeof registersAnswer>;

/** One entry as it stands; answered by every route that records one, too. */
export const registerEntryAnswer = z.object({
  id: z.string(),
  version: z.number(),
  cycleId: z.string(),
  register: z.string(),
  unitId: z.string(),
  unitName: z.string().optional(),
  communeCode: z.string().optional(),
  communeName: z.string().optional(),
  effectiveOn: isoDay,
  data: z.record(z.string(), z.union([z.string(), z.number()])),
  /** Vietnamese, one line. */
  text: z.string(),
  state: z.enum(['standing', 'withdrawn']),
  reason: z.string().optional(),
  /** Database clock. */
  recordedAt: isoInstant,
  /** The cycle's own now. */
  at: isoInstant,
  recordedBy: z.object({
    name: z.string(),
    role: z.string(),
  }),
  onBehalf: z
    .object({
      arrivalNumber: z.string(),
      arrivedOn: isoDay,
    })
    .optional(),
});
export type RegisterEntryAnswer = z.infer<typeof registerEntryAnswer>;

/** What the registers say about one criterion. */
export const registerFindingAnswer = z.object({
  criterion: z.string(),
  no: z.string(),
  register: z.string(),
  registerName: z.string(),
  speaks: z.enum(['for', 'against', 'silent']),
  text: z.string(),
  entries: list(z.string()),
  awards: z
    .object({
      collectives: z.number(),
      persons: z.number(),
    })
    .optional(),
  points: z.number().optional(),
  mostPoints: z.number().optional(),
  /** A reason that the higher level may start from. */
  reason: z.string().optional(),
  source: z.string(),
  status: ruleStatus,
});
export type RegisterFindingAnswer = z.infer<typeof registerFindingAnswer>;

/** GET /cycles/{id}/units/{code}/registers */
export const unitRegistersAnswer = z.object({
  cycleId: z.string(),
  unitId: z.string(),
  unitName: z.string(),
  /** Days that count. */
  window: z.object({
    from: z.string(),
    to: z.string(),
    source: z.string(),
    status: ruleStatus,
  }),
  /** In the order of the table. */
  findings: list(registerFindingAnswer),
  entries: list(registerEntryAnswer),
  /** Sheets that say more than the registers, as the latest one stands. */
  contradictions: list(
    z.object({
      column: z.enum(['self', 'higher']),
      criterion: z.string(),
      text: z.string(),
    }),
  ),
});
export type UnitRegistersAnswer = z.infer<typeof unitRegistersAnswer>;

/** POST /cycles/{id}/registers/{register}/imports */
export const registerImportAnswer = z.object({
  dryRun: z.boolean(),
  rowsRead: z.number(),
  inserted: z.number(),
  /** Rows that an earlier import under the same key had entered. */
  repeated: z.number(),
  problems: problemList,
  reading: listReadingAnswer,
});
export type RegisterImportAnswer = z.infer<typeof registerImportAnswer>;

/** Registers and their entries. */
export const REGISTERS_ROUTES = routes({
  'GET /cycles/{cycleId}/registers': {
    summary: 'Các sổ của chu kỳ: ai ghi, trường nào, tiêu chí nào; số mục trong phạm vi của tài khoản',
    answer: registersAnswer,
  },
  'POST /cycles/{cycleId}/registers/reopenings': {
    takesKey: true,
    summary: 'Mở lại sổ sau ngày khóa cho một đơn vị, một địa bàn hoặc cả chu kỳ',
    body: registerReopeningBody,
    answer: registerReopeningAnswer,
  },
  'GET /cycles/{cycleId}/registers/{register}': {
    summary: 'Các mục của một sổ trong phạm vi của tài khoản, theo ngày',
    query: registerQuery,
    answer: pageOf(registerEntryAnswer),
  },
  'POST /cycles/{cycleId}/registers/{register}/imports': {
    takesKey: true,
    summary: 'Ghi một danh sách (CSV, XLSX, ODS) vào sổ; dòng sai được nêu rõ, dòng đúng vẫn ghi',
    query: listQuery,
    upload: TABLE_FILES,
    answer: registerImportAnswer,
  },
  'GET /cycles/{cycleId}/units/{unitId}/registers': {
    summary: 'Sổ của một đơn vị: các mục, và điều các sổ nói về từng tiêu chí',
    answer: unitRegistersAnswer,
  },
  'GET /cycles/{cycleId}/units/{unitId}/registers/{register}': {
    summary: 'Các mục của một sổ của một đơn vị, theo ngày',
    query: registerQuery,
    answer: pageOf(registerEntryAnswer),
  },
  'POST /cycles/{cycleId}/units/{unitId}/registers/{register}': {
    takesKey: true,
    summary: 'Ghi một mục vào sổ; ngày phải nằm trong kỳ đánh giá. dryRun=true chỉ kiểm tra',
    query: dryRunQuery,
    body: registerEntryBody,
    answer: registerEntryAnswer,
  },
  'GET /cycles/{cycleId}/units/{unitId}/registers/{register}/{entryId}': {
    summary: 'Mọi phiên bản của một mục, từ bản đầu',
    answer: pageOf(registerEntryAnswer),
  },
  'POST /cycles/{cycleId}/units/{unitId}/registers/{register}/{entryId}/corrections': {
    takesKey: true,
    summary: 'Sửa một mục bằng một bản mới, kèm lý do; bản cũ còn nguyên',
    query: dryRunQuery,
    body: registerCorrectionBody,
    answer: registerEntryAnswer,
  },
  'POST /cycles/{cycleId}/units/{unitId}/registers/{register}/{entryId}/withdrawals': {
    takesKey: true,
    summary: 'Rút một mục khỏi sổ, kèm lý do',
    query: dryRunQuery,
    body: registerWithdrawalBody,
    answer: registerEntryAnswer,
  },
});
