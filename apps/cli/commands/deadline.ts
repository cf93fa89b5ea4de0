import { type Command, Option } from 'commander';
import type { ApiClient } from '#libs/api-client';
import {
  type AmendmentAnswer,
  type CycleAnswer,
  type DeadlineAnswer,
  type DeadlineChangeAnswer,
  type DeadlineLevelAnswer,
  type DeadlinesAnswer,
  type DeadlineUnitsAnswer,
} from '#libs/contracts/http';
import { LEVELS, type ManagementLevel } from '#libs/policy';
import { EXIT, usageError } from '../cli.error.js';
import type { ChangeOptions, Context } from '../context.js';
import { type Bind, changing, day, given } from '../options.js';
import { cycleInView } from '../present-cycle.js';
import {
  ASSUMED_NOTE,
  cycleText,
  dayText,
  dueText,
  formatNumber,
  instantText,
  isSuggested,
  levelWord,
  markedDay,
} from '../print/words.js';

interface AmendOptions extends ChangeOptions {
  readonly cycle: string;
  readonly stage: string;
  readonly level: ManagementLevel | '*';
  readonly before?: string;
  readonly by?: string;
  readonly words?: string;
  readonly number: string;
  readonly date: string;
  readonly reason: string;
  readonly yes?: boolean;
}

/** The last days of a running cycle: what they are, moving one by a document, giving one unit more time. */
export function addDeadlineCommands(program: Command, bind: Bind): void {
  const group = program.command('deadline').description('thời hạn của chu kỳ đang chạy');
  const list = group
    .command('list')
    .description('các hạn đang áp dụng và các văn bản đã sửa hạn')
    .option(
      '--cycle <mã>',
      'mã chu kỳ; nếu không có: chu kỳ thật đang chạy, không có thì chu kỳ diễn tập mở sau cùng',
    );
  bind<{ cycle?: string }>(list, async (context, options) => {
    const client = context.client();
    const cycle = await cycleInView(client, options.cycle);
    const params = { cycleId: cycle.id };
    const deadlines = await client.call('GET /cycles/{cycleId}/deadlines', { params });
    context.show(deadlines, (answer) => listLines(context, cycle, answer));
    return EXIT.ok;
  });

  const preview = amending(
    group
      .command('preview')
      .description('xem trước một lần sửa hạn: ai thành quá hạn, lời nhắc nào đổi; không thay đổi gì'),
  );
  bind<AmendOptions>(preview, async (context, options) => {
    const client = context.client('administrator');
    const plan = await send(client, options, crypto.randomUUID(), 'nothing');
    context.show(plan, () => dryRunLines(context, plan));
    return EXIT.ok;
  });

  const set = changing(
    amending(
      group.command('set').description('sửa hạn của một bước theo văn bản; luôn cho xem trước'),
    ).option('--yes', 'thực hiện ngay, không hỏi lại'),
  );
  bind<AmendOptions>(set, amend);
}

const amending = (command: Command) =>
  command
    .requiredOption('--cycle <mã>', 'mã chu kỳ, ví dụ 51-2027-dt1')
    .requiredOption('--stage <bước>', 'mã bước, ví dụ q1Plan')
    .addOption(
      new Option('--level <cấp>', 'chỉ cho đơn vị một cấp; không ghi là mọi cấp')
        .choices([...LEVELS, '*'])
        .default('*', 'mọi cấp'),
    )
    .option('--by <ngày>', '“hết ngày”: ngày này vẫn đúng hạn', day)
    .option('--before <ngày>', '“trước ngày”: ngày này đã trễ hạn', day)
    .requiredOption('--number <số>', 'số văn bản')
    .requiredOption('--date <ngày>', 'ngày văn bản', day)
    .option('--words <lời-văn>', 'lời của văn bản, ví dụ “trước ngày 15/4/2026”')
    .requiredOption('--reason <lý-do>', 'lý do');

async function amend(context: Context, options: AmendOptions) {
  context.requireConfirmable(options, 'Sửa hạn');
  const client = context.client('administrator');
  const key = options.key ?? crypto.randomUUID();
  const plan = await send(client, options, key, 'nothing');
  // A key that was used says that all of it is done: nothing is left to look at or to ask.
  if (plan.version !== undefined) {
    context.show({ ...plan, dryRun: options.dryRun === true }, () => doneLine(context, plan, 'trước đây '));
    return EXIT.ok;
  }
  if (options.dryRun === true) {
    context.show(plan, () => dryRunLines(context, plan));
    return EXIT.ok;
  }
  for (const text of planLines(context, plan)) context.say(text);
  if (!(await context.confirmed(options, 'Sửa hạn'))) return EXIT.ok;
  const done = await send(client, options, key, plan.rulesVersion ?? NO_VERSION);
  context.show(done, () => doneLine(context, done));
  return EXIT.ok;
}

function doneLine(context: Context, { version, number }: DeadlineChangeAnswer, when = ''): void {
  context.line(
    `Đã sửa hạn ${when}(lần ${version ?? ''}) theo văn bản số ${number}. Ai đã được báo hạn cũ sẽ nhận một thư đính chính.`,
  );
}

