import {
  daysBetween,
  formatOfficialDay,
  isWorkingDay,
  lastDayPhrase,
  previousWorkingDay,
  type WorkingDayTable,
  weekdayName,
} from '#libs/calendar';
import type { ResolvedStage } from '#libs/policy';
import { cycleParams, sourceOf } from '../mail/letters.js';
import type { ReminderBasis } from './due-lines.js';
import type { AddressedYear } from './reminders.port.js';

const MOST_NAMES = 20;
const MOST_ADDRESSEES = 3;
const byName = new Intl.Collator('vi', { numeric: true }).compare;

/** One thing to be done by a last day, as one reminder speaks of it. */
export interface DigestItem {
  readonly stage: ResolvedStage;
  readonly dueDay: string;
  readonly subject: AddressedYear;
  /** Name of whoever acts. */
  readonly addressee: string;
  /** The day off that the reminder was moved away from. */
  readonly movedFrom?: string;
}

/** One stage and last day, with everybody for whom it is still open. */
interface Group {
  readonly stage: ResolvedStage;
  readonly dueDay: string;
  /** Whether their papers went back to them. */
  readonly returned: boolean;
  readonly movedFrom?: string;
  readonly subjects: readonly AddressedYear[];
}

/** Values of the template `reminders` for everything one address is reminded of on one day (YYYY-MM-DD). */
export function digestParams(
  basis: ReminderBasis,
  items: readonly DigestItem[],
  sendDay: string,
): Record<string, string> {
  const groups = groupsOf(items);
  const addressees = sortedNames(items.map(({ addressee }) => addressee));
  const isOwn = (group: Group) =>
    group.subjects.length === 1 && addressees.length === 1 && group.subjects[0]?.unitName === addressees[0];
  const blocks = groups.map((group) => blockOf(basis, group, sendDay, isOwn(group)));
  return {
    ...cycleParams(basis.cycle, basis.book.pack),
    headline: headlineOf(groups, sendDay, isOwn),
    addressee: addressees.length > MOST_ADDRESSEES ? 'Quý cơ quan, đơn vị' : addressees.join('; '),
    lines: blocks.join('\n'),
    assumed: blocks.some((block) => block.includes('(*)')) ? 'yes' : '',
  };
}

/** What remains until a last day, for people: "còn 3 ngày", "hôm nay là ngày làm việc cuối", "quá hạn 7 ngày". */
export function remainingPhrase(today: string, lastDay: string, table: WorkingDayTable): string {
  const days = daysBetween(today, lastDay);
  if (days < 0) return `quá hạn ${-days} ngày`;
  if (today === previousWorkingDay(lastDay, table).date) return 'hôm nay là ngày làm việc cuối';
  return days === 0 ? 'hôm nay là ngày cuối' : `còn ${days} ngày`;
}

/** Names in the order of the alphabet, each once, the first so many: "A; B; và 3 đơn vị khác". */
export function namesPhrase(names: readonly string[]): string {
  const sorted = sortedNames(names);
  const rest = sorted.length - MOST_NAMES;
  const shown = sorted.slice(0, MOST_NAMES).join('; ');
  return rest > 0 ? `${shown} và ${rest} đơn vị khác` : shown;
}

function sortedNames(names: readonly string[]): string[] {
  return [...new Set(names)].sort(byName);
}

