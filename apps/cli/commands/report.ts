import type { Command } from 'commander';
import { EXIT } from '../cli.error.js';
import { type Bind, given } from '../options.js';
import { cycleInView } from '../present-cycle.js';
import { assumedMark, cycleText, formatNumber } from '../print/words.js';
import { writeOut } from '../write-out.js';

interface ReportOptions {
  readonly cycle?: string;
  readonly unit?: string;
  readonly commune?: string;
  readonly stage?: string;
  readonly entry?: string;
  readonly freeze?: string;
  readonly out?: string;
}

const aboutCycle = (command: Command) =>
  command.option(
    '--cycle <mã>',
    'mã chu kỳ; nếu không có: chu kỳ thật đang chạy, không có thì chu kỳ diễn tập mở sau cùng',
  );

/** Answers the group, so that the lists and figures of reports can be added to it. */
export function addReportCommands(program: Command, bind: Bind): Command {
  const report = program
    .command('report')
    .description('báo cáo lên trên, danh sách quá ngày cuối, chỉ tiêu; văn bản lập từ hồ sơ: Word và Excel');

  const list = aboutCycle(report.command('list').description('các văn bản tài khoản lập được'));
  bind<ReportOptions>(list, async (context, options) => {
    const client = context.client();
    const cycle = await cycleInView(client, options.cycle);
    const page = await client.call('GET /cycles/{cycleId}/documents', { params: { cycleId: cycle.id } });
    context.show(page, ({ items }) => {
      context.line(`Văn bản lập được: chu kỳ ${cycleText(cycle)}`);
      context.table(
        ['Mã', 'Văn bản', 'Lập cho', 'Tệp', 'Căn cứ thể thức'],
        items.map(({ kind, name, about, formats, source, status }) => [
          kind,
          name,
          about === 'unit' ? 'từng đơn vị (--unit)' : 'địa bàn (--commune)',
          formats.map((format) => (format === 'docx' ? 'Word' : 'Excel')).join(', '),
          `${source}${assumedMark(status)}`,
        ]),
      );
    });
    return EXIT.ok;
  });

  for (const { name, format, words } of [
    { name: 'word', format: 'docx', words: 'một văn bản thành tệp Word, theo Nghị định 30/2020/NĐ-CP' },
    { name: 'excel', format: 'xlsx', words: 'các bảng của một văn bản thành tệp Excel' },
  ] as const) {
    const command = aboutCycle(
      report.command(name).description(words).argument('<văn-bản>', 'mã văn bản, xem antq report list'),
    )
      .option('--unit <mã>', 'mã đơn vị, cho văn bản của từng đơn vị')
      .option('--commune <mã>', 'mã xã, phường, khi cấp tỉnh lập cho một xã')
      .option('--stage <mã>', 'chỉ một bước, cho công văn đôn đốc')
      .option('--entry <mã>', 'mục trong sổ mà văn bản lập theo; không nêu thì mục mới nhất')
      .option('--freeze <mã>', 'báo cáo theo số liệu của lần chốt này, xem antq figures list')
      .option('--out <tệp>', 'nơi ghi; nếu không có: tên do hệ thống đặt, ở thư mục này');
    bind<ReportOptions, [string]>(command, async (context, options, kind) => {
      const client = context.client();
      const cycle = await cycleInView(client, options.cycle);
      const { unit, commune, stage, entry, freeze } = options;
      const file = await client.download('GET /cycles/{cycleId}/documents/{kind}', {
        params: { cycleId: cycle.id, kind },
        query: { ...given({ unit, commune, stage, entry, freeze }), format },
      });
      const path = options.out ?? file.name ?? 'van-ban';
      writeOut(path, file.bytes);
      const answer = { path, bytes: file.bytes.byteLength };
      context.show(answer, ({ bytes }) => context.line(`Đã ghi ${path} (${formatNumber(bytes)} byte).`));
      return EXIT.ok;
    });
  }
  return report;
}
