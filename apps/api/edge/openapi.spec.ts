import { describe, expect, it } from '@jest/globals';
import { compileErrors, validate } from '@readme/openapi-parser';
import { ROUTES, type Route } from '#libs/contracts/http';
import { openApiDocument } from './openapi.js';

interface Operation {
  readonly operationId: string;
  readonly security: readonly object[];
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly schema: object }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: object }>> };
  readonly responses: Readonly<Record<string, { readonly content?: object; readonly $ref?: string }>>;
}

const { paths, components } = openApiDocument() as unknown as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, { readonly properties?: object }>> };
};
const operationOf = (method: string, path: string) => {
  const found = paths[path]?.[method];
  if (found === undefined) throw new Error(`no ${method} ${path}`);
  return found;
};
const faultsOf = async (document: object) => {
  const found = await validate(structuredClone(document) as Parameters<typeof validate>[0]);
  return found.valid ? found.warnings : compileErrors(found);
};

const LIMITED = { $ref: '#/components/responses/limited' };

describe('the OpenAPI document', () => {
  it('is sound by a validator of others', async () => {
    expect(await faultsOf(openApiDocument())).toEqual([]);
  });

  it('would not be by that validator without a path parameter', async () => {
    const document = openApiDocument();
    const operation = document.paths['/api/v1/cycles/{cycleId}']?.get;
    if (operation !== undefined) operation.parameters = [];
    expect(await faultsOf(document)).toContain('{cycleId}');
  });

  it('has every route of the contract, the two of the host at the root', () => {
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/^\/api\/v1/, '')}`),
    );
    expect(described.sort()).toEqual(Object.keys(ROUTES).sort());
    expect(Object.keys(paths).filter((path) => !path.startsWith('/api/v1/'))).toEqual([
      '/healthz',
      '/readyz',
    ]);
  });

  it('says of every route what it answers, and how it refuses', () => {
    for (const [key, route] of Object.entries<Route>(ROUTES)) {
      const [method = '', below = ''] = key.split(' ');
      const path = route.isRoot === true ? below : `/api/v1${below}`;
      const { responses, security } = operationOf(method.toLowerCase(), path);
      for (const status of route.statuses ?? [200]) {
        expect([key, Object.keys(responses[status]?.content ?? {}).length > 0]).toEqual([key, true]);
      }
      const problem = { $ref: '#/components/responses/problem' };
      expect(responses).toMatchObject({ '4XX': problem, '5XX': problem });
      const limited = key === 'GET /healthz' || key === 'GET /readyz' ? undefined : LIMITED;
      expect([key, responses['429']]).toEqual([key, limited]);
      expect(security).toEqual(route.isOpen === true ? [] : [{ bearer: [] }, { session: [] }]);
    }
  });

  it('describes what goes into a request: path, query, key, JSON, file and form', () => {
    const command = operationOf('post', '/api/v1/cycles/{cycleId}/units/{unitId}/commands');
    expect(command.parameters.map(({ name, in: where }) => `${where} ${name}`)).toEqual([
      'path cycleId',
      'path unitId',
      'query dryRun',
      'header Idempotency-Key',
    ]);
    expect(command.requestBody?.content['application/json']?.schema).toEqual({
      $ref: '#/components/schemas/CommandBody',
    });
    const list = operationOf('post', '/api/v1/units/imports');
    expect(Object.keys(list.requestBody?.content ?? {})).toEqual([
      'text/csv',
      'application/octet-stream',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'application/vnd.oasis.opendocument.spreadsheet',
    ]);
    const evidence = operationOf('post', '/api/v1/cycles/{cycleId}/units/{unitId}/evidence');
    expect(evidence.requestBody?.content['multipart/form-data']?.schema).toMatchObject({
      required: ['title', 'effectiveOn'],
      properties: {
        criterion: { maxLength: 10 },
        stage: { type: 'string' },
        file: { type: 'string', format: 'binary' },
      },
    });
  });

  it('closes bodies against unknown fields and leaves answers open to those that come later', () => {
    expect(components.schemas['ChoiceBody']).toMatchObject({ additionalProperties: false });
    expect(components.schemas['CycleAnswer']).not.toHaveProperty('additionalProperties');
    expect(components.schemas['CycleDetailAnswer']?.properties).toMatchObject({
      stages: { items: { $ref: '#/components/schemas/CycleStageAnswer' } },
    });
  });
});
