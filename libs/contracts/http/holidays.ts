import { z } from 'zod';
import { isoDay, isoInstant, list, pageOf, problemList, ruleStatus } from './answer.js';
import { day, dryRunQuery, integerText, reason, TABLE_FILES, text, year, yearQuery } from './fields.js';
import { listQuery, listReadingAnswer } from './lists.js';
import { routes } from './route.js';

/** A day set with the document that names it (assumed without one), or taken out of the table. */
export const holidayBody = z.discriminatedUnion('act', [
  z.strictObject({
    act: z.literal('set'),
    day,
    kind: z.enum(['off', 'working']).default('off'),
    name: text(200),
    document: text(300).optional(),
    reason,
  }),
  z.strictObject({ act: z.literal('remove'), day, reason }),
]);
export type HolidayBody = z.infer<typeof holidayBody>;

export const holidaySeedBody = z.strictObject({ year, reason });
export type HolidaySeedBody = z.infer<typeof holidaySeedBody>;

export const holidayImportQuery = listQuery.extend({ reason });
export type HolidayImportQuery = z.infer<typeof holidayImportQuery>;

/** A year, or the number of a version, in a path. */
export const holidayYear = integerText(1, 2100);

/** One day that the week alone does not tell. */
export const holidayDayAnswer = z.object({
  day: isoDay,
  /** `off`: not worked; `working`: a day of the weekend worked in exchange for another. */
  kind: z.enum(['off', 'working']),
  name: z.string(),
  /** The document behind it, in Vietnamese. */
  source: z.string(),
  status: ruleStatus,
});
export type HolidayDayAnswer = z.infer<typeof holidayDayAnswer>;

/** Which version of a year's days off this is, and who made it. */
export const holidayVersionAnswer = z.object({
  year: z.number(),
  version: z.number(),
  /** Whose table it is: the one every province starts from (`VN`), or the province's own. */
  area: z.string(),
  act: z.enum(['seed', 'import', 'set', 'remove']),
  reason: z.string(),
  by: z.string(),
  at: isoInstant,
  inForce: z.boolean(),
  /** How many days it holds. */
  days: z.number(),
});
export type HolidayVersionAnswer = z.infer<typeof holidayVersionAnswer>;

/** GET /holidays: the days off of every year, or of one, as they stand for the account's province. */
export const holidaysAnswer = z.object({
  provinceCode: z.string(),
  years: list(
    holidayVersionAnswer.omit({ days: true, inForce: true }).extend({
      items: list(holidayDayAnswer),
    }),
  ),
});
export type HolidaysAnswer = z.infer<typeof holidaysAnswer>;

export const reminderMoveAnswer = z.object({
  stage: z.string(),
  name: z.string(),
  level: z.string(),
  lastDay: isoDay,
  /** Vietnamese name of the rung, e.g. `mốc 3 ngày`. */
  rung: z.string(),
  /** Absent where it was not sent by the old table, or is not by the new one. */
  from: z
    .object({
      day: isoDay,
      reason: z.string(),
    })
    .optional(),
  to: z
    .object({
      day: isoDay,
      reason: z.string(),
    })
    .optional(),
  /** Units or offices that are still to do it. */
  subjects: z.number(),
  /** True where its new day has passed already, so that it is not sent. */
  isLost: z.boolean().optional(),
});
export type ReminderMoveAnswer = z.infer<typeof reminderMoveAnswer>;

export const holidayCycleAnswer = z.object({
  cycleId: z.string(),
  /** Reminders that are still to come and go out on another day, and why. */
  moves: list(reminderMoveAnswer),
  /** Last days still to come that fall on a day off by the new table; the day itself stays. */
  lastDaysOff: list(
    z.object({
      stage: z.string(),
      name: z.string(),
      levels: list(z.string()),
      lastDay: isoDay,
      /** Name of the day off. */
      reason: z.string(),
      lastWorkingDay: isoDay,
      /** Whether it becomes one by this edit. */
      isNew: z.boolean(),
    }),
  ),
});
export type HolidayCycleAnswer = z.infer<typeof holidayCycleAnswer>;

/** POST /holidays, /holidays/imports and /holidays/seeds, and the same with `dryRun=true`, which changes nothing. */
export const holidayChangeAnswer = z.object({
  dryRun: z.boolean(),
  provinceCode: z.string(),
  /** The years whose table changes, with the version that it gets. */
  years: list(
    z.object({
      year: z.number(),
      before: z.number().optional(),
      version: z.number(),
    }),
  ),
  added: list(holidayDayAnswer),
  removed: list(holidayDayAnswer),
  changed: list(
    z.object({
      before: holidayDayAnswer,
      after: holidayDayAnswer,
    }),
  ),
  /** What the edit does to the running cycles of the province. */
  cycles: list(holidayCycleAnswer),
  /** Rows of a file that were left out, and why. */
  problems: problemList,
  /** Absent where the edit came without a file. */
  reading: listReadingAnswer.optional(),
});
export type HolidayChangeAnswer = z.infer<typeof holidayChangeAnswer>;

/** Days off and swapped working days of the province of the account. */
export const HOLIDAYS_ROUTES = routes({
  'GET /holidays': {
    summary: 'Bảng ngày nghỉ đang áp dụng, mọi năm hoặc một năm',
    query: yearQuery,
    answer: holidaysAnswer,
  },
  'GET /holidays/{year}/versions': {
    summary: 'Các bản của bảng ngày nghỉ một năm',
    params: { year: holidayYear },
    answer: pageOf(holidayVersionAnswer),
  },
  'GET /holidays/{year}/versions/{version}': {
    summary: 'Một bản của bảng ngày nghỉ một năm, như khi đó',
    params: { year: holidayYear, version: holidayYear },
    answer: holidaysAnswer,
  },
  'POST /holidays': {
    takesKey: true,
    summary: 'Đặt hoặc bỏ một ngày; dryRun=true chỉ cho xem lời nhắc nào dời và vì sao',
    query: dryRunQuery,
    body: holidayBody,
    answer: holidayChangeAnswer,
  },
  'POST /holidays/imports': {
    takesKey: true,
    summary: 'Nhập bảng ngày nghỉ (CSV, XLSX, ODS); dòng sai được nêu rõ, dòng đúng vẫn nhập',
    query: holidayImportQuery,
    upload: TABLE_FILES,
    answer: holidayChangeAnswer,
  },
  'POST /holidays/seeds': {
    takesKey: true,
    summary: 'Lập lại bảng của một năm từ bảng chung, hoặc từ luật và âm lịch',
    query: dryRunQuery,
    body: holidaySeedBody,
    answer: holidayChangeAnswer,
  },
});
