import { dateOf } from '#libs/calendar';
import { DomainError } from '#libs/contracts';
import { quietUntil } from '#libs/reminders';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import { relayOf } from '../mail/letters.js';
import type { NewMessage } from '../mail/outbox.port.js';
import type { FaultPoints } from '../transaction/fault-points.port.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { Office } from '../units/units.port.js';
import type { CarryScene } from './carry-scene.js';
import { correct } from './corrections.js';
import { digestParams } from './digest.js';
import type { DigestItem } from './digest.types.js';
import { escalate } from './escalation.js';
import { openScene } from './open-scene.js';
import { owedBeside } from './owed.js';
import { isHeadAt, isOfUnit } from './recipients.js';
import type { AddressedYear, Reminder } from './reminders.port.js';
import { type NotSent, type Verdict, verdictOf } from './verdict.js';

type Needs = Stores<
  'audit' | 'cycles' | 'messages' | 'migrations' | 'now' | 'oversight' | 'reminders' | 'units' | 'workingDays'
>;

const RECIPIENTS = 200;
const OUTDATED = 'có thư nhắc mới hơn';

export interface CarryProgress {
  /** Reminders that went into a mail. */
  readonly carried: number;
  /** Mails queued: digests, corrections and reports of what was not delivered. */
  readonly messages: number;
}

/**
 * Makes mails of what is planned, one for each address and day, and looks once more before: what was done or moved
 * meanwhile, or is not true any more, is not sent. In the quiet hours what is planned waits. Those told a day that was moved are told the new one, and mails that failed are reported to
 * whoever supervises. Each page is one transaction, so a run that broke off is simply done again.
 */
export class CarryReminders {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly rules: CycleRules,
    private readonly faultPoints: FaultPoints,
  ) {}

  /**
   * @param onPage told after each page
   * @throws DomainError CYCLE.UNKNOWN
   */
  async execute(
    cycleId: string,
    onPage: (progress: CarryProgress) => void = () => undefined,
  ): Promise<CarryProgress> {
    const scene = await this.look(cycleId);
    let progress: CarryProgress = { carried: 0, messages: 0 };
    const add = (page: CarryProgress) => {
      progress = { carried: progress.carried + page.carried, messages: progress.messages + page.messages };
      onPage(progress);
    };
    await correct(this.unitOfWork, scene, (messages) => add({ carried: 0, messages }));
    let afterRecipient = '';
    while (!isQuiet(scene)) {
      const page = await this.unitOfWork.inTransaction((records) =>
        carryPage(records, scene, afterRecipient),
      );
      if (page === undefined) break;
      this.faultPoints.hit('afterCarryPage');
      afterRecipient = page.last;
      add(page);
    }
    await escalate(this.unitOfWork, scene, (messages) => add({ carried: 0, messages }));
    return progress;
  }

  private look(cycleId: string): Promise<CarryScene> {
    return this.unitOfWork.inTransaction(async (records) => {
      const cycle = await records.cycles.find(cycleId);
      if (cycle === undefined) throw new DomainError('CYCLE.UNKNOWN', { cycle: cycleId });
      return openScene(records, this.rules, cycle);
    });
  }
}

/** A closed cycle sends nothing: what is left of it is only written off. */
function isQuiet({ basis: { cycle, book }, now }: CarryScene): boolean {
  return cycle.state === 'open' && quietUntil(now, book.pack.reminders) !== undefined;
}

/** A reminder, planned or in a mail that nobody has begun to send, and what has become of it. */
interface Judged {
  readonly reminder: Reminder;
  readonly verdict: Verdict;
}

interface Digest {
  readonly recipient: string;
  readonly reminders: Reminder[];
  readonly items: DigestItem[];
}

