import { type Direction, lossesOf, type Schema } from './growth.js';

type Contents = Readonly<Record<string, { readonly schema: Schema }>>;

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly schema: Schema;
}

interface Operation {
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly content: Contents };
  readonly responses: Readonly<Record<string, { readonly content?: Contents }>>;
}

/** An OpenAPI document, as far as it is promised. */
export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** Where the API takes or gives less than it did when it was released, one line each. */
export function lossesOfApi(released: ApiDocument, now: ApiDocument): string[] {
  const compare = (before: Schema, after: Schema, direction: Direction, place: string) =>
    lossesOf(
      { schema: before, definitions: released.components.schemas },
      { schema: after, definitions: now.components.schemas },
      direction,
      place,
    );
  const compareAll = (before: Contents = {}, after: Contents = {}, direction: Direction, place: string) =>
    Object.entries(before).flatMap(([type, { schema }]) => {
      const next = after[type]?.schema;
      return next === undefined
        ? [`${place}: ${type} is gone`]
        : compare(schema, next, direction, `${place} ${type}`);
    });
  const problem = 'ProblemAnswer';
  const routes = Object.entries(released.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, before]) => {
      const route = `${method.toUpperCase()} ${path}`;
      const after = now.paths[path]?.[method];
      if (after === undefined) return [`${route} is gone`];
      return [
        ...lossesOfParameters(before, after, route, (was, is, place) => compare(was, is, 'taken', place)),
        ...(before.requestBody === undefined && after.requestBody !== undefined
          ? [`${route}: needs a body`]
          : []),
        ...compareAll(before.requestBody?.content, after.requestBody?.content, 'taken', `${route} body`),
        ...Object.entries(before.responses).flatMap(([status, { content }]) =>
          compareAll(content, after.responses[status]?.content, 'given', `${route} ${status}`),
        ),
      ];
    }),
  );
  const { schemas } = now.components;
  return [
    ...routes,
    ...compare(released.components.schemas[problem] ?? {}, schemas[problem] ?? {}, 'given', problem),
  ];
}

function lossesOfParameters(
  before: Operation,
  after: Operation,
  route: string,
  compare: (was: Schema, is: Schema, place: string) => string[],
): string[] {
  const keyOf = (parameter: Parameter) => `${parameter.in} ${parameter.name}`;
  const was = new Map(before.parameters.map((parameter) => [keyOf(parameter), parameter]));
  const is = new Map(after.parameters.map((parameter) => [keyOf(parameter), parameter]));
  return [
    ...[...was].flatMap(([key, parameter]) => {
      const next = is.get(key);
      if (next === undefined) return [`${route} ${key} is gone`];
      return compare(parameter.schema, next.schema, `${route} ${key}`);
    }),
    ...[...is].flatMap(([key, { required }]) =>
      required && was.get(key)?.required !== true ? [`${route} ${key} must be sent now`] : [],
    ),
  ];
}
