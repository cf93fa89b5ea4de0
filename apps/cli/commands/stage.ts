import type { Command } from 'commander';
import type { CommandBody } from '#libs/contracts';
import { usageError } from '../cli.error.js';
import type { ChangeOptions } from '../context.js';
import { aboutUnit, type Bind, changing, choice, day, given, listed } from '../options.js';
import { readSheet } from '../sheet-file.js';

interface UnitOptions extends ChangeOptions {
  readonly cycle: string;
  readonly unit: string;
}

interface StageOptions extends UnitOptions {
  readonly stage: string;
}

interface SubmitOptions extends StageOptions {
  readonly sheet?: string;
  readonly gap?: Record<string, string>;
  readonly paperNumber?: string;
  readonly paperDate?: string;
  readonly summary?: string;
  readonly register?: readonly string[];
  readonly pledges?: string;
  readonly dossier?: DossierItem[];
  readonly onBehalf?: boolean;
  readonly arrivalNumber?: string;
  readonly arrivedOn?: string;
  readonly scan?: string;
}

const aboutStage = (command: Command) =>
  aboutUnit(command).requiredOption('--stage <bước>', 'mã bước, ví dụ q1Plan');

/** The acts of a unit's year: handing in, sending back, giving more time. */
export function addStageCommands(program: Command, bind: Bind): void {
  const submit = changing(
    aboutStage(
      program
        .command('submit')
        .description('gửi một bước của đơn vị (thủ trưởng), hoặc nhập thay văn bản giấy'),
    )
      .option('--sheet <tệp>', 'bảng điểm .json hoặc .csv (mẫu: antq score template)')
      .option('--gap <tên=lựa-chọn>', 'lựa chọn cho trường hợp chưa rõ; dùng được nhiều lần', choice)
      .option('--paper-number <số>', 'số văn bản')
      .option('--paper-date <ngày>', 'ngày văn bản', day)
      .option('--summary <nội-dung>', 'trích yếu')
      .option(
        '--register <loại>',
        'ở bước đăng ký: movement,standard,exemplar (phong trào, tiêu chuẩn, điển hình)',
        listed,
      )
      .option('--pledges <đã/tổng>', 'ở bước đăng ký: số phòng, ban, tổ, đội cam kết, ví dụ 9/10')
      .option(
        '--dossier <mục=số@ngày>',
        'ở bước hồ sơ: thành phần và văn bản, ví dụ bien-ban=3/BB@2026-11-12; dùng được nhiều lần',
        dossierItem,
      )
      .option('--on-behalf', 'nhập thay văn bản giấy; cần --arrival-number và --arrived-on')
      .option('--arrival-number <số>', 'số đến')
      .option('--arrived-on <ngày>', 'ngày đến; trễ hay đúng hạn tính theo ngày này', day)
      .option('--scan <tệp>', 'tên bản quét của văn bản'),
  );
  bind<SubmitOptions>(submit, async (context, options) => {
    const sheet = options.sheet === undefined ? undefined : await readSheet(options.sheet, 'self');
    const paper = given({ number: options.paperNumber, date: options.paperDate, summary: options.summary });
    const body: CommandBody = {
      kind: 'submit',
      stage: options.stage,
      ...given({
        paper: Object.keys(paper).length === 0 ? undefined : paper,
        registrations: registrationsOf(options),
        dossier: options.dossier,
        sheet: sheet?.lines,
        gapChoices: mergedChoices(sheet?.gapChoices, options.gap),
        onBehalf: onBehalfOf(options),
      }),
    };
    const client = context.client(options.onBehalf === true ? undefined : 'unit-head');
    return context.command(client, options, body, options);
  });

  const withdraw = changing(
    aboutStage(
      program.command('withdraw').description('rút lại một bước đã gửi, khi chưa thẩm định'),
    ).requiredOption('--reason <lý-do>', 'lý do'),
  );
  bind<StageOptions & { reason: string }>(withdraw, (context, options) => {
    const body: CommandBody = { kind: 'withdraw', stage: options.stage, reason: options.reason };
    return context.command(context.client('unit-head'), options, body, options);
  });

  const giveBack = changing(
    aboutStage(
      program.command('return').description('trả lại một bước đã gửi để đơn vị sửa (cơ quan thẩm định)'),
    )
      .requiredOption('--reason <lý-do>', 'lý do trả lại')
      .option('--items <mục>', 'các mục cần sửa, cách nhau bằng dấu phẩy, ví dụ 4a,5d', listed)
      .option('--answer-by <ngày>', 'hạn trả lời', day),
  );
  bind<StageOptions & { reason: string; items?: string[]; answerBy?: string }>(
    giveBack,
    (context, options) => {
      const { stage, reason, items, answerBy } = options;
      const body: CommandBody = { kind: 'return', stage, reason, ...given({ items, answerBy }) };
      return context.command(context.client('appraiser'), options, body, options);
    },
  );

  addExtend(program, bind);
}

