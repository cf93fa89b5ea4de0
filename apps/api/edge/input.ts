import { createParamDecorator, type ExecutionContext, StandardSchemaValidationPipe } from '@nestjs/common';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
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

/** How many lines a page has at most. */
export const limit = z.coerce.number().int().min(1).max(500).default(100);
/** A code of a unit, an office, an area or a cycle. */
export const code = z.string().min(1).max(120);

/** Kinds of units, as lists are narrowed to them. */
export const unitKind = z.enum(['co-quan', 'co-so-giao-duc', 'doanh-nghiep']);

/** Which page of a list. */
export const pageQuery = z.object({ cursor: code.optional(), limit });
export type PageQuery = z.infer<typeof pageQuery>;

/** A page of a list that may be narrowed to one commune. */
export const communePageQuery = pageQuery.extend({ commune: code.optional() });
export type CommunePageQuery = z.infer<typeof communePageQuery>;

/** ISO 8601 with an offset; without one the host's zone would decide. */
export const instant = z.iso.datetime({
  offset: true,
  message: 'phải là thời điểm ISO 8601 có múi giờ, ví dụ 2026-03-10T08:00:00+07:00',
});

export const importQuery = z.strictObject({
  dryRun: z.stringbool().default(false),
  filename: z.string().min(1).max(200),
  commune: code.optional(),
});
export type ImportQuery = z.infer<typeof importQuery>;

export const yearQuery = z.object({ year: z.coerce.number().int().min(2000).max(2100).optional() });
export type YearQuery = z.infer<typeof yearQuery>;

export const dryRunQuery = z.strictObject({ dryRun: z.stringbool().default(false) });
export type DryRunQuery = z.infer<typeof dryRunQuery>;

/** A number that came as an ETag. */
export function versionOf(etag: string | undefined): number {
  const match = /^(?:W\/)?"(\d+)"$/.exec(etag ?? '"0"');
  if (match === null) {
    const message = 'phải là ETag đã nhận, ví dụ "3"';
    throw new DomainError('INPUT.INVALID', {}, [{ code: 'INPUT.FIELD', place: 'If-Match', message }]);
  }
  return Number(match[1]);
}
