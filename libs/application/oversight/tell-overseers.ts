import { dateOf } from '#libs/calendar';
import { levelsOf } from '#libs/policy';
import {
  isTellingTime,
  lastDayAhead,
  nextTelling,
  type OversightDay,
  oversightDays,
  oversightTurn,
} from '#libs/reminders';
import { relayOf } from '../mail/letters.js';
import type { NewMessage } from '../mail/outbox.port.js';
import type { Desk } from '../reminders/desk.js';
import type { ReminderBasis } from '../reminders/due-lines.js';
import type { FaultPoints } from '../transaction/fault-points.port.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import { listParams } from './list-params.js';
import { type ListedLine, listedLines, officeActs } from './listed-lines.js';
import { type Overseer, overseersOf } from './overseers.js';
import type { OverseerMailKind } from './oversight.port.js';
import type { OversightScene } from './oversight-scene.js';

type Needs = Stores<'messages' | 'oversight' | 'units'>;

const PAGE = 100;

/** How a turn is watched: told after each page of mails. */
export interface OversightHooks {
  readonly faultPoints: FaultPoints;
  readonly onPage: () => void;
}

/** A list that holds something new for its office. */
interface DueList {
  readonly overseer: Overseer;
  readonly lines: readonly ListedLine[];
  readonly known: ReadonlySet<string>;
}

/**
 * Tells those who answer for others what is due to be told at the cycle's now; nothing under a pack that has no such rules.
 * A turn that broke off is simply done again: an office has one mail of a kind a day, queued with the row that says so.
 *
 * @returns the next instant to look again at; undefined when there is none
 */
export async function tellOverseers(
  unitOfWork: UnitOfWork<Needs>,
  basis: ReminderBasis,
  desk: Desk,
  now: string,
  hooks: OversightHooks,
): Promise<string | undefined> {
  const { pack } = basis.book;
  if (pack.oversight === undefined) return undefined;
  const scene = { rules: pack.oversight, basis, desk, now, today: dateOf(now) };
  const { cycle, table } = basis;
  const mark = await unitOfWork.inTransaction((records) => records.oversight.turn(cycle.id));
  const since = laterOf(mark.through, openedAt(basis));
  const turn = oversightTurn(daysOf(scene), scene.rules, pack.reminders, table, { since, now });
  if (turn.send.includes('list')) await sendLists(unitOfWork, scene, hooks);
  if (!turn.held && mark.through !== now)
    await unitOfWork.inTransaction((records) => records.oversight.markTurn(cycle.id, now));
  return turn.nextAt;
}

/** Under another pack nobody is told of what lay before it came. */
const openedAt = ({ cycle }: ReminderBasis): string => cycle.migratedAt ?? cycle.openedAt ?? cycle.createdAt;

const laterOf = (a: string | undefined, b: string): string => (a !== undefined && a > b ? a : b);

/** The days on which overseers of a cycle are told, by the days in force. */
export function daysOf({ rules, basis }: Pick<OversightScene, 'basis' | 'rules'>): readonly OversightDay[] {
  const { cycle, book, endDay, table } = basis;
  const lastDays = levelsOf(book.pack).flatMap((level) =>
    book.levels[level].stages.flatMap(({ key, act, due }) =>
      due === undefined || act === 'none' || rules.lists.leftOut.includes(key) ? [] : [due.lastDay],
    ),
  );
  const year = { year: cycle.year, openedAt: openedAt(basis), endDay, lastDays: [...new Set(lastDays)] };
  return oversightDays(rules, year, table);
}

/** The lists that hold something new, as things stand now. */
export async function dueLists(records: Needs, scene: OversightScene): Promise<readonly DueList[]> {
  const { basis, rules, today } = scene;
  const upTo = { lastDay: lastDayAhead(rules, today, basis.table), today };
  const owed = await records.oversight.owed(basis.cycle.id, upTo, officeActs(basis.book));
  const lines = listedLines(scene, owed);
  const told = new Map(
    (await records.oversight.lastTold(basis.cycle.id, 'list')).map((list) => [list.officeCode, list]),
  );
  return (await overseersOf(records, scene)).flatMap((overseer): DueList[] => {
    const last = told.get(overseer.office.code);
    const known = new Set(last?.told);
    const own = lines.filter(overseer.answersFor);
    const isNew = last?.day !== today && own.some(({ key }) => !known.has(key));
    return isNew ? [{ overseer, lines: own, known }] : [];
  });
}

async function sendLists(
  unitOfWork: UnitOfWork<Needs>,
  scene: OversightScene,
  { faultPoints, onPage }: OversightHooks,
): Promise<void> {
  const due = await unitOfWork.inTransaction((records) => dueLists(records, scene));
  for (let from = 0; from < due.length; from += PAGE) {
    const page = due.slice(from, from + PAGE);
    await unitOfWork.inTransaction((records) =>
      queue(
        records,
        scene,
        'list',
        page.map(({ overseer, lines, known }) => {
          const isFresh = ({ key }: ListedLine) => !known.has(key);
          // What can be handed in no more is told once.
          const shown = lines.filter((line) => line.state !== 'notSubmitted' || isFresh(line));
          return {
            office: overseer.office,
            template: 'overseer-list',
            params: listParams(scene, overseer, shown, isFresh),
            told: lines.map(({ key }) => key),
          };
        }),
      ),
    );
    faultPoints.hit('afterOverseerPage');
    onPage();
  }
}

/** One mail of an overseer and what it says that was told. */
export interface DrawnMail extends Pick<NewMessage, 'params' | 'template'> {
  readonly office: Overseer['office'];
  readonly told: readonly string[];
}

/** Queues mails and writes down that they were, once for each office, kind and day. */
export async function queue(
  records: Needs,
  { basis: { cycle }, today }: OversightScene,
  kind: OverseerMailKind,
  drawn: readonly DrawnMail[],
): Promise<void> {
  const keyOf = ({ office }: DrawnMail) => `${kind}/${cycle.id}/${today}/${office.code}`;
  const ids = await records.messages.enqueueAll(
    drawn.map((mail) => ({
      key: keyOf(mail),
      relay: relayOf(cycle),
      cycleId: cycle.id,
      template: mail.template,
      params: mail.params,
      recipient: mail.office.email,
    })),
  );
  await records.oversight.add(
    cycle.id,
    drawn.flatMap((mail) => {
      const messageId = ids.get(keyOf(mail));
      return messageId === undefined
        ? []
        : [{ officeCode: mail.office.code, kind, day: today, told: mail.told, messageId }];
    }),
  );
}
