import { z } from 'zod';
import { isoDay, isoInstant, level, list, pageOf, problemList } from './answer.js';
import { dueAnswer } from './deadlines.js';
import { code, documentDay, instant, integer, text, year } from './fields.js';
import { routes } from './route.js';

export const openCycleBody = z.strictObject({
  policy: z.string().regex(/^[a-z0-9-]{1,60}$/, 'không phải mã gói quy định'),
  year,
  /** Needed where the pack is of no one province. */
  province: code.optional(),
  rehearsal: z
    .string()
    .regex(/^[a-z0-9-]{1,30}$/, 'chỉ gồm chữ thường, số và gạch nối')
    .optional(),
  clockStart: instant.optional(),
  communes: z.union([integer(1, 1_000), z.array(code).min(1).max(1_000)]).optional(),
});
export type OpenCycleBody = z.infer<typeof openCycleBody>;

export const clockBody = z.strictObject({ to: instant });
export type ClockBody = z.infer<typeof clockBody>;

/** A figure by its path in the policy pack, its key, or the list that holds it. */
export const confirmationBody = z.strictObject({
  figure: text(200),
  number: text(60),
  date: documentDay,
});
export type ConfirmationBody = z.infer<typeof confirmationBody>;

/** What the page says that a mail leads to, before anybody has signed in. */
export const stepNameAnswer = z.object({ name: z.string(), year: z.number() });
export type StepNameAnswer = z.infer<typeof stepNameAnswer>;

export const cycleAnswer = z.object({
  id: z.string(),
  provinceCode: z.string(),
  provinceName: z.string(),
  year: z.number(),
  clockKind: z.enum(['calendar', 'rehearsal']),
  label: z.string().optional(),
  /** The cycle's now. */
  now: isoInstant,
  policy: z.object({
    id: z.string(),
    title: z.string(),
    hash: z.string(),
  }),
  state: z.enum(['opening', 'open', 'closed']),
  createdAt: isoInstant,
  openedAt: isoInstant.optional(),
  units: z.object({
    total: z.number(),
    /** Rows written so far, inside and outside the standard. */
    opened: z.number(),
    inside: z.number(),
    outside: z.number(),
    outsideReasons: list(
      z.object({
        reason: z.string(),
        units: z.number(),
      }),
    ),
  }),
});
export type CycleAnswer = z.infer<typeof cycleAnswer>;

export const cycleStageAnswer = z.object({
  stage: z.string(),
  name: z.string(),
  /** What is done at it. */
  act: z.enum(['submit', 'appraise', 'decide', 'classify', 'review', 'none']),
  level,
  /** Name of the body whose own stage it is; absent for a stage of the units. */
  body: z.string().optional(),
  opens: isoDay,
  /** True where no document names the opening day. */
  opensAssumed: z.boolean().optional(),
  due: dueAnswer.optional(),
  cutOff: isoDay.optional(),
  /** True where no document names the cut-off. */
  cutOffAssumed: z.boolean().optional(),
  /** Units, or offices of the body, by status: awaiting, submitted, returned, done, received (its paper has come, the content has not), waived, closed; `overdue` and `pastSuggested` of the awaiting and returned ones. */
  counts: z.record(z.string(), z.number()),
  /** Past the last day that a document or an office has set; what the cut-off has closed is no longer among them, but in `notSubmitted`. */
  overdue: z.number(),
  /** The same where no document sets the last day ("quá ngày đề nghị"); absent where there is none. */
  pastSuggested: z.number().optional(),
  /** "Không nộp": of the awaiting and returned ones, those that can no longer be handed in. */
  notSubmitted: z.number().optional(),
});
export type CycleStageAnswer = z.infer<typeof cycleStageAnswer>;

/** GET /cycles/{id}: with the stages and where the units stand. */
export const cycleDetailAnswer = cycleAnswer.extend({
  stages: list(cycleStageAnswer),
  confirmations: list(
    z.object({
      figure: z.string(),
      number: z.string(),
      date: z.string(),
    }),
  ),
  /** Guidance letters in force, with how many figures each founds. */
  guidance: list(
    z.object({
      number: z.string(),
      date: z.string(),
      issuer: z.string(),
      figures: z.number(),
    }),
  ).optional(),
});
export type CycleDetailAnswer = z.infer<typeof cycleDetailAnswer>;

