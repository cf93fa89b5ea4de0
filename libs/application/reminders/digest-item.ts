import { addDays, daysBetween, isWorkingDay, previousWorkingDay, type WorkingDayTable } from '#libs/calendar';
import { cite, isClassBodyAssumed, type ResolvedStage, sourceOfDay } from '#libs/policy';
import { isAssumedDay } from '#libs/unit-year';
import type { Subject } from '../cycle-rules/cycle-rules.js';
import type { MailValue } from '../mail/outbox.port.js';
import { consequenceParams, consequencesOf } from './consequences.js';
import type { Group } from './digest.types.js';
import type { ReminderBasis } from './due-lines.js';
import type { FirstStep } from './obstacle.js';

const MOST_NAMES = 20;
const byName = new Intl.Collator('vi', { numeric: true }).compare;

type Params = Readonly<Record<string, MailValue>>;

/** Names in the order of the alphabet, each once. */
export function sortedNames(names: readonly string[]): string[] {
  return [...new Set(names)].sort(byName);
}

/** Names in the order of the alphabet, each once, the first so many: "A; B; và 3 đơn vị khác". */
export function namesPhrase(names: readonly string[]): string {
  const sorted = sortedNames(names);
  const rest = sorted.length - MOST_NAMES;
  const shown = sorted.slice(0, MOST_NAMES).join('; ');
  return rest > 0 ? `${shown} và ${rest} đơn vị khác` : shown;
}

/** What is told of a last day wherever it is told: the day, whether it is assumed, what is left, and whose it is. */
export function dayParams(basis: ReminderBasis, group: Group, today: string, own: boolean): Params {
  const { stage, dueDay, subjects } = group;
  const names = subjects.map(({ unitName }) => unitName);
  return {
    due: dueDay,
    assumed: yes(isAssumedDay(stage, dueDay)),
    days: String(Math.abs(daysBetween(today, dueDay))),
    left: leftOf(group, today, basis.table),
    count: String(subjects.length),
    units: own ? '' : namesPhrase(names),
  };
}

/** Values of one thing to be done: what, until when, with which papers, where to, and by which document. */
export function itemParams(basis: ReminderBasis, group: Group, today: string, own: boolean): Params {
  const { stage, dueDay, state, returned, overseen, receiver, subjects } = group;
  const { pack } = basis.book;
  const { duty } = sourceOfDay(pack, stage);
  const isOpening = state === 'opens';
  const isPaper = stage.act === 'submit' && !overseen;
  // What a class is given on is prepared for whoever gives it.
  const isOnFile = stage.act === 'classify' && !overseen;
  const papers = isPaper || isOnFile ? (stage.documents ?? []) : [];
  const [subject] = subjects;
  return {
    ...dayParams(basis, group, today, own),
    state,
    name: stage.name,
    asked: yes(stage.obligation === 'asked'),
    returned: yes(returned),
    opened: isOpening ? stage.opensDay : '',
    openedAssumed: yes(isOpening && stage.opensStatus === 'assumed'),
    ...dayOffParams(basis.table, dueDay, today),
    ...commonParams(stage, dueDay, returned),
    ...cutOffParams(stage, dueDay, today),
    ...closingParams(basis, group, today),
    first: firstParams(group.first, today),
    papers,
    onFile: yes(isOnFile),
    papersAssumed: yes(papers.length > 0 && stage.named?.documents !== true),
    receiver:
      receiver === undefined || overseen
        ? ''
        : {
            name: receiver.name,
            assumed: yes(receiver.assumed),
            address: receiver.office?.address ?? '',
            telephone: receiver.office?.telephone ?? '',
          },
    duty: duty ?? '',
    dutyAssumed: yes(duty === undefined),
    actorAssumed: yes(stage.act === 'classify' && isClassBodyAssumed(pack)),
    ...sourceParams(basis, stage, dueDay, subject),
    step: own && isPaper && subject !== undefined ? { unitId: subject.unitId, stage: stage.key } : '',
  };
}

const yes = (is: boolean): string => (is ? 'yes' : '');
const later = (a: string | undefined, b: string | undefined): string | undefined =>
  a === undefined || (b !== undefined && b > a) ? b : a;

function leftOf({ stage, dueDay }: Group, today: string, table: WorkingDayTable): string {
  // What is only asked for is taken in after its day like before it.
  if (today > dueDay && stage.obligation === 'asked') return 'stillTaken';
  if (today > dueDay) return isAssumedDay(stage, dueDay) ? 'pastSuggested' : 'overdue';
  if (today === previousWorkingDay(dueDay, table).date) return 'lastWorkingDay';
  return today === dueDay ? 'lastDay' : 'coming';
}