function groupsOf(items: readonly DigestItem[]): Group[] {
  const groups = new Map<string, Group & { readonly subjects: AddressedYear[] }>();
  for (const { stage, dueDay, subject, movedFrom } of items) {
    const returned = subject.state.stages[stage.key]?.status === 'returned';
    const days = `${dueDay}/${stage.opensDay}/${stage.key}/${stage.due?.lastDay ?? ''}`;
    const key = `${days}/${stage.receiver ?? ''}/${returned ? 'returned' : ''}`;
    const group = groups.get(key) ?? { stage, dueDay, returned, movedFrom, subjects: [] };
    group.subjects.push(subject);
    groups.set(key, group);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}

/** What and when, for the subject line; a digest with anything overdue begins with it. */
function headlineOf(groups: readonly Group[], today: string, isOwn: (group: Group) => boolean): string {
  const overdue = groups.filter(({ dueDay }) => dueDay < today);
  const [only] = groups;
  if (groups.length === 1 && only !== undefined) {
    const units = isOwn(only) ? '' : ` (${only.subjects.length} đơn vị)`;
    const what = overdue.length > 0 ? 'Quá hạn' : 'Nhắc';
    return `${what}: ${only.stage.name}${units}, hết ngày ${formatOfficialDay(only.dueDay)}`;
  }
  const coming = groups.length - overdue.length;
  if (overdue.length > 0) {
    return `Quá hạn: ${overdue.length} việc${coming > 0 ? `, ${coming} việc khác đến hạn` : ''}`;
  }
  const days = [...new Set(groups.map(({ dueDay }) => dueDay))];
  const first = `hết ngày ${formatOfficialDay(days[0] ?? today)}`;
  return `Nhắc: ${coming} việc đến hạn, ${days.length > 1 ? 'sớm nhất ' : ''}${first}`;
}

function blockOf(basis: ReminderBasis, group: Group, today: string, own: boolean): string {
  const { stage, dueDay, returned, subjects } = group;
  const { due, cutOff } = stage;
  const isLegal = due?.lastDay === dueDay;
  const assumed = isLegal && due.status === 'assumed' ? ' (*)' : '';
  const remaining = remainingPhrase(today, dueDay, basis.table);
  const lines = [`- ${stage.name}: ${lastDayPhrase(dueDay)}${assumed}, ${remaining}.`];
  const lastWorked = previousWorkingDay(dueDay, basis.table);
  if (lastWorked.moved && today <= dueDay) {
    const { reason } = isWorkingDay(dueDay, basis.table);
    lines.push(
      `Ngày cuối là ngày nghỉ (${reason}); ngày làm việc cuối ${formatOfficialDay(lastWorked.date)}.`,
    );
  }
  const shifted = shiftPhrase(basis, group);
  if (shifted !== undefined) lines.push(shifted);
  if (returned) lines.push(`Đã bị trả lại, cần nộp lại ${lastDayPhrase(dueDay)}.`);
  if (due !== undefined) {
    const source = sourceOf(basis.book, due);
    const legal = due.status === 'assumed' ? `${lastDayPhrase(due.lastDay)} (*)` : lastDayPhrase(due.lastDay);
    const common = `Hạn chung: ${legal}; căn cứ: ${source}.`;
    if (isLegal) lines.push(`Căn cứ: ${source}.`);
    else lines.push(returned ? common : `Đã được gia hạn. ${common}`);
  } else {
    lines.push('Hạn do cấp trên giao cho đơn vị.');
  }
  if (cutOff !== undefined) {
    const isMoved = dueDay > cutOff.lastDay;
    const mark = !isMoved && cutOff.status === 'assumed' ? ' (*)' : '';
    const day = formatOfficialDay(isMoved ? dueDay : cutOff.lastDay);
    const words = today > dueDay ? 'Chỉ còn tiếp nhận' : 'Tiếp nhận';
    lines.push(`${words} đến hết ngày ${day}${mark}.`);
  }
  const receiver = stage.act === 'submit' ? receiverOf(basis, stage) : undefined;
  if (receiver !== undefined) lines.push(`Gửi về: ${receiver}.`);
  if (!own) {
    const names = subjects.map(({ unitName }) => unitName);
    lines.push(`${subjects.length} đơn vị: ${namesPhrase(names)}.`);
  }
  return lines.join('\n  ');
}

/** Why the reminder comes on this day, where more than a weekend moved it and the last day does not say it already. */
function shiftPhrase({ table }: ReminderBasis, { movedFrom, dueDay }: Group): string | undefined {
  if (movedFrom === undefined || movedFrom === dueDay) return undefined;
  const { reason } = isWorkingDay(movedFrom, table);
  if (reason === weekdayName(movedFrom)) return undefined;
  return `Lời nhắc này dời từ ${weekdayName(movedFrom)} ${formatOfficialDay(movedFrom)}: ngày nghỉ (${reason}).`;
}

function receiverOf({ book }: ReminderBasis, { receiver }: ResolvedStage): string | undefined {
  return book.pack.bodies.find(({ key }) => key === receiver)?.name;
}
