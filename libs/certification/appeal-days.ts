import { addDays, nextWorkingDay, type WorkingDayTable } from '#libs/calendar';
import type { PackAppeal } from '#libs/policy';

/**
 * Last day of a period of days: the first day is not counted, and a period that ends on a day off ends on the next
 * working day where the pack says so (Bộ luật Dân sự 2015, Điều 147–148).
 */
const endOfPeriod = (terms: PackAppeal, from: string, days: number, table: WorkingDayTable): string => {
  const end = addDays(from, days);
  return terms.periodEnd === 'nextWorkingDay' ? nextWorkingDay(end, table).date : end;
};

/** Last day on which a unit may complain of a decision it learnt of on `knownOn` (YYYY-MM-DD). */
export const appealUntil = (terms: PackAppeal, knownOn: string, table: WorkingDayTable): string =>
  endOfPeriod(terms, knownOn, terms.withinDays, table);

/** Last days to answer a complaint taken in on `receivedOn`: the ordinary one, and that of a complicated matter. */
export function answerDays(
  terms: PackAppeal,
  instance: 1 | 2,
  receivedOn: string,
  table: WorkingDayTable,
): { readonly answerBy: string; readonly complexAnswerBy: string } {
  const { ordinary, complex } = instance === 1 ? terms.firstAnswerDays : terms.secondAnswerDays;
  return {
    answerBy: endOfPeriod(terms, receivedOn, ordinary, table),
    complexAnswerBy: endOfPeriod(terms, receivedOn, complex, table),
  };
}
