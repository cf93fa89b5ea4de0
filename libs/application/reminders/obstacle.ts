import { dateOf, formatDay } from '#libs/calendar';
import type { ResolvedStage } from '#libs/policy';
import { waitsFor } from '#libs/unit-year';
import type { ReminderBasis } from './due-lines.js';
import type { AddressedYear } from './reminders.port.js';

export interface Obstacle {
  readonly kind: 'paused' | 'waits' | 'announced' | 'noAddress';
  /** Vietnamese. */
  readonly reason: string;
}

/** Why somebody who stands at a due line is not reminded; undefined where nothing is in the way. Only who can act is. */
export function obstacleOf(
  { book }: ReminderBasis,
  stage: ResolvedStage,
  subject: AddressedYear,
  address: string | undefined,
  at: string,
): Obstacle | undefined {
  if (subject.state.status === 'paused') return { kind: 'paused', reason: 'tạm dừng' };
  const { graph } = book.of(subject);
  const waits = waitsFor(graph, subject.state, stage, at);
  if (waits !== undefined) {
    return { kind: 'waits', reason: `chờ bước ${book.stage(subject.managedBy, waits)?.name ?? waits}` };
  }
  const announced = subject.state.stages[stage.key]?.announced;
  if (announced !== undefined && dateOf(at) < announced.mailsFrom) {
    const { number, date, mailsFrom } = announced;
    const reason = `đơn vị báo đã gửi văn bản giấy số ${number} ngày ${formatDay(date)}; nhắc lại từ ngày ${formatDay(mailsFrom)}`;
    return { kind: 'announced', reason };
  }
  return address === undefined ? { kind: 'noAddress', reason: 'không có địa chỉ thư' } : undefined;
}
