import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import { RECIPIENT_WORDS } from '#libs/contracts/http';
import { checkPack, draftPack, LEVEL_NAMES, levelsOf, type PolicyPack, suggestedForText } from '#libs/policy';
import { alwaysTold, type PlannedDay, type PlannedMail, rungName, yearPlan } from '#libs/reminders';
import { CliError, EXIT, type ExitCode, usageError } from '../cli.error.js';
import type { Context } from '../context.js';
import { type Bind, day, positive } from '../options.js';
import { askPacks, countryDays, ownPacks } from '../own-packs.js';
import { dayText, formatNumber, instantText } from '../print/words.js';

interface NewOptions {
  readonly from: string;
  readonly title: string;
  readonly validFrom: string;
  readonly code?: string;
  readonly name?: string;
  readonly out?: string;
}

/** What is done with packs before anybody runs by them: from files alone, without a server. */
export function addPolicyFileCommands(policy: Command, bind: Bind): void {
  const draft = policy
    .command('new')
    .description('viết tệp của một gói mới dựa trên một gói đã có, để sửa tiếp; không cần máy chủ')
    .argument('<mã>', 'mã gói mới, ví dụ gia-lai-2027')
    .requiredOption('--from <gói>', 'gói làm nền')
    .requiredOption('--title <tên>', 'tên gói: văn bản, số, ngày')
    .requiredOption('--valid-from <ngày>', 'ngày có hiệu lực', day)
    .option('--code <mã>', 'mã tỉnh; cần --name')
    .option('--name <tên>', 'tên tỉnh; cần --code')
    .option('--out <thư-mục>', 'thư mục để ghi; nếu không có: ANTQ_POLICY_DIR, hoặc thư mục đang đứng');
  bind<NewOptions, [string]>(draft, (context, options, id) => writeDraft(context, id, options));

  const preview = policy
    .command('preview')
    .description(
      'cả một năm theo một gói, từng ngày: mở, hạn, hết thời gian tiếp nhận và thư nhắc; không cần máy chủ',
    )
    .argument('<gói>', 'mã gói, ví dụ quang-ngai-2025')
    .requiredOption('--year <năm>', 'năm', positive);
  bind<{ year: number }, [string]>(preview, async (context, { year }, id) => {
    const pack = askPacks(() => ownPacks(context.host.settings).load(id));
    const table = await countryDays();
    const days = askPacks(() => yearPlan(pack, year, table));
    context.show({ policy: id, year, days }, () => planLines(context, pack, year, days));
    return EXIT.ok;
  });
}

async function writeDraft(context: Context, id: string, options: NewOptions): Promise<ExitCode> {
  const { from, title, validFrom, code, name } = options;
  if ((code === undefined) !== (name === undefined))
    throw usageError('Cần cả --code và --name, hoặc không có cả hai.');
  const { settings } = context.host;
  const packs = ownPacks(settings);
  if (packs.list().some((each) => each.id === id))
    throw new CliError(EXIT.refused, `Đã có gói “${id}”. Hãy chọn mã khác.`);
  const parent = askPacks(() => packs.load(from));
  const province = code === undefined || name === undefined ? undefined : { code, name };
  const json = draftPack(parent, { id, title, validFrom, province });
  const file = path.resolve(options.out ?? settings.policyDir ?? '.', `${id}.json`);
  if (existsSync(file)) throw new CliError(EXIT.refused, `Đã có tệp ${file}.`);
  const text = `${JSON.stringify(json, null, 2)}\n`;
  const written = askPacks(() => packs.with({ name: file, text }).load(id));
  const { errors, assumed } = checkPack(written);
  await writeFile(file, text);
  context.show({ id, file, errors, assumed: assumed.length }, () => {
    context.line(`Đã viết ${file}, dựa trên gói ${from}.`);
    for (const { path: place, message } of errors) context.line(`Cần sửa: ${place}: ${message}`);
    context.line(`${formatNumber(assumed.length)} số liệu của gói nền chưa có văn bản, đánh dấu *.`);
    context.line(`Sửa tệp, rồi xem cả năm: antq policy preview ${id} --year ${validFrom.slice(0, 4)}`);
  });
  return EXIT.ok;
}

/** The day stands above, its mark stays with the time. */
const timeOf = (text: string) => text.replace(/^\d\d\/\d\d\/\d{4}(\*?) (\d\d:\d\d)/, '$2$1');

function planLines(context: Context, pack: PolicyPack, year: number, days: readonly PlannedDay[]): void {
  const mails = days.reduce((sum, each) => sum + each.mails.length, 0);
  context.line(`Năm ${year} theo gói ${pack.id}: ${pack.title}`);
  context.line(
    `${formatNumber(days.length)} ngày có việc, ${formatNumber(mails)} lượt thư nhắc khi không ai làm gì. Ngày nghỉ theo bảng kèm theo phần mềm.`,
  );
  for (const { day: date, instants, mails: sent } of days) {
    context.line();
    context.line(dayText(date));
    for (const text of instants) context.line(`  ${timeOf(text)}`, 4);
    for (const mail of sent) context.line(`  ${mailText(pack, mail)}`, 4);
  }
  context.line();
  context.line('* ngày giả định, chưa có văn bản.');
}

function mailText(pack: PolicyPack, mail: PlannedMail): string {
  const {
    sendAt,
    stageName,
    key,
    lastDay,
    assumed,
    suggestedFor,
    body,
    levels,
    nominalDay,
    sendDay,
    reason,
    to,
    act,
  } = mail;
  const ofAll = body !== undefined || levels.length === levelsOf(pack).length;
  const told = alwaysTold(to).map((who) => RECIPIENT_WORDS[who]);
  const units = `đơn vị${ofAll ? '' : ` cấp ${levels.map((level) => LEVEL_NAMES[level]).join(', ')}`}`;
  const whom = body ?? (act === 'submit' ? `${units}: ${told.join(', ')}` : units);
  const why = nominalDay === sendDay ? '' : `; ${reason}`;
  const kinds = suggestedFor.length === 0 ? '' : `; ${suggestedForText(pack.unitKinds, suggestedFor)}`;
  return `${instantText(sendAt).slice(-5)}: thư ${rungName(key)}: ${stageName}, hết ngày ${dayText(lastDay)}${assumed ? '*' : ''} (${whom}${why}${kinds})`;
}
