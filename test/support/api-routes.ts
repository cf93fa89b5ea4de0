import 'reflect-metadata';
import { MODULE_METADATA } from '@nestjs/common/constants.js';
import type { Permission } from '#libs/access';
import { ROUTES, type Route } from '#libs/contracts/http';
import { SUBJECTS } from '../../apps/api/app.module.js';
import { permissionsOf } from '../../apps/api/auth/permission.js';
import { isOpenRoute, servedBy } from '../../apps/api/edge/serves.js';

export interface ApiRoute {
  /** As the API's description of itself names it: `GET /api/v1/cycles/{cycleId}`. */
  readonly key: string;
  /** Needs no token. */
  readonly isOpen: boolean;
  /** The acts that its handler names; none where it does not say. */
  readonly acts: readonly Permission[];
}

/** The routes that the handlers of a controller serve. */
export function routesOf({ prototype }: { readonly prototype: object }): readonly ApiRoute[] {
  return Object.values(Object.getOwnPropertyDescriptors(prototype)).flatMap((descriptor) => {
    const handler = descriptor.value as object;
    const served = servedBy(handler);
    if (served === undefined) return [];
    const [method, path] = served.split(' ');
    const route: Route = ROUTES[served];
    const key = `${method} ${route.isRoot === true ? '' : '/api/v1'}${path}`;
    return [{ key, isOpen: isOpenRoute(handler), acts: permissionsOf(handler) ?? [] }];
  });
}

/** Every route of the API, in the order of their keys. */
export function apiRoutes(): readonly ApiRoute[] {
  const controllers = SUBJECTS.flatMap(
    (subject) =>
      Reflect.getMetadata(MODULE_METADATA.CONTROLLERS, subject) as { readonly prototype: object }[],
  );
  return controllers.flatMap(routesOf).sort((a, b) => (a.key < b.key ? -1 : 1));
}
