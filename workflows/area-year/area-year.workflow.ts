// Lives the calendar of a province's year: opens its units (Kế hoạch 33/KH-UBND, I.4: every unit takes part), acts at
// each instant of the cycle's pack, and closes the years when the last has passed.
import {
  condition,
  continueAsNew,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type {
  AreaYearRun,
  CalendarActivities,
  CycleTurn,
  OpeningActivities,
  OpeningProgress,
} from '#libs/contracts/workflows';
import { areaYearQuery, closeAreaYearSignal, RUN_TEXTS, wakeSignal } from '#libs/contracts/workflows';
import { untilWoken } from '../wait.js';

/** Keeps a run's history short, also where every step of a rehearsal wakes it. */
const MOST_TURNS = 40;

// One long activity opens all pages and heartbeats the last unit; a lost worker costs one heartbeat, not the opening.
const opening = proxyActivities<OpeningActivities>({
  startToCloseTimeout: '2h',
  heartbeatTimeout: '30s',
  retry: { initialInterval: '1s', maximumInterval: '30s' },
  summary: RUN_TEXTS.summaries.openUnits,
});

// A day of the calendar must not be lost to a database that is away for hours: tried for ever, once a minute at last.
const lasting = { initialInterval: '1s', maximumInterval: '1m' } as const;
const calendar = proxyActivities<CalendarActivities>({
  startToCloseTimeout: '30m',
  heartbeatTimeout: '15s',
  retry: lasting,
  summary: RUN_TEXTS.summaries.actOnCalendar,
});
const closing = proxyActivities<CalendarActivities>({
  startToCloseTimeout: '2h',
  heartbeatTimeout: '15s',
  retry: lasting,
  summary: RUN_TEXTS.summaries.closeYears,
});

export async function areaYear({ opened, ...area }: AreaYearRun): Promise<OpeningProgress> {
  let progress = opened ?? { opened: 0, total: 0 };
  let phase = opened === undefined ? 'opening' : 'open';
  let woken = false;
  let closed = false;
  setHandler(areaYearQuery, () => ({ ...progress, phase }));
  setHandler(closeAreaYearSignal, () => {
    closed = true;
  });
  setHandler(wakeSignal, () => {
    woken = true;
  });

  if (opened === undefined) {
    setCurrentDetails(RUN_TEXTS.area.opening);
    progress = await opening.openUnits(area);
    phase = 'open';
    setCurrentDetails(RUN_TEXTS.area.opened(progress.opened, progress.total));
    // Years that were opened before the calendar was acted on stop here in their histories; the first wake takes them on.
    await condition(() => woken || closed);
  }

  // Instant after instant of the calendar: stages open, pass their last day and lock, until the day of closing has ended.
  for (let turns = 0; !closed; turns += 1) {
    if (turns === MOST_TURNS || workflowInfo().continueAsNewSuggested) {
      await continueAsNew<typeof areaYear>({ ...area, opened: progress });
    }
    // Before the turn: a wake that comes while it runs is about something it may not have seen.
    woken = false;
    const turn = await calendar.actOnCalendar(area);
    if (turn.over) {
      phase = 'closing';
      setCurrentDetails(RUN_TEXTS.area.closing);
      await closing.closeYears(area);
      if (!woken) break;
    } else {
      setCurrentDetails(instantsOf(turn));
      await untilWoken(() => woken || closed, turn);
    }
  }
  phase = 'closed';
  return progress;
}

/** Where the year stands between two turns: the instants that the last one acted at, and the one it waits for. */
function instantsOf({ did = [], what }: CycleTurn): string {
  const { area } = RUN_TEXTS;
  return [`${area.running} ${area.waitsFor(what)}`, ...did.map(area.did)].join('\n');
}
