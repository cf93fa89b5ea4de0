import type { Command } from 'commander';
import type { ApiClient, SentBody } from '#libs/api-client';
import {
  type CycleAnswer,
  type CycleStageAnswer,
  type FiguresAnswer,
  NOT_WAITED_FOR,
  PAST_SUGGESTED,
} from '#libs/contracts/http';
import { keyOf } from '../api.js';
import { isUnreachable } from '../api-errors.js';
import { EXIT, type ExitCode, usageError } from '../cli.error.js';
import type { ChangeOptions, Context } from '../context.js';
import { type Bind, communes, day, given, instant, positive, sending } from '../options.js';
import { problemLines } from '../print/list-reading.js';
import { ProgressBar, partText } from '../print/progress.js';
import {
  ASSUMED_NOTE,
  cycleWord,
  dayText,
  dueText,
  formatNumber,
  instantText,
  isSuggested,
  levelWord,
  markedDay,
  rehearsalText,
} from '../print/words.js';

const POLL_MS = 500;
/** The API may be restarted while units are being opened; the opening itself goes on without it. */
const MISSED_POLLS = 60;
/** Without a unit opened for so long, nothing is at work on the opening; it is kept and needs nobody who waits. */
const STALLED_MS = 30_000;
const DEFAULT_LABEL = 'dt1';

interface OpenOptions extends ChangeOptions {
  readonly policy: string;
  readonly year: number;
  readonly province?: string;
  readonly rehearsal?: string | true;
  readonly clockStart?: string;
  readonly communes?: number | readonly string[];
  readonly wait: boolean;
  readonly check?: boolean;
}

