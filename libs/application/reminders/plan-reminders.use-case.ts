import { dateOf, formatInstant } from '#libs/calendar';
import { type CycleTurn, DomainError } from '#libs/contracts';
import type { ResolvedStage } from '#libs/policy';
import { ladderOf, quietUntil, type Rung, rungName, type Turn, turnOf } from '#libs/reminders';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Cycle } from '../cycles/cycles.port.js';
import type { OverseerTurnMark } from '../oversight/oversight.port.js';
import { waitMsUntil } from '../runs/turn-wait.js';
import type { FaultPoints } from '../transaction/fault-points.port.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import { Desk } from './desk.js';
import { dueLine, type ReminderBasis, reminderBasis } from './due-lines.js';
import { obstacleOf } from './obstacle.js';
import { isForOverseer } from './overseen.js';
import type { OverseersTold } from './overseen-turn.js';
import { type Told, toldBy } from './recipients.js';
import type { AddressedYear, NewReminder, OpenDay, ReminderWork } from './reminders.port.js';
import { tellWaiting } from './tell-waiting.js';

type Needs = Stores<
  | 'accounts'
  | 'cycles'
  | 'extensions'
  | 'messages'
  | 'migrations'
  | 'now'
  | 'oversight'
  | 'presentedDrafts'
  | 'reminders'
  | 'units'
  | 'workingDays'
>;

const PAGE = 500;
const TOLD = 'xem việc quá hạn, sắp hết hạn để báo cơ quan theo dõi';

export interface ReminderTurn extends CycleTurn {
  /** Whether something is to be made into mails, reported or corrected. */
  readonly carry: boolean;
}

/** One last day that somebody still stands at, and what this turn sends for it. */
interface Due {
  readonly stage: ResolvedStage;
  readonly day: OpenDay;
  readonly turn: Turn;
}

/** What a turn looks at. */
interface Sight {
  readonly basis: ReminderBasis;
  readonly desk: Desk;
  readonly now: string;
  readonly dues: readonly Due[];
  /** What the turn of the overseers begins from. */
  readonly mark: OverseerTurnMark;
  /** Addresses whose last mail failed for good. */
  readonly dead: ReadonlySet<string>;
}

/**
 * Writes down whom to remind of what at the cycle's now. The ladder is worked out once for each last day found in the
 * counters; units are read only where a rung is due. A turn that broke off is simply done again: what was written down
 * stays, and the mark that it was done comes last.
 */
export class PlanReminders {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly rules: CycleRules,
    private readonly faultPoints: FaultPoints,
    private readonly overseers: OverseersTold,
  ) {}

  /**
   * @param onPage told after each page of subjects
   * @throws DomainError CYCLE.UNKNOWN
   */
  async execute(cycleId: string, onPage: () => void = () => undefined): Promise<ReminderTurn> {
    const { cycle, plannedAt } = await this.begin(cycleId);
    if (cycle.state !== 'open') {
      const { planned, reports } = await this.work(cycleId);
      return { over: cycle.state === 'closed', carry: cycle.state === 'closed' && (planned || reports) };
    }
    const sight = await this.look(cycle, cycle.clockAt ?? plannedAt);
    // What one line waits for all wait for, so that an address has its day's reminders in one mail.
    const held = sight.dues.some(({ turn }) => turn.held);
    for (const due of held ? [] : sight.dues) {
      if (due.turn.send !== undefined || due.turn.superseded.length > 0) {
        await this.writeDown(sight, due, onPage);
      }
    }
    const { planned, reports } = await this.work(cycleId);
    const quietEnd = planned ? quietUntil(sight.now, sight.basis.book.pack.reminders) : undefined;
    const toldAt = await this.overseers.tell({ ...sight, plannedAt }, onPage);
    const waitingAt = await this.unitOfWork.inTransaction((records) => tellWaiting(records, sight));
    const ahead = sooner(aheadOf(sight, plannedAt, quietEnd, toldAt), waitingAt, sight, plannedAt);
    await this.unitOfWork.inTransaction((records) =>
      records.cycles.markTurn(cycleId, 'reminders', {
        plannedAt,
        // What is due and waits is not done yet, so the next turn looks from the same instant again.
        through: held || quietEnd !== undefined ? cycle.reminders.through : sight.now,
        nextAt: ahead.nextAt,
      }),
    );
    return { ...ahead, over: false, carry: reports || (planned && quietEnd === undefined) };
  }

  /** The database clock is read before the row is waited for: whatever changes the cycle after it is another turn's. */
  private async begin(cycleId: string): Promise<{ cycle: Cycle; plannedAt: string }> {
    return this.unitOfWork.inTransaction(async (records) => {
      const plannedAt = await records.now();
      const cycle = await records.cycles.lockForTurn(cycleId);
      if (cycle === undefined) throw new DomainError('CYCLE.UNKNOWN', { cycle: cycleId });
      return { cycle, plannedAt };
    });
  }

  private async look(cycle: Cycle, now: string): Promise<Sight> {
    return this.unitOfWork.inTransaction(async (records) => {
      const basis = await reminderBasis(records, this.rules, cycle);
      const { book, table } = basis;
      const window = { since: cycle.reminders.through, now };
      const dues = (await records.reminders.openDays(cycle.id, 'whole cycle')).flatMap((day): Due[] => {
        const stage = book.stage(day.level, day.stage);
        if (stage === undefined) return [];
        const line = dueLine(basis, stage, day.dueDay);
        return [{ stage, day, turn: turnOf(line, book.pack.reminders, table, window) }];
      });
      const mark = await records.oversight.turn(cycle.id);
      const dead = await records.reminders.deadAddresses(cycle.id);
      return { basis, desk: await Desk.open(records, cycle, book), now, dues, mark, dead };
    });
  }

  private async writeDown(sight: Sight, due: Due, onPage: () => void): Promise<void> {
    const { stage, day } = due;
    const { cycle } = sight.basis;
    const line = {
      cycleId: cycle.id,
      stage: stage.key,
      level: day.level,
      dueDay: day.dueDay,
    };
    let afterId: string | undefined;
    for (;;) {
      const page = await this.unitOfWork.inTransaction(async (records) => {
        const standing = await records.reminders.standing(line, afterId, PAGE);
        await records.reminders.add(standing.flatMap((subject) => remindersOf(sight, due, subject)));
        return standing;
      });
      afterId = page.at(-1)?.unitId;
      if (afterId === undefined) return;
      this.faultPoints.hit('afterReminderPage');
      onPage();
    }
  }

  private work(cycleId: string): Promise<ReminderWork> {
    return this.unitOfWork.inTransaction((records) => records.reminders.work(cycleId));
  }
}

