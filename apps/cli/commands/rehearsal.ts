import type { Command } from 'commander';
import { keyOf } from '../api.js';
import { EXIT } from '../cli.error.js';
import type { ChangeOptions, Context } from '../context.js';
import { type Bind, sending } from '../options.js';
import { printYear } from '../rehearsal/on-server.js';

/** What the API lives by itself of a rehearsal: how far it is, and its end before the time. */
export function addRehearsalCommands(program: Command, bind: Bind): void {
  const rehearsal = program
    .command('rehearsal')
    .description('năm diễn tập đang chạy trên máy chủ (bắt đầu bằng: antq rehearse --on-server)');

  const show = rehearsal
    .command('show')
    .description('năm diễn tập chạy đến đâu, và kết thúc thế nào so với kịch bản')
    .requiredOption('--cycle <mã>', 'mã chu kỳ diễn tập');
  bind<{ cycle: string }>(show, async (context, { cycle }) => {
    const params = { cycleId: cycle };
    const client = context.client('administrator');
    const year = await client.call('GET /cycles/{cycleId}/rehearsal/year', { params });
    if (context.json) context.printJson(year);
    else printYear(context, year, await classesOf(context, cycle));
    return EXIT.ok;
  });

  const stop = sending(
    rehearsal
      .command('stop')
      .description(
        'dừng năm diễn tập; những gì đã làm vẫn còn, chạy tiếp được bằng rehearse --on-server --resume',
      )
      .requiredOption('--cycle <mã>', 'mã chu kỳ diễn tập')
      .requiredOption('--reason <lý-do>', 'lý do'),
  );
  bind<ChangeOptions & { cycle: string; reason: string }>(stop, async (context, options) => {
    const year = await context.client('administrator').call('POST /cycles/{cycleId}/rehearsal/year/stop', {
      params: { cycleId: options.cycle },
      body: { reason: options.reason },
      key: keyOf(options),
    });
    if (context.json) context.printJson(year);
    else printYear(context, year, await classesOf(context, options.cycle));
    return EXIT.ok;
  });
}

/** Classes of the pack of a cycle, the best first. */
async function classesOf(context: Context, cycleId: string) {
  const client = context.client('administrator');
  const { policy, year } = await client.call('GET /cycles/{cycleId}', { params: { cycleId } });
  const { classes } = await client.call('GET /policies/{id}', { params: { id: policy.id }, query: { year } });
  return classes;
}
