import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Seconds; from a statement to what a person gives up on. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** What a connection of a pool was asked for and came to. */
export interface ConnectionAsked {
  readonly waitedMs: number;
  readonly end: 'had' | 'refused' | 'failed';
}

/** A part of a command's transaction that is done. */
export interface StepDone {
  readonly step: string;
  readonly ms: number;
  readonly statements: number;
}

/** A request that is answered; its route as the contract writes it, with parameters by name. */
export interface RequestAnswered {
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly ms: number;
}

/** What a pool is doing now. */
export interface PoolNow {
  readonly busy: number;
  readonly waiting: number;
}

/** How far runs are behind what is decided. */
export interface CarryLag {
  readonly commands: number;
  readonly oldestSeconds: number;
}

/** What a process counts of itself. No label has a value that comes from outside or grows with the data. */
export class Metrics {
  private readonly registry = new Registry();
  private readonly pools = new Map<string, () => PoolNow>();
  private readonly requests = histogram(this.registry, 'antq_http_request_seconds', {
    help: 'Requests answered, by method and route of the contract',
    labels: ['method', 'route', 'status'],
  });
  private readonly steps = histogram(this.registry, 'antq_command_step_seconds', {
    help: 'Steps of the transaction of a command',
    labels: ['step'],
  });
  private readonly statements = new Counter({
    name: 'antq_command_step_statements_total',
    help: 'Statements of the steps of commands',
    labelNames: ['step'],
    registers: [this.registry],
  });
  private readonly limited = new Counter({
    name: 'antq_limited_total',
    help: 'Requests told 429, by the limit that they met',
    labelNames: ['limit'],
    registers: [this.registry],
  });
  private readonly waits = histogram(this.registry, 'antq_pool_wait_seconds', {
    help: 'Waits for a connection, by pool and end',
    labels: ['pool', 'end'],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
    for (const state of ['busy', 'waiting'] as const) {
      gauge(this.registry, `antq_pool_${state}`, {
        help: state === 'busy' ? 'Connections at work' : 'Requests that wait for a connection',
        labels: ['pool'],
        collect: (each) => {
          for (const [pool, now] of this.pools) each.set({ pool }, now()[state]);
        },
      });
    }
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  requestAnswered({ method, route, status, ms }: RequestAnswered): void {
    this.requests.observe({ method, route, status }, ms / 1_000);
  }

  requestLimited(limit: string): void {
    this.limited.inc({ limit });
  }

  stepDone({ step, ms, statements }: StepDone): void {
    this.steps.observe({ step }, ms / 1_000);
    this.statements.inc({ step }, statements);
  }

  connectionAsked(pool: string, { waitedMs, end }: ConnectionAsked): void {
    this.waits.observe({ pool, end }, waitedMs / 1_000);
  }

  /** Shows what a pool is doing whenever somebody looks. */
  watchPool(pool: string, now: () => PoolNow): void {
    this.pools.set(pool, now);
  }

  /** Shows how far runs lag whenever somebody looks; nothing where that cannot be found out. */
  watchCarryLag(lag: () => Promise<CarryLag>): void {
    // Both are asked in one turn whenever somebody looks, and told from one answer.
    let asked: Promise<CarryLag | undefined> | undefined;
    const shared = (): Promise<CarryLag | undefined> => {
      asked ??= lag()
        .catch(() => undefined)
        .finally(() => {
          asked = undefined;
        });
      return asked;
    };
    gauge(this.registry, 'antq_carry_waiting', {
      help: 'Decided commands that their runs are not known to have heard of',
      collect: async (each) => each.set((await shared())?.commands ?? Number.NaN),
    });
    gauge(this.registry, 'antq_carry_lag_seconds', {
      help: 'Age of the oldest of them',
      collect: async (each) => each.set((await shared())?.oldestSeconds ?? Number.NaN),
    });
  }

  /** Everything in the text format of Prometheus. */
  text(): Promise<string> {
    return this.registry.metrics();
  }
}

interface Shown<Label extends string> {
  readonly help: string;
  readonly labels?: readonly Label[];
}

function histogram<Label extends string>(
  registry: Registry,
  name: string,
  { help, labels = [] }: Shown<Label>,
): Histogram<Label> {
  return new Histogram({ name, help, labelNames: [...labels], buckets: BUCKETS, registers: [registry] });
}

function gauge<Label extends string>(
  registry: Registry,
  name: string,
  {
    help,
    labels = [],
    collect,
  }: Shown<Label> & { readonly collect?: (gauge: Gauge<Label>) => void | Promise<void> },
): Gauge<Label> {
  return new Gauge({
    name,
    help,
    labelNames: [...labels],
    registers: [registry],
    ...(collect && {
      collect(this: Gauge<Label>) {
        return collect(this);
      },
    }),
  });
}
