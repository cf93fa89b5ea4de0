import { formatOfficialDay, lastDayPhrase, previousWorkingDay, type WorkingDayTable } from '#libs/calendar';
import { cite, dueForKind, type ResolvedStage, resolveStages } from '#libs/policy';
import { type Fact, isAssumedDay, lastDayOf, stageOf } from '#libs/unit-year';
import type { Command } from '../commands/commands.port.js';
import type { Rules } from '../cycle-rules/cycle-rules.js';
import type { Amendment, Cycle } from '../cycles/cycles.port.js';
import { addressOf } from '../mail/addressee.js';
import { cycleParams, relayOf } from '../mail/letters.js';
import type { NewMessage } from '../mail/outbox.port.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';
import type { CarryScene } from './carry-scene.js';
import { namesPhrase } from './digest-item.js';
import type { AddressedYear, ToldDay } from './reminders.port.js';

type Needs = Stores<'cycles' | 'messages' | 'now' | 'reminders' | 'units' | 'workingDays'>;

const RECIPIENTS = 200;

/** A day that was told, to whom, and the one that is true now. */
interface Moved {
  readonly subject: AddressedYear;
  readonly stage: ResolvedStage;
  readonly oldDay: string;
}

/**
 * Tells everybody who was reminded of a day that an amendment has moved, and who has not done the thing yet, the new
 * day; each amendment once.
 *
 * @param onPage told how many mails a page has queued
 */
export async function correct(
  unitOfWork: UnitOfWork<Needs>,
  scene: CarryScene,
  onPage: (messages: number) => void,
): Promise<void> {
  const { cycle } = scene.basis;
  const amendments = await unitOfWork.inTransaction((records) => records.cycles.amendments(cycle.id));
  // One that came after this look is not in the rules of the scene: it is the next turn's.
  const known = amendments.filter(({ version }) => version <= cycle.rulesVersion);
  for (const amendment of known.filter(({ corrected }) => !corrected)) {
    let afterRecipient = '';
    for (;;) {
      const page = await unitOfWork.inTransaction((records) =>
        correctPage(records, scene, amendment, afterRecipient),
      );
      if (page === undefined) break;
      afterRecipient = page.last;
      onPage(page.messages);
    }
    await unitOfWork.inTransaction((records) => records.reminders.markCorrected(amendment.id));
  }
}

async function correctPage(
  records: Needs,
  scene: CarryScene,
  amendment: Amendment,
  afterRecipient: string,
): Promise<{ readonly last: string; readonly messages: number } | undefined> {
  const { basis } = scene;
  const { cycle } = basis;
  const { stage, level } = amendment;
  const told = await records.reminders.told(cycle.id, stage, level, afterRecipient, RECIPIENTS);
  const last = told.at(-1)?.recipient;
  if (last === undefined) return undefined;
  const years = await records.reminders.subjects(cycle.id, [...new Set(told.map(({ unitId }) => unitId))]);
  const byId = new Map(years.map((year) => [year.unitId, year]));
  const byRecipient = new Map<string, Moved[]>();
  for (const each of told) {
    const moved = movedFor(scene, amendment, byId.get(each.unitId), each.dueDay);
    if (moved === undefined) continue;
    byRecipient.set(each.recipient, [...(byRecipient.get(each.recipient) ?? []), moved]);
  }
  const messages = [...byRecipient].map(([recipient, all]) =>
    amendmentMessage(scene, amendment, recipient, all),
  );
  await records.messages.enqueueAll(messages);
  return { last, messages: messages.length };
}

/** Undefined where the amendment changes nothing for the subject: it has a later grace, or was told the day already. */
function movedFor(
  { basis }: CarryScene,
  amendment: Amendment,
  subject: AddressedYear | undefined,
  oldDay: string,
): Moved | undefined {
  if (subject === undefined || oldDay === amendment.lastDay) return undefined;
  const stage = stageOf(basis.book.of(subject).graph, amendment.stage);
  if (stage === undefined) return undefined;
  const inForce = lastDayOf(stage, subject.state.stages[stage.key]);
  return inForce === amendment.lastDay ? { subject, stage, oldDay } : undefined;
}

