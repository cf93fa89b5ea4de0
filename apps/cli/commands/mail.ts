import type { Command } from 'commander';
import type { MessageAnswer, MessageDetailAnswer, MessageQuery } from '#libs/contracts/http';
import { EXIT } from '../cli.error.js';
import type { Context, PageOptions } from '../context.js';
import { type Bind, paged } from '../options.js';
import { cut, formatNumber, instantText, mailMeaning, mailWord } from '../print/words.js';

export function addMailCommands(program: Command, bind: Bind): void {
  const mail = program.command('mail').description('thư hệ thống đã gửi hoặc sẽ gửi');

  const list = paged(
    mail
      .command('list')
      .description('danh sách thư')
      .option('--cycle <mã>', 'của chu kỳ này')
      .option('--unit <mã>', 'của đơn vị này')
      .option(
        '--state <tình-trạng>',
        'pending, sending, accepted, deferred, failed, uncertain hoặc cancelled',
      )
      .option('--full', 'cả tiêu đề, mã thư và câu trả lời của máy chủ thư'),
  );
  bind<PageOptions & { cycle?: string; unit?: string; state?: MessageQuery['state']; full?: boolean }>(
    list,
    async (context, options) => {
      const { cycle, unit, state } = options;
      const request = { query: { cycle, unit, state } };
      const page = await context.pages(context.client(), 'GET /messages', request, options);
      context.show(page, ({ items, next }) => {
        if (items.length === 0) return context.line('Không có thư nào.');
        if (options.full === true) for (const message of items) mailBlock(context, message);
        else mailTable(context, items);
        context.line(
          `${formatNumber(items.length)} thư${options.full === true ? '' : '; thêm --full để xem mã thư và cả tiêu đề'}`,
        );
        context.more(next);
      });
      return EXIT.ok;
    },
  );

  const show = mail
    .command('show')
    .description('một thư: nội dung và các lần gửi')
    .argument('<mã>', 'mã thư');
  bind<object, [string]>(show, async (context, _options, id) => {
    const answer = await context.client().call('GET /messages/{id}', { params: { id } });
    context.show(answer, (message) => mailLines(context, message));
    return EXIT.ok;
  });
}

/** The newest mails about one unit, below what it has done; `all` is the command that lists every one. */
export function mailSummary(context: Context, items: readonly MessageAnswer[], all: string): void {
  if (items.length === 0) return;
  context.line('Thư đã gửi, mới nhất trước:');
  context.table(
    ['Lúc', 'Thư', 'Gửi tới', 'Tình trạng'],
    items.map((message) => [
      instantText(message.acceptedAt ?? message.createdAt),
      cut(bareSubject(message), SUBJECT_LENGTH),
      cut(message.recipient, RECIPIENT_LENGTH),
      coloured(context, message),
    ]),
  );
  context.line(`Xem hết: ${all}`);
}

const SUBJECT_LENGTH = 52;
const RECIPIENT_LENGTH = 52;

/** A mail whose sending was once uncertain may have gone twice; that stays visible whatever came after. */
const UNCERTAIN_NOTE = '? có lúc chưa chắc đã gửi, nên thư có thể tới hai lần (cùng một Message-ID)';
const mailState = ({ state, uncertain }: MessageAnswer) => `${mailWord(state)}${uncertain ? ' ?' : ''}`;

/** The subject without the marks in square brackets that every mail of a cycle has. */
const bareSubject = ({ subject, template }: MessageAnswer) =>
  (subject ?? template).replace(/^(\[[^\]]*\]\s*)+(?=\S)/, '');

function mailTable(context: Context, items: readonly MessageAnswer[]): void {
  context.table(
    ['Lúc', 'Đơn vị', 'Thư', 'Gửi tới', 'Tình trạng'],
    items.map((message) => [
      instantText(message.acceptedAt ?? message.createdAt).replace(' ', '\n'),
      `${message.unitId ?? '–'}\n${message.cycleId}`,
      cut(bareSubject(message), SUBJECT_LENGTH),
      cut(message.recipient, RECIPIENT_LENGTH),
      coloured(context, message),
    ]),
  );
  if (items.some(({ uncertain }) => uncertain)) context.line(UNCERTAIN_NOTE);
}

const coloured = (context: Context, message: MessageAnswer) =>
  message.state === 'failed' ? context.paint('red', mailState(message)) : mailState(message);

function mailBlock(context: Context, message: MessageAnswer): void {
  const { id, recipient, subject, template, lastAnswer, attempts, uncertain } = message;
  const answered = lastAnswer === undefined ? '' : `, máy chủ thư: ${lastAnswer}`;
  context.line(
    `${instantText(message.acceptedAt ?? message.createdAt)} · ${message.unitId ?? '–'} · ${message.cycleId} · ${coloured(context, message)}`,
  );
  context.line(`  ${subject ?? template}`, 4);
  context.line(`  tới ${recipient}; ${formatNumber(attempts)} lần gửi${answered}`);
  if (uncertain) context.line(`  ${UNCERTAIN_NOTE}`);
  context.line(`  antq mail show ${id}`);
  context.line();
}

function mailLines(context: Context, message: MessageDetailAnswer): void {
  const { cycleId, unitId, recipient, subject, template, state, lastAnswer, uncertain } = message;
  const row = (label: string, value: string) => context.line(`${label.padEnd(11)} ${value}`, 12);
  row('Tiêu đề', subject ?? template);
  row('Gửi tới', recipient);
  row('Của', `${unitId === undefined ? '' : `đơn vị ${unitId}, `}chu kỳ ${cycleId}`);
  row('Tình trạng', `${coloured(context, message)} (${mailMeaning(state)})`);
  if (lastAnswer !== undefined) row('Trả lời', lastAnswer);
  row('Lập lúc', instantText(message.createdAt, true));
  if (message.acceptedAt !== undefined) row('Chuyển lúc', instantText(message.acceptedAt, true));
  row('Message-ID', message.messageId);
  if (uncertain) context.line(UNCERTAIN_NOTE);
  context.table(
    ['Lần', 'Bắt đầu', 'Xong', 'Máy chủ thư trả lời'],
    message.tries.map(({ startedAt, endedAt, answer: relay }, index) => [
      String(index + 1),
      instantText(startedAt, true),
      instantText(endedAt, true),
      relay ?? '–',
    ]),
    [0],
  );
  if (message.text === undefined) return;
  context.line();
  for (const line of message.text.trimEnd().split('\n'))
    context.line(line === '' ? '' : `  ${line}`, line.startsWith('- ') ? 4 : 2);
}
