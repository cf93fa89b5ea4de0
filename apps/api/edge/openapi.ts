import type { OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';
import * as contract from '#libs/contracts/http';
import { problemAnswer, ROUTES_BY_SUBJECT, type Route } from '#libs/contracts/http';
import { SESSION_COOKIE } from '../auth/session-cookie.js';
import { isSignOfLife } from './request-limits.js';

type Json = Record<string, unknown>;

const PREFIX = '/api/v1';
const BINARY = { type: 'string', format: 'binary' };
const PROBLEM_STATUSES = ['4XX', '5XX'];
const PROBLEM = '#/components/responses/problem';
const RETRY_AFTER = {
  description: 'Sau bao nhiêu giây thì gửi lại',
  required: true,
  schema: { type: 'integer', minimum: 1 },
};

const KEY_HEADER = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description:
    'Khóa riêng của thao tác, 8–120 ký tự, trong phạm vi tài khoản và địa chỉ này; gửi lại cùng khóa với cùng nội dung là cùng một thao tác, với nội dung khác thì bị từ chối (422)',
  schema: { type: 'string', minLength: 8, maxLength: 120 },
};
const VERSION_HEADER = {
  name: 'If-Match',
  in: 'header',
  required: true,
  description:
    'Phiên bản đã xem, ví dụ "3", "0" cho cái chưa có, nhiều phiên bản cách nhau bằng dấu phẩy, hoặc * cho bất kỳ; thiếu thì bị từ chối (428)',
  schema: { type: 'string' },
};

/** The OpenAPI document of the API, written from the contract of its routes alone. */
export function openApiDocument(): OpenAPIObject {
  const schemas = new Schemas();
  const paths: Record<string, Json> = {};
  for (const [tag, table] of Object.entries(ROUTES_BY_SUBJECT)) {
    for (const [key, route] of Object.entries<Route>(table)) {
      const [method = '', below = ''] = key.split(' ');
      const path = route.isRoot === true ? below : `${PREFIX}${below}`;
      paths[path] = { ...paths[path], [method.toLowerCase()]: operation(schemas, tag, key, route) };
    }
  }
  const problem = { 'application/problem+json': { schema: schemas.of(problemAnswer) } };
  return {
    openapi: '3.1.0',
    info: {
      title: 'Phong trào Toàn dân bảo vệ an ninh Tổ quốc',
      description: 'Chu kỳ hằng năm của đơn vị: nộp, chấm, công nhận, phân loại.',
      version: '1',
    },
    tags: Object.keys(ROUTES_BY_SUBJECT).map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE },
      },
      responses: {
        problem: { description: 'Từ chối hoặc lỗi: mã ổn định và câu cho người đọc', content: problem },
        limited: {
          description: 'Quá nhiều yêu cầu trong thời gian ngắn, chưa có gì được thực hiện',
          headers: { 'Retry-After': RETRY_AFTER },
          content: problem,
        },
      },
      schemas: schemas.named,
    },
  } as OpenAPIObject;
}

function operation(schemas: Schemas, tag: string, key: string, route: Route): Json {
  const { summary, description, statuses = [200] } = route;
  const body = bodyOf(schemas, route);
  return {
    operationId: idOf(key),
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    security: route.isOpen === true ? [] : [{ bearer: [] }, { session: [] }],
    parameters: [
      ...pathParameters(schemas, key, route),
      ...queryParameters(schemas, route),
      ...(route.takesKey === true ? [KEY_HEADER] : []),
      ...(route.ifMatch === true ? [VERSION_HEADER] : []),
    ],
    ...(body === undefined ? {} : { requestBody: { required: true, content: body } }),
    responses: Object.fromEntries([
      ...statuses.map((status) => [status, { description: 'Xong', content: answerOf(schemas, route) }]),
      ...(isSignOfLife(route) ? [] : [['429', { $ref: '#/components/responses/limited' }]]),
      ...PROBLEM_STATUSES.map((status) => [status, { $ref: PROBLEM }]),
    ]),
  };
}

/** `GET /cycles/{cycleId}` gives `getCyclesCycleId`. */
const idOf = (key: string): string =>
  key
    .replace(/^\w+/, (method) => method.toLowerCase())
    .replace(/\W+(\w)/g, (_gap, first: string) => first.toUpperCase())
    .replace(/\W/g, '');

const pathParameters = (schemas: Schemas, key: string, { params = {} }: Route): Json[] =>
  [...key.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: params[name] === undefined ? { type: 'string', minLength: 1 } : schemas.of(params[name]),
  }));

function queryParameters(schemas: Schemas, { query }: Route): Json[] {
  if (query === undefined) return [];
  const { properties = {}, required = [] } = schemas.of(query) as z.core.JSONSchema.ObjectSchema;
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
}

function bodyOf(schemas: Schemas, { body, form, upload }: Route): Json | undefined {
  if (body !== undefined) return { 'application/json': { schema: schemas.of(body) } };
  if (upload !== undefined) return contents(upload);
  if (form === undefined) return undefined;
  const fields = schemas.of(form) as z.core.JSONSchema.ObjectSchema;
  const properties = { ...fields.properties, file: BINARY };
  return { 'multipart/form-data': { schema: { ...fields, properties } } };
}

function answerOf(schemas: Schemas, { answer, events, files = [] }: Route): Json {
  if (answer !== undefined) return { 'application/json': { schema: schemas.of(answer) } };
  if (events !== undefined) return { 'text/event-stream': { schema: schemas.of(events) } };
  return contents(files);
}

const contents = (types: readonly string[]): Json =>
  Object.fromEntries(types.map((type) => [type, { schema: BINARY }]));

/** JSON schemas of the contract: those that have a name in it stand once, among the components. */
class Schemas {
  readonly named: Record<string, unknown> = {};
  private readonly names = z.registry<{ id: string }>();

  constructor() {
    for (const [name, schema] of Object.entries<unknown>(contract)) {
      if (schema instanceof z.ZodType && /(Answer|Body|Event|Figures)$/.test(name)) {
        this.names.add(schema, { id: name.charAt(0).toUpperCase() + name.slice(1) });
      }
    }
  }

  /** As it goes over the wire. An answer stays open to fields that it gets later. */
  of(schema: z.ZodType): Json {
    const {
      $schema: _dialect,
      $defs = {},
      id,
      ...own
    } = z.toJSONSchema(schema, {
      metadata: this.names,
      io: 'input',
      unrepresentable: 'any',
      override: ({ zodSchema, jsonSchema }) => {
        // What comes in a query is text; of a flag only these two are told.
        if (zodSchema instanceof z.ZodCodec && zodSchema.out instanceof z.ZodBoolean) {
          jsonSchema.enum = ['true', 'false'];
        }
      },
    }) as Json & { readonly $defs?: Record<string, Json> };
    for (const [name, definition] of Object.entries($defs)) this.add(name, definition);
    if (typeof id !== 'string') return rooted(own) as Json;
    this.add(id, own);
    return { $ref: `#/components/schemas/${id}` };
  }

  private add(name: string, { id: _id, ...definition }: Json): void {
    this.named[name] = rooted(definition);
  }
}

/** References to definitions become references to components. */
function rooted(schema: unknown): unknown {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/')) as unknown;
}
