import { daysBetween } from '#libs/calendar';
import type { PolicyPack, ResolvedStage } from '#libs/policy';
import type { Rung } from '#libs/reminders';

/**
 * Whether a rung is told to whoever supervises too: lateness that no cut-off ever ends is reported instead. Under a pack that tells
 * overseers by lists of their own none is.
 */
export function isForOverseer(
  { overdue, nominalDay }: Rung,
  stage: ResolvedStage,
  lastDay: string,
  { reminders: { escalateAfterDays }, oversight }: Pick<PolicyPack, 'oversight' | 'reminders'>,
): boolean {
  if (oversight !== undefined) return false;
  return overdue && stage.cutOff === undefined && daysBetween(lastDay, nominalDay) >= escalateAfterDays;
}
