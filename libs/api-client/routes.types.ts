import type { z } from 'zod';
import type { Route, Routes } from '#libs/contracts/http';

// What each route takes and answers, inferred from the table of routes; nothing here is left at run time.

type Having<F extends keyof Route> = {
  [K in keyof Routes]: Routes[K] extends { readonly isRoot: true }
    ? never
    : Routes[K] extends { readonly [P in F]: unknown }
      ? K
      : never;
}[keyof Routes];

/** A route below `/api/v1` that answers JSON, e.g. `GET /cycles/{cycleId}/board`. */
export type JsonRoute = Having<'answer'>;
/** A route that answers a file. */
export type FileRoute = Having<'files'>;
/** A route that answers a stream of events. */
export type StreamRoute = Having<'events'>;
export type ApiRoute = JsonRoute | FileRoute | StreamRoute;

/** What a route answers. */
export type AnswerOf<K extends JsonRoute> = Routes[K] extends { readonly answer: infer A extends z.ZodType }
  ? z.output<A>
  : never;

/** A route that answers a list in pages. */
export type PagedRoute = {
  [K in JsonRoute]: AnswerOf<K> extends { readonly items: readonly unknown[]; readonly next?: string }
    ? Routes[K] extends {
        readonly query: z.ZodObject<{ readonly cursor: z.ZodType; readonly limit: z.ZodType }>;
      }
      ? K
      : never
    : never;
}[JsonRoute];

/** One line of a list that comes in pages. */
export type ItemOf<K extends PagedRoute> =
  AnswerOf<K> extends { readonly items: readonly (infer T)[] } ? T : never;

/** What a request says where it says nothing. */
type Nothing = Readonly<Record<string, never>>;

export type Scalar = string | number | boolean | undefined;

/** Fields of a query or a form as they are meant: the client writes numbers and truth values as text. */
type Fields<S extends z.ZodType> = {
  readonly [F in keyof z.input<S>]: F extends keyof z.output<S>
    ? z.output<S>[F] extends Scalar
      ? z.output<S>[F]
      : z.input<S>[F]
    : never;
};

/** The query of a route. */
export type QueryOf<K extends ApiRoute> = Routes[K] extends { readonly query: infer Q extends z.ZodType }
  ? Fields<Q>
  : unknown;

type Frozen<T> = T extends readonly (infer Item)[]
  ? readonly Frozen<Item>[]
  : T extends object
    ? { readonly [F in keyof T]: Frozen<T[F]> }
    : T;

/** The JSON that a route takes. */
export type SentBody<K extends ApiRoute> = Routes[K] extends { readonly body: infer B extends z.ZodType }
  ? Frozen<z.input<B>>
  : never;

type ParamsIn<K extends string> = K extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParamsIn<Rest>
  : never;

type Params<K extends ApiRoute> = [ParamsIn<K>] extends [never]
  ? unknown
  : { readonly params: Readonly<Record<ParamsIn<K>, string>> };

type Query<K extends ApiRoute> = Routes[K] extends { readonly query: z.ZodType }
  ? Nothing extends QueryOf<K>
    ? { readonly query?: QueryOf<K> }
    : { readonly query: QueryOf<K> }
  : unknown;

/** JSON, a file as it is, or a form with a file. */
type Content<K extends ApiRoute> = Routes[K] extends { readonly body: z.ZodType }
  ? { readonly body: SentBody<K> }
  : Routes[K] extends { readonly upload: readonly (infer Type)[] }
    ? { readonly upload: { readonly bytes: Uint8Array; readonly type: Type } }
    : Routes[K] extends { readonly form: infer F extends z.ZodType }
      ? { readonly form: Fields<F>; readonly file?: { readonly name: string; readonly content: Blob } }
      : unknown;

/** What acts says by which key it is known when it comes again; what was looked at goes as `If-Match`. */
type Heads<K extends ApiRoute> = (Routes[K] extends { readonly takesKey: true }
  ? { readonly key: string }
  : unknown) &
  (Routes[K] extends { readonly ifMatch: true } ? { readonly ifMatch: string } : unknown);

/** Everything that a request of the route says. */
export type RequestOf<K extends ApiRoute> = Params<K> &
  Query<K> &
  Content<K> &
  Heads<K> & { /** How long an answer is waited for. */ readonly timeoutMs?: number };

/** A request for a list without its place in the list, which the client counts. */
export type ListRequestOf<K extends PagedRoute> = Params<K> & {
  readonly query?: Omit<QueryOf<K>, 'cursor' | 'limit'>;
};

/** May be left out where the route asks for nothing. */
export type Asked<K extends ApiRoute> =
  Nothing extends RequestOf<K> ? [request?: RequestOf<K>] : [request: RequestOf<K>];

/** The same with nothing known of the route: what the client reads of any request. */
export interface AnyRequest {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, Scalar>>;
  readonly body?: unknown;
  readonly upload?: { readonly bytes: Uint8Array; readonly type: string };
  readonly form?: Readonly<Record<string, Scalar>>;
  readonly file?: { readonly name: string; readonly content: Blob };
  readonly key?: string;
  readonly ifMatch?: string;
  readonly timeoutMs?: number;
}
