import { type Command, Option } from 'commander';
import {
  type FigureChange,
  type LateAnswer,
  type MeterAnswer,
  NOT_WAITED_FOR,
  PAST_SUGGESTED,
  type ReportAnswer,
  type ReportFigures,
  type ReportFiguresAnswer,
  type ReportsQuery,
  type TargetsAnswer,
  type TargetsQuery,
} from '#libs/contracts/http';
import { EXIT } from '../cli.error.js';
import type { Context, PageOptions } from '../context.js';
import { type Bind, paged } from '../options.js';
import { cycleInView } from '../present-cycle.js';
import { REPORT_STATES } from '../print/report-states.js';
import {
  ASSUMED_NOTE,
  assumedMark,
  cycleText,
  dayText,
  formatNumber,
  instantText,
  levelWord,
  markedDay,
  ruleWord,
} from '../print/words.js';

const LATE: Readonly<Record<LateAnswer['state'], string>> = {
  overdue: 'chưa gửi',
  pastSuggested: `chưa gửi, ${PAST_SUGGESTED}`,
  notSubmitted: `${NOT_WAITED_FOR.notSubmitted}, đã hết thời gian tiếp nhận`,
  late: 'đã gửi',
  paused: 'năm của đơn vị đang tạm dừng',
};

type ListOptions = PageOptions & {
  readonly cycle?: string;
  readonly stage?: string;
  readonly commune?: string;
  readonly of?: ReportsQuery['of'];
  readonly done?: boolean;
};

const ofCycle = (command: Command) =>
  command.option(
    '--cycle <mã>',
    'mã chu kỳ; nếu không có: chu kỳ thật đang chạy, không có thì chu kỳ diễn tập mở sau cùng',
  );
const listing = (command: Command) =>
  paged(
    ofCycle(command)
      .option('--stage <bước>', 'chỉ bước này, ví dụ communeReport')
      .option('--commune <mã>', 'chỉ xã, phường này')
      .addOption(
        new Option('--of <loại>', 'units (đơn vị) hoặc bodies (cơ quan)').choices(['units', 'bodies']),
      ),
  );

/** The reports upward: who owes what and since when, the figures they stand on, and where the targets stand. */
export function addReportLists(group: Command, bind: Bind): void {
  bind<ListOptions>(
    listing(
      group
        .command('status')
        .description('các báo cáo lên trên: đã gửi chưa, kỳ số liệu, có thay đổi sau báo cáo'),
    ),
    async (context, options) => {
      const client = context.client();
      const cycle = await cycleInView(client, options.cycle);
      const { stage, commune, of } = options;
      const request = { params: { cycleId: cycle.id }, query: { stage, commune, of } };
      const page = await context.pages(client, 'GET /cycles/{cycleId}/reports', request, options);
      context.show(page, ({ items, next }) => {
        context.line(`Chu kỳ ${cycleText(cycle)}`);
        reportRows(context, items);
        context.more(next);
      });
      return EXIT.ok;
    },
  );

  bind<ListOptions>(
    listing(
      group
        .command('late')
        .description(
          'ai chưa gửi khi đã qua ngày cuối: đơn vị, cơ quan, bước, ngày cuối, số ngày trễ, nơi nhận',
        ),
    ).option('--done', 'cả những việc đã gửi sau ngày cuối'),
    async (context, options) => {
      const client = context.client();
      const cycle = await cycleInView(client, options.cycle);
      const { stage, commune, of, done } = options;
      const query = { stage, commune, of, done: done === true };
      const request = { params: { cycleId: cycle.id }, query };
      const page = await context.pages(client, 'GET /cycles/{cycleId}/late', request, options);
      context.show(page, ({ items, next }) => {
        context.line(`Chu kỳ ${cycleText(cycle)}`);
        lateRows(context, items);
        context.more(next);
      });
      return EXIT.ok;
    },
  );

  const figures = ofCycle(
    group
      .command('figures')
      .description('số liệu của một báo cáo: như đã gửi, như hiện nay, theo cấp, danh sách chưa báo cáo')
      .requiredOption('--unit <mã>', 'mã cơ quan hoặc đơn vị')
      .requiredOption('--stage <bước>', 'bước báo cáo, ví dụ communeReport'),
  );
  bind<{ cycle?: string; unit: string; stage: string }>(figures, async (context, options) => {
    const client = context.client();
    const cycle = await cycleInView(client, options.cycle);
    const params = { cycleId: cycle.id, unitId: options.unit, stage: options.stage };
    const answer = await client.call('GET /cycles/{cycleId}/reports/{unitId}/{stage}', { params });
    context.show(answer, (shown) => figureLines(context, shown));
    return EXIT.ok;
  });

  const targets = paged(
    ofCycle(
      group.command('targets').description('chỉ tiêu đang đạt bao nhiêu: toàn địa bàn, theo xã, theo đơn vị'),
    )
      .addOption(
        new Option('--by <cách>', 'commune (từng xã) hoặc unit (từng đơn vị)').choices(['commune', 'unit']),
      )
      .option('--commune <mã>', 'chỉ xã, phường này'),
  );
  bind<PageOptions & { cycle?: string; by?: TargetsQuery['by']; commune?: string }>(
    targets,
    async (context, options) => {
      const client = context.client();
      const cycle = await cycleInView(client, options.cycle);
      const { by, commune, cursor, limit } = options;
      const answer = await client.call('GET /cycles/{cycleId}/targets', {
        params: { cycleId: cycle.id },
        query: { by, commune, cursor, limit },
      });
      context.show(answer, (shown) => targetLines(context, shown));
      return EXIT.ok;
    },
  );
}

