import { z } from 'zod';
import { isoDay, isoInstant, list, pageOf, problemList } from './answer.js';
import { code, documentDay, dryRunQuery, pageQuery, reason, stage, TABLE_FILES, text } from './fields.js';
import { listQuery, listReadingAnswer } from './lists.js';
import { routes } from './route.js';

/** Body of `POST …/decisions`: one document and every unit it decides on. */
export const decisionBody = z.strictObject({
  /** The stage that is decided; the first one of the year at which somebody decides where none is named. */
  stage: stage.optional(),
  number: text(60),
  date: documentDay,
  signer: text(120),
  units: z
    .array(z.strictObject({ unit: text(40), recognised: z.boolean(), certificate: text(60).optional() }))
    .min(1)
    .max(2_000),
});
export type DecisionBody = z.infer<typeof decisionBody>;

/** Body of `POST …/classifications`: one document and every unit that it gives a class. */
export const classificationBody = z.strictObject({
  number: text(60),
  date: documentDay,
  signer: text(120),
  units: z
    .array(
      z.strictObject({
        unit: text(40),
        /** Key of the class as the document has it; another one than that of the points is refused. */
        class: text(40).optional(),
      }),
    )
    .min(1)
    .max(2_000),
});
export type ClassificationBody = z.infer<typeof classificationBody>;

export const decisionProgressAnswer = z.object({
  total: z.number(),
  applied: z.number(),
  refused: z.number(),
  /** Received and not yet applied. */
  waiting: z.number(),
  /** Vietnamese: "đang áp dụng 120/300". */
  text: z.string(),
});
export type DecisionProgressAnswer = z.infer<typeof decisionProgressAnswer>;

/** Body of `POST …/decisions/{id}/corrections`: what of number, day and signer is to be named otherwise, and why. */
export const correctionBody = z.strictObject({
  number: text(60).optional(),
  date: documentDay.optional(),
  signer: text(120).optional(),
  reason,
  /** Confirms a number that another decision of the same body has in this year. */
  sameNumber: z.boolean().default(false),
});
export type CorrectionBody = z.infer<typeof correctionBody>;

const namingAnswer = z.object({ number: z.string(), date: isoDay, signer: z.string() });

/** A correction (đính chính): the document as it was named and as it is. */
export const decisionCorrectionAnswer = z.object({
  before: namingAnswer,
  after: namingAnswer,
  reason: z.string(),
  recordedBy: z.string(),
  correctedOn: isoDay,
  recordedAt: isoInstant,
});
export type DecisionCorrectionAnswer = z.infer<typeof decisionCorrectionAnswer>;

/** POST /cycles/{id}/decisions/{decision}/corrections → 200 */
export const correctionAnswer = z.object({
  dryRun: z.boolean(),
  decisionId: z.string(),
  /** How many units the decision is about; what was decided on them stays. */
  units: z.number(),
  before: namingAnswer,
  after: namingAnswer,
  /** Day of another decision of the same body that has the new number in this year. */
  numberUsedOn: isoDay.optional(),
  correctedOn: isoDay,
});
export type CorrectionAnswer = z.infer<typeof correctionAnswer>;

/** A decision about a list of units and how far it has been applied. Number, day and signer are as corrected. */
export const decisionAnswer = z.object({
  id: z.string(),
  cycleId: z.string(),
  stage: z.string(),
  number: z.string(),
  date: z.string(),
  signer: z.string(),
  recordedAt: isoInstant,
  recordedBy: z.string(),
  /** Day of the latest correction (đính chính); absent where nothing was corrected. */
  correctedOn: isoDay.optional(),
  progress: decisionProgressAnswer,
});
export type DecisionAnswer = z.infer<typeof decisionAnswer>;

/** GET /cycles/{id}/decisions/{decision}: with each unit of the list that the account sees. */
export const decisionDetailAnswer = decisionAnswer.extend({
  /** What was corrected, the oldest first. */
  corrections: list(decisionCorrectionAnswer),
  units: list(
    z.object({
      unitId: z.string(),
      name: z.string(),
      recognised: z.boolean(),
      certificate: z.string().optional(),
      /** The class that the decision gives, where it is one on classes; `recognised` says nothing then. */
      class: z.object({ key: z.string(), name: z.string() }).optional(),
      commandId: z.string(),
      status: z.enum(['received', 'applied', 'refused']),
      /** Why a unit was refused after the list had been taken in. */
      code: z.string().optional(),
      detail: z.string().optional(),
    }),
  ),
});
export type DecisionDetailAnswer = z.infer<typeof decisionDetailAnswer>;

/**
 * POST /cycles/{id}/decisions → 200; the same key, or the same number with the same list, answers the same decision. A
 * list with a unit that would be refused is refused whole, each such unit named among `problems`.
 */