async function carryPage(
  records: Needs,
  scene: CarryScene,
  afterRecipient: string,
): Promise<(CarryProgress & { readonly last: string }) | undefined> {
  const { cycle } = scene.basis;
  const recipients = await records.reminders.recipients(cycle.id, afterRecipient, RECIPIENTS);
  const last = recipients.at(-1);
  if (last === undefined) return undefined;
  const { judged, years } = await judgeAll(records, scene, recipients);
  for (const { verdict, ids } of settledOf(judged)) {
    await records.reminders.settle(ids, verdict.state, verdict.reason);
  }
  const outdated = judged.flatMap(({ reminder }) => reminder.messageId ?? []);
  await records.messages.cancel([...new Set(outdated)], OUTDATED);
  const today = dateOf(scene.now);
  const digests = digestsOf(judged, cycle.id, today);
  const free = await freeKeys(records, [...digests.keys()]);
  const own = await ownSubjects(records, scene, years, [...digests.values()]);
  const messages = [...digests].map(
    ([key, { recipient, items }]): NewMessage => ({
      key: free.get(key) ?? key,
      relay: relayOf(cycle),
      cycleId: cycle.id,
      unitId: ownSubject(items),
      template: 'reminders',
      params: digestParams(
        scene.basis,
        {
          items,
          others: owedBeside(scene, own.get(recipient) ?? [], items, recipient),
          office: answering(scene, items, recipient),
          toHead: items.every(
            ({ stage, subject }) => isOfUnit(stage, subject) && isHeadAt(subject, recipient),
          ),
        },
        today,
      ),
      recipient,
    }),
  );
  const queued = await records.messages.enqueueAll(messages);
  const pairs = [...digests].flatMap(([key, { reminders }]) => {
    const messageId = queued.get(free.get(key) ?? key);
    if (messageId === undefined) throw new Error(`message ${key} was queued and is gone`);
    return reminders.map(({ id }) => ({ reminderId: id, messageId }));
  });
  await records.reminders.carried(pairs, today);
  return { last, carried: pairs.length, messages: messages.length };
}

/**
 * Judges what is planned. Where that makes a mail, an older one to the same address that nobody has begun to send is
 * replaced by it: what is still true of the older goes into the newer, so that a relay that was away for days sends one.
 */
async function judgeAll(
  records: Needs,
  scene: CarryScene,
  recipients: readonly string[],
): Promise<{ readonly judged: readonly Judged[]; readonly years: readonly AddressedYear[] }> {
  const { id: cycleId } = scene.basis.cycle;
  const planned = await records.reminders.lockPlanned(cycleId, recipients);
  const queued = await records.reminders.lockQueued(cycleId, recipients);
  const unitIds = new Set([...planned, ...queued].map(({ unitId }) => unitId));
  // A grace that is given meanwhile waits for this page, and then finds what was told.
  const years = await records.reminders.holdSubjects(cycleId, [...unitIds]);
  const byId = new Map(years.map((year) => [year.unitId, year]));
  const judge = (reminder: Reminder): Judged => ({
    reminder,
    verdict: verdictOf(scene, reminder, byId.get(reminder.unitId)),
  });
  const fresh = planned.map(judge);
  const renewed = new Set(
    fresh.filter(({ verdict }) => verdict.state === 'carried').map(({ reminder }) => reminder.recipient),
  );
  const renewing = queued.filter(({ recipient }) => renewed.has(recipient)).map(judge);
  return { judged: newestOnly([...fresh, ...renewing]), years };
}

/** Every address at which a subject's own mail arrives, each once. */
function addressesOf({ address, contacts = {} }: AddressedYear): readonly string[] {
  const all = [address, contacts.officer, contacts.mailbox, contacts.second, contacts.head];
  return [...new Set(all.flatMap((each) => each ?? []))];
}

