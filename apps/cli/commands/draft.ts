import type { Command } from 'commander';
import { type ApiClient, ApiProblem } from '#libs/api-client';
import type { DraftAnswer, DraftBody, PresentedAnswer } from '#libs/contracts/http';
import { type PaperOptions, paperOf, withPaper } from '../acts/submit.act.js';
import { type ReasonOptions, type StageOptions, withReason, withStage } from '../acts/unit-act.js';
import { keyOf } from '../api.js';
import { EXIT, type ExitCode } from '../cli.error.js';
import type { ChangeOptions, Context } from '../context.js';
import { aboutUnit, type Bind, given, sending } from '../options.js';
import { instantText } from '../print/words.js';

interface StepOptions extends StageOptions {
  readonly cycle: string;
  readonly unit: string;
}
type ChangeOfStep = StepOptions & ChangeOptions;

const paramsOf = ({ cycle, unit, stage }: StepOptions) => ({ cycleId: cycle, unitId: unit, stage });
const PRESENTATION = '/cycles/{cycleId}/units/{unitId}/drafts/{stage}/presentation';

/** Drafts of a unit, and their way over the head: presenting, taking back, approving, giving back. */
export function addDraftCommands(program: Command, bind: Bind): void {
  const group = program.command('draft').description('bản nháp của đơn vị và việc trình thủ trưởng duyệt');
  const about = (name: string, description: string) =>
    withStage(aboutUnit(group.command(name).description(description)));
  addSaving(group, about, bind);

  const present = sending(about('present', 'trình bản nháp để thủ trưởng duyệt và gửi')).option(
    '--note <ghi-chú>',
    'lời nhắn cho thủ trưởng',
  );
  bind<ChangeOfStep & { note?: string }>(present, async (context, options) => {
    const client = context.client('unit-officer');
    const params = paramsOf(options);
    const { version } = await client.call('GET /cycles/{cycleId}/units/{unitId}/drafts/{stage}', { params });
    const answer = await client.call(`POST ${PRESENTATION}`, {
      ...{ params, body: given({ note: options.note }), key: keyOf(options), ifMatch: `"${version}"` },
    });
    return told(context, answer);
  });

  const status = about('status', 'lần trình gần nhất: đang chờ, đã trả lại (kèm lý do), đã gửi');
  bind<StepOptions>(status, async (context, options) =>
    told(context, await presented(context.client('unit-officer'), options)),
  );

  const takeBack = sending(about('take-back', 'lấy lại bản đang trình để sửa')).option(
    '--reason <lý-do>',
    'lý do',
  );
  bind<ChangeOfStep & { reason?: string }>(takeBack, async (context, options) => {
    const body = given({ reason: options.reason });
    const sent = { params: paramsOf(options), body, key: keyOf(options) };
    return told(context, await context.client('unit-officer').call(`POST ${PRESENTATION}/withdrawal`, sent));
  });

  const withDigest = (command: Command) =>
    command.option('--digest <mã>', 'bản đã xem, như antq draft status in ra; không ghi là bản đang chờ');
  const approve = withDigest(sending(about('approve', 'duyệt và gửi bản đang trình (thủ trưởng)')));
  bind<ChangeOfStep & { digest?: string }>(approve, async (context, options) => {
    const client = context.client('unit-head');
    const digest = options.digest ?? (await presented(client, options)).digest;
    const sent = { params: paramsOf(options), body: { digest }, key: keyOf(options) };
    return context.outcome(await client.call(`POST ${PRESENTATION}/approval`, sent));
  });

  const giveBack = withReason(
    withDigest(sending(about('give-back', 'trả lại bản đang trình kèm lý do (thủ trưởng)'))),
  );
  bind<ChangeOfStep & ReasonOptions & { digest?: string }>(giveBack, async (context, options) => {
    const client = context.client('unit-head');
    const digest = options.digest ?? (await presented(client, options)).digest;
    const body = { digest, reason: options.reason };
    const sent = { params: paramsOf(options), body, key: keyOf(options) };
    return told(context, await client.call(`POST ${PRESENTATION}/return`, sent));
  });
}

function addSaving(group: Command, about: (name: string, description: string) => Command, bind: Bind): void {
  const save = withPaper(
    aboutUnit(group.command('save').description('lưu nháp một bước, như antq submit sẽ gửi')),
  );
  bind<PaperOptions & StepOptions>(save, async (context, options) => {
    const client = context.client('unit-officer');
    const body = (await paperOf(options, (text) => context.note(text))) as DraftBody['body'];
    const answer = await client.call('PUT /cycles/{cycleId}/units/{unitId}/drafts/{stage}', {
      ...{ params: paramsOf(options), body: { body }, ifMatch: `"${await versionOf(client, options)}"` },
    });
    context.show(answer, () => context.line(draftLine(answer)));
    return EXIT.ok;
  });

  const show = about('show', 'xem bản nháp của một bước');
  bind<StepOptions>(show, async (context, options) => {
    const answer = await context
      .client('unit-officer')
      .call('GET /cycles/{cycleId}/units/{unitId}/drafts/{stage}', { params: paramsOf(options) });
    context.show(answer, () => {
      context.line(draftLine(answer));
      context.line(JSON.stringify(answer.body, null, 2));
    });
    return EXIT.ok;
  });
}

const draftLine = ({ stage, version, updatedBy, updatedAt }: DraftAnswer): string =>
  `Bản nháp bước ${stage}, lần lưu ${version}, ${updatedBy} lưu lúc ${instantText(updatedAt)}.`;

const presented = (client: ApiClient, options: StepOptions): Promise<PresentedAnswer> =>
  client.call(`GET ${PRESENTATION}`, { params: paramsOf(options) });

/** The version that is saved over; 0 where there is none yet. */
async function versionOf(client: ApiClient, options: StepOptions): Promise<number> {
  try {
    const route = 'GET /cycles/{cycleId}/units/{unitId}/drafts/{stage}';
    return (await client.call(route, { params: paramsOf(options) })).version;
  } catch (error) {
    if (error instanceof ApiProblem && error.isFor('DRAFT.NONE')) return 0;
    throw error;
  }
}

function told(context: Context, answer: PresentedAnswer): ExitCode {
  context.show(answer, ({ stageName, byName, note, text, digest, state }) => {
    context.line(`${stageName}: ${text}`);
    context.line(`Người trình: ${byName}.${note === undefined ? '' : ` Ghi chú: ${note}`}`);
    if (state === 'waiting') context.line(`Mã của bản trình: ${digest}`);
  });
  return EXIT.ok;
}
