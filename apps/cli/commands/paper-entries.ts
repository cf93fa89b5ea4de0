import type { Command } from 'commander';
import { lateWord, type PaperEntriesAnswer, type PaperEntryAnswer } from '#libs/contracts/http';
import { withStage } from '../acts/unit-act.js';
import { keyOf } from '../api.js';
import { EXIT, type ExitCode } from '../cli.error.js';
import type { ConfirmOptions, Context, GlobalOptions } from '../context.js';
import { listUpload } from '../list-upload.js';
import { aboutUnit, type Bind, changing, given, listed } from '../options.js';
import { problemLines } from '../print/list-reading.js';
import { formatNumber } from '../print/words.js';
import { writeOut } from '../write-out.js';

interface TemplateOptions {
  readonly cycle: string;
  readonly stages?: readonly string[];
  readonly commune?: string;
  readonly kind?: 'co-quan' | 'co-so-giao-duc' | 'doanh-nghiep';
  readonly units?: readonly string[];
  readonly out: string;
}

interface EnterOptions extends ConfirmOptions {
  readonly cycle: string;
}

interface SlipOptions {
  readonly cycle: string;
  readonly unit: string;
  readonly stage: string;
  readonly out: string;
}

/** The slip of a paper that came, and papers of many units from one workbook: the template, and what was typed into it. */
export function addPaperEntryCommands(group: Command, bind: Bind): void {
  const template = group
    .command('template')
    .description('mẫu Excel để nhập văn bản giấy của nhiều đơn vị: mỗi bước một trang, mỗi đơn vị một dòng')
    .requiredOption('--cycle <mã>', 'mã chu kỳ')
    .option('--stages <bước>', 'các bước, cách nhau bằng dấu phẩy; nếu không có: mọi bước đơn vị gửi', listed)
    .option('--commune <mã>', 'chỉ một xã, phường')
    .option('--kind <loại>', 'co-quan, co-so-giao-duc hoặc doanh-nghiep')
    .option('--units <mã>', 'các đơn vị, cách nhau bằng dấu phẩy', listed)
    .requiredOption('--out <tệp>', 'ghi mẫu vào tệp này');
  bind<TemplateOptions>(template, async (context, { cycle, stages, commune, kind, units, out }) => {
    const file = await context.client('appraiser').download('GET /cycles/{cycleId}/paper-entries/template', {
      params: { cycleId: cycle },
      query: given({ stages: stages?.join(','), commune, kind, units: units?.join(',') }),
    });
    writeOut(out, file.bytes);
    context.show({ path: out, bytes: file.bytes.byteLength }, ({ path }) =>
      context.line(`Đã ghi ${path}. Điền xong: antq paper enter ${path} --cycle ${cycle} --dry-run`),
    );
    return EXIT.ok;
  });

  const slip = withStage(
    aboutUnit(
      group.command('slip').description('phiếu tiếp nhận (Word) của văn bản giấy đã ghi nhận, có mã QR'),
    ),
  ).requiredOption('--out <tệp>', 'ghi phiếu vào tệp này');
  bind<SlipOptions>(slip, async (context, { cycle, unit, stage, out }) => {
    const file = await context
      .client('appraiser')
      .download('GET /cycles/{cycleId}/units/{unitId}/papers/{stage}/slip', {
        params: { cycleId: cycle, unitId: unit, stage },
      });
    writeOut(out, file.bytes);
    context.show({ path: out, bytes: file.bytes.byteLength }, ({ path }) => context.line(`Đã ghi ${path}.`));
    return EXIT.ok;
  });

  const enter = changing(
    group
      .command('enter')
      .argument('<tệp>', 'mẫu đã điền (.xlsx, .ods)')
      .description(
        'nhập thay văn bản giấy của nhiều đơn vị từ mẫu; luôn chạy thử trước; còn chỗ sai thì không nhập dòng nào',
      )
      .requiredOption('--cycle <mã>', 'mã chu kỳ'),
  ).option('--yes', 'không hỏi lại');
  bind<EnterOptions, [string]>(enter, enterFile);
}

async function enterFile(
  context: Context,
  options: EnterOptions & GlobalOptions,
  file: string,
): Promise<ExitCode> {
  context.requireConfirmable(options, 'Nhập');
  const client = context.client('appraiser');
  const { upload, query } = listUpload(file, undefined);
  const key = keyOf(options);
  const send = (dryRun: boolean) =>
    client.call('POST /cycles/{cycleId}/paper-entries', {
      params: { cycleId: options.cycle },
      query: { dryRun, filename: query.filename },
      ...{ upload, key },
    });
  const tried = options.print === true ? undefined : await send(true);
  if (tried !== undefined && (options.dryRun === true || tried.problems.length > 0)) {
    context.show(tried, () => answerLines(context, tried));
    return tried.problems.length === 0 ? EXIT.ok : EXIT.refused;
  }
  if (tried !== undefined && !(await isWanted(context, options, tried))) return EXIT.ok;
  const done = await send(options.dryRun === true);
  context.show(done, () => answerLines(context, done));
  return done.items.some(({ state }) => state === 'refused') ? EXIT.refused : EXIT.ok;
}

async function isWanted(
  context: Context,
  options: EnterOptions,
  tried: PaperEntriesAnswer,
): Promise<boolean> {
  const ready = tried.items.filter(({ state }) => state === 'ready').length;
  context.say(`Sẽ nhập ${formatNumber(ready)} văn bản.`);
  return context.confirmed(options, 'Nhập');
}

const STATES: Readonly<Record<PaperEntryAnswer['state'], string>> = {
  ready: 'sẽ nhập',
  done: 'đã nhập trước đó',
  applied: 'đã nhập',
  received: 'đã nhận lệnh, đang xử lý',
  refused: 'bị từ chối',
};

function answerLines(context: Context, { dryRun, items, problems }: PaperEntriesAnswer): void {
  context.table(
    ['Trang', 'Dòng', 'Mã', 'Đơn vị', 'Kết quả'],
    items.map((item) => [item.sheet, String(item.line), item.unitId, item.unitName, stateText(item)]),
  );
  for (const { sheet, line, remarks } of items) {
    for (const remark of remarks) context.line(`  trang “${sheet}”, dòng ${line}: ${remark}`);
  }
  problemLines((text) => context.line(text), 'Cần sửa trước khi nhập', problems);
  if (dryRun) context.line('Chạy thử, chưa nhập gì.');
}

const stateText = ({ state, late, afterSuggested }: PaperEntryAnswer): string => {
  const word = late === undefined ? undefined : lateWord({ late, afterSuggested });
  return word === undefined ? STATES[state] : `${STATES[state]}, ${word}`;
};
