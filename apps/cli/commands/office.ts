import type { Command } from 'commander';
import type { OfficeImportAnswer } from '#libs/contracts/http';
import { keyOf } from '../api.js';
import { EXIT } from '../cli.error.js';
import type { ChangeOptions, Context } from '../context.js';
import { listUpload, type SheetOption, withSheet } from '../list-upload.js';
import { type Bind, changing } from '../options.js';
import { problemLines, readingLines } from '../print/list-reading.js';
import { formatNumber } from '../print/words.js';

/** The offices of the administrator's province. */
export function addOfficeCommands(program: Command, bind: Bind): void {
  const group = program
    .command('office')
    .description('cơ quan nhận, thẩm định, quyết định, theo dõi: nhập danh sách, xem');

  const importing = changing(
    withSheet(
      group
        .command('import')
        .description(
          'nhập danh sách cơ quan từ tệp CSV hoặc bảng tính; có dòng sai thì không nhập dòng nào; nên --dry-run trước',
        )
        .argument(
          '<tệp>',
          'tệp .csv, .xlsx hoặc .ods: Tên cơ quan, Loại cơ quan, Địa bàn, Địa chỉ, Điện thoại, Trực ban, Thư điện tử',
        ),
    ),
  );
  bind<SheetOption & ChangeOptions, [string]>(importing, async (context, options, file) => {
    const { upload, query } = listUpload(file, options.sheet);
    const answer = await context.client('administrator').call('POST /offices/imports', {
      query: { ...query, dryRun: options.dryRun === true },
      upload,
      key: keyOf(options),
    });
    context.show(answer, () => importLines(context, answer));
    return answer.problems.length === 0 ? EXIT.ok : EXIT.refused;
  });

  const list = group.command('list').description('các cơ quan của địa bàn');
  bind(list, async (context) => {
    const answer = await context.client('administrator').call('GET /offices');
    context.show(answer, ({ items }) => {
      context.line(`${formatNumber(items.length)} cơ quan.`);
      context.table(
        ['Mã', 'Tên', 'Địa bàn', 'Thư điện tử', 'Điện thoại', 'Trực ban', 'Địa chỉ'],
        items.map(({ code, name, areaName, email, telephone, dutyOfficer, address }) =>
          [code, name, areaName, email, telephone, dutyOfficer, address].map((cell) => cell ?? '–'),
        ),
      );
    });
    return EXIT.ok;
  });
}

function importLines(context: Context, answer: OfficeImportAnswer): void {
  const { dryRun, rowsRead, inserted, updated, unchanged, changes, unlisted, problems, reading } = answer;
  const [n, i, u, k] = [rowsRead, inserted, updated, unchanged].map(formatNumber);
  context.line(
    `${dryRun ? 'Chạy thử, chưa ghi gì: đ' : 'Đ'}ọc ${n} dòng; thêm ${i}, sửa ${u}, giữ nguyên ${k}.`,
  );
  const say = (text: string) => context.line(text);
  readingLines(say, reading);
  for (const { office, name, isNew, fields } of changes) {
    context.line(`  ${isNew ? '+ thêm' : '~ sửa'} ${name} (${office})`);
    for (const { label, before, after } of fields) {
      context.line(
        `      ${label}: ${before === '' ? '(trống)' : before} → ${after === '' ? '(trống)' : after}`,
      );
    }
  }
  if (unlisted.length > 0) {
    const names = unlisted.map(({ office, name }) => `${name} (${office})`).join('; ');
    context.line(`${formatNumber(unlisted.length)} cơ quan không có trong tệp, giữ nguyên: ${names}.`);
  }
  problemLines(say, 'Chưa nhập được vì', problems);
}
