import { dateOf, formatOfficialDay } from '#libs/calendar';
import { isClosed, isClosing, trueUntil } from '#libs/reminders';
import { countedStatusOf, hasOutcome, isAsked, lastDayOf, stageOf, standingOf } from '#libs/unit-year';
import type { CarryScene } from './carry-scene.js';
import type { DigestItem } from './digest.types.js';
import { dueLine } from './due-lines.js';
import { firstStepOf, obstacleOf } from './obstacle.js';
import type { AddressedYear, Reminder, ReminderState } from './reminders.port.js';

/** Why nothing is sent for a reminder; `reason` is Vietnamese. */
export interface NotSent {
  readonly state: Exclude<ReminderState, 'planned' | 'carried'>;
  readonly reason: string;
}

export type Verdict = NotSent | { readonly state: 'carried'; readonly item: DigestItem };

/** Whether a reminder that was written down earlier says something true on the day of the scene. */
export function verdictOf(
  { basis, desk, ladders, now }: CarryScene,
  reminder: Reminder,
  subject: AddressedYear | undefined,
): Verdict {
  const stage = subject && stageOf(basis.book.of(subject).graph, reminder.stage);
  if (subject === undefined || stage === undefined || subject.state.status === 'closed') {
    return { state: 'superseded', reason: 'chu kỳ của đơn vị đã đóng' };
  }
  const { dueDay, rung } = reminder;
  const standing = subject.state.stages[stage.key];
  if (hasOutcome(standing)) return { state: 'done_meanwhile', reason: 'đã xong trước khi gửi' };
  if (standing?.receipt !== undefined) {
    return { state: 'done_meanwhile', reason: 'đã nhận văn bản giấy trước khi gửi' };
  }
  if (!isAsked(countedStatusOf(standing, subject.state.status))) {
    return { state: 'superseded', reason: 'không yêu cầu nữa' };
  }
  if (lastDayOf(stage, standing) !== dueDay) return { state: 'superseded', reason: 'hạn đã đổi' };
  const today = dateOf(now);
  const until = trueUntil(rung, dueLine(basis, stage, dueDay));
  if (today > until) {
    return { state: 'superseded', reason: `không còn đúng: đã qua ngày ${formatOfficialDay(until)}` };
  }
  if (isClosed(rung) && standingOf(stage, subject.state, today) !== 'notSubmitted')
    return { state: 'superseded', reason: 'còn tiếp nhận' };
  // The turn that comes next writes the newer rung down, today still: no day has two mails about one thing.
  const isOutrun = ladders
    .of(stage, dueDay)
    .rungs.some(
      ({ covers, sendAt, sendDay }) => sendAt > reminder.dueAt && sendDay <= today && !covers.includes(rung),
    );
  if (isOutrun) return { state: 'superseded', reason: 'có mốc nhắc mới hơn' };
  const obstacle = obstacleOf(basis, stage, subject, reminder.recipient, { at: now, rung });
  if (obstacle !== undefined) return { state: 'suppressed', reason: obstacle.reason };
  const addressee = desk.nameAt(stage, subject, reminder.recipient);
  const sent = ladders.of(stage, dueDay).rungs.find(({ covers }) => covers.includes(rung));
  return {
    state: 'carried',
    item: {
      ...{ stage, dueDay, subject, addressee },
      opening: sent?.key === 'opens',
      closing: sent?.covers.some(isClosing),
      closed: isClosed(rung),
      first: firstStepOf(basis, stage, subject, now),
      overseen: desk.isOverseerAt(stage, subject, reminder.recipient),
      receiver: stage.act === 'submit' ? desk.receiver(stage, subject) : undefined,
    },
  };
}
