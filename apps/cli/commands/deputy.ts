import { type Command, Option } from 'commander';
import type { ApiClient } from '#libs/api-client';
import type { DeputiesAnswer } from '#libs/contracts/http';
import { keyOf } from '../api.js';
import { EXIT, type ExitCode, usageError } from '../cli.error.js';
import type { ChangeOptions, Context } from '../context.js';
import { type Bind, day } from '../options.js';
import { dayText } from '../print/words.js';
import { asPerson } from '../sign-in.js';

interface UnitOptions {
  readonly unit: string;
}
/** What the head does in person: no token gives a signature away. */
interface HeadOptions extends UnitOptions, Pick<ChangeOptions, 'key'> {
  readonly login: string;
  readonly grant?: string;
  readonly paper: string;
}
interface NameOptions extends HeadOptions {
  readonly account?: string;
  readonly name?: string;
  readonly email?: string;
  readonly as: keyof typeof CAPACITIES;
  readonly position?: string;
  readonly from: string;
  readonly to: string;
}

const CAPACITIES = { 'cap-pho': 'deputyHead', 'duoc-uy-quyen': 'delegate' } as const;

/** The head signs in for it, so that nothing is sent by a token. */
const inPerson = (command: Command) =>
  command
    .requiredOption('--login <địa-chỉ>', 'thư điện tử đăng nhập của thủ trưởng; cần gõ mật khẩu')
    .option('--grant <mã>', 'mã vai trò được giao, khi tài khoản có nhiều vai trò')
    .option('--key <khóa>', 'khóa Idempotency-Key (8–120 ký tự); gửi lại cùng khóa là cùng một thao tác');

/** Who acts for the head of a unit: naming, ending, listing. */
export function addDeputyCommands(program: Command, bind: Bind): void {
  const group = program.command('deputy').description('người ký thay thủ trưởng đơn vị');
  const about = (name: string, description: string) =>
    group.command(name).description(description).requiredOption('--unit <mã>', 'mã đơn vị');

  const list = about('list', 'những người được giao ký thay, cả đã kết thúc');
  bind<UnitOptions>(list, async (context, { unit }) =>
    told(
      context,
      await context.client('unit-head').call('GET /units/{unitId}/deputies', { params: { unitId: unit } }),
    ),
  );

  const naming = inPerson(about('name', 'giao một người ký thay từ ngày đến ngày (thủ trưởng)'))
    .option('--account <mã>', 'mã tài khoản của người thuộc đơn vị')
    .option('--name <họ-tên>', 'họ tên, khi chưa có tài khoản; kèm --email')
    .option('--email <thư>', 'thư điện tử để mời')
    .addOption(
      new Option('--as <tư-cách>', 'cap-pho: cấp phó, ghi KT.; duoc-uy-quyen: người được ủy quyền, ghi TUQ.')
        .choices(Object.keys(CAPACITIES))
        .makeOptionMandatory(),
    )
    .option('--position <chức-vụ>', 'chức vụ của người được ủy quyền')
    .requiredOption('--from <ngày>', 'ngày đầu', day)
    .requiredOption('--to <ngày>', 'ngày cuối', day)
    .requiredOption('--paper <văn-bản>', 'văn bản giao ký thay');
  bind<NameOptions>(naming, async (context, options) => {
    const { unit, account, name, email, as, position, from, to, paper } = options;
    const person = name === undefined || email === undefined ? undefined : { name, email };
    if ((account === undefined) === (person === undefined)) {
      throw usageError('Cần --account, hoặc cả --name và --email.');
    }
    const who = account === undefined ? { person } : { account };
    const body = { ...who, capacity: CAPACITIES[as], position, from, to, paper };
    const sent = { params: { unitId: unit }, body, key: keyOf(options) };
    return asHead(context, options, (client) => client.call('POST /units/{unitId}/deputies', sent));
  });

  const end = inPerson(
    group
      .command('end <mã>')
      .description('kết thúc ký thay trước hạn (thủ trưởng)')
      .requiredOption('--unit <mã>', 'mã đơn vị')
      .requiredOption('--paper <văn-bản>', 'văn bản kết thúc'),
  );
  bind<HeadOptions, [string]>(end, async (context, options, grantId) => {
    const params = { unitId: options.unit, grantId };
    const sent = { params, body: { paper: options.paper }, key: keyOf(options) };
    return asHead(context, options, (client) =>
      client.call('POST /units/{unitId}/deputies/{grantId}/end', sent),
    );
  });
}

const asHead = (
  context: Context,
  { login: email, grant }: HeadOptions,
  work: (client: ApiClient) => Promise<DeputiesAnswer>,
): Promise<ExitCode> =>
  asPerson(context, { email, grant }, async (client) => told(context, await work(client)));

function told(context: Context, answer: DeputiesAnswer): ExitCode {
  context.show(answer, ({ deputies }) => {
    if (deputies.length === 0) return context.line('Chưa giao ai ký thay.');
    context.table(
      ['Mã', 'Người ký thay', 'Tư cách', 'Thay', 'Từ ngày', 'Đến hết ngày', 'Văn bản', 'Tình trạng'],
      deputies.map(({ id, name, capacity, position, headName, from, to, paper, isInForce, endedAt }) => [
        ...[
          id,
          name,
          capacity === 'delegate' ? `được ủy quyền, ${position ?? ''}` : 'cấp phó',
          headName,
          dayText(from),
          to === undefined ? '' : dayText(to),
          paper,
        ],
        endedAt !== undefined ? 'đã kết thúc' : isInForce ? 'đang ký thay' : 'ngoài thời gian',
      ]),
    );
  });
  return EXIT.ok;
}
