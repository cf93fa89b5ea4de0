import type { Command } from 'commander';
import { type ApiClient, ApiProblem } from '#libs/api-client';
import type { ReportAnswersAnswer, ReportFormAnswer } from '#libs/contracts/http';
import { ASSUMED_TASK_NOTE, answersText } from '../answers-file.js';
import { EXIT } from '../cli.error.js';
import type { Context, PageOptions } from '../context.js';
import { type Bind, given, paged } from '../options.js';
import { cycleInView } from '../present-cycle.js';
import { REPORT_STATES } from '../print/report-states.js';
import { cycleText, formatNumber } from '../print/words.js';
import { writeOut } from '../write-out.js';

const ofCycle = (command: Command) =>
  command.option(
    '--cycle <mã>',
    'mã chu kỳ; nếu không có: chu kỳ thật đang chạy, không có thì chu kỳ diễn tập mở sau cùng',
  );

interface FormOptions {
  readonly cycle?: string;
  readonly unit: string;
  readonly stage: string;
  readonly out?: string;
}
type AnswersOptions = PageOptions & {
  readonly cycle?: string;
  readonly stage?: string;
  readonly task?: string;
  readonly commune?: string;
  readonly missing?: boolean;
};

/** Reports that are filled in task by task: the form of one office, and what all have answered. */
export function addReportAnswers(group: Command, bind: Bind): void {
  const form = ofCycle(
    group
      .command('form')
      .description('mẫu báo cáo theo nhiệm vụ của một cơ quan: nội dung phải trả lời, số liệu đã đếm')
      .requiredOption('--unit <mã>', 'mã cơ quan')
      .requiredOption('--stage <bước>', 'bước báo cáo, ví dụ communeReport')
      .option('--out <tệp>', 'ghi mẫu ra tệp văn bản để điền, rồi gửi bằng --answers'),
  );
  bind<FormOptions>(form, async (context, options) => {
    const client = context.client();
    const cycle = await cycleInView(client, options.cycle);
    const params = { cycleId: cycle.id, unitId: options.unit, stage: options.stage };
    const answer = await client.call('GET /cycles/{cycleId}/reports/{unitId}/{stage}/form', { params });
    const { out } = options;
    if (out !== undefined) {
      const bytes = new TextEncoder().encode(answersText(answer, await drafted(client, params)));
      writeOut(out, bytes);
      const written = { path: out, bytes: bytes.byteLength };
      context.show(written, () => context.line(`Đã ghi ${out} (${formatNumber(written.bytes)} byte).`));
      return EXIT.ok;
    }
    context.show(answer, (shown) => formLines(context, shown));
    return EXIT.ok;
  });

  const answers = paged(
    ofCycle(
      group
        .command('answers')
        .description('trả lời của các xã theo từng nhiệm vụ, và ai chưa trả lời; bảng Excel: reportAnswers'),
    )
      .option('--stage <bước>', 'bước báo cáo; nếu không có: bước đầu tiên có mẫu')
      .option('--task <mã>', 'chỉ một nhiệm vụ, ví dụ 3')
      .option('--commune <mã>', 'chỉ xã, phường này')
      .option('--missing', 'chỉ những nơi còn nội dung chưa trả lời'),
  );
  bind<AnswersOptions>(answers, async (context, options) => {
    const client = context.client();
    const cycle = await cycleInView(client, options.cycle);
    const { stage, task, commune, missing, cursor, limit } = options;
    const query = { ...given({ stage, task, commune, cursor, limit }), missing: missing === true };
    const answer = await client.call('GET /cycles/{cycleId}/report-answers', {
      params: { cycleId: cycle.id },
      query,
    });
    context.show(answer, (shown) => {
      context.line(`Chu kỳ ${cycleText(cycle)}`);
      answerLines(context, shown);
    });
    return EXIT.ok;
  });
}

/** What the office has drafted, for those who prepare its papers; the form of anybody else has what was handed in. */
async function drafted(
  client: ApiClient,
  params: { readonly cycleId: string; readonly unitId: string; readonly stage: string },
): Promise<object | undefined> {
  try {
    const route = 'GET /cycles/{cycleId}/units/{unitId}/drafts/{stage}';
    return (await client.call(route, { params })).body as object;
  } catch (error) {
    if (error instanceof ApiProblem && (error.isFor('DRAFT.NONE') || error.isFor('ACTOR.WRONG_ROLE')))
      return undefined;
    throw error;
  }
}

function formLines(
  context: Context,
  { unitName, stageName, state, tasks, answered, figures }: ReportFormAnswer,
) {
  context.line(`${stageName}, ${unitName}: ${REPORT_STATES[state]}`);
  context.line(`Đã trả lời ${answered}/${tasks.length} nội dung.`);
  for (const { task, text, source, assumed, answer } of tasks) {
    context.line();
    context.line(`${task}. ${text}${assumed === true ? '*' : ` (${source})`}`);
    context.line(answer ?? 'chưa trả lời', 4);
  }
  context.line();
  context.table(
    ['Số liệu', 'Đếm được', 'Ý kiến'],
    figures.map(({ name, value, note }) => [name, formatNumber(value), note ?? '']),
    [1],
  );
  if (tasks.some(({ assumed }) => assumed === true)) context.line(ASSUMED_TASK_NOTE);
}

function answerLines(
  context: Context,
  { stageName, tasks, offices, handedIn, items, next }: ReportAnswersAnswer,
) {
  context.line(`${stageName}: ${handedIn}/${offices} nơi đã gửi.`);
  for (const { task, text, assumed, answered } of tasks) {
    context.line();
    context.line(`${task}. ${text}${assumed === true ? '*' : ''}: ${answered}/${offices} nơi đã trả lời`);
    for (const { communeName, answers } of items) {
      const answer = answers.find((each) => each.task === task)?.text;
      if (answer !== undefined) context.line(`- ${communeName}: ${answer}`, 2);
    }
  }
  const left = items.filter(({ missing }) => missing.length > 0);
  if (left.length > 0) context.line();
  context.table(
    ['Chưa trả lời', 'Báo cáo', 'Nội dung'],
    left.map(({ communeName, unitId, state, missing }) => [
      `${communeName} (${unitId})`,
      REPORT_STATES[state],
      missing.length === tasks.length ? 'tất cả' : missing.join(', '),
    ]),
  );
  for (const { communeName, figureNotes } of items) {
    for (const { name, text } of figureNotes)
      context.line(`Ý kiến về số liệu, ${communeName}, ${name}: ${text}`);
  }
  if (tasks.some(({ assumed }) => assumed === true)) context.line(ASSUMED_TASK_NOTE);
  context.more(next);
}
