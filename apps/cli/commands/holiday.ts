import { type Command, Option } from 'commander';
import type { SentBody } from '#libs/api-client';
import {
  type HolidayChangeAnswer,
  type HolidayDayAnswer,
  type HolidaysAnswer,
  type HolidayVersionAnswer,
} from '#libs/contracts/http';
import { keyOf } from '../api.js';
import { EXIT, usageError } from '../cli.error.js';
import type { ChangeOptions, Context } from '../context.js';
import { listUpload, type SheetOption, withSheet } from '../list-upload.js';
import { type Bind, changing, day, given, positive } from '../options.js';
import { readingLines } from '../print/list-reading.js';
import { assumedMark, dayText, formatNumber, instantText, levelWord } from '../print/words.js';

const ACTS: Readonly<Record<HolidayVersionAnswer['act'], string>> = {
  seed: 'lập bảng',
  import: 'nhập tệp',
  set: 'đặt ngày',
  remove: 'bỏ ngày',
};
const KINDS = { off: 'nghỉ', working: 'làm bù' } as const;
const ASSUMED_DAY = '* ngày giả định, chưa có văn bản';

const reasoned = (command: Command) => changing(command).requiredOption('--reason <lý-do>', 'lý do');
type EditOptions = ChangeOptions & { readonly reason: string };

/** The days off of the account's province: what they are, and editing them by people. */
export function addHolidayCommands(program: Command, bind: Bind): void {
  const group = program.command('holiday').description('ngày nghỉ, ngày làm bù: xem, nhập, đặt, bỏ, lập lại');

  const list = group
    .command('list')
    .description('bảng ngày nghỉ đang áp dụng, hoặc một bản trước đó')
    .option('--year <năm>', 'chỉ năm này', positive)
    .option('--versions', 'các bản của năm đó')
    .option('--version-number <số>', 'bảng như ở bản này', positive);
  bind<{ year?: number; versions?: boolean; versionNumber?: number }>(list, async (context, options) => {
    const { year, versions, versionNumber } = options;
    if (year === undefined && (versions === true || versionNumber !== undefined)) {
      throw usageError('Cần --year để xem các bản của một năm.');
    }
    const client = context.client();
    const ofYear = String(year);
    if (versions === true) {
      const answer = await client.call('GET /holidays/{year}/versions', { params: { year: ofYear } });
      context.show(answer, ({ items }) => versionLines(context, items));
      return EXIT.ok;
    }
    const answer =
      versionNumber === undefined
        ? await client.call('GET /holidays', { query: { year } })
        : await client.call('GET /holidays/{year}/versions/{version}', {
            params: { year: ofYear, version: String(versionNumber) },
          });
    context.show(answer, (shown) => tableLines(context, shown));
    return EXIT.ok;
  });

  const importing = reasoned(
    withSheet(
      group
        .command('import')
        .description('nhập các ngày từ tệp CSV hoặc bảng tính (cột Ngày, Loại, Tên, Văn bản)')
        .argument('<tệp>', 'tệp .csv, .xlsx hoặc .ods'),
    ),
  );
  bind<EditOptions & SheetOption, [string]>(importing, async (context, options, file) => {
    const { upload, query } = listUpload(file, options.sheet);
    const { reason } = options;
    const answer = await context.client('administrator').call('POST /holidays/imports', {
      query: { ...query, reason, dryRun: options.dryRun === true },
      upload,
      key: keyOf(options),
    });
    context.show(answer, () => changeLines(context, answer));
    return answer.problems.length === 0 ? EXIT.ok : EXIT.refused;
  });

  const set = reasoned(
    group
      .command('set')
      .description('đặt một ngày nghỉ hoặc ngày làm bù; không có văn bản thì là giả định')
      .requiredOption('--day <ngày>', 'ngày', day)
      .requiredOption('--name <tên>', 'tên ngày, ví dụ “Nghỉ hoán đổi Quốc khánh”')
      .addOption(
        new Option('--kind <loại>', 'off (nghỉ) hoặc working (làm bù)')
          .choices(['off', 'working'])
          .default('off'),
      )
      .option('--document <văn-bản>', 'văn bản, ví dụ “Thông báo 12/TB-BNV ngày 05/01/2026”'),
  );
  bind<EditOptions & { day: string; name: string; kind: keyof typeof KINDS; document?: string }>(
    set,
    async (context, options) => {
      const { day: of, name, kind, document, reason } = options;
      await edit(context, options, { act: 'set', day: of, name, kind, ...given({ document }), reason });
      return EXIT.ok;
    },
  );

  const remove = reasoned(
    group.command('remove').description('bỏ một ngày khỏi bảng').requiredOption('--day <ngày>', 'ngày', day),
  );
  bind<EditOptions & { day: string }>(remove, async (context, options) => {
    await edit(context, options, { act: 'remove', day: options.day, reason: options.reason });
    return EXIT.ok;
  });

  const seed = reasoned(
    group
      .command('seed')
      .description('lập lại bảng của một năm từ bảng chung, hoặc từ luật và âm lịch')
      .requiredOption('--year <năm>', 'năm', positive),
  );
  bind<EditOptions & { year: number }>(seed, async (context, options) => {
    const { year, reason } = options;
    const answer = await context.client('administrator').call('POST /holidays/seeds', {
      query: { dryRun: options.dryRun === true },
      body: { year, reason },
      key: keyOf(options),
    });
    context.show(answer, () => changeLines(context, answer));
    return EXIT.ok;
  });
}

