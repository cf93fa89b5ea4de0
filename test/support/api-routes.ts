import type { Permission } from '#libs/access';
import { SUBJECTS } from '../../apps/api/app.module.js';
import { routesServedBy, type ServedRoute, ServedRoutes } from '../../apps/api/edge/served-routes.js';

export interface ApiRoute {
  /** As the API's description of itself names it: `GET /api/v1/cycles/{cycleId}`. */
  readonly key: string;
  /** Needs no token. */
  readonly isOpen: boolean;
  /** The acts that its handler names; none where it does not say. */
  readonly acts: readonly Permission[];
}

/** The routes that the handlers of a controller serve. */
export const routesOf = (controller: abstract new (...args: never[]) => object): readonly ApiRoute[] =>
  routesServedBy(controller).map(apiRoute);

function apiRoute({ key, route: { isRoot, isOpen }, acts = [] }: ServedRoute): ApiRoute {
  const [method, path] = key.split(' ');
  return { key: `${method} ${isRoot === true ? '' : '/api/v1'}${path}`, isOpen: isOpen === true, acts };
}

/** Every route of the API, in the order of their keys. */
export const apiRoutes = (): readonly ApiRoute[] =>
  new ServedRoutes(SUBJECTS, '').list.map(apiRoute).sort((a, b) => (a.key < b.key ? -1 : 1));
