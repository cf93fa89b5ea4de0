import type { IsoDate, WorkingDayTable } from '#libs/calendar';
import { workingDaysBefore } from '#libs/calendar';
import type { Recipient, ReminderRules } from './reminders.types.js';

interface PlacedRung {
  readonly key: string;
  readonly kind: 'opens' | 'before' | 'after' | 'closing' | 'closed';
  readonly sendDay: IsoDate;
}

/** Where in the ladder a rung stands, as a pack names it for its recipients. */
const placeOf = ({ key, kind }: PlacedRung) => (key === 'last-day' ? 'lastDay' : kind);

/**
 * Whom of a unit the rungs of one mail go to, in the order of the pack: those told of every rung, those told from so many
 * working days before the last day on, and at a cut-off those whom the pack names for it.
 *
 * @param rungs the rungs that the mail stands for, as they are placed
 */
export const toldAt = (
  rungs: readonly PlacedRung[],
  lastDay: IsoDate,
  { recipients, closing }: ReminderRules,
  table: WorkingDayTable,
): readonly Recipient[] => {
  const isOfCutOff = rungs.some(({ kind }) => kind === 'closing' || kind === 'closed');
  return recipients
    .filter(({ key, fromWorkingDays: days, at }) => {
      if (at !== undefined && !rungs.some((rung) => at.some((each) => each === placeOf(rung)))) return false;
      if (days === undefined || (isOfCutOff && closing?.to.includes(key) === true)) return true;
      const from = workingDaysBefore(lastDay, days, table);
      return rungs.some(({ sendDay }) => sendDay >= from);
    })
    .map(({ key, only }) => ({ key, ...(only !== undefined && { only }) }));
};

/** Those of a rung's recipients whom it goes to in any case, whoever else cannot be reached. */
export const alwaysTold = (to: readonly Recipient[]): readonly Recipient['key'][] =>
  to.filter(({ only }) => only === undefined).map(({ key }) => key);
