import type { Cycle } from '../cycles/cycles.port.js';
import { cycleParams, relayOf } from '../mail/letters.js';
import type { NewMessage } from '../mail/outbox.port.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { CarryScene } from './carry-scene.js';
import type { Addressee, Desk } from './desk.js';
import type { AddressedYear, FailedMail } from './reminders.port.js';

type Needs = Stores<'audit' | 'messages' | 'oversight' | 'reminders'>;

const PAGE = 200;
const TEMPLATE = 'undelivered';
/** What a mail is called that failed before it had a subject line. */
const NAMES: Readonly<Record<string, string>> = {
  receipt: 'biên nhận',
  'late-refusal': 'báo thao tác không thực hiện được',
  returned: 'trả lại để sửa',
  restarted: 'mở lại các bước',
  decision: 'kết quả công nhận',
  'not-submitted': 'danh sách đơn vị không nộp',
  reminders: 'thư nhắc',
  correction: 'báo đổi hạn',
  undelivered: 'báo thư không gửi được',
};
/** Marks of a subject line that say nothing about what the mail was for. */
const SUBJECT_MARKS = /^(\[[^\]]*\]\s*)+/u;

/**
 * Reports each mail that failed once, to whoever supervises its subjects; what cannot be reported is noted in the audit. Under a
 * pack that tells overseers by lists the address is noted for the list of the next working day, while the year is open.
 *
 * @param onPage told how many reports a page has queued
 */
export async function escalate(
  unitOfWork: UnitOfWork<Needs>,
  scene: CarryScene,
  onPage: (messages: number) => void,
): Promise<void> {
  for (;;) {
    const messages = await unitOfWork.inTransaction((records) => escalatePage(records, scene));
    if (messages === undefined) return;
    onPage(messages);
  }
}

async function escalatePage(records: Needs, scene: CarryScene): Promise<number | undefined> {
  const { basis, desk } = scene;
  const { cycle } = basis;
  const failed = await records.reminders.lockFailed(cycle.id, PAGE);
  if (failed.length === 0) return undefined;
  const { oversight } = basis.book.pack;
  if (oversight !== undefined && cycle.state === 'open') {
    const since = scene.now;
    await records.oversight.addDead(
      cycle.id,
      failed.map(({ id, recipient, answer }) => ({ address: recipient, since, messageId: id, answer })),
    );
    await records.reminders.markEscalated(failed.map(({ id }) => id));
    return 0;
  }
  const about = ({ unitId, subjects }: FailedMail) => (unitId === undefined ? subjects : [unitId]);
  const years = await records.reminders.subjects(cycle.id, [...new Set(failed.flatMap(about))]);
  const byId = new Map(years.map((year) => [year.unitId, year]));
  const reports = new Map<string, { to: Addressee; mails: FailedMail[] }>();
  const unreported: FailedMail[] = [];
  for (const mail of failed) {
    const subjects = about(mail).flatMap((id) => byId.get(id) ?? []);
    const to = reportedTo(desk, mail, subjects);
    if (to?.address === undefined) {
      unreported.push(mail);
      continue;
    }
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
        ...cycleParams(cycle, basis.book.pack),
        addressee: to.name,
        count: String(mails.length),
        lines: mails.map((mail) => lineOf(mail, byId.get(mail.unitId ?? ''))).join('\n'),
      },
    }),
  );
  await records.messages.enqueueAll(messages);
  await records.reminders.markEscalated(failed.map(({ id }) => id));
  if (unreported.length > 0) await noteUnreported(records, cycle, unreported);
  return messages.length;
}

/**
 * Whoever supervises all that the mail was about, else the province's; undefined where nobody is left who has an address
 * that is not the failing one. A report that failed goes one level up, and there it ends.
 */
function reportedTo(desk: Desk, mail: FailedMail, subjects: readonly AddressedYear[]): Addressee | undefined {
  const supervisors = subjects.map((subject) => desk.supervisor(subject));
  const isOne = new Set(supervisors.map((each) => each?.address)).size === 1;
  return [isOne ? supervisors[0] : undefined, desk.supervisor(undefined)].find(
    (each) => each?.address !== undefined && each.address !== mail.recipient,
  );
}

/** Nobody can be written to about these, so they stand where whoever audits the cycle reads. */
function noteUnreported(records: Needs, cycle: Cycle, mails: readonly FailedMail[]): Promise<void> {
  return records.audit.append({
    cycleId: cycle.id,
    areaCode: cycle.provinceCode,
    actorId: 'system',
    actorRole: 'system',
    action: 'mail.unreported',
    object: cycle.id,
    detail: {
      messages: mails.map(({ id, template, recipient, answer }) => ({ id, template, recipient, answer })),
    },
  });
}

function lineOf(mail: FailedMail, subject: AddressedYear | undefined): string {
  const whose =
    subject === undefined ? (mail.addressee ?? 'Nơi nhận') : `${subject.unitName} (mã ${subject.unitId})`;
  const about = mail.subject?.replace(SUBJECT_MARKS, '') ?? NAMES[mail.template] ?? 'thư';
  return `- ${whose}, địa chỉ ${mail.recipient}: ${about}\n  Lý do: ${mail.answer}`;
}
