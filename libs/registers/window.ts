import { CalendarError, dateOf, partsOf, startOfDay } from '#libs/calendar';
import type { PackRegister, ResolvedStage } from '#libs/policy';
import type { Refusal, Window } from './registers.types.js';

/** The window of a cycle year. Throws the calendar's errors where a year has no such window. */
export type WindowOf = (year: number) => Window;

/** Days of an entry of a year, and when it is handed in; all by the cycle's own clock. */
export interface Intake {
  readonly year: number;
  readonly effectiveOn: string;
  /** ISO 8601. */
  readonly now: string;
  /** Day on which a paper entered on behalf arrived, not after today. */
  readonly arrivedOn?: string;
  /** Last day until which an administrator has reopened the register. */
  readonly reopenedUntil?: string;
}

const within = (day: string, { from, to }: Window): boolean => day >= from && day <= to;

/** The cycle year in whose window a day lies; undefined where it lies between two windows. */
export function yearOfDay(windowOf: WindowOf, day: string): number | undefined {
  const { year } = partsOf(day);
  // A day of a pack lies in its cycle's year or in one beside it.
  return [year - 1, year, year + 1].find((candidate) => {
    try {
      return within(day, windowOf(candidate));
    } catch (error) {
      // A one-off or leap-day window does not exist in every year.
      if (error instanceof CalendarError) return false;
      throw error;
    }
  });
}

/** The record stage whose opening and cut-off hold for a register in this year. */
export const intakeStage = (
  register: PackRegister,
  stages: readonly ResolvedStage[],
): ResolvedStage | undefined =>
  register.stages.flatMap((key) => stages.filter((stage) => stage.key === key)).at(0);

/**
 * Whether an entry with this day is taken now. The day lies in the assessment window of the cycle's year and not ahead
 * of today; the register is open from its stage's opening, which is before the year's own stages open, to its cut-off,
 * by which a paper entered on behalf is judged as it arrived; after it only where an administrator has reopened it.
 */
export function judgeIntake(
  windowOf: WindowOf,
  stage: ResolvedStage | undefined,
  { year, effectiveOn, now, arrivedOn, reopenedUntil }: Intake,
): Refusal | undefined {
  const today = dateOf(now);
  const window = windowOf(year);
  if (stage !== undefined && now < stage.opensAt)
    return { code: 'REGISTER.NOT_OPEN', params: { opens: stage.opensDay } };
  if (!within(effectiveOn, window)) {
    const belongs = yearOfDay(windowOf, effectiveOn);
    return {
      code: 'REGISTER.DAY_OUTSIDE',
      params: {
        day: effectiveOn,
        year: String(year),
        ...window,
        ...(belongs === undefined ? {} : { belongs: String(belongs) }),
      },
    };
  }
  if (effectiveOn > today) return { code: 'REGISTER.DAY_AHEAD', params: { day: effectiveOn, today } };
  if (arrivedOn !== undefined && arrivedOn < effectiveOn)
    return { code: 'REGISTER.ARRIVED_BEFORE', params: { day: effectiveOn, arrived: arrivedOn } };
  const reached = arrivedOn === undefined ? now : startOfDay(arrivedOn);
  const isClosed = stage?.cutOff !== undefined && reached >= stage.cutOff.closedFrom;
  const isReopened = reopenedUntil !== undefined && today <= reopenedUntil;
  if (isClosed && !isReopened) return { code: 'REGISTER.CLOSED', params: { lastDay: stage.cutOff.lastDay } };
  return undefined;
}
