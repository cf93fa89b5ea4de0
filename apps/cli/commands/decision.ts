import type { Command } from 'commander';
import type { ApiClient } from '#libs/api-client';
import type { DecisionDetailAnswer, RecordDecisionAnswer } from '#libs/contracts/http';
import { withDocument, withOwnStage } from '../acts/unit-act.js';
import { keyOf } from '../api.js';
import { CliError, EXIT, type ExitCode, usageError } from '../cli.error.js';
import type { ChangeOptions, Context, PageOptions } from '../context.js';
import { listUpload } from '../list-upload.js';
import { type Bind, changing, given, paged, yesOrNo } from '../options.js';
import { cycleIdInView } from '../present-cycle.js';
import { correctedText, correctionLines } from '../print/certification.js';
import { readingLines } from '../print/list-reading.js';
import { commandWord, dayText, formatNumber, instantText } from '../print/words.js';
import { stageOfAct } from '../stage-of-act.js';
import { addDecisionCorrection } from './decision-correction.js';

/** A list of hundreds of units is judged one by one before it is taken in. */
const LIST_PATIENCE_MS = 120_000;

interface DocumentOptions extends ChangeOptions {
  readonly cycle: string;
  readonly number: string;
  readonly date: string;
  readonly signer: string;
  readonly stage?: string;
  readonly certificate?: string;
}

interface RecordOptions extends DocumentOptions {
  readonly unit?: string;
  readonly recognised?: boolean;
  readonly list?: string;
  readonly sheet?: string;
}

/** Decisions on recognition, for one unit or a list, and what changes them: complaint and revocation. */
export function addDecisionCommands(program: Command, bind: Bind): void {
  const decision = program.command('decision').description('quyết định công nhận, thu hồi công nhận');
  const record = changing(
    withOwnStage(
      withDocument(
        decision
          .command('record')
          .description(
            'ghi quyết định công nhận hoặc không công nhận, cho một đơn vị hoặc một danh sách (UBND)',
          )
          .requiredOption('--cycle <mã>', 'mã chu kỳ, ví dụ 51-2027-dt1')
          .option('--unit <mã>', 'mã đơn vị; cần --recognised')
          .option('--recognised <yes|no>', 'yes: công nhận; no: không công nhận', yesOrNo)
          .option('--certificate <số>', 'số Giấy công nhận, với một đơn vị')
          .option(
            '--list <tệp>',
            'danh sách .csv, .xlsx hoặc .ods có cột Mã đơn vị, Công nhận, Số giấy công nhận',
          )
          .option('--sheet <tên>', 'với --list: tên trang cần đọc'),
      ),
    ),
  );
  bind<RecordOptions>(record, (context, options) => {
    if ((options.unit === undefined) === (options.list === undefined)) {
      throw usageError('Cần đúng một trong hai: --unit (một đơn vị) hoặc --list (danh sách).');
    }
    return options.list === undefined
      ? recordOne(context, options)
      : recordList(context, options, options.list);
  });

  const show = decision
    .command('show')
    .description('tiến độ áp dụng một quyết định và từng đơn vị của danh sách')
    .argument('<mã>', 'mã quyết định, hoặc số quyết định')
    .option('--cycle <mã>', 'mã chu kỳ; nếu không có: chu kỳ đang chạy');
  bind<{ cycle?: string }, [string]>(show, async (context, options, id) => {
    const client = context.client();
    const cycle = await cycleIdInView(client, options.cycle);
    const found = await decisionId(context, client, cycle, id);
    const params = { cycleId: cycle, decisionId: found };
    const answer = await client.call('GET /cycles/{cycleId}/decisions/{decisionId}', { params });
    context.show(answer, () => detailLines(context, answer));
    return EXIT.ok;
  });

  const list = paged(
    decision
      .command('list')
      .description('các quyết định đã ghi cho danh sách, mới nhất trước')
      .option('--cycle <mã>', 'mã chu kỳ; nếu không có: chu kỳ đang chạy'),
  );
  bind<PageOptions & { cycle?: string }>(list, async (context, options) => {
    const client = context.client();
    const cycle = await cycleIdInView(client, options.cycle);
    const request = { params: { cycleId: cycle } };
    const page = await context.pages(client, 'GET /cycles/{cycleId}/decisions', request, options);
    context.show(page, ({ items, next }) => {
      if (items.length === 0) context.line('Chưa có quyết định nào cho danh sách.');
      context.table(
        ['Số', 'Ngày', 'Người ký', 'Ghi lúc', 'Tiến độ', 'Mã'],
        items.map((each) => [
          each.number,
          `${dayText(each.date)}${correctedText(each)}`,
          each.signer,
          instantText(each.recordedAt),
          each.progress.text,
          each.id,
        ]),
      );
      context.more(next);
    });
    return EXIT.ok;
  });
  addDecisionCorrection(decision, bind, decisionId);
}

