import { Command, CommanderError } from 'commander';
import { appraisalActs } from './acts/appraisal.acts.js';
import { awardActs } from './acts/award.acts.js';
import { decisionActs } from './acts/decision.acts.js';
import { recordActs } from './acts/result.acts.js';
import { stageActs } from './acts/stage.acts.js';
import { addUnitActs } from './acts/unit-act.js';
import { NothingSent } from './api.js';
import { cliErrorOf } from './api-errors.js';
import { CliError, EXIT, type ExitCode } from './cli.error.js';
import { addAccountCommands } from './commands/account.js';
import { addAuditCommands } from './commands/audit.js';
import { addBatchCommands } from './commands/batch.js';
import { addClassCommands } from './commands/class.js';
import { addCommandCommands } from './commands/command.js';
import { addCycleCommands } from './commands/cycle.js';
import { addDeadlineCommands } from './commands/deadline.js';
import { addDecisionCommands } from './commands/decision.js';
import { addDeputyCommands } from './commands/deputy.js';
import { addDoctor } from './commands/doctor.js';
import { addDraftCommands } from './commands/draft.js';
import { addEvidenceCommands } from './commands/evidence.js';
import { addExclusionCommands } from './commands/exclusions.js';
import { addExtensionCommands } from './commands/extension.js';
import { addFiguresCommands } from './commands/figures.js';
import { addGuidanceCommands } from './commands/guidance.js';
import { addHolidayCommands } from './commands/holiday.js';
import { addMailCommands } from './commands/mail.js';
import { addMigrate } from './commands/migrate.js';
import { addOfficeCommands } from './commands/office.js';
import { addPaperCommands } from './commands/paper.js';
import { addPolicyCommands } from './commands/policy.js';
import { addRegisterCommands } from './commands/register.js';
import { addRehearsalCommands } from './commands/rehearsal.js';
import { addRehearse } from './commands/rehearse.js';
import { addReportCommands } from './commands/report.js';
import { addReportAnswers } from './commands/report-answers.js';
import { addReportLists } from './commands/report-figures.js';
import { addRestart } from './commands/restart.js';
import { addAwardCommands, addResultCommands } from './commands/result.js';
import { addScoreCommands } from './commands/score.js';
import { addTokenCommands } from './commands/token.js';
import { addUnitCommands } from './commands/unit.js';
import { addUpcomingCommands } from './commands/upcoming.js';
import { addUserCommands } from './commands/user.js';
import { addWatch } from './commands/watch.js';
import { Context, type GlobalOptions } from './context.js';
import type { Host } from './host.js';
import type { Bind } from './options.js';
import { wrapped } from './print/wrap.js';
import { usageSentence, vietnameseHelp } from './usage-words.js';

/** Every act on one unit's year that the command line offers. */
const UNIT_ACTS = [...stageActs, ...recordActs, ...appraisalActs, ...decisionActs, ...awardActs];

/**
 * Runs one command line and tells its exit code: 0 done, 1 unexpected, 2 usage, 3 not found, 4 refused, 5 unreachable
 * or a part down. Never throws.
 *
 * @param args what stands after the name of the program
 */
export async function runCli(args: readonly string[], host: Host): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.ok;
  let json = false;
  const bind: Bind = (command, handler) => {
    command.action(async (...given: unknown[]) => {
      // commander hands over the arguments, then the command's own options, then the command.
      const options = command.optsWithGlobals<GlobalOptions>();
      json = options.json === true;
      const context = new Context(host, options);
      exitCode = (await handler(context, options as never, ...(given.slice(0, -2) as never))) ?? EXIT.ok;
    });
  };
  let failed: Command | undefined;
  const program = programOf(host, bind, (command) => {
    failed = command;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof NothingSent) return EXIT.ok;
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return EXIT.ok;
      // A group without its command has printed its help already.
      if (error.code !== 'commander.help') host.err.write(`${usageSentence(error, failed ?? program)}\n`);
      return EXIT.usage;
    }
    return tell(cliErrorOf(error), host, json);
  }
}

