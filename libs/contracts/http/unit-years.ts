import { z } from 'zod';
import { isoDay, isoInstant, level, list, pageOf, ruleStatus } from './answer.js';
import { unitCertificationAnswer } from './certification.js';
import { dueAnswer } from './deadlines.js';
import { extensionAskedAnswer } from './extensions.js';
import { code, day, exact, integerText, unitKind } from './fields.js';
import { paperAtRestart } from './paper-at-restart.js';
import { awaitingHeadAnswer } from './presenting.js';
import { reportFigures } from './reports.js';
import { routes } from './route.js';
import { unitAnswer, unitQuery } from './units.js';

/** `body` lists the offices that owe papers of their own, which are no units. */
export const unitYearListQuery = unitQuery.extend({
  kind: z.enum([...unitKind.options, 'body']).optional(),
  /** With where each stands at each of its stages. */
  stages: z.stringbool().default(false),
});
export type UnitYearListQuery = z.infer<typeof unitYearListQuery>;

export const restartQuery = z.object({ from: exact(40), until: day.optional() });
export type RestartQuery = z.infer<typeof restartQuery>;

export const roundQuery = z.object({ round: integerText(1).optional() });
export type RoundQuery = z.infer<typeof roundQuery>;

export const draftBody = z.strictObject({ body: z.record(code, z.json()) });
export type DraftBody = z.infer<typeof draftBody>;

/** Where one unit stands at one stage, in the words of a board. */
export const unitStandingAnswer = z.object({
  stage: z.string(),
  standing: z.enum([
    'done',
    'received',
    'working',
    'returned',
    'overdue',
    'pastSuggested',
    'notSubmitted',
    'ahead',
    'closed',
    'waived',
  ]),
  /** Instant that counts as that of handing in, or of the conclusion. */
  effectiveAt: isoInstant.optional(),
  /** Days since the last day, of what is overdue or past a suggested day. */
  daysLate: z.number().optional(),
  /** Until when it is to be handed in, with what was granted to the unit alone; only while it can be. */
  lastDay: isoDay.optional(),
  /** True where no document names that day for a unit of this kind. */
  assumed: z.boolean().optional(),
  /** A draft of it waits for the head; absent where none does. */
  awaitingHead: awaitingHeadAnswer.optional(),
  /** The unit has asked for more time and nobody has answered yet; absent where there is none. */
  extensionAsked: extensionAskedAnswer.optional(),
});
export type UnitStandingAnswer = z.infer<typeof unitStandingAnswer>;

/** GET /cycles/{id}/units: one row a unit. */
export const unitYearRowAnswer = z.object({
  unitId: z.string(),
  name: z.string(),
  kind: z.string(),
  communeCode: z.string(),
  communeName: z.string(),
  managedBy: level,
  standing: z.enum(['inside', 'outside']),
  standingReason: z.string().optional(),
  round: z.number(),
  status: z.enum(['open', 'paused', 'closed']),
  /** Name of the stage the year waits at; absent once it is over or outside. */
  current: z.string().optional(),
  class: z.string().optional(),
  /** Where it stands at each of its stages; only where `stages=true` asks for them. */
  stages: list(unitStandingAnswer).optional(),
});
export type UnitYearRowAnswer = z.infer<typeof unitYearRowAnswer>;

