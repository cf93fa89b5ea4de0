export { dueLineOf } from './due-line.js';
export { instantAt, quietUntil } from './hours.js';
export { isClosed, isClosing, ladderOf, rungName } from './ladder.js';
export type { OpenLine, OversightDay, OversightKind, OversightYear } from './oversight-days.js';
export {
  isTellingTime,
  lastDayAhead,
  nextTelling,
  oversightDays,
  oversightTurn,
} from './oversight-days.js';
export { alwaysTold } from './recipients.js';
export type {
  DroppedRung,
  DueLine,
  Ladder,
  Recipient,
  ReminderRules,
  Rung,
  RungKey,
  SupersededRung,
  Turn,
  TurnWindow,
} from './reminders.types.js';
export { extraRung, trueUntil, turnOf } from './turn.js';
export { unansweredAt, waitingAt } from './waiting-at.js';
export type { PlannedDay, PlannedMail } from './year-plan.js';
export { yearPlan } from './year-plan.js';
