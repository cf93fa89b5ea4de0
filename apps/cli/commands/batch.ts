import type { Command } from 'commander';
import type { ApiClient } from '#libs/api-client';
import type { BatchAct, BatchAnswer, BatchPlanAnswer, BatchSelection } from '#libs/contracts/http';
import { keyOf } from '../api.js';
import { isUnreachable } from '../api-errors.js';
import { EXIT, type ExitCode } from '../cli.error.js';
import type { ChangeOptions, ConfirmOptions, Context } from '../context.js';
import { type ManyOptions, selectionOf } from '../many-units.js';
import { type Bind, sending } from '../options.js';
import { batchLines, batchPlanLines, batchText, waitingPlanLines } from '../print/batch.js';
import { ProgressBar, partText } from '../print/progress.js';

const POLL_MS = 500;
/** The API may be restarted while a batch is done; the next one goes on with it. */
const MISSED_POLLS = 60;

/** One act for many: what it is, for whom is said by the options, and why. */
export interface AskedForMany {
  readonly act: BatchAct;
  readonly reason: string;
  /** Vietnamese name of the act, e.g. `Mở lại`. */
  readonly what: string;
}

/** Shows the plan, asks, orders, waits until it is done, and shows anew who was left out. */
export async function carryOutBatch(
  context: Context,
  options: ManyOptions,
  { act, reason, what }: AskedForMany,
): Promise<ExitCode> {
  context.requireConfirmable(options, what);
  const client = context.client('administrator');
  const select = await selectionOf(options, (text) => context.note(text));
  const isFull = options.full === true;
  const asked = { act, select, reason };
  const plan = await planOf(client, options.cycle, asked);
  if (options.dryRun === true) {
    context.show(plan, () => {
      for (const text of batchPlanLines(plan, isFull)) context.line(text);
      context.line('Chạy thử, chưa thay đổi gì.');
    });
    return EXIT.ok;
  }
  for (const text of batchPlanLines(plan, isFull)) context.say(text);
  if (plan.units.length === 0) {
    context.say('Không có đơn vị nào để thực hiện, chưa thay đổi gì.');
    return EXIT.refused;
  }
  if (!(await context.confirmed(options, what))) return EXIT.ok;
  const ordered = await client.call('POST /cycles/{cycleId}/batches', {
    params: { cycleId: options.cycle },
    query: {},
    body: { ...asked, digest: plan.digest },
    key: keyOf(options),
  });
  if ('dryRun' in ordered) throw new Error('a dry run was answered to an order');
  return told(context, client, ordered, asked);
}

interface Asked {
  readonly act: BatchAct;
  readonly select: BatchSelection;
  readonly reason: string;
}

async function planOf(client: ApiClient, cycleId: string, body: Asked): Promise<BatchPlanAnswer> {
  const request = { params: { cycleId }, query: { dryRun: true }, body, key: keyOf({}) };
  const plan = await client.call('POST /cycles/{cycleId}/batches', request);
  if (!('dryRun' in plan)) throw new Error('an order was answered to a dry run');
  return plan;
}

/** Waits for a batch that waits for nobody, tells how it ended, and shows who was left out with what is planned now. */
async function told(
  context: Context,
  client: ApiClient,
  ordered: BatchAnswer,
  asked?: Asked,
): Promise<ExitCode> {
  const batch = ordered.state === 'running' ? await waitUntilDone(context, client, ordered) : ordered;
  context.show(batch, () => {
    for (const text of batchLines(batch)) context.line(text);
    if (batch.state === 'waiting') {
      context.line(`Duyệt: antq batch approve ${batch.id} --cycle ${batch.cycleId}`);
    }
  });
  const left = batch.leftOut.map(({ unitId }) => unitId);
  if (left.length === 0) return EXIT.ok;
  if (asked === undefined) return EXIT.refused;
  const anew = await planOf(client, batch.cycleId, { ...asked, select: { units: left } });
  context.say('Kế hoạch mới cho các đơn vị bị bỏ lại:');
  for (const text of batchPlanLines(anew, false)) context.say(text);
  return EXIT.refused;
}

