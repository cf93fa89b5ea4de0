import type { DataSource } from 'typeorm';

interface NotifyingClient {
  on(event: 'notification', listener: (message: { payload?: string }) => void): void;
  on(event: 'error' | 'end', listener: () => void): void;
  query(sql: string): Promise<unknown>;
  removeAllListeners(): void;
}

/** One LISTEN connection that wakes whoever waits. A lost connection is taken anew; the caller's time-out is the net. */
export class ChannelListener {
  private client: NotifyingClient | undefined;
  private release: ((destroy?: boolean) => void) | undefined;
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

  close(): void {
    const { client, release } = this;
    this.client = undefined;
    this.release = undefined;
    client?.removeAllListeners();
    release?.(true);
  }

  private async connect(): Promise<void> {
    if (this.client !== undefined) return;
    const pool = (this.source.driver as unknown as { master: { connect(): Promise<unknown> } }).master;
    const client = (await pool.connect()) as NotifyingClient & { release(destroy?: boolean): void };
    this.client = client;
    this.release = (destroy) => {
      client.release(destroy);
    };
    const lost = () => {
      if (this.client !== client) return;
      this.client = undefined;
      this.release = undefined;
      client.release(true);
    };
    client.on('error', lost);
    client.on('end', lost);
    client.on('notification', ({ payload }) => {
      for (const hear of [...this.waiting]) hear(payload ?? '');
    });
    await client.query(`LISTEN ${this.channel}`);
  }
}
