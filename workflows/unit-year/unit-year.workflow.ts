// Carries one unit through the stages of its cycle's pack, from the Q1 resolution to the award review
// (Kế hoạch 33/KH-UBND and the pack that the cycle is bound to); PostgreSQL decides, this run adopts.
import {
  ActivityFailure,
  ApplicationFailure,
  allHandlersFinished,
  condition,
  continueAsNew,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type {
  CommandReference,
  RecordsActivities,
  StageView,
  UnitYearInput,
  UnitYearView,
} from '#libs/contracts/workflows';
import { RUN_TEXTS, UPDATE_NAMES, unitYearQuery, unitYearUpdates } from '#libs/contracts/workflows';
import { UnitYearAdopted } from './unit-year.state.js';

// Five tries bound what an absent database costs: the command is delivered again under a new attempt.
const records = proxyLocalActivities<RecordsActivities>({
  startToCloseTimeout: '20s',
  retry: { maximumAttempts: 5, initialInterval: '200ms', backoffCoefficient: 2 },
});

// A database that stays away must not cost a unit its run: the server goes on asking at its own pace, outside the history.
const patient = proxyActivities<RecordsActivities>({
  startToCloseTimeout: '20s',
  retry: { initialInterval: '2s', maximumInterval: '60s' },
  summary: RUN_TEXTS.summaries.loadUnitYear,
});

export async function unitYear(input: UnitYearInput): Promise<UnitYearView> {
  const year = new UnitYearAdopted();
  const loaded = year.exclusively(async () => {
    year.adopt(await load(input));
  });

  for (const updateName of UPDATE_NAMES) {
    setHandler(
      unitYearUpdates[updateName],
      ({ commandId }) =>
        year.exclusively(async () => {
          const applied = await records.applyCommand({ ...input, commandId, updateName });
          year.adopt(applied.view);
          return applied.carried;
        }),
      {
        validator: (reference: Partial<CommandReference> | undefined) => {
          if (typeof reference?.commandId !== 'string') throw new Error('an Update carries { commandId }');
        },
      },
    );
  }
  setHandler(unitYearQuery, () => year.view);

  /** Waits until the year no longer waits at the stage: it was handed in, concluded, waived, or the year went elsewhere. */
  async function outcomeOf(stage: StageView | undefined): Promise<void> {
    do {
      setCurrentDetails(detailsOf(year.view));
      if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof unitYear>(input);
      const { version } = year.view;
      await condition(() => year.view.version !== version || workflowInfo().continueAsNewSuggested);
      await condition(allHandlersFinished);
    } while (year.waitsAt(stage));
  }

  await loaded;
  // A restart that found this run's predecessor finished arrives with the start, so handlers go before the end.
  await condition(allHandlersFinished);
  for (const stage of year.stages()) await outcomeOf(stage);
  setCurrentDetails(detailsOf(year.view));
  return year.view;
}

async function load(input: UnitYearInput): Promise<UnitYearView> {
  try {
    return await records.loadUnitYear(input);
  } catch (error) {
    // A local activity fails with its own failure, an ordinary one with that failure as its cause.
    const cause = error instanceof ActivityFailure ? error.cause : error;
    if (cause instanceof ApplicationFailure && cause.nonRetryable) throw error;
    return patient.loadUnitYear(input);
  }
}

/** Where the year stands, for the reader of its run; of a view from an older worker only what its stages say. */
const detailsOf = ({ details, stages }: UnitYearView): string =>
  details ?? stages.map(({ name, status }) => `- ${name}: ${status}`).join('\n');
