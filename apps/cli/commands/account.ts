import { type Command, Option } from 'commander';
import { type AccountAnswer, type GrantAnswer } from '#libs/contracts/http';
import { keyOf } from '../api.js';
import { EXIT } from '../cli.error.js';
import type { ChangeOptions, Context } from '../context.js';
import { type Bind, day, given, positive, sending } from '../options.js';
import { dayText, formatNumber, instantText, scopeWord } from '../print/words.js';
import { writeOut } from '../write-out.js';
import { addAccountTokens } from './account-tokens.js';
import { LEVELS, ROLES, type WantedPlace } from './role-options.js';

interface GrantOptions extends ChangeOptions, WantedPlace {
  readonly account: string;
  readonly office?: string;
  readonly from: string;
  readonly to?: string;
  readonly paper: string;
}

interface ListOptions {
  readonly neverSignedIn?: boolean;
  readonly wave?: number;
  readonly excel?: string;
}

/** The accounts of people in the administrator's province: who has one, what it may do, who has never signed in. */
export function addAccountCommands(program: Command, bind: Bind): void {
  const group = program
    .command('account')
    .description('tài khoản của người dùng: xem, lập, mời, giao và chấm dứt vai trò, khóa');
  addList(group, bind);
  addCreate(group, bind);
  addGrant(group, bind);
  addEndings(group, bind);
  addAccountTokens(group, bind);
}

function addList(group: Command, bind: Bind): void {
  const list = group
    .command('list')
    .description('các tài khoản, vai trò của từng tài khoản, lần đăng nhập cuối')
    .option('--never-signed-in', 'chỉ những tài khoản chưa đăng nhập lần nào')
    .option('--wave <số>', 'chỉ những người được mời trong đợt này', positive)
    .option('--excel <tệp>', 'ghi danh sách thành tệp Excel');
  bind<ListOptions>(list, async (context, { neverSignedIn = false, wave, excel }) => {
    const client = context.client('administrator');
    if (excel !== undefined) {
      const file = await client.download('GET /accounts/list', { query: { neverSignedIn, wave } });
      writeOut(excel, file.bytes);
      context.show({ path: excel, bytes: file.bytes.byteLength }, ({ path }) =>
        context.line(`Đã ghi ${path}.`),
      );
      return EXIT.ok;
    }
    const { items } = await client.call('GET /accounts');
    const shown = items
      .filter(({ signedInAt }) => !neverSignedIn || signedInAt === undefined)
      .filter(({ invitedInWave }) => wave === undefined || invitedInWave === wave);
    context.show({ items: shown }, () => {
      context.line(`${formatNumber(shown.length)} tài khoản.`);
      context.table(['Mã', 'Tên', 'Thư điện tử', 'Vai trò', 'Đăng nhập cuối'], shown.map(accountRow));
    });
    return EXIT.ok;
  });
}

function addCreate(group: Command, bind: Bind): void {
  const create = sending(
    group
      .command('create')
      .description('lập tài khoản cho một người')
      .requiredOption('--name <tên>', 'họ và tên')
      .option('--email <địa-chỉ>', 'thư điện tử, để mời và đăng nhập')
      .option('--telephone <số>', 'điện thoại'),
  );
  bind<ChangeOptions & { name: string; email?: string; telephone?: string }>(
    create,
    async (context, options) => {
      const { name, email, telephone } = options;
      const made = await context.client('administrator').call('POST /accounts', {
        body: { name, ...given({ email, telephone }) },
        key: keyOf(options),
      });
      told(
        context,
        made,
        `Đã lập tài khoản ${made.id}. Giao vai trò: antq account grant --account ${made.id} …`,
      );
      return EXIT.ok;
    },
  );

  const invite = sending(
    group
      .command('invite')
      .description('gửi lời mời tới địa chỉ thư của tài khoản; lời mời trước không còn dùng được')
      .requiredOption('--account <mã>', 'mã tài khoản'),
  );
  bind<ChangeOptions & { account: string }>(invite, async (context, options) => {
    const answer = await context.client('administrator').call('POST /accounts/{accountId}/invitations', {
      params: { accountId: options.account },
      body: {},
      key: keyOf(options),
    });
    told(context, answer, `Đã gửi lời mời tới ${answer.email ?? '–'}, dùng được một lần trong 7 ngày.`);
    return EXIT.ok;
  });
}

function addGrant(group: Command, bind: Bind): void {
  const grant = sending(
    group
      .command('grant')
      .description('giao vai trò cho tài khoản theo một văn bản')
      .requiredOption('--account <mã>', 'mã tài khoản')
      .addOption(new Option('--role <vai-trò>', 'vai trò').choices(ROLES).makeOptionMandatory())
      .addOption(new Option('--level <cấp>', 'nơi làm việc').choices(LEVELS).makeOptionMandatory())
      .requiredOption('--code <mã>', 'mã đơn vị, xã, huyện, tỉnh; của ngành: <mã tỉnh>:<loại hình>')
      .option('--office <mã>', 'mã cơ quan')
      .requiredOption('--from <ngày>', 'từ ngày', day)
      .option('--to <ngày>', 'đến hết ngày', day)
      .requiredOption('--paper <văn-bản>', 'văn bản giao, ví dụ “QĐ 12/QĐ-UBND ngày 05/01/2026”'),
  );
  bind<GrantOptions>(grant, async (context, options) => {
    const { account, role, level, code, office, from, to, paper } = options;
    const answer = await context.client('administrator').call('POST /accounts/{accountId}/grants', {
      params: { accountId: account },
      body: { role, scope: { level, code }, from, paper, ...given({ officeCode: office, to }) },
      key: keyOf(options),
    });
    told(context, answer, 'Đã giao vai trò.');
    return EXIT.ok;
  });
}

