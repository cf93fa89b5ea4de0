import 'reflect-metadata';
import { MODULE_METADATA } from '@nestjs/common/constants.js';
import type { Permission } from '#libs/access';
import { ROUTES, type Route, type Routes } from '#libs/contracts/http';
import { permissionsOf } from '../auth/permission.js';
import { servedBy } from './serves.js';

/** A route of the contract with the acts that its handler names. */
export interface ServedRoute {
  readonly key: keyof Routes;
  readonly route: Route;
  /** Undefined where the handler names none, which only an open route may. */
  readonly acts: readonly Permission[] | undefined;
}

type Class = abstract new (...args: never[]) => object;

/** The routes that are served, found by method and path before their handlers are reached. */
export class ServedRoutes {
  /** All of them. */
  readonly list: readonly ServedRoute[];
  private readonly byAddress = new Map<string, ServedRoute>();
  private readonly paths: readonly { readonly pattern: RegExp; readonly method: string }[];

  /**
   * @param modules whose controllers serve
   * @param prefix path below which routes stand that are not at the root
   */
  constructor(modules: readonly object[], prefix: string) {
    const paths: { readonly pattern: RegExp; readonly method: string }[] = [];
    this.list = modules.flatMap(routesServedIn);
    for (const served of this.list) {
      const [method = '', below = ''] = served.key.split(' ');
      const path = served.route.isRoot === true ? below : `${prefix}${below}`;
      this.byAddress.set(`${method} ${path.replace(/\{(\w+)\}/g, ':$1')}`, served);
      paths.push({ method, pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`) });
    }
    this.paths = paths;
  }

  /** @param url the path of the matched route, with its parameters as `:name`; HEAD is served by GET */
  find(method: string, url: string): ServedRoute | undefined {
    return this.byAddress.get(`${method === 'HEAD' ? 'GET' : method} ${url}`);
  }

  /** Methods that are served at a path, with those that every path has; none where the path is unknown. */
  methodsAt(path: string): readonly string[] {
    const found = this.paths.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method);
    if (found.length === 0) return [];
    return [...new Set([...found, ...(found.includes('GET') ? ['HEAD'] : []), 'OPTIONS'])].sort();
  }
}

function routesServedIn(module: object): ServedRoute[] {
  const controllers = Reflect.getMetadata(MODULE_METADATA.CONTROLLERS, module) as readonly Class[];
  return controllers.flatMap(routesServedBy);
}

/** The routes that the handlers of a controller serve. */
export function routesServedBy({ prototype }: Class): ServedRoute[] {
  return Object.values(Object.getOwnPropertyDescriptors(prototype as object)).flatMap(
    (descriptor): ServedRoute[] => {
      const handler = descriptor.value as object;
      const key = servedBy(handler);
      return key === undefined ? [] : [{ key, route: ROUTES[key], acts: permissionsOf(handler) }];
    },
  );
}
