import type { Command } from 'commander';
import {
  type FreezeAnswer,
  type FreezeDetailAnswer,
  type FreezeMadeAnswer,
  type FrozenChange,
  NOT_AS_KEPT,
} from '#libs/contracts/http';
import { keyOf } from '../api.js';
import { EXIT } from '../cli.error.js';
import type { ChangeOptions, Context } from '../context.js';
import { type Bind, changing, given } from '../options.js';
import { formatNumber, instantText } from '../print/words.js';
import { groupRows } from './report-figures.js';

/** How many units a line names before it counts the rest. */
const NAMED = 10;

interface OfCycle {
  readonly cycle: string;
}
const ofCycle = (command: Command) => command.requiredOption('--cycle <mã>', 'mã chu kỳ, ví dụ 51-2027-dt1');

/** Figures kept as they stood: keeping them, listing them, what has changed since. */
export function addFiguresCommands(program: Command, bind: Bind): void {
  const group = program
    .command('figures')
    .description('chốt số liệu của địa bàn: một thời điểm có tên và mã để báo cáo, phụ lục cùng dẫn');

  const freeze = changing(
    ofCycle(
      group.command('freeze').description('chốt số liệu của địa bàn mình lúc này (cơ quan lập báo cáo)'),
    )
      .requiredOption('--name <tên>', 'tên lần chốt, ví dụ "Báo cáo năm"')
      .option('--reason <lý-do>', 'lý do chốt lại, khi đã có lần chốt cùng tên; lần mới thay lần trước'),
  );
  bind<ChangeOptions & OfCycle & { name: string; reason?: string }>(freeze, async (context, options) => {
    const { cycle, name, reason, dryRun } = options;
    const answer = await context.client('appraiser').call('POST /cycles/{cycleId}/freezes', {
      params: { cycleId: cycle },
      query: dryRun === true ? { dryRun: true } : {},
      body: { name, ...given({ reason }) },
      key: keyOf(options),
    });
    context.show(answer, () => madeLines(context, answer));
    return EXIT.ok;
  });

  const list = ofCycle(group.command('list').description('các lần chốt số liệu, mới nhất trước'));
  bind<OfCycle>(list, async (context, { cycle }) => {
    const page = await context.client().call('GET /cycles/{cycleId}/freezes', { params: { cycleId: cycle } });
    context.show(page, ({ items }) => listRows(context, items));
    return EXIT.ok;
  });

  const show = ofCycle(
    group
      .command('show')
      .description('số liệu của một lần chốt và những gì thay đổi sau chốt')
      .argument('<mã>', 'mã lần chốt, ví dụ 4f0c-91ab'),
  ).option('--commune <mã>', 'phần của xã, phường này trong số liệu cấp tỉnh đã chốt');
  bind<OfCycle & { commune?: string }, [string]>(show, async (context, { cycle, commune }, named) => {
    const answer = await context.client().call('GET /cycles/{cycleId}/freezes/{freeze}', {
      params: { cycleId: cycle, freeze: named },
      query: given({ commune }),
    });
    context.show(answer, () => detailLines(context, answer));
    return EXIT.ok;
  });
}

function madeLines(context: Context, { dryRun, freeze, supersedes, figures }: FreezeMadeAnswer): void {
  groupRows(context, figures);
  if (supersedes !== undefined) {
    context.line(
      dryRun
        ? `Đã có lần chốt cùng tên, mã ${supersedes}: chốt lại sẽ thay lần đó và cần nêu lý do.`
        : `Thay lần chốt mã ${supersedes}.`,
    );
  }
  context.line(freeze === undefined ? 'Chạy thử, chưa chốt gì.' : `${freeze.text} (“${freeze.name}”).`);
}

function listRows(context: Context, items: readonly FreezeAnswer[]): void {
  if (items.length === 0) context.line('Chưa chốt số liệu lần nào.');
  context.table(
    ['Mã', 'Tên', 'Địa bàn', 'Chốt lúc', 'Người chốt', 'Ghi chú'],
    items.map(({ code, name, areaName, at, by, supersedes, supersededBy, reason }) => [
      code,
      name,
      areaName,
      instantText(at),
      by,
      [
        supersededBy === undefined ? '' : `đã có lần chốt ${supersededBy} thay`,
        supersedes === undefined ? '' : `thay ${supersedes}: ${reason ?? ''}`,
      ]
        .filter((text) => text !== '')
        .join('; ') || '–',
    ]),
  );
}

function detailLines(context: Context, answer: FreezeDetailAnswer): void {
  const { text, name, by, supersededBy, isIntact, figures, changes } = answer;
  context.line(`${text} (“${name}”, người chốt: ${by}).`);
  if (supersededBy !== undefined) context.line(`Lưu ý: đã có lần chốt ${supersededBy} thay lần này.`);
  if (!isIntact) context.line(NOT_AS_KEPT);
  groupRows(context, figures);
  context.line(changes.length === 0 ? 'Sau chốt: không có thay đổi.' : 'Sau chốt:');
  for (const change of changes) context.line(`  ${changeText(change)}`);
}

/** `Được công nhận: 118 → 121 (+3): thêm Trường THPT số 2 (QN0030), …`. */
function changeText({ name, before, after, came = [], gone = [] }: FrozenChange): string {
  const difference = after - before;
  const sign = difference > 0 ? '+' : difference === 0 ? '±' : '';
  const names = [namesText('thêm', came), namesText('bớt', gone)].filter((text) => text !== '');
  const numbers = `${formatNumber(before)} → ${formatNumber(after)} (${sign}${formatNumber(difference)})`;
  return `${name}: ${numbers}${names.length === 0 ? '' : `: ${names.join('; ')}`}`;
}

function namesText(word: string, units: NonNullable<FrozenChange['came']>): string {
  if (units.length === 0) return '';
  const named = units.slice(0, NAMED).map(({ name, unitId }) => `${name} (${unitId})`);
  const more = units.length - named.length;
  return `${word} ${named.join(', ')}${more > 0 ? ` và ${formatNumber(more)} đơn vị khác` : ''}`;
}
