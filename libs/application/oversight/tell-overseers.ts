import { dateOf } from '#libs/calendar';
import { levelsOf, type ResolvedStage } from '#libs/policy';
import {
  instantAt,
  isTellingTime,
  lastDayAhead,
  nextTelling,
  type OpenLine,
  type OversightDay,
  oversightDays,
  oversightTurn,
} from '#libs/reminders';
import type { Desk } from '../reminders/desk.js';
import { dueLine, type ReminderBasis } from '../reminders/due-lines.js';
import type { OpenDay } from '../reminders/reminders.port.js';
import type { FaultPoints } from '../transaction/fault-points.port.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import { tellDeadMailboxes } from './dead-mailboxes.js';
import { listParams } from './list-params.js';
import { type ListedLine, listedLines, officeActs } from './listed-lines.js';
import { type Overseer, overseersOf } from './overseers.js';
import type { OverseerTurnMark } from './oversight.port.js';
import type { OversightScene } from './oversight-scene.js';
import { queue } from './queue.js';
import { tellMonth } from './tell-month.js';

type Needs = Stores<'audit' | 'figures' | 'messages' | 'oversight' | 'reminders' | 'units'>;

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

/** What a turn of the reminders knows already. */
export interface OverseenTurn {
  readonly basis: ReminderBasis;
  readonly desk: Desk;
  /** The cycle's now, and the database clock read before the cycle was looked at. */
  readonly now: string;
  readonly plannedAt: string;
  readonly mark: OverseerTurnMark;
  /** Every last day that somebody stands at. */
  readonly dues: readonly { readonly stage: ResolvedStage; readonly day: Pick<OpenDay, 'dueDay'> }[];
}

/**
 * Tells those who answer for others what is due to be told at the cycle's now; nothing under a pack that has no such rules.
 * A turn that broke off is simply done again: an office has one mail of a kind a day, queued with the row that says so.
 *
 * @returns the next instant to look again at; undefined when there is none
 */
export async function tellOverseers(
  unitOfWork: UnitOfWork<Needs>,
  { basis, desk, now, plannedAt, mark, dues }: OverseenTurn,
  hooks: OversightHooks,
): Promise<string | undefined> {
  const { cycle, table, book } = basis;
  const { oversight: rules, reminders } = book.pack;
  if (rules === undefined) return undefined;
  const scene = { rules, basis, desk, now, today: dateOf(now) };
  const isChanged = mark.recheck || (mark.lookedAt ?? '') < cycle.changedAt;
  const look = { rules, year: cycle.year, open: openLines(scene, dues), isChanged: mark.recheck };
  const since = laterOf(mark.through, openedAt(basis));
  const turn = oversightTurn(daysOf(scene), { ...look, since, now }, reminders, table);
  if (turn.send.includes('list')) await sendLists(unitOfWork, scene, hooks);
  if (turn.send.includes('monthly')) await unitOfWork.inTransaction((records) => tellMonth(records, scene));
  const done = { through: turn.held ? since : now, lookedAt: plannedAt };
  if (turn.send.length > 0 || isChanged !== mark.recheck)
    await unitOfWork.inTransaction((records) =>
      records.oversight.markTurn(cycle.id, { ...done, recheck: isChanged && !turn.send.includes('list') }),
    );
  const deadAt = mark.deadMailboxes ? await tellDead(unitOfWork, scene) : undefined;
  // What has changed is told on the next day of lists.
  const nextAt =
    turn.held || isChanged === mark.recheck
      ? turn.nextAt
      : oversightTurn(daysOf(scene), { ...look, isChanged, since: now, now }, reminders, table).nextAt;
  return [nextAt, deadAt].filter((at) => at !== undefined).sort()[0];
}

/** @returns when addresses that wait to be told of are told; undefined when none is left */
async function tellDead(unitOfWork: UnitOfWork<Needs>, scene: OversightScene): Promise<string | undefined> {
  const { rules, basis, now, today } = scene;
  const isTime =
    isTellingTime(basis.book.pack.reminders, basis.table, now) && now >= instantAt(today, rules.sendAt);
  if (isTime) await unitOfWork.inTransaction((records) => tellDeadMailboxes(records, scene));
  const left = await unitOfWork.inTransaction((records) => records.oversight.turn(basis.cycle.id));
  return left.deadMailboxes ? nextTelling(rules, now, basis.table) : undefined;
}

function openLines({ rules, basis }: OversightScene, dues: OverseenTurn['dues']): readonly OpenLine[] {
  return dues.flatMap(({ stage, day: { dueDay } }): OpenLine[] => {
    if (stage.act === 'none' || rules.lists.leftOut.includes(stage.key)) return [];
    const { cutOffDay } = dueLine(basis, stage, dueDay);
    return [{ dueDay, cutOffDay, ofOffice: stage.act !== 'submit' }];
  });
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
