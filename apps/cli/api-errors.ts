import { ApiProblem, ApiUnreachable, NotTheApi } from '#libs/api-client';
import { RehearsalError } from '#libs/rehearsal-driver';
import { CliError, EXIT, type ExitCode } from './cli.error.js';
import { hintFor } from './hints.js';
import { rehearsalEnd } from './rehearsal/faults.js';

/** What the API or the way to it said, as this program ends; any other error as it came. */
export function cliErrorOf(error: unknown): unknown {
  if (error instanceof ApiProblem) return refusalOf(error);
  if (error instanceof ApiUnreachable) return unreachable(error);
  if (error instanceof NotTheApi) return notTheApi(error);
  if (error instanceof RehearsalError) return rehearsalEnd(error);
  return error;
}

/** Whether nobody answers, or a part behind the answer is down: asking again may help. */
export const isUnreachable = (error: unknown): boolean => exitCodeOf(error) === EXIT.unreachable;

/** Whether an answer came, and was no. */
export const isAnswered = (error: unknown): boolean => {
  const code = exitCodeOf(error);
  return code !== undefined && code !== EXIT.unreachable;
};

function exitCodeOf(error: unknown): ExitCode | undefined {
  const told = cliErrorOf(error);
  return told instanceof CliError ? told.exitCode : undefined;
}

function refusalOf({ status, problem, answer }: ApiProblem): CliError {
  const sentence =
    problem === undefined ? `API trả lời HTTP ${status}.` : `${problem.detail} [${problem.code}]`;
  return new CliError(exitCodeFor(status, problem?.code), sentence, {
    problems: problem?.problems,
    answer,
    hint: hintFor(problem?.code),
  });
}

function exitCodeFor(status: number, code: string | undefined): ExitCode {
  if (status === 404) return EXIT.notFound;
  // "Not yet" about the matter itself is the API's word, not a part that is down.
  if (status === 503 && code !== undefined && !code.startsWith('SYSTEM.')) return EXIT.refused;
  if (status >= 400 && status < 500) return EXIT.refused;
  return status >= 502 && status <= 504 ? EXIT.unreachable : EXIT.unexpected;
}

function notTheApi({ url, status }: NotTheApi): CliError {
  if (status >= 502 && status <= 504) {
    return new CliError(
      EXIT.unreachable,
      `API tại ${url} chưa sẵn sàng (HTTP ${status}). Hãy thử lại sau ít giây.`,
    );
  }
  return new CliError(
    EXIT.unexpected,
    `Máy chủ tại ${url} trả lời không đúng dạng của API (HTTP ${status}). Hãy xem lại --url hoặc ANTQ_URL.`,
  );
}

function unreachable({ url, waitedMs, key, code }: ApiUnreachable): CliError {
  const what =
    waitedMs === undefined
      ? `Không kết nối được với API tại ${url}${reasonOf(code)}. Hãy chạy npm start, hoặc xem lại --url và ANTQ_URL.`
      : `API tại ${url} không trả lời trong ${Math.round(waitedMs / 1000)} giây.`;
  const after =
    key === undefined
      ? ''
      : ` Chưa rõ thao tác đã được ghi hay chưa; gửi lại với --key ${key} để không bị ghi hai lần.`;
  return new CliError(EXIT.unreachable, `${what}${after}`);
}

function reasonOf(code: string | undefined): string {
  if (code === 'ECONNREFUSED') return ' (không có chương trình nào nghe ở cổng này)';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return ' (không tìm thấy tên máy)';
  return code === undefined ? '' : ` (${code})`;
}