/** Gives one unit more time at one stage; the legal day stays shown. */
export function addExtend(group: Command, bind: Bind): void {
  const extend = changing(
    aboutStage(group.command('extend').description('gia hạn một bước của đơn vị (quản trị)'))
      .requiredOption('--until <ngày>', 'ngày cuối mới', day)
      .requiredOption('--reason <lý-do>', 'lý do gia hạn'),
  );
  bind<StageOptions & { until: string; reason: string }>(extend, (context, options) => {
    const { stage, until, reason } = options;
    const body: CommandBody = { kind: 'extend', stage, until, reason };
    return context.command(context.client('administrator'), options, body, options);
  });
}

/** What the file of the sheet says, changed by what the command line says. */
export function mergedChoices(
  inFile: Readonly<Record<string, string>> | undefined,
  typed: Readonly<Record<string, string>> | undefined,
): Record<string, string> | undefined {
  return inFile === undefined && typed === undefined ? undefined : { ...inFile, ...typed };
}

function onBehalfOf(options: SubmitOptions) {
  const { arrivalNumber, arrivedOn, scan } = options;
  if (options.onBehalf !== true) {
    if (arrivalNumber === undefined && arrivedOn === undefined && scan === undefined) return undefined;
    throw usageError(
      '--arrival-number, --arrived-on và --scan chỉ dùng khi nhập thay. Hãy thêm --on-behalf.',
    );
  }
  if (arrivalNumber === undefined || arrivedOn === undefined) {
    throw usageError('Nhập thay cần số đến và ngày đến: --arrival-number và --arrived-on.');
  }
  return { arrivalNumber, arrivedOn, ...given({ scan }) };
}

interface DossierItem {
  readonly item: string;
  readonly number: string;
  readonly date: string;
}

/** Collects `bien-ban=3/BB@2026-11-12`, given once or more. */
function dossierItem(text: string, before: readonly DossierItem[] = []): DossierItem[] {
  const match = /^([^=]+)=(.+)@([^@]+)$/.exec(text);
  if (match === null)
    throw usageError(`"${text}" chưa đúng dạng mục=số@ngày, ví dụ bien-ban=3/BB@2026-11-12.`);
  const [, item = '', number = '', date = ''] = match;
  return [...before, { item, number, date: day(date) }];
}

/** `9/10` as pledged and total. */
export function pledgesOf(text: string): { readonly pledged: number; readonly total: number } {
  const match = /^(\d{1,5})\/(\d{1,5})$/.exec(text.trim());
  if (match === null) throw usageError(`"${text}" chưa đúng dạng đã/tổng, ví dụ 9/10.`);
  return { pledged: Number(match[1]), total: Number(match[2]) };
}

function registrationsOf({ register, pledges }: SubmitOptions) {
  if (register === undefined && pledges === undefined) return undefined;
  const known = ['movement', 'standard', 'exemplar'];
  const unknown = (register ?? []).filter((each) => !known.includes(each));
  if (unknown.length > 0) {
    throw usageError(`--register chỉ nhận ${known.join(', ')}; không nhận ${unknown.join(', ')}.`);
  }
  const has = (kind: string) => (register === undefined ? kind !== 'exemplar' : register.includes(kind));
  return {
    movement: has('movement'),
    standard: has('standard'),
    exemplar: has('exemplar'),
    ...given({ pledges: pledges === undefined ? undefined : pledgesOf(pledges) }),
  };
}
