// Reminds everybody of what is due in a province's year, by the ladder of the cycle's pack: plans, carries, sleeps until
// the next instant. Promise: a mail planned is a mail handed over, and none is made for what is done meanwhile.
import {
  continueAsNew,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { AreaYearInput, ReminderActivities } from '#libs/contracts/workflows';
import { RUN_TEXTS, wakeSignal } from '#libs/contracts/workflows';
import { untilWoken } from '../wait.js';

/** About 17 events each, so a run stays short enough to be read. */
const MOST_TURNS = 40;

// What is planned and not carried stays in the tables, so trying for ever loses nothing and sends nothing twice.
const lasting = { initialInterval: '1s', maximumInterval: '1m' } as const;
const planning = proxyActivities<ReminderActivities>({
  startToCloseTimeout: '30m',
  heartbeatTimeout: '15s',
  retry: lasting,
  summary: RUN_TEXTS.summaries.planReminders,
});
const carrying = proxyActivities<ReminderActivities>({
  startToCloseTimeout: '2h',
  heartbeatTimeout: '15s',
  retry: lasting,
  summary: RUN_TEXTS.summaries.carryReminders,
});

export async function areaReminders(area: AreaYearInput): Promise<void> {
  let woken = false;
  setHandler(wakeSignal, () => {
    woken = true;
  });

  for (let turns = 0; turns < MOST_TURNS && !workflowInfo().continueAsNewSuggested; turns += 1) {
    setCurrentDetails(RUN_TEXTS.reminders.looking);
    // Before the turn: a wake that comes while it runs is about something it may not have seen.
    woken = false;
    const turn = await planning.planReminders(area);
    if (turn.carry) await carrying.carryReminders(area);
    if (turn.over && !woken) {
      setCurrentDetails(RUN_TEXTS.reminders.over);
      return;
    }
    setCurrentDetails(RUN_TEXTS.area.waitsFor(turn.what));
    await untilWoken(() => woken, turn);
  }
  await continueAsNew<typeof areaReminders>(area);
}
