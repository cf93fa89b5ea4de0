/**
 * SQL: a line `s` of `unit_stage` that can no longer be handed in on a day, in a closed year too: what the rule of
 * standing calls `notSubmitted`.
 *
 * @param today parameter with the day
 */
export const pastHandingIn = (today: string): string =>
  `s.status IN ('awaiting', 'returned') AND s.counted <> 'received' AND s.cut_off IS NOT NULL AND greatest(s.cut_off, s.due_day) < ${today}::date`;

/** SQL: a line `s` that the higher level judged from its own records. */
export const FROM_OWN_RECORDS = `s.basis = 'ownRecords'`;

/** SQL: the year `y` has a line `s` of which this is true. */
export const hasLine = (condition: string): string =>
  `EXISTS (SELECT 1 FROM unit_stage s WHERE s.cycle_id = y.cycle_id AND s.unit_id = y.unit_id AND (${condition}))`;
