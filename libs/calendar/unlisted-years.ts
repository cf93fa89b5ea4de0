import type { WorkingDayTable } from './working-days.js';

/** What is wrong with working days of a year whose days off nobody has listed, in one sentence. */
export const noDaysOffWords = (year: number): string =>
  `Chưa có ngày nghỉ nào của năm ${year}, nên lời nhắc và ngày làm việc cuối chỉ tránh thứ Bảy, Chủ nhật. Lập bảng ngày nghỉ của năm, hoặc nhập danh sách.`;

/**
 * A sentence for each year from the one of `from` to the one of `to` of which the table knows no day off; `undefined`
 * where there is none. Worked out without them, reminders may fall on days when nobody reads them.
 *
 * @param from YYYY-MM-DD or an instant
 * @param to as `from`
 */
export function warningsOfYears(
  table: Pick<WorkingDayTable, 'holidays'>,
  from: string,
  to: string,
): string[] | undefined {
  const [first, last] = [Number(from.slice(0, 4)), Number(to.slice(0, 4))];
  const listed = new Set(table.holidays.map(({ date }) => Number(date.slice(0, 4))));
  const years = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
  const missing = years.filter((year) => !listed.has(year)).map(noDaysOffWords);
  return missing.length === 0 ? undefined : missing;
}
