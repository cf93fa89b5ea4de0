import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import pg from 'pg';
import {
  freePort,
  type RunningPostgres,
  type RunningTemporal,
  type SmtpCapture,
  startPostgres,
  startSmtpCapture,
  startTemporal,
} from '#infra/local';
import type { Scope } from '#libs/access';
import type { Identity } from '#libs/application';
import type { CommandAnswer, CycleAnswer, OpenCycleAnswer, ProblemAnswer } from '#libs/contracts';
import { createDataSource, PostgresTokenStore } from '#libs/persistence';
import { checkAnswer } from './contract.js';
import { layClusterDown } from './database/prepared-cluster.js';
import { type Child, ProductProcess } from './processes.js';
import { type RosterSlice, type SampleUnit, sampleRoster } from './sample-data.js';
import { accountOf, saveAccount, seedStack } from './stack-seed.js';

export type { Child } from './processes.js';
export type { SampleUnit } from './sample-data.js';

export type Role = Identity['role'];

export interface StackOptions {
  /** Which units of the sample roster (12). */
  readonly units?: RosterSlice;
  /** Folder with packs beside those of the product. */
  readonly policyDir?: string;
  /** Loads the other sample provinces too, with their areas, offices and units. */
  readonly provinces?: boolean;
  /** Server settings of Temporal by name, values as JSON. */
  readonly temporalConfig?: Record<string, string>;
  /** Settings of single processes beside those of every stack. */
  readonly settings?: {
    readonly api?: Readonly<Record<string, string>>;
    readonly cycle?: Readonly<Record<string, string>>;
  };
  /** Fault points of the first start of each process. */
  readonly faults?: { readonly api?: string; readonly cycle?: string; readonly mail?: string };
}

/** What the API says to a command: the command, or the problem. Other answers are named where they are asked for. */
export type CommandReply = Partial<Omit<ProblemAnswer, 'status'>> &
  Partial<Omit<CommandAnswer, 'status' | 'code' | 'detail' | 'problems'>> & {
    readonly status?: number | string;
    readonly commandId?: string;
  };

export interface Answer<T = CommandReply> {
  readonly status: number;
  readonly body: T;
  readonly headers: Headers;
}

export interface CallOptions {
  /** Idempotency-Key; random on POST when left out, none when null. */
  readonly key?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The whole product on real servers, for one spec file. */
export interface Stack {
  readonly apiUrl: string;
  readonly temporalAddress: string;
  readonly namespace: string;
  readonly ownerUrl: string;
  readonly adminUrl: string;
  readonly appUrl: string;
  /** The folder of evidence. */
  readonly filesDir: string;
  /** All that the processes of the product have written so far. */
  written(): Promise<string>;
  /** What none of them may write: tokens, and the passwords of the database and of the relays. */
  readonly secrets: readonly string[];
  readonly postgres: RunningPostgres;
  readonly temporal: RunningTemporal;
  /** Where a rehearsal's mail is kept. */
  readonly smtp: SmtpCapture;
  /** Stands for the relay that reaches people. */
  readonly relay: SmtpCapture;
  /** A client of the Temporal server, for what an operator would do with the stock command line. */
  readonly client: Client;
  readonly units: readonly SampleUnit[];
  readonly api: Child;
  readonly cycleWorker: Child;
  readonly mailWorker: Child;
  /** Sample units inside the standard. */
  readonly inside: readonly SampleUnit[];
  /** Of an office: the one that judges the unit, the one of the commune, else the province's. */
  token(role: Role, at?: { readonly unitId?: string; readonly communeCode?: string }): string;
  /** Makes one more account, of any place, and answers its token. */
  account(role: Role, scope: Scope): Promise<string>;
  call<T = CommandReply>(
    method: string,
    path: string,
    token: string,
    body?: unknown,
    options?: CallOptions,
  ): Promise<Answer<T>>;
  /** Rows of a statement run as the owner of the schema. */
  query<T extends pg.QueryResultRow = Record<string, unknown>>(
    sql: string,
    values?: readonly unknown[],
  ): Promise<T[]>;
  restartTemporal(how: 'kill' | 'stop'): Promise<void>;
  restartPostgres(how: 'immediate' | 'fast'): Promise<void>;
  /** @param policy the pack of Quảng Ngãi of 2025 where none is named */
  openRehearsal(year: number, label?: string, clockStart?: string, policy?: string): Promise<string>;
  setClock(cycleId: string, instant: string): Promise<void>;
  waitForCommand(commandId: string, timeoutMs?: number): Promise<CommandAnswer>;
  /** Newest run of a workflow in the form of a history file. */
  history(workflowId: string): Promise<unknown>;
  dispose(): Promise<void>;
}

/** What whoever lives a year needs of a running product. */
export type Acting = Pick<Stack, 'call' | 'token' | 'setClock' | 'waitForCommand'>;

/** Starts everything on free ports and in temporary folders; `dist/` must be built. */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const starting = new StackStart();
  try {
    return await starting.run(options);
  } catch (error) {
    await starting.dispose();
    throw error;
  }
}

