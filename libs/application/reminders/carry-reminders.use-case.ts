import { DomainError } from '#libs/contracts';
import { hasOutcome, lastDayOf, type StageState } from '#libs/unit-year';
import { relayOf } from '../mail/letters.js';
import type { FaultPoints } from '../ports/fault-points.port.js';
import type { NewMessage, Records, UnitOfWork } from '../ports/records.port.js';
import type { AddressedYear, Reminder, ReminderState } from '../ports/reminders.port.js';
import type { CycleRules } from '../rules/cycle-rules.js';
import type { CarryScene } from './carry-scene.js';
import { correct } from './corrections.js';
import { Desk } from './desk.js';
import { type DigestItem, digestParams } from './digest.js';
import { reminderBasis } from './due-lines.js';
import { escalate } from './escalation.js';
import { obstacleOf } from './obstacle.js';

const RECIPIENTS = 200;

export interface CarryProgress {
  /** Reminders that went into a mail. */
  readonly carried: number;
  /** Mails queued: digests, corrections and reports of what was not delivered. */
  readonly messages: number;
}

type Verdict =
  | { readonly state: Exclude<ReminderState, 'planned' | 'carried'>; readonly reason: string }
  | { readonly state: 'carried'; readonly item: DigestItem };

/**
 * Makes mails of what is planned, one for each address and day, and looks once more before: what was done or moved
 * meanwhile is not sent. Those told a day that was moved are told the new one, and mails that failed are reported to
 * whoever supervises. Each page is one transaction, so a run that broke off is simply done again.
 */
export class CarryReminders {
  constructor(
    private readonly unitOfWork: UnitOfWork,
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
    for (;;) {
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
      const basis = await reminderBasis(records, this.rules, cycle);
      const now = cycle.clockAt ?? (await records.now());
      return { basis, desk: await Desk.open(records, cycle, basis.book), now };
    });
  }
}

async function carryPage(
  records: Records,
  scene: CarryScene,
  afterRecipient: string,
): Promise<(CarryProgress & { readonly last: string }) | undefined> {
  const { cycle } = scene.basis;
  const recipients = await records.reminders.recipients(cycle.id, afterRecipient, RECIPIENTS);
  const last = recipients.at(-1);
  if (last === undefined) return undefined;
  const reminders = await records.reminders.lockPlanned(cycle.id, recipients);
  const years = await records.reminders.subjects(cycle.id, [...new Set(reminders.map((r) => r.unitId))]);
  const byId = new Map(years.map((year) => [year.unitId, year]));
  const newest = newestOfEach(reminders);
  const settled = new Map<string, { verdict: Exclude<Verdict, { state: 'carried' }>; ids: string[] }>();
  const digests = new Map<string, { first: Reminder; reminders: Reminder[]; items: DigestItem[] }>();
  for (const reminder of reminders) {
    const verdict = newest.has(reminder)
      ? judge(scene, reminder, byId.get(reminder.unitId))
      : ({ state: 'superseded', reason: 'có mốc nhắc mới hơn' } as const);
    if (verdict.state === 'carried') {
      const key = `digest/${cycle.id}/${reminder.sendDay}/${reminder.recipient}`;
      const digest = digests.get(key) ?? { first: reminder, reminders: [], items: [] };
      digest.reminders.push(reminder);
      digest.items.push(verdict.item);
      digests.set(key, digest);
    } else {
      const key = `${verdict.state}/${verdict.reason}`;
      const same = settled.get(key) ?? { verdict, ids: [] };
      same.ids.push(reminder.id);
      settled.set(key, same);
    }
  }
  for (const { verdict, ids } of settled.values()) {
    await records.reminders.settle(ids, verdict.state, verdict.reason);
  }
  const free = await freeKeys(records, [...digests.keys()]);
  const messages = [...digests].map(
    ([key, { first, items }]): NewMessage => ({
      key: free.get(key) ?? key,
      relay: relayOf(cycle),
      cycleId: cycle.id,
      unitId: ownSubject(items),
      template: 'reminders',
      params: digestParams(scene.basis, items, first.sendDay),
      recipient: first.recipient,
    }),
  );
  const queued = await records.messages.enqueueAll(messages);
  const pairs = [...digests].flatMap(([key, digest]) => {
    const messageId = queued.get(free.get(key) ?? key);
    if (messageId === undefined) throw new Error(`message ${key} was queued and is gone`);
    return digest.reminders.map(({ id }) => ({ reminderId: id, messageId }));
  });
  await records.reminders.carried(pairs);
  return { last, carried: pairs.length, messages: messages.length };
}

/** A turn that was broken off and done again later may have planned two rungs of one stage: the later one counts. */
function newestOfEach(reminders: readonly Reminder[]): ReadonlySet<Reminder> {
  const newest = new Map<string, Reminder>();
  for (const reminder of reminders) {
    const key = `${reminder.unitId}/${reminder.stage}/${reminder.recipient}`;
    const known = newest.get(key);
    if (known === undefined || known.dueAt < reminder.dueAt) newest.set(key, reminder);
  }
  return new Set(newest.values());
}

/** Whether a planned reminder is still true. */
function judge(scene: CarryScene, reminder: Reminder, subject: AddressedYear | undefined): Verdict {
  const { book } = scene.basis;
  const stage = subject && book.of(subject).graph.find(({ key }) => key === reminder.stage);
  if (subject === undefined || stage === undefined || subject.state.status === 'closed') {
    return { state: 'superseded', reason: 'chu kỳ của đơn vị đã đóng' };
  }
  const now: StageState | undefined = subject.state.stages[stage.key];
  if (hasOutcome(now)) return { state: 'done_meanwhile', reason: 'đã xong trước khi gửi' };
  if (lastDayOf(stage, now) !== reminder.dueDay) return { state: 'superseded', reason: 'hạn đã đổi' };
  const obstacle = obstacleOf(scene.basis, stage, subject, reminder.recipient, scene.now);
  if (obstacle !== undefined) return { state: 'suppressed', reason: obstacle.reason };
  const addressee = scene.desk.actor(stage, subject)?.name ?? subject.unitName;
  return { state: 'carried', item: { stage, dueDay: reminder.dueDay, subject, addressee } };
}

/** A mail of that day to that address may be on its way already; what comes later goes into one of its own. */
async function freeKeys(records: Records, keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
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