async function recordOne(context: Context, options: RecordOptions): Promise<ExitCode> {
  const { recognised, number, date, signer, certificate, unit = '' } = options;
  if (recognised === undefined) throw usageError('Với --unit cần thêm --recognised yes hoặc no.');
  const named = given({ certificate });
  const client = context.client('deciding-body');
  const stage = options.stage ?? (await stageOfAct(client, options.cycle, 'decide'));
  const body = { kind: 'decide', stage, recognised, number, date, signer, ...named } as const;
  return context.command(client, { ...options, unit }, body, options);
}

async function recordList(context: Context, options: RecordOptions, file: string): Promise<ExitCode> {
  const upload = listUpload(file, options.sheet);
  const client = context.client('deciding-body');
  const params = { cycleId: options.cycle };
  const read = await client.call('POST /cycles/{cycleId}/decisions/lists', {
    params,
    ...upload,
    key: keyOf({}),
  });
  readingLines((text) => context.note(text), read.reading);
  if (read.problems.length > 0) {
    throw new CliError(EXIT.usage, `Tệp ${file} có chỗ chưa đọc được. Hãy sửa rồi gửi lại.`, {
      problems: read.problems,
    });
  }
  const { stage, number, date, signer } = options;
  const answer = await client.call('POST /cycles/{cycleId}/decisions', {
    params,
    query: options.dryRun === true ? { dryRun: true } : {},
    body: { ...given({ stage }), number, date, signer, units: read.units },
    key: keyOf(options),
    timeoutMs: LIST_PATIENCE_MS,
  });
  context.show(answer, () => recordLines(context, answer, number));
  return answer.problems.length === 0 ? EXIT.ok : EXIT.refused;
}

function recordLines(context: Context, answer: RecordDecisionAnswer, number: string): void {
  const { units, recognised, decision } = answer;
  context.line(
    `Quyết định số ${number}: ${formatNumber(units)} đơn vị, công nhận ${formatNumber(recognised)}, không công nhận ${formatNumber(units - recognised)}.`,
  );
  for (const { place, message } of answer.problems) context.line(`  - ${place}: ${message}`, 4);
  if (decision === undefined) return context.line('Chạy thử, chưa ghi gì.');
  if (!answer.isNew) context.line('Quyết định này đã được ghi trước đó.');
  context.line(`Tiến độ: ${decision.progress.text}. Xem: antq decision show ${decision.id}`);
}

/** Id of a decision that was named by its id or its number. */
async function decisionId(
  context: Context,
  client: ApiClient,
  cycle: string,
  named: string,
): Promise<string> {
  if (/^[0-9a-f]{8}-/i.test(named)) return named;
  const request = { params: { cycleId: cycle } };
  const { items } = await context.pages(client, 'GET /cycles/{cycleId}/decisions', request, { all: true });
  const found = items.find(({ number }) => number === named);
  if (found === undefined)
    throw new CliError(EXIT.notFound, `Không có quyết định số ${named} trong chu kỳ ${cycle}.`);
  return found.id;
}

function detailLines(context: Context, answer: DecisionDetailAnswer): void {
  context.line(
    `Quyết định số ${answer.number} ngày ${dayText(answer.date)}, người ký ${answer.signer}${correctedText(answer)}, chu kỳ ${answer.cycleId}`,
  );
  for (const text of correctionLines(answer.corrections)) context.line(text, 2);
  context.line(`Ghi lúc ${instantText(answer.recordedAt)} bởi ${answer.recordedBy}; ${answer.progress.text}`);
  context.table(
    ['Mã', 'Đơn vị', 'Quyết định', 'Số giấy', 'Tình trạng', 'Lý do'],
    answer.units.map((unit) => [
      unit.unitId,
      unit.name,
      unit.class?.name ?? (unit.recognised ? 'công nhận' : 'không công nhận'),
      unit.certificate ?? '',
      commandWord(unit.status),
      unit.detail ?? '',
    ]),
  );
}