/** A plan without a version is one of an API that looks at none; another one refuses it. */
const NO_VERSION = 0;

/** @param seen the version of the plan that was agreed to, which must still be what is changed; before one, a dry run */
async function send(
  client: ApiClient,
  options: AmendOptions,
  key: string,
  seen: number | 'nothing',
): Promise<DeadlineChangeAnswer> {
  const { stage, level, words, number, date, reason } = options;
  const named = options.by ?? options.before;
  if (named === undefined || (options.by !== undefined && options.before !== undefined)) {
    throw usageError('Cần đúng một trong hai: --by (hết ngày) hoặc --before (trước ngày).');
  }
  const operator = options.by === undefined ? 'before' : 'by';
  return client.call('POST /cycles/{cycleId}/deadlines', {
    params: { cycleId: options.cycle },
    query: seen === 'nothing' ? { dryRun: true } : {},
    body: { stage, level, operator, day: named, ...given({ words }), number, date, reason },
    key,
    ifMatch: seen === 'nothing' ? '*' : `"${seen}"`,
  });
}

function dryRunLines(context: Context, plan: DeadlineChangeAnswer): void {
  for (const text of planLines(context, plan)) context.line(text);
  context.line('Chạy thử, chưa thay đổi gì.');
}

function planLines(context: Context, plan: DeadlineChangeAnswer): readonly string[] {
  return [
    `Sửa hạn bước ${plan.name} (${plan.stage}), chu kỳ ${plan.cycleId}, theo văn bản số ${plan.number} ngày ${dayText(plan.date)}.`,
    context.tableOf(
      ['Cấp', 'Hạn cũ', 'Hạn mới', 'Chưa xong'],
      plan.levels.map((each) => [
        levelWord(each.level),
        markedDay(each.before, each.beforeAssumed),
        dayText(each.after),
        formatNumber(each.open),
      ]),
      [3],
    ),
    ...(plan.levels.some(({ beforeAssumed }) => beforeAssumed === true) ? [ASSUMED_NOTE] : []),
    ...plan.warnings.map((text) => `Lưu ý: ${text}`),
    `Chưa xong: ${formatNumber(plan.open)}; đã được nhắc theo hạn cũ: ${formatNumber(plan.told)}.`,
    unitsLine('Thành quá hạn', plan.turnsLate),
    unitsLine('Hết quá hạn', plan.noLongerLate),
    ...plan.levels.flatMap((each) => rungLines(context, each)),
  ];
}

function unitsLine(title: string, { count, units }: DeadlineUnitsAnswer): string {
  const names = units.map(({ unitId, name }) => `${name} (${unitId})`).join('; ');
  const more = count > units.length ? `; và ${formatNumber(count - units.length)} đơn vị khác` : '';
  return count === 0 ? `${title}: không có.` : `${title}: ${formatNumber(count)}: ${names}${more}.`;
}

function rungLines(context: Context, { level, fallAway, come }: DeadlineLevelAnswer): readonly string[] {
  const rows = [
    ...fallAway.map((rung) => ['bỏ', rung.name, instantText(rung.at), rung.reason]),
    ...come.map((rung) => ['thêm', rung.name, instantText(rung.at), rung.reason]),
  ];
  if (rows.length === 0) return [`Lời nhắc cấp ${levelWord(level)}: không đổi.`];
  return [`Lời nhắc cấp ${levelWord(level)}:`, context.tableOf(['', 'Mốc', 'Lúc', 'Vì sao ngày ấy'], rows)];
}

function listLines(context: Context, cycle: CycleAnswer, answer: DeadlinesAnswer): void {
  context.line(`Chu kỳ ${cycleText(cycle)}, hiện là ${instantText(answer.now, true)}`);
  context.table(
    ['Hết ngày', 'Bước', 'Mã', 'Cấp', 'Nhận đến', 'Hạn cũ'],
    answer.items.map((item: DeadlineAnswer) => [
      dueText(item.due),
      item.name,
      item.stage,
      levelWord(item.level),
      markedDay(item.cutOff, item.cutOffAssumed),
      item.originalLastDay === undefined ? '' : markedDay(item.originalLastDay, item.originalAssumed),
    ]),
  );
  const marked = answer.items.some(
    ({ due, cutOffAssumed, originalAssumed }) =>
      isSuggested(due) || cutOffAssumed === true || originalAssumed === true,
  );
  if (marked) context.line(ASSUMED_NOTE);
  if (answer.amendments.length === 0) return context.line('Chưa sửa hạn nào.');
  context.line('Các lần sửa hạn:');
  context.table(
    ['Lần', 'Bước', 'Cấp', 'Hết ngày', 'Văn bản', 'Lý do', 'Có hiệu lực'],
    answer.amendments.map((each: AmendmentAnswer) => [
      String(each.version),
      each.name,
      each.level === '*' ? 'mọi cấp' : levelWord(each.level),
      dayText(each.lastDay),
      `số ${each.number} ngày ${dayText(each.date)}`,
      each.reason,
      instantText(each.effectiveAt),
    ]),
  );
}
