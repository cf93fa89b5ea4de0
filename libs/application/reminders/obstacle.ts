import { dateOf, formatDay } from '#libs/calendar';
import type { ResolvedStage } from '#libs/policy';
import { isClosed, isClosing, type RungKey } from '#libs/reminders';
import { lastDayOf, stageOf, standingOf, waitsFor } from '#libs/unit-year';
import type { ReminderBasis } from './due-lines.js';
import type { AddressedYear } from './reminders.port.js';

export interface Obstacle {
  readonly kind: 'paused' | 'waits' | 'announced' | 'noAddress';
  /** Vietnamese. */
  readonly reason: string;
}

/** When a subject is looked at, and for which rung; without one for whatever it owes. */
interface Moment {
  /** ISO 8601. */
  readonly at: string;
  readonly rung?: RungKey;
}

/** A step that a subject must take itself before it can take another. */
export interface FirstStep {
  readonly stage: ResolvedStage;
  /** Last day in force, grace included. */
  readonly dueDay?: string;
  /** Whether it can no longer be handed in. */
  readonly closed: boolean;
}

/**
 * Why somebody who stands at a due line is not reminded; undefined where nothing is in the way. Only who can act is, and who
 * waits for a step of its own: it is told which comes first.
 */
export function obstacleOf(
  { book }: ReminderBasis,
  stage: ResolvedStage,
  subject: AddressedYear,
  address: string | undefined,
  { at, rung }: Moment,
): Obstacle | undefined {
  if (subject.state.status === 'paused') return { kind: 'paused', reason: 'tạm dừng' };
  const { graph } = book.of(subject);
  const waits = waitsFor(graph, subject.state, stage, at);
  // A cycle that was opened without notices of a cut-off goes on as it was: who waits is not reminded.
  const isToldFirst =
    isOwn(stage, waits === undefined ? undefined : stageOf(graph, waits)) &&
    book.pack.reminders.closing !== undefined;
  if (waits !== undefined && !isToldFirst) {
    return { kind: 'waits', reason: `chờ bước ${book.stage(subject.managedBy, waits)?.name ?? waits}` };
  }
  const announced = subject.state.stages[stage.key]?.announced;
  // What was said to be on its way stops no cut-off: that it is near, and that nothing came, is told all the same.
  const isOfCutOff = rung !== undefined && (isClosing(rung) || isClosed(rung));
  if (announced !== undefined && !isOfCutOff && dateOf(at) < announced.mailsFrom) {
    const { number, date, mailsFrom } = announced;
    const reason = `đơn vị báo đã gửi văn bản giấy số ${number} ngày ${formatDay(date)}; nhắc lại từ ngày ${formatDay(mailsFrom)}`;
    return { kind: 'announced', reason };
  }
  return address === undefined ? { kind: 'noAddress', reason: 'không có địa chỉ thư' } : undefined;
}

/**
 * The step of its own that a subject must take before this one; undefined where it can take this one, or waits for others: also
 * for the office that has a paper of that step and has not entered it yet.
 */
export function firstStepOf(
  { book }: ReminderBasis,
  stage: ResolvedStage,
  subject: AddressedYear,
  at: string,
): FirstStep | undefined {
  const { graph } = book.of(subject);
  const key = waitsFor(graph, subject.state, stage, at);
  const first = key === undefined ? undefined : stageOf(graph, key);
  if (first === undefined || !isOwn(stage, first)) return undefined;
  if (subject.state.stages[first.key]?.receipt !== undefined) return undefined;
  return {
    stage: first,
    dueDay: lastDayOf(first, subject.state.stages[first.key]),
    closed: standingOf(first, subject.state, dateOf(at)) === 'notSubmitted',
  };
}

const isOwn = (stage: ResolvedStage, first: ResolvedStage | undefined): boolean =>
  stage.act === 'submit' && first?.act === 'submit';
