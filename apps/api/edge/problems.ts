import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Inject } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError, sentenceFor, sentenceOf } from '#libs/contracts';
import type { ProblemAnswer } from '#libs/contracts/http';
import type { Logger } from '#libs/observability';
import { PoolFullError } from '#libs/persistence';
import { PolicyError } from '#libs/policy';
import { REFUSALS, type RefusalCode } from '#libs/refusals';
import { LOGGER } from '../ports/tokens.js';

/** HTTP status of a code, also of one that an older version has stored and this one does not know. */
function statusOf(code: string): number {
  return Object.hasOwn(REFUSALS, code) ? REFUSALS[code as RefusalCode].status : 409;
}

/** problem+json for a code with its sentence. */
export function problemOf(
  code: string,
  detail: string,
  problems: ProblemAnswer['problems'] = [],
  trace?: string,
): ProblemAnswer {
  return {
    type: `urn:antq:problem:${code}`,
    title: code,
    status: statusOf(code),
    code,
    detail,
    trace,
    ...(problems.length > 0 ? { problems } : {}),
  };
}

/** The one place where errors become answers; what is unknown is logged with its cause and told without it. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(LOGGER) private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const problem = this.translate(error, request);
    if (problem.status === 401) void reply.header('WWW-Authenticate', 'Bearer');
    const after = error instanceof DomainError ? error.params['seconds'] : undefined;
    if (problem.status === 429 && after !== undefined) void reply.header('Retry-After', after);
    if (problem.status === 503) void reply.header('Retry-After', '3');
    void reply.status(problem.status).type('application/problem+json; charset=utf-8').send(problem);
  }

  private translate(error: unknown, request: FastifyRequest): ProblemAnswer {
    if (error instanceof DomainError) {
      return problemOf(error.code, sentenceOf(error), error.problems);
    }
    if (error instanceof PolicyError) return problemOf(error.code, error.message);
    if (error instanceof HttpException) return fromHttp(error);
    if (isFastifyClientError(error)) {
      return { ...problemOf('INPUT.INVALID', fastifySentence(error.code)), status: error.statusCode };
    }
    // The metrics count these; a line for each would only add to the load.
    if (error instanceof PoolFullError) return problemOf('SYSTEM.BUSY', sentenceFor('SYSTEM.BUSY'));
    if (isDatabaseAway(error)) {
      this.logger.warn({ path: pathOf(request), error: String(error) }, 'api.databaseAway');
      return problemOf('SYSTEM.BUSY', sentenceFor('SYSTEM.BUSY'));
    }
    const trace = request.id;
    this.logger.error({ trace, path: pathOf(request), method: request.method, err: error }, 'api.unexpected');
    return problemOf('SYSTEM.UNEXPECTED', sentenceFor('SYSTEM.UNEXPECTED', { trace }), [], trace);
  }
}

/** Without what was asked for: names of people and units stand in searches and names of files. */
const pathOf = ({ url }: FastifyRequest): string => url.replace(/\?.*$/s, '');

function fromHttp(error: HttpException): ProblemAnswer {
  const status = error.getStatus();
  if (status === 404) return problemOf('ROUTE.NOT_FOUND', sentenceFor('ROUTE.NOT_FOUND'));
  const problems = [{ code: 'INPUT.FIELD', place: 'địa chỉ', message: error.message }];
  return { ...problemOf('INPUT.INVALID', sentenceFor('INPUT.INVALID'), problems), status };
}

interface FastifyClientError {
  readonly code: string;
  readonly statusCode: number;
}

function isFastifyClientError(error: unknown): error is FastifyClientError {
  const { code, statusCode } = (error ?? {}) as Partial<FastifyClientError>;
  return typeof code === 'string' && typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500;
}

function fastifySentence(code: string): string {
  switch (code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return 'Nội dung gửi lên quá lớn. Hãy chia nhỏ hoặc giảm dung lượng rồi gửi lại.';
    case 'FST_FILES_LIMIT':
    case 'FST_FIELDS_LIMIT':
    case 'FST_PARTS_LIMIT':
      return 'Gửi quá nhiều phần trong một lần. Hãy gửi mỗi lần một tệp.';
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return 'Kiểu nội dung không được hỗ trợ. Hãy gửi JSON (hoặc tệp CSV, XLSX khi nhập danh sách).';
    case 'FST_ERR_BAD_URL':
      return 'Địa chỉ không đúng. Hãy kiểm tra lại các ký tự sau dấu %.';
    default:
      return 'Nội dung gửi lên không phải JSON đúng. Hãy kiểm tra lại rồi gửi lại.';
  }
}

/** Connection lost or refused, server shutting down, out of connections or locks: worth trying again. */
export function isDatabaseAway(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  const byCode =
    typeof code === 'string' &&
    (/^(08|53|57|40001|40P01|55P03)/.test(code) || /^(ECONN|ETIMEDOUT|EPIPE)/.test(code));
  const byText =
    typeof message === 'string' &&
    /Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered/.test(
      message,
    );
  return byCode || byText;
}
