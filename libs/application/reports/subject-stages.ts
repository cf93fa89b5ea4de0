import { dateOf, daysBetween } from '#libs/calendar';
import type { LateAnswer, ReportAnswer, ReportSubjectAnswer } from '#libs/contracts';
import type { ResolvedStage } from '#libs/policy';
import {
  cameAt,
  isAfterSuggested,
  isAssumedDay,
  lastDayOf,
  type Standing,
  standingOf,
} from '#libs/unit-year';
import { judgingLevelOf } from '../cycle-rules/judging-level.js';
import type { RuleBook } from '../reminders/due-lines.js';
import type { AddressedYear } from '../reminders/reminders.port.js';

/** Whose paper a stage is and where it goes, as lists tell it. */
export function subjectOf(book: RuleBook, year: AddressedYear, stage: ResolvedStage): ReportSubjectAnswer {
  const lastDay = lastDayOf(stage, year.state.stages[stage.key]);
  return {
    unitId: year.unitId,
    unitName: year.unitName,
    ofBody: year.bodyKey !== undefined,
    communeCode: year.communeCode,
    level: year.managedBy,
    stage: stage.key,
    stageName: stage.name,
    lastDay,
    assumed: isAssumedDay(stage, lastDay) ? true : undefined,
    receiver: book.pack.bodies.find(({ key }) => key === stage.receiver)?.name,
  };
}

/** Where a paper stands, in the words of the list of reports. */
const REPORT_STATES: Readonly<Record<Standing, ReportAnswer['state']>> = {
  done: 'handedIn',
  received: 'received',
  working: 'open',
  returned: 'open',
  overdue: 'overdue',
  pastSuggested: 'pastSuggested',
  notSubmitted: 'notSubmitted',
  waived: 'waived',
  ahead: 'notOpen',
  closed: 'notSubmitted',
};

export const reportStateOf = (
  { state }: Pick<AddressedYear, 'state'>,
  stage: ResolvedStage,
  now: string,
): ReportAnswer['state'] => REPORT_STATES[standingOf(stage, state, dateOf(now))];

/** Whether a paper that was not handed in is listed as late, and how; who is asked for nothing is not listed. */
const LATE_STATES: Readonly<
  Record<Exclude<Standing, 'done' | 'received'>, 'overdue' | 'pastSuggested' | 'notSubmitted' | undefined>
> = {
  overdue: 'overdue',
  pastSuggested: 'pastSuggested',
  notSubmitted: 'notSubmitted',
  closed: 'notSubmitted',
  working: undefined,
  returned: undefined,
  waived: undefined,
  ahead: undefined,
};

/** The paper of a stage that is late, or came late; undefined where it is neither. */
export function lateLineOf(
  book: RuleBook,
  year: AddressedYear,
  stage: ResolvedStage,
  now: string,
): LateAnswer | undefined {
  const subject = { ...subjectOf(book, year, stage), owedBy: owedBy(book, year, stage) };
  const { lastDay } = subject;
  const state = year.state.stages[stage.key];
  if (lastDay === undefined) return undefined;
  const standing = standingOf(stage, year.state, dateOf(now));
  if (standing === 'done' || standing === 'received') {
    // What came on paper came, in time or late, whether or not its content was entered.
    const came = state?.receipt ?? state;
    const { late, effectiveAt } = came ?? {};
    if (late !== true || effectiveAt === undefined) return undefined;
    const daysLate = daysBetween(lastDay, dateOf(effectiveAt));
    const afterSuggested = isAfterSuggested(stage, cameAt(came, state)) ? true : undefined;
    return { ...subject, lastDay, daysLate, state: 'late', at: effectiveAt, afterSuggested };
  }
  const late = LATE_STATES[standing];
  if (late === undefined) return undefined;
  const daysLate = Math.max(0, daysBetween(lastDay, dateOf(now)));
  if (year.state.status === 'paused') return { ...subject, lastDay, daysLate, state: 'paused' };
  return { ...subject, lastDay, daysLate, state: late };
}

/** The body that a stage waits for where the act is not the subject's: that of the level that judges the unit. */
function owedBy(book: RuleBook, year: AddressedYear, stage: ResolvedStage): string | undefined {
  if (stage.act === 'submit') return undefined;
  const level = judgingLevelOf(book.pack, year);
  const key = book.stage(level, stage.key)?.receiver ?? stage.receiver;
  return book.pack.bodies.find((body) => body.key === key)?.name;
}
