import type { AddressedYear } from '../reminders/reminders.port.js';
import type { Stores } from '../transaction/records.port.js';
import type { ActForMany } from './unit-plan.js';

/** To which addresses mails go about one unit; where one does not, why (Vietnamese). */
export interface MailForecast {
  readonly to: readonly string[];
  readonly noMail?: string;
}

/**
 * Tells for each unit which mails the act brings, as its letters are written: who is restarted is told so at the unit's
 * own address and at its head's; of an extension hear those who had been reminded of an earlier day.
 */
export async function mailsOf(
  records: Stores<'reminders'>,
  cycleId: string,
  act: ActForMany,
  units: readonly AddressedYear[],
): Promise<(unit: AddressedYear) => MailForecast> {
  if (act.kind === 'restart') {
    return ({ address, headAddress }) => {
      const to = [...new Set([address, headAddress].filter((each) => each !== undefined))];
      return to.length > 0 ? { to } : { to, noMail: 'không có địa chỉ thư' };
    };
  }
  const ids = units.map(({ unitId }) => unitId);
  const told = await records.reminders.toldSubjects(cycleId, ids, act.stage);
  return ({ unitId }) => {
    const to = told
      .filter((each) => each.unitId === unitId && each.dueDay < act.until)
      .map(({ recipient }) => recipient);
    return to.length > 0 ? { to } : { to, noMail: 'chưa ai được nhắc ngày sớm hơn' };
  };
}
