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
  UnitYearInput,
  UnitYearView,
} from '#libs/contracts/workflows';
import { UPDATE_NAMES, unitYearQuery, unitYearUpdates } from '#libs/contracts/workflows';
import { UnitYearAdopted } from './unit-year.state.js';

// Five tries bound what an absent database costs: the command stays `received` and is delivered again under a new attempt.
const records = proxyLocalActivities<RecordsActivities>({
  startToCloseTimeout: '20s',
  retry: { maximumAttempts: 5, initialInterval: '200ms', backoffCoefficient: 2 },
});

// A database that stays away must not cost a unit its run: the server goes on asking at its own pace, outside the history.
const patient = proxyActivities<RecordsActivities>({
  startToCloseTimeout: '20s',
  retry: { initialInterval: '2s', maximumInterval: '60s' },
  summary: 'Nạp hồ sơ năm của đơn vị',
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

  await loaded;
  for (;;) {
    // A restart that found this run's predecessor finished arrives with the start, so handlers go before the end.
    await condition(allHandlersFinished);
    setCurrentDetails(describe(year.view));
    if (year.isOver) return year.view;
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof unitYear>(input);
    const { version } = year.view;
    await condition(() => year.view.version !== version || workflowInfo().continueAsNewSuggested);
  }
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

const STATUS_WORDS = {
  awaiting: 'chờ',
  submitted: 'đã gửi',
  returned: 'trả lại',
  done: 'xong',
  waived: 'không yêu cầu',
} as const;

/** What the reader of a run sees: the stage it waits at and where each stage stands. */
function describe(view: UnitYearView): string {
  const waiting = view.stages.find((stage) => stage.key === view.current);
  const day = waiting?.lastDay?.split('-').reverse().join('/');
  const headline =
    view.status === 'closed'
      ? 'Đã đóng'
      : waiting === undefined
        ? 'Đã xong'
        : `${view.status === 'paused' ? 'Tạm dừng ở' : 'Đang chờ'}: ${waiting.name}${day === undefined ? '' : `, hạn hết ngày ${day}`}`;
  const stages = view.stages.map((stage) => `- ${stage.name}: ${STATUS_WORDS[stage.status]}`);
  return [`${headline}, vòng ${view.round}`, ...stages].join('\n');
}
