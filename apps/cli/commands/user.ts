import type { Command } from 'commander';
import type { PeopleImportAnswer, PersonChangeAnswer } from '#libs/contracts/http';
import { keyOf } from '../api.js';
import { EXIT } from '../cli.error.js';
import type { ChangeOptions, Context } from '../context.js';
import { listUpload, type SheetOption, withSheet } from '../list-upload.js';
import { type Bind, changing } from '../options.js';
import { problemLines, readingLines } from '../print/list-reading.js';
import { dayText, formatNumber, scopeWord } from '../print/words.js';

const KINDS: Readonly<Record<PersonChangeAnswer['kind'], string>> = {
  new: '+ người mới',
  granted: '+ thêm vai trò',
  moved: '~ chuyển',
  renewed: '~ giao lại',
  ended: '- thôi vai trò',
  telephone: '~ điện thoại',
};

/** Many people at once: who there is by a list, and who is invited. */
export function addUserCommands(program: Command, bind: Bind): void {
  const group = program
    .command('user')
    .description('nhiều người dùng một lần: nhập danh sách; từng người: antq account');

  const importing = changing(
    withSheet(
      group
        .command('import')
        .description(
          'nhập người dùng và vai trò theo văn bản từ tệp CSV hoặc bảng tính; có dòng sai thì không nhập dòng nào; nên --dry-run trước',
        )
        .argument(
          '<tệp>',
          'tệp .csv, .xlsx hoặc .ods: Họ và tên, Thư điện tử, Điện thoại, Vai trò, Nơi làm việc, Từ ngày, Đến hết ngày, Văn bản giao, Thôi theo văn bản',
        ),
    ),
  );
  bind<SheetOption & ChangeOptions, [string]>(importing, async (context, options, file) => {
    const { upload, query } = listUpload(file, options.sheet);
    const answer = await context.client('administrator').call('POST /accounts/imports', {
      query: { ...query, dryRun: options.dryRun === true },
      upload,
      key: keyOf(options),
    });
    context.show(answer, () => importLines(context, answer));
    return answer.problems.length === 0 ? EXIT.ok : EXIT.refused;
  });
}

function importLines(context: Context, answer: PeopleImportAnswer): void {
  const { dryRun, rowsRead, accounts, granted, ended, unchanged, changes, problems, warnings } = answer;
  const [n, a, g, e, k] = [rowsRead, accounts, granted, ended, unchanged].map(formatNumber);
  context.line(
    `${dryRun ? 'Chạy thử, chưa ghi gì: đ' : 'Đ'}ọc ${n} dòng; ${a} người mới, ${g} vai trò bắt đầu, ${e} vai trò chấm dứt, ${k} dòng giữ nguyên.`,
  );
  const say = (text: string) => context.line(text);
  readingLines(say, answer.reading);
  for (const change of changes) context.line(`  ${changeText(change)}`);
  problemLines(say, 'Lưu ý', warnings);
  problemLines(say, 'Chưa nhập được vì', problems);
  if (!dryRun && accounts > 0) context.line('Chưa ai được mời. Mời theo đợt: antq user invite --help');
}

type Placed = Pick<NonNullable<PersonChangeAnswer['ends']>, 'officeCode' | 'scope'>;

const placeText = ({ scope, officeCode }: Placed): string =>
  `${scopeWord(scope.level)} ${scope.code}${officeCode === undefined ? '' : `, cơ quan ${officeCode}`}`;

function changeText({ kind, name, email, roleName, scope, officeCode, ...rest }: PersonChangeAnswer): string {
  const who = `${KINDS[kind]}: ${name} <${email}>`;
  if (scope === undefined) return who;
  const { ends, from, to, paper } = rest;
  const what = `${who}, ${roleName ?? ''}, ${placeText({ scope, officeCode })}`;
  const until = to === undefined ? '' : ` đến hết ${dayText(to)}`;
  const begins = from === undefined ? '' : `, từ ${dayText(from)}${until} theo ${paper ?? ''}`;
  const ended = ends === undefined ? '' : `; thôi ${placeText(ends)} (${ends.paper}) theo ${ends.endPaper}`;
  return `${what}${begins}${ended}`;
}
