import type { Command } from 'commander';
import type { ApiClient, SentBody } from '#libs/api-client';
import type { MigrationAnswer, MigrationsAnswer } from '#libs/contracts/http';
import { keyOf } from '../api.js';
import { CliError, EXIT } from '../cli.error.js';
import type { ChangeOptions, Context } from '../context.js';
import { readMapping } from '../mapping-file.js';
import { type Bind, changing, day, given } from '../options.js';
import { readingLines } from '../print/list-reading.js';
import { ASSUMED_NOTE, dayText, formatNumber } from '../print/words.js';

/** Subjects that are listed unless all are asked for. */
const MOST_SUBJECTS = 50;

interface MigrateOptions extends ChangeOptions {
  readonly cycle: string;
  readonly policy: string;
  readonly from: string;
  readonly number: string;
  readonly date: string;
  readonly reason: string;
  readonly until?: string;
  readonly areas?: string;
  readonly all?: boolean;
  readonly yes?: boolean;
}

/** A running cycle that goes on under another pack: what changes for whom, and then the change. */
export function addMigrate(cycle: Command, bind: Bind): void {
  const migrate = changing(
    cycle
      .command('migrate')
      .description('chuyển chu kỳ đang chạy sang gói quy định khác theo văn bản; luôn cho xem trước')
      .requiredOption('--cycle <mã>', 'mã chu kỳ, ví dụ 51-2025')
      .requiredOption('--policy <gói>', 'gói quy định mới, ví dụ quang-ngai-2025')
      .requiredOption('--from <ngày>', 'ngày đầu theo gói mới', day)
      .requiredOption('--number <số>', 'số văn bản')
      .requiredOption('--date <ngày>', 'ngày văn bản', day)
      .requiredOption('--reason <lý-do>', 'lý do')
      .option('--until <ngày>', 'ngày cuối mới cho việc mà hạn đã qua; không ghi thì không yêu cầu nộp', day)
      .option('--areas <tệp>', 'bảng đối chiếu (.csv): Mã cũ, Mã mới, Cấp quản lý')
      .option('--all', `kể hết các đơn vị, không chỉ ${MOST_SUBJECTS} đơn vị đầu`)
      .option('--yes', 'thực hiện ngay, không hỏi lại'),
  );
  bind<MigrateOptions>(migrate, carryOut);

  const packs = cycle
    .command('packs')
    .description('các gói quy định mà chu kỳ đã theo, từ ngày nào đến ngày nào')
    .requiredOption('--cycle <mã>', 'mã chu kỳ');
  bind<{ cycle: string }>(packs, async (context, options) => {
    const answer = await context
      .client()
      .call('GET /cycles/{cycleId}/migrations', { params: { cycleId: options.cycle } });
    context.show(answer, () => packLines(context, answer));
    return EXIT.ok;
  });
}

async function carryOut(context: Context, options: MigrateOptions) {
  context.requireConfirmable(options, 'Chuyển gói');
  const client = context.client('administrator');
  const key = keyOf(options);
  const { policy, from, number, date, reason, until } = options;
  const mapping = options.areas === undefined ? undefined : await readMapping(options.areas);
  readingLines((text) => context.note(text), mapping?.reading);
  const areas = [...(mapping?.rows ?? [])];
  const body = { policy, from, number, date, reason, areas, ...given({ until }) };
  const plan = await send(client, options.cycle, body, key, true);
  // A key that was used says that all of it is done: nothing is left to look at or to ask.
  if (plan.version !== undefined) {
    context.show(plan, () => doneLine(context, plan, 'trước đây '));
    return EXIT.ok;
  }
  if (options.dryRun === true) {
    context.show(plan, () => {
      planLines(plan, options.all === true, (text) => context.line(text));
      context.line('Chạy thử, chưa thay đổi gì.');
    });
    return EXIT.ok;
  }
  planLines(plan, options.all === true, (text) => context.say(text));
  if (plan.blockers.length > 0) {
    throw new CliError(EXIT.refused, 'Chưa chuyển được vì các chỗ vướng nêu trên. Hãy bổ sung rồi chạy lại.');
  }
  if (!(await context.confirmed(options, 'Chuyển gói'))) return EXIT.ok;
  const done = await send(client, options.cycle, { ...body, digest: plan.digest }, key, false);
  context.show(done, () => doneLine(context, done));
  return EXIT.ok;
}

async function send(
  client: ApiClient,
  cycle: string,
  body: SentBody<'POST /cycles/{cycleId}/migrations'>,
  key: string,
  dryRun: boolean,
): Promise<MigrationAnswer> {
  const query = dryRun ? { dryRun } : {};
  return client.call('POST /cycles/{cycleId}/migrations', { params: { cycleId: cycle }, query, body, key });
}

function doneLine(context: Context, { cycleId, after, from, number }: MigrationAnswer, when = ''): void {
  context.line(
    `Đã chuyển chu kỳ ${cycleId} ${when}sang gói ${after.id} từ ngày ${dayText(from)} theo văn bản số ${number}. Mỗi đơn vị có thay đổi nhận một thư; xem tiến độ: antq cycle packs --cycle ${cycleId}`,
  );
}

function planLines(plan: MigrationAnswer, isAll: boolean, say: (text: string) => void): void {
  say(
    `Chuyển chu kỳ ${plan.cycleId} từ gói ${plan.before.id} sang gói ${plan.after.id} từ ngày ${dayText(plan.from)}, theo văn bản số ${plan.number} ngày ${dayText(plan.date)}.`,
  );
  for (const { text, subjects } of plan.summary) say(`- ${text}: ${formatNumber(subjects)}`);
  say(`- Không đổi gì ngoài gói: ${formatNumber(plan.unchanged)}`);
  if (plan.general.length > 0) say('Khác nhau chung:');
  for (const text of plan.general) say(`- ${text}`);
  const shown = isAll ? plan.subjects : plan.subjects.slice(0, MOST_SUBJECTS);
  for (const { id, name, changes, kept } of shown) {
    say(`${name} (${id})`);
    for (const { text } of changes) say(`  - ${text}`);
    if (kept.length > 0) say(`  Giữ nguyên kết quả: ${kept.join(', ')}`);
  }
  const hidden = plan.subjects.length - shown.length;
  if (hidden > 0) say(`và ${formatNumber(hidden)} đơn vị, cơ quan khác: thêm --all để xem hết`);
  if (plan.subjects.some(({ changes }) => changes.some(({ text }) => text.includes('*')))) say(ASSUMED_NOTE);
  if (plan.blockers.length > 0) say(`Còn vướng ${formatNumber(plan.blockers.length)} chỗ:`);
  for (const { id, name, text } of plan.blockers) say(`- ${name} (${id}): ${text}`);
}

function packLines(context: Context, { packs }: MigrationsAnswer): void {
  context.table(
    ['Gói', 'Từ ngày', 'Đến hết ngày', 'Văn bản', 'Đã nhận'],
    packs.map((pack) => [
      pack.id,
      pack.from === undefined ? 'khi mở' : dayText(pack.from),
      pack.to === undefined ? 'đang áp dụng' : dayText(pack.to),
      pack.number === undefined ? '' : `số ${pack.number} ngày ${dayText(pack.date)}`,
      pack.subjects === undefined ? '' : `${formatNumber(pack.carried ?? 0)}/${formatNumber(pack.subjects)}`,
    ]),
  );
}
