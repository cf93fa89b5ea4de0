import { z } from 'zod';
import { isoDay, isoInstant, level, list, pageOf, ruleStatus } from './answer.js';
import { code, communePageQuery, pageQuery } from './fields.js';
import { routes } from './route.js';

/** Reports upward, of the offices or of the units. */
export const reportsQuery = pageQuery.extend({
  stage: code.optional(),
  commune: code.optional(),
  of: z.enum(['units', 'bodies']).optional(),
});
export type ReportsQuery = z.infer<typeof reportsQuery>;

/** With `done` also what came after its last day. */
export const lateQuery = reportsQuery.extend({ done: z.stringbool().default(false) });
export type LateQuery = z.infer<typeof lateQuery>;

export const targetsQuery = pageQuery.extend({
  by: z.enum(['commune', 'unit']).optional(),
  commune: code.optional(),
});
export type TargetsQuery = z.infer<typeof targetsQuery>;

export const meterAnswer = z.object({
  target: z.string(),
  name: z.string(),
  operator: z.enum(['>=', '>']),
  percent: z.number(),
  denominator: z.enum(['registered', 'all-eligible', 'people', 'subunits']),
  done: z.number(),
  of: z.number(),
  /** Tenths of a percent, cut off and never rounded up; absent where there is nothing to be a share of. */
  permille: z.number().optional(),
  /** By the whole numbers, not by the share as shown. */
  met: z.boolean().optional(),
  status: ruleStatus,
  source: z.string(),
  /** Of a target of each unit: how many reach it, miss it, and gave no numbers. */
  units: z
    .object({
      met: z.number(),
      missed: z.number(),
      unknown: z.number(),
    })
    .optional(),
});
export type MeterAnswer = z.infer<typeof meterAnswer>;

/** GET /cycles/{id}/targets: where the targets stand, over all that the account may see and by commune or unit. */
export const targetsAnswer = z.object({
  cycleId: z.string(),
  /** The cycle's now. */
  now: isoInstant,
  /** Units inside the standard; those outside are in no denominator. */
  units: z.number(),
  outside: z.number(),
  meters: list(meterAnswer),
  /** The same of each commune, or of each unit, where it was asked for. */
  parts: list(
    z.object({
      code: z.string(),
      name: z.string(),
      units: z.number(),
      meters: list(meterAnswer),
    }),
  ).optional(),
  /** Code of the last unit, where more follow. */
  next: z.string().optional(),
});
export type TargetsAnswer = z.infer<typeof targetsAnswer>;

/** One figure that is not what it was. */
export const figureChange = z.object({
  /** Which figure, e.g. `recognised`, `classes.kha`, `targets.recognised`. */
  figure: z.string(),
  /** Vietnamese. */
  name: z.string(),
  before: z.number(),
  after: z.number(),
});
export type FigureChange = z.infer<typeof figureChange>;

/** What is counted over the units of an area, or over those of one management level. */
const countedFigures = z.object({
  /** Units inside the standard. */
  units: z.number(),
  stages: list(
    z.object({
      stage: z.string(),
      name: z.string(),
      done: z.number(),
      /** Their paper has come, and the office is to enter the content; absent where there are none. */
      received: z.number().optional(),
      open: z.number(),
      /** Of the open ones, past a last day that is set; those that can no longer be handed in are in `notSubmitted` alone. */
      overdue: z.number(),
      /** The same where no document sets the day ("quá ngày đề nghị"); absent where there are none. */
      pastSuggested: z.number().optional(),
      /** "Không nộp": of the open ones, those whose cut-off has passed; absent where there are none. */
      notSubmitted: z.number().optional(),
    }),
  ),
  recognised: z.number(),
  notRecognised: z.number(),
  classes: list(
    z.object({
      key: z.string(),
      name: z.string(),
      units: z.number(),
      /** True where no document names the class and its bounds. */
      assumed: z.boolean().optional(),
    }),
  ),
  /** "Không nộp". */
  notSubmitted: z.number(),
});

/** Figures over the units of one management level. */
export const levelFigures = countedFigures.extend({
  level,
  unclassified: z.number(),
});
export type LevelFigures = z.infer<typeof levelFigures>;

/** What the report of a body stood on when it was handed in: counted, never typed. */
export const reportFigures = countedFigures.extend({
  /** The cycle's now when they were counted. */
  asOf: isoInstant,
  /** True while the assessment window is open, or units of the area have no result yet. */
  provisional: z.boolean(),
  /** Days whose facts it counts, of the assessment window so far; absent in reports counted before this was. */
  period: z
    .object({
      from: z.string(),
      to: z.string(),
    })
    .optional(),
  /** Code of the commune, or of the province. */
  area: z.string(),
  /** Units without a result; absent in reports that were counted before this was. */
  unclassified: z.number().optional(),
  /** The same by the level that manages the units, where units of both levels lie in the area. */
  levels: list(levelFigures).optional(),
  /** Where the targets of the cycle's rules stood. */
  meters: list(meterAnswer).optional(),
  /** Of a supplement: what changed against the report that it brings up to date. */
  changes: z
    .object({
      stage: z.string(),
      name: z.string(),
      /** When the figures of that report were counted. */
      asOf: isoInstant,
      lines: list(figureChange),
    })
    .optional(),
  /** "Danh sách đơn vị chưa báo cáo", for a report that has to name them. */
  notReported: z
    .object({
      stage: z.string(),
      name: z.string(),
      units: list(
        z.object({
          unitId: z.string(),
          level,
        }),
      ),
    })
    .optional(),
});
export type ReportFigures = z.infer<typeof reportFigures>;

