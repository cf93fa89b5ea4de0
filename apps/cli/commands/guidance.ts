import { type Command, InvalidArgumentError } from 'commander';
import type { ApiClient, SentBody } from '#libs/api-client';
import type { GuidanceAnswer, GuidanceLettersAnswer } from '#libs/contracts/http';
import { LEVELS } from '#libs/policy';
import { EXIT } from '../cli.error.js';
import type { ChangeOptions, Context } from '../context.js';
import { type Bind, changing, day, given, listed } from '../options.js';
import { dayText, formatNumber, levelWord, markedDay } from '../print/words.js';

type LetterDay = NonNullable<SentBody<'POST /cycles/{cycleId}/guidance'>['days']>[number];

interface LetterOptions extends ChangeOptions {
  readonly cycle: string;
  readonly number: string;
  readonly date: string;
  readonly signer: string;
  readonly except?: readonly string[];
  readonly set?: readonly LetterDay[];
  readonly replaces?: string;
  readonly yes?: boolean;
}

/** The letter that ends assumptions: what it would set, recording it, and the letters of a cycle. */
export function addGuidanceCommands(program: Command, bind: Bind): void {
  const group = program
    .command('guidance')
    .description('công văn hướng dẫn: số của công văn làm căn cứ cho mọi ngày, khung, số liệu giả định');
  const list = group
    .command('list')
    .description('các công văn đã ghi của chu kỳ, và những gì còn là giả định')
    .requiredOption('--cycle <mã>', 'mã chu kỳ');
  bind<{ cycle: string }>(list, async (context, options) => {
    const params = { cycleId: options.cycle };
    const answer = await context.client().call('GET /cycles/{cycleId}/guidance', { params });
    context.show(answer, (letters) => listLines(context, letters));
    return EXIT.ok;
  });

  const preview = letter(
    group
      .command('preview')
      .description('xem trước: gì thôi là giả định, ai thành quá hạn, thư nào đổi; không thay đổi gì'),
  );
  bind<LetterOptions>(preview, async (context, options) => {
    const client = context.client('administrator');
    const plan = await send(client, options, crypto.randomUUID(), 'nothing');
    context.show(plan, () => dryRunLines(context, plan));
    return EXIT.ok;
  });

  const record = changing(
    letter(
      group
        .command('record')
        .description('ghi số, ngày, người ký của công văn đã ban hành; luôn cho xem trước'),
    ).option('--yes', 'thực hiện ngay, không hỏi lại'),
  );
  bind<LetterOptions>(record, recordLetter);
}

const letter = (command: Command) =>
  command
    .requiredOption('--cycle <mã>', 'mã chu kỳ, ví dụ 51-2027-dt1')
    .requiredOption('--number <số>', 'số công văn')
    .requiredOption('--date <ngày>', 'ngày công văn', day)
    .requiredOption('--signer <tên>', 'người ký')
    .option(
      '--except <số-liệu,…>',
      'trừ những nội dung này: tên đầy đủ, một bảng (classes) hoặc một bước (dossier); xem: antq guidance list',
      listed,
    )
    .option(
      '--set <bước=ngày>',
      'ngày mà công văn ấn định khác: selfScoring=2026-10-30, unitReport@xa=trước:2026-11-05; ghi được nhiều lần',
      letterDay,
    )
    .option('--replaces <số>', 'số công văn mà công văn này thay thế');

/** `selfScoring=2026-10-30`, `unitReport@xa=trước:05/11/2026`; collects what is given once or more. */
function letterDay(text: string, before: readonly LetterDay[] = []): readonly LetterDay[] {
  const [, stage, at = '*', exclusive, named] =
    /^([a-zA-Z0-9]+)(?:@([a-z]+))?=(?:(trước|truoc|before):)?(.+)$/.exec(text.trim().normalize('NFC')) ?? [];
  const level = [...LEVELS, '*' as const].find((each) => each === at);
  if (stage === undefined || named === undefined || level === undefined)
    throw new InvalidArgumentError('Cần dạng BƯỚC=NGÀY, BƯỚC@xa=NGÀY hoặc BƯỚC=trước:NGÀY.');
  const operator = exclusive === undefined ? 'by' : 'before';
  return [...before, { stage, level, operator, day: day(named) }];
}

async function recordLetter(context: Context, options: LetterOptions) {
  context.requireConfirmable(options, 'Ghi công văn hướng dẫn');
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
  if (!(await context.confirmed(options, 'Ghi công văn'))) return EXIT.ok;
  const done = await send(client, options, key, plan.rulesVersion ?? NO_VERSION);
  context.show(done, () => doneLine(context, done));
  return EXIT.ok;
}

