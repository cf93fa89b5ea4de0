import { dateOf } from '#libs/calendar';
import {
  instantAt,
  isTellingTime,
  lastDayAhead,
  nextTelling,
  type OpenLine,
  oversightTurn,
} from '#libs/reminders';
import { dueLine } from '../reminders/due-lines.js';
import type { OverseenTurn, OverseersTold } from '../reminders/overseen-turn.js';
import { isTold, overseerDays, toldFrom } from '../reminders/overseer-days.js';
import type { FaultPoints } from '../transaction/fault-points.port.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import { tellDeadMailboxes } from './dead-mailboxes.js';
import { listParams } from './list-params.js';
import { type ListedLine, listedLines, officeActs } from './listed-lines.js';
import { type Overseer, overseersOf } from './overseers.js';
import type { OversightScene } from './oversight-scene.js';
import { type DrawnMail, queue } from './queue.js';
import { tellMonth } from './tell-month.js';

type Needs = Stores<'audit' | 'figures' | 'freezes' | 'messages' | 'oversight' | 'reminders' | 'units'>;

const PAGE = 100;

/** A list that holds something new for its office. */
interface DueList {
  readonly overseer: Overseer;
  readonly lines: readonly ListedLine[];
  readonly known: ReadonlySet<string>;
}

/**
 * Tells those who answer for others what is due to be told at the cycle's now; nothing under a pack that has no such rules.
 * A turn that broke off is simply done again: an office has one mail of a kind a day, queued with the row that says so.
 */
export class TellOverseers implements OverseersTold {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly faultPoints: FaultPoints,
  ) {}

  async tell(turn: OverseenTurn, onPage: () => void): Promise<string | undefined> {
    const { basis, desk, now, plannedAt, mark, dues } = turn;
    const { cycle, table, book } = basis;
    const { oversight: rules, reminders } = book.pack;
    if (rules === undefined) return undefined;
    const scene = { rules, basis, desk, now, today: dateOf(now) };
    const isChanged = mark.recheck || (mark.lookedAt ?? '') < cycle.changedAt;
    const look = { rules, year: cycle.year, open: openLines(scene, dues), isChanged: mark.recheck };
    const since = laterOf(mark.through, toldFrom(basis));
    const due = oversightTurn(overseerDays(basis), { ...look, since, now }, reminders, table);
    if (due.send.includes('list')) await this.sendLists(scene, onPage);
    if (due.send.includes('monthly'))
      await this.unitOfWork.inTransaction((records) => tellMonth(records, scene));
    if (due.send.length > 0 || isChanged !== mark.recheck) {
      const recheck = isChanged && !due.send.includes('list');
      const done = { through: due.held ? since : now, lookedAt: plannedAt, recheck };
      await this.unitOfWork.inTransaction((records) => records.oversight.markTurn(cycle.id, done));
    }
    const deadAt = mark.deadMailboxes ? await this.tellDead(scene) : undefined;
    // What has changed is told on the next day of lists.
    const nextAt =
      due.held || isChanged === mark.recheck
        ? due.nextAt
        : oversightTurn(overseerDays(basis), { ...look, isChanged, since: now, now }, reminders, table)
            .nextAt;
    return [nextAt, deadAt].filter((at) => at !== undefined).sort()[0];
  }

  /** @returns when addresses that wait to be told of are told; undefined when none is left */
  private async tellDead(scene: OversightScene): Promise<string | undefined> {
    const { rules, basis, now, today } = scene;
    const isTime =
      isTellingTime(basis.book.pack.reminders, basis.table, now) && now >= instantAt(today, rules.sendAt);
    if (isTime) await this.unitOfWork.inTransaction((records) => tellDeadMailboxes(records, scene));
    const left = await this.unitOfWork.inTransaction((records) => records.oversight.turn(basis.cycle.id));
    return left.deadMailboxes ? nextTelling(rules, now, basis.table) : undefined;
  }

  private async sendLists(scene: OversightScene, onPage: () => void): Promise<void> {
    const due = await this.unitOfWork.inTransaction((records) => dueLists(records, scene));
    for (let from = 0; from < due.length; from += PAGE) {
      const mails = due.slice(from, from + PAGE).map((list) => drawnList(scene, list));
      await this.unitOfWork.inTransaction((records) => queue(records, scene, 'list', mails));
      this.faultPoints.hit('afterOverseerPage');
      onPage();
    }
  }
}

function drawnList(scene: OversightScene, { overseer, lines, known }: DueList): DrawnMail {
  const isFresh = ({ key }: ListedLine) => !known.has(key);
  // What can be handed in no more is told once.
  const shown = lines.filter((line) => line.state !== 'notSubmitted' || isFresh(line));
  return {
    office: overseer.office,
    template: 'overseer-list',
    params: listParams(scene, overseer, shown, isFresh),
    told: lines.map(({ key }) => key),
  };
}

function openLines({ rules, basis }: OversightScene, dues: OverseenTurn['dues']): readonly OpenLine[] {
  return dues.flatMap(({ stage, day: { dueDay } }): OpenLine[] => {
    if (!isTold(rules, stage)) return [];
    const { cutOffDay } = dueLine(basis, stage, dueDay);
    return [{ dueDay, cutOffDay, ofOffice: stage.act !== 'submit' }];
  });
}

const laterOf = (a: string | undefined, b: string): string => (a !== undefined && a > b ? a : b);

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
