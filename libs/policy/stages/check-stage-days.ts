import { CalendarError, daysBetween, lastDay, resolvePackDay } from '#libs/calendar';
import type { Report } from '../report.js';
import type { PackStage } from './stages.schema.js';

export type StageDayFaultCode = 'PACK.DAY_INVALID' | 'PACK.OPENS_AFTER_DUE' | 'PACK.DUE_AFTER_CUT_OFF';

/** Whether the days of a stage exist and follow each other in each of the years; each fault once. */
export const checkStageDays = (
  stage: PackStage,
  years: readonly number[],
  place: string,
  report: Report<StageDayFaultCode>,
): void => {
  const seen = new Set<string>();
  const once = (code: StageDayFaultCode, path: string, message: string): void => {
    if (!seen.has(`${code} ${path}`)) report(code, path, message);
    seen.add(`${code} ${path}`);
  };
  const day = (text: string, year: number, path: string): string | undefined => {
    try {
      return resolvePackDay(text, year);
    } catch (error) {
      if (!(error instanceof CalendarError)) throw error;
      once('PACK.DAY_INVALID', path, error.message);
      return undefined;
    }
  };
  for (const year of years) {
    const opens = day(stage.opens.day, year, `${place}.opens`);
    const items = stage.itemsFrom && day(stage.itemsFrom.day, year, `${place}.itemsFrom`);
    const closes = stage.cutOff && day(stage.cutOff.day, year, `${place}.cutOff`);
    if (items !== undefined && opens !== undefined && daysBetween(items, opens) < 0) {
      once(
        'PACK.OPENS_AFTER_DUE',
        `${place}.itemsFrom`,
        `Năm ${year}: chuẩn bị từ ${items}, sau ngày mở ${opens}.`,
      );
    }
    if (opens !== undefined && closes !== undefined && daysBetween(opens, closes) < 0) {
      once(
        'PACK.DUE_AFTER_CUT_OFF',
        `${place}.cutOff`,
        `Năm ${year}: mở ngày ${opens}, sau ngày hết thời gian tiếp nhận ${closes}.`,
      );
    }
    for (const due of stage.due) {
      const path = `${place}.due.${due.level}`;
      const named = day(due.day, year, path);
      if (named === undefined) continue;
      const last = lastDay({ operator: due.operator, date: named });
      if (opens !== undefined && daysBetween(opens, last) < 0) {
        once('PACK.OPENS_AFTER_DUE', path, `Năm ${year}: ngày cuối ${last} trước ngày mở ${opens}.`);
      }
      if (closes !== undefined && daysBetween(last, closes) < 0) {
        once(
          'PACK.DUE_AFTER_CUT_OFF',
          path,
          `Năm ${year}: ngày cuối ${last} sau ngày hết thời gian tiếp nhận ${closes}.`,
        );
      }
    }
  }
};
