import pg from 'pg';

/** How many may wait for a connection of a pool, and how long. */
export interface PoolQueue {
  readonly atMost: number;
  readonly waitMs: number;
}

/** What a pool is doing: connections that work, and requests that wait for one. */
export interface PoolState {
  readonly busy: number;
  readonly waiting: number;
}

/** Told of each connection that was asked for. */
export type PoolObserver = (asked: {
  readonly waitedMs: number;
  readonly end: 'had' | 'refused' | 'failed';
}) => void;

/** Thrown where a connection is not had because all are busy: too many wait already, or none became free in time. */
export class PoolFullError extends Error {
  override readonly name = 'PoolFullError';

  constructor() {
    super('every connection of the pool is busy and its queue is full');
  }
}

interface BoundedPoolConfig extends pg.PoolConfig {
  /** Anybody may wait, as long as a connection is tried for, where absent. */
  readonly queue?: PoolQueue;
  readonly observer?: PoolObserver;
}

type Connected = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  done: (release?: unknown) => void,
) => void;

const ENDLESS: PoolQueue = { atMost: Number.POSITIVE_INFINITY, waitMs: 2 ** 31 - 1 };

/**
 * A pool that turns away at once whom it could not serve in time: a queue that grows makes everybody's wait longer and
 * serves nobody more. A new connection has a time of its own to be made, `connectionTimeoutMillis`.
 */
export class BoundedPool extends pg.Pool {
  private readonly queue: PoolQueue;
  private readonly observer: PoolObserver;
  private waiting = 0;

  constructor({ queue = ENDLESS, observer = () => undefined, ...config }: BoundedPoolConfig) {
    super(config);
    this.queue = queue;
    this.observer = observer;
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(callback: Connected): void;
  override connect(callback?: Connected): Promise<pg.PoolClient> | undefined {
    if (callback !== undefined) {
      this.ask(callback);
      return undefined;
    }
    return new Promise((resolve, reject) => {
      this.ask((error, client) => {
        if (client === undefined) reject(error ?? new PoolFullError());
        else resolve(client);
      });
    });
  }

  get state(): PoolState {
    return { busy: this.totalCount - this.idleCount, waiting: this.waiting };
  }

  private ask(callback: Connected): void {
    const began = performance.now();
    // Who asked in this turn already has not taken an idle connection yet.
    const isQueued = this.totalCount - this.idleCount + this.waitingCount >= this.options.max;
    let isAnswered = false;
    const answer = (end: 'had' | 'refused' | 'failed', ...asked: Parameters<Connected>): void => {
      isAnswered = true;
      if (patience !== undefined) this.waiting -= 1;
      clearTimeout(patience);
      this.observer({ waitedMs: performance.now() - began, end });
      callback(...asked);
    };
    const refuse = (): void => {
      answer('refused', new PoolFullError(), undefined, () => undefined);
    };
    let patience: NodeJS.Timeout | undefined;
    if (isQueued) {
      if (this.waiting >= this.queue.atMost) {
        refuse();
        return;
      }
      this.waiting += 1;
      patience = setTimeout(refuse, this.queue.waitMs);
    }
    super.connect((error, client, done) => {
      // Who has given up has no use for it any more; the next in the queue has. Where none was had, nothing is given back.
      if (isAnswered) {
        if (client !== undefined) done();
      } else answer(client === undefined ? 'failed' : 'had', error, client, done);
    });
  }
}
