import type { Command } from 'commander';
import type { ScoreAnswer } from '#libs/contracts/http';
import { EXIT } from '../cli.error.js';
import type { Context } from '../context.js';
import { aboutUnit, type Bind, positive } from '../options.js';
import { registerLines } from '../print/register-text.js';
import { scoreTable } from '../print/score-text.js';
import { sheetTemplate } from '../sheet-file.js';
import { addScoreRecords } from './score-records.js';

export function addScoreCommands(program: Command, bind: Bind): void {
  const score = program.command('score').description('điểm: giải thích, chấm, lấy mẫu bảng điểm');

  const explain = aboutUnit(
    score
      .command('explain')
      .description('điểm của một đơn vị, từng tiêu chí tính thế nào và theo văn bản nào'),
  )
    .option('--round <vòng>', 'vòng trước đó (mặc định: vòng hiện tại)', positive)
    .option('--full', 'cả nội dung tiêu chí, cách tính và căn cứ của từng dòng');
  bind<{ cycle: string; unit: string; round?: number; full?: boolean }>(explain, async (context, options) => {
    const params = { cycleId: options.cycle, unitId: options.unit };
    const client = context.client();
    const answer = await client.call('GET /cycles/{cycleId}/units/{unitId}/score', {
      params,
      query: { round: options.round },
    });
    if (context.json) {
      context.printJson(answer);
      return EXIT.ok;
    }
    scoreLines(context, answer, options.full === true);
    registerLines(context, await client.call('GET /cycles/{cycleId}/units/{unitId}/registers', { params }));
    return EXIT.ok;
  });

  addScoreRecords(score, bind);

  const template = score
    .command('template')
    .description(
      'in mẫu bảng điểm dạng CSV để điền (Excel mở được), ví dụ: antq score template --policy P > bang.csv',
    )
    .requiredOption('--policy <gói>', 'gói quy định')
    .option('--year <năm>', 'năm của chu kỳ', positive);
  bind<{ policy: string; year?: number }>(template, async (context, options) => {
    const policy = await context
      .client()
      .call('GET /policies/{id}', { params: { id: options.policy }, query: { year: options.year } });
    const { lines, csv } = sheetTemplate(policy);
    // Excel reads a file as Unicode only when it begins with the mark.
    context.show(lines, () => context.host.out.write(context.host.out.isTTY ? csv : `\uFEFF${csv}`));
    return EXIT.ok;
  });
}

function scoreLines(context: Context, score: ScoreAnswer, full: boolean): void {
  const pass = score.pass === 'final' ? 'chính thức' : 'tạm tính';
  const column = score.column === 'self' ? 'cơ sở tự chấm' : 'cấp trên chấm';
  context.line(`${score.unitName} (${score.unitId}), chu kỳ ${score.cycleId}, vòng ${score.round}`);
  context.line(`Bảng điểm ${column}, ${pass}, theo gói ${score.policy}`);
  const { head, rows, right, notes } = scoreTable(score, full);
  context.table(head, rows, right);
  for (const note of notes) context.line(note);
  if (!full) context.line('Thêm --full để xem cả nội dung, cách tính và căn cứ của từng tiêu chí.');
}