/** Whose paper it is, and where it goes. */
export const reportSubjectAnswer = z.object({
  /** Code of the unit, or of the office. */
  unitId: z.string(),
  unitName: z.string(),
  ofBody: z.boolean(),
  communeCode: z.string(),
  level,
  stage: z.string(),
  stageName: z.string(),
  lastDay: isoDay.optional(),
  /** True where no document names that day. */
  assumed: z.boolean().optional(),
  /** Name of the body that receives it. */
  receiver: z.string().optional(),
});
export type ReportSubjectAnswer = z.infer<typeof reportSubjectAnswer>;

/** GET /cycles/{id}/reports: the reports upward, handed in or not. */
export const reportAnswer = reportSubjectAnswer.extend({
  state: z.enum([
    'notOpen',
    'open',
    'overdue',
    'pastSuggested',
    'notSubmitted',
    'waived',
    /** Its paper has come, and the content is still to be entered. */
    'received',
    'handedIn',
  ]),
  /** Of a report that was handed in. */
  at: isoInstant.optional(),
  late: z.boolean().optional(),
  /** True where what is late came after a day that no document sets: "sau ngày đề nghị*", not "trễ hạn". */
  afterSuggested: z.boolean().optional(),
  provisional: z.boolean().optional(),
  period: reportFigures.shape.period.optional(),
  /** What happened to the units it counts since, where no later report has brought it up to date. */
  outdated: z
    .object({
      facts: z.number(),
      lastAt: isoInstant,
    })
    .optional(),
  /** Name of the report that brought it up to date. */
  supplementedBy: z.string().optional(),
});
export type ReportAnswer = z.infer<typeof reportAnswer>;

/** GET /cycles/{id}/reports/{unitId}/{stage}: the figures it stood on, those of now, and what differs. */
export const reportFiguresAnswer = reportAnswer.extend({
  /** Absent where it was not handed in, or stands on no figures. */
  handedIn: reportFigures.optional(),
  now: reportFigures,
  changes: list(figureChange),
});
export type ReportFiguresAnswer = z.infer<typeof reportFiguresAnswer>;

/** GET /cycles/{id}/late: what was not done by its last day, and who owes it, the longest late first within a subject. */
export const lateAnswer = reportSubjectAnswer.extend({
  lastDay: isoDay,
  daysLate: z.number(),
  /**
   * `overdue` may still come, and so may `pastSuggested`, whose day no document sets; `notSubmitted` can no longer be handed in; `late` came, after its last day; `paused` is
   * asked of nobody while the year is paused.
   */
  state: z.enum(['overdue', 'pastSuggested', 'notSubmitted', 'late', 'paused']),
  /** Body that owes it where it is not the subject's own paper: an appraisal, a decision, a review. */
  owedBy: z.string().optional(),
  /** When it came, of `late`. */
  at: isoInstant.optional(),
  /** True where what is late came after a day that no document sets: "sau ngày đề nghị*", not "trễ hạn". */
  afterSuggested: z.boolean().optional(),
});
export type LateAnswer = z.infer<typeof lateAnswer>;

/** GET /cycles/{id}/papers: papers that have come while their content has not, and those that units say they have sent. */
export const paperAnswer = reportSubjectAnswer.extend({
  /** `received` waits for the office to enter the content; `announced` was sent as the unit says, and has not come. */
  state: z.enum(['received', 'announced']),
  /** Of `received`: số đến, ngày đến, whether it came after the last day, and how many days it has waited. */
  arrivalNumber: z.string().optional(),
  arrivedOn: isoDay.optional(),
  late: z.boolean().optional(),
  afterSuggested: z.boolean().optional(),
  daysWaiting: z.number().optional(),
  /** Of `announced`: number and date of the paper, and from when mails about the step go out again. */
  number: z.string().optional(),
  date: isoDay.optional(),
  mailsFrom: isoDay.optional(),
});
export type PaperAnswer = z.infer<typeof paperAnswer>;

/** Reports upward, late lists and targets. */
export const REPORTS_ROUTES = routes({
  'GET /cycles/{cycleId}/reports': {
    summary: 'Báo cáo lên trên: đã gửi hay chưa, kỳ số liệu, có thay đổi sau báo cáo',
    query: reportsQuery,
    answer: pageOf(reportAnswer),
  },
  'GET /cycles/{cycleId}/reports/{unitId}/{stage}': {
    summary: 'Số liệu của một báo cáo: như đã gửi, như hiện nay, và chỗ khác nhau',
    answer: reportFiguresAnswer,
  },
  'GET /cycles/{cycleId}/late': {
    summary: 'Đơn vị và cơ quan chưa gửi khi đã qua ngày cuối: bước, ngày cuối, số ngày trễ, nơi nhận',
    query: lateQuery,
    answer: pageOf(lateAnswer),
  },
  'GET /cycles/{cycleId}/papers': {
    summary: 'Văn bản giấy: đã nhận, chờ nhập nội dung; đơn vị báo đã gửi mà chưa đến',
    query: communePageQuery,
    answer: pageOf(paperAnswer),
  },
  'GET /cycles/{cycleId}/targets': {
    summary: 'Chỉ tiêu đang đạt bao nhiêu: toàn địa bàn, theo xã, theo đơn vị',
    query: targetsQuery,
    answer: targetsAnswer,
  },
});
