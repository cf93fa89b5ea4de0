import type { Command } from 'commander';
import type { ApiClient } from '#libs/api-client';
import type { RecordClassificationAnswer } from '#libs/contracts/http';
import { withDocument } from '../acts/unit-act.js';
import { keyOf } from '../api.js';
import { EXIT, usageError } from '../cli.error.js';
import type { ChangeOptions, Context } from '../context.js';
import { type Bind, changing, listed } from '../options.js';
import { formatNumber } from '../print/words.js';

/** A list of hundreds of units is judged one by one before it is taken in. */
const LIST_PATIENCE_MS = 120_000;

interface RecordOptions extends ChangeOptions {
  readonly cycle: string;
  readonly number: string;
  readonly date: string;
  readonly signer: string;
  readonly units?: string[];
  readonly all?: boolean;
}

/** Phân loại phong trào: the decision on the classes of a list of units. */
export function addClassCommands(program: Command, bind: Bind): void {
  const record = changing(
    withDocument(
      program
        .command('class')
        .description('phân loại phong trào, trong chu kỳ có bước phân loại riêng')
        .command('record')
        .description('ghi quyết định phân loại cho một danh sách đơn vị; loại theo tổng điểm (BCĐ 138)')
        .requiredOption('--cycle <mã>', 'mã chu kỳ, ví dụ 51-2027-dt1')
        .option('--units <mã>', 'mã các đơn vị, cách nhau bằng dấu phẩy', listed)
        .option('--all', 'mọi đơn vị trong phạm vi đã có quyết định công nhận hoặc không, chưa phân loại'),
    ),
  );
  bind<RecordOptions>(record, async (context, options) => {
    const { cycle, units: named, all = false, number, date, signer } = options;
    if ((named === undefined) === !all) {
      throw usageError(
        'Cần đúng một trong hai: --units (danh sách mã) hoặc --all (mọi đơn vị chờ phân loại).',
      );
    }
    const client = context.client('supervisor');
    const list = { number, date, signer };
    const units = named ?? (await waitingUnits(context, client, cycle, list));
    if (units.length === 0) {
      context.line('Không có đơn vị nào chờ phân loại.');
      return EXIT.ok;
    }
    const answer = await classify(client, cycle, { ...list, units }, options);
    context.show(answer, () => recordLines(context, answer, number));
    return answer.problems.length === 0 ? EXIT.ok : EXIT.refused;
  });
}

interface SignedList {
  readonly number: string;
  readonly date: string;
  readonly signer: string;
}

const classify = (
  client: ApiClient,
  cycleId: string,
  { units, ...document }: SignedList & { readonly units: readonly string[] },
  options: ChangeOptions,
): Promise<RecordClassificationAnswer> =>
  client.call('POST /cycles/{cycleId}/classifications', {
    params: { cycleId },
    query: options.dryRun === true ? { dryRun: true } : {},
    body: { ...document, units: units.map((unit) => ({ unit })) },
    key: keyOf(options),
    timeoutMs: LIST_PATIENCE_MS,
  });

/**
 * Units of the scope that this body is to classify now: their recognition is decided, yes or no, and they have no class. A unit that
 * would be refused for another reason than that another body classifies it stays in the list, so that it is told.
 */
async function waitingUnits(
  context: Context,
  client: ApiClient,
  cycle: string,
  document: SignedList,
): Promise<string[]> {
  const request = { params: { cycleId: cycle } };
  const { items } = await context.pages(client, 'GET /cycles/{cycleId}/results', request, { all: true });
  const waiting = items
    .filter(({ recognised, class: given }) => recognised !== undefined && given === undefined)
    .map(({ unitId }) => unitId);
  if (waiting.length === 0) return waiting;
  const tried = await classify(client, cycle, { ...document, units: waiting }, { dryRun: true });
  const others = tried.problems.filter(({ code }) => code === 'ACTOR.NOT_ASSIGNED').length;
  if (others > 0)
    context.note(`${formatNumber(others)} đơn vị do cơ quan khác phân loại, không đưa vào danh sách.`);
  return others < tried.problems.length ? waiting : tried.items.map(({ unitId }) => unitId);
}

function recordLines(context: Context, answer: RecordClassificationAnswer, number: string): void {
  const { units, classes, items, decision } = answer;
  const counts = classes.map(
    ({ name, assumed, units: n }) => `${name}${assumed ? '*' : ''} ${formatNumber(n)}`,
  );
  context.line(`Quyết định số ${number}: ${formatNumber(units)} đơn vị. ${counts.join(', ')}.`);
  context.table(
    ['Mã', 'Đơn vị', 'Điểm', 'Phân loại', 'Thi đua, khen thưởng'],
    items.map(({ unitId, name, class: given, excludedFromAwards }) => [
      unitId,
      name,
      formatNumber(given.total),
      `${given.name}${given.assumed ? '*' : ''}`,
      excludedFromAwards ? 'không xét' : '',
    ]),
  );
  for (const { place, message } of answer.problems) context.line(`- ${place}: ${message}`, 2);
  if (decision === undefined) return context.line('Chạy thử, chưa ghi gì.');
  if (!answer.isNew) context.line('Quyết định này đã được ghi trước đó.');
  context.line(`Tiến độ: ${decision.progress.text}. Xem: antq decision show ${decision.id}`);
}
