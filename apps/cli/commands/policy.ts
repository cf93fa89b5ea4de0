import type { Command } from 'commander';
import type {
  PoliciesAnswer,
  PolicyAnswer,
  PolicyCheckAnswer,
  PolicyCiteAnswer,
  PolicyDiffAnswer,
  PolicyDiffSideAnswer,
  PolicyRowAnswer,
} from '#libs/contracts/http';
import { LEVEL_NAMES, LEVELS, type ManagementLevel } from '#libs/policy';
import { EXIT } from '../cli.error.js';
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
import { addPolicyCoverage } from './policy-coverage.js';
import { addPolicyFileCommands } from './policy-files.js';

export function addPolicyCommands(program: Command, bind: Bind): void {
  const policy = program
    .command('policy')
    .description('gói quy định: hạn, tiêu chí, phân loại và nguồn của từng số liệu');

  addPolicyFileCommands(policy, bind);

  const list = policy.command('list').description('các gói quy định');
  bind(list, async (context) => {
    const answer = await context.client().call('GET /policies');
    context.show(answer, ({ items, faults }) => {
      context.table(
        ['Gói', 'Tên', 'Nơi áp dụng', 'Hiệu lực', 'Dùng'],
        items.map((row) => [
          row.id,
          row.title,
          row.jurisdiction,
          validity(row),
          row.base ? 'làm nền cho gói khác' : 'mở chu kỳ',
        ]),
      );
      brokenFiles(context, faults);
    });
    return EXIT.ok;
  });

  const show = policy
    .command('show')
    .description('một gói: các bước và hạn, tiêu chí, phân loại, trường hợp chưa rõ, chỉ tiêu, nguồn')
    .argument('<gói>', 'mã gói, ví dụ quang-ngai-2025')
    .option('--year <năm>', 'năm để tính các hạn', positive);
  bind<{ year?: number }, [string]>(show, async (context, options, id) => {
    const answer = await context
      .client()
      .call('GET /policies/{id}', { params: { id }, query: { year: options.year } });
    context.show(answer, (pack) => packLines(context, pack));
    return EXIT.ok;
  });

  const check = policy
    .command('check')
    .description(
      'kiểm tra một gói, hoặc mọi gói: chỗ sai và mọi số liệu giả định; có chỗ sai thì kết thúc với mã 4',
    )
    .argument('[gói]', 'mã gói; không ghi thì kiểm tra mọi gói');
  bind<object, [string | undefined]>(check, async (context, _options, id) => {
    const client = context.client();
    const { items, faults } =
      id === undefined ? await client.call('GET /policies') : { items: [{ id }], faults: [] };
    const checks: PolicyCheckAnswer[] = [];
    for (const each of items)
      checks.push(await client.call('GET /policies/{id}/check', { params: { id: each.id } }));
    context.show(id === undefined ? { items: checks, faults } : checks[0], () => {
      checks.forEach((each, index) => {
        if (index > 0) context.line();
        checkLines(context, each);
      });
      brokenFiles(context, faults);
      if (id === undefined) context.line(`\n${summaryOf(checks, faults.length)}`);
    });
    return checks.every(({ ok }) => ok) && faults.length === 0 ? EXIT.ok : EXIT.refused;
  });

  const diff = policy
    .command('diff')
    .description('hai gói khác nhau ở đâu, từng dòng, kèm nguồn của mỗi bên')
    .argument('<gói>', 'mã gói, ví dụ quang-ngai-2021')
    .argument('<gói khác>', 'mã gói để so, ví dụ quang-ngai-2025');
  bind<object, [string, string]>(diff, async (context, _options, id, other) => {
    const answer = await context.client().call('GET /policies/{id}/diff/{other}', { params: { id, other } });
    context.show(answer, (found) => diffLines(context, found));
    return EXIT.ok;
  });

  const cite = policy
    .command('cite')
    .description('nguồn của một số liệu: văn bản, ngày, chỗ, nguyên văn')
    .argument('<gói>', 'mã gói')
    .argument(
      '<số liệu>',
      'khóa (recognised, 8c, unitReport), chỗ trong gói, hoặc chữ và số (“80%”, “trước ngày 05/11”)',
    );
  bind<object, [string, string]>(cite, async (context, _options, id, figure) => {
    const answer = await context
      .client()
      .call('GET /policies/{id}/cite', { params: { id }, query: { figure } });
    context.show(answer, (found) => citeLines(context, found));
    return answer.items.length > 0 ? EXIT.ok : EXIT.notFound;
  });

  addPolicyCoverage(policy, bind);
}

function checkLines(context: Context, { id, ok, errors, assumed }: PolicyCheckAnswer): void {
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
}

function summaryOf(checks: readonly PolicyCheckAnswer[], broken: number): string {
  const wrong = checks.filter(({ ok }) => !ok).map(({ id }) => id);
  const assumed = checks.reduce((total, each) => total + each.assumed.length, 0);
  const faults = [
    ...(wrong.length === 0 ? [] : [`${formatNumber(wrong.length)} gói sai (${wrong.join(', ')})`]),
    ...(broken === 0 ? [] : [`${formatNumber(broken)} tệp không đọc được`]),
  ];
  return `${formatNumber(checks.length)} gói: ${faults.length === 0 ? 'không có chỗ sai' : faults.join(', ')}; ${formatNumber(assumed)} số liệu giả định.`;
}

