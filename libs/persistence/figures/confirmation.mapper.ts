import type { Confirmation } from '#libs/application';
import type { CycleConfirmationRow } from './confirmation.rows.js';

export function toConfirmation(row: CycleConfirmationRow): Confirmation {
  const { figure, number, date, version, confirmedByName } = row;
  return { figure, number, date, version, by: confirmedByName, effectiveAt: row.confirmedAt.toISOString() };
}
