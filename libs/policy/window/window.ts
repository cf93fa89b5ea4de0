import { addDays, resolvePackDay, startOfDay } from '#libs/calendar';
import type { PolicyPack } from '../pack.schema.js';
import type { Sourced } from '../sources/sources.schema.js';
import type { UnitKind } from '../units/units.schema.js';
import type { AssessmentWindow } from './window.schema.js';

/** A window worked out for one cycle year; both days YYYY-MM-DD and inclusive. */
export interface ResolvedWindow extends Sourced {
  readonly from: string;
  readonly to: string;
}

type Windowed = Pick<PolicyPack, 'assessmentWindow'>;

const resolved = ({ from, to, src, status }: AssessmentWindow, year: number): ResolvedWindow => ({
  from: resolvePackDay(from, year),
  to: resolvePackDay(to, year),
  src,
  status,
});

/**
 * The days whose facts count for a unit of that kind in the cycle year. Under Thông tư 23/2012/TT-BCA a school is judged
 * by its school year, under Thông tư 124/2021/TT-BCA like everybody.
 */
export const assessmentWindowOf = (
  { assessmentWindow }: Windowed,
  kind: UnitKind,
  year: number,
): ResolvedWindow => resolved(assessmentWindow.byKind?.[kind] ?? assessmentWindow, year);

/** First instant after the last assessment window, ISO 8601 UTC: what is counted before it is provisional. */
export const endOfWindow = ({ assessmentWindow }: Windowed, year: number): string => {
  const windows = [assessmentWindow, ...Object.values(assessmentWindow.byKind ?? {})];
  const last =
    windows
      .map((window) => resolvePackDay(window.to, year))
      .sort()
      .at(-1) ?? '';
  return startOfDay(addDays(last, 1));
};
