import type { Command } from 'commander';
import { type ExclusionAnswer } from '#libs/contracts/http';
import { EXIT } from '../cli.error.js';
import type { Context, PageOptions } from '../context.js';
import { type Bind, given, paged } from '../options.js';
import { cycleInView } from '../present-cycle.js';
import { ASSUMED_NOTE, assumedMark, cycleText, dayText, formatNumber, instantText } from '../print/words.js';

export function addExclusionCommands(program: Command, bind: Bind): void {
  const group = program.command('exclusions').description('đơn vị không xét thi đua, khen thưởng');
  const list = paged(
    group
      .command('list')
      .description('các đơn vị xếp loại Trung bình, Yếu hoặc Không nộp, theo xã, phường; kèm lý do')
      .option(
        '--cycle <mã>',
        'mã chu kỳ; nếu không có: chu kỳ thật đang chạy, không có thì chu kỳ diễn tập mở sau cùng',
      )
      .option('--commune <mã>', 'chỉ xã, phường này'),
  );
  bind<PageOptions & { cycle?: string; commune?: string }>(list, async (context, options) => {
    const client = context.client();
    const cycle = await cycleInView(client, options.cycle);
    const request = { params: { cycleId: cycle.id }, query: given({ commune: options.commune }) };
    const page = await context.pages(client, 'GET /cycles/{cycleId}/exclusions', request, options);
    context.show(page, ({ items, next }) => {
      context.line(`${titleOf(items)}: chu kỳ ${cycleText(cycle)}, hiện là ${instantText(cycle.now)}`);
      exclusionLines(context, items);
      context.more(next);
    });
    return EXIT.ok;
  });
}

function exclusionLines(context: Context, items: readonly ExclusionAnswer[]): void {
  if (items.length === 0) return context.line('Chưa có đơn vị nào.');
  context.table(
    ['Xã, phường', 'Mã', 'Đơn vị', 'Kết quả', 'Điểm'],
    items.map((row) => [row.communeName, row.unitId, row.name, resultOf(row), pointsOf(row)]),
    [4],
  );
  context.line(`${formatNumber(items.length)} đơn vị`);
  for (const rule of new Set(items.map(ruleOf))) context.line(`Lý do: ${rule}`);
  if (
    items.some(
      (row) => row.class?.assumed === true || row.status === 'assumed' || row.override?.assumed === true,
    )
  )
    context.line(ASSUMED_NOTE);
}

const pointsOf = (row: ExclusionAnswer) => (row.class === undefined ? '–' : formatNumber(row.class.total));

/** `Yếu*, Không nộp`: the class, and whether it rests on the higher level's own records. */
function resultOf(row: ExclusionAnswer): string {
  const named = row.class === undefined ? [] : [`${row.class.name}${assumedMark(row.class.assumed)}`];
  const { override } = row;
  const taken =
    override === undefined
      ? []
      : [
          `được xét${assumedMark(override.assumed === true)} theo số ${override.number} ngày ${dayText(override.date)}`,
        ];
  return [...named, ...(row.notSubmitted ? ['Không nộp'] : []), ...taken].join(', ');
}

/** A pack that only proposes makes a list of proposals, not of decisions. */
const titleOf = (items: readonly ExclusionAnswer[]) =>
  items.length > 0 && items.every(({ effect }) => effect === 'proposed')
    ? 'Đề xuất không xét thi đua, khen thưởng'
    : 'Không xét thi đua, khen thưởng';

const ruleOf = (row: ExclusionAnswer) => `${row.reason} (${row.source})${assumedMark(row.status)}`;
