import { z } from 'zod';
import { isoDay, isoInstant, list, pageOf } from './answer.js';
import { code, dryRunQuery, limit, reason, text } from './fields.js';
import { routes } from './route.js';

const key = z.string().regex(/^[A-Za-z0-9_-]{1,40}$/, 'không phải mã');

/** Body of `POST …/choices`: how a case that the documents leave open is read, and why. */
export const choiceBody = z.strictObject({
  gap: key,
  option: key,
  /** Absent for the whole cycle. */
  unit: text(120).optional(),
  reason,
});
export type ChoiceBody = z.infer<typeof choiceBody>;

/** One unit, or pages of units. */
export const scoreCheckQuery = z.object({ unit: code.optional(), cursor: code.optional(), limit });
export type ScoreCheckQuery = z.infer<typeof scoreCheckQuery>;

export const unitOnlyQuery = z.object({ unit: code.optional() });
export type UnitOnlyQuery = z.infer<typeof unitOnlyQuery>;

/** POST /cycles/{id}/choices (200; the same key again: the same choice). `dryRun`: nothing was recorded. */
export const choiceAnswer = z.object({
  cycleId: z.string(),
  gap: z.string(),
  /** Vietnamese: the case that the documents leave open. */
  gapText: z.string(),
  option: z.string(),
  optionText: z.string(),
  /** Vietnamese: what the choice does to points, branch, year or standing. */
  effect: z.string(),
  /** Absent where it holds for the whole cycle. */
  unitId: z.string().optional(),
  reason: z.string(),
  byName: z.string(),
  recordedAt: isoInstant,
  /** Counts the choices of a cycle; absent in a dry run. */
  version: z.number().optional(),
  /** Whether nothing recorded later stands above it. */
  inForce: z.boolean(),
});
export type ChoiceAnswer = z.infer<typeof choiceAnswer>;

/** GET /cycles/{id}/choices?unit= */
export const choicesAnswer = z.object({
  cycleId: z.string(),
  unitId: z.string().optional(),
  gaps: list(
    z.object({
      gap: z.string(),
      text: z.string(),
      source: z.string(),
      status: z.string(),
      /** What holds while nothing is recorded. */
      default: z.string(),
      options: list(
        z.object({
          key: z.string(),
          text: z.string(),
          effect: z.string(),
        }),
      ),
      /** The recorded choice in force; absent while there is none. */
      chosen: choiceAnswer.optional(),
    }),
  ),
  /** Every choice that was recorded, oldest first. */
  recorded: list(choiceAnswer),
});
export type ChoicesAnswer = z.infer<typeof choicesAnswer>;

export const returnAnswerLine = z.object({
  stage: z.string(),
  stageName: z.string(),
  round: z.number(),
  at: isoInstant,
  byName: z.string(),
  reason: z.string(),
  /** Last day for the answer, YYYY-MM-DD. */
  answerBy: isoDay.optional(),
  answeredAt: isoInstant.optional(),
  answeredLate: z.boolean().optional(),
  /** True where what is late came after a day that no document sets: "sau ngày đề nghị*", not "trễ hạn". */
  afterSuggested: z.boolean().optional(),
  /** What was returned, each with the unit's explanation; empty where the whole paper was. */
  items: list(
    z.object({
      criterion: z.string(),
      text: z.string(),
      points: z.number().optional(),
      answer: z.string().optional(),
    }),
  ),
});
export type ReturnAnswerLine = z.infer<typeof returnAnswerLine>;

/** GET /cycles/{id}/units/{code}/returns */
export const returnsAnswer = z.object({
  cycleId: z.string(),
  unitId: z.string(),
  returns: list(returnAnswerLine),
});
export type ReturnsAnswer = z.infer<typeof returnsAnswer>;

export const checkedScore = z.object({
  provisional: z.number().optional(),
  final: z.number().optional(),
  class: z.string().optional(),
});
export type CheckedScore = z.infer<typeof checkedScore>;

/** GET /cycles/{id}/score-checks?unit=&cursor= : scores computed again from what is stored. */
export const scoreCheckAnswer = z.object({
  unitId: z.string(),
  unitName: z.string(),
  round: z.number(),
  /** True where the same totals and class come out again. */
  equal: z.boolean(),
  stored: checkedScore,
  again: checkedScore,
  /** Hash of the pack that the score was computed by. */
  packHash: z.string(),
  /** Vietnamese: why it is not the same, and what the cycle's present pack would give where it is another. */
  why: list(z.string()),
});
export type ScoreCheckAnswer = z.infer<typeof scoreCheckAnswer>;

/** Choices for open cases, returns, scores computed again. */
export const SCORING_ROUTES = routes({
  'GET /cycles/{cycleId}/choices': {
    summary: 'Các trường hợp văn bản chưa nói rõ và lựa chọn đã ghi, của chu kỳ hoặc của một đơn vị (unit)',
    query: unitOnlyQuery,
    answer: choicesAnswer,
  },
  'POST /cycles/{cycleId}/choices': {
    takesKey: true,
    summary:
      'Ghi lựa chọn cho một trường hợp chưa rõ, của cả chu kỳ hoặc một đơn vị; dryRun=true chỉ cho xem',
    query: dryRunQuery,
    body: choiceBody,
    answer: choiceAnswer,
  },
  'GET /cycles/{cycleId}/score-checks': {
    summary:
      'Tính lại điểm mọi vòng từ dữ liệu đã lưu và so với kết quả đã ghi; một đơn vị (unit) hoặc theo trang',
    query: scoreCheckQuery,
    answer: pageOf(scoreCheckAnswer),
  },
  'GET /cycles/{cycleId}/units/{unitId}/returns': {
    summary: 'Các lần trả lại: mục trả lại, hạn trả lời, giải trình của đơn vị',
    answer: returnsAnswer,
  },
});