class StackStart {
  private readonly undo: (() => Promise<unknown>)[] = [];

  async run({
    units = 12,
    provinces = false,
    policyDir,
    temporalConfig,
    settings = {},
    faults = {},
  }: StackOptions): Promise<Stack> {
    const dir = await mkdtemp(path.join(tmpdir(), 'antq-stack-'));
    this.undo.push(() => rm(dir, { recursive: true, force: true, maxRetries: 3 }));
    const at = async (name: string): Promise<string> => {
      await mkdir(path.join(dir, name));
      return path.join(dir, name);
    };
    const [postgresDir, temporalDir, logDir] = [await at('postgres'), await at('temporal'), await at('logs')];
    let postgres!: RunningPostgres;
    let temporal!: RunningTemporal;
    const begin = {
      postgres: (port?: number) =>
        startPostgres({ baseDir: postgresDir, fsync: false, ...(port === undefined ? {} : { port }) }),
      temporal: (port?: number) =>
        startTemporal({
          ...{ baseDir: temporalDir, headless: true },
          ...(temporalConfig === undefined ? {} : { dynamicConfig: temporalConfig }),
          ...(port === undefined ? {} : { port }),
        }),
    };
    const smtp = await startSmtpCapture({ dir: await at('mail') });
    this.undo.push(() => smtp.stop());
    const relay = await startSmtpCapture({ dir: await at('relay') });
    this.undo.push(() => relay.stop());
    const roster = await sampleRoster(units);
    await layClusterDown(postgresDir);
    let tokens!: ReadonlyMap<string, string>;
    const parts = await Promise.allSettled([
      begin.postgres().then(async (running) => {
        postgres = running;
        this.undo.push(() => postgres.stop('immediate'));
        tokens = await seedStack(postgres.appUrl, roster, provinces);
      }),
      begin.temporal().then((running) => {
        temporal = running;
        this.undo.push(() => temporal.kill());
      }),
    ]);
    for (const part of parts) if (part.status === 'rejected') throw part.reason;

    const mailPassword = randomUUID();
    const asSender = (url: string) => url.replace('://', `://antq:${mailPassword}@`);
    const port = await freePort();
    const apiUrl = `http://127.0.0.1:${port}`;
    const env = {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      ...(process.env['TZ'] === undefined ? {} : { TZ: process.env['TZ'] }),
      ...(policyDir === undefined ? {} : { ANTQ_POLICY_DIR: policyDir }),
      DATABASE_URL: postgres.appUrl,
      TEMPORAL_ADDRESS: temporal.address,
      TEMPORAL_NAMESPACE: temporal.namespace,
      SMTP_URL: asSender(relay.smtpUrl),
      REHEARSAL_SMTP_URL: asSender(smtp.smtpUrl),
      ANTQ_API_PORT: String(port),
      ANTQ_PUBLIC_URL: apiUrl,
      ANTQ_DATA_DIR: dir,
      LOG_LEVEL: 'info',
    };
    const child = (name: string, script: string, readyMark: string, more: NodeJS.ProcessEnv = {}) => {
      const made = new ProductProcess({ name, script, readyMark, logDir, env: { ...env, ...more } });
      this.undo.push(() => made.dispose());
      return made;
    };
    const api = child('api', 'apps/api/main.js', '"api.ready"', settings.api);
    const cycleWorker = child('worker-cycle', 'apps/worker/main.js', '"worker.ready"', {
      ANTQ_WORKER: 'cycle',
      ...settings.cycle,
    });
    const mailWorker = child('worker-mail', 'apps/worker/main.js', '"worker.ready"', { ANTQ_WORKER: 'mail' });
    const started = await Promise.allSettled([
      cycleWorker.start(faults.cycle),
      mailWorker.start(faults.mail),
      api.start(faults.api),
    ]);
    for (const part of started) if (part.status === 'rejected') throw part.reason;

    const connection = Connection.lazy({ address: temporal.address });
    this.undo.push(() => connection.close());
    const client = new Client({ connection, namespace: temporal.namespace });
    const dispose = () => this.dispose();

    const stack: Stack = {
      apiUrl,
      temporalAddress: temporal.address,
      namespace: temporal.namespace,
      ownerUrl: postgres.ownerUrl,
      adminUrl: postgres.adminUrl,
      appUrl: postgres.appUrl,
      filesDir: path.join(dir, 'files'),
      written: async () =>
        (
          await Promise.all((await readdir(logDir)).map((log) => readFile(path.join(logDir, log), 'utf8')))
        ).join('\n'),
      secrets: [
        ...tokens.values(),
        mailPassword,
        ...[postgres.appUrl, postgres.ownerUrl].map((url) => new URL(url).password),
      ],
      get postgres() {
        return postgres;
      },
      get temporal() {
        return temporal;
      },
      smtp,
      relay,
      client,
      units: roster.units,
      inside: roster.units.filter((unit) => unit.inside),
      api,
      cycleWorker,
      mailWorker,
      token: (role, where = {}) => {
        const key = tokenKey(role, where, roster.units);
        const token = tokens.get(key);
        if (token === undefined) throw new Error(`no token for ${key}`);
        return token;
      },
      account: async (role, scope) => {
        const source = createDataSource({
          url: postgres.appUrl,
          poolSize: 1,
          applicationName: 'antq-test-account',
        });
        await source.initialize();
        try {
          return await saveAccount(new PostgresTokenStore(source), accountOf(role, scope));
        } finally {
          await source.destroy();
        }
      },
      call: (method, to, token, body, more) => callApi(apiUrl, method, to, token, body, more),
      query: async <T extends pg.QueryResultRow>(sql: string, values: readonly unknown[] = []) => {
        const database = new pg.Client({ connectionString: postgres.ownerUrl });
        await database.connect();
        try {
          return (await database.query<T>(sql, [...values])).rows;
        } finally {
          await database.end();
        }
      },
      restartTemporal: async (how) => {
        await (how === 'kill' ? temporal.kill() : temporal.stop());
        temporal = await begin.temporal(temporal.port);
        if (temporal.address !== env.TEMPORAL_ADDRESS) throw new Error('Temporal came back on another port');
      },
      restartPostgres: async (how) => {
        await postgres.stop(how);
        postgres = await begin.postgres(postgres.port);
        if (postgres.appUrl !== env.DATABASE_URL) throw new Error('PostgreSQL came back at another address');
      },
      openRehearsal: async (year, label = 'dt1', clockStart, policy = 'quang-ngai-2025') => {
        // Only the communes that have units: the papers of ninety others would be nobody's business in a test.
        const communes = [...new Set(roster.units.map((unit) => unit.communeCode))].sort();
        const body = {
          policy,
          year,
          rehearsal: label,
          ...(units === 'all' ? {} : { communes }),
          ...(clockStart && { clockStart }),
        };
        const administrator = stack.token('administrator');
        const opened = await stack.call<OpenCycleAnswer>('POST', '/cycles', administrator, body);
        if (opened.status >= 300) throw new Error(`cycle not opened: ${JSON.stringify(opened.body)}`);
        await waitUntilOpen(stack, opened.body.cycle.id);
        return opened.body.cycle.id;
      },
      setClock: async (cycleId, instant) => {
        const to = { to: instant };
        const moved = await stack.call('POST', `/cycles/${cycleId}/clock`, stack.token('administrator'), to);
        if (moved.status !== 200) throw new Error(`clock not moved: ${JSON.stringify(moved.body)}`);
      },
      waitForCommand: async (commandId, timeoutMs = 30_000) => {
        const until = Date.now() + timeoutMs;
        for (;;) {
          const found = await stack
            .call<CommandAnswer>('GET', `/commands/${commandId}`, stack.token('administrator'))
            .catch(() => undefined);
          if (found?.status === 200 && found.body.status !== 'received') return found.body;
          if (Date.now() > until) {
            throw new Error(`command ${commandId} without outcome: ${JSON.stringify(found?.body)}`);
          }
          await delay(100);
        }
      },
      history: async (workflowId) =>
        JSON.parse(historyToJSON(await client.workflow.getHandle(workflowId).fetchHistory())) as unknown,
      dispose,
    };
    return stack;
  }

