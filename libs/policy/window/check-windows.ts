import { isPackDay, resolvePackDay } from '#libs/calendar';
import type { PolicyPack } from '../pack.schema.js';
import type { Report } from '../report.js';
import type { AssessmentWindow } from './window.schema.js';

export type WindowFaultCode = 'PACK.DAY_INVALID' | 'PACK.WINDOW_BACKWARDS';

/** A window is written by the year, so one year shows how its days stand to each other. */
const ANY_YEAR = 2025;

/** Whether the windows of assessment begin before they end. */
export const checkWindows = (pack: PolicyPack, report: Report<WindowFaultCode>): void => {
  const { byKind = {}, ...everybody } = pack.assessmentWindow;
  const check = (window: AssessmentWindow, place: string): void => {
    for (const field of ['from', 'to'] as const) {
      const day = window[field];
      if (!isPackDay(day)) report('PACK.DAY_INVALID', `${place}.${field}`, `Ngày “${day}” không đọc được.`);
    }
    if (!isPackDay(window.from) || !isPackDay(window.to)) return;
    const [from, to] = [window.from, window.to].map((day) => resolvePackDay(day, ANY_YEAR));
    if ((from ?? '') > (to ?? ''))
      report('PACK.WINDOW_BACKWARDS', place, 'Kỳ đánh giá kết thúc trước khi bắt đầu.');
  };
  check(everybody, 'assessmentWindow');
  for (const [kind, window] of Object.entries(byKind)) check(window, `assessmentWindow.byKind.${kind}`);
};
