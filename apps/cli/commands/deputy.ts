import type { Command } from 'commander';
import type { DeputiesAnswer } from '#libs/contracts/http';
import { keyOf } from '../api.js';
import { EXIT, type ExitCode, usageError } from '../cli.error.js';
import type { ChangeOptions, Context } from '../context.js';
import { type Bind, day, sending } from '../options.js';
import { dayText } from '../print/words.js';

interface UnitOptions extends ChangeOptions {
  readonly unit: string;
}
interface NameOptions extends UnitOptions {
  readonly account?: string;
  readonly name?: string;
  readonly email?: string;
  readonly from: string;
  readonly to: string;
  readonly paper: string;
}

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

  const naming = sending(about('name', 'giao một người ký thay từ ngày đến ngày (thủ trưởng)'))
    .option('--account <mã>', 'mã tài khoản của người thuộc đơn vị')
    .option('--name <họ-tên>', 'họ tên, khi chưa có tài khoản; kèm --email')
    .option('--email <thư>', 'thư điện tử để mời')
    .requiredOption('--from <ngày>', 'ngày đầu', day)
    .requiredOption('--to <ngày>', 'ngày cuối', day)
    .requiredOption('--paper <văn-bản>', 'văn bản giao ký thay');
  bind<NameOptions>(naming, async (context, options) => {
    const { unit, account, name, email, from, to, paper } = options;
    const person = name === undefined || email === undefined ? undefined : { name, email };
    if ((account === undefined) === (person === undefined)) {
      throw usageError('Cần --account, hoặc cả --name và --email.');
    }
    const who = account === undefined ? { person } : { account };
    const sent = { params: { unitId: unit }, body: { ...who, from, to, paper }, key: keyOf(options) };
    return told(context, await context.client('unit-head').call('POST /units/{unitId}/deputies', sent));
  });

  const end = sending(
    group
      .command('end <mã>')
      .description('kết thúc ký thay trước hạn (thủ trưởng)')
      .requiredOption('--unit <mã>', 'mã đơn vị')
      .requiredOption('--paper <văn-bản>', 'văn bản kết thúc'),
  );
  bind<UnitOptions & { paper: string }, [string]>(end, async (context, options, grantId) => {
    const params = { unitId: options.unit, grantId };
    const sent = { params, body: { paper: options.paper }, key: keyOf(options) };
    return told(
      context,
      await context.client('unit-head').call('POST /units/{unitId}/deputies/{grantId}/end', sent),
    );
  });
}

function told(context: Context, answer: DeputiesAnswer): ExitCode {
  context.show(answer, ({ deputies }) => {
    if (deputies.length === 0) return context.line('Chưa giao ai ký thay.');
    context.table(
      ['Mã', 'Người ký thay', 'Thay', 'Từ ngày', 'Đến hết ngày', 'Văn bản', 'Tình trạng'],
      deputies.map(({ id, name, headName, from, to, paper, isInForce, endedAt }) => [
        ...[id, name, headName, dayText(from), to === undefined ? '' : dayText(to), paper],
        endedAt !== undefined ? 'đã kết thúc' : isInForce ? 'đang ký thay' : 'ngoài thời gian',
      ]),
    );
  });
  return EXIT.ok;
}
