import type { DataSource } from 'typeorm';

interface NotifyingClient {
  on(event: 'notification', listener: (message: { payload?: string }) => void): void;
  on(event: 'error' | 'end', listener: () => void): void;
  query(sql: string): Promise<unknown>;
  release(destroy: boolean): void;
}

/**
 * One LISTEN connection that wakes whoever waits and tells whoever follows. A lost connection is taken anew by the next
 * who waits or connects; the caller's time-out is the net.
 */
export class ChannelListener {
  private client: NotifyingClient | undefined;
  private connecting: Promise<void> | undefined;
  private closed = false;
  private readonly waiting = new Set<(payload: string) => void>();

  constructor(
    private readonly source: DataSource,
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

  /** Gives the connection back; later waits end by their time-out alone. */
  close(): void {
    this.closed = true;
    this.giveBack(this.client);
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
    const pool = (this.source.driver as unknown as { master: { connect(): Promise<NotifyingClient> } })
      .master;
    const client = await pool.connect();
    const lost = () => {
      this.giveBack(client);
    };
    // They stay for good: an error that nobody hears would end the process.
    client.on('error', lost);
    client.on('end', lost);
    client.on('notification', ({ payload }) => {
      for (const hear of [...this.waiting]) hear(payload ?? '');
    });
    try {
      await client.query(`LISTEN ${this.channel}`);
    } catch (error) {
      client.release(true);
      throw error;
    }
    this.client = client;
    if (this.closed) this.giveBack(client);
  }

  /** Once only: the pool takes no client twice. */
  private giveBack(client: NotifyingClient | undefined): void {
    if (client === undefined || this.client !== client) return;
    this.client = undefined;
    client.release(true);
  }
}
