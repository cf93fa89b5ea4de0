import { type Command, Option } from 'commander';
import type { SentBody } from '#libs/api-client';
import type { PeopleImportAnswer, PersonChangeAnswer, WaveAnswer } from '#libs/contracts/http';
import { keyOf } from '../api.js';
import { EXIT, usageError } from '../cli.error.js';
import type { ChangeOptions, Context } from '../context.js';
import { listUpload, type SheetOption, withSheet } from '../list-upload.js';
import { type Bind, changing, given, positive } from '../options.js';
import { problemLines, readingLines } from '../print/list-reading.js';
import { dayText, formatNumber, scopeWord } from '../print/words.js';
import { ROLES } from './role-options.js';

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
    .description('nhiều người dùng một lần: nhập danh sách, mời theo đợt; từng người: antq account');

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
  addInvite(group, bind);
}

interface InviteOptions extends ChangeOptions {
  readonly wave?: number;
  readonly size?: number;
  readonly commune?: string;
  readonly kind?: SentBody<'POST /accounts/invitations'>['kind'];
  readonly role?: SentBody<'POST /accounts/invitations'>['role'];
  readonly again?: boolean;
}

function addInvite(group: Command, bind: Bind): void {
  const invite = changing(
    group
      .command('invite')
      .description(
        'mời nhiều người theo đợt; thư đi lần lượt, hai giây một thư; không bao giờ mời người đã đăng nhập',
      )
      .option(
        '--wave <số>',
        'số của đợt; không nêu: với --dry-run là đợt kế tiếp, với --again là mọi đợt',
        positive,
      )
      .option('--size <số>', 'nhiều nhất bao nhiêu người trong đợt, đến 500 (mặc định 100)', positive)
      .option('--commune <mã>', 'chỉ người của xã, phường này')
      .addOption(
        new Option('--kind <loại>', 'chỉ người của loại đơn vị này').choices([
          'co-quan',
          'co-so-giao-duc',
          'doanh-nghiep',
        ]),
      )
      .addOption(new Option('--role <vai-trò>', 'chỉ vai trò này').choices(ROLES))
      .option('--again', 'mời lại những người đã mời mà chưa đăng nhập lần nào'),
  );
  bind<InviteOptions>(invite, async (context, options) => {
    const { wave, size, commune, kind, role, again } = options;
    // The same command again must not go to the next hundred people: a wave that is named is filled up, and no more.
    if (wave === undefined && again !== true && options.dryRun !== true) {
      throw usageError(
        'Nêu số của đợt (--wave <số>), để gửi lại lệnh này không mời đợt sau; số của đợt kế tiếp: thêm --dry-run.',
      );
    }
    const answer = await context.client('administrator').call('POST /accounts/invitations', {
      query: { dryRun: options.dryRun === true },
      body: given({ wave, size, commune, kind, role, again }),
      key: keyOf(options),
    });
    context.show(answer, () => waveLines(context, answer));
    return EXIT.ok;
  });
}

function waveLines(context: Context, { dryRun, wave, invited, leftOut, waiting, minutes }: WaveAnswer): void {
  const which = wave === undefined ? '' : ` đợt ${wave}`;
  const [n, w] = [invited.length, waiting].map(formatNumber);
  context.line(
    `${dryRun ? 'Chạy thử, chưa gửi gì: sẽ mời' : 'Đã mời'}${which} ${n} người; thư đi lần lượt trong khoảng ${minutes} phút. Còn ${w} người chờ mời.`,
  );
  for (const { name, email } of invited) context.line(`  ${name} <${email}>`);
  problemLines((text) => context.line(text), 'Không mời', leftOut);
  context.line('Ai chưa đăng nhập: antq account list --never-signed-in');
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
  const last = ends?.lastDay === undefined ? '' : `, làm việc đến hết ${dayText(ends.lastDay)}`;
  const ended =
    ends === undefined ? '' : `; thôi ${placeText(ends)} (${ends.paper}) theo ${ends.endPaper}${last}`;
  return `${what}${begins}${ended}`;
}
