/** Last days of the units' papers in 2026, by level, as the documents and the pack's assumed days put them (YYYY-MM-DD). */
export const LAST_DAYS_2026: readonly (readonly [stage: string, level: 'tinh' | 'xa', day: string])[] = [
  ['q1Plan', 'tinh', '2026-03-31'],
  ['q1Plan', 'xa', '2026-03-31'],
  ['registration', 'tinh', '2026-03-31'],
  ['registration', 'xa', '2026-03-31'],
  ['festival', 'tinh', '2026-08-31'],
  ['festival', 'xa', '2026-08-31'],
  ['selfScoring', 'tinh', '2026-10-27'],
  ['selfScoring', 'xa', '2026-10-27'],
  ['unitReport', 'tinh', '2026-11-04'],
  ['unitReport', 'xa', '2026-10-30'],
  ['dossier', 'tinh', '2026-11-18'],
  ['dossier', 'xa', '2026-11-18'],
];

/** What no document orders to be sent is only asked for: nobody is late with it, or reminded of its day that has passed. */
export const ASKED_2026: readonly string[] = ['q1Plan', 'festival'];

// Late by one and by seven days it is told, then every thirty days, on the working day that follows. Before a cut-off it is told seven
// and one working days ahead (those of 14/11 and 15/11, a Saturday and a Sunday, on 05/11 and 13/11, with that of 18/11 in the
// same mail), and on the working day after it.
const FIRST_QUARTER = '01-05 02-27 03-17 03-24 03-27 03-30 03-31';
const REGISTRATION = `${FIRST_QUARTER}
  04-01 04-07 05-07 06-08 07-06 08-05 09-04 10-05 11-03 11-05 11-13 11-16`;
const FESTIVAL = '07-01 07-31 08-17 08-24 08-28';
const SELF_SCORING = '10-01 10-13 10-20 10-23 10-26 10-27 10-28 11-03 11-05 11-13 11-19';
const REPORT_TO_PROVINCE = '10-15 10-21 10-28 10-30 11-03 11-04 11-05 11-11 11-13 11-16';
const REPORT_TO_COMMUNE = '10-15 10-16 10-23 10-27 10-29 10-30 11-02 11-05 11-06 11-13 11-16';
const DOSSIER = '11-16 11-17 11-18 11-19 11-23';

/**
 * The days on which a unit that has not done a step is reminded of it in 2026, written by hand from the calendar and the
 * ladder; the reasoning stands in `test/e2e/reminders.e2e.spec.ts`.
 */
export const MARKS_2026: readonly (readonly [stage: string, level: 'tinh' | 'xa', day: string])[] = [
  ...marks('q1Plan', FIRST_QUARTER),
  ...marks('registration', REGISTRATION),
  ...marks('festival', FESTIVAL),
  ...marks('selfScoring', SELF_SCORING),
  ...marks('unitReport', REPORT_TO_PROVINCE, ['tinh']),
  ...marks('unitReport', REPORT_TO_COMMUNE, ['xa']),
  ...marks('dossier', DOSSIER),
];

function marks(
  stage: string,
  days: string,
  levels: readonly ('tinh' | 'xa')[] = ['tinh', 'xa'],
): (readonly [string, 'tinh' | 'xa', string])[] {
  return levels.flatMap((level) =>
    days
      .trim()
      .split(/\s+/)
      .map((day) => [stage, level, `2026-${day}`] as const),
  );
}