function programOf(host: Host, bind: Bind, failing: (command: Command) => void): Command {
  const program = new Command('antq')
    .description(
      'Chu kỳ hằng năm của phong trào “Toàn dân bảo vệ an ninh Tổ quốc” tại cơ quan, doanh nghiệp, nhà trường.',
    )
    .option('--url <địa-chỉ>', 'địa chỉ API; nếu không có: biến ANTQ_URL, rồi nơi npm start đã ghi')
    .option('--token <mã>', 'mã truy cập; nếu không có: biến ANTQ_TOKEN, rồi mã npm start đã ghi')
    .option(
      '--as <vai-trò>',
      'dùng mã tại máy của vai trò: unit-head, unit-officer, appraiser, deciding-body, supervisor, administrator',
    )
    .option('--json', 'in câu trả lời của API dạng JSON, không in gì khác')
    .helpOption('-h, --help', 'xem hướng dẫn này')
    .helpCommand('help [lệnh]', 'xem hướng dẫn của một lệnh')
    .configureHelp(vietnameseHelp)
    .configureOutput({
      writeOut: (text) => host.out.write(text),
      writeErr: (text) => host.err.write(text),
      outputError: () => undefined,
      getOutHelpWidth: () => Math.min(host.out.columns, 110),
      getErrHelpWidth: () => Math.min(host.out.columns, 110),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .exitOverride()
    .addHelpText(
      'after',
      '\nMã kết thúc: 0 xong, 1 lỗi ngoài dự kiến, 2 gõ sai lệnh, 3 không tìm thấy, 4 bị từ chối,\n' +
        '5 không kết nối được hoặc có phần hỏng.',
    );
  addDoctor(program, bind);
  const cycle = addCycleCommands(program, bind);
  addRestart(cycle, bind);
  addBatchCommands(program, bind);
  addMigrate(cycle, bind);
  addWatch(cycle, bind);
  addRehearse(program, bind);
  addRehearsalCommands(program, bind);
  addUnitCommands(program, bind);
  program.command('appeal').description('khiếu nại kết quả công nhận, phân loại');
  program.command('exemplar').description('xét điển hình về phong trào');
  addDecisionCommands(program, bind);
  addClassCommands(program, bind);
  addAwardCommands(program, bind);
  addResultCommands(program, bind);
  addDeadlineCommands(program, bind);
  addGuidanceCommands(program, bind);
  addHolidayCommands(program, bind);
  addScoreCommands(program, bind);
  addRegisterCommands(program, bind);
  addDeputyCommands(program, bind);
  addDraftCommands(program, bind);
  addPaperCommands(program, bind);
  addExtensionCommands(program, bind);
  addFiguresCommands(program, bind);
  addEvidenceCommands(program, bind);
  addUpcomingCommands(program, bind);
  addExclusionCommands(program, bind);
  const reports = addReportCommands(program, bind);
  addReportLists(reports, bind);
  addReportAnswers(reports, bind);
  addMailCommands(program, bind);
  addPolicyCommands(program, bind);
  addOfficeCommands(program, bind);
  addAccountCommands(program, bind);
  addTokenCommands(program, bind);
  addUserCommands(program, bind);
  addAuditCommands(program, bind);
  addCommandCommands(program, bind);
  addUnitActs(program, bind, UNIT_ACTS);
  watchFailures(program, failing);
  return program;
}

/** Lets each command say that it is the one whose line was wrong, so that the hint leads to its own help. */
function watchFailures(command: Command, failing: (command: Command) => void): void {
  command.exitOverride((error) => {
    failing(command);
    throw error;
  });
  for (const child of command.commands) watchFailures(child, failing);
}

function tell(error: unknown, host: Host, json: boolean): ExitCode {
  if (error instanceof CliError) {
    if (json && error.answer !== undefined) host.out.write(`${JSON.stringify(error.answer, null, 2)}\n`);
    const say = (text: string, hang: number) =>
      host.err.write(`${(host.err.isTTY ? wrapped(text, host.out.columns, hang) : text).normalize('NFC')}\n`);
    say(error.message, 0);
    for (const { place, message } of error.problems) say(`  - ${place}: ${message}`, 4);
    if (error.hint !== undefined) say(error.hint, 2);
    return error.exitCode;
  }
  host.err.write(
    `Có lỗi ngoài dự kiến trong lệnh này: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  return EXIT.unexpected;
}
