import type { Command } from 'commander';
import type { ApiClient } from '#libs/api-client';
import type {
  RegisterAnswer,
  RegisterEntryAnswer,
  RegisterImportAnswer,
  RegisterQuery,
  RegistersAnswer,
} from '#libs/contracts/http';
import { keyOf } from '../api.js';
import { EXIT, usageError } from '../cli.error.js';
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
    const answer = await registersOf(context, options.cycle);
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
  bind<
    PageOptions & { cycle: string; unit?: string; commune?: string; state?: RegisterQuery['state'] },
    [string]
  >(list, async (context, options, register) => {
    const { cycle, unit, commune, state } = options;
    const client = context.client();
    const query = { commune, state };
    const page =
      unit === undefined
        ? await context.pages(
            client,
            'GET /cycles/{cycleId}/registers/{register}',
            { params: { cycleId: cycle, register }, query },
            options,
          )
        : await context.pages(
            client,
            'GET /cycles/{cycleId}/units/{unitId}/registers/{register}',
            { params: { cycleId: cycle, unitId: unit, register }, query },
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
  });

  const add = entering(group.command('add').description('ghi một mục vào sổ của một đơn vị'));
  bind<EntryOptions>(add, (context, options) => enter(context, options));

  const correct = entering(
    group.command('correct').description('sửa một mục bằng một bản mới; bản cũ còn nguyên'),
  )
    .requiredOption('--entry <mã>', 'mã mục')
    .requiredOption('--reason <lý-do>', 'lý do; sổ vụ việc thì chọn một lý do của sổ');
  bind<ChangeEntryOptions>(correct, (context, options) =>
    record(context, options, (client, { params, ...request }, read) =>
      client.call(`${ENTRIES}/{entryId}/corrections`, {
        ...request,
        params: { ...params, entryId: options.entry },
        body: { ...entryBody(options, read), reason: options.reason },
      }),
    ),
  );

  const withdraw = changing(
    paper(aboutRegister(group.command('withdraw').description('rút một mục khỏi sổ'))),
  )
    .requiredOption('--entry <mã>', 'mã mục')
    .requiredOption('--reason <lý-do>', 'lý do; sổ vụ việc thì chọn một lý do của sổ');
  bind<ChangeEntryOptions>(withdraw, (context, options) =>
    record(context, options, (client, { params, ...request }) =>
      client.call(`${ENTRIES}/{entryId}/withdrawals`, {
        ...request,
        params: { ...params, entryId: options.entry },
        body: { reason: options.reason, ...onBehalfOf(options) },
      }),
    ),
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
      const set = { model, conclusion, ...given({ number, note }) };
      return enter(context, { ...options, register: 'modelReviews', set });
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
      const { upload, query } = listUpload(file, options.sheet);
      const { client } = await registerAt(context, options.cycle, register);
      const answer = await client.call('POST /cycles/{cycleId}/registers/{register}/imports', {
        params: { cycleId: options.cycle, register },
        query: { ...query, dryRun: options.dryRun === true },
        upload,
        key: keyOf(options),
        timeoutMs: IMPORT_PATIENCE_MS,
      });
      context.show(answer, () => importLines(context, answer));
      return answer.problems.length === 0 ? EXIT.ok : EXIT.refused;
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
    const client = context.client('administrator');
    const answer = await client.call('POST /cycles/{cycleId}/registers/reopenings', {
      params: { cycleId: cycle },
      body: { until, reason, ...given({ register, unit, area }) },
      key: keyOf(options),
    });
    context.show(answer, () => context.line(`Đã mở lại sổ đến hết ngày ${dayText(until)}.`));
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

/** Numbers among the fields of an entry are typed as text. */
type ReadFields = (typed: Readonly<Record<string, string>>) => Readonly<Record<string, string | number>>;

const entryBody = (options: EntryOptions, read: ReadFields) => ({
  effectiveOn: options.on,
  data: read(options.set ?? {}),
  ...onBehalfOf(options),
});

const ENTRIES = 'POST /cycles/{cycleId}/units/{unitId}/registers/{register}';

const enter = (context: Context, options: EntryOptions) =>
  record(context, options, (client, request, read) =>
    client.call(ENTRIES, { ...request, body: entryBody(options, read) }),
  );

/** Sends one change of a register and tells what became of the entry. */
async function record(
  context: Context,
  options: EntryOptions,
  send: (
    client: ApiClient,
    request: {
      readonly params: { readonly cycleId: string; readonly unitId: string; readonly register: string };
      readonly query: { readonly dryRun: boolean };
      readonly key: string;
    },
    read: ReadFields,
  ) => Promise<RegisterEntryAnswer>,
) {
  const { cycle, unit, register } = options;
  const clerk = options.arrived === undefined ? undefined : 'administrator';
  const { client, kind } = await registerAt(context, cycle, register, clerk);
  const whole = new Set(kind?.fields.filter(({ type }) => type === 'whole').map(({ key }) => key));
  const read: ReadFields = (data) =>
    Object.fromEntries(
      Object.entries(data).map(([key, value]) => [
        key,
        whole.has(key) && /^\d+$/.test(value) ? Number(value) : value,
      ]),
    );
  const params = { cycleId: cycle, unitId: unit, register };
  const request = { params, query: { dryRun: options.dryRun === true }, key: keyOf(options) };
  const entry = await send(client, request, read);
  context.show(entry, () => {
    const done = options.dryRun === true ? 'Chạy thử, chưa ghi gì; mục sẽ là' : 'Đã ghi';
    context.line(`${done}: ${kind?.name ?? register}, ${dayText(entry.effectiveOn)}. ${entryText(entry)}`);
    context.line(`Mã mục: ${entry.id}, bản ${entry.version}`);
  });
  return EXIT.ok;
}

const registersOf = (context: Context, cycle: string): Promise<RegistersAnswer> =>
  context.client().call('GET /cycles/{cycleId}/registers', { params: { cycleId: cycle } });

/** The account of who records in this register, where none is named. */
async function registerAt(context: Context, cycle: string, register: string, clerk?: string) {
  const { items } = await registersOf(context, cycle);
  const kind = items.find((each) => each.register === register);
  const role = kind?.recordedBy.includes('unit') === false ? 'appraiser' : 'unit-head';
  return { client: context.client(clerk ?? role), kind };
}

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