  /** Ends what was started, the newest first, and goes on where something has ended by itself. */
  async dispose(): Promise<void> {
    const failures: unknown[] = [];
    for (const step of this.undo.splice(0).reverse()) {
      await step().catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw new AggregateError(failures, 'the stack did not end cleanly');
  }
}

async function waitUntilOpen(stack: Stack, cycleId: string): Promise<void> {
  const until = Date.now() + 120_000;
  for (;;) {
    const { body } = await stack.call<CycleAnswer>('GET', `/cycles/${cycleId}`, stack.token('administrator'));
    if (body.state === 'open') return;
    if (Date.now() > until) throw new Error(`cycle ${cycleId} is still ${body.state}`);
    await delay(100);
  }
}

/** One request to an API, whose answer is held against its contract; a body that is text goes as it is. */
export async function callApi<T>(
  apiUrl: string,
  method: string,
  to: string,
  token: string,
  body: unknown,
  { key, headers = {} }: CallOptions = {},
): Promise<Answer<T>> {
  const sentKey = key === undefined && method === 'POST' ? randomUUID() : key;
  const open = to.startsWith('/api/') || to === '/healthz' || to === '/readyz';
  const response = await fetch(`${apiUrl}${open ? '' : '/api/v1'}${to}`, {
    method,
    headers: {
      ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(sentKey === undefined || sentKey === null ? {} : { 'idempotency-key': sentKey }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    signal: AbortSignal.timeout(30_000),
  });
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') === true;
  const isFile = response.headers.has('content-disposition');
  // A stream of events has no end to wait for, a file is not JSON.
  if (isStream || isFile) await response.body?.cancel();
  const text = isStream || isFile ? '' : await response.text();
  const answer: unknown = JSON.parse(text || 'null');
  if (text !== '') checkAnswer(method, to, response.status, answer);
  return { status: response.status, body: answer as T, headers: response.headers };
}

function tokenKey(
  role: Role,
  { unitId, communeCode }: { readonly unitId?: string; readonly communeCode?: string },
  units: readonly SampleUnit[],
): string {
  if (role === 'administrator') return role;
  if (role === 'unit-officer' || role === 'unit-head') return `${role}/${unitId ?? ''}`;
  if (communeCode !== undefined) return `${role}/xa/${communeCode}`;
  const unit = units.find(({ id }) => id === unitId);
  return unit?.judgedBy === 'xa' ? `${role}/xa/${unit.communeCode}` : `${role}/tinh`;
}
