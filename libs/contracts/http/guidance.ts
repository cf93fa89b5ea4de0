import { z } from 'zod';
import { LEVELS } from '#libs/policy/vocabulary';
import { isoDay, isoInstant, level, list } from './answer.js';
import { deadlineChangeAnswer, deadlineUnitsAnswer, rungAnswer } from './deadlines.js';
import { day, documentDay, dryRunQuery, stage, text } from './fields.js';
import { routes } from './route.js';

/** A last day that the letter sets otherwise than the pack suggests, or by which it orders a step that is only asked for. */
export const guidanceDay = z.strictObject({
  stage,
  level: z.enum([...LEVELS, '*'], 'phải là tinh, huyen, xa hoặc *').default('*'),
  operator: z.enum(['before', 'by'], 'phải là before (trước ngày) hoặc by (hết ngày)').default('by'),
  day,
});

/** Whether no step has two days at one level; a day of every level is one of each. */
const eachOnce = (days: readonly z.infer<typeof guidanceDay>[]): boolean =>
  days.every(({ stage: step, level: at }, index) =>
    days
      .slice(index + 1)
      .every((other) => other.stage !== step || (other.level !== at && other.level !== '*' && at !== '*')),
  );
const ONCE = { error: 'một bước ở một cấp chỉ ghi một ngày' };

/** Body of `POST …/guidance`: the guidance letter of the year as it was issued. */
export const guidanceBody = z.strictObject({
  number: text(60),
  date: documentDay,
  signer: text(120),
  /** Figures that it does not set: a path, a part of one, or a step. */
  except: z.array(text(200)).max(200).default([]),
  /** Days that it sets otherwise. */
  days: z.array(guidanceDay).max(50).refine(eachOnce, ONCE).default([]),
  /** Number of the letter that it takes the place of. */
  replaces: text(60).optional(),
});
export type GuidanceBody = z.infer<typeof guidanceBody>;

const guidedFigureAnswer = z.object({
  /** Path in the policy pack. */
  figure: z.string(),
  /** Vietnamese: the part of the rules. */
  section: z.string(),
  /** Vietnamese: what it is about, and what it says. */
  text: z.string(),
  value: z.string(),
});
export type GuidedFigureAnswer = z.infer<typeof guidedFigureAnswer>;

const guidedStepAnswer = z.object({
  stage: z.string(),
  name: z.string(),
  level,
  lastDay: isoDay,
  /** True where the step is only asked for: the letter founds its day and orders nothing, so nobody is ever late with it. */
  asked: z.boolean().optional(),
  /** Who turns from "quá ngày đề nghị" to "quá hạn" at once. */
  turnsLate: deadlineUnitsAnswer,
  /** Reminders to come that lose the mark of the day. */
  reminders: list(rungAnswer),
});
export type GuidedStepAnswer = z.infer<typeof guidedStepAnswer>;

/** POST /cycles/{id}/guidance, and the same with `dryRun=true`, which changes nothing. */
export const guidanceAnswer = z.object({
  cycleId: z.string(),
  dryRun: z.boolean(),
  /** Number of the rules that the letter came with; in a dry run only where a request with the same key had recorded it before. */
  version: z.number().optional(),
  /** In a dry run: the version of the cycle's rules that it was worked out from. */
  rulesVersion: z.number().optional(),
  number: z.string(),
  date: z.string(),
  signer: z.string(),
  /** Name of the body that issued it, as the policy pack has it. */
  issuer: z.string(),
  replaces: z.string().optional(),
  /** What loses its mark. */
  figures: list(guidedFigureAnswer),
  /** What stays assumed. */
  left: list(guidedFigureAnswer),
  /** Days that the letter sets, as the policy pack suggested them. */
  steps: list(guidedStepAnswer),
  /** Days that it sets otherwise: who is touched, and which mails change. */
  days: list(deadlineChangeAnswer),
  /** What else to know before going on, in Vietnamese. */
  warnings: list(z.string()),
});
export type GuidanceAnswer = z.infer<typeof guidanceAnswer>;

/** GET /cycles/{id}/guidance: the letters of a cycle in the order in which they were recorded. */
export const guidanceLettersAnswer = z.object({
  cycleId: z.string(),
  items: list(
    z.object({
      version: z.number(),
      number: z.string(),
      date: z.string(),
      signer: z.string(),
      issuer: z.string(),
      /** How many figures it founds. */
      figures: z.number(),
      replaces: z.string().optional(),
      replacedBy: z.string().optional(),
      by: z.string(),
      /** The cycle's own now when it was recorded. */
      at: isoInstant,
    }),
  ),
  /** What is still assumed, and a letter could set. */
  open: list(guidedFigureAnswer),
});
export type GuidanceLettersAnswer = z.infer<typeof guidanceLettersAnswer>;

/** The letter that ends assumptions. */
export const GUIDANCE_ROUTES = routes({
  'GET /cycles/{cycleId}/guidance': {
    summary: 'Các công văn hướng dẫn đã ghi, và những gì còn là giả định',
    answer: guidanceLettersAnswer,
  },
  'POST /cycles/{cycleId}/guidance': {
    takesKey: true,
    summary:
      'Ghi công văn hướng dẫn: mọi ngày, khung, số liệu giả định của chu kỳ từ nay có căn cứ; dryRun=true chỉ cho xem trước',
    description:
      'If-Match là phiên bản quy định đã xem (rulesVersion), ví dụ "3"; chạy thử không xét đến, gửi * là được.',
    query: dryRunQuery,
    body: guidanceBody,
    ifMatch: true,
    answer: guidanceAnswer,
  },
});
