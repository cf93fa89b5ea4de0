import { instantAt } from '#libs/reminders';
import { cycleParams } from '../mail/letters.js';
import type { MailValue } from '../mail/outbox.port.js';
import type { Stores } from '../transaction/records.port.js';
import { type Overseer, overseerOffices } from './overseers.js';
import type { DeadMailbox } from './oversight.port.js';
import type { OversightScene } from './oversight-scene.js';
import { type DrawnMail, queue } from './queue.js';
import { relayAnswerOf } from './relay-answer.js';

/** Of more addresses than this a mail tells how many there are. */
const MOST_SHOWN = 40;

/**
 * One list of the addresses that take no mail to each office that can mend them, where one of them was not told yet. An address
 * that nobody can be told of is noted in the audit.
 */
export async function tellDeadMailboxes(
  records: Stores<'audit' | 'messages' | 'oversight' | 'units'>,
  scene: OversightScene,
): Promise<void> {
  const { cycle } = scene.basis;
  await records.oversight.forgetMended(cycle.id);
  const before = instantAt(scene.today, scene.rules.sendAt);
  const dead = (await records.oversight.dead(cycle.id)).filter(({ since }) => since < before);
  if (dead.every(({ told }) => told)) return;
  const keeperOf = await keepers(records, scene);
  const lists = new Map<string, { readonly office: Overseer['office']; readonly mailboxes: DeadMailbox[] }>();
  const untold: DeadMailbox[] = [];
  for (const mailbox of dead) {
    const office = keeperOf(mailbox);
    if (office === undefined) {
      if (!mailbox.told) untold.push(mailbox);
      continue;
    }
    const list = lists.get(office.code) ?? { office, mailboxes: [] };
    list.mailboxes.push(mailbox);
    lists.set(office.code, list);
  }
  const due = [...lists.values()].filter(({ mailboxes }) => mailboxes.some(({ told }) => !told));
  await queue(
    records,
    scene,
    'deadMailboxes',
    due.map(({ office, mailboxes }) => drawn(scene, office, mailboxes)),
  );
  if (untold.length > 0) await noteUntold(records, scene, untold);
  const told = [...due.flatMap(({ mailboxes }) => mailboxes), ...untold].map(({ address }) => address);
  await records.oversight.markDeadTold(cycle.id, told, scene.today);
}

/** The office that keeps an address: of its level and area; where that cannot be written to, and of an office, the province's. */
async function keepers(
  records: Stores<'units'>,
  scene: OversightScene,
): Promise<(mailbox: DeadMailbox) => Overseer['office'] | undefined> {
  const { to } = scene.rules.deadMailboxes;
  const offices = await overseerOffices(
    records,
    scene,
    Object.values(to).flatMap((key) => key ?? []),
  );
  const at = (key: string | undefined, areaCode: string | undefined) =>
    offices.find(({ body, office }) => body === key && office.areaCode === areaCode)?.office;
  const ofProvince = at(to['tinh'], scene.basis.cycle.provinceCode);
  return ({ address, managedBy, communeCode, districtCode }) => {
    const own =
      managedBy === undefined || managedBy === 'tinh'
        ? undefined
        : at(to[managedBy], managedBy === 'xa' ? communeCode : districtCode);
    return [own, ofProvince].find((office) => office !== undefined && office.email !== address);
  };
}

function drawn(
  { basis: { cycle, book }, now }: OversightScene,
  office: Overseer['office'],
  mailboxes: readonly DeadMailbox[],
): DrawnMail {
  // What is new first, so that it is never beyond what is shown.
  const sorted = [...mailboxes.filter(({ told }) => !told), ...mailboxes.filter(({ told }) => told)];
  const more = sorted.length - MOST_SHOWN;
  return {
    office,
    template: 'dead-mailboxes',
    params: {
      ...cycleParams(cycle, book.pack),
      ...{
        addressee: office.name,
        at: now,
        count: String(new Set(sorted.map(({ address }) => address)).size),
      },
      fresh: String(new Set(sorted.filter(({ told }) => !told).map(({ address }) => address)).size),
      mailboxes: sorted.slice(0, MOST_SHOWN).map(mailboxParams),
      more: more > 0 ? String(more) : '',
    },
    told: sorted.map(({ address }) => address),
  };
}

function mailboxParams({
  address,
  since,
  answer,
  told,
  ownerId,
  ownerName,
  communeName,
  contact,
}: DeadMailbox): MailValue {
  return {
    ...{ name: ownerName, code: ownerId, place: communeName ?? '', address, since, answer },
    ...{ fresh: told ? '' : 'yes', reason: relayAnswerOf(answer) },
    contact:
      contact === undefined ? '' : { name: contact.name, role: contact.role, phone: contact.phone ?? '' },
  };
}

/** Nobody can be written to about these, so they stand where whoever audits the cycle reads. */
function noteUntold(
  records: Stores<'audit'>,
  { basis: { cycle } }: OversightScene,
  mailboxes: readonly DeadMailbox[],
): Promise<void> {
  return records.audit.append({
    cycleId: cycle.id,
    areaCode: cycle.provinceCode,
    actorId: 'system',
    actorRole: 'system',
    action: 'mail.unreported',
    object: cycle.id,
    detail: {
      messages: mailboxes.map(({ messageId: id, address: recipient, answer }) => ({ id, recipient, answer })),
    },
  });
}
