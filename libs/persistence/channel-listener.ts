import pg from 'pg';
import type { DataSource } from 'typeorm';

const QUERY_TIMEOUT_MS = 5_000;

/** The part of a `pg` client that listening asks for. */
export interface ListeningClient {
  connect(): Promise<unknown>;
  on(event: 'notification', listener: (message: { payload?: string }) => void): unknown;
  on(event: 'error' | 'end', listener: () => void): unknown;
  query(sql: string): Promise<unknown>;
  end(): Promise<void>;
}

/** A connection of its own to the database of a pool: listening holds it for good, and the pool is for transactions. */
export function listeningClient({ options }: Pick<DataSource, 'options'>): ListeningClient {
  if (options.type !== 'postgres') throw new Error(`no database to listen to: ${options.type}`);
  return new pg.Client({
    connectionString: options.url,
    application_name: options.applicationName,
    connectionTimeoutMillis: options.connectTimeoutMS,
    // A server that is frozen between the connection and LISTEN would keep whoever waits for good.
    query_timeout: QUERY_TIMEOUT_MS,
    keepAlive: true,
  });
}

/**
 * One LISTEN connection that wakes whoever waits and tells whoever follows. A lost connection is taken anew by the next
 * who waits or connects; the caller's time-out is the net.
 */
export class ChannelListener {
  private client: ListeningClient | undefined;
  private connecting: Promise<void> | undefined;
  private closed = false;
  private readonly waiting = new Set<(payload: string) => void>();

  constructor(
    /** A client that was never connected. */
    private readonly newClient: () => ListeningClient,
    private readonly channel: string,
  ) {}

  /** Resolves at a notification that `matches`, after `timeoutMs`, or when `signal` fires. */
  async wait(matches: (payload: string) => boolean, timeoutMs: number, signal: AbortSignal): Promise<void> {
    await this.connect().catch(() => undefined);
    if (signal.aborted) return;
    await new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        this.waiting.delete(hear);
        resolve();
      };
      const hear = (payload: string) => {
        if (matches(payload)) done();
      };
      const timer = setTimeout(done, timeoutMs);
      signal.addEventListener('abort', done);
      this.waiting.add(hear);
    });
  }

  /** Calls back with every notification from now on; answers how to stop. `connect` brings the connection. */
  follow(hear: (payload: string) => void): () => void {
    this.waiting.add(hear);
    return () => this.waiting.delete(hear);
  }

  /** Ends the connection; later waits end by their time-out alone. */
  close(): void {
    this.closed = true;
    this.end(this.client);
  }

  /** Takes the connection where there is none; fails where it cannot be had. */
  connect(): Promise<void> {
    if (this.client !== undefined || this.closed) return Promise.resolve();
    this.connecting ??= this.listen().finally(() => {
      this.connecting = undefined;
    });
    return this.connecting;
  }

  private async listen(): Promise<void> {
    const client = this.newClient();
    const lost = () => {
      this.end(client);
    };
    // They stay for good: an error that nobody hears would end the process.
    client.on('error', lost);
    client.on('end', lost);
    client.on('notification', ({ payload }) => {
      for (const hear of [...this.waiting]) hear(payload ?? '');
    });
    try {
      await client.connect();
      await client.query(`LISTEN ${this.channel}`);
    } catch (error) {
      leave(client);
      throw error;
    }
    this.client = client;
    if (this.closed) this.end(client);
  }

  private end(client: ListeningClient | undefined): void {
    if (client === undefined || this.client !== client) return;
    this.client = undefined;
    leave(client);
  }
}

/** The server may be gone already, and nobody waits for the farewell. */
function leave(client: ListeningClient): void {
  void client.end().catch(() => undefined);
}
