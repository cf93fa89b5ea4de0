import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { WorkingDayTable } from '#libs/calendar';
import { HolidayRow } from '../rows/account.rows.js';

/** Saturday and Sunday: offices work five days a week (Quyết định 188/1999/QĐ-TTg). */
const WEEKEND = [6, 7];

/** The table of days off as it stands; its version is a digest of the days. */
export async function workingDaysOf(manager: EntityManager): Promise<WorkingDayTable> {
  const rows = await manager.find(HolidayRow, { order: { day: 'ASC' } });
  const daysOf = (kind: HolidayRow['kind']) =>
    rows.filter((row) => row.kind === kind).map(({ day, name }) => ({ date: day, name }));
  const digest = createHash('sha256').update(rows.map(({ day, kind }) => `${day} ${kind}`).join('\n'));
  return {
    version: digest.digest('hex').slice(0, 12),
    weekend: WEEKEND,
    holidays: daysOf('off'),
    workingSwaps: daysOf('working'),
  };
}