function addEndings(group: Command, bind: Bind): void {
  const end = sending(
    group
      .command('end')
      .description('chấm dứt một vai trò theo một văn bản, có hiệu lực ngay')
      .requiredOption('--account <mã>', 'mã tài khoản')
      .requiredOption('--grant <mã>', 'mã vai trò được giao, xem account list --json')
      .requiredOption('--paper <văn-bản>', 'văn bản chấm dứt'),
  );
  bind<ChangeOptions & { account: string; grant: string; paper: string }>(end, async (context, options) => {
    const answer = await context
      .client('administrator')
      .call('POST /accounts/{accountId}/grants/{grantId}/end', {
        params: { accountId: options.account, grantId: options.grant },
        body: { paper: options.paper },
        key: keyOf(options),
      });
    told(context, answer, 'Đã chấm dứt vai trò; các phiên đăng nhập dùng vai trò này kết thúc ngay.');
    return EXIT.ok;
  });

  const reset = sending(
    group
      .command('reset-authenticator')
      .description('gỡ ứng dụng tạo mã và mã dự phòng đã mất; lần đăng nhập tới nhận ứng dụng mới')
      .requiredOption('--account <mã>', 'mã tài khoản')
      .requiredOption('--reason <lý-do>', 'lý do'),
  );
  bind<ChangeOptions & { account: string; reason: string }>(reset, async (context, options) => {
    const answer = await context
      .client('administrator')
      .call('POST /accounts/{accountId}/authenticator/reset', {
        params: { accountId: options.account },
        body: { reason: options.reason },
        key: keyOf(options),
      });
    told(
      context,
      answer,
      'Đã gỡ ứng dụng tạo mã; mọi phiên đăng nhập và mã truy cập của tài khoản đã kết thúc. Lần đăng nhập tới sẽ nhận ứng dụng mới.',
    );
    return EXIT.ok;
  });

  const address = sending(
    group
      .command('address')
      .description('đổi địa chỉ thư của tài khoản; địa chỉ cũ được báo, đường dẫn đã gửi không còn dùng được')
      .requiredOption('--account <mã>', 'mã tài khoản')
      .requiredOption('--email <địa-chỉ>', 'địa chỉ thư mới')
      .requiredOption('--reason <lý-do>', 'lý do'),
  );
  bind<ChangeOptions & { account: string; email: string; reason: string }>(
    address,
    async (context, options) => {
      const { account, email, reason } = options;
      const answer = await context.client('administrator').call('POST /accounts/{accountId}/address', {
        params: { accountId: account },
        body: { email, reason },
        key: keyOf(options),
      });
      told(
        context,
        answer,
        `Đã đổi địa chỉ thư thành ${answer.email ?? '–'}; mọi phiên đăng nhập và mã truy cập của tài khoản đã kết thúc. Mời lại: antq account invite.`,
      );
      return EXIT.ok;
    },
  );

  const disable = sending(
    group
      .command('disable')
      .description('khóa tài khoản; mọi phiên đăng nhập kết thúc ngay')
      .requiredOption('--account <mã>', 'mã tài khoản')
      .requiredOption('--reason <lý-do>', 'lý do'),
  );
  bind<ChangeOptions & { account: string; reason: string }>(disable, async (context, options) => {
    const answer = await context.client('administrator').call('POST /accounts/{accountId}/disable', {
      params: { accountId: options.account },
      body: { reason: options.reason },
      key: keyOf(options),
    });
    told(context, answer, 'Đã khóa tài khoản.');
    return EXIT.ok;
  });
}

function told(context: Context, account: AccountAnswer, sentence: string): void {
  context.show(account, () => {
    context.line(sentence);
    context.table(
      ['Mã vai trò', 'Vai trò', 'Nơi', 'Từ ngày', 'Đến hết', 'Văn bản'],
      account.grants.map((each) => [
        each.id,
        `${each.roleName}${each.inForce ? '' : ' (không hiệu lực)'}`,
        placeOf(each),
        dayText(each.from),
        dayText(each.to),
        each.endPaper === undefined ? each.paper : `${each.paper}; thôi theo ${each.endPaper}`,
      ]),
    );
  });
}

const placeOf = ({ scope }: GrantAnswer): string => `${scopeWord(scope.level)} ${scope.code}`;

const accountRow = ({
  id,
  name,
  email,
  grants,
  signedInAt,
  invitedAt,
  invitedInWave,
  disabledAt,
}: AccountAnswer): readonly string[] => [
  id,
  disabledAt === undefined ? name : `${name} (đã khóa)`,
  email ?? '–',
  grants
    .filter(({ inForce }) => inForce)
    .map((each) => `${each.roleName}, ${placeOf(each)}`)
    .join('; ') || '–',
  signedInAt === undefined ? neverText(invitedAt, invitedInWave) : instantText(signedInAt),
];

/** When somebody who has never signed in was invited, and in which wave. */
const neverText = (invitedAt: string | undefined, wave: number | undefined): string =>
  invitedAt === undefined
    ? 'chưa lần nào'
    : `chưa lần nào, mời ${instantText(invitedAt)}${wave === undefined ? '' : `, đợt ${wave}`}`;