/** Last days that have passed when a cycle is opened; nothing is sent for them. */
const passedDays = list(
  z.object({
    stage: z.string(),
    name: z.string(),
    lastDay: isoDay,
  }),
);

/** POST /cycles (201 new, 200 the same cycle again). */
export const openCycleAnswer = z.object({
  cycle: cycleAnswer,
  isNew: z.boolean(),
  passed: passedDays,
  /** What a rehearsal lacked when it was opened; a real year would be refused for it. */
  warnings: problemList.optional(),
});
export type OpenCycleAnswer = z.infer<typeof openCycleAnswer>;

/** POST /cycles/checks: what the opening of a year would come to. */
export const openingCheckAnswer = z.object({
  cycleId: z.string(),
  clockKind: z.enum(['calendar', 'rehearsal']),
  isOpen: z.boolean(),
  /** A rehearsal opens whatever it lacks. */
  mayOpen: z.boolean(),
  units: z.number(),
  passed: passedDays,
  /** By name: offices, people who act for them, days off, addresses. */
  problems: problemList,
});
export type OpeningCheckAnswer = z.infer<typeof openingCheckAnswer>;

export const assumedFigureAnswer = z.object({
  /** Path in the policy pack, by which it is confirmed. */
  figure: z.string(),
  /** Vietnamese: what it is about, and what is assumed. */
  text: z.string(),
  value: z.string(),
  /** Whether a real classification waits until it is confirmed. */
  isFence: z.boolean(),
  confirmation: z
    .object({
      number: z.string(),
      date: z.string(),
      by: z.string(),
      /** The cycle's own now when it was confirmed. */
      at: isoInstant,
      /** Vietnamese: `đã xác nhận theo văn bản số … ngày …`. */
      source: z.string(),
    })
    .optional(),
});
export type AssumedFigureAnswer = z.infer<typeof assumedFigureAnswer>;

/** GET /cycles/{id}/figures: what the cycle's rules assume, and the documents that confirm some of it. */
export const figuresAnswer = z.object({
  cycleId: z.string(),
  clockKind: z.enum(['calendar', 'rehearsal']),
  /** False while a real year still waits for the confirmation of a figure that a classification rests on. */
  mayClassify: z.boolean(),
  items: list(assumedFigureAnswer),
});
export type FiguresAnswer = z.infer<typeof figuresAnswer>;

/** Cycles, their clocks and what their rules assume. */
export const CYCLES_ROUTES = routes({
  'POST /cycles': {
    takesKey: true,
    summary: 'Mở chu kỳ; mở lại cùng chu kỳ không thay đổi gì',
    body: openCycleBody,
    answer: openCycleAnswer,
    statuses: [201, 200],
  },
  'POST /cycles/checks': {
    takesKey: false,
    summary: 'Cho biết mở chu kỳ thì còn thiếu gì; không thay đổi gì',
    body: openCycleBody,
    answer: openingCheckAnswer,
  },
  'GET /cycles': {
    summary: 'Các chu kỳ của tỉnh',
    answer: pageOf(cycleAnswer),
  },
  'GET /cycles/{cycleId}': {
    summary: 'Một chu kỳ với các bước, hạn và số đơn vị',
    answer: cycleDetailAnswer,
  },
  'GET /cycles/{cycleId}/steps/{stage}/name': {
    isOpen: true,
    summary: 'Tên của một bước và năm, cho trang mà thư dẫn tới khi chưa đăng nhập',
    answer: stepNameAnswer,
  },
  'POST /cycles/{cycleId}/clock': {
    takesKey: true,
    summary: 'Đưa đồng hồ của chu kỳ diễn tập tới một thời điểm sau',
    body: clockBody,
    answer: cycleAnswer,
  },
  'POST /cycles/{cycleId}/confirmations': {
    takesKey: true,
    summary: 'Xác nhận một số liệu giả định bằng số và ngày văn bản',
    body: confirmationBody,
    answer: cycleDetailAnswer,
  },
  'GET /cycles/{cycleId}/figures': {
    summary: 'Các số liệu giả định của chu kỳ: đã và chưa xác nhận bằng văn bản',
    answer: figuresAnswer,
  },
});
