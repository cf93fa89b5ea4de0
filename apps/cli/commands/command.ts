import type { Command } from 'commander';
import { EXIT } from '../cli.error.js';
import type { Bind } from '../options.js';

export function addCommandCommands(program: Command, bind: Bind): void {
  const group = program.command('command').description('thao tác đã gửi');
  const show = group
    .command('show')
    .description('một thao tác đã có kết quả chưa, kết quả gì')
    .argument('<mã>', 'mã thao tác')
    .option('--wait', 'đợi đến khi có kết quả; kết thúc với mã 4 khi bị từ chối');
  bind<{ wait?: boolean }, [string]>(show, async (context, options, id) => {
    const client = context.client();
    if (options.wait === true) return context.outcome(await context.awaitOutcome(client, id));
    const answer = await client.call('GET /commands/{commandId}', { params: { commandId: id } });
    context.show(answer, (command) => context.commandLines(command));
    return EXIT.ok;
  });
}
