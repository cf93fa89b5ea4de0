// Carries one unit through the stages of its cycle's pack, from the Q1 resolution to the award review
// (Kế hoạch 33/KH-UBND and the pack that the cycle is bound to); PostgreSQL decides, this run adopts.
import {
  allHandlersFinished,
  condition,
  continueAsNew,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { CommandReference, RecordsActivities, UnitYearInput, UnitYearView } from '#libs/contracts';
import { UPDATE_NAMES, unitYearQuery, unitYearUpdates } from '#libs/contracts';
import { UnitYearAdopted } from './unit-year.state.js';

// Five tries bound what an absent database costs: the command stays `received` and is delivered again under a new attempt.
const records = proxyLocalActivities<RecordsActivities>({
  startToCloseTimeout: '20s',
  retry: { maximumAttempts: 5, initialInterval: '200ms', backoffCoefficient: 2 },
});

export async function unitYear(input: UnitYearInput): Promise<UnitYearView> {
  const year = new UnitYearAdopted();
  const loaded = year.exclusively(async () => {
    year.adopt(await records.loadUnitYear(input));
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

  await loaded;
  for (;;) {
    // A restart that found this run's predecessor finished arrives with the start, so handlers go before the end.
    await condition(allHandlersFinished);
    setCurrentDetails(describe(year.view));
    if (year.isOver) return year.view;
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof unitYear>(input);
    const waitingAt = year.view.current;
    await condition(
      () => year.isOver || year.view.current !== waitingAt || workflowInfo().continueAsNewSuggested,
    );
  }
}

/** What the reader of a run sees: the stage it waits at and where each stage stands. */
function describe(view: UnitYearView): string {
  const waiting = view.stages.find((stage) => stage.key === view.current);
  const headline =
    waiting === undefined
      ? `Đã xong, vòng ${view.round}`
      : `Đang chờ: ${waiting.name}${waiting.lastDay === undefined ? '' : `, hạn hết ngày ${waiting.lastDay.split('-').reverse().join('/')}`}, vòng ${view.round}`;
  return [headline, ...view.stages.map((stage) => `- ${stage.name}: ${stage.status}`)].join('\n');
}
