import type { Command } from 'commander';
import type { DueAnswer, Page, PolicyAnswer, PolicyCheckAnswer, PolicyRowAnswer } from '#libs/contracts';
import { EXIT } from '../cli.error.js';
import { pathOf } from '../client.js';
import type { Context } from '../context.js';
import { type Bind, positive } from '../options.js';
import {
  ASSUMED_NOTE,
  assumedMark,
  dayText,
  dueText,
  formatNumber,
  markedDay,
  ruleWord,
} from '../print/words.js';

export function addPolicyCommands(program: Command, bind: Bind): void {
  const policy = program
    .command('policy')
    .description('gói quy định: hạn, tiêu chí, phân loại và nguồn của từng số liệu');

  const list = policy.command('list').description('các gói quy định');
  bind(list, async (context) => {
    const answer = await context.client().get<Page<PolicyRowAnswer>>('/policies');
    context.show(answer, ({ items }) =>
      context.table(
        ['Gói', 'Tên', 'Nơi áp dụng', 'Hiệu lực', 'Dùng'],
        items.map((row) => [
          row.id,
          row.title,
          row.jurisdiction,
          validity(row),
          row.base ? 'làm nền cho gói khác' : 'mở chu kỳ',
        ]),
      ),
    );
    return EXIT.ok;
  });

  const show = policy
    .command('show')
    .description('một gói: các bước và hạn, tiêu chí, phân loại, trường hợp chưa rõ, chỉ tiêu, nguồn')
    .argument('<gói>', 'mã gói, ví dụ quang-ngai-2025')
    .option('--year <năm>', 'năm để tính các hạn', positive);
  bind<{ year?: number }, [string]>(show, async (context, options, id) => {
    const answer = await context.client().get<PolicyAnswer>(pathOf('policies', id), { year: options.year });
    context.show(answer, (pack) => packLines(context, pack));
    return EXIT.ok;
  });

  const check = policy
    .command('check')
    .description('kiểm tra một gói: chỗ sai, và mọi số liệu giả định; kết thúc với mã 4 khi có chỗ sai')
    .argument('<gói>', 'mã gói');
  bind<object, [string]>(check, async (context, _options, id) => {
    const answer = await context.client().get<PolicyCheckAnswer>(`${pathOf('policies', id)}/check`);
    context.show(answer, ({ ok, errors, assumed }) => {
      context.line(ok ? `Gói ${id} đúng.` : `Gói ${id} có ${formatNumber(errors.length)} chỗ sai:`);
      context.table(
        ['Chỗ', 'Cần sửa', 'Mã lỗi'],
        errors.map(({ path, message, code }) => [path, message, code]),
      );
      if (assumed.length > 0) context.line(`${formatNumber(assumed.length)} số liệu giả định, cần văn bản:`);
      context.table(
        ['Chỗ', 'Số liệu', 'Đang dùng'],
        assumed.map(({ path, text, value }) => [path, text, value]),
      );
    });
    return answer.ok ? EXIT.ok : EXIT.refused;
  });
}

const validity = ({ validFrom, validTo }: PolicyRowAnswer) =>
  `từ ${dayText(validFrom)}${validTo === undefined ? '' : ` đến ${dayText(validTo)}`}`;

/** One day where both levels have the same. */
const duesText = (tinh: DueAnswer | undefined, xa: DueAnswer | undefined) =>
  dueText(tinh) === dueText(xa) ? dueText(tinh) : `tỉnh: ${dueText(tinh)}\nxã: ${dueText(xa)}`;

function packLines(context: Context, pack: PolicyAnswer): void {
  const titled = (
    title: string,
    head: readonly string[],
    rows: readonly (readonly string[])[],
    right?: readonly number[],
  ) => {
    if (rows.length === 0) return;
    context.line();
    context.line(title);
    context.table(head, rows, right);
  };
  context.line(`${pack.title} (${pack.id}), ${pack.jurisdiction}, hiệu lực ${validity(pack)}`);
  titled(
    `Các bước của năm ${pack.year}`,
    ['Bước', 'Mở', 'Hết ngày', 'Khóa sổ', 'Nguồn'],
    pack.stages.map((stage) => [
      `${stage.name} (${stage.stage})`,
      markedDay(stage.opens, stage.opensAssumed),
      duesText(stage.tinh, stage.xa),
      markedDay(stage.cutOff, stage.cutOffAssumed),
      `${stage.source}${assumedMark(stage.status)}`,
    ]),
  );
  titled(
    'Tiêu chí',
    ['Mã', 'Nội dung', 'Tối đa', 'Nguồn'],
    pack.criteria.map(({ key, text, max, depth, source, status }) => [
      key,
      `${depth > 0 ? '· '.repeat(depth) : ''}${text}`,
      formatNumber(max),
      `${source}${assumedMark(status)}`,
    ]),
    [2],
  );
  titled(
    'Phân loại',
    ['Loại', 'Từ điểm', 'Căn cứ', 'Nguồn'],
    pack.classes.map(({ name, min, status, source }) => [name, formatNumber(min), ruleWord(status), source]),
    [1],
  );
  titled(
    'Trường hợp văn bản chưa nói rõ',
    ['Tên', 'Trường hợp', 'Mặc định', 'Căn cứ'],
    pack.gaps.map(({ key, text, default: chosen, status }) => [key, text, chosen, ruleWord(status)]),
  );
  titled(
    'Chỉ tiêu',
    ['Tên', 'Mức', 'Căn cứ', 'Nguồn'],
    pack.targets.map(({ name, rule, status, source }) => [name, rule, ruleWord(status), source]),
  );
  titled(
    'Nguồn',
    ['Khóa', 'Trích dẫn', 'Nguyên văn'],
    pack.sources.map(({ key, citation, quote }) => [key, citation, quote ?? '–']),
  );
  context.line(ASSUMED_NOTE);
}