export const unitStageAnswer = z.object({
  stage: z.string(),
  name: z.string(),
  act: z.string(),
  /** `asked`: no document orders it to be handed in, and nobody is late with it; owed where it is absent. */
  obligation: z.enum(['owed', 'asked']).optional(),
  status: z.enum(['awaiting', 'submitted', 'returned', 'done', 'waived']),
  /** Where the subject stands at it on the cycle's today. */
  standing: unitStandingAnswer.shape.standing,
  round: z.number(),
  late: z.boolean().optional(),
  /** True where what is late came after a day that no document sets: "sau ngày đề nghị*", not "trễ hạn". */
  afterSuggested: z.boolean().optional(),
  effectiveAt: isoInstant.optional(),
  opens: isoDay,
  /** True where no document names the opening day. */
  opensAssumed: z.boolean().optional(),
  due: dueAnswer.optional(),
  cutOff: isoDay.optional(),
  /** True where no document names the cut-off. */
  cutOffAssumed: z.boolean().optional(),
  /** A draft of it waits for the head; absent where none does. */
  awaitingHead: awaitingHeadAnswer.optional(),
  /** The paper that has come, while its content is still to be entered by the office. */
  receipt: z
    .object({
      arrivalNumber: z.string(),
      arrivedOn: isoDay,
      /** Whether it came after the last day, and whether that day is only suggested. */
      late: z.boolean(),
      afterSuggested: z.boolean().optional(),
      commandId: z.string(),
    })
    .optional(),
  /** What the unit says that it has sent on paper; mails about the step go out again from `mailsFrom` on. */
  announced: z.object({ number: z.string(), date: isoDay, mailsFrom: isoDay }).optional(),
  /** The unit has asked for more time and nobody has answered yet; absent where there is none. */
  extensionAsked: extensionAskedAnswer.optional(),
});
export type UnitStageAnswer = z.infer<typeof unitStageAnswer>;

export const historyAnswer = z.object({
  version: z.number(),
  round: z.number(),
  kind: z.string(),
  /** Vietnamese, one line. */
  text: z.string(),
  /** When it was recorded, by the database clock. */
  at: isoInstant,
  /** The instant that counts: the cycle's now at receipt, or the arrival of a paper. */
  effectiveAt: isoInstant,
  actorName: z.string(),
  actorRole: z.string(),
  commandId: z.string(),
  /** True where what is late came after a day that no document sets: "sau ngày đề nghị*", not "trễ hạn". */
  afterSuggested: z.boolean().optional(),
  /** Numbers that the report of a body stood on when it was handed in. */
  figures: reportFigures.optional(),
});
export type HistoryAnswer = z.infer<typeof historyAnswer>;

/** GET /cycles/{id}/units/{code} */
export const unitYearAnswer = z.object({
  cycleId: z.string(),
  unit: unitAnswer,
  now: isoInstant,
  standing: z.enum(['inside', 'outside']),
  standingReason: z.string().optional(),
  version: z.number(),
  round: z.number(),
  status: z.enum(['open', 'paused', 'closed']),
  over: z.boolean(),
  workflowId: z.string(),
  stages: list(unitStageAnswer),
  /** Name of the standard in the words of the pack. */
  standard: z.string(),
  recognised: z.boolean().optional(),
  class: z
    .object({
      key: z.string(),
      name: z.string(),
      total: z.number(),
      excludedFromAwards: z.boolean(),
      assumed: z.boolean(),
    })
    .optional(),
  notSubmitted: z.boolean(),
  /** Registrations, dossier, and what came after the decision; absent for an office. */
  certification: unitCertificationAnswer.optional(),
  /** Everything that happened, oldest first, all rounds. */
  history: list(historyAnswer),
});
export type UnitYearAnswer = z.infer<typeof unitYearAnswer>;

export const restartLineAnswer = z.object({
  stage: z.string(),
  name: z.string(),
  status: z.string(),
  effectiveAt: isoInstant.optional(),
  lastDay: isoDay.optional(),
  /** Whether the legal day has no document behind it. */
  assumed: z.boolean().optional(),
  newLastDay: isoDay.optional(),
  paper: paperAtRestart.optional(),
});
export type RestartLineAnswer = z.infer<typeof restartLineAnswer>;

