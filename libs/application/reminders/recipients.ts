import type { ResolvedStage } from '#libs/policy';
import type { Recipient, Rung } from '#libs/reminders';
import type { Desk } from './desk.js';
import type { AddressedYear } from './reminders.port.js';

/** Whom of a unit a mail goes to; `office` where an office acts. */
export type ToldAs = Recipient['key'] | 'office';

/** One mailbox that is told of one thing; without an address where nobody has one. */
export interface Told {
  readonly as: ToldAs;
  readonly address?: string;
}

/** Whether a step is a paper of a unit's own: its people are told of it, of everything else an office is. */
export const isOfUnit = (stage: ResolvedStage, { bodyKey }: AddressedYear): boolean =>
  stage.act === 'submit' && bodyKey === undefined;

/**
 * Who is told of a stage by a rung, each mailbox once, whoever of the unit it belongs to: the first of the pack's order
 * counts. There is always one, without an address where nobody can be written to.
 *
 * @param dead addresses whose last mail failed for good
 */
export function toldBy(
  { to }: Pick<Rung, 'to'>,
  stage: ResolvedStage,
  subject: AddressedYear,
  desk: Pick<Desk, 'actor'>,
  dead: ReadonlySet<string>,
): readonly Told[] {
  if (!isOfUnit(stage, subject)) return [{ as: 'office', address: desk.actor(stage, subject)?.address }];
  const { contacts = {} } = subject;
  const isUnreached = contacts.officer === undefined || dead.has(contacts.officer);
  const told = new Map<string, Told>();
  for (const { key, only } of to) {
    const address = contacts[key];
    if (address === undefined || told.has(address)) continue;
    if (only === 'noOfficer' && contacts.officer !== undefined) continue;
    if (only === 'unreached' && !isUnreached) continue;
    told.set(address, { as: key, address });
  }
  return told.size === 0 ? [{ as: 'officer' }] : [...told.values()];
}

/** Whether an address of a unit is its head's alone, so that a mail to it is one to the head. */
export function isHeadAt({ contacts = {} }: AddressedYear, address: string): boolean {
  const { head, officer, mailbox, second } = contacts;
  return head === address && ![officer, mailbox, second].includes(address);
}
