import type { Command } from 'commander';
import type { CommandBody } from '#libs/contracts';
import { usageError } from '../cli.error.js';
import type { ChangeOptions } from '../context.js';
import { aboutUnit, type Bind, changing, choice, day, given, listed, yesOrNo } from '../options.js';
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
  readonly onBehalf?: boolean;
  readonly arrivalNumber?: string;
  readonly arrivedOn?: string;
  readonly scan?: string;
}

const aboutStage = (command: Command) =>
  aboutUnit(command).requiredOption('--stage <bước>', 'mã bước, ví dụ q1Plan');

/** The acts of a unit's year: handing in, sending back, deciding, reviewing, giving more time. */
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

  const decision = program.command('decision').description('quyết định công nhận');
  const decide = changing(
    aboutUnit(decision.command('record').description('ghi quyết định công nhận hoặc không công nhận (UBND)'))
      .requiredOption('--recognised <yes|no>', 'yes: công nhận; no: không công nhận', yesOrNo)
      .requiredOption('--number <số>', 'số quyết định')
      .requiredOption('--date <ngày>', 'ngày quyết định', day)
      .requiredOption('--signer <người-ký>', 'người ký')
      .option('--stage <bước>', 'mã bước', 'recognition'),
  );
  bind<StageOptions & { recognised: boolean; number: string; date: string; signer: string }>(
    decide,
    (context, options) => {
      const { stage, recognised, number, date, signer } = options;
      const body: CommandBody = { kind: 'decide', stage, recognised, number, date, signer };
      return context.command(context.client('deciding-body'), options, body, options);
    },
  );

  const award = program.command('award').description('xét thi đua, khen thưởng');
  const review = changing(
    aboutUnit(award.command('record').description('ghi kết luận xét thi đua, khen thưởng (Ban Chỉ đạo 138)'))
      .requiredOption('--conclusion <kết-luận>', 'kết luận')
      .option('--stage <bước>', 'mã bước', 'awardReview'),
  );
  bind<StageOptions & { conclusion: string }>(review, (context, options) => {
    const body: CommandBody = { kind: 'review', stage: options.stage, conclusion: options.conclusion };
    return context.command(context.client('supervisor'), options, body, options);
  });
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