/** Answers the group, so that the commands of one unit's restart can be added to it. */
export function addCycleCommands(program: Command, bind: Bind): Command {
  const cycle = program
    .command('cycle')
    .description('chu kỳ: mở, xem, chỉnh đồng hồ diễn tập, mở lại một đơn vị');

  const open = sending(
    cycle
      .command('open')
      .description('mở chu kỳ của một năm cho mọi đơn vị; mở lần nữa vẫn là chu kỳ đó')
      .requiredOption('--policy <gói>', 'gói quy định, ví dụ quang-ngai-2025')
      .requiredOption('--year <năm>', 'năm của chu kỳ', positive)
      .option(
        '--province <mã>',
        'mã tỉnh, khi gói quy định không thuộc riêng tỉnh nào, hoặc để diễn tập nơi khác',
      )
      .option(
        '--rehearsal [nhãn]',
        `mở chu kỳ diễn tập (nhãn mặc định: ${DEFAULT_LABEL}); thư không ra ngoài`,
      )
      .option('--clock-start <lúc>', 'thời điểm bắt đầu của đồng hồ diễn tập', instant)
      .option(
        '--communes <số|mã,…>',
        'chỉ mở chừng này xã, phường (diễn tập): một số, hoặc các mã cách nhau dấu phẩy',
        communes,
      )
      .option('--no-wait', 'không đợi mở xong mọi đơn vị')
      .option(
        '--check',
        'chỉ xem còn thiếu gì: cơ quan, người thẩm định và quyết định, ngày nghỉ, địa chỉ thư; không mở',
      ),
  );
  bind<OpenOptions>(open, async (context, options) => {
    if (options.clockStart !== undefined && options.rehearsal === undefined) {
      throw usageError(
        '--clock-start chỉ dùng cho chu kỳ diễn tập. Hãy thêm --rehearsal, hoặc bỏ --clock-start.',
      );
    }
    if (options.communes !== undefined && options.rehearsal === undefined) {
      throw usageError(
        '--communes chỉ dùng cho chu kỳ diễn tập. Hãy thêm --rehearsal, hoặc bỏ --communes để mở cả tỉnh.',
      );
    }
    const client = context.client();
    const body = {
      policy: options.policy,
      year: options.year,
      ...given({
        province: options.province,
        rehearsal: options.rehearsal === true ? DEFAULT_LABEL : options.rehearsal,
        clockStart: options.clockStart,
        communes: options.communes,
      }),
    };
    if (options.check === true) return checkOpening(context, client, body);
    const answer = await client.call('POST /cycles', { body, key: keyOf(options) });
    const { cycle: first, isNew, passed } = answer;
    const opened = options.wait ? await waitUntilOpen(context, client, first) : first;
    const stalled = options.wait && opened.state === 'opening';
    const later = `Đã ghi nhận việc mở chu kỳ ${opened.id}; các đơn vị sẽ được mở khi Temporal và worker hoạt động trở lại. Xem: antq doctor`;
    if (context.json) {
      context.printJson({ ...answer, cycle: opened });
      if (stalled) context.note(later);
      return EXIT.ok;
    }
    if (stalled) {
      context.line(later);
      return EXIT.ok;
    }
    context.line(
      isNew ? `Đã mở chu kỳ ${opened.id}.` : `Chu kỳ ${opened.id} đã có từ trước, giữ nguyên như khi mở.`,
    );
    cycleLines(context, opened);
    if (passed.length > 0) {
      context.line('Các ngày cuối đã qua khi mở:');
      for (const { name, lastDay } of passed) context.line(`  - ${name}: hết ngày ${dayText(lastDay)}`);
    }
    problemLines(
      (text) => context.line(text),
      'Chu kỳ thật sẽ không mở được vì còn thiếu',
      answer.warnings ?? [],
    );
    const detail = await client.call('GET /cycles/{cycleId}', { params: { cycleId: opened.id } });
    stageTable(context, detail.stages, false);
    return EXIT.ok;
  });

  const list = cycle.command('list').description('các chu kỳ trong phạm vi của mã truy cập');
  bind(list, async (context) => {
    const answer = await context.client().call('GET /cycles');
    context.show(answer, ({ items }) => {
      if (items.length === 0) context.line('Chưa có chu kỳ nào.');
      context.table(
        ['Chu kỳ', 'Địa bàn, năm', 'Loại', 'Tình trạng', 'Hiện là', 'Trong năm', 'Ngoài năm'],
        items.map((row) => [
          row.id,
          `${row.provinceName} ${row.year}`,
          row.clockKind === 'rehearsal' ? 'diễn tập' : 'thật',
          stateText(row),
          instantText(row.now),
          formatNumber(row.units.inside),
          formatNumber(row.units.outside),
        ]),
        [5, 6],
      );
    });
    return EXIT.ok;
  });

  const show = cycle
    .command('show')
    .description('một chu kỳ: các bước, hạn và số đơn vị ở từng bước')
    .argument('<mã>', 'mã chu kỳ');
  bind<object, [string]>(show, async (context, _options, id) => {
    const answer = await context.client().call('GET /cycles/{cycleId}', { params: { cycleId: id } });
    context.show(answer, (detail) => {
      context.line(`Chu kỳ ${detail.id}`);
      cycleLines(context, detail);
      for (const { figure, number, date } of detail.confirmations) {
        context.line(`Đã xác nhận ${figure}: văn bản số ${number} ngày ${dayText(date)}`);
      }
      for (const { number, date, issuer, figures } of detail.guidance ?? []) {
        context.line(
          `Công văn hướng dẫn số ${number} ngày ${dayText(date)} của ${issuer}: ${formatNumber(figures)} nội dung`,
        );
      }
      stageTable(context, detail.stages, true);
    });
    return EXIT.ok;
  });

  const clock = sending(
    cycle
      .command('clock')
      .description('đưa đồng hồ của chu kỳ diễn tập đến một thời điểm sau (không lùi được)')
      .requiredOption('--cycle <mã>', 'mã chu kỳ diễn tập')
      .requiredOption(
        '--to <lúc>',
        'ví dụ 2026-03-10 (đầu ngày) hoặc 2026-03-10T08:00 (giờ Việt Nam)',
        instant,
      ),
  );
  bind<ChangeOptions & { cycle: string; to: string }>(clock, async (context, options) => {
    const answer = await context.client().call('POST /cycles/{cycleId}/clock', {
      params: { cycleId: options.cycle },
      body: { to: options.to },
      key: keyOf(options),
    });
    context.show(answer, ({ id, now }) =>
      context.line(`Đồng hồ của chu kỳ ${id}: ${instantText(now, true)}`),
    );
    return EXIT.ok;
  });

  const confirm = sending(
    cycle
      .command('confirm')
      .description('xác nhận một số liệu giả định bằng số và ngày văn bản')
      .requiredOption('--cycle <mã>', 'mã chu kỳ')
      .requiredOption(
        '--figure <số-liệu>',
        'tên đầy đủ (readings.deadlineShift), tên riêng (deadlineShift) hoặc cả một bảng (classes); xem: antq cycle figures',
      )
      .requiredOption('--number <số>', 'số văn bản')
      .requiredOption('--date <ngày>', 'ngày văn bản', day),
  );
  bind<ChangeOptions & { cycle: string; figure: string; number: string; date: string }>(
    confirm,
    async (context, options) => {
      const { figure, number, date } = options;
      const answer = await context.client().call('POST /cycles/{cycleId}/confirmations', {
        params: { cycleId: options.cycle },
        body: { figure, number, date },
        key: keyOf(options),
      });
      context.show(answer, () =>
        context.line(`Đã xác nhận ${figure} theo văn bản số ${number} ngày ${dayText(date)}.`),
      );
      return EXIT.ok;
    },
  );

  const figures = cycle
    .command('figures')
    .description('các số liệu giả định của chu kỳ: đã và chưa xác nhận bằng văn bản')
    .requiredOption('--cycle <mã>', 'mã chu kỳ')
    .option('--fences', 'chỉ những số liệu mà phân loại thật phải chờ');
  bind<{ cycle: string; fences?: boolean }>(figures, async (context, options) => {
    const params = { cycleId: options.cycle };
    const answer = await context.client().call('GET /cycles/{cycleId}/figures', { params });
    context.show(answer, (shown) => figureLines(context, shown, options.fences === true));
    return EXIT.ok;
  });
  return cycle;
}

