import { EventSource, type FetchLikeResponse } from 'eventsource';
import { type ProblemAnswer } from '#libs/contracts/http';
import { CliError, EXIT, type ExitCode } from './cli.error.js';
import { hintFor } from './hints.js';
import type { Connection } from './settings.js';

export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

export interface Answer<T> {
  readonly status: number;
  readonly body: T;
}

export interface PostOptions {
  /** Sent as Idempotency-Key: the same key twice is one command. */
  readonly key: string;
  readonly query?: Query;
  readonly timeoutMs?: number;
}

/** A request that changes something, as it would go; bytes are told by their number. */
export interface PrintedRequest {
  readonly method: 'POST';
  readonly url: string;
  readonly idempotencyKey?: string;
  readonly body: unknown;
}

/** Thrown where a request was printed instead of sent. */
export class NothingSent extends Error {}

interface Sent {
  readonly query: Query;
  readonly timeoutMs: number;
  readonly key?: string;
  readonly type?: string;
  readonly content?: string | Uint8Array | FormData;
}

const PREFIX = '/api/v1';
const PATIENCE_MS = 30_000;
const FILE_PATIENCE_MS = 150_000;

const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/** Path of the API with every segment escaped: `pathOf('cycles', id)`. */
export const pathOf = (...segments: readonly string[]) =>
  segments.map((part) => `/${encodeURIComponent(part)}`).join('');

/** The API over HTTP. Whatever is not a 2xx is thrown as a `CliError` with the API's own sentence. */
export class ApiClient {
  /** @param printing takes what would be sent; nothing is sent then, and `NothingSent` is thrown instead */
  constructor(
    private readonly connection: Connection,
    private readonly printing?: (request: PrintedRequest) => void,
  ) {}

  /** The same API for another account. */
  as(token: string): ApiClient {
    return new ApiClient({ ...this.connection, token }, this.printing);
  }

  get url(): string {
    return this.connection.url;
  }

  async get<T>(path: string, query: Query = {}, timeoutMs = PATIENCE_MS): Promise<T> {
    return (await this.#send<T>('GET', path, { query, timeoutMs })).body;
  }

  /** A stream of events; it connects again by itself, and closes for good where the API refuses it. */
  events(path: string): EventSource {
    const { url, token } = this.connection;
    const authorization: Record<string, string> =
      token === undefined ? {} : { authorization: `Bearer ${token}` };
    return new EventSource(`${url}${PREFIX}${path}`, {
      fetch: async (input, init) => {
        const headers = { ...init.headers, ...authorization };
        return endingWith(
          init.signal as AbortSignal | undefined,
          await fetch(input, { ...(init as RequestInit), redirect: 'error', headers }),
        );
      },
    });
  }

  /** A form with a file; the API repeats its answer for the same key. */
  async upload<T>(path: string, form: FormData, key: string): Promise<T> {
    const request = { query: {}, timeoutMs: FILE_PATIENCE_MS, key, content: form };
    return (await this.#send<T>('POST', path, request)).body;
  }

  /** `body` goes as JSON, bytes go as they are with the type given. */
  async post<T>(
    path: string,
    body: object | { readonly bytes: Uint8Array; readonly type: string },
    options: PostOptions,
  ): Promise<Answer<T>> {
    const raw = 'bytes' in body;
    return this.#send<T>('POST', path, {
      query: options.query ?? {},
      timeoutMs: options.timeoutMs ?? PATIENCE_MS,
      key: options.key,
      type: raw ? body.type : 'application/json',
      content: raw ? body.bytes : JSON.stringify(body),
    });
  }

  /** A file; its plain name as the API gives it. */
  async download(
    path: string,
    query: Query = {},
  ): Promise<{ readonly name: string; readonly bytes: Uint8Array }> {
    const { response, bytes } = await this.#fetch('GET', path, { query, timeoutMs: FILE_PATIENCE_MS });
    if (!response.ok) throw refusalOf(response.status, this.#read(textOf(bytes), response));
    const name = /filename="([\w.-]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1];
    return { name: name ?? 'van-ban', bytes };
  }

  async #send<T>(method: 'GET' | 'POST', path: string, request: Sent): Promise<Answer<T>> {
    const { response, bytes } = await this.#fetch(method, path, request);
    const body = this.#read(textOf(bytes), response);
    if (!response.ok) throw refusalOf(response.status, body);
    return { status: response.status, body: body as T };
  }