function remindersOf(sight: Sight, { stage, day, turn }: Due, subject: AddressedYear): NewReminder[] {
  const today = dateOf(sight.now);
  const reminder = (
    rung: Rung,
    address: string | undefined,
    state: NewReminder['state'],
    reason: string,
  ): NewReminder => ({
    cycleId: subject.cycleId,
    unitId: subject.unitId,
    stage: stage.key,
    dueDay: day.dueDay,
    rung: rung.key,
    recipient: address ?? '',
    // A turn that wakes late sends today.
    sendDay: rung.sendDay < today ? today : rung.sendDay,
    state,
    reason,
    dueAt: rung.sendAt,
  });
  const { send } = turn;
  const newest = (rung: Rung, address: string | undefined): NewReminder => {
    const obstacle = obstacleOf(sight.basis, stage, subject, address, { at: sight.now, rung: rung.key });
    return obstacle === undefined
      ? reminder(rung, address, 'planned', rung.reason)
      : reminder(rung, address, 'suppressed', obstacle.reason);
  };
  const told = (rung: Rung): readonly Told[] => toldBy(rung, stage, subject, sight.desk, sight.dead);
  const overseer =
    send && isForOverseer(send, stage, day.dueDay, sight.basis.book.pack)
      ? sight.desk.overseer(stage, subject)?.address
      : undefined;
  return [
    // What is not sent any more is noted once, at the address that hears of everything.
    ...turn.superseded.map(({ rung, reason }) =>
      reminder(rung, told(rung)[0]?.address, 'superseded', reason),
    ),
    ...(send === undefined ? [] : told(send).map(({ address }) => newest(send, address))),
    ...(send === undefined || overseer === undefined ? [] : [newest(send, overseer)]),
  ];
}

/** What comes first: the ladder's, or what is told of that waits for somebody. */
function sooner(
  ahead: Pick<ReminderTurn, 'nextAt' | 'waitMs' | 'what'>,
  waitingAt: string | undefined,
  { basis }: Sight,
  plannedAt: string,
): typeof ahead {
  if (waitingAt === undefined || (ahead.nextAt !== undefined && ahead.nextAt <= waitingAt)) return ahead;
  return {
    nextAt: waitingAt,
    waitMs: waitMsUntil(basis.cycle, waitingAt, plannedAt),
    what: `${formatInstant(waitingAt)}: nhắc việc đang chờ duyệt, chờ trả lời`,
  };
}

function soonest(dues: readonly Due[]): Due | undefined {
  const coming = dues.filter(({ turn }) => turn.nextAt !== undefined);
  return coming.sort((a, b) => ((a.turn.nextAt ?? '') < (b.turn.nextAt ?? '') ? -1 : 1))[0];
}

/**
 * @param quietEnd end of the quiet hours that hold what is planned
 * @param toldAt next instant at which overseers are told
 */
function aheadOf(
  { basis, dues }: Sight,
  plannedAt: string,
  quietEnd: string | undefined,
  toldAt: string | undefined,
): Pick<ReminderTurn, 'nextAt' | 'waitMs' | 'what'> {
  const next = soonest(dues);
  const rungAt = next?.turn.nextAt;
  const nextAt = [rungAt, quietEnd, toldAt].filter((at) => at !== undefined).sort()[0];
  if (nextAt === undefined) return {};
  const reminded = next === undefined || nextAt !== rungAt ? undefined : whatOf(basis, next, nextAt);
  const others = nextAt === quietEnd ? 'gửi các nhắc đang chờ hết giờ không gửi thư' : TOLD;
  const what = `${formatInstant(nextAt)}: ${reminded ?? others}`;
  return { nextAt, waitMs: waitMsUntil(basis.cycle, nextAt, plannedAt), what };
}

function whatOf(basis: ReminderBasis, next: Due, nextAt: string): string {
  const { rungs } = ladderOf(
    dueLine(basis, next.stage, next.day.dueDay),
    basis.book.pack.reminders,
    basis.table,
  );
  const rung = rungs.find(({ sendAt }) => sendAt === nextAt);
  return `nhắc ${next.stage.name}${rung === undefined ? '' : `, ${rungName(rung.key)}`}`;
}
