import { dateOf } from '#libs/calendar';
import type { ResolvedStage } from '#libs/policy';
import { quietUntil, unansweredAt, waitingAt } from '#libs/reminders';
import { countedStatusOf, isAsked, lastDayOf, stageOf } from '#libs/unit-year';
import type { Rules } from '../cycle-rules/cycle-rules.js';
import { escalatedMessage } from '../extensions/extension.letters.js';
import { presentedMessages } from '../presenting/presenting.letters.js';
import type { Stores } from '../transaction/records.port.js';
import type { Desk } from './desk.js';
import type { ReminderBasis } from './due-lines.js';
import type { AddressedYear } from './reminders.port.js';

type Needs = Stores<
  'accounts' | 'extensions' | 'messages' | 'now' | 'presentedDrafts' | 'reminders' | 'units'
>;

interface Sight {
  readonly basis: ReminderBasis;
  readonly desk: Desk;
  /** The cycle's now, ISO 8601. */
  readonly now: string;
}

/** A step at which something waits for somebody, while it is still asked for. */
interface WaitingStep {
  readonly unit: AddressedYear;
  readonly rules: Rules;
  readonly stage: ResolvedStage;
  readonly lastDay: string;
}

/**
 * Tells once more of what waits on the last working day of its step: the head of a draft, the supervising office of a request for more
 * time that nobody has answered. In the quiet hours it waits for their end.
 *
 * @returns the next instant at which something is to be told; undefined where nothing is
 */
export async function tellWaiting(records: Needs, sight: Sight): Promise<string | undefined> {
  const { cycle, book, table } = sight.basis;
  const rules = book.pack.reminders;
  const drafts = await records.presentedDrafts.waiting(cycle.id);
  const requests = await records.extensions.unescalated(cycle.id);
  const ids = [...new Set([...drafts, ...requests].map(({ unitId }) => unitId))];
  if (ids.length === 0) return undefined;
  const units = new Map((await records.reminders.subjects(cycle.id, ids)).map((unit) => [unit.unitId, unit]));
  const quietEnd = quietUntil(sight.now, rules);
  const coming: string[] = [];
  const isDue = (at: string): boolean => {
    const next = at > sight.now ? at : quietEnd;
    if (next !== undefined) coming.push(next);
    return next === undefined;
  };
  for (const draft of drafts) {
    const step = waitingStep(sight, units.get(draft.unitId), draft.stage);
    if (step === undefined) continue;
    const at = waitingAt(step.lastDay, rules, table);
    // One that was presented later was told of on that day, and of a day that has passed the ladder of the step tells.
    if (at <= draft.presentedAt || step.lastDay < dateOf(sight.now) || !isDue(at)) continue;
    const asked = { cycle, unit: step.unit, rules: step.rules, stage: step.stage };
    await records.messages.enqueueAll(
      await presentedMessages(records, asked, draft, sight.now, step.lastDay),
    );
  }
  for (const request of requests) {
    const step = waitingStep(sight, units.get(request.unitId), request.stage);
    // Of what is only asked for nobody above the unit is told.
    if (step === undefined || step.stage.obligation === 'asked') continue;
    if (!isDue(unansweredAt(step.lastDay, request.askedAt, rules, table))) continue;
    const to = sight.desk.supervisor(step.unit);
    const at = { cycle, unit: step.unit, rules: step.rules, now: sight.now };
    if (to?.address !== undefined) {
      const { name, address } = to;
      await records.messages.enqueueAll([escalatedMessage(at, step.stage, request, { name, address })]);
    }
    await records.extensions.markEscalated([request.id], sight.now);
  }
  return coming.sort()[0];
}

function waitingStep(
  { basis }: Sight,
  unit: AddressedYear | undefined,
  key: string,
): WaitingStep | undefined {
  const rules = unit && basis.book.of(unit);
  const stage = rules && stageOf(rules.graph, key);
  if (unit === undefined || rules === undefined || stage === undefined) return undefined;
  const state = unit.state.stages[key];
  const lastDay = lastDayOf(stage, state);
  if (lastDay === undefined || !isAsked(countedStatusOf(state, unit.state.status))) return undefined;
  return { unit, rules, stage, lastDay };
}
