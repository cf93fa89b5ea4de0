import type { z } from 'zod';
import { problemAnswer, ROUTES, type Route } from '#libs/contracts/http';
import { faultsOf } from './strict.js';

interface Known {
  readonly route: Route;
  readonly path: RegExp;
  /** How many segments of the path are parameters: of two routes that fit the one with fewer is meant. */
  readonly params: number;
}

const known: readonly Known[] = Object.entries<Route>(ROUTES)
  .map(([key, route]) => {
    const pattern = key.replace(/\{\w+\}/g, '[^/]+');
    return { route, path: new RegExp(`^${pattern}$`), params: key.split('{').length };
  })
  .sort((a, b) => a.params - b.params);

/** The route of a request; `path` stands below `/api/v1` and may have a query. */
const routeOf = (method: string, path: string): Route | undefined =>
  known.find((each) => each.path.test(`${method} ${path.replace(/\?.*$/s, '')}`))?.route;

/** What the contract promises for an answer; absent where the route answers no JSON, or there is none. */
export function contractOf(method: string, path: string, status: number): z.ZodType | undefined {
  const route = routeOf(method, path);
  return status < 300 || route?.statuses?.includes(status) === true ? route?.answer : problemAnswer;
}

/**
 * Holds an answer against the contract, strictly: what the route declares is there as declared, and nothing else.
 *
 * @throws Error naming every field that is missing, of another kind or undeclared
 */
export function checkAnswer(method: string, path: string, status: number, answer: unknown): void {
  const schema = contractOf(method, path, status);
  if (schema === undefined) return;
  const faults = faultsOf(schema, answer);
  if (faults.length === 0) return;
  throw new Error(`${method} ${path} answers ${status} against its contract: ${faults.join('; ')}`);
}
