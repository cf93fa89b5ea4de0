import type { Command } from 'commander';
import type { ExtensionAnswer } from '#libs/contracts/http';
import { type ReasonOptions, withReason } from '../acts/unit-act.js';
import { keyOf } from '../api.js';
import { EXIT, type ExitCode, usageError } from '../cli.error.js';
import type { ChangeOptions, Context, PageOptions } from '../context.js';
import { aboutUnit, type Bind, day, given, paged, sending } from '../options.js';
import { dayText, instantText } from '../print/words.js';

interface UnitOptions extends ChangeOptions, ReasonOptions {
  readonly cycle: string;
  readonly unit: string;
}

const OF_UNIT = '/cycles/{cycleId}/units/{unitId}/extension-requests';
const ONE = `${OF_UNIT}/{requestId}` as const;
const paramsOf = ({ cycle, unit }: UnitOptions) => ({ cycleId: cycle, unitId: unit });

/** Requests for more time: asking, answering, withdrawing, listing. */
export function addExtensionCommands(program: Command, bind: Bind): void {
  const group = program.command('extension').description('xin gia hạn một bước và trả lời');

  const ask = withReason(
    sending(aboutUnit(group.command('ask').description('xin gia hạn một bước (đơn vị)')))
      .requiredOption('--stage <bước>', 'mã bước')
      .requiredOption('--until <ngày>', 'ngày cuối mong muốn', day),
  );
  bind<UnitOptions & { stage: string; until: string }>(ask, async (context, options) => {
    const { stage, until, reason } = options;
    const sent = { params: paramsOf(options), body: { stage, until, reason }, key: keyOf(options) };
    return told(context, await context.client('unit-officer').call(`POST ${OF_UNIT}`, sent));
  });

  const withdraw = sending(
    aboutUnit(group.command('withdraw <đề-nghị>').description('rút đề nghị (đơn vị)')),
  ).option('--reason <lý-do>', 'lý do');
  bind<UnitOptions, [string]>(withdraw, async (context, options, requestId) => {
    const params = { ...paramsOf(options), requestId };
    const sent = { params, body: given({ reason: options.reason }), key: keyOf(options) };
    return told(context, await context.client('unit-officer').call(`POST ${ONE}/withdrawal`, sent));
  });

  addAnswering(group, bind);

  const list = paged(
    group
      .command('list')
      .description('các đề nghị gia hạn, cũ nhất trước')
      .requiredOption('--cycle <mã>', 'mã chu kỳ, ví dụ 51-2027-dt1')
      .option('--open', 'chỉ đề nghị đang chờ trả lời'),
  );
  bind<PageOptions & { cycle: string; open?: boolean }>(list, async (context, options) => {
    const query = options.open === true ? ({ state: 'open' } as const) : {};
    const request = { params: { cycleId: options.cycle }, query };
    const route = 'GET /cycles/{cycleId}/extension-requests';
    const page = await context.pages(context.client(), route, request, options);
    context.show(page, () => {
      context.table(
        ['Mã', 'Đơn vị', 'Bước', 'Xin lúc', 'Xin đến', 'Tình trạng'],
        page.items.map(({ id, unitName, stageName, askedAt, wishedDay, text }) => [
          ...[id, unitName, stageName, instantText(askedAt), dayText(wishedDay), text],
        ]),
      );
    });
    if (!context.json) context.more(page.next);
    return EXIT.ok;
  });
}

function addAnswering(group: Command, bind: Bind): void {
  const answer = withReason(
    sending(aboutUnit(group.command('answer <đề-nghị>').description('trả lời đề nghị (nơi nhận bước đó)')))
      .option('--grant', 'gia hạn; cần --number và --date')
      .option('--refuse', 'không gia hạn')
      .option('--until <ngày>', 'ngày được gia hạn; không ghi là ngày đơn vị xin', day)
      .option('--number <số>', 'số văn bản')
      .option('--date <ngày>', 'ngày văn bản', day),
  );
  type AnswerOptions = UnitOptions & {
    readonly grant?: boolean;
    readonly refuse?: boolean;
    readonly until?: string;
    readonly number?: string;
    readonly date?: string;
  };
  bind<AnswerOptions, [string]>(answer, async (context, options, requestId) => {
    const { grant, refuse, reason, until, number, date } = options;
    if ((grant === true) === (refuse === true))
      throw usageError('Cần đúng một trong hai: --grant hoặc --refuse.');
    const client = context.client('appraiser');
    const sent = { params: { ...paramsOf(options), requestId }, key: keyOf(options) };
    if (refuse === true) {
      const body = { reason, ...given({ number, date }) };
      return told(context, await client.call(`POST ${ONE}/refusal`, { ...sent, body }));
    }
    if (number === undefined || date === undefined)
      throw usageError('Gia hạn cần --number và --date của văn bản.');
    const body = { reason, number, date, ...given({ until }) };
    return context.outcome(await client.call(`POST ${ONE}/grant`, { ...sent, body }));
  });
}

function told(context: Context, answer: ExtensionAnswer): ExitCode {
  context.show(answer, ({ id, unitName, stageName, text }) => {
    context.line(`${unitName}, ${stageName}: ${text}`);
    context.line(`Mã đề nghị: ${id}`);
  });
  return EXIT.ok;
}