async function waitUntilDone(context: Context, client: ApiClient, first: BatchAnswer): Promise<BatchAnswer> {
  const bar = new ProgressBar(context.host, context.json);
  const params = { cycleId: first.cycleId, batchId: first.id };
  let batch = first;
  for (let missed = 0; batch.state === 'running'; ) {
    const done = batch.applied + batch.moved + batch.refused;
    bar.show(`Đã làm ${partText(done, batch.total)} đơn vị`, done, batch.total);
    await context.host.pause(POLL_MS);
    try {
      batch = await client.call('GET /cycles/{cycleId}/batches/{batchId}', { params });
      missed = 0;
    } catch (error) {
      missed += 1;
      if (!isUnreachable(error) || missed > MISSED_POLLS) throw error;
    }
  }
  bar.end();
  return batch;
}

/** Acts on many units that were ordered: how far they are, and the second account. */
export function addBatchCommands(program: Command, bind: Bind): void {
  const batch = program.command('batch').description('các lần thao tác cho nhiều đơn vị');

  const list = batch
    .command('list')
    .description('các lần thao tác cho nhiều đơn vị của một chu kỳ, mới nhất trước')
    .requiredOption('--cycle <mã>', 'mã chu kỳ');
  bind<{ cycle: string }>(list, async (context, { cycle }) => {
    const params = { cycleId: cycle };
    const answer = await context.client('administrator').call('GET /cycles/{cycleId}/batches', { params });
    context.show(answer, ({ items }) => {
      if (items.length === 0) context.line('Chưa có lần thao tác nào cho nhiều đơn vị.');
      for (const each of items) context.line(batchText(each));
    });
    return EXIT.ok;
  });

  const show = batch
    .command('show')
    .description('một lần thao tác cho nhiều đơn vị: đã đến đâu, đơn vị nào bị bỏ lại')
    .argument('<mã>', 'mã của lần thao tác')
    .requiredOption('--cycle <mã>', 'mã chu kỳ');
  bind<{ cycle: string }, [string]>(show, async (context, { cycle }, id) => {
    const answer = await one(context.client('administrator'), cycle, id);
    context.show(answer, () => {
      for (const text of batchLines(answer)) context.line(text);
    });
    return EXIT.ok;
  });

  const approve = sending(
    batch
      .command('approve')
      .description('duyệt một lần thao tác đang chờ, bằng tài khoản khác tài khoản đã lập')
      .argument('<mã>', 'mã của lần thao tác')
      .requiredOption('--cycle <mã>', 'mã chu kỳ')
      .option('--yes', 'duyệt ngay, không hỏi lại'),
  );
  bind<ChangeOptions & ConfirmOptions & { cycle: string }, [string]>(
    approve,
    async (context, options, id) => {
      context.requireConfirmable(options, 'Duyệt');
      const client = context.client('administrator');
      const waiting = await one(client, options.cycle, id);
      for (const text of batchLines(waiting)) context.say(text);
      if (waiting.state === 'waiting') {
        const params = { cycleId: options.cycle, batchId: id };
        const plan = await client.call('GET /cycles/{cycleId}/batches/{batchId}/plan', { params });
        for (const text of waitingPlanLines(plan)) context.say(text);
      }
      if (!(await context.confirmed(options, 'Duyệt'))) return EXIT.ok;
      const answer = await client.call('POST /cycles/{cycleId}/batches/{batchId}/approval', {
        params: { cycleId: options.cycle, batchId: id },
        body: { digest: waiting.digest },
        key: keyOf(options),
      });
      return told(context, client, answer);
    },
  );

  const withdraw = sending(
    batch
      .command('withdraw')
      .description(
        'rút một lần thao tác đang chờ duyệt, hoặc dừng một lần đang thực hiện; việc đã làm giữ nguyên',
      )
      .argument('<mã>', 'mã của lần thao tác')
      .requiredOption('--cycle <mã>', 'mã chu kỳ')
      .requiredOption('--reason <lý-do>', 'lý do rút'),
  );
  bind<ChangeOptions & { cycle: string; reason: string }, [string]>(
    withdraw,
    async (context, options, id) => {
      const client = context.client('administrator');
      const answer = await client.call('POST /cycles/{cycleId}/batches/{batchId}/withdrawal', {
        params: { cycleId: options.cycle, batchId: id },
        body: { reason: options.reason },
        key: keyOf(options),
      });
      context.show(answer, () => {
        for (const text of batchLines(answer)) context.line(text);
      });
      return EXIT.ok;
    },
  );
}

const one = (client: ApiClient, cycleId: string, batchId: string): Promise<BatchAnswer> =>
  client.call('GET /cycles/{cycleId}/batches/{batchId}', { params: { cycleId, batchId } });
