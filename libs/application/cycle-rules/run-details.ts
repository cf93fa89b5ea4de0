import { formatDay } from '#libs/calendar';
import type { UnitYearView } from '#libs/contracts';
import { NOT_WAITED_FOR, RECEIVED_ON_PAPER } from '#libs/contracts/http';
import { countedAs } from '#libs/unit-year';

const STATUS_WORDS = {
  awaiting: 'chờ',
  submitted: 'đã gửi',
  returned: 'trả lại',
  done: 'xong',
  received: RECEIVED_ON_PAPER,
  waived: NOT_WAITED_FOR.waived,
  closed: NOT_WAITED_FOR.closed,
} as const;

/**
 * What the reader of a unit's run sees, as Markdown: the stage it waits at, its day and round, and where each stands.
 *
 * @param received keys of the stages whose paper has come while the content has not
 */
export function runDetails(
  view: Omit<UnitYearView, 'details'>,
  received: ReadonlySet<string> = new Set(),
): string {
  const stages = view.stages.map(
    ({ key, name, status }) =>
      `- ${name}: ${STATUS_WORDS[received.has(key) ? 'received' : countedAs(status, view.status)]}`,
  );
  return [`${headline(view)}, vòng ${view.round}`, ...stages].join('\n');
}

function headline({ status, stages, current }: Omit<UnitYearView, 'details'>): string {
  if (status === 'closed') return 'Đã đóng';
  const waiting = stages.find(({ key }) => key === current);
  if (waiting === undefined) return 'Đã xong';
  const day = waiting.lastDay === undefined ? '' : `, hạn hết ngày ${formatDay(waiting.lastDay)}`;
  return `${status === 'paused' ? 'Tạm dừng ở' : 'Đang chờ'}: ${waiting.name}${day}`;
}
