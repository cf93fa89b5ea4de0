import { daysBetween } from '#libs/calendar';
import { cite } from '#libs/policy';
import { isAssumedDay } from '#libs/unit-year';
import { cycleParams, officeParams } from '../mail/letters.js';
import type { MailParams, MailValue } from '../mail/outbox.port.js';
import { type DigestContent, type DigestItem, type Group, type ItemState, STATES } from './digest.types.js';
import { dayParams, itemParams, sortedNames } from './digest-item.js';
import type { ReminderBasis } from './due-lines.js';
import type { AddressedYear } from './reminders.port.js';

const MOST_ADDRESSEES = 3;
const MOST_STEPS = 3;
/** Values of the template `reminders` for everything one address is told on one day (YYYY-MM-DD). */
export function digestParams(
  basis: ReminderBasis,
  { items, others, office, toHead = false }: DigestContent,
  sendDay: string,
): MailParams {
  const told = groupsOf(items, sendDay);
  const rest = groupsOf(others, sendDay);
  const addressees = sortedNames(items.map(({ addressee }) => addressee));
  const isOwn = ({ subjects }: Group) =>
    subjects.length === 1 && addressees.length === 1 && subjects[0]?.unitName === addressees[0];
  const blocks = told.map((group) => itemParams(basis, group, sendDay, isOwn(group)));
  const lines = rest.map((group) => ({
    name: group.stage.name,
    ...dayParams(basis, group, sendDay, isOwn(group)),
    asked: isOwed(group) ? '' : 'yes',
  }));
  const isPaper = office !== undefined && told.some((group) => isOwn(group) && group.stage.act === 'submit');
  const head = toHead ? headParams(basis) : '';
  return {
    ...cycleParams(basis.cycle, basis.book.pack),
    addressee: addressees.length > MOST_ADDRESSEES ? 'Quý cơ quan, đơn vị' : addressees.join('; '),
    head,
    heads: headsOf(told, isOwn),
    rest: rest.length === 0 ? '' : String(rest.length),
    title: titleParams(items, told, rest, isOwn),
    items: blocks,
    others: lines.filter(({ asked }) => asked === ''),
    asks: lines.filter(({ asked }) => asked !== ''),
    onPaper: isPaper ? 'yes' : '',
    replies: office?.email === undefined ? '' : 'yes',
    office: officeParams(office),
    assumed: isMarked([head, blocks, lines]) ? 'yes' : '',
  };
}

/** From when on a head is told, and whether a document says so. */
function headParams({ book }: ReminderBasis): MailValue {
  const rule = book.pack.reminders.recipients.find(({ key }) => key === 'head');
  return {
    days: rule?.fromWorkingDays === undefined ? '' : String(rule.fromWorkingDays),
    cutOff: book.pack.reminders.closing?.to.includes('head') === true ? 'yes' : '',
    ...(rule === undefined || rule.status === 'assumed'
      ? { rule: '', assumed: 'yes' }
      : { rule: cite(book.pack, rule.src), assumed: '' }),
  };
}

function groupsOf(items: readonly DigestItem[], today: string): Group[] {
  const groups = new Map<string, Group & { readonly subjects: AddressedYear[] }>();
  for (const item of items) {
    const { stage, dueDay, subject, receiver, first, overseen = false } = item;
    const returned = subject.state.stages[stage.key]?.status === 'returned';
    const state = stateOf(item, returned, today);
    // One address may have subjects of several kinds, to some of which a day is only suggested.
    const days = `${dueDay}/${stage.opensDay}/${stage.key}/${stage.due?.lastDay ?? ''}/${stage.due?.src ?? ''}`;
    const waits = `${first?.stage.key ?? ''}/${first?.dueDay ?? ''}/${String(first?.closed)}`;
    const key = `${STATES.indexOf(state)}/${days}/${receiver?.name ?? ''}/${returned ? 'returned' : ''}/${String(overseen)}/${waits}`;
    const group = groups.get(key) ?? {
      ...{ stage, dueDay, state, returned, overseen, receiver, first },
      subjects: [],
    };
    group.subjects.push(subject);
    groups.set(key, group);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}

function stateOf(item: DigestItem, returned: boolean, today: string): ItemState {
  const { stage, dueDay, opening } = item;
  if (item.closed === true) return 'notSubmitted';
  if (item.closing === true) return 'closing';
  if (daysBetween(today, dueDay) < 0 && stage.obligation !== 'asked') {
    return isAssumedDay(stage, dueDay) ? 'pastSuggested' : 'overdue';
  }
  if (returned) return 'returned';
  return opening === true ? 'opens' : 'due';
}

/** What and when, for the subject line: the worst first, of each kind the first few. */
function headsOf(groups: readonly Group[], isOwn: (group: Group) => boolean): MailValue {
  return STATES.flatMap((state): MailValue[] => {
    const ofState = groups.filter((group) => group.state === state);
    if (ofState.length === 0) return [];
    const steps = ofState.slice(0, MOST_STEPS).map((group) => ({
      name: group.stage.shortName ?? group.stage.name,
      ...headDayOf(group),
      units: isOwn(group) ? '' : String(group.subjects.length),
    }));
    const more = ofState.length - steps.length;
    return [{ state, steps, more: more === 0 ? '' : String(more) }];
  });
}

/** The day that counts on a subject line: the cut-off of what is near it or past it, else the last day. */
function headDayOf({ stage, state, dueDay }: Group): { readonly day: string; readonly assumed: string } {
  const { cutOff } = stage;
  const isOfCutOff = state === 'closing' || state === 'notSubmitted';
  if (isOfCutOff && cutOff !== undefined && cutOff.lastDay > dueDay)
    return { day: cutOff.lastDay, assumed: cutOff.status === 'assumed' ? 'yes' : '' };
  return { day: dueDay, assumed: isAssumedDay(stage, dueDay) ? 'yes' : '' };
}

function titleParams(...args: Parameters<typeof titleOf>): MailValue {
  const [, told, rest] = args;
  const of = titleOf(...args);
  const isOfCutOff = of === 'closing' || of === 'notSubmitted';
  const all = isOfCutOff ? told : [...told, ...rest];
  return { of, count: String((of === 'unit' ? all.filter(isOwed) : all).length) };
}

/** What no document orders is asked for, and no duty that is not done. */
const isOwed = ({ stage }: Group): boolean => stage.obligation !== 'asked';

function titleOf(
  items: readonly DigestItem[],
  told: readonly Group[],
  rest: readonly Group[],
  isOwn: (group: Group) => boolean,
): string {
  if (items.every(({ overseen }) => overseen === true)) return 'overseer';
  if (told.every(({ state }) => state === 'opens') && rest.length === 0 && told.every(isOwn))
    return 'opening';
  for (const state of ['closing', 'notSubmitted'] as const) {
    if (told.every((group) => group.state === state && isOwn(group))) return state;
  }
  if (!told.every(({ stage }) => stage.act === 'submit')) return 'office';
  return [...told, ...rest].some(isOwed) ? 'unit' : 'asked';
}

/** Whether anything in the values carries the mark of what is assumed. */
function isMarked(value: MailValue): boolean {
  if (typeof value === 'string') return false;
  if (Array.isArray(value)) return value.some((each: MailValue) => isMarked(each));
  return Object.entries(value).some(([name, each]) =>
    name.toLowerCase().endsWith('assumed') ? each !== '' : isMarked(each),
  );
}
