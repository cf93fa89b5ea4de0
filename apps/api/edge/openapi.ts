import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiHeader } from '@nestjs/swagger';
import { z } from 'zod';

/** What the documentation page says of a POST: the key that makes it repeatable, and its body. */
export const ApiPost = (body?: z.ZodType) =>
  applyDecorators(
    ApiHeader({
      name: 'Idempotency-Key',
      required: true,
      description: 'Khóa riêng của thao tác, 8–120 ký tự; gửi lại cùng khóa là cùng một thao tác',
    }),
    ...(body === undefined ? [] : [ApiJsonBody(body)]),
  );

/** A JSON body described by the schema that also validates it. */
export const ApiJsonBody = (body: z.ZodType) =>
  ApiBody({ schema: z.toJSONSchema(body, { io: 'input', unrepresentable: 'any' }) as object });
