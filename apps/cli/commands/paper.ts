import path from 'node:path';
import type { Command } from 'commander';
import type { ApiClient } from '#libs/api-client';
import { type PaperAnswer, RECEIVED_ON_PAPER } from '#libs/contracts/http';
import { withReason, withStage } from '../acts/unit-act.js';
import { keyOf } from '../api.js';
import { EXIT } from '../cli.error.js';
import type { ChangeOptions, Context, PageOptions } from '../context.js';
import { aboutUnit, type Bind, changing, day, fileBytes, given, paged } from '../options.js';
import { cycleInView } from '../present-cycle.js';
import { dayText, formatNumber } from '../print/words.js';
import { addPaperEntryCommands } from './paper-entries.js';

interface AboutPaper extends ChangeOptions {
  readonly cycle: string;
  readonly unit: string;
  readonly stage: string;
}

interface ReceiveOptions extends AboutPaper {
  readonly arrivalNumber: string;
  readonly arrivedOn: string;
  readonly file?: string;
}

/** Papers beside their content: that one has come, that this was a mistake, that one was sent, and what waits. */
export function addPaperCommands(program: Command, bind: Bind): void {
  const group = program.command('paper').description('văn bản giấy: đã nhận, đã gửi, chờ nhập nội dung');

  addPaperEntryCommands(group, bind);
  const receive = changing(
    withStage(
      aboutUnit(
        group
          .command('receive')
          .description(
            'ghi đã nhận văn bản giấy của một bước (nơi nhận); nội dung nhập sau bằng antq submit',
          ),
      ),
    )
      .requiredOption('--arrival-number <số>', 'số đến')
      .requiredOption('--arrived-on <ngày>', 'ngày đến; trễ hay đúng hạn tính theo ngày này', day)
      .option('--file <tệp>', 'ảnh chụp hoặc bản quét của văn bản'),
  );
  bind<ReceiveOptions>(receive, async (context, options) => {
    const client = context.client('appraiser');
    const { stage, arrivalNumber, arrivedOn } = options;
    const key = keyOf(options);
    const scan = options.dryRun === true ? undefined : await scanOf(client, options, key);
    const body = { kind: 'receivePaper', stage, arrivalNumber, arrivedOn, ...given({ scan }) } as const;
    return context.command(client, options, body, { ...options, key });
  });

  const undo = changing(
    withReason(
      withStage(aboutUnit(group.command('undo').description('bỏ ghi nhận nhầm một văn bản giấy (nơi nhận)'))),
    ),
  );
  bind<AboutPaper & { reason: string }>(undo, (context, options) => {
    const { stage, reason } = options;
    const client = context.client('appraiser');
    return context.command(client, options, { kind: 'withdrawReceipt', stage, reason }, options);
  });

  const announce = changing(
    withStage(
      aboutUnit(
        group
          .command('announce')
          .description('đơn vị báo đã gửi văn bản giấy: tạm ngừng nhắc vài ngày, không thay việc nhận'),
      ),
    )
      .requiredOption('--number <số>', 'số văn bản của đơn vị')
      .requiredOption('--date <ngày>', 'ngày văn bản', day),
  );
  bind<AboutPaper & { number: string; date: string }>(announce, (context, options) => {
    const { stage, number, date } = options;
    const client = context.client('unit-officer');
    return context.command(client, options, { kind: 'announcePaper', stage, number, date }, options);
  });

  const list = paged(
    group
      .command('list')
      .description('văn bản giấy đã nhận mà chưa nhập nội dung, và văn bản đơn vị báo đã gửi')
      .option(
        '--cycle <mã>',
        'mã chu kỳ; nếu không có: chu kỳ thật đang chạy, không có thì chu kỳ diễn tập mở sau cùng',
      )
      .option('--commune <mã>', 'chỉ một xã, phường'),
  );
  bind<PageOptions & { cycle?: string; commune?: string }>(list, async (context, options) => {
    const client = context.client();
    const cycle = await cycleInView(client, options.cycle);
    const request = { params: { cycleId: cycle.id }, query: { commune: options.commune } };
    const page = await context.pages(client, 'GET /cycles/{cycleId}/papers', request, options);
    context.show(page, ({ items }) => paperTable(context, items));
    if (!context.json) context.more(page.next);
    return EXIT.ok;
  });
}

/** Adds the photo or scan under its step; @returns its id, undefined where there is no file. */
async function scanOf(
  client: ApiClient,
  { cycle, unit, stage, arrivalNumber, arrivedOn, file }: ReceiveOptions,
  key: string,
): Promise<string | undefined> {
  if (file === undefined) return undefined;
  const content = new Blob([fileBytes(file) as BlobPart]);
  const { id } = await client.call('POST /cycles/{cycleId}/units/{unitId}/evidence', {
    params: { cycleId: cycle, unitId: unit },
    form: { stage, title: `Văn bản giấy, số đến ${arrivalNumber}`, effectiveOn: arrivedOn, declared: false },
    file: { name: path.basename(file), content },
    key,
  });
  return id;
}

function paperTable(context: Context, items: readonly PaperAnswer[]): void {
  if (items.length === 0) context.line('Không có văn bản giấy nào đang chờ.');
  context.table(
    ['Mã', 'Đơn vị', 'Bước', 'Văn bản', 'Tình trạng'],
    items.map((item) => [
      item.unitId,
      item.unitName,
      item.stageName,
      numberText(item),
      [stateText(item), context.lateText(item)].filter((each) => each !== undefined).join(', '),
    ]),
  );
}

const numberText = ({ state, arrivalNumber = '', arrivedOn = '', number = '', date = '' }: PaperAnswer) =>
  state === 'received'
    ? `số đến ${arrivalNumber}, ngày ${dayText(arrivedOn)}`
    : `số ${number} ngày ${dayText(date)}`;

function stateText({ state, daysWaiting = 0, mailsFrom = '' }: PaperAnswer): string {
  if (state === 'announced') return `đơn vị báo đã gửi, chưa đến; nhắc lại từ ${dayText(mailsFrom)}`;
  return `${RECEIVED_ON_PAPER}, ${formatNumber(daysWaiting)} ngày`;
}
