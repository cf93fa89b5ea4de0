import type { BatchAct } from '#libs/contracts/http';
import type { AddressedYear } from '../reminders/reminders.port.js';
import type { Stores } from '../transaction/records.port.js';

/** How many mails go out about one unit; where none does, why (Vietnamese). */
export interface MailForecast {
  readonly mails: number;
  readonly noMail?: string;
}

/**
 * Tells for each unit which mails the act brings, as its letters are written: who is restarted is told so at the unit's
 * own address; of an extension hear those who had been reminded of an earlier day.
 */
export async function mailsOf(
  records: Stores<'reminders'>,
  cycleId: string,
  act: BatchAct,
  units: readonly AddressedYear[],
): Promise<(unit: AddressedYear) => MailForecast> {
  if (act.kind === 'restart') {
    return ({ address }) =>
      address === undefined ? { mails: 0, noMail: 'không có địa chỉ thư' } : { mails: 1 };
  }
  const ids = units.map(({ unitId }) => unitId);
  const told = await records.reminders.toldSubjects(cycleId, ids, act.stage);
  return ({ unitId }) => {
    const mails = told.filter((each) => each.unitId === unitId && each.dueDay < act.until).length;
    return mails > 0 ? { mails } : { mails, noMail: 'chưa ai được nhắc ngày sớm hơn' };
  };
}
