import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import {
  type RegisterAnswer,
  type RegisterEntryAnswer,
  type RegisterImportAnswer,
  type RegisterReopeningAnswer,
  type RegistersAnswer,
} from '#libs/contracts/http';
import { EXIT, usageError } from '../cli.error.js';
import { type ApiClient, pathOf } from '../client.js';
import type { ChangeOptions, Context, PageOptions } from '../context.js';
import { listUpload, type SheetOption, withSheet } from '../list-upload.js';
import { aboutUnit, type Bind, changing, choice, day, given, paged, sending } from '../options.js';
import { readingLines } from '../print/list-reading.js';
import { ASSUMED_NOTE, assumedMark, dayText, formatNumber, instantText } from '../print/words.js';

interface PaperOptions {
  readonly arrivalNumber?: string;
  readonly arrived?: string;
}

interface EntryOptions extends ChangeOptions, PaperOptions {
  readonly cycle: string;
  readonly unit: string;
  readonly register: string;
  readonly on: string;
  readonly set?: Record<string, string>;
}

interface ChangeEntryOptions extends EntryOptions {
  readonly entry: string;
  readonly reason: string;
}
/** Each row of a list is a fact of its own. */
const IMPORT_PATIENCE_MS = 300_000;

/** Registers behind the points: what they hold, entering, correcting, withdrawing, reviewing models. */
export function addRegisterCommands(program: Command, bind: Bind): void {
  const group = program
    .command('register')
    .description(
      'sổ ghi nhận: mô hình, kiểm tra, vụ việc, khen thưởng đột xuất, bảo vệ, phối hợp, tuyên truyền…',
    );

  const kinds = group
    .command('kinds')
    .description('các sổ của chu kỳ: ai ghi, trường nào, tiêu chí nào, đã có bao nhiêu mục')
    .requiredOption('--cycle <mã>', 'mã chu kỳ')
    .option('--fields', 'cả các trường và lựa chọn của từng sổ');
  bind<{ cycle: string; fields?: boolean }>(kinds, async (context, options) => {
    const answer = await context.client().get<RegistersAnswer>(pathOf('cycles', options.cycle, 'registers'));
    context.show(answer, () => kindLines(context, answer, options.fields === true));
    return EXIT.ok;
  });

  const list = paged(
    group
      .command('list')
      .description('các mục của một sổ, theo ngày')
      .argument('<sổ>', 'mã sổ, xem: antq register kinds')
      .requiredOption('--cycle <mã>', 'mã chu kỳ')
      .option('--unit <mã>', 'chỉ đơn vị này')
      .option('--commune <mã>', 'chỉ xã, phường (hoặc huyện) này')
      .option('--state <trạng-thái>', 'standing (mặc định), withdrawn (đã rút) hoặc all'),
  );
  bind<PageOptions & { cycle: string; unit?: string; commune?: string; state?: string }, [string]>(
    list,
    async (context, options, register) => {
      const { cycle, unit, commune, state } = options;
      const at =
        unit === undefined
          ? pathOf('cycles', cycle, 'registers', register)
          : pathOf('cycles', cycle, 'units', unit, 'registers', register);
      const page = await context.pages<RegisterEntryAnswer>(
        context.client(),
        at,
        { commune, state },
        options,
      );
      context.show(page, ({ items, next }) => {
        context.table(
          ['Mã mục', 'Đơn vị', 'Ngày', 'Nội dung', 'Người ghi'],
          items.map((entry) => [
            entry.id,
            entry.unitName ?? entry.unitId,
            dayText(entry.effectiveOn),
            entryText(entry),
            entry.recordedBy.name,
          ]),
        );
        context.line(`${formatNumber(items.length)} mục`);
        context.more(next);
      });
      return EXIT.ok;
    },
  );

  const add = entering(group.command('add').description('ghi một mục vào sổ của một đơn vị'));
  bind<EntryOptions>(add, (context, options) => record(context, options, '', entryBody(options)));

  const correct = entering(
    group.command('correct').description('sửa một mục bằng một bản mới; bản cũ còn nguyên'),
  )
    .requiredOption('--entry <mã>', 'mã mục')
    .requiredOption('--reason <lý-do>', 'lý do; sổ vụ việc thì chọn một lý do của sổ');
  bind<ChangeEntryOptions>(correct, (context, options) =>
    record(context, options, pathOf(options.entry, 'corrections'), {
      ...entryBody(options),
      reason: options.reason,
    }),
  );

  const withdraw = changing(
    paper(aboutRegister(group.command('withdraw').description('rút một mục khỏi sổ'))),
  )
    .requiredOption('--entry <mã>', 'mã mục')
    .requiredOption('--reason <lý-do>', 'lý do; sổ vụ việc thì chọn một lý do của sổ');
  bind<ChangeEntryOptions>(withdraw, (context, options) =>
    record(context, options, pathOf(options.entry, 'withdrawals'), {
      reason: options.reason,
      ...onBehalfOf(options),
    }),
  );

  const review = changing(
    aboutUnit(group.command('review').description('rà soát một mô hình: duy trì, nhân rộng hoặc thanh loại')),
  )
    .requiredOption('--model <mã>', 'mã mục của mô hình, xem: antq register list models')
    .requiredOption('--conclusion <kết-luận>', 'keep (duy trì), replicate (nhân rộng) hoặc drop (thanh loại)')
    .requiredOption('--on <ngày>', 'ngày rà soát', day)
    .option('--number <số>', 'số văn bản')
    .option('--note <nhận-xét>', 'nhận xét');
  bind<EntryOptions & { model: string; conclusion: string; number?: string; note?: string }>(
    review,
    (context, options) => {
      const { model, conclusion, number, note } = options;
      const data = { model, conclusion, ...given({ number, note }) };
      return record(context, { ...options, register: 'modelReviews' }, '', { effectiveOn: options.on, data });
    },
  );

  const importing = changing(
    withSheet(
      group
        .command('import')
        .description('ghi một danh sách CSV hoặc bảng tính vào sổ; dòng sai được nêu tên và bỏ qua')
        .argument('<sổ>', 'mã sổ')
        .argument('<tệp>', 'tệp .csv, .xlsx hoặc .ods: Mã đơn vị, Ngày, rồi các trường của sổ')
        .requiredOption('--cycle <mã>', 'mã chu kỳ'),
    ),
  );
  bind<ChangeOptions & SheetOption & { cycle: string }, [string, string]>(
    importing,
    async (context, options, register, file) => {
      const upload = listUpload(file, options.sheet);
      const client = await recorder(context, options.cycle, register);
      const { body } = await client.post<RegisterImportAnswer>(
        pathOf('cycles', options.cycle, 'registers', register, 'imports'),
        upload.body,
        {
          key: options.key ?? randomUUID(),
          query: { ...upload.query, dryRun: options.dryRun === true },
          timeoutMs: IMPORT_PATIENCE_MS,
        },
      );
      context.show(body, () => importLines(context, body));
      return body.problems.length === 0 ? EXIT.ok : EXIT.refused;
    },
  );

  const reopen = sending(
    group
      .command('reopen')
      .description('mở lại sổ sau ngày khóa (quản trị), cho một đơn vị, một địa bàn hoặc cả chu kỳ')
      .requiredOption('--cycle <mã>', 'mã chu kỳ')
      .requiredOption('--until <ngày>', 'ghi được đến hết ngày này', day)
      .requiredOption('--reason <lý-do>', 'lý do')
      .option('--register <sổ>', 'chỉ sổ này')
      .option('--unit <mã>', 'chỉ đơn vị này')
      .option('--area <mã>', 'chỉ xã, phường (hoặc huyện) này'),
  );
  bind<
    ChangeOptions & {
      cycle: string;
      until: string;
      reason: string;
      register?: string;
      unit?: string;
      area?: string;
    }
  >(reopen, async (context, options) => {
    const { cycle, until, reason, register, unit, area } = options;
    const sent = await context.change<RegisterReopeningAnswer>(
      context.client('administrator'),
      pathOf('cycles', cycle, 'registers', 'reopenings'),
      { until, reason, ...given({ register, unit, area }) },
      options,
    );
    context.show(sent.body, () => context.line(`Đã mở lại sổ đến hết ngày ${dayText(until)}.`));
    return EXIT.ok;
  });
}

