import { setTimeout as delay } from 'node:timers/promises';
import { TASK_QUEUES, unitYearWorkflowId } from '#libs/contracts';
import { until } from '../faults/scene.js';
import type { Stack } from '../support/stack.js';
import { applied, commandsPath, instantOf, stepsOf } from '../support/unit-year-driver.js';
import type { Told } from './rare-stories.js';

/** Names of the stories that `liveDisturbedStories` leaves. */
export const DISTURBED_STORIES = ['failedUpdate', 'patientLoad', 'continuedAsNew'] as const;

/** After so many events a run of the server used here is told to continue as new; a year in time has 60. */
export const FEW_EVENTS = { 'limit.historyCount.suggestContinueAsNew': '80' } as const;

/** What the tries of a local activity take until it has failed for good, with room for a slow machine. */
const GIVEN_UP_MS = 12_000;

/**
 * Stories of a database that is away, and of a year so long that its run continues as new. Only on a stack whose server
 * was started with `FEW_EVENTS`.
 */
export async function liveDisturbedStories(stack: Stack): Promise<readonly Told[]> {
  const cycleId = await stack.openRehearsal(2026, 'su-co', instantOf(2026, '03-02T09:00'));
  const [failed = '', patient = '', long = ''] = stack.inside.map(({ id }) => id);
  await failOneUpdate(stack, cycleId, failed);
  await loadPatiently(stack, cycleId, patient);
  await submitAgainAndAgain(stack, cycleId, long);
  return [
    { story: 'failedUpdate', workflowId: unitYearWorkflowId(cycleId, failed) },
    { story: 'patientLoad', workflowId: unitYearWorkflowId(cycleId, patient), runs: 2 },
    { story: 'continuedAsNew', workflowId: unitYearWorkflowId(cycleId, long), runs: 2 },
  ];
}

/** A command reaches its run while the database is away: its Update fails, and it comes again under the next attempt. */
async function failOneUpdate(stack: Stack, cycleId: string, unitId: string): Promise<void> {
  stack.cycleWorker.stop();
  const answer = await stepsOf(stack, cycleId, unitId).submit('q1Plan');
  await stack.postgres.stop('immediate');
  stack.cycleWorker.cont();
  await delay(GIVEN_UP_MS);
  await stack.restartPostgres('immediate');
  await ready(stack);
  await applied(stack, answer);
  await closeYear(stack, cycleId, unitId);
}

/** A run begins while the database is away, and goes on asking for its year at the server's pace. */
async function loadPatiently(stack: Stack, cycleId: string, unitId: string): Promise<void> {
  const workflowId = unitYearWorkflowId(cycleId, unitId);
  await stack.client.workflow.getHandle(workflowId).terminate('lost on purpose');
  await stack.postgres.stop('immediate');
  const args = [{ cycleId, unitId }];
  await stack.client.workflow.start('unitYear', { workflowId, taskQueue: TASK_QUEUES.cycle, args });
  await delay(GIVEN_UP_MS);
  await stack.restartPostgres('immediate');
  await ready(stack);
  await closeYear(stack, cycleId, unitId);
}

/** One paper handed in and taken back until the run has continued as new, and a few times more. */
async function submitAgainAndAgain(stack: Stack, cycleId: string, unitId: string): Promise<void> {
  const steps = stepsOf(stack, cycleId, unitId);
  const head = stack.token('unit-head', { unitId });
  for (let time = 0; time < 10; time += 1) {
    await applied(stack, await steps.submit('q1Plan'));
    await applied(
      stack,
      await steps.send(head, { kind: 'withdraw', stage: 'q1Plan', reason: 'Ghi nhầm số' }),
    );
  }
  await applied(stack, await steps.submit('q1Plan'));
  await closeYear(stack, cycleId, unitId);
}

/** Ends the run, so that what was recorded is a whole history. */
async function closeYear(stack: Stack, cycleId: string, unitId: string): Promise<void> {
  const administrator = stack.token('administrator');
  const body = { kind: 'close', reason: 'Hết chuyện' };
  await applied(stack, await stack.call('POST', commandsPath(cycleId, unitId), administrator, body));
  await stack.client.workflow.getHandle(unitYearWorkflowId(cycleId, unitId)).result();
}

const ready = (stack: Stack): Promise<void> =>
  until('the API has its database back', 60_000, async () => {
    return (await stack.call('GET', '/readyz', '')).status === 200;
  });