const afterComma = (word: string | undefined) => (word === undefined ? '' : `, ${word}`);

const whoText = ({ unitName, unitId }: Pick<ReportAnswer, 'unitName' | 'unitId'>) =>
  `${unitName} (${unitId})`;

function reportRows(context: Context, items: readonly ReportAnswer[]): void {
  if (items.length === 0) context.line('Không có báo cáo nào trong phạm vi.');
  context.table(
    ['Cơ quan, đơn vị', 'Báo cáo', 'Hết ngày', 'Tình trạng', 'Số liệu', 'Sau báo cáo'],
    items.map((item) => [
      whoText(item),
      item.stageName,
      markedDay(item.lastDay, item.assumed),
      item.state === 'handedIn'
        ? `${REPORT_STATES.handedIn} ${instantText(item.at)}${afterComma(context.lateText(item))}`
        : REPORT_STATES[item.state],
      `${periodText(item.period)}${item.provisional === true ? ', tạm tính' : ''}`,
      sinceText(item),
    ]),
  );
  if (items.some(({ assumed }) => assumed === true)) context.line(ASSUMED_NOTE);
}

function sinceText({ outdated, supplementedBy }: ReportAnswer): string {
  if (supplementedBy !== undefined) return `đã bổ sung: ${supplementedBy}`;
  if (outdated === undefined) return '–';
  return `CÓ THAY ĐỔI: ${formatNumber(outdated.facts)} việc, sau cùng ${instantText(outdated.lastAt)}`;
}

function lateRows(context: Context, items: readonly LateAnswer[]): void {
  if (items.length === 0) context.line('Không có việc nào quá ngày cuối trong phạm vi.');
  context.table(
    ['Cơ quan, đơn vị', 'Bước', 'Hết ngày', 'Trễ (ngày)', 'Tình trạng', 'Nơi nhận'],
    items.map((item) => [
      whoText(item),
      item.owedBy === undefined ? item.stageName : `${item.stageName} (việc của ${item.owedBy})`,
      markedDay(item.lastDay, item.assumed),
      formatNumber(item.daysLate),
      item.state === 'late'
        ? `${LATE.late} ${instantText(item.at)}${afterComma(context.lateText({ ...item, late: true }))}`
        : LATE[item.state],
      item.receiver ?? '–',
    ]),
    [3],
  );
  if (items.some(({ assumed }) => assumed === true)) context.line(ASSUMED_NOTE);
}

const periodText = (period: ReportFigures['period']) =>
  period === undefined ? '–' : `số liệu từ ${dayText(period.from)} đến ${dayText(period.to)}`;

function figureLines(context: Context, answer: ReportFiguresAnswer): void {
  const { handedIn, now, changes, receiver } = answer;
  context.line(
    `${answer.stageName} của ${whoText(answer)}${receiver === undefined ? '' : `, gửi ${receiver}`}`,
  );
  context.line(
    handedIn === undefined
      ? `Tình trạng: ${REPORT_STATES[answer.state]}. Số liệu dưới đây là nếu gửi lúc này.`
      : `Đã gửi ${instantText(answer.at)}; ${sinceText(answer)}`,
  );
  const shown = handedIn ?? now;
  const kind = shown.provisional ? 'TẠM TÍNH, sẽ có báo cáo bổ sung' : 'chính thức';
  context.line(`${periodText(shown.period)} (${kind})`);
  groupRows(context, shown);
  meterRows(context, shown.meters ?? []);
  const { notReported } = shown;
  if (notReported !== undefined) {
    const names = notReported.units.map(({ unitId, level }) => `${unitId} (${levelWord(level)})`);
    context.line(`Chưa gửi “${notReported.name}”: ${formatNumber(names.length)} đơn vị`);
    if (names.length > 0) context.line(`  ${names.join(', ')}`);
  }
  if (shown.changes !== undefined) {
    context.line(`Thay đổi so với “${shown.changes.name}” (số liệu lúc ${instantText(shown.changes.asOf)}):`);
    changeRows(context, shown.changes.lines);
  }
  if (handedIn !== undefined && changes.length > 0) {
    context.line('Nếu tính lại lúc này, khác với báo cáo đã gửi:');
    changeRows(context, changes);
  }
  if (shown.classes.some(({ assumed }) => assumed === true))
    context.line('* khung điểm giả định, chưa có văn bản');
}

