import { z } from 'zod';
import { isoDay, isoInstant, level, list } from './answer.js';
import { code, day, unitKind } from './fields.js';
import { routes } from './route.js';

/** What a board is narrowed to. */
export const boardQuery = z.object({
  commune: code.optional(),
  kind: unitKind.optional(),
  /** A day of the cycle's own clock: the board as it stood at its end. */
  asOf: day.optional(),
});
export type BoardQuery = z.infer<typeof boardQuery>;

export const boardDayAnswer = z.object({
  day: isoDay,
  level: level.optional(),
  /** True where no document names the day. */
  assumed: z.boolean(),
  /** The kinds of units for which no document names the day, where one does for the others. */
  suggestedFor: list(unitKind).optional(),
});
export type BoardDayAnswer = z.infer<typeof boardDayAnswer>;

export const boardColumnAnswer = z.object({
  stage: z.string(),
  name: z.string(),
  shortName: z.string(),
  opens: isoDay,
  /** Whether the opening day has come. */
  isOpen: z.boolean(),
  /** Last days in time, the earliest first; one without a level counts for both. */
  lastDays: list(boardDayAnswer),
});
export type BoardColumnAnswer = z.infer<typeof boardColumnAnswer>;

/** Units by where they stand at one stage; each unit is in one of them, and `failing` counts some again. */
export const boardCellAnswer = z.object({
  /** Handed in, or concluded. */
  done: z.number(),
  /** Its paper has come, and the office is to enter the content; absent where there is none. */
  received: z.number().optional(),
  /** Open and not yet due. */
  working: z.number(),
  /** Given back and not yet due again. */
  returned: z.number(),
  /** Open, the last day that a document or an office has set lies before the cycle's today, and it can still be handed in. */
  overdue: z.number(),
  /** The same where no document sets the day ("quá ngày đề nghị"); absent where there is none. */
  pastSuggested: z.number().optional(),
  /** "Không nộp": the cut-off (with any grace) has passed, so it can no longer be handed in. */
  notSubmitted: z.number(),
  /** The stage has not opened yet. */
  ahead: z.number(),
  /** The year was closed before the stage was done, so nobody waits for it; absent where there is none. */
  closed: z.number().optional(),
  /** Its day had passed when the stage came with another pack, so nobody is asked for it; absent where there is none. */
  waived: z.number().optional(),
  /** Of all these, commands without an outcome for over two minutes. */
  failing: z.number(),
  /** Of all these, drafts that wait for the head of their unit ("chờ thủ trưởng"); absent where there is none. */
  awaitingHead: z.number().optional(),
  /** Of all these, requests for more time that nobody has answered; absent where there is none. */
  extensionsAsked: z.number().optional(),
});
export type BoardCellAnswer = z.infer<typeof boardCellAnswer>;

export const boardBodyAnswer = boardCellAnswer.extend({
  stage: z.string(),
  name: z.string(),
  shortName: z.string(),
  /** Which offices owe it: the province's or the communes'. */
  level,
  opens: isoDay,
  isOpen: z.boolean(),
  lastDay: isoDay.optional(),
  assumed: z.boolean(),
  /** Places whose paper is overdue, in the order of their names. */
  late: list(z.string()),
  /** Places whose paper is past a day that no document sets, in the order of their names; absent where there is none. */
  pastSuggestedAt: list(z.string()).optional(),
});
export type BoardBodyAnswer = z.infer<typeof boardBodyAnswer>;

/** A commune with units inside the standard, one cell for each column. */
export const boardCommuneAnswer = z.object({
  code: z.string(),
  name: z.string(),
  units: z.number(),
  cells: list(boardCellAnswer),
});

