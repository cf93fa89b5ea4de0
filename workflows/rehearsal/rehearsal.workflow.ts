// Steps the clock of a rehearsal to the instant asked for, from one thing that happens to the next; each step ends when
// everything of its instant is done, so the same seed gives the same year on any machine.
import {
  condition,
  continueAsNew,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { RehearsalActivities, RehearsalRun } from '#libs/contracts/workflows';
import { advanceToSignal, RUN_TEXTS, rehearsalQuery } from '#libs/contracts/workflows';

/** Keeps a run's history short: a year has several hundred steps. */
const MOST_STEPS = 100;
const DAY_MS = 86_400_000;

// A step waits for mails and commands to settle, which may take as long as a server is away; a step half done is gone on with.
const clockwork = proxyActivities<RehearsalActivities>({
  startToCloseTimeout: '2h',
  heartbeatTimeout: '15s',
  retry: { initialInterval: '1s', maximumInterval: '30s' },
  summary: RUN_TEXTS.summaries.stepRehearsal,
});

export async function rehearsal({ cycleId, areaId, ...start }: RehearsalRun): Promise<void> {
  let { to, dayMs = 0, reached, clock } = start;
  setHandler(advanceToSignal, (goal) => {
    // The clock only goes forward, so the latest instant holds; the pace is the one asked for last.
    if (to === undefined || Date.parse(goal.to) > Date.parse(to)) to = goal.to;
    dayMs = goal.dayMs ?? 0;
  });
  setHandler(rehearsalQuery, () => ({ now: clock?.now, to }));

  for (let steps = 0; ; steps += 1) {
    setCurrentDetails(RUN_TEXTS.rehearsal.waiting(clock?.words));
    await condition(() => to !== undefined && to !== reached);
    if (steps === MOST_STEPS || workflowInfo().continueAsNewSuggested) {
      await continueAsNew<typeof rehearsal>({ cycleId, areaId, to, dayMs, reached, clock });
    }

    setCurrentDetails(RUN_TEXTS.rehearsal.stepping(clock?.words));
    const goal = to as string;
    const step = await clockwork.stepRehearsal({ cycleId, areaId, to: goal });
    const days = clock === undefined ? 0 : (Date.parse(step.day) - Date.parse(clock.day)) / DAY_MS;
    clock = { now: step.now, day: step.day, words: step.words };
    if (step.over) {
      setCurrentDetails(RUN_TEXTS.rehearsal.over(clock.words));
      return;
    }
    if (step.reached) reached = goal;

    const pace = dayMs;
    if (days > 0 && pace > 0) {
      setCurrentDetails(RUN_TEXTS.rehearsal.pacing(clock.words));
      await condition(() => dayMs !== pace, days * pace, { summary: RUN_TEXTS.summaries.keepPace(days) });
    }
  }
}
