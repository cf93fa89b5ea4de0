import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { ZONE } from '#libs/calendar';
import { keepFilesToOwner } from '#libs/config';
import { surviveUnwritableOutput } from '#libs/observability';
import { unlessUnwritable } from './child-log.js';
import { lockDataDir } from './launcher-lock.js';
import { Parts, withoutOwner } from './parts.js';
import { projectRoot } from './paths.js';
import { choosePorts, type PortChoice } from './ports.js';
import { preparePostgres } from './postgres.js';
import { endChild, exited, tailOf } from './processes.js';
import { type Runtime, readJson, summaryOf, type Token, writeWhole } from './runtime.js';
import type { Pace } from './supervised-child.js';
import { Supervisor } from './supervisor.js';
import { ensureNamespace, findTemporalServer, prepareTemporal, temporalNamespace } from './temporal.js';

export interface LaunchOptions {
  /** Folder of the compiled applications (`api/main.js`, `worker/main.js`, …). */
  appsDir?: string;
  env?: NodeJS.ProcessEnv;
  say?: (line: string) => void;
  pace?: Partial<Pace>;
}

const supportedPlatforms = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'];
const exitAlreadyRunning = 3;
/** More than all parts together may take, each to its SIGKILL. */
const DRAIN_MS = 100_000;

class Interrupted extends Error {}

function seconds(sinceMs: number): string {
  return `${((Date.now() - sinceMs) / 1_000).toFixed(1).replace('.', ',')} giây`;
}

const clock = new Intl.DateTimeFormat('vi-VN', { timeZone: ZONE, timeStyle: 'medium', hourCycle: 'h23' });

/**
 * The whole system on one machine, until Ctrl-C or another stop signal.
 * Resolves to the exit code: 0 after an orderly stop, 1 when something could not start, 3 when it already runs
 * on the same data folder, 130 when it was stopped before everything had started.
 */
export async function launch(options: LaunchOptions = {}): Promise<number> {
  surviveUnwritableOutput();
  // Servers that are no processes of the product inherit it.
  keepFilesToOwner();
  const env = options.env ?? process.env;
  const say: (line: string) => void =
    options.say ?? ((line: string): void => void process.stdout.write(`${line}\n`));
  const root = projectRoot();
  const dataDir = path.resolve(env.ANTQ_DATA_DIR || path.join(root, '.data'));
  const platform = `${process.platform}-${process.arch}`;
  if (!supportedPlatforms.includes(platform)) {
    say(
      `Chỉ chạy được trên Linux (x64, arm64) và macOS; máy này là ${platform}. Trên Windows hãy dùng WSL 2.`,
    );
    return 1;
  }
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    const release = await lockDataDir(dataDir);
    if (!release) {
      const url = (readJson(path.join(dataDir, 'runtime.json')) as Runtime | undefined)?.apiUrl;
      say(`Hệ thống đang chạy rồi trên ${dataDir}${url === undefined ? ', đang khởi động' : `: ${url}`}.`);
      return exitAlreadyRunning;
    }
    try {
      const parts = new Parts(options.appsDir ?? path.join(root, 'dist/apps'), dataDir, env);
      return await new Launch(parts, dataDir, env, say, options.pace).run();
    } finally {
      release();
    }
  } catch (error) {
    say((error as Error).message);
    return 1;
  }
}

class Launch {
  readonly #interrupt = new AbortController();
  readonly #supervisor: Supervisor;
  readonly #startedAt = Date.now();
  #runtime: Runtime | undefined;
  #task: ChildProcess | undefined;
  #stopping = false;

