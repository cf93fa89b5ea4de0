import type { Command } from 'commander';
import { paperAtRestartText, type RestartLineAnswer, type RestartPlanAnswer } from '#libs/contracts/http';
import { EXIT } from '../cli.error.js';
import type { Context } from '../context.js';
import { aboutUnits, type ManyOptions, requireOneWay } from '../many-units.js';
import { type Bind, changing, day, given } from '../options.js';
import { ASSUMED_NOTE, assumedMark, dayText, instantText, stageWord } from '../print/words.js';
import { carryOutBatch } from './batch.js';

interface RestartOptions extends ManyOptions {
  readonly from: string;
  readonly until?: string;
  readonly reason: string;
}

export function addRestart(cycle: Command, bind: Bind): void {
  const restart = changing(
    aboutUnits(
      cycle
        .command('restart')
        .description(
          'mở lại chu kỳ của một hay nhiều đơn vị từ một bước; luôn cho xem trước điều gì thôi là kết quả hiện hành và điều gì được giữ',
        ),
    )
      .requiredOption('--from <bước>', 'mã bước mở lại, ví dụ selfScoring')
      .option('--until <ngày>', 'ngày cuối mới, cần khi bước đã hết thời gian tiếp nhận', day)
      .requiredOption('--reason <lý-do>', 'lý do mở lại'),
  );
  bind<RestartOptions>(restart, async (context, options) => {
    requireOneWay(options);
    const { from, until, reason, unit } = options;
    if (unit === undefined) {
      const act = { kind: 'restart', from, ...given({ until }) } as const;
      return carryOutBatch(context, options, { act, reason, what: 'Mở lại' });
    }
    context.requireConfirmable(options, 'Mở lại');
    const client = context.client();
    const plan = await client.call('GET /cycles/{cycleId}/units/{unitId}/restart-plan', {
      params: { cycleId: options.cycle, unitId: unit },
      query: { from, until },
    });
    if (options.dryRun === true) {
      context.show(plan, () => {
        for (const text of planLines(context, plan)) context.line(text);
        context.line('Chạy thử, chưa thay đổi gì.');
      });
      return EXIT.ok;
    }
    for (const text of planLines(context, plan)) context.say(text);
    if (!(await context.confirmed(options, 'Mở lại'))) return EXIT.ok;
    const body = { kind: 'restart', from, ...given({ until }), reason } as const;
    const target = { cycle: options.cycle, unit };
    return context.command(client, target, body, given({ key: options.key }));
  });
}

function planLines(context: Context, plan: RestartPlanAnswer): readonly string[] {
  const row = (line: RestartLineAnswer) => [
    line.name,
    line.stage,
    stageWord(line.status),
    instantText(line.effectiveAt),
    `${dayText(line.lastDay)}${assumedMark(line.assumed ?? false)}`,
    dayText(line.newLastDay),
  ];
  const head = ['Bước', 'Mã', 'Đang', 'Lúc', 'Hết ngày', 'Ngày cuối mới'];
  const part = (title: string, lines: readonly RestartLineAnswer[]) =>
    lines.length === 0 ? [`${title}: không có.`] : [`${title}:`, context.tableOf(head, lines.map(row))];
  return [
    `Mở lại đơn vị ${plan.unitName} (${plan.unitId}), chu kỳ ${plan.cycleId}: vòng ${plan.round} sang vòng ${plan.nextRound}.`,
    ...part('Thôi là kết quả hiện hành trong hệ thống (kết quả vòng cũ vẫn xem được)', plan.superseded),
    ...plan.superseded.flatMap(({ name, paper }) =>
      paper ? [`- ${name}: ${paperAtRestartText(paper, dayText(paper.arrivedOn))}`] : [],
    ),
    ...plan.decisions.map(({ text }) => text),
    ...part('Giữ nguyên', plan.kept),
    ...([...plan.superseded, ...plan.kept].some((line) => line.assumed === true) ? [ASSUMED_NOTE] : []),
    'Thư đã gửi không gửi lại; bản nháp và tài liệu được giữ.',
  ];
}