/** GET /cycles/{id}/board?commune=&kind=&asOf= : where the units stand, or stood, by stage and commune. */
export const boardAnswer = z.object({
  cycleId: z.string(),
  year: z.number(),
  provinceName: z.string(),
  clockKind: z.enum(['calendar', 'rehearsal']),
  label: z.string().optional(),
  state: z.enum(['opening', 'open', 'closed']),
  /** The cycle's now, also where the board is that of a past day. */
  now: isoInstant,
  /**
   * The day that was asked for: the board is that of its end, with the rules recorded until then, and commands without an
   * outcome are not told; where it is the cycle's today, the board is the present one. Absent where no day was asked for.
   */
  asOf: isoDay.optional(),
  /** The first day whose board can be asked for; absent while the cycle opens. */
  pastFrom: isoDay.optional(),
  /** Sum of the audit numbers in the account's scope; an event with a higher one means that this board is old. */
  seq: z.number(),
  /** What the board is narrowed to; a commune's own account always sees its commune alone. */
  commune: z
    .object({
      code: z.string(),
      name: z.string(),
    })
    .optional(),
  kind: z.string().optional(),
  units: z.object({
    inside: z.number(),
    outside: z.number(),
  }),
  /** Stages in the order of the year. */
  columns: list(boardColumnAnswer),
  /** One cell for each column, here and in each commune. */
  total: list(boardCellAnswer),
  /** Communes with units inside the standard, in the order of their names. */
  communes: list(boardCommuneAnswer),
  /** Papers that offices owe themselves; left out where the board is narrowed to one kind of unit. */
  bodies: list(boardBodyAnswer),
});
export type BoardAnswer = z.infer<typeof boardAnswer>;

/**
 * What of a board reads differently; what is absent reads as before. A board whose `seq` lies from `since` to `seq` takes it
 * over, rows by their codes; one with an older `seq` has missed something and is read anew.
 */
export const boardChange = z.object({
  /** The `seq` of the board with this change. */
  seq: z.number(),
  since: z.number(),
  now: isoInstant,
  state: z.enum(['opening', 'open', 'closed']),
  /** True where too much reads differently to be told here: the board is to be read anew. */
  isAnew: z.boolean().optional(),
  units: boardAnswer.shape.units.optional(),
  columns: boardAnswer.shape.columns.optional(),
  total: boardAnswer.shape.total.optional(),
  /** The rows that read differently, whole. */
  communes: boardAnswer.shape.communes.optional(),
  /** Codes of communes that have no row any more. */
  gone: list(z.string()).optional(),
  bodies: boardAnswer.shape.bodies.optional(),
});
export type BoardChange = z.infer<typeof boardChange>;

/** What the stream of a board is narrowed to. */
export const eventsQuery = boardQuery.pick({ commune: true, kind: true });
export type EventsQuery = z.infer<typeof eventsQuery>;

/**
 * GET /cycles/{id}/events (text/event-stream): data of an event `change`, whose id is the sum of all audit numbers in
 * the account's scope. On connecting the present numbers come at once, unless `Last-Event-ID` is that sum already.
 */
export const changeEvent = z.object({
  /** Audit number by area, of those that changed. */
  areas: z.record(z.string(), z.number()),
  /** What that changed of the board, narrowed as the stream is; absent in what is told on connecting. */
  board: boardChange.optional(),
});
export type ChangeEvent = z.infer<typeof changeEvent>;

/** The board and its events. */
export const WATCH_ROUTES = routes({
  'GET /cycles/{cycleId}/board': {
    summary: 'Bảng điều hành: số đơn vị theo bước, theo xã, phường',
    description:
      '`asOf` (YYYY-MM-DD) cho bảng ở cuối một ngày đã qua, theo đồng hồ của chu kỳ và quy định đã ghi đến ngày đó. Trả lời có ETag; gửi lại trong If-None-Match thì nhận 304 khi không có gì khác.',
    query: boardQuery,
    answer: boardAnswer,
  },
  'GET /cycles/{cycleId}/events': {
    summary: 'Báo ngay khi có thay đổi trong phạm vi của tài khoản',
    description:
      'Sự kiện `change` với `id` là tổng số thứ tự nhật ký; nối lại với Last-Event-ID thì không báo lại cái đã biết. `board` mang những dòng của bảng vừa đổi, theo `commune` và `kind` đã hỏi.',
    query: eventsQuery,
    events: changeEvent,
  },
});