const aboutRegister = (command: Command) =>
  aboutUnit(command).requiredOption('--register <sổ>', 'mã sổ, xem: antq register kinds');

const paper = (command: Command) =>
  command
    .option('--arrival-number <số>', 'nhập thay một văn bản giấy: số đến')
    .option('--arrived <ngày>', 'ngày đến của văn bản giấy', day);

const entering = (command: Command) =>
  changing(
    paper(aboutRegister(command))
      .requiredOption('--on <ngày>', 'ngày của việc được ghi, trong kỳ đánh giá', day)
      .option('--set <trường=giá-trị>', 'một trường của sổ; dùng nhiều lần', choice),
  );

const onBehalfOf = ({ arrivalNumber, arrived }: PaperOptions) => {
  if (arrivalNumber === undefined && arrived === undefined) return {};
  if (arrivalNumber === undefined || arrived === undefined)
    throw usageError('Nhập thay cần cả --arrival-number và --arrived.');
  return { onBehalf: { arrivalNumber, arrivedOn: arrived } };
};

const entryBody = (options: EntryOptions) => ({
  effectiveOn: options.on,
  data: options.set ?? {},
  ...onBehalfOf(options),
});

/** Sends one change of a register; numbers among the fields are typed as text and become numbers here. */
async function record(
  context: Context,
  options: EntryOptions,
  below: string,
  body: { readonly data?: Readonly<Record<string, string>>; readonly [field: string]: unknown },
) {
  const { cycle, unit, register } = options;
  const clerk = options.arrived === undefined ? undefined : 'administrator';
  const { client, kind } = await registerAt(context, cycle, register, clerk);
  const whole = new Set(kind?.fields.filter(({ type }) => type === 'whole').map(({ key }) => key));
  const numbered = (data: Readonly<Record<string, string>>) =>
    Object.fromEntries(
      Object.entries(data).map(([key, value]) => [
        key,
        whole.has(key) && /^\d+$/.test(value) ? Number(value) : value,
      ]),
    );
  const { data } = body;
  const { body: entry } = await client.post<RegisterEntryAnswer>(
    `${pathOf('cycles', cycle, 'units', unit, 'registers', register)}${below}`,
    data === undefined ? body : { ...body, data: numbered(data) },
    { key: options.key ?? randomUUID(), query: { dryRun: options.dryRun === true } },
  );
  context.show(entry, () => {
    const done = options.dryRun === true ? 'Chạy thử, chưa ghi gì; mục sẽ là' : 'Đã ghi';
    context.line(`${done}: ${kind?.name ?? register}, ${dayText(entry.effectiveOn)}. ${entryText(entry)}`);
    context.line(`Mã mục: ${entry.id}, bản ${entry.version}`);
  });
  return EXIT.ok;
}

