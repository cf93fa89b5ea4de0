import { z } from 'zod';
import { isoInstant, list, pageOf } from './answer.js';
import { code, dryRunQuery, reason, text } from './fields.js';
import { figureChange, reportFigures } from './reports.js';
import { routes } from './route.js';

/** Body of `POST …/freezes`: as what the figures of this instant are kept. */
export const freezeBody = z.strictObject({
  /** `Báo cáo năm`: several stand beside each other in a year, each under a name of its own. */
  name: text(120),
  /** Why figures are kept again under a name that has some already, which these supersede. */
  reason: reason.optional(),
});
export type FreezeBody = z.infer<typeof freezeBody>;

/** For which commune they are shown, of a province's or a district's. */
export const freezeQuery = z.object({ commune: code.optional() });
export type FreezeQuery = z.infer<typeof freezeQuery>;

/** Figures that were kept as they stood at an instant (chốt số liệu). */
export const freezeAnswer = z.object({
  id: z.string(),
  cycleId: z.string(),
  /** Code of the commune, district or province whose figures they are. */
  area: z.string(),
  areaName: z.string(),
  name: z.string(),
  /** The cycle's now at which they were counted. */
  at: isoInstant,
  /** The beginning of `digest`, as papers cite it: `4f0c-91ab`. */
  code: z.string(),
  /** SHA-256 of everything that was kept, as hexadecimal digits. */
  digest: z.string(),
  by: z.string(),
  /** Why those of the same name before them were superseded, and their code. */
  reason: z.string().optional(),
  supersedes: z.string().optional(),
  /** Code of those that supersede them. */
  supersededBy: z.string().optional(),
  /** Vietnamese: `Số liệu chốt lúc 17:00 ngày 04/11/2026, mã 4f0c-91ab`. */
  text: z.string(),
});
export type FreezeAnswer = z.infer<typeof freezeAnswer>;

/** POST /cycles/{id}/freezes → 200 */
export const freezeMadeAnswer = z.object({
  dryRun: z.boolean(),
  /** Absent of a dry run. */
  freeze: freezeAnswer.optional(),
  /** Code of those of the same name that are superseded. */
  supersedes: z.string().optional(),
  figures: reportFigures,
});
export type FreezeMadeAnswer = z.infer<typeof freezeMadeAnswer>;

const namedUnit = z.object({ unitId: z.string(), name: z.string() });

/** One figure that is not what it was when figures were kept, with the units behind it where units can be named. */
export const frozenChange = figureChange.extend({
  /** Units that are counted now and were not. */
  came: list(namedUnit).optional(),
  /** Units that were counted and are not any more. */
  gone: list(namedUnit).optional(),
});
export type FrozenChange = z.infer<typeof frozenChange>;

/** GET /cycles/{id}/freezes/{code}: what was kept, what the same figures are now, and what differs. */
export const freezeDetailAnswer = freezeAnswer.extend({
  /** Whether what is shown is what was kept, by its digest. */
  isIntact: z.boolean(),
  figures: reportFigures,
  now: reportFigures,
  changes: list(frozenChange),
});
export type FreezeDetailAnswer = z.infer<typeof freezeDetailAnswer>;

/** How every view says that what is stored under the code of kept figures is not what was kept. */
export const NOT_AS_KEPT = 'LƯU Ý: nội dung đang lưu không khớp với mã đã chốt.';

/** Figures kept as they stood. */
export const FREEZES_ROUTES = routes({
  'POST /cycles/{cycleId}/freezes': {
    takesKey: true,
    summary: 'Chốt số liệu của địa bàn mình lúc này, dưới một tên; dryRun=true: chỉ xem',
    query: dryRunQuery,
    body: freezeBody,
    answer: freezeMadeAnswer,
  },
  'GET /cycles/{cycleId}/freezes': {
    summary: 'Các lần chốt số liệu mà tài khoản thấy, mới nhất trước',
    answer: pageOf(freezeAnswer),
  },
  'GET /cycles/{cycleId}/freezes/{freeze}': {
    summary: 'Số liệu của một lần chốt, hiện nay ra sao, và sau chốt thay đổi những gì',
    query: freezeQuery,
    answer: freezeDetailAnswer,
  },
});