export const recordDecisionAnswer = z.object({
  dryRun: z.boolean(),
  /** False where the decision had been recorded before. */
  isNew: z.boolean(),
  units: z.number(),
  recognised: z.number(),
  /** In a dry run: the units that would be refused. */
  problems: problemList,
  /** Absent in a dry run. */
  decision: decisionAnswer.optional(),
});
export type RecordDecisionAnswer = z.infer<typeof recordDecisionAnswer>;

/**
 * POST /cycles/{id}/classifications → 200; the same key, or the same number with the same list, answers the same decision. A list with
 * a unit that would be refused is refused whole, each such unit named among `problems`.
 */
export const recordClassificationAnswer = z.object({
  dryRun: z.boolean(),
  /** False where the decision had been recorded before. */
  isNew: z.boolean(),
  units: z.number(),
  /** How many units of the list come to each class, the best class first. */
  classes: list(z.object({ key: z.string(), name: z.string(), units: z.number(), assumed: z.boolean() })),
  /** The class of each unit, of those that were judged now; empty where the decision had been recorded before. */
  items: list(
    z.object({
      unitId: z.string(),
      name: z.string(),
      class: z.object({ key: z.string(), name: z.string(), total: z.number(), assumed: z.boolean() }),
      excludedFromAwards: z.boolean(),
    }),
  ),
  /** In a dry run: the units that would be refused. */
  problems: problemList,
  /** Absent in a dry run. */
  decision: decisionAnswer.optional(),
});
export type RecordClassificationAnswer = z.infer<typeof recordClassificationAnswer>;

/** POST /cycles/{id}/decisions/lists?filename= with the file as body (text/csv or xlsx): what it says; changes nothing. */
export const decisionListAnswer = z.object({
  units: list(
    z.object({
      unit: z.string(),
      recognised: z.boolean(),
      certificate: z.string().optional(),
    }),
  ),
  problems: problemList,
  reading: listReadingAnswer,
});
export type DecisionListAnswer = z.infer<typeof decisionListAnswer>;

/** `commune` narrows nothing: it has been taken since 0.2.0, so it is taken still. */
export const decisionListQuery = listQuery.extend({ commune: code.optional() });
export type DecisionListQuery = z.infer<typeof decisionListQuery>;

/** Decisions about a list of units. */
export const DECISIONS_ROUTES = routes({
  'POST /cycles/{cycleId}/decisions': {
    takesKey: true,
    summary: 'Ghi một quyết định cho cả danh sách đơn vị; dryRun=true chỉ nêu các dòng sẽ bị từ chối',
    description: 'Một giao dịch: ghi cả danh sách hoặc không ghi gì; tiến độ xem ở quyết định.',
    query: dryRunQuery,
    body: decisionBody,
    answer: recordDecisionAnswer,
  },
  'POST /cycles/{cycleId}/classifications': {
    takesKey: true,
    summary:
      'Ghi một quyết định phân loại cho cả danh sách đơn vị; dryRun=true chỉ nêu loại của từng đơn vị và các dòng sẽ bị từ chối',
    description:
      'Chỉ trong chu kỳ mà gói quy định có bước phân loại riêng. Loại theo tổng điểm chính thức; một giao dịch: ghi cả danh sách hoặc không ghi gì. Tiến độ xem ở quyết định.',
    query: dryRunQuery,
    body: classificationBody,
    answer: recordClassificationAnswer,
  },
  'POST /cycles/{cycleId}/decisions/lists': {
    takesKey: true,
    summary: 'Đọc danh sách đơn vị của một quyết định từ tệp CSV, XLSX hoặc ODS; không ghi gì',
    query: decisionListQuery,
    upload: TABLE_FILES,
    answer: decisionListAnswer,
  },
  'POST /cycles/{cycleId}/decisions/{decisionId}/corrections': {
    takesKey: true,
    summary:
      'Đính chính số, ngày, người ký của một quyết định đã ghi; không đổi kết quả, không đổi danh sách, không gửi lại thư',
    description:
      'Mã là mã của quyết định cho danh sách, hoặc mã thao tác đã quyết định cho riêng một đơn vị. Quyết định giữ như đã ghi; đính chính là một dòng bên cạnh.',
    query: dryRunQuery,
    body: correctionBody,
    answer: correctionAnswer,
  },
  'GET /cycles/{cycleId}/decisions': {
    summary: 'Các quyết định đã ghi cho danh sách, mới nhất trước, kèm tiến độ áp dụng',
    query: pageQuery,
    answer: pageOf(decisionAnswer),
  },
  'GET /cycles/{cycleId}/decisions/{decisionId}': {
    summary: 'Một quyết định: tiến độ và từng đơn vị, đơn vị bị từ chối kèm lý do',
    answer: decisionDetailAnswer,
  },
});
