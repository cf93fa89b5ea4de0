import { createParamDecorator, type ExecutionContext, StandardSchemaValidationPipe } from '@nestjs/common';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '#libs/contracts';
import { entityTagsOf } from './entity-tag.js';

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

/** Versions that a change may go over: those named, or any that there is; 0 stands for none yet. */
export type Versions = readonly number[] | 'any';

/**
 * The versions that whoever changes something has looked at: `If-Match`, or `If-None-Match: *` for what must not be there
 * yet. A weak tag meets nothing (RFC 9110, 13.1.1), so it names no version.
 *
 * @throws DomainError VERSION.REQUIRED where neither is said, INPUT.INVALID where it cannot be read
 */
export function versionsOf({ headers }: Pick<FastifyRequest, 'headers'>): Versions {
  const { 'if-match': ifMatch, 'if-none-match': ifNoneMatch } = headers;
  if (ifMatch === undefined && ifNoneMatch === undefined) {
    throw new DomainError('VERSION.REQUIRED', { header: 'If-Match' });
  }
  if (ifMatch === undefined) {
    if (ifNoneMatch?.trim() === '*') return [0];
    throw unreadable('If-None-Match', 'chỉ dùng được với *');
  }
  if (ifMatch.trim() === '*') return 'any';
  const tags = entityTagsOf(ifMatch);
  if (tags === undefined) throw unreadable('If-Match', 'phải là phiên bản đã nhận, ví dụ "3"');
  return tags.flatMap(({ isWeak, value }) => (!isWeak && /^\d{1,9}$/.test(value) ? [Number(value)] : []));
}

const unreadable = (place: string, message: string) =>
  new DomainError('INPUT.INVALID', {}, [{ code: 'INPUT.FIELD', place, message }]);

/** The versions that a request names; see `versionsOf`. */
export const LookedAt = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Versions =>
    versionsOf(context.switchToHttp().getRequest<FastifyRequest>()),
);
