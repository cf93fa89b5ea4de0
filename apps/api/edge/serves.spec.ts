import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { MODULE_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import type { z } from 'zod';
import { ROUTES, type Route, type Routes } from '#libs/contracts/http';
import { SUBJECTS } from '../app.module.js';
import { servedBy } from './serves.js';

interface Argument {
  readonly data?: unknown;
  readonly schema?: z.ZodType;
}

interface Handler {
  readonly key: keyof Routes;
  /** Arguments by the kind of what they are taken from. */
  readonly of: (kind: RouteParamtypes) => readonly Argument[];
}

type Class = abstract new (...args: never[]) => object;

const handlers = SUBJECTS.flatMap((subject) =>
  (Reflect.getMetadata(MODULE_METADATA.CONTROLLERS, subject) as readonly Class[]).flatMap(handlersOf),
);

function handlersOf(controller: Class): Handler[] {
  const { prototype } = controller as { readonly prototype: Readonly<Record<string, object>> };
  return Object.getOwnPropertyNames(prototype).flatMap((name): Handler[] => {
    const key = servedBy(prototype[name] ?? {});
    if (key === undefined) return [];
    const found = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, name) ?? {}) as Record<
      string,
      Argument
    >;
    const of = (kind: RouteParamtypes) =>
      Object.entries(found).flatMap(([at, argument]) => (at.startsWith(`${kind}:`) ? [argument] : []));
    return [{ key, of }];
  });
}

describe('the handlers of the API', () => {
  it('serve each route of the contract once', () => {
    expect(handlers.map(({ key }) => key).sort()).toEqual(Object.keys(ROUTES).sort());
  });

  it.each(handlers)('of $key take what the contract says', ({ key, of }) => {
    const route: Route = ROUTES[key];
    expect(of(RouteParamtypes.QUERY).map(({ schema }) => schema)).toEqual(
      route.query === undefined ? [] : [route.query],
    );
    const body = of(RouteParamtypes.BODY);
    if (route.form === undefined) {
      expect(body.map(({ schema }) => schema)).toEqual(
        route.body === undefined && route.upload === undefined ? [] : [route.body],
      );
    }
    const inPath = [...key.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const taken = of(RouteParamtypes.PARAM).flatMap(({ data }) => (data === undefined ? [] : [data]));
    expect(inPath).toEqual(expect.arrayContaining(taken));
    for (const { data, schema } of of(RouteParamtypes.PARAM)) {
      if (schema !== undefined) expect(schema).toBe(route.params?.[String(data)]);
    }
  });
});