function figureLines(context: Context, { items, mayClassify }: FiguresAnswer, fencesOnly: boolean): void {
  const shown = fencesOnly ? items.filter(({ isFence }) => isFence) : items;
  const confirmed = shown.filter(({ confirmation }) => confirmation !== undefined);
  const open = shown.filter(({ confirmation }) => confirmation === undefined);
  if (confirmed.length > 0) context.line(`${formatNumber(confirmed.length)} số liệu đã xác nhận:`);
  context.table(
    ['Số liệu', 'Nội dung', 'Đang dùng', 'Căn cứ'],
    confirmed.map(({ figure, text, value, confirmation }) => [
      figure,
      text,
      value,
      `${confirmation?.source ?? ''} (${confirmation?.by ?? ''})`,
    ]),
  );
  if (open.length > 0) context.line(`${formatNumber(open.length)} số liệu chưa xác nhận (giả định):`);
  context.table(
    ['Số liệu', 'Nội dung', 'Đang dùng *', 'Phân loại thật'],
    open.map(({ figure, text, value, isFence }) => [figure, text, value, isFence ? 'phải chờ' : '–']),
  );
  if (!mayClassify) {
    context.line('Chu kỳ thật chưa phân loại được: còn số liệu phải xác nhận (antq cycle confirm).');
  }
}

/** Tells what a year lacks, and ends as its opening would. */
async function checkOpening(
  context: Context,
  client: ApiClient,
  body: SentBody<'POST /cycles'>,
): Promise<ExitCode> {
  const answer = await client.call('POST /cycles/checks', { body });
  context.show(answer, ({ cycleId, isOpen, units, clockKind, problems }) => {
    context.line(`Xem trước, chưa mở gì. Chu kỳ ${cycleId}, ${formatNumber(units)} đơn vị.`);
    if (isOpen) context.line('Chu kỳ này đã mở từ trước.');
    else if (problems.length === 0) context.line('Không thiếu gì.');
    const what = clockKind === 'rehearsal' ? 'Còn thiếu, nhưng diễn tập vẫn mở được' : 'Còn thiếu';
    problemLines((text) => context.line(text), what, problems);
  });
  return answer.mayOpen ? EXIT.ok : EXIT.refused;
}

/** Answers the cycle once it is open, or as it stands, still `opening`, when nothing moves any more. */
async function waitUntilOpen(context: Context, client: ApiClient, first: CycleAnswer): Promise<CycleAnswer> {
  const bar = new ProgressBar(context.host, context.json);
  const tell = ({ opened, total }: CycleAnswer['units']) =>
    bar.show(`Đã mở ${partText(opened, total)} đơn vị`, opened, total);
  let cycle = first;
  let missed = 0;
  let stalledMs = 0;
  while (cycle.state === 'opening' && stalledMs < STALLED_MS) {
    tell(cycle.units);
    const { opened } = cycle.units;
    const since = context.host.now();
    await context.host.pause(POLL_MS);
    try {
      cycle = await client.call('GET /cycles/{cycleId}', { params: { cycleId: first.id } });
      missed = 0;
      // Time in which the API itself is away tells nothing about the opening.
      stalledMs = cycle.units.opened > opened ? 0 : stalledMs + context.host.now() - since;
    } catch (error) {
      missed += 1;
      if (!isUnreachable(error) || missed > MISSED_POLLS) throw error;
    }
  }
  tell(cycle.units);
  bar.end();
  return cycle;
}

/** An opening cycle says how far it is. */
const stateText = ({ state, units }: CycleAnswer) =>
  state === 'opening' ? `đang mở ${partText(units.opened, units.total)}` : cycleWord(state);

function cycleLines(context: Context, cycle: CycleAnswer): void {
  const kind = rehearsalText(cycle) || 'thật';
  context.line(
    `${cycle.provinceName}, năm ${cycle.year}, chu kỳ ${kind}, ${stateText(cycle)}, hiện là ${instantText(cycle.now, true)}`,
  );
  context.line(`Quy định: ${cycle.policy.id}, ${cycle.policy.title} (${cycle.policy.hash.slice(0, 12)})`);
  const { inside, outside, outsideReasons } = cycle.units;
  context.line(`${formatNumber(inside)} đơn vị trong năm, ${formatNumber(outside)} ngoài tiêu chuẩn`);
  for (const { reason, units } of outsideReasons) context.line(`  - ${formatNumber(units)}: ${reason}`);
}

