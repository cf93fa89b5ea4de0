import { randomUUID } from 'node:crypto';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Inject } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError, type ProblemAnswer, sentenceFor } from '#libs/contracts';
import type { Logger } from '#libs/observability';
import { PolicyError } from '#libs/policy';
import { LOGGER } from '../ports/tokens.js';

const STATUS_BY_CODE: Readonly<Record<string, number>> = {
  'INPUT.INVALID': 400,
  'IDEMPOTENCY.REQUIRED': 400,
  'ROSTER.REFUSED': 422,
  'REGISTER.LIST_REFUSED': 422,
  'IDEMPOTENCY.REUSED': 422,
  'STAGE.UNKNOWN': 422,
  'STAGE.WRONG_ACT': 422,
  'ARRIVAL.IN_FUTURE': 422,
  'SCORE.INVALID': 422,
  'SCORE.SHEET_REQUIRED': 422,
  'RETURN.ITEMS': 422,
  'EVIDENCE.UNKNOWN': 404,
  'EVIDENCE.NO_FILE': 404,
  'EVIDENCE.FILE_LOST': 404,
  'EVIDENCE.TOO_LARGE': 413,
  'EVIDENCE.TYPE': 415,
  'EVIDENCE.CRITERION': 422,
  'EVIDENCE.OUTSIDE_WINDOW': 422,
  'EVIDENCE.DAY_AHEAD': 422,
  'EVIDENCE.DECLARATION': 422,
  'EVIDENCE.REFERENCE_ONLY': 422,
  'EVIDENCE.NOTHING': 422,
  'EVIDENCE.NAME': 422,
  'EVIDENCE.EMPTY': 422,
  'EVIDENCE.MIXED': 422,
  'EVIDENCE.NAME_MISMATCH': 422,
  'GAP.UNKNOWN': 404,
  'GAP.OPTION_UNKNOWN': 422,
  'GAP.UNIT_REQUIRED': 422,
  'POLICY.INVALID': 422,
  'POLICY.YEAR_NOT_COVERED': 422,
  'CYCLE.PARTIAL_YEAR': 422,
  'MIGRATION.OTHER_PROVINCE': 422,
  'MIGRATION.DAY': 422,
  'MIGRATION.DATE_PASSED': 422,
  'MIGRATION.BLOCKED': 422,
  'DEADLINE.NONE': 422,
  'DEADLINE.BEFORE_OPENING': 422,
  'REGISTER.INVALID': 422,
  'REGISTER.DAY_OUTSIDE': 422,
  'REGISTER.DAY_AHEAD': 422,
  'REGISTER.ARRIVED_BEFORE': 422,
  'REGISTER.REASON': 422,
  'REGISTER.REOPEN_PASSED': 422,
  'DECISION.SELF_BODY': 403,
  'DECISION.REFUSED': 422,
  'DECISION.UNKNOWN': 404,
  'REGISTRATION.INVALID': 422,
  'DOSSIER.INVALID': 422,
  'DOSSIER.INCOMPLETE': 422,
  'HEADS.INVALID': 422,
  'CONTENT.WRONG_STAGE': 422,
  'REVOKE.GROUND_UNKNOWN': 422,
  'CYCLE.UNKNOWN': 404,
  'REGISTER.UNKNOWN': 404,
  'REGISTER.ENTRY_UNKNOWN': 404,
  'POLICY.UNKNOWN': 404,
  'COMMAND.UNKNOWN': 404,
  'AREA.UNKNOWN': 404,
  'OFFICE.UNKNOWN': 404,
  'UNIT.NOT_IN_SCOPE': 404,
  'MESSAGE.UNKNOWN': 404,
  'DOCUMENT.UNKNOWN': 404,
  'DOCUMENT.NO_TABLE': 422,
  'DOCUMENT.OTHER_LEVEL': 422,
  'DRAFT.NONE': 404,
  'SCORE.NO_SHEET': 404,
  'ROUTE.NOT_FOUND': 404,
  'DRAFT.STALE': 412,
  'CYCLE.OPENING': 503,
  'SYSTEM.BUSY': 503,
  'SYSTEM.TOO_MANY_WATCHERS': 503,
  'SYSTEM.UNEXPECTED': 500,
};

/** HTTP status of a code: a refusal is 409 unless the code says more. */
export function statusOf(code: string): number {
  if (code.startsWith('AUTH.')) return 401;
  if (code.startsWith('ACTOR.')) return 403;
  return STATUS_BY_CODE[code] ?? 409;
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
    if (problem.status === 503) void reply.header('Retry-After', '3');
    void reply.status(problem.status).type('application/problem+json; charset=utf-8').send(problem);
  }

  private translate(error: unknown, request: FastifyRequest): ProblemAnswer {
    if (error instanceof DomainError) {
      return problemOf(error.code, sentenceFor(error.code, error.params), error.problems);
    }
    if (error instanceof PolicyError) {
      const code = error.code === 'POLICY.UNKNOWN_PACK' ? 'POLICY.UNKNOWN' : error.code;
      return { ...problemOf(code, error.message), status: code === 'POLICY.UNKNOWN' ? 404 : 422 };
    }
    if (error instanceof HttpException) return fromHttp(error);
    if (isFastifyClientError(error)) {
      return { ...problemOf('INPUT.INVALID', fastifySentence(error.code)), status: error.statusCode };
    }
    if (isDatabaseAway(error)) {
      this.logger.warn({ url: request.url, error: String(error) }, 'api.databaseAway');
      return problemOf('SYSTEM.BUSY', sentenceFor('SYSTEM.BUSY'));
    }
    const trace = randomUUID();
    this.logger.error({ trace, url: request.url, method: request.method, err: error }, 'api.unexpected');
    return problemOf('SYSTEM.UNEXPECTED', sentenceFor('SYSTEM.UNEXPECTED', { trace }), [], trace);
  }
}

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
