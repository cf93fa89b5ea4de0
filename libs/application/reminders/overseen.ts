import { daysBetween } from '#libs/calendar';
import type { ResolvedStage } from '#libs/policy';
import type { ReminderRules, Rung } from '#libs/reminders';

/** Whether a rung is told to whoever supervises too: lateness that no cut-off ever ends is reported instead. */
export function isForOverseer(
  { overdue, nominalDay }: Rung,
  stage: ResolvedStage,
  lastDay: string,
  { escalateAfterDays }: ReminderRules,
): boolean {
  return overdue && stage.cutOff === undefined && daysBetween(lastDay, nominalDay) >= escalateAfterDays;
}