/** GET /cycles/{id}/units/{code}/restart-plan?from=&until= */
export const restartPlanAnswer = z.object({
  cycleId: z.string(),
  unitId: z.string(),
  unitName: z.string(),
  round: z.number(),
  nextRound: z.number(),
  superseded: list(restartLineAnswer),
  /** Decisions that would be the present result no more; on paper they hold until the body that decided acts. */
  decisions: list(
    z.object({
      stage: z.string(),
      number: z.string(),
      date: isoDay,
      body: z.string().optional(),
      /** Vietnamese. */
      text: z.string(),
    }),
  ),
  kept: list(restartLineAnswer),
});
export type RestartPlanAnswer = z.infer<typeof restartPlanAnswer>;

/** GET /cycles/{id}/units/{code}/score?round= */
export const scoreAnswer = z.object({
  cycleId: z.string(),
  unitId: z.string(),
  unitName: z.string(),
  round: z.number(),
  policy: z.string(),
  column: z.enum(['self', 'higher']),
  pass: z.enum(['provisional', 'final']),
  total: z.number(),
  totals: z.object({
    self: z.number().optional(),
    higher: z.number().optional(),
  }),
  maxReachable: z.number(),
  notSubmitted: z.boolean(),
  ownRecordsNote: z.string().optional(),
  class: z
    .object({
      key: z.string(),
      name: z.string(),
      min: z.number(),
      assumed: z.boolean(),
      /** Key of the source in the pack. */
      src: z.string(),
      status: ruleStatus,
    })
    .optional(),
  /** True where the class is only what the points come to, and the decision that gives it is still to come. */
  classIsProposed: z.boolean().optional(),
  lines: list(
    z.object({
      criterion: z.string(),
      no: z.string(),
      text: z.string(),
      max: z.number(),
      self: z.number().optional(),
      higher: z.number().optional(),
      points: z.number().optional(),
      /** Vietnamese: how the points came about. */
      counted: z.string(),
      reason: z.string().optional(),
      source: z.string(),
      status: z.string(),
    }),
  ),
  /** The same as rows of text for a terminal or a mail. */
  text: list(z.string()),
});
export type ScoreAnswer = z.infer<typeof scoreAnswer>;

/** PUT and GET /cycles/{id}/units/{code}/drafts/{stage}; `ETag` is the version, sent back in `If-Match`. */
export const draftAnswer = z.object({
  stage: z.string(),
  version: z.number(),
  body: z.unknown(),
  updatedBy: z.string(),
  updatedAt: isoInstant,
});
export type DraftAnswer = z.infer<typeof draftAnswer>;

/** Years of units and offices. */
export const UNIT_YEARS_ROUTES = routes({
  'GET /cycles/{cycleId}/units': {
    summary: 'Các đơn vị của chu kỳ trong phạm vi của tài khoản; kind=body: các cơ quan có báo cáo riêng',
    query: unitYearListQuery,
    answer: pageOf(unitYearRowAnswer),
  },
  'GET /cycles/{cycleId}/units/{unitId}': {
    summary: 'Hồ sơ năm của một đơn vị hoặc cơ quan: các bước, hạn, kết quả, lịch sử mọi vòng',
    answer: unitYearAnswer,
  },
  'GET /cycles/{cycleId}/units/{unitId}/restart-plan': {
    summary:
      'Xem trước mở lại từ một bước: điều gì thôi là kết quả hiện hành, điều gì giữ; không thay đổi gì',
    query: restartQuery,
    answer: restartPlanAnswer,
  },
  'GET /cycles/{cycleId}/units/{unitId}/score': {
    summary: 'Bảng điểm của một vòng, giải thích từng dòng',
    query: roundQuery,
    answer: scoreAnswer,
  },
  'PUT /cycles/{cycleId}/units/{unitId}/drafts/{stage}': {
    summary: 'Lưu nháp một bước; If-Match là phiên bản đang sửa',
    ifMatch: true,
    body: draftBody,
    answer: draftAnswer,
  },
  'GET /cycles/{cycleId}/units/{unitId}/drafts/{stage}': {
    summary: 'Bản nháp của một bước',
    answer: draftAnswer,
  },
});