/** The account of who records in this register, where none is named. */
async function registerAt(context: Context, cycle: string, register: string, clerk?: string) {
  const { items } = await context.client().get<RegistersAnswer>(pathOf('cycles', cycle, 'registers'));
  const kind = items.find((each) => each.register === register);
  const role = kind?.recordedBy.includes('unit') === false ? 'appraiser' : 'unit-head';
  return { client: context.client(clerk ?? role), kind };
}

const recorder = async (context: Context, cycle: string, register: string): Promise<ApiClient> =>
  (await registerAt(context, cycle, register)).client;

const entryText = ({ text, state, reason }: RegisterEntryAnswer) =>
  [text, state === 'withdrawn' ? `ĐÃ RÚT: ${reason ?? ''}` : ''].filter((part) => part !== '').join('. ');

const RECORDERS: Readonly<Record<string, string>> = { unit: 'đơn vị', police: 'Công an' };

function kindLines(context: Context, { items, reopenings }: RegistersAnswer, fields: boolean): void {
  if (items.length === 0) {
    context.line('Gói quy định của chu kỳ này không có sổ nào.');
    return;
  }
  context.table(
    ['Mã sổ', 'Tên', 'Ai ghi', 'Tiêu chí', 'Số mục', 'Đơn vị', 'Trong đó'],
    items.map((item) => [
      item.register,
      `${item.name}${assumedMark(item.status)}`,
      item.recordedBy.map((each) => RECORDERS[each] ?? each).join(', '),
      item.criteria.join(', ') || '–',
      formatNumber(item.entries),
      formatNumber(item.units),
      partsOf(item),
    ]),
    [4, 5],
  );
  for (const item of fields ? items : []) {
    context.line(`${item.register}: ${item.name} (${item.source})`);
    context.table(
      ['Trường', 'Tên', 'Ghi'],
      item.fields.map(({ key, name, type, required, options, min, max }) => [
        `${key}${required ? ' (bắt buộc)' : ''}`,
        name,
        options === undefined
          ? type === 'whole'
            ? `số từ ${min ?? 0} đến ${formatNumber(max ?? 0)}`
            : (TYPES[type] ?? type)
          : options.map((option) => `${option.key}: ${option.text}`).join('\n'),
      ]),
    );
  }
  if (items.some(({ formAssumed }) => formAssumed))
    context.line('Không văn bản nào quy định mẫu sổ: các trường là giả định của hệ thống.');
  if (items.some(({ status }) => status === 'assumed')) context.line(ASSUMED_NOTE);
  for (const { register, unitId, areaCode, until, reason, recordedBy, recordedAt } of reopenings) {
    const where = unitId ?? areaCode ?? 'cả chu kỳ';
    context.line(
      `Mở lại ${register ?? 'mọi sổ'} cho ${where} đến hết ngày ${dayText(until)}: ${reason} (${recordedBy}, ${instantText(recordedAt)})`,
    );
  }
}

const TYPES: Readonly<Record<string, string>> = { text: 'chữ', day: 'ngày YYYY-MM-DD', entry: 'mã mục' };

const partsOf = ({ by, sums }: RegisterAnswer) =>
  [
    ...by.map(({ text, entries }) => `${text}: ${formatNumber(entries)}`),
    ...sums.filter(({ total }) => total > 0).map(({ name, total }) => `${name}: ${formatNumber(total)}`),
  ].join('; ') || '–';

function importLines(context: Context, answer: RegisterImportAnswer): void {
  const { dryRun, rowsRead, inserted, repeated, problems, reading } = answer;
  context.line(
    `${dryRun ? 'Chạy thử, chưa ghi gì: đ' : 'Đ'}ọc ${formatNumber(rowsRead)} dòng; ghi ${formatNumber(inserted)}, đã có từ trước ${formatNumber(repeated)}.`,
  );
  readingLines((text) => context.line(text), reading);
  if (problems.length === 0) return;
  context.line(`${formatNumber(problems.length)} chỗ cần sửa; các dòng này không được ghi:`);
  context.table(
    ['Chỗ', 'Cần sửa'],
    problems.map(({ place, message }) => [place, message]),
  );
}