  async #fetch(
    method: 'GET' | 'POST',
    path: string,
    request: Sent,
  ): Promise<{ readonly response: Response; readonly bytes: Uint8Array }> {
    const url = new URL(`${this.connection.url}${PREFIX}${path}`);
    for (const [name, value] of Object.entries(request.query)) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    // A question changes nothing, and what would be sent may follow from its answer.
    if (method === 'POST' && this.printing !== undefined && request.query.dryRun !== true) {
      const { key: idempotencyKey, content } = request;
      this.printing({ method, url: url.href, idempotencyKey, body: printable(content) });
      throw new NothingSent();
    }
    const headers: Record<string, string> = { accept: 'application/json, application/problem+json, */*' };
    if (this.connection.token !== undefined) headers.authorization = `Bearer ${this.connection.token}`;
    if (request.key !== undefined) headers['idempotency-key'] = request.key;
    if (request.type !== undefined) headers['content-type'] = request.type;
    try {
      const response = await fetch(url, {
        method,
        headers,
        body: (request.content as BodyInit | undefined) ?? null,
        redirect: 'error',
        signal: AbortSignal.timeout(request.timeoutMs),
      });
      return { response, bytes: new Uint8Array(await response.arrayBuffer()) };
    } catch (error) {
      throw this.#unreachable(error, request);
    }
  }

  #read(text: string, response: Response): unknown {
    try {
      return JSON.parse(text);
    } catch {
      if (response.status >= 502 && response.status <= 504) {
        throw new CliError(
          EXIT.unreachable,
          `API tại ${this.url} chưa sẵn sàng (HTTP ${response.status}). Hãy thử lại sau ít giây.`,
        );
      }
      throw new CliError(
        EXIT.unexpected,
        `Máy chủ tại ${this.url} trả lời không đúng dạng của API (HTTP ${response.status}). Hãy xem lại --url hoặc ANTQ_URL.`,
      );
    }
  }

  #unreachable(error: unknown, request: { readonly timeoutMs: number; readonly key?: string }): CliError {
    const silent = (error as { name?: unknown } | null)?.name === 'TimeoutError';
    const what = silent
      ? `API tại ${this.url} không trả lời trong ${Math.round(request.timeoutMs / 1000)} giây.`
      : `Không kết nối được với API tại ${this.url}${reasonOf(error)}. Hãy chạy npm start, hoặc xem lại --url và ANTQ_URL.`;
    const after =
      request.key === undefined || isRefusedConnection(error)
        ? ''
        : ` Chưa rõ thao tác đã được ghi hay chưa; gửi lại với --key ${request.key} để không bị ghi hai lần.`;
    return new CliError(EXIT.unreachable, `${what}${after}`);
  }
}

function printable(content: Sent['content']): unknown {
  if (typeof content === 'string') return JSON.parse(content);
  if (content instanceof FormData) {
    return Object.fromEntries(
      [...content.entries()].map(([name, value]) => [
        name,
        typeof value === 'string' ? value : `${value.name}: ${value.size} byte`,
      ]),
    );
  }
  return content === undefined ? undefined : `${content.byteLength} byte`;
}

/**
 * The answer with a body that ends when `signal` fires. A fetch forgets its signal once its request was collected as
 * garbage, and the connection would keep the process from ending.
 */
async function endingWith(signal: AbortSignal | undefined, response: Response): Promise<FetchLikeResponse> {
  const { url, status, redirected, headers, body } = response;
  if (status !== 200) await body?.cancel();
  const getReader = () => {
    if (body === null) throw new Error('an event stream without a body');
    const reader = body.getReader();
    signal?.addEventListener('abort', () => void reader.cancel().catch(() => undefined));
    return reader;
  };
  return { url, status, redirected, headers, body: { getReader } };
}

function causeCode(error: unknown): string | undefined {
  const code = (error as { cause?: { code?: unknown } } | null)?.cause?.code;
  return typeof code === 'string' ? code : undefined;
}

/** Before the connection stood nothing was sent, so nothing can have been done. */
const isRefusedConnection = (error: unknown) =>
  ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'].includes(causeCode(error) ?? '');

function reasonOf(error: unknown): string {
  const code = causeCode(error);
  if (code === 'ECONNREFUSED') return ' (không có chương trình nào nghe ở cổng này)';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return ' (không tìm thấy tên máy)';
  return code === undefined ? '' : ` (${code})`;
}

function exitCodeOf(status: number, code: string | undefined): ExitCode {
  if (status === 404) return EXIT.notFound;
  // "Not yet" about the matter itself is the API's word, not a part that is down.
  if (status === 503 && code !== undefined && !code.startsWith('SYSTEM.')) return EXIT.refused;
  if (status >= 400 && status < 500) return EXIT.refused;
  return status >= 502 && status <= 504 ? EXIT.unreachable : EXIT.unexpected;
}

function refusalOf(status: number, body: unknown): CliError {
  const problem = body as Partial<ProblemAnswer> | null;
  const sentence = problem?.detail ?? problem?.title ?? `API trả lời HTTP ${status}.`;
  return new CliError(
    exitCodeOf(status, problem?.code),
    problem?.code === undefined ? sentence : `${sentence} [${problem.code}]`,
    {
      problems: problem?.problems,
      answer: body,
      hint: hintFor(problem?.code),
    },
  );
}