async function edit(context: Context, options: EditOptions, body: SentBody<'POST /holidays'>): Promise<void> {
  const answer = await context.client('administrator').call('POST /holidays', {
    query: { dryRun: options.dryRun === true },
    body,
    key: keyOf(options),
  });
  context.show(answer, () => changeLines(context, answer));
}

const areaText = (area: string) => (area === 'VN' ? 'bảng chung cả nước' : `bảng riêng của tỉnh ${area}`);
const nameText = ({ name, status }: HolidayDayAnswer) => `${name}${assumedMark(status)}`;

function tableLines(context: Context, { years }: HolidaysAnswer): void {
  if (years.length === 0) context.line('Chưa có bảng ngày nghỉ nào. Hãy lập: antq holiday seed --year …');
  for (const { year, version, area, items, by, at } of years) {
    context.line(`Năm ${year}, bản ${version}, ${areaText(area)} (${by}, ${instantText(at)})`);
    context.table(
      ['Ngày', 'Loại', 'Tên', 'Căn cứ'],
      items.map((each) => [dayText(each.day), KINDS[each.kind], nameText(each), each.source]),
    );
  }
  if (years.some(({ items }) => items.some(({ status }) => status === 'assumed'))) context.line(ASSUMED_DAY);
}

function versionLines(context: Context, items: readonly HolidayVersionAnswer[]): void {
  context.table(
    ['Bản', 'Bảng', 'Việc', 'Số ngày', 'Lý do', 'Ai, lúc', 'Áp dụng'],
    items.map((each) => [
      String(each.version),
      areaText(each.area),
      ACTS[each.act],
      formatNumber(each.days),
      each.reason,
      `${each.by}, ${instantText(each.at)}`,
      each.inForce ? 'đang áp dụng' : '–',
    ]),
    [0, 3],
  );
}

function changeLines(context: Context, answer: HolidayChangeAnswer): void {
  const { years, added, removed, changed, cycles, problems, reading, dryRun } = answer;
  readingLines((text) => context.line(text), reading);
  for (const { place, message } of problems) context.line(`  - ${place}: ${message}`);
  if (years.length === 0) {
    context.line('Bảng ngày nghỉ đã như vậy, không có gì thay đổi.');
    return;
  }
  for (const { year, before, version } of years) {
    context.line(`Năm ${year}: bản ${before === undefined ? '–' : String(before)} → bản ${version}`);
  }
  context.table(
    ['Thay đổi', 'Ngày', 'Loại', 'Tên', 'Căn cứ'],
    [
      ...added.map((each) => dayRow('thêm', each)),
      ...removed.map((each) => dayRow('bỏ', each)),
      ...changed.map(({ after }) => dayRow('sửa', after)),
    ],
  );
  for (const { cycleId, moves, lastDaysOff } of cycles) {
    context.line(`Chu kỳ ${cycleId}: ${formatNumber(moves.length)} mốc nhắc đổi ngày.`);
    context.table(
      ['Bước', 'Hết ngày', 'Mốc', 'Trước', 'Sau', 'Vì sao', 'Chưa xong'],
      moves.map((move) => [
        `${move.name} (${levelWord(move.level)})`,
        dayText(move.lastDay),
        move.rung,
        dayText(move.from?.day),
        `${dayText(move.to?.day)}${move.isLost === true ? ' (đã qua, không gửi)' : ''}`,
        move.to?.reason ?? 'không gửi',
        formatNumber(move.subjects),
      ]),
      [6],
    );
    for (const { name, lastDay, reason, lastWorkingDay, isNew } of lastDaysOff) {
      context.line(
        `  - ${isNew ? 'Nay' : 'Vẫn'} rơi vào ngày nghỉ: ${name}, hết ngày ${dayText(lastDay)} (${reason}); ngày làm việc cuối ${dayText(lastWorkingDay)}. Hạn giữ nguyên.`,
      );
    }
  }
  context.line(
    dryRun ? 'Chạy thử, chưa thay đổi gì.' : 'Đã ghi bản mới; lời nhắc tính theo bảng mới từ bây giờ.',
  );
}

const dayRow = (what: string, each: HolidayDayAnswer): readonly string[] => [
  what,
  dayText(each.day),
  KINDS[each.kind],
  nameText(each),
  each.source,
];
