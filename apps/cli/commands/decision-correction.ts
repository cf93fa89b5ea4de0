import type { Command } from 'commander';
import type { ApiClient } from '#libs/api-client';
import type { CorrectionAnswer } from '#libs/contracts/http';
import { keyOf } from '../api.js';
import { CliError, EXIT, usageError } from '../cli.error.js';
import type { ChangeOptions, Context } from '../context.js';
import { type Bind, changing, day, given } from '../options.js';
import { namingText } from '../print/certification.js';
import { dayText, formatNumber } from '../print/words.js';

interface CorrectionOptions extends ChangeOptions {
  readonly cycle: string;
  readonly unit?: string;
  readonly number?: string;
  readonly date?: string;
  readonly signer?: string;
  readonly reason: string;
  readonly sameNumber?: boolean;
}

/** Finds the id of a decision that a person names by its id or its number. */
type FindDecision = (context: Context, client: ApiClient, cycle: string, named: string) => Promise<string>;

/** `decision correct`: how a recorded decision is named, and nothing else of it. */
export function addDecisionCorrection(decision: Command, bind: Bind, find: FindDecision): void {
  const correct = changing(
    decision
      .command('correct')
      .description(
        'đính chính số, ngày, người ký của một quyết định đã ghi (cơ quan đã quyết định); kết quả và danh sách giữ nguyên, không gửi lại thư',
      )
      .argument('[mã]', 'mã quyết định, hoặc số quyết định đang ghi')
      .requiredOption('--cycle <mã>', 'mã chu kỳ, ví dụ 51-2027-dt1')
      .option('--unit <mã>', 'thay cho mã: quyết định đang có của đơn vị này')
      .option('--number <số>', 'số đúng')
      .option('--date <ngày>', 'ngày ban hành đúng', day)
      .option('--signer <tên>', 'người ký đúng')
      .requiredOption('--reason <lý-do>', 'lý do đính chính')
      .option('--same-number', 'xác nhận: dùng số mà quyết định khác trong năm đang có'),
  );
  bind<CorrectionOptions, [string | undefined]>(correct, async (context, options, named) => {
    const { cycle, unit, number, date, signer, reason, sameNumber, dryRun } = options;
    if ((named === undefined) === (unit === undefined)) {
      throw usageError('Cần đúng một trong hai: mã (hoặc số) quyết định, hoặc --unit.');
    }
    const client = context.client('deciding-body');
    const id =
      named === undefined
        ? await decisionOfUnit(client, cycle, unit ?? '')
        : await find(context, client, cycle, named);
    const answer = await client.call('POST /cycles/{cycleId}/decisions/{decisionId}/corrections', {
      params: { cycleId: cycle, decisionId: id },
      query: dryRun === true ? { dryRun: true } : {},
      body: { ...given({ number, date, signer, sameNumber }), reason },
      key: keyOf(options),
    });
    context.show(answer, () => correctionLines(context, answer));
    return EXIT.ok;
  });
}

/** @throws CliError where nothing was decided about the unit */
async function decisionOfUnit(client: ApiClient, cycleId: string, unitId: string): Promise<string> {
  const { certification } = await client.call('GET /cycles/{cycleId}/units/{unitId}', {
    params: { cycleId, unitId },
  });
  const id = certification?.decision?.id;
  if (id === undefined) throw new CliError(EXIT.notFound, `Đơn vị ${unitId} chưa có quyết định nào.`);
  return id;
}

function correctionLines(context: Context, answer: CorrectionAnswer): void {
  const { dryRun, before, after, units, numberUsedOn, correctedOn } = answer;
  context.line(`Trước: ${namingText(before)}.`);
  context.line(`Đính chính: ${namingText(after)}.`);
  if (numberUsedOn !== undefined)
    context.line(
      `Lưu ý: số ${after.number} đang là số của một quyết định khác của cùng cơ quan, ngày ${dayText(numberUsedOn)}.`,
    );
  context.line(`Kết quả của ${formatNumber(units)} đơn vị giữ nguyên; không gửi lại thư kết quả.`);
  context.line(dryRun ? 'Chạy thử, chưa ghi gì.' : `Đã ghi đính chính ngày ${dayText(correctedOn)}.`);
}
