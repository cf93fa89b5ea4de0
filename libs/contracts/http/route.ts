import type { z } from 'zod';

/** Method and path below `/api/v1`, parameters in braces. */
export type RouteKey = `${'GET' | 'POST' | 'PUT'} /${string}`;

/** What a route takes and answers. Whatever is refused is answered as `problemAnswer`. */
export interface Route {
  /** Vietnamese, for the documentation page. */
  readonly summary: string;
  readonly description?: string;
  /** Needs no token. */
  readonly isOpen?: true;
  /** Stands at the root, not below `/api/v1`. */
  readonly isRoot?: true;
  /** Parameters of the path that are more than a code. */
  readonly params?: Readonly<Record<string, z.ZodType>>;
  readonly query?: z.ZodObject;
  /** JSON. */
  readonly body?: z.ZodType;
  /** Fields of a multipart form beside its part `file`. */
  readonly form?: z.ZodObject;
  /** Media types of a file that is the body. */
  readonly upload?: readonly string[];
  /** Must be told the version that was looked at as `If-Match`, and is 428 without one; a dry run looks at none. */
  readonly ifMatch?: true;
  /** Takes an Idempotency-Key: the same request under the same key acts once. Every POST says whether it does. */
  readonly takesKey?: boolean;
  /** JSON; absent where a file or a stream is answered. */
  readonly answer?: z.ZodType;
  /** Statuses that come with the answer; 200 where none is named. */
  readonly statuses?: readonly number[];
  /** Media types of the file that is answered. */
  readonly files?: readonly string[];
  /** Data of the events of a stream. */
  readonly events?: z.ZodType;
}

type Declared<R> = {
  readonly [K in keyof R]: K extends `POST ${string}` ? { readonly takesKey: boolean } : unknown;
};

/** The routes of one subject, each as it is written. */
export const routes = <const R extends Readonly<Record<RouteKey, Route>>>(table: R & Declared<R>): R => table;