  constructor(
    private readonly parts: Parts,
    private readonly dataDir: string,
    private readonly env: NodeJS.ProcessEnv,
    private readonly say: (line: string) => void,
    pace: Partial<Pace> = {},
  ) {
    this.#supervisor = new Supervisor({
      logDir: path.join(dataDir, 'logs'),
      runDir: path.join(dataDir, 'run'),
      say: (sentence) => this.#sayWithTime(sentence),
      changed: () => this.#saveRuntime(),
      pace,
    });
  }

  async run(): Promise<number> {
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
    let asked = 0;
    const onSignal = (): void => {
      // npm passes on the Ctrl-C that the terminal has already delivered: only a later one means impatience.
      if (asked > 0 && Date.now() - asked > 1_500) this.#supervisor.killAll();
      if (asked === 0) asked = Date.now();
      this.#interrupt.abort();
    };
    for (const signal of signals) process.on(signal, onSignal);
    const interrupted = new Promise<void>((resolve) => {
      this.#interrupt.signal.addEventListener('abort', () => resolve());
    });
    try {
      await Promise.race([
        this.#start(),
        interrupted.then(() => {
          throw new Interrupted();
        }),
      ]);
      await interrupted;
      this.say('Đang dừng…');
      await this.#stop();
      this.say('Đã dừng. Dữ liệu được giữ lại; chạy npm start để tiếp tục.');
      return 0;
    } catch (error) {
      if (!(error instanceof Interrupted)) this.say(`Không khởi động được. ${(error as Error).message}`);
      else this.say('Đang dừng…');
      await this.#stop();
      return error instanceof Interrupted ? 130 : 1;
    } finally {
      for (const signal of signals) process.off(signal, onSignal);
    }
  }

  async #stop(): Promise<void> {
    const late = setTimeout(() => {
      this.#supervisor.killAll();
      process.exit(1);
    }, DRAIN_MS);
    this.#stopping = true;
    this.#interrupt.abort();
    if (this.#task) await endChild(this.#task, 'SIGTERM', 5_000);
    await this.#supervisor.stop();
    this.#saveRuntime();
    clearTimeout(late);
  }

  #stopIfInterrupted(): void {
    if (this.#interrupt.signal.aborted) throw new Interrupted();
  }

  async #step<T>(text: (result: T) => string, work: () => Promise<T>): Promise<T> {
    this.#stopIfInterrupted();
    const started = Date.now();
    const result = await work();
    this.#stopIfInterrupted();
    this.say(`✓ ${text(result)} (${seconds(started)})`);
    return result;
  }

  async #start(): Promise<void> {
    const { env, dataDir } = this;
    this.say(`Khởi động hệ thống ANTQ, dữ liệu ở ${dataDir}`);
    for (const script of ['api/prepare.main.js', 'api/main.js', 'worker/main.js']) this.parts.app(script);
    const left = await this.#supervisor.endLeftovers();
    if (left.length > 0)
      this.say(`Đã kết thúc các tiến trình còn sót từ lần chạy trước: ${left.join(', ')}.`);

    const portOf = await this.#choosePorts();
    const database = await this.#startDatabase(portOf('postgres'));
    const temporal = await this.#startTemporal(portOf('temporal'), portOf('temporalUi'));
    const captureUrl = `smtp://127.0.0.1:${portOf('smtp')}`;
    const mailboxUrl = `http://127.0.0.1:${portOf('mailbox')}`;
    await this.#step(
      () => `Hộp thư thử ${mailboxUrl}`,
      () => this.#supervisor.start(this.parts.mailbox(portOf('smtp'), portOf('mailbox'), mailboxUrl)),
    );

    const apiUrl = `http://127.0.0.1:${portOf('api')}`;
    const smtpUrl = env.SMTP_URL || captureUrl;
    const shared: NodeJS.ProcessEnv = {
      ...withoutOwner(env),
      DATABASE_URL: database.appUrl,
      TEMPORAL_ADDRESS: temporal.address,
      TEMPORAL_NAMESPACE: temporal.namespace,
      SMTP_URL: smtpUrl,
      REHEARSAL_SMTP_URL: captureUrl,
      MAILBOX_URL: mailboxUrl,
      ANTQ_API_PORT: String(portOf('api')),
      ANTQ_API_URL: apiUrl,
      ANTQ_DATA_DIR: dataDir,
      ANTQ_PARENT_PID: String(process.pid),
      LOG_LEVEL: env.LOG_LEVEL || 'info',
    };
    this.#runtime = {
      apiUrl,
      mailboxUrl,
      smtpUrl,
      temporalAddress: temporal.address,
      temporalNamespace: temporal.namespace,
      temporalUiUrl: temporal.uiUrl ?? null,
      databaseUrl: database.appUrl,
      startedAt: new Date(this.#startedAt).toISOString(),
      pids: {},
    };

    await this.#step(
      () => 'Cấu trúc dữ liệu và dữ liệu ban đầu',
      () => this.#prepare({ ...shared, DATABASE_OWNER_URL: database.ownerUrl }),
    );
    await this.#startApps(apiUrl, shared);
    this.#tellAll();
  }

  /** The port of each part by its name; says which wanted one is taken. */
  async #choosePorts(): Promise<(name: string) => number> {
    const wishes = [
      { name: 'api', label: 'API', preferred: Number(this.env.ANTQ_API_PORT) || 3000 },
      { name: 'temporalUi', label: 'Giao diện Temporal', preferred: 8233 },
      { name: 'mailbox', label: 'Hộp thư', preferred: 8025 },
      { name: 'smtp', label: 'SMTP' },
      { name: 'temporal', label: 'Temporal' },
      { name: 'postgres', label: 'PostgreSQL' },
    ];
    const ports = await choosePorts(path.join(this.dataDir, 'ports.json'), wishes);
    for (const { name, label } of wishes) {
      const choice = ports[name];
      if (choice?.takenPort === undefined) continue;
      this.say(
        `Cổng ${choice.takenPort} (${label}) đang có chương trình khác dùng; dùng cổng ${choice.port}.`,
      );
    }
    return (name) => (ports[name] as PortChoice).port;
  }

  async #startDatabase(port: number): Promise<{ appUrl: string; ownerUrl: string }> {
    const external = this.env.DATABASE_URL;
    if (external) {
      this.say('✓ PostgreSQL: dùng máy chủ trong DATABASE_URL');
      return { appUrl: external, ownerUrl: this.env.DATABASE_OWNER_URL || external };
    }
    return this.#step(
      () => `PostgreSQL 18 trên cổng ${port}`,
      async () => {
        const plan = await preparePostgres({
          baseDir: this.dataDir,
          port,
          logFile: this.#supervisor.logFile('postgres'),
        });
        await this.#supervisor.start(this.parts.postgres(plan));
        await plan.prepare();
        return plan;
      },
    );
  }

  async #startTemporal(
    port: number,
    uiPort: number,
  ): Promise<{ address: string; namespace: string; uiUrl: string | undefined }> {
    const namespace = this.env.TEMPORAL_NAMESPACE || temporalNamespace;
    const external = this.env.TEMPORAL_ADDRESS;
    if (external) {
      await this.#step(
        () => `Temporal: dùng máy chủ ${external}, không gian tên ${namespace}`,
        () =>
          ensureNamespace(loadClientConnectConfig().connectionOptions, namespace).catch((error: unknown) => {
            throw new Error(
              `Không dùng được máy chủ Temporal ${external}: ${(error as Error).message}. ` +
                `Cần không gian tên ${namespace} với các thuộc tính tìm kiếm kiểu Keyword CycleId, ProvinceCode, CommuneCode, UnitKind.`,
            );
          }),
      );
      return { address: external, namespace, uiUrl: undefined };
    }
    return this.#step(
      (running) => `Temporal trên cổng ${running.address.split(':')[1]}, không gian tên ${namespace}`,
      async () => {
        const binary = await findTemporalServer((line) => this.say(line));
        const plan = await prepareTemporal({
          baseDir: this.dataDir,
          binary: binary.path,
          port,
          uiPort,
          namespace,
          logFile: this.#supervisor.logFile('temporal'),
        });
        const cameBackEmpty = (): void =>
          this.#sayWithTime(
            `Temporal trở lại mà không còn dữ liệu: đã lập lại không gian tên ${namespace}. ` +
              'Lượt chạy của mỗi đơn vị trở lại cùng thao tác kế tiếp của đơn vị.',
          );
        await this.#supervisor.start(this.parts.temporal(plan, cameBackEmpty));
        return { address: plan.address, namespace, uiUrl: plan.uiUrl };
      },
    );
  }

  async #prepare(env: NodeJS.ProcessEnv): Promise<void> {
    const command = this.parts.node(this.parts.app('api/prepare.main.js'), [], env);
    const file = this.#supervisor.logFile('prepare');
    const log = openSync(file, 'a');
    this.#task = spawn(command.file, command.args, {
      stdio: ['ignore', log, log],
      detached: true,
      ...(command.env === undefined ? {} : { env: command.env }),
      ...(command.cwd === undefined ? {} : { cwd: command.cwd }),
    });
    closeSync(log);
    const end = await exited(this.#task);
    this.#task = undefined;
    if (end !== 0) {
      throw new Error(`Chuẩn bị dữ liệu thất bại. Những dòng cuối của ${file}:\n${await tailOf(file)}`);
    }
  }

  async #startApps(apiUrl: string, env: NodeJS.ProcessEnv): Promise<void> {
    const workers = ['cycle', 'mail'] as const;
    await Promise.all([
      this.#step(
        () => 'Hai worker (hàng đợi cycle và mail)',
        () => Promise.all(workers.map((queue) => this.#supervisor.start(this.parts.worker(queue, env)))),
      ),
      this.#step(
        () => `API ${apiUrl}`,
        () => this.#supervisor.start(this.parts.api(apiUrl, env)),
      ),
    ]);
  }

  /** Tells the command line and people where everything is. */
  #tellAll(): void {
    const runtime = this.#runtime;
    if (!runtime) return;
    const { dataDir } = this;
    const tokens = (readJson(path.join(dataDir, 'tokens.json')) as Token[] | undefined) ?? [];
    const administrator = tokens.find(({ role }) => role.startsWith('admin'));
    const { apiUrl, mailboxUrl } = runtime;
    writeWhole(path.join(dataDir, 'cli.json'), { apiUrl, token: administrator?.token ?? null, mailboxUrl });
    this.#saveRuntime();
    const took = seconds(this.#startedAt);
    for (const line of summaryOf(runtime, tokens, path.join(dataDir, 'logs'), took)) this.say(line);
  }

  #saveRuntime(): void {
    if (!this.#runtime) return;
    this.#runtime = {
      ...this.#runtime,
      pids: this.#stopping ? {} : { launcher: process.pid, ...this.#supervisor.pids() },
    };
    unlessUnwritable(() => writeWhole(path.join(this.dataDir, 'runtime.json'), this.#runtime));
  }

  /** What happens long after the start, with the hour on the clocks of the people who read it. */
  #sayWithTime(sentence: string): void {
    this.say(`[${clock.format(new Date())}] ${sentence}`);
  }
}