/** A plan without a version is of no rules; whatever is sent over it is refused. */
const NO_VERSION = -1;

function doneLine(context: Context, { number, issuer, figures }: GuidanceAnswer, when = ''): void {
  context.line(
    `Đã ghi ${when}Công văn số ${number} của ${issuer}: ${formatNumber(figures.length)} nội dung từ nay có căn cứ. Muốn bỏ, ghi một công văn khác thay thế (--replaces).`,
  );
}

/** @param seen the version of the plan that was agreed to, which must still be what is changed; before one, a dry run */
function send(
  client: ApiClient,
  options: LetterOptions,
  key: string,
  seen: number | 'nothing',
): Promise<GuidanceAnswer> {
  const { number, date, signer, except, set, replaces } = options;
  return client.call('POST /cycles/{cycleId}/guidance', {
    params: { cycleId: options.cycle },
    query: seen === 'nothing' ? { dryRun: true } : {},
    body: { number, date, signer, ...given({ except, days: set, replaces }) },
    key,
    ifMatch: seen === 'nothing' ? '*' : `"${seen}"`,
  });
}

function dryRunLines(context: Context, plan: GuidanceAnswer): void {
  for (const text of planLines(context, plan)) context.line(text);
  context.line('Chạy thử, chưa thay đổi gì.');
}

function planLines(context: Context, plan: GuidanceAnswer): readonly string[] {
  const { figures, left, steps, days, warnings } = plan;
  const replacing = plan.replaces === undefined ? '' : `, thay thế công văn số ${plan.replaces}`;
  return [
    `Công văn hướng dẫn số ${plan.number} ngày ${dayText(plan.date)} của ${plan.issuer}, người ký ${plan.signer}, chu kỳ ${plan.cycleId}${replacing}.`,
    `${formatNumber(figures.length)} nội dung thôi là giả định:`,
    context.tableOf(
      ['Số liệu', 'Nội dung', 'Công văn ấn định'],
      figures.map(({ figure, text, value }) => [figure, text, value]),
    ),
    ...(left.length === 0
      ? []
      : [
          `${formatNumber(left.length)} nội dung vẫn là giả định (*):`,
          context.tableOf(
            ['Số liệu', 'Nội dung', 'Đang dùng *'],
            left.map(({ figure, text, value }) => [figure, text, value]),
          ),
        ]),
    ...(steps.length === 0
      ? []
      : [
          'Ngày đề nghị thành ngày do công văn ấn định; thư còn lại của các bước này bỏ dấu (*):',
          context.tableOf(
            ['Bước', 'Cấp', 'Hết ngày', 'Thành quá hạn ngay', 'Lời nhắc còn lại'],
            steps.map(({ name, level, lastDay, asked, turnsLate, reminders }) => [
              asked === true ? `${name} (đề nghị gửi)` : name,
              levelWord(level),
              dayText(lastDay),
              formatNumber(turnsLate.count),
              reminders.map((each) => dayText(each.day)).join(', ') || '–',
            ]),
            [3],
          ),
        ]),
    ...days.map((each) => {
      const moved = each.levels.map(
        ({ level, before, beforeAssumed, after }) =>
          `${levelWord(level)} ${markedDay(before, beforeAssumed)} → ${dayText(after)}`,
      );
      return `Sửa ngày bước ${each.name}: ${moved.join('; ')}. Chưa xong ${formatNumber(each.open)}, thành quá hạn ${formatNumber(each.turnsLate.count)}; ${formatNumber(each.told)} nơi đã được nhắc sẽ nhận thư đính chính.`;
    }),
    ...warnings.map((text) => `Lưu ý: ${text}`),
  ];
}

function listLines(context: Context, { items, open }: GuidanceLettersAnswer): void {
  if (items.length === 0) context.line('Chưa ghi công văn hướng dẫn nào.');
  context.table(
    ['Số', 'Ngày', 'Cơ quan', 'Người ký', 'Số nội dung', 'Tình trạng'],
    items.map(({ number, date, issuer, signer, figures, replacedBy }) => [
      number,
      dayText(date),
      issuer,
      signer,
      formatNumber(figures),
      replacedBy === undefined ? 'đang áp dụng' : `đã thay bằng công văn số ${replacedBy}`,
    ]),
    [4],
  );
  if (open.length === 0) return context.line('Không còn nội dung giả định nào.');
  context.line(`${formatNumber(open.length)} nội dung còn là giả định (*):`);
  context.table(
    ['Số liệu', 'Nội dung', 'Đang dùng *'],
    open.map(({ figure, text, value }) => [figure, text, value]),
  );
}
