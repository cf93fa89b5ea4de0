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

  constructor(cause?: unknown) {
    super('every connection of the pool is busy and its queue is full', { cause });
  }
}

interface BoundedPoolConfig extends pg.PoolConfig {
  /** How many may wait; anybody where absent. */
  readonly waitingAtMost?: number;
  readonly observer?: PoolObserver;
}

type Connected = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  done: (release?: unknown) => void,
) => void;

/**
 * A pool that turns away at once whom it could not serve in time: a queue that grows makes everybody's wait longer and
 * serves nobody more.
 */
export class BoundedPool extends pg.Pool {
  private readonly waitingAtMost: number;
  private readonly observer: PoolObserver;

  constructor({
    waitingAtMost = Number.POSITIVE_INFINITY,
    observer = () => undefined,
    ...config
  }: BoundedPoolConfig) {
    super(config);
    this.waitingAtMost = waitingAtMost;
    this.observer = observer;
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(callback: Connected): void;
  override connect(callback?: Connected): Promise<pg.PoolClient> | void {
    if (callback === undefined) {
      return new Promise((resolve, reject) => {
        this.connect((error, client) => {
          if (client === undefined) reject(error ?? new PoolFullError());
          else resolve(client);
        });
      });
    }
    if (this.isFull && this.waitingCount >= this.waitingAtMost) {
      this.observer({ waitedMs: 0, end: 'refused' });
      callback(new PoolFullError(), undefined, () => undefined);
      return;
    }
    const began = performance.now();
    super.connect((error, client, done) => {
      const isRefused = error !== undefined && error !== null && this.isFull;
      const end = client !== undefined ? 'had' : isRefused ? 'refused' : 'failed';
      this.observer({ waitedMs: performance.now() - began, end });
      callback(isRefused && client === undefined ? new PoolFullError(error) : error, client, done);
    });
  }

  private get isFull(): boolean {
    return this.totalCount >= this.options.max && this.idleCount === 0;
  }
}
