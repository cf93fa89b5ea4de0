import { cycleParams, relayOf } from '../mail/letters.js';
import type { NewMessage, Records, UnitOfWork } from '../ports/records.port.js';
import type { AddressedYear, FailedMail } from '../ports/reminders.port.js';
import type { CarryScene } from './carry-scene.js';
import type { Addressee } from './desk.js';

const PAGE = 200;
const TEMPLATE = 'undelivered';
/** Marks of a subject line that say nothing about what the mail was for. */
const SUBJECT_MARKS = /^(\[[^\]]*\]\s*)+/u;

/**
 * Reports each mail that failed once, to whoever supervises its unit. A report that fails itself is only noted: a
 * second report would fail the same way.
 *
 * @param onPage told how many reports a page has queued
 */
export async function escalate(
  unitOfWork: UnitOfWork,
  scene: CarryScene,
  onPage: (messages: number) => void,
): Promise<void> {
  for (;;) {
    const messages = await unitOfWork.inTransaction((records) => escalatePage(records, scene));
    if (messages === undefined) return;
    onPage(messages);
  }
}

async function escalatePage(records: Records, { basis, desk }: CarryScene): Promise<number | undefined> {
  const { cycle } = basis;
  const failed = await records.reminders.lockFailed(cycle.id, PAGE);
  if (failed.length === 0) return undefined;
  const unitIds = failed.flatMap(({ unitId }) => unitId ?? []);
  const years = await records.reminders.subjects(cycle.id, [...new Set(unitIds)]);
  const byId = new Map(years.map((year) => [year.unitId, year]));
  const reports = new Map<string, { to: Addressee; mails: FailedMail[] }>();
  for (const mail of failed.filter(({ template }) => template !== TEMPLATE)) {
    const to = desk.supervisor(byId.get(mail.unitId ?? ''));
    if (to?.address === undefined) continue;
    const report = reports.get(to.address) ?? { to, mails: [] };
    report.mails.push(mail);
    reports.set(to.address, report);
  }
  const messages = [...reports].map(
    ([recipient, { to, mails }]): NewMessage => ({
      key: `undelivered/${cycle.id}/${mails[0]?.id ?? ''}`,
      relay: relayOf(cycle),
      cycleId: cycle.id,
      template: TEMPLATE,
      recipient,
      params: {
        ...cycleParams(cycle),
        addressee: to.name,
        count: String(mails.length),
        lines: mails.map((mail) => lineOf(mail, byId.get(mail.unitId ?? ''))).join('\n'),
      },
    }),
  );
  await records.messages.enqueueAll(messages);
  await records.reminders.markEscalated(failed.map(({ id }) => id));
  return messages.length;
}

function lineOf(mail: FailedMail, subject: AddressedYear | undefined): string {
  const whose =
    subject === undefined ? (mail.addressee ?? 'Nơi nhận') : `${subject.unitName} (mã ${subject.unitId})`;
  const about = mail.subject?.replace(SUBJECT_MARKS, '') ?? mail.template;
  return `- ${whose}, địa chỉ ${mail.recipient}: ${about}\n  Lý do: ${mail.answer}`;
}