/** By address: the subjects whose own mail it takes, among them the offices that are reminded of units and owe papers themselves. */
async function ownSubjects(
  records: Needs,
  { basis, desk }: CarryScene,
  years: readonly AddressedYear[],
  digests: readonly Digest[],
): Promise<ReadonlyMap<string, readonly AddressedYear[]>> {
  const read = new Set(years.map(({ unitId }) => unitId));
  const codes = digests
    .flatMap(({ recipient }) => desk.officesWith(recipient))
    .filter((code) => !read.has(code));
  const offices = codes.length === 0 ? [] : await records.reminders.subjects(basis.cycle.id, codes);
  const own = new Map<string, AddressedYear[]>();
  for (const year of [...years, ...offices]) {
    if (year.standing === 'outside') continue;
    for (const address of addressesOf(year)) own.set(address, [...(own.get(address) ?? []), year]);
  }
  return own;
}

/** The office that a mail names and that answers it: the one that guides all of its subjects, else the province's. */
function answering(
  { desk }: CarryScene,
  items: readonly DigestItem[],
  recipient: string,
): Office | undefined {
  const guides = new Map(items.map(({ subject }) => desk.guide(subject)).map((each) => [each?.code, each]));
  const [only] = guides.size === 1 ? guides.values() : [];
  return [only, desk.ofProvince()].find((office) => office !== undefined && office.email !== recipient);
}

/** Of several that would speak of one thing to one address, the newest. */
function newestOnly(judged: readonly Judged[]): readonly Judged[] {
  const keyOf = ({ unitId, stage, recipient }: Reminder) => `${unitId}/${stage}/${recipient}`;
  const newest = new Map<string, Reminder>();
  for (const { reminder, verdict } of judged) {
    const known = newest.get(keyOf(reminder));
    if (verdict.state === 'carried' && (known === undefined || known.dueAt < reminder.dueAt)) {
      newest.set(keyOf(reminder), reminder);
    }
  }
  return judged.map(({ reminder, verdict }) => {
    if (verdict.state !== 'carried' || newest.get(keyOf(reminder)) === reminder) return { reminder, verdict };
    const reason = reminder.messageId === undefined ? 'có mốc nhắc mới hơn' : OUTDATED;
    return { reminder, verdict: { state: 'superseded', reason } };
  });
}

function settledOf(judged: readonly Judged[]): readonly { verdict: NotSent; ids: readonly string[] }[] {
  const settled = new Map<string, { verdict: NotSent; ids: string[] }>();
  for (const { reminder, verdict } of judged) {
    if (verdict.state === 'carried') continue;
    const key = `${verdict.state}/${verdict.reason}`;
    const same = settled.get(key) ?? { verdict, ids: [] };
    same.ids.push(reminder.id);
    settled.set(key, same);
  }
  return [...settled.values()];
}

/** By the key of the mail: one for each address and day. */
function digestsOf(judged: readonly Judged[], cycleId: string, today: string): ReadonlyMap<string, Digest> {
  const digests = new Map<string, Digest>();
  for (const { reminder, verdict } of judged) {
    if (verdict.state !== 'carried') continue;
    const key = `digest/${cycleId}/${today}/${reminder.recipient}`;
    const { recipient } = reminder;
    const digest = digests.get(key) ?? { recipient, reminders: [], items: [] };
    digest.reminders.push(reminder);
    digest.items.push(verdict.item);
    digests.set(key, digest);
  }
  return digests;
}

/** A mail of that day to that address may be on its way already; what comes later goes into one of its own. */
async function freeKeys(records: Needs, keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const free = new Map<string, string>();
  let sought = keys;
  for (let count = 1; sought.length > 0; count += 1) {
    const numbered = (key: string) => (count === 1 ? key : `${key}/${count}`);
    const taken = await records.messages.taken(sought.map(numbered));
    for (const key of sought) if (!taken.has(numbered(key))) free.set(key, numbered(key));
    sought = sought.filter((key) => !free.has(key));
  }
  return free;
}

/** Whose own mail it is: only a subject's own papers are listed with it. */
function ownSubject(items: readonly DigestItem[]): string | undefined {
  const own = new Set(
    items.filter(({ stage }) => stage.act === 'submit').map(({ subject }) => subject.unitId),
  );
  return own.size === 1 ? [...own][0] : undefined;
}
