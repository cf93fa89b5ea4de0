import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, expect, it, jest } from '@jest/globals';
import { QueryNotRegisteredError } from '@temporalio/client';
import type { BatchAnswer, BatchPlanAnswer, Page, UnitYearRowAnswer } from '#libs/contracts/http';
import { untilHeard } from '../support/heard.js';
import { type Stack, startStack } from '../support/stack.js';
import { bodies, commandsPath, instantOf } from '../support/unit-year-driver.js';
import { atLeast, measured } from './figures.js';

/** A restart of many units until people read the new round and the reminders are armed, beside Temporal's own reset. */
jest.setTimeout(900_000);

const UNITS = 400;
const AT_ONCE = 20;
/** BATCH_OPERATION_STATE_COMPLETED of Temporal's API. */
const BATCH_DONE = 2;

let stack: Stack;
afterEach(() => stack?.dispose());

/** Does the work for each, so many at once. */
async function forAll<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  const next = async (): Promise<void> => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await delay(20);
}

const unitIds = () => stack.inside.map(({ id }) => id);
const administrator = () => stack.token('administrator');

/** A cycle in which every unit has handed its first paper in, and every run is parked. */
async function parked(): Promise<string> {
  const cycleId = await stack.openRehearsal(2026, 'mo-lai', instantOf(2026, '03-10T09:00'));
  await forAll(unitIds(), async (unitId) => {
    const head = stack.token('unit-head', { unitId });
    const { status } = await stack.call('POST', commandsPath(cycleId, unitId), head, bodies.submit('q1Plan'));
    expect(status).toBe(200);
  });
  await untilHeard(stack, cycleId);
  return cycleId;
}

/** Whether every page of the list of units reads the second round. */
async function isRead(cycleId: string): Promise<boolean> {
  const path = `/cycles/${cycleId}/units?standing=inside&limit=500`;
  const { body } = await stack.call<Page<UnitYearRowAnswer>>('GET', path, administrator());
  const units = body.items.filter(({ kind }) => kind !== 'body');
  return units.length === unitIds().length && units.every(({ round }) => round === 2);
}

/** Whether the reminders have looked at everything that changed. */
async function isArmed(cycleId: string): Promise<boolean> {
  const [row] = await stack.query<{ armed: boolean | null }>(
    `SELECT reminders_planned_at > (SELECT max(at) FROM cycle_change WHERE cycle_id = c.id) AS armed
       FROM cycle c WHERE id = $1`,
    [cycleId],
  );
  return row?.armed !== false;
}

async function restarted(cycleId: string): Promise<{ readonly planMs: number; readonly ms: number }> {
  const asked = {
    act: { kind: 'restart', from: 'q1Plan' },
    select: { units: unitIds() },
    reason: 'Nộp nhầm mẫu',
  };
  const path = `/cycles/${cycleId}/batches`;
  const begun = performance.now();
  const plan = await stack.call<BatchPlanAnswer>('POST', `${path}?dryRun=true`, administrator(), asked);
  expect(plan.body.units).toHaveLength(unitIds().length);
  const started = performance.now();
  const order = { ...asked, digest: plan.body.digest };
  const { body: batch } = await stack.call<BatchAnswer>('POST', path, administrator(), order);
  const show = async () =>
    (await stack.call<BatchAnswer>('GET', `${path}/${batch.id}`, administrator())).body;
  await until(async () => (await show()).state === 'done');
  await until(() => isRead(cycleId));
  const board = await stack.call('GET', `/cycles/${cycleId}/board`, administrator());
  expect(board.status).toBe(200);
  await until(() => isArmed(cycleId));
  const ms = performance.now() - started;
  expect(await show()).toMatchObject({ applied: unitIds().length, moved: 0, refused: 0 });
  return { planMs: started - begun, ms };
}

/** A run that has begun anew knows nothing until it has loaded its year. */
async function untilAnswered(workflowId: string): Promise<void> {
  for (;;) {
    try {
      await stack.client.workflow.getHandle(workflowId).query('unitYear');
      return;
    } catch (error) {
      if (!(error instanceof QueryNotRegisteredError)) throw error;
      await delay(20);
    }
  }
}

/** Temporal's own reset of the same runs, to their first task, until each answers again. */
async function reset(cycleId: string): Promise<number> {
  const { workflow, connection } = stack.client;
  const jobId = randomUUID();
  const ids = new Set(unitIds().map((id) => `unit-year/${cycleId}/${id}`));
  const before = new Map<string, string>();
  await forAll([...ids], async (id) => {
    before.set(id, (await workflow.getHandle(id).describe()).runId);
  });
  const started = performance.now();
  await connection.workflowService.startBatchOperation({
    ...{ namespace: stack.namespace, jobId, reason: 'bench', maxOperationsPerSecond: 10_000 },
    executions: [...before].map(([workflowId, runId]) => ({ workflowId, runId })),
    resetOperation: { identity: 'bench', options: { firstWorkflowTask: {} } },
  });
  await until(async () => {
    const told = await connection.workflowService.describeBatchOperation({
      namespace: stack.namespace,
      jobId,
    });
    const state: number = told.state ?? 0;
    return state === BATCH_DONE;
  });
  await forAll([...ids], async (id) => {
    await untilAnswered(id);
    const { runId } = await workflow.getHandle(id).describe();
    expect(runId).not.toBe(before.get(id));
  });
  return performance.now() - started;
}

const LIMITS: readonly { readonly limits: string; readonly temporalConfig: Record<string, string> }[] = [
  { limits: 'giới hạn mặc định của Temporal', temporalConfig: {} },
  {
    limits: 'đã nâng giới hạn của Temporal',
    temporalConfig: { 'worker.BatcherRPS': '10000', 'worker.BatcherConcurrency': '50' },
  },
];

it.each(LIMITS)('a restart beside a reset, $limits', async ({ limits, temporalConfig }) => {
  stack = await startStack({
    ...{ units: UNITS, temporalConfig },
    settings: { api: { ANTQ_SECOND_ACCOUNT: 'false' } },
  });
  const cycleId = await parked();
  const { planMs, ms } = await restarted(cycleId);
  const heard = performance.now();
  await untilHeard(stack, cycleId);
  const carriedAfter = (performance.now() - heard) / 1_000;
  const resetMs = await reset(cycleId);
  const round = (value: number) => Math.round(value * 10) / 10;
  const units = unitIds().length;
  measured([
    { name: `${units} đơn vị, lập kế hoạch`, value: round(planMs), unit: 'ms' },
    { name: `${units} đơn vị mở lại, đọc được và đã hẹn nhắc`, value: round(ms), unit: 'ms' },
    { name: 'một giây mở lại', value: round((units * 1_000) / ms), unit: '/s' },
    { name: 'mọi tiến trình biết sau', value: round(carriedAfter), unit: 's' },
    { name: `reset của Temporal, ${limits}`, value: round(resetMs), unit: 'ms' },
    {
      name: `nhanh gấp, ${limits}`,
      value: round(resetMs / ms),
      unit: '×',
      bar: atLeast(round(resetMs / ms), 5, '×'),
    },
  ]);
});
