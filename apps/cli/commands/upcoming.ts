import type { Command } from 'commander';
import type { ApiClient } from '#libs/api-client';
import {
  type CycleAnswer,
  RECIPIENT_WORDS,
  type ReminderPreviewAnswer,
  type ReminderPreviewLineAnswer,
  type UpcomingAnswer,
  type UpcomingItemAnswer,
} from '#libs/contracts/http';
import { EXIT } from '../cli.error.js';
import type { Context } from '../context.js';
import { aboutUnits, type ManyOptions, requireOneWay } from '../many-units.js';
import { type Bind, changing, day, given, positive } from '../options.js';
import { cycleInView } from '../present-cycle.js';
import { calendarParts, movedBecause, ofBothLevels } from '../print/coming.js';
import {
  ASSUMED_NOTE,
  assumedMark,
  cycleText,
  dayText,
  formatNumber,
  instantText,
  levelWord,
} from '../print/words.js';
import { carryOutBatch } from './batch.js';

const DEFAULT_ROWS = 30;
/** Subjects, or things to come, that the API tells of at once. */
const PAGE = 500;

/** What comes by itself: the next instants of a cycle, and the reminders of a day. */
export function addUpcomingCommands(program: Command, bind: Bind): void {
  const upcoming = program
    .command('upcoming')
    .description('việc sắp tới: lời nhắc và mốc lịch còn chờ, gần nhất trước')
    .option(
      '--cycle <mã>',
      'mã chu kỳ; nếu không có: chu kỳ thật đang chạy, không có thì chu kỳ diễn tập mở sau cùng',
    )
    .option('--limit <số>', `số việc tối đa (mặc định ${DEFAULT_ROWS}, nhiều nhất ${PAGE})`, positive);
  bind<{ cycle?: string; limit?: number }>(upcoming, async (context, options) => {
    const client = context.client();
    const cycle = await cycleInView(client, options.cycle);
    const limit = Math.min(PAGE, options.limit ?? DEFAULT_ROWS);
    const request = { params: { cycleId: cycle.id }, query: { limit } };
    const coming = await client.call('GET /cycles/{cycleId}/upcoming', request);
    context.show(coming, (answer) => upcomingLines(context, cycle, answer, limit));
    return EXIT.ok;
  });

  const reminders = program.command('reminders').description('lời nhắc');
  const send = changing(
    aboutUnits(
      reminders
        .command('send')
        .description(
          'nhắc thêm ngay việc đang đến hạn mà chưa làm; trong ngày không ai bị nhắc hai lần một việc',
        ),
    )
      .option('--stage <bước>', 'chỉ nhắc một bước, ví dụ q1Plan; không ghi thì mọi việc đang đến hạn')
      .requiredOption('--reason <lý-do>', 'lý do nhắc'),
  );
  bind<ManyOptions & { stage?: string; reason: string }>(send, (context, options) => {
    requireOneWay(options);
    const act = { kind: 'remind', ...given({ stage: options.stage }) } as const;
    return carryOutBatch(context, options, { act, reason: options.reason, what: 'Nhắc' });
  });

  const preview = reminders
    .command('preview')
    .description('lời nhắc của một ngày: ai nhận gì, và vì sao nơi khác không nhận; không gửi gì')
    .requiredOption('--at <ngày>', 'ví dụ 2026-03-10 hoặc 10/03/2026', day)
    .option(
      '--cycle <mã>',
      'mã chu kỳ; nếu không có: chu kỳ thật đang chạy, không có thì chu kỳ diễn tập mở sau cùng',
    )
    .option('--commune <mã>', 'chỉ một xã, phường')
    .option('--unit <mã>', 'chỉ một đơn vị, hoặc một cơ quan có báo cáo riêng')
    .option('--full', 'kể từng đơn vị không nhận thư, không gộp theo lý do');
  bind<PreviewOptions>(preview, async (context, options) => {
    const client = context.client();
    const cycle = await cycleInView(client, options.cycle);
    context.show(await wholePreview(client, cycle.id, options), (answer) =>
      previewLines(context, cycle, answer, options.full === true || options.unit !== undefined),
    );
    return EXIT.ok;
  });
}

interface PreviewOptions {
  readonly at: string;
  readonly cycle?: string;
  readonly commune?: string;
  readonly unit?: string;
  readonly full?: boolean;
}

function upcomingLines(
  context: Context,
  cycle: CycleAnswer,
  { items, now, left = 0, warnings = [] }: UpcomingAnswer,
  limit: number,
): void {
  context.line(`Việc sắp tới của chu kỳ ${cycleText(cycle)}, hiện là ${instantText(now)}`);
  for (const warning of warnings) context.line(`Lưu ý: ${warning}`);
  if (items.length === 0) return context.line('Không còn việc nào.');
  context.table(
    ['Lúc', 'Việc', 'Hết ngày', 'Số nơi'],
    ofBothLevels(items).map((item) => [
      ...(item.kind === 'reminder' ? reminderCells(item) : calendarCells(item)),
      item.lastDay === undefined ? '–' : `${dayText(item.lastDay)}${assumedMark(item.assumed ?? false)}`,
      item.subjects === undefined ? '–' : formatNumber(item.subjects),
    ]),
    [3],
  );
  if (items.some(({ assumed }) => assumed)) context.line(ASSUMED_NOTE);
  if (left === 0) return;
  const how = limit < PAGE ? ': thêm --limit để xem nhiều hơn' : `, sau ${formatNumber(PAGE)} việc gần nhất`;
  context.line(`Còn ${formatNumber(left)} việc nữa${how}.`);
}