function amendmentMessage(
  { basis, desk }: CarryScene,
  amendment: Amendment,
  recipient: string,
  all: readonly Moved[],
): NewMessage {
  const [first] = all;
  if (first === undefined) throw new Error('a correction concerns somebody');
  const { cycle, book } = basis;
  const { subject, stage } = first;
  const addressee = desk.nameAt(stage, subject, recipient);
  const isOwn = all.length === 1 && addressee === subject.unitName;
  const original = resolveStages(book.pack, cycle.year, { managedBy: subject.managedBy });
  const own = stageOf(original, stage.key);
  const before = own && dueForKind(own, subject.unitKind);
  const isAssumed = (day: string) => before?.lastDay === day && before.status === 'assumed';
  const cited = stage.due === undefined ? '' : cite(book.pack, stage.due.src);
  return {
    key: `correction/${amendment.id}/${recipient}`,
    relay: relayOf(cycle),
    cycleId: cycle.id,
    unitId: isOwn ? subject.unitId : undefined,
    template: 'correction',
    recipient,
    params: {
      ...cycleParams(cycle, book.pack),
      addressee,
      stageName: stage.name,
      units: isOwn ? '' : namesPhrase(all.map((each) => each.subject.unitName)),
      unitIds: all.map((each) => each.subject.unitId).join(' '),
      oldLastDay: oldDaysPhrase(all, isAssumed),
      newLastDay: lastDayPhrase(amendment.lastDay),
      lastWorked: lastWorkedOf(basis.table, amendment.lastDay),
      newShort: `hết ngày ${formatOfficialDay(amendment.lastDay)}`,
      source: amendment.words === '' ? cited : `“${amendment.words}”, ${cited}`,
      assumed: all.some(({ oldDay }) => isAssumed(oldDay)) ? 'yes' : '',
    },
  };
}

/** The last working day up to a last day that is a day off; empty where it is none. */
function lastWorkedOf(table: WorkingDayTable, day: string): string {
  const { date, moved } = previousWorkingDay(day, table);
  return moved ? date : '';
}

/** The day that was told; where several were, each with the names of those who were told it. */
function oldDaysPhrase(all: readonly Moved[], isAssumed: (day: string) => boolean): string {
  const days = [...new Set(all.map(({ oldDay }) => oldDay))].sort();
  const phrases = days.map((day) => {
    const names = all.filter(({ oldDay }) => oldDay === day).map(({ subject }) => subject.unitName);
    const whose = days.length === 1 ? '' : ` – ${namesPhrase(names)}`;
    return `${lastDayPhrase(day)}${isAssumed(day) ? ' (*)' : ''}${whose}`;
  });
  return phrases.join('; ');
}

/**
 * The mails that an extension of one subject asks for: whoever was reminded of an earlier day is told the new one. To be
 * queued in the transaction of the extension's fact.
 */
export async function graceCorrections(
  records: Needs,
  cycle: Cycle,
  rules: Rules,
  unit: UnitYear,
  command: Command,
  fact: Fact,
): Promise<readonly NewMessage[]> {
  if (fact.kind !== 'stage.extended') return [];
  const stage = stageOf(rules.graph, fact.stage);
  if (stage === undefined) return [];
  const told = await records.reminders.toldSubjects(cycle.id, [unit.unitId], stage.key);
  if (told.length === 0) return [];
  const reason = command.body.kind === 'extend' ? command.body.reason : '';
  const address = await addressOf(records, unit);
  const table = await records.workingDays(cycle.provinceCode);
  return told
    .filter(({ dueDay }) => dueDay < fact.until)
    .map(({ recipient, dueDay, addressee }: ToldDay): NewMessage => {
      const assumed = isAssumedDay(stage, dueDay);
      // Its head and its second contact were told in its name.
      const isOwn = stage.act === 'submit' && (recipient === address || addressee === unit.unitName);
      return {
        key: `correction/${command.id}/${recipient}`,
        relay: relayOf(cycle),
        cycleId: cycle.id,
        unitId: isOwn ? unit.unitId : undefined,
        template: 'correction',
        recipient,
        params: {
          ...cycleParams(cycle, rules.pack),
          addressee: isOwn ? unit.unitName : addressee,
          stageName: stage.name,
          units: isOwn ? '' : unit.unitName,
          unitIds: unit.unitId,
          oldLastDay: `${lastDayPhrase(dueDay)}${assumed ? ' (*)' : ''}`,
          newLastDay: lastDayPhrase(fact.until),
          lastWorked: lastWorkedOf(table, fact.until),
          newShort: `hết ngày ${formatOfficialDay(fact.until)}`,
          source: `gia hạn riêng${reason === '' ? '' : `: ${reason}`}`,
          assumed: assumed ? 'yes' : '',
        },
      };
    });
}