function brokenFiles(context: Context, faults: PoliciesAnswer['faults']): void {
  if (faults.length === 0) return;
  context.line('Tệp không đọc được, các gói khác vẫn dùng bình thường:');
  context.table(
    ['Tệp', 'Chỗ', 'Cần sửa'],
    faults.map(({ file, place, message }) => [file, place ?? '–', message]),
  );
}

const FOUNDATIONS: Readonly<Record<string, string>> = {
  proposed: 'đề xuất; ',
  target: 'phấn đấu; ',
};

/** What one side says, and below it where that stands; a dash where it says nothing. */
function sideText(side: PolicyDiffSideAnswer | undefined): string {
  if (side === undefined) return '–';
  const value = `${side.value}${assumedMark(side.status)}`;
  if (side.status === 'assumed' || side.citation === '') return value;
  return `${value}\n(${FOUNDATIONS[side.status] ?? ''}${side.citation})`;
}

function diffLines(context: Context, { a, b, rows, same }: PolicyDiffAnswer): void {
  context.line(`A: ${a.title} (${a.id})`);
  context.line(`B: ${b.title} (${b.id})`);
  for (const section of [...new Set(rows.map((row) => row.section))]) {
    context.line();
    context.line(section);
    context.table(
      ['Nội dung', `A: ${a.id}`, `B: ${b.id}`],
      rows
        .filter((row) => row.section === section)
        .map((row) => [row.text, sideText(row.a), sideText(row.b)]),
    );
  }
  context.line();
  context.line(`Khác ${formatNumber(rows.length)} dòng, giống ${formatNumber(same)} dòng.`);
  context.line(ASSUMED_NOTE);
}

function citeLines(context: Context, { id, figure, items }: PolicyCiteAnswer): void {
  if (items.length === 0) context.line(`Gói ${id} không có số liệu nào ứng với “${figure}”.`);
  items.forEach((item, index) => {
    if (index > 0) context.line();
    context.line(`${item.value}${assumedMark(item.status)} – ${item.citation}`);
    context.line(`  Số liệu: ${item.text}`);
    if (item.issuer !== undefined) context.line(`  Ban hành: ${item.issuer}`);
    if (item.quote !== undefined) context.line(`  Nguyên văn: “${item.quote}”`);
    if (item.note !== undefined) context.line(`  Ghi chú: ${item.note}`);
    context.line(`  Căn cứ: ${ruleWord(item.status)}; chỗ trong gói: ${item.path}`);
  });
}

const validity = ({ validFrom, validTo }: PolicyRowAnswer) =>
  `từ ${dayText(validFrom)}${validTo === undefined ? '' : ` đến ${dayText(validTo)}`}`;

/** A day of a step, which has a source of its own beside the step's. */
const STAGE_DAY = /^stageSets\..+\.(opens|itemsFrom|cutOff|due\.[^.]+)$/;

/** Parts that have tables of their own: days worked out, points on the right. */
const TABLED = ['Các bước của năm', 'Tiêu chí chấm điểm', 'Trường hợp văn bản chưa nói rõ', 'Chỉ tiêu'];

/** One day where both levels have the same. */
/** One line where all levels have the same day, else a line for each level that the pack has. */
function duesText(stage: Pick<PolicyAnswer['stages'][number], ManagementLevel>): string {
  const levels = LEVELS.filter((level) => level !== 'huyen' || stage.huyen !== undefined);
  const texts = levels.map((level) => dueText(stage[level]));
  const [first = '', ...others] = texts;
  if (others.every((text) => text === first)) return first;
  return levels.map((level, index) => `${LEVEL_NAMES[level]}: ${texts[index] ?? ''}`).join('\n');
}

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
    ['Bước', 'Mở', 'Hết ngày', 'Nhận đến', 'Nguồn'],
    pack.stages.map((stage) => [
      `${stage.name} (${stage.stage})`,
      markedDay(stage.opens, stage.opensAssumed),
      duesText(stage),
      markedDay(stage.cutOff, stage.cutOffAssumed),
      `${stage.source}${assumedMark(stage.status)}`,
    ]),
  );
  titled(
    'Mốc có văn bản, theo lời văn bản',
    ['Mốc', 'Lời văn bản', 'Nguồn'],
    pack.figures
      .filter(({ path, status }) => STAGE_DAY.test(path) && status !== 'assumed')
      .map(({ text, value, citation }) => [text, value, citation]),
  );
  const others = [...new Set(pack.figures.map(({ section }) => section))].filter(
    (section) => !TABLED.includes(section),
  );
  for (const section of others) {
    titled(
      section,
      ['Nội dung', 'Quy định', 'Căn cứ', 'Nguồn'],
      pack.figures
        .filter((figure) => figure.section === section)
        .map(({ text, value, status, citation }) => [text, value, ruleWord(status), citation]),
    );
  }
  const gradations = new Map(
    pack.figures
      .filter(({ path }) => path.endsWith('.gradation'))
      .map(({ path, value, status }) => [path.split('.').at(-2), `${value}${assumedMark(status)}`]),
  );
  titled(
    'Tiêu chí',
    ['Mã', 'Nội dung', 'Tối đa', 'Cách chia điểm', 'Nguồn'],
    pack.criteria.map(({ key, text, max, depth, source, status }) => [
      key,
      `${depth > 0 ? '· '.repeat(depth) : ''}${text}`,
      formatNumber(max),
      gradations.get(key) ?? '–',
      `${source}${assumedMark(status)}`,
    ]),
    [2],
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
