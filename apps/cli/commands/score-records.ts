import type { Command } from 'commander';
import type { ChoiceAnswer, ChoicesAnswer, ReturnAnswerLine, ScoreCheckAnswer } from '#libs/contracts/http';
import { keyOf } from '../api.js';
import { EXIT } from '../cli.error.js';
import type { ChangeOptions, Context, PageOptions } from '../context.js';
import { aboutUnit, type Bind, changing, given, paged } from '../options.js';
import { ASSUMED_NOTE, assumedMark, dayText, formatNumber, instantText } from '../print/words.js';

interface ChooseOptions extends ChangeOptions {
  readonly cycle: string;
  readonly unit?: string;
  readonly gap: string;
  readonly option: string;
  readonly reason: string;
}

/** What a score rests on beside points: recorded choices, returned items, and computing it again. */
export function addScoreRecords(score: Command, bind: Bind): void {
  const choose = changing(
    score
      .command('choose')
      .description(
        'ghi lựa chọn cho một trường hợp văn bản chưa nói rõ (quản trị), cả chu kỳ hoặc một đơn vị',
      )
      .requiredOption('--cycle <mã>', 'mã chu kỳ')
      .option('--unit <mã>', 'mã đơn vị; nếu không có: mọi đơn vị của chu kỳ')
      .requiredOption('--gap <tên>', 'trường hợp, ví dụ NO_GUARDS')
      .requiredOption('--option <lựa-chọn>', 'lựa chọn, ví dụ zero')
      .requiredOption('--reason <lý-do>', 'lý do'),
  );
  bind<ChooseOptions>(choose, async (context, options) => {
    const { cycle, unit, gap, option, reason } = options;
    const dryRun = options.dryRun === true;
    const answer = await context.client('administrator').call('POST /cycles/{cycleId}/choices', {
      params: { cycleId: cycle },
      query: { dryRun },
      body: { gap, option, reason, ...given({ unit }) },
      key: keyOf(options),
    });
    context.show(answer, () => {
      context.line(dryRun ? 'Chạy thử, chưa ghi gì. Lựa chọn sẽ ghi:' : 'Đã ghi lựa chọn:');
      choiceLines(context, answer);
    });
    return EXIT.ok;
  });

  const choices = score
    .command('choices')
    .description('các trường hợp văn bản chưa nói rõ, cách xử lý và lựa chọn đã ghi')
    .requiredOption('--cycle <mã>', 'mã chu kỳ')
    .option('--unit <mã>', 'mã đơn vị: chỉ các trường hợp xảy ra với đơn vị này');
  bind<{ cycle: string; unit?: string }>(choices, async (context, { cycle, unit }) => {
    const answer = await context
      .client()
      .call('GET /cycles/{cycleId}/choices', { params: { cycleId: cycle }, query: { unit } });
    context.show(answer, ({ gaps }) => gapLines(context, gaps));
    return EXIT.ok;
  });

  const returns = aboutUnit(
    score.command('returns').description('các lần trả lại: mục, hạn trả lời, giải trình của đơn vị'),
  );
  bind<{ cycle: string; unit: string }>(returns, async (context, { cycle, unit }) => {
    const params = { cycleId: cycle, unitId: unit };
    const answer = await context.client().call('GET /cycles/{cycleId}/units/{unitId}/returns', { params });
    context.show(answer, ({ returns: all }) => {
      if (all.length === 0) context.line('Chưa có lần trả lại nào.');
      for (const each of all) returnLines(context, each);
    });
    return EXIT.ok;
  });

  const verify = paged(
    score
      .command('verify')
      .description('tính lại điểm mọi vòng từ dữ liệu và gói quy định đã lưu, so với kết quả đã ghi')
      .requiredOption('--cycle <mã>', 'mã chu kỳ')
      .option('--unit <mã>', 'mã đơn vị; nếu không có: mọi đơn vị trong phạm vi, theo trang'),
  );
  bind<PageOptions & { cycle: string; unit?: string }>(verify, async (context, options) => {
    const route = 'GET /cycles/{cycleId}/score-checks';
    const { unit } = options;
    const params = { cycleId: options.cycle };
    const client = context.client();
    const page =
      unit === undefined
        ? await context.pages(client, route, { params }, options)
        : await client.call(route, { params, query: { unit } });
    context.show(page, () => checkLines(context, page.items));
    if (!context.json) context.more(page.next);
    return page.items.every(({ equal }) => equal) ? EXIT.ok : EXIT.refused;
  });
}

