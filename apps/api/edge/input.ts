import { createParamDecorator, type ExecutionContext, StandardSchemaValidationPipe } from '@nestjs/common';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '#libs/contracts';

/** Validates every parameter that carries a schema; all that is wrong is named at once, by its field. */
export const inputPipe = () =>
  new StandardSchemaValidationPipe({
    exceptionFactory: (issues: readonly StandardSchemaV1.Issue[]) =>
      new DomainError(
        'INPUT.INVALID',
        {},
        issues.map((issue) => ({ code: 'INPUT.FIELD', place: pathOf(issue), message: issue.message })),
      ),
  });

function pathOf(issue: StandardSchemaV1.Issue): string {
  const path = (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part));
  return path.length === 0 ? 'nội dung' : path.join('.');
}

/** The key by which a repeated request is known: 8–120 printable characters. */
export const IdempotencyKey = createParamDecorator((_data: unknown, context: ExecutionContext): string => {
  const header = context.switchToHttp().getRequest<FastifyRequest>().headers['idempotency-key'];
  if (typeof header !== 'string' || !/^[\x21-\x7e]{8,120}$/.test(header)) {
    throw new DomainError('IDEMPOTENCY.REQUIRED');
  }
  return header;
});

/** A number that came as an ETag. */
export function versionOf(etag: string | undefined): number {
  const match = /^(?:W\/)?"(\d+)"$/.exec(etag ?? '"0"');
  if (match === null) {
    const message = 'phải là ETag đã nhận, ví dụ "3"';
    throw new DomainError('INPUT.INVALID', {}, [{ code: 'INPUT.FIELD', place: 'If-Match', message }]);
  }
  return Number(match[1]);
}
