import { applyDecorators, HttpCode, RequestMapping, RequestMethod, SetMetadata } from '@nestjs/common';
import { ROUTES, type Route, type Routes } from '#libs/contracts/http';

/** Key of the metadata that holds which route of the contract a handler serves. */
const SERVED_ROUTE = 'served-route';

/** Key of the route that a handler serves. */
export const servedBy = (handler: object): keyof Routes | undefined =>
  Reflect.getMetadata(SERVED_ROUTE, handler) as keyof Routes | undefined;

/** The handler of a route of the contract, which alone knows method, path and status. */
export function Serves(key: keyof Routes): MethodDecorator {
  const { statuses: [status] = [200] }: Route = ROUTES[key];
  const [method, path] = key.split(' ') as ['GET' | 'POST' | 'PUT', string];
  return applyDecorators(
    RequestMapping({ method: RequestMethod[method], path: path.replace(/\{(\w+)\}/g, ':$1') }),
    HttpCode(status ?? 200),
    SetMetadata(SERVED_ROUTE, key),
  );
}

/** Paths that stand at the root, not below the prefix of the API. */
export const rootPaths = (): string[] =>
  Object.entries<Route>(ROUTES)
    .filter(([, route]) => route.isRoot)
    .map(([key]) => key.replace(/^\w+ \//, ''));