function choiceLines(context: Context, choice: ChoiceAnswer): void {
  const whom =
    choice.unitId === undefined ? `mọi đơn vị của chu kỳ ${choice.cycleId}` : `đơn vị ${choice.unitId}`;
  context.line(`  ${choice.gap}: ${choice.gapText}`);
  context.line(`  Chọn ${choice.option} (${choice.optionText}) cho ${whom}`);
  context.line(`  Tác dụng: ${choice.effect}`);
  context.line(`  ${choice.byName}, ${instantText(choice.recordedAt, true)}: ${choice.reason}`);
}

function gapLines(context: Context, gaps: ChoicesAnswer['gaps']): void {
  for (const { gap, text, status, chosen, ...rest } of gaps) {
    context.line(`${gap}${assumedMark(status)}: ${text}`);
    for (const { key, text: option, effect } of rest.options) {
      const isChosen = chosen?.option === key;
      context.line(`  ${isChosen ? '→' : ' '} ${key}: ${option} (${effect})`);
    }
    if (chosen === undefined) context.line(`    Chưa ai ghi lựa chọn; mặc định: ${rest.default}`);
    else context.line(`    ${chosen.byName}, ${instantText(chosen.recordedAt, true)}: ${chosen.reason}`);
  }
  if (gaps.some(({ status }) => status === 'assumed')) context.line(ASSUMED_NOTE);
}

function returnLines(context: Context, each: ReturnAnswerLine): void {
  const until = each.answerBy === undefined ? '' : `, trả lời hết ngày ${dayText(each.answerBy)}`;
  context.line(
    `${each.stageName}, vòng ${each.round}: ${each.byName} trả lại ${instantText(each.at, true)}${until}`,
  );
  context.line(`  Lý do: ${each.reason}`);
  for (const { criterion, text, points, answer } of each.items) {
    context.line(`  [${criterion}] ${text}`);
    if (each.answeredAt === undefined) continue;
    const shown = points === undefined ? '' : ` (${formatNumber(points)} điểm)`;
    context.line(`    Giải trình${shown}: ${answer ?? '–'}`);
  }
  if (each.items.length === 0) context.line('  Trả lại toàn bộ.');
  const word = context.lateText({ late: each.answeredLate, afterSuggested: each.afterSuggested });
  const late = word === undefined ? '' : `, ${word}`;
  context.line(
    each.answeredAt === undefined
      ? '  Chưa trả lời.'
      : `  Đã trả lời ${instantText(each.answeredAt, true)}${late}.`,
  );
}

function checkLines(context: Context, checks: readonly ScoreCheckAnswer[]): void {
  const shown = (value: number | undefined) => (value === undefined ? '–' : formatNumber(value));
  context.table(
    ['Mã', 'Đơn vị', 'Vòng', 'Đã ghi', 'Tính lại', 'Loại', 'Kết quả'],
    checks.map(({ unitId, unitName, round, stored, again, equal, why }) => [
      unitId,
      [unitName, ...why.map((text) => `→ ${text}`)].join('\n'),
      String(round),
      `${shown(stored.provisional)} / ${shown(stored.final)}`,
      `${shown(again.provisional)} / ${shown(again.final)}`,
      again.class ?? '–',
      equal ? 'bằng nhau' : 'KHÁC',
    ]),
    [2, 3, 4],
  );
  const unlike = checks.filter(({ equal }) => !equal).length;
  context.line(
    unlike === 0
      ? `Tính lại ${checks.length} bảng điểm: bằng kết quả đã ghi (điểm tạm tính / chính thức, loại).`
      : `Tính lại ${checks.length} bảng điểm: ${unlike} bảng KHÁC kết quả đã ghi.`,
  );
}
