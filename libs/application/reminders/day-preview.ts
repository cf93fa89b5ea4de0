import { dateOf, formatDay } from '#libs/calendar';
import type { ReminderOutcome, ReminderPreviewLineAnswer } from '#libs/contracts';
import { NOT_WAITED_FOR, RECEIVED_ON_PAPER } from '#libs/contracts/http';
import type { ResolvedStage } from '#libs/policy';
import { type Ladder, type Rung, rungName } from '#libs/reminders';
import { countedStatusOf, hasOutcome, isAsked, isAssumedDay, lastDayOf } from '#libs/unit-year';
import type { Addressee, Desk } from './desk.js';
import type { ReminderBasis } from './due-lines.js';
import { Ladders } from './ladders.js';
import { firstStepOf, obstacleOf } from './obstacle.js';
import { isForOverseer } from './overseen.js';
import { isOfUnit, type Told, toldBy } from './recipients.js';
import type { AddressedYear, Reminder } from './reminders.port.js';

interface Overseer extends Addressee {
  readonly as: 'overseer';
}

interface Verdict {
  readonly outcome: ReminderOutcome;
  readonly reason: string;
  readonly rung?: Rung;
}

const WRITTEN: Readonly<Partial<Record<Reminder['state'], ReminderOutcome>>> = {
  carried: 'sent',
  done_meanwhile: 'done',
  superseded: 'withheld',
  suppressed: 'withheld',
};

/** What one day brings to each subject; the ladder of each last day is worked out once. */
export class DayPreview {
  private readonly ladders: Ladders;

  constructor(
    private readonly basis: ReminderBasis,
    private readonly desk: Desk,
    private readonly day: string,
    /** Addresses whose last mail failed for good. */
    private readonly dead: ReadonlySet<string>,
  ) {
    this.ladders = new Ladders(basis);
  }

  /** A line for each stage with a last day, in the order of the year; one line for a unit outside the standard. */
  linesOf(subject: AddressedYear, written: readonly Reminder[]): ReminderPreviewLineAnswer[] {
    const { unitId, unitName } = subject;
    if (subject.standing === 'outside') {
      return [{ unitId, unitName, outcome: 'outside', reason: 'ngoài diện xét tiêu chuẩn' }];
    }
    return this.basis.book.of(subject).graph.flatMap((stage): ReminderPreviewLineAnswer[] => {
      const lastDay = lastDayOf(stage, subject.state.stages[stage.key]);
      if (lastDay === undefined) return [];
      const actor = this.desk.actor(stage, subject);
      const ofStage = written.filter((each) => each.stage === stage.key);
      const overseer = this.overseer(stage, lastDay, subject);
      const told = this.told(stage, lastDay, subject);
      const others = [...told.slice(1), ...(overseer === undefined ? [] : [overseer])];
      return [...told, ...(overseer === undefined ? [] : [overseer])].map(
        (each): ReminderPreviewLineAnswer => {
          const { address, as } = each;
          // What was written down at an address that counts no more is told of the first.
          const isOwn = ({ recipient }: Reminder) =>
            each === told[0] ? !others.some((other) => other.address === recipient) : recipient === address;
          const { outcome, reason, rung } = this.judge(
            stage,
            lastDay,
            subject,
            ofStage.filter(isOwn),
            address,
          );
          return {
            unitId,
            unitName,
            stage: stage.key,
            stageName: stage.name,
            lastDay,
            assumed: isAssumedDay(stage, lastDay),
            opensAssumed: outcome === 'notOpen' && stage.opensStatus === 'assumed' ? true : undefined,
            outcome,
            reason,
            recipient: address,
            recipientName: each === overseer ? overseer.name : actor?.name,
            recipientRole: as,
            rung: rung?.key,
            rungName: rung && rungName(rung.key),
            sendAt: rung?.sendAt,
          };
        },
      );
    });
  }

  /** Whom the rung of that day goes to; on a day without one whoever hears of every rung. */
  private told(stage: ResolvedStage, lastDay: string, subject: AddressedYear): readonly Told[] {
    const rung = this.rungOf(stage, lastDay);
    if (rung !== undefined) return toldBy(rung, stage, subject, this.desk, this.dead);
    return [
      {
        as: isOfUnit(stage, subject) ? 'officer' : 'office',
        address: this.desk.actor(stage, subject)?.address,
      },
    ];
  }

