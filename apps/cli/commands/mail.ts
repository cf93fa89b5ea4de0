import type { Command } from 'commander';
import type { MessageAnswer, MessageDetailAnswer } from '#libs/contracts';
import { EXIT } from '../cli.error.js';
import { pathOf } from '../client.js';
import type { PageOptions } from '../context.js';
import { type Bind, paged } from '../options.js';
import { formatNumber, instantText, mailWord } from '../print/words.js';

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
      ),
  );
  bind<PageOptions & { cycle?: string; unit?: string; state?: string }>(list, async (context, options) => {
    const { cycle, unit, state } = options;
    const page = await context.pages<MessageAnswer>(
      context.client(),
      '/messages',
      { cycle, unit, state },
      options,
    );
    context.show(page, ({ items, next }) => {
      context.table(
        ['Mã thư', 'Gửi tới', 'Tiêu đề', 'Tình trạng', 'Lần gửi', 'Lúc'],
        items.map((message) => [
          message.id,
          message.recipient,
          message.subject ?? message.template,
          stateText(message),
          formatNumber(message.attempts),
          instantText(message.acceptedAt ?? message.createdAt),
        ]),
        [4],
      );
      context.line(`${formatNumber(items.length)} thư`);
      context.more(next);
    });
    return EXIT.ok;
  });

  const show = mail
    .command('show')
    .description('một thư: nội dung và các lần gửi')
    .argument('<mã>', 'mã thư');
  bind<object, [string]>(show, async (context, _options, id) => {
    const answer = await context.client().get<MessageDetailAnswer>(pathOf('messages', id));
    context.show(answer, (message) => {
      context.line(`Tới: ${message.recipient}`);
      context.line(`Tiêu đề: ${message.subject ?? message.template}`);
      context.line(
        `Tình trạng: ${stateText(message)}${message.lastAnswer === undefined ? '' : `; máy chủ thư trả lời: ${message.lastAnswer}`}`,
      );
      context.line(
        `Chu kỳ ${message.cycleId}${message.unitId === undefined ? '' : `, đơn vị ${message.unitId}`}`,
      );
      context.line(`Message-ID: ${message.messageId}`);
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
      if (message.text !== undefined) {
        context.line();
        context.line(message.text.trimEnd());
      }
    });
    return EXIT.ok;
  });
}

/** An uncertain mail may have gone twice under one Message-ID; that stays visible whatever came after. */
const stateText = ({ state, uncertain }: MessageAnswer) =>
  `${mailWord(state)}${uncertain && state !== 'uncertain' ? ' (có lúc chưa chắc)' : ''}`;
