import { type Command, Option } from 'commander';
import type { ApiClient } from '#libs/api-client';
import { EXIT } from '../cli.error.js';
import type { Context } from '../context.js';
import { type Bind, day } from '../options.js';
import { tokenLines, tokenPlace } from '../print/tokens.js';
import { dayText } from '../print/words.js';
import { asPerson, type SignInOptions } from '../sign-in.js';
import { LEVELS, ROLES, type WantedPlace } from './role-options.js';

interface CreateOptions extends Partial<WantedPlace>, SignInOptions {
  readonly email: string;
  readonly name: string;
  readonly to: string;
}

/** Tokens of one's own account, by which programs act for it. */
export function addTokenCommands(program: Command, bind: Bind): void {
  const group = program
    .command('token')
    .description('mã truy cập của tài khoản mình, cho chương trình làm việc thay: lập, xem, thu hồi');
  addCreate(group, bind);
  const list = signingIn(group.command('list').description('các mã truy cập đang dùng'));
  bind<SignInOptions>(list, (context, options) =>
    asHolder(context, options, async (client) => {
      const { items } = await client.call('GET /tokens');
      context.show({ items }, () => tokenLines(context, items));
      return EXIT.ok;
    }),
  );
  const revoke = signingIn(
    group
      .command('revoke')
      .description('thu hồi một mã truy cập, có hiệu lực ngay')
      .argument('<mã>', 'mã của mã truy cập, xem token list'),
  );
  bind<SignInOptions, [string]>(revoke, (context, options, id) =>
    asHolder(context, options, async (client) => {
      const answer = await client.call('POST /tokens/{tokenId}/revoke', { params: { tokenId: id } });
      context.show(answer, () => {
        context.line('Đã thu hồi mã truy cập.');
      });
      return EXIT.ok;
    }),
  );
}

function addCreate(group: Command, bind: Bind): void {
  const create = group
    .command('create')
    .description('lập mã truy cập; cần gõ mật khẩu, và mã sáu chữ số nếu vai trò cần')
    .requiredOption('--email <địa-chỉ>', 'thư điện tử đăng nhập')
    .requiredOption('--name <tên>', 'tên, để biết chương trình nào dùng')
    .requiredOption('--to <ngày>', 'dùng được đến hết ngày', day)
    .option('--grant <mã>', 'mã vai trò được giao, khi tài khoản có nhiều vai trò')
    .addOption(
      new Option('--role <vai-trò>', 'vai trò của mã; nếu không có: vai trò đang dùng').choices(ROLES),
    )
    .addOption(new Option('--level <cấp>', 'nơi làm việc; nếu không có: nơi của vai trò').choices(LEVELS))
    .option('--code <mã>', 'mã đơn vị, xã, huyện, tỉnh; của ngành: <mã tỉnh>:<loại hình>');
  bind<CreateOptions>(create, (context, options) =>
    asPerson(context, options, async (client) => {
      const own = await client.call('GET /me');
      const { name, to, code = own.scope.code } = options;
      const { role = own.role as WantedPlace['role'], level = own.scope.level as WantedPlace['level'] } =
        options;
      const made = await client.call('POST /tokens', { body: { name, to, role, scope: { level, code } } });
      context.show(made, () => {
        context.line(
          `Đã lập mã truy cập “${made.name}”, ${tokenPlace(made)}, dùng được đến hết ${dayText(made.to)}.`,
        );
        context.line('Mã chỉ hiện một lần này, hãy cất ngay:');
        context.line(made.token);
      });
      return EXIT.ok;
    }),
  );
}

/** As who signs in where an address is given, else by the token at hand, which is of the account or of nobody. */
const asHolder = <T>(
  context: Context,
  { email, grant }: SignInOptions,
  work: (client: ApiClient) => Promise<T>,
): Promise<T> => (email === undefined ? work(context.client()) : asPerson(context, { email, grant }, work));

const signingIn = (command: Command) =>
  command.option(
    '--email <địa-chỉ>',
    'đăng nhập bằng thư điện tử này; nếu không có: dùng mã truy cập của tài khoản',
  );