/** The last working day up to a last day to come that is a day off, and why it is one. */
function dayOffParams(table: WorkingDayTable, dueDay: string, today: string): Params {
  const lastWorked = previousWorkingDay(dueDay, table);
  if (!lastWorked.moved || today > dueDay) return { lastWorked: '', dayOff: '' };
  return { lastWorked: lastWorked.date, dayOff: isWorkingDay(dueDay, table).reason };
}

/** The day that holds for everybody, where a subject has another. */
function commonParams({ due }: ResolvedStage, dueDay: string, returned: boolean): Params {
  if (due === undefined || due.lastDay === dueDay) return { common: '', commonAssumed: '', extended: '' };
  return {
    common: due.lastDay,
    commonAssumed: yes(due.status === 'assumed'),
    extended: yes(!returned),
  };
}

/** Of what is near its cut-off or past it: how near, what follows where nothing comes, and what can be done then. */
function closingParams(
  basis: ReminderBasis,
  { stage, state, dueDay, subjects }: Group,
  today: string,
): Params {
  const [subject] = subjects;
  const isTold = state === 'closing' || state === 'notSubmitted';
  if (!isTold || subject === undefined) return { closing: '' };
  const cutOffDay = later(stage.cutOff?.lastDay, dueDay) ?? dueDay;
  return {
    closing: {
      passed: yes(state === 'notSubmitted'),
      workingDays: String(workingDaysBetween(today, cutOffDay, basis.table)),
      ...consequenceParams(basis, consequencesOf(basis, stage, subject), today),
    },
  };
}

/** Worked days after one day up to another, which counts. */
function workingDaysBetween(from: string, to: string, table: WorkingDayTable): number {
  let days = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) {
    if (isWorkingDay(day, table).working) days += 1;
  }
  return days;
}

/** What must be handed in before, and until when: its own last day, once that has passed the last day it is taken in. */
function firstParams(first: FirstStep | undefined, today: string): MailValue {
  if (first === undefined) return '';
  const { stage, dueDay, closed } = first;
  const isPast = dueDay === undefined || dueDay < today;
  const cutOff = later(stage.cutOff?.lastDay, dueDay);
  const day = isPast ? cutOff : dueDay;
  const assumed = day === dueDay ? isAssumedDay(stage, day) : stage.cutOff?.status === 'assumed';
  return {
    name: stage.name,
    day: day ?? '',
    assumed: yes(day !== undefined && assumed),
    past: yes(isPast),
    closed: yes(closed),
  };
}

/** Until when it is taken in; a grace beyond the cut-off moves the cut-off along. */
function cutOffParams({ cutOff }: ResolvedStage, dueDay: string, today: string): Params {
  if (cutOff === undefined) return { cutOff: '', cutOffAssumed: '', past: '' };
  const isMoved = dueDay > cutOff.lastDay;
  return {
    cutOff: isMoved ? dueDay : cutOff.lastDay,
    cutOffAssumed: yes(!isMoved && cutOff.status === 'assumed'),
    past: yes(today > dueDay),
  };
}

/**
 * The words of the document that sets the day, and where they stand; of a day that no document sets, which step with a day
 * of its own it is to be in time for.
 */
function sourceParams(
  basis: ReminderBasis,
  stage: ResolvedStage,
  dueDay: string,
  subject: Subject | undefined,
): Params {
  const { due } = stage;
  if (due === undefined) return { source: '', words: '', byOrder: 'yes', serves: '' };
  const { pack } = basis.book;
  if (due.status !== 'assumed') {
    return { source: cite(pack, due.src), words: due.words, byOrder: '', serves: '' };
  }
  if (due.lastDay !== dueDay) return { source: '', words: '', byOrder: 'yes', serves: '' };
  const served = servedBy(basis, stage, subject);
  return {
    ...{ source: '', byOrder: '' },
    words: sourceOfDay(pack, stage).said ?? '',
    serves: served?.due === undefined ? '' : { name: served.name, words: served.due.words },
  };
}

/** The nearest step with a day that a document sets, of those that rest on this one or report on it. */
function servedBy(
  basis: ReminderBasis,
  stage: ResolvedStage,
  subject: Subject | undefined,
): ResolvedStage | undefined {
  const { stages } = subject === undefined ? basis.book.levels.tinh : basis.book.of(subject);
  const seen = new Set([stage.key]);
  let rests = [stage.key];
  while (rests.length > 0) {
    const next = stages.filter(
      ({ key, requires, reportsOn, supplements }) =>
        !seen.has(key) &&
        (requires.some((each) => rests.includes(each.stage)) ||
          rests.includes(reportsOn ?? '') ||
          rests.includes(supplements ?? '')),
    );
    const bound = next
      .filter(({ due }) => due !== undefined && due.status !== 'assumed')
      .sort((a, b) => ((a.due?.lastDay ?? '') < (b.due?.lastDay ?? '') ? -1 : 1));
    if (bound[0] !== undefined) return bound[0];
    rests = next.map(({ key }) => key);
    for (const key of rests) seen.add(key);
  }
  return undefined;
}
