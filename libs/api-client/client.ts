import type { EventSource } from 'eventsource';
import { ApiUnreachable, codeOf, NotTheApi, problemOf } from './api.errors.js';
import { openEvents } from './events.js';
import type {
  AnswerOf,
  AnyRequest,
  ApiRoute,
  Asked,
  FileRoute,
  ItemOf,
  JsonRoute,
  ListRequestOf,
  PagedRoute,
  Scalar,
  StreamRoute,
} from './routes.types.js';

/** Where requests go and as whom. */
export interface ApiConnection {
  /** Base address, without `/api/v1`. */
  readonly url: string;
  readonly token?: string;
}

export type Fetch = (url: URL, init: RequestInit) => Promise<Response>;

/**
 * Looks at an answer before it is handed on, and throws where it is not what the route promises. Without one answers are
 * taken as the contract types them, and no schema is loaded.
 */
export type AnswerCheck = (route: JsonRoute, status: number, answer: unknown) => void;

interface ApiOptions {
  /** In place of the host's own. */
  readonly fetch?: Fetch;
  readonly check?: AnswerCheck;
}

/** Which part of a list is wanted. */
export interface Wanted {
  /** The cursor to begin from; the beginning where left out. */
  readonly from?: string;
  /** How many lines at most; all where left out. */
  readonly most?: number;
  /** How many are asked for at once. */
  readonly pageSize: number;
}

const PREFIX = '/api/v1';
const PATIENCE_MS = 30_000;
const FILE_PATIENCE_MS = 150_000;

/**
 * The API over HTTP, by the table of routes: `call('GET /cycles/{cycleId}/board', { params: { cycleId } })`. Runs in
 * browsers as well. What is not answered with 2xx is thrown: {@link ApiProblem}, {@link ApiUnreachable},
 * {@link NotTheApi}.
 */
export class ApiClient {
  constructor(
    private readonly connection: ApiConnection,
    private readonly options: ApiOptions = {},
  ) {}

  /** The same API for another account. */
  as(token: string): ApiClient {
    return new ApiClient({ ...this.connection, token }, this.options);
  }

  /** Base address of the API. */
  get url(): string {
    return this.connection.url;
  }

  /** What the route answers as JSON. */
  async call<K extends JsonRoute>(route: K, ...asked: Asked<K>): Promise<AnswerOf<K>> {
    return (await this.answer(route, asked[0] ?? {})) as AnswerOf<K>;
  }

  /** Lines of a list, page by page until enough are there; `next` is left where more would follow. */
  async list<K extends PagedRoute>(
    route: K,
    request: ListRequestOf<K>,
    { from, most = Number.POSITIVE_INFINITY, pageSize }: Wanted,
  ): Promise<{ readonly items: readonly ItemOf<K>[]; readonly next?: string }> {
    const items: ItemOf<K>[] = [];
    const { query } = request as AnyRequest;
    for (let cursor = from; ; ) {
      const limit = Math.min(pageSize, most - items.length);
      const page = (await this.answer(route, { ...request, query: { ...query, cursor, limit } })) as {
        readonly items: readonly ItemOf<K>[];
        readonly next?: string;
      };
      items.push(...page.items);
      if (page.next === undefined || page.items.length === 0) return { items };
      if (items.length >= most) return { items, next: page.next };
      cursor = page.next;
    }
  }

  /** The file that the route answers, and its plain name where the API gives one. */
  async download<K extends FileRoute>(
    route: K,
    ...asked: Asked<K>
  ): Promise<{ readonly name?: string; readonly bytes: Uint8Array }> {
    const { response, bytes } = await this.send(route, { timeoutMs: FILE_PATIENCE_MS, ...asked[0] });
    if (!response.ok) {
      throw problemOf(response.status, this.read(new TextDecoder().decode(bytes), response));
    }
    const name = /filename="([\w.-]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1];
    return { name, bytes };
  }

  /** The stream of events of the route; it connects again by itself, and closes for good where the API refuses it. */
  events<K extends StreamRoute>(route: K, ...asked: Asked<K>): EventSource {
    return openEvents(this.place(route, asked[0] ?? {}).address, this.authorization());
  }

  private async answer(route: JsonRoute, request: AnyRequest): Promise<unknown> {
    const { response, bytes } = await this.send(route, request);
    const answer = this.read(new TextDecoder().decode(bytes), response);
    if (!response.ok) throw problemOf(response.status, answer);
    this.options.check?.(route, response.status, answer);
    return answer;
  }

  private async send(
    route: ApiRoute,
    request: AnyRequest,
  ): Promise<{ readonly response: Response; readonly bytes: Uint8Array }> {
    const { method, address } = this.place(route, request);
    const { key, ifMatch } = request;
    const { type, content } = contentOf(request);
    const patienceMs = request.timeoutMs ?? (request.form === undefined ? PATIENCE_MS : FILE_PATIENCE_MS);
    const ask = this.options.fetch ?? fetch;
    try {
      const response = await ask(address, {
        method,
        headers: {
          accept: 'application/json, application/problem+json, */*',
          ...this.authorization(),
          ...(key === undefined ? {} : { 'idempotency-key': key }),
          ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
          ...(type === undefined ? {} : { 'content-type': type }),
        },
        ...(content === undefined ? {} : { body: content }),
        redirect: 'error',
        signal: AbortSignal.timeout(patienceMs),
      });
      return { response, bytes: new Uint8Array(await response.arrayBuffer()) };
    } catch (error) {
      throw this.unreachable(error, patienceMs, key);
    }
  }

  /** Method and whole address of a request. */
  private place(route: ApiRoute, { params = {}, query = {} }: AnyRequest) {
    const [method = '', path = ''] = route.split(' ');
    const filled = path.replace(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(params[name] ?? ''));
    const address = new URL(`${this.url}${PREFIX}${filled}`);
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) address.searchParams.set(name, String(value));
    }
    return { method, address };
  }

  private authorization(): Record<string, string> {
    const { token } = this.connection;
    return token === undefined ? {} : { authorization: `Bearer ${token}` };
  }

  private read(text: string, response: Response): unknown {
    try {
      return JSON.parse(text);
    } catch {
      throw new NotTheApi(this.url, response.status);
    }
  }

  /** What `fetch` rejects with: a connection that failed, or the end of patience; anything else is another's error. */
  private unreachable(error: unknown, patienceMs: number, key: string | undefined): unknown {
    // By name: in a sandbox the classes of the host are others than its own.
    const name = (error as { readonly name?: unknown } | null)?.name;
    if (name === 'TimeoutError') return new ApiUnreachable(this.url, error, patienceMs, key);
    if (name !== 'TypeError') return error;
    return new ApiUnreachable(this.url, error, undefined, wasNeverSent(error) ? undefined : key);
  }
}

/** Before the connection stood nothing was sent, so nothing can have been done. */
const NEVER_SENT = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];

function wasNeverSent(error: unknown): boolean {
  const code = codeOf(error);
  return code !== undefined && NEVER_SENT.includes(code);
}

interface Content {
  readonly type?: string;
  readonly content?: BodyInit;
}

function contentOf({ body, upload, form, file }: AnyRequest): Content {
  if (upload !== undefined) return { type: upload.type, content: upload.bytes as Uint8Array<ArrayBuffer> };
  if (form !== undefined) return { content: formOf(form, file) };
  if (body === undefined) return {};
  return { type: 'application/json', content: JSON.stringify(body) };
}

function formOf(fields: Readonly<Record<string, Scalar>>, file: AnyRequest['file']): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined) form.set(name, String(value));
  }
  if (file !== undefined) form.set('file', file.content, file.name);
  return form;
}