  private rungOf(stage: ResolvedStage, lastDay: string): Rung | undefined {
    return this.ladders.of(stage, lastDay).rungs.find(({ sendDay }) => sendDay === this.day);
  }

  /** Who hears of it on that day beside the one who acts. */
  private overseer(stage: ResolvedStage, lastDay: string, subject: AddressedYear): Overseer | undefined {
    const rung = this.rungOf(stage, lastDay);
    const isFor = rung && isForOverseer(rung, stage, lastDay, this.basis.book.pack);
    const overseer = isFor === true ? this.desk.overseer(stage, subject) : undefined;
    return overseer && { ...overseer, as: 'overseer' };
  }

  private judge(
    stage: ResolvedStage,
    lastDay: string,
    subject: AddressedYear,
    written: readonly Reminder[],
    address: string | undefined,
  ): Verdict {
    const ladder = this.ladders.of(stage, lastDay);
    const rung = ladder.rungs.find(({ sendDay }) => sendDay === this.day);
    const ofDay = written.filter(({ sendDay }) => sendDay === this.day);
    // What was sent stays sent, whatever became of its last day.
    const known =
      ofDay.find(({ state }) => state === 'carried') ??
      ofDay.find(({ state, dueDay }) => state !== 'planned' && dueDay === lastDay);
    if (known !== undefined) return { ...writtenVerdict(known), rung };
    if (this.basis.cycle.state === 'closed' || subject.state.status === 'closed')
      return { outcome: 'closed', reason: 'chu kỳ đã đóng' };
    const now = subject.state.stages[stage.key];
    if (hasOutcome(now)) return { outcome: 'done', reason: 'xong' };
    if (now?.receipt !== undefined) return { outcome: 'done', reason: RECEIVED_ON_PAPER };
    if (!isAsked(countedStatusOf(now, subject.state.status)))
      return { outcome: 'waived', reason: NOT_WAITED_FOR.waived };
    if (rung === undefined) return this.whyNothing(stage, ladder);
    const { through } = this.basis.cycle.reminders;
    const isPlanned = written.some(
      ({ rung: key, state, dueDay }) => key === rung.key && dueDay === lastDay && state === 'planned',
    );
    if (through !== undefined && rung.sendAt <= through && !isPlanned) {
      return { outcome: 'passed', reason: 'đã qua lúc gửi', rung };
    }
    const obstacle = obstacleOf(this.basis, stage, subject, address, { at: rung.sendAt, rung: rung.key });
    const first = firstStepOf(this.basis, stage, subject, rung.sendAt);
    const before = first === undefined ? '' : `; phải xong trước: ${first.stage.name}`;
    if (obstacle === undefined) return { outcome: 'sends', reason: `${rung.reason}${before}`, rung };
    return { outcome: obstacle.kind, reason: obstacle.reason, rung };
  }

  private whyNothing(stage: ResolvedStage, { rungs, dropped }: Ladder): Verdict {
    const { day } = this;
    const opened = dateOf(this.basis.cycle.openedAt ?? this.basis.cycle.createdAt);
    if (day < opened) return { outcome: 'beforeOpening', reason: 'trước khi mở chu kỳ' };
    if (day < stage.opensDay) {
      const isAssumed = stage.opensStatus === 'assumed';
      const reason = `chưa mở, mở ngày ${formatDay(stage.opensDay)}${isAssumed ? '*' : ''}`;
      return { outcome: 'notOpen', reason };
    }
    const moved = rungs.find(({ nominalDay }) => nominalDay === day);
    if (moved !== undefined) {
      const reason = `${rungName(moved.key)} gửi ngày ${dayMonth(moved.sendDay)}: ${moved.reason}`;
      return { outcome: 'later', reason };
    }
    const left = dropped.find(({ nominalDay }) => nominalDay === day);
    if (left !== undefined)
      return { outcome: 'withheld', reason: `không gửi ${rungName(left.key)}: ${left.reason}` };
    const next = rungs.find(({ sendDay }) => sendDay > day);
    if (next === undefined) return { outcome: 'noMore', reason: 'hết mốc nhắc' };
    return { outcome: 'later', reason: `chưa đến mốc, mốc kế tiếp ${dayMonth(next.sendDay)}` };
  }
}

function writtenVerdict({ state, reason }: Reminder): Verdict {
  const outcome = WRITTEN[state] ?? 'withheld';
  return { outcome, reason: outcome === 'sent' ? 'đã gửi' : reason };
}

const dayMonth = (day: string): string => formatDay(day).slice(0, 5);