/** `Nhắc Báo cáo kết quả (xã): mốc 3 ngày`, and below it why it was moved to that day. */
function reminderCells(item: UpcomingItemAnswer): string[] {
  const level = item.level === undefined || item.ofBodies === true ? '' : ` (${levelWord(item.level)})`;
  const moved = movedBecause(item);
  const why = moved === undefined ? '' : `\n${moved}`;
  const what = `Nhắc ${item.stageName ?? ''}${level}: ${item.rungName ?? ''}`;
  const whom = item.to === undefined ? '' : `\nGửi ${item.to.map((who) => RECIPIENT_WORDS[who]).join(', ')}`;
  return [instantText(item.at).replace(' ', '\n'), `${what}${why}${whom}`];
}

function calendarCells(item: UpcomingItemAnswer): string[] {
  const [day, time, what] = calendarParts(item);
  return [`${day}\n${time}`, what];
}

/** All pages of a preview as one. */
async function wholePreview(
  client: ApiClient,
  cycleId: string,
  { at, commune, unit }: PreviewOptions,
): Promise<ReminderPreviewAnswer> {
  const pageAfter = (after?: string) =>
    client.call('GET /cycles/{cycleId}/reminders/preview', {
      params: { cycleId },
      query: { at, commune, unit, limit: PAGE, after },
    });
  const first = await pageAfter();
  const items = [...first.items];
  let { next } = first;
  while (next !== undefined) {
    const page = await pageAfter(next);
    items.push(...page.items);
    next = page.next;
  }
  return { ...first, items, next: undefined };
}

function previewLines(
  context: Context,
  cycle: CycleAnswer,
  answer: ReminderPreviewAnswer,
  each: boolean,
): void {
  const { items, totals, overseers = [], warnings = [] } = answer;
  context.line(
    `Lời nhắc ngày ${dayText(answer.day)}, chu kỳ ${cycleText(cycle)}, hiện là ${instantText(answer.now)}`,
  );
  for (const warning of warnings) context.line(`Lưu ý: ${warning}`);
  if (totals !== undefined) {
    const { subjects, reminders, mails } = totals;
    context.line(
      `${formatNumber(subjects)} nơi được xét: ${formatNumber(reminders)} lời nhắc trong ${formatNumber(mails)} thư`,
    );
  }
  for (const { at, text } of overseers) context.line(`${instantText(at).slice(-5)}: ${text}`);
  const sends = items.filter(({ outcome }) => outcome === 'sends' || outcome === 'sent');
  context.table(
    ['Lúc', 'Mã', 'Nơi nhận', 'Lời nhắc', 'Hết ngày'],
    sends.map((line) => [
      line.outcome === 'sent' ? 'đã gửi' : instantText(line.sendAt).slice(-5),
      line.unitId,
      `${line.unitName}\n${line.recipient ?? ''}${roleText(line)}`,
      `${line.stageName ?? ''}: ${line.rungName ?? ''}\n${line.reason}`,
      `${dayText(line.lastDay)}${assumedMark(line.assumed ?? false)}`,
    ]),
  );
  const others = items.filter((line) => !sends.includes(line));
  if (others.length > 0) {
    context.line('Không gửi:');
    if (each) eachLine(context, others);
    else groupedLines(context, others);
  }
  if (sends.some(({ assumed }) => assumed) || others.some(({ opensAssumed }) => opensAssumed)) {
    context.line(ASSUMED_NOTE);
  }
}

/** ` (thủ trưởng)`; nothing where the office that acts is told. */
const roleText = ({ recipientRole: role }: ReminderPreviewLineAnswer): string =>
  role === undefined || role === 'office' ? '' : ` (${RECIPIENT_WORDS[role]})`;

function eachLine(context: Context, lines: readonly ReminderPreviewLineAnswer[]): void {
  context.table(
    ['Mã', 'Đơn vị', 'Bước', 'Vì sao'],
    lines.map((line) => [line.unitId, line.unitName, line.stageName ?? '–', line.reason]),
  );
}

/** One line for all that have the same reason at the same stage, those of most units first. */
function groupedLines(context: Context, lines: readonly ReminderPreviewLineAnswer[]): void {
  const groups = new Map<string, { readonly line: ReminderPreviewLineAnswer; n: number }>();
  for (const line of lines) {
    const key = `${line.stage ?? ''}|${line.reason}`;
    const group = groups.get(key) ?? { line, n: 0 };
    group.n += 1;
    groups.set(key, group);
  }
  context.table(
    ['Bước', 'Vì sao', 'Số nơi'],
    [...groups.values()].map(({ line, n }) => [line.stageName ?? '–', line.reason, formatNumber(n)]),
    [2],
  );
  context.line('Thêm --full để xem từng đơn vị, hoặc --unit MÃ để xem một đơn vị.');
}