const COUNTED = ['awaiting', 'received', 'submitted', 'returned', 'done'] as const;
const COUNTED_WORDS: Readonly<Record<(typeof COUNTED)[number], string>> = {
  awaiting: 'Chờ',
  received: 'Nhận giấy',
  submitted: 'Gửi',
  returned: 'Trả',
  done: 'Xong',
};

function stageTable(context: Context, stages: readonly CycleStageAnswer[], counts: boolean): void {
  const rows = mergedLevels(stages);
  if (counts) {
    const shown = (units: number) => (units === 0 ? '–' : formatNumber(units));
    // Nobody reads a column of papers where none has come.
    const counted = COUNTED.filter(
      (status) => status !== 'received' || rows.some((row) => (row.counts[status] ?? 0) > 0),
    );
    context.table(
      ['Bước', 'Hết ngày', 'Nhận đến', ...counted.map((status) => COUNTED_WORDS[status]), 'Quá ngày cuối'],
      rows.map((row) => [
        `${row.name}${row.level === undefined || row.body !== undefined ? '' : ` (${levelWord(row.level)})`}`,
        dueText(row.due),
        markedDay(row.cutOff, row.cutOffAssumed),
        ...counted.map((status) => shown(row.counts[status] ?? 0)),
        openPastText(context, row),
      ]),
      [...counted, 'past'].map((_, index) => index + 3),
    );
  } else {
    context.table(
      ['Bước', 'Mã', 'Cấp', 'Mở', 'Hết ngày', 'Nhận đến'],
      rows.map((row) => [
        row.name,
        row.stage,
        row.body ?? (row.level === undefined ? 'tỉnh, xã' : levelWord(row.level)),
        markedDay(row.opens, row.opensAssumed),
        dueText(row.due),
        markedDay(row.cutOff, row.cutOffAssumed),
      ]),
    );
  }
  const marked = stages.some(
    ({ due, cutOffAssumed, opensAssumed }) =>
      isSuggested(due) || cutOffAssumed === true || (!counts && opensAssumed === true),
  );
  if (marked) context.line(ASSUMED_NOTE);
}

/** What is open past its day, `QUÁ HẠN 7`, `quá ngày đề nghị* 2`, or is not waited for any more: `không nộp 2`, `không yêu cầu 3`. */
function openPastText(
  context: Context,
  { overdue, pastSuggested = 0, notSubmitted = 0, counts }: StageRow,
): string {
  const part = (word: string, units: number) => (units === 0 ? [] : [`${word} ${formatNumber(units)}`]);
  const parts = [
    ...(overdue === 0 ? [] : [context.paint('red', `QUÁ HẠN ${formatNumber(overdue)}`)]),
    ...part(PAST_SUGGESTED, pastSuggested),
    ...part(NOT_WAITED_FOR.notSubmitted, notSubmitted + (counts['closed'] ?? 0)),
    ...part(NOT_WAITED_FOR.waived, counts['waived'] ?? 0),
  ];
  return parts.length === 0 ? '–' : parts.join('\n');
}

/** A stage of one level, or of all that have it where `level` is absent. */
type StageRow = Omit<CycleStageAnswer, 'level'> & { readonly level?: CycleStageAnswer['level'] };

/** One row for a stage whose days are the same at both levels, with the units of both; else one for each, together. */
function mergedLevels(stages: readonly CycleStageAnswer[]): readonly StageRow[] {
  const daysOf = ({ opens, opensAssumed, due, cutOff, cutOffAssumed }: CycleStageAnswer) =>
    JSON.stringify([opens, opensAssumed, due?.lastDay, due?.graceUntil, due?.status, cutOff, cutOffAssumed]);
  return [...new Set(stages.map(({ stage }) => stage))].flatMap((key): readonly StageRow[] => {
    const levels = stages.filter(({ stage }) => stage === key);
    const [first, ...others] = levels;
    if (
      first === undefined ||
      others.length === 0 ||
      others.some((other) => daysOf(other) !== daysOf(first))
    ) {
      return levels;
    }
    const sum = (status: string) => levels.reduce((total, { counts }) => total + (counts[status] ?? 0), 0);
    return [
      {
        ...first,
        level: undefined,
        counts: Object.fromEntries([...COUNTED, 'waived', 'closed'].map((status) => [status, sum(status)])),
        overdue: levels.reduce((total, { overdue }) => total + overdue, 0),
        pastSuggested: levels.reduce((total, { pastSuggested = 0 }) => total + pastSuggested, 0),
        notSubmitted: levels.reduce((total, { notSubmitted = 0 }) => total + notSubmitted, 0),
      },
    ];
  });
}