/** A column for all, and one for each level where there are several. */
export function groupRows(context: Context, figures: ReportFigures): void {
  const groups = [figures, ...(figures.levels ?? [])];
  const heads = ['Số liệu', 'Chung', ...(figures.levels ?? []).map(({ level }) => `Cấp ${levelWord(level)}`)];
  const row = (name: string, of: (group: (typeof groups)[number]) => number): readonly string[] => [
    name,
    ...groups.map((group) => formatNumber(of(group))),
  ];
  context.table(
    heads,
    [
      row('Đơn vị trong diện xét', ({ units }) => units),
      ...figures.stages.map(({ stage, name }) =>
        row(`Đã xong: ${name}`, (group) => group.stages.find((each) => each.stage === stage)?.done ?? 0),
      ),
      row('Được công nhận', ({ recognised }) => recognised),
      row('Không được công nhận', ({ notRecognised }) => notRecognised),
      ...figures.classes.map(({ key, name, assumed }) =>
        row(
          `Phân loại ${name}${assumedMark(assumed === true)}`,
          (group) => group.classes.find((each) => each.key === key)?.units ?? 0,
        ),
      ),
      row('Không nộp', ({ notSubmitted }) => notSubmitted),
      row('Chưa có kết quả', ({ unclassified = 0 }) => unclassified),
    ],
    heads.slice(1).map((_, index) => index + 1),
  );
}

function changeRows(context: Context, changes: readonly FigureChange[]): void {
  if (changes.length === 0) context.line('  không có gì khác');
  context.table(
    ['Số liệu', 'Trước', 'Sau', 'Chênh'],
    changes.map(({ name, before, after }) => [
      name,
      formatNumber(before),
      formatNumber(after),
      `${after > before ? '+' : ''}${formatNumber(after - before)}`,
    ]),
    [1, 2, 3],
  );
}

const DENOMINATORS: Readonly<Record<MeterAnswer['denominator'], string>> = {
  registered: 'số đã đăng ký',
  'all-eligible': 'số trong diện xét',
  people: 'số người',
  subunits: 'số phòng, ban, tổ, đội',
};

/** `88,7 %`: cut off, never rounded up. */
const shareText = (permille: number | undefined) =>
  permille === undefined ? '–' : `${Math.floor(permille / 10)},${permille % 10} %`;
const metText = (met: boolean | undefined) =>
  met === undefined ? 'chưa có số liệu' : met ? 'đạt' : 'CHƯA ĐẠT';
const ruleText = ({ operator, percent, denominator }: MeterAnswer) =>
  `${operator === '>=' ? 'từ' : 'trên'} ${formatNumber(percent)} % ${DENOMINATORS[denominator]}`;

function meterRows(context: Context, meters: readonly MeterAnswer[]): void {
  context.table(
    ['Chỉ tiêu', 'Mức', 'Đang có', 'Tỷ lệ', 'Kết quả', 'Từng đơn vị', 'Căn cứ'],
    meters.map((meter) => [
      meter.name,
      ruleText(meter),
      `${formatNumber(meter.done)}/${formatNumber(meter.of)}`,
      shareText(meter.permille),
      metText(meter.met),
      meter.units === undefined
        ? '–'
        : `đạt ${formatNumber(meter.units.met)}, chưa đạt ${formatNumber(meter.units.missed)}, chưa có số liệu ${formatNumber(meter.units.unknown)}`,
      `${meter.source} (${ruleWord(meter.status)})`,
    ]),
  );
}

function targetLines(
  context: Context,
  { cycleId, now, units, outside, meters, parts, next }: TargetsAnswer,
): void {
  context.line(
    `Chu kỳ ${cycleId}, hiện là ${instantText(now)}: ${formatNumber(units)} đơn vị trong diện xét; ${formatNumber(outside)} đơn vị ngoài tiêu chuẩn không tính vào mẫu số.`,
  );
  if (meters.length === 0) context.line('Gói quy định của chu kỳ không có chỉ tiêu nào.');
  meterRows(context, meters);
  context.table(
    ['Nơi', 'Đơn vị', ...meters.map(({ name }) => name)],
    (parts ?? []).map((part) => [
      `${part.name} (${part.code})`,
      formatNumber(part.units),
      ...part.meters.map(({ done, of, permille, met }) =>
        of === 0 ? '–' : `${formatNumber(done)}/${formatNumber(of)}, ${shareText(permille)}, ${metText(met)}`,
      ),
    ]),
    [1],
  );
  context.more(next);
}
