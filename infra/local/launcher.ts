import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { chmod, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { lockDataDir } from './launcher-lock.js';
import { projectRoot } from './paths.js';
import { choosePorts, type PortChoice } from './ports.js';
import { preparePostgres } from './postgres.js';
import { type CommandLine, dyingWithParent, endChild, exited, tailOf } from './processes.js';
import { type ChildSpec, Supervisor } from './supervisor.js';
import { ensureNamespace, findTemporalServer, prepareTemporal, temporalNamespace } from './temporal.js';

export interface LaunchOptions {
  /** Folder of the compiled applications (`api/main.js`, `worker/main.js`, …). */
  appsDir?: string;
  env?: NodeJS.ProcessEnv;
  say?: (line: string) => void;
}

interface Token {
  role: string;
  roleName: string;
  name: string;
  token: string;
}

/** Where things run now; written to runtime.json for the command line and for tests. */
interface Runtime {
  apiUrl: string;
  mailboxUrl: string;
  smtpUrl: string;
  temporalAddress: string;
  temporalNamespace: string;
  temporalUiUrl: string | null;
  databaseUrl: string;
  startedAt: string;
  pids: Record<string, number>;
}

const supportedPlatforms = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'];
const exitAlreadyRunning = 3;
const workerPatienceMs = 30_000;

class Interrupted extends Error {}

function writeWhole(file: string, value: unknown): void {
  const fresh = `${file}.new`;
  writeFileSync(fresh, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(fresh, file);
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function seconds(sinceMs: number): string {
  return `${((Date.now() - sinceMs) / 1_000).toFixed(1).replace('.', ',')} giây`;
}

/**
 * The whole system on one machine, until Ctrl-C or the end of the API.
 * Resolves to the exit code: 0 after an orderly stop, 1 when something could not start, 3 when it already runs
 * on the same data folder, else the API's own.
 */
export async function launch(options: LaunchOptions = {}): Promise<number> {
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
      return await new Launch(options.appsDir ?? path.join(root, 'dist/apps'), dataDir, env, say).run();
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
    readonly appsDir: string,
    readonly dataDir: string,
    readonly env: NodeJS.ProcessEnv,
    readonly say: (line: string) => void,
  ) {
    this.#supervisor = new Supervisor({
      logDir: path.join(dataDir, 'logs'),
      runDir: path.join(dataDir, 'run'),
      say: (sentence) => this.say(`[${new Date().toTimeString().slice(0, 8)}] ${sentence}`),
      changed: () => this.#saveRuntime(),
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
    const interrupted = new Promise<undefined>((resolve) => {
      this.#interrupt.signal.addEventListener('abort', () => resolve(undefined));
    });
    try {
      await Promise.race([
        this.#start(),
        interrupted.then(() => {
          throw new Interrupted();
        }),
      ]);
      const end = await Promise.race([this.#supervisor.ended, interrupted]);
      if (end === undefined) {
        this.say('Đang dừng…');
        await this.#stop();
        this.say('Đã dừng. Dữ liệu được giữ lại; chạy npm start để tiếp tục.');
        return 0;
      }
      this.say('API đã kết thúc nên các phần khác cũng dừng theo.');
      await this.#stop();
      return end.code === 0 ? 0 : end.code;
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
    this.#stopping = true;
    this.#interrupt.abort();
    if (this.#task) await endChild(this.#task, 'SIGTERM', 5_000);
    await this.#supervisor.stop();
    this.#saveRuntime();
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
    for (const script of ['api/prepare.main.js', 'api/main.js', 'worker/main.js']) this.#app(script);
    const left = await this.#supervisor.endLeftovers();
    if (left.length > 0)
      this.say(`Đã kết thúc các tiến trình còn sót từ lần chạy trước: ${left.join(', ')}.`);

    const wishes = [
      { name: 'api', label: 'API', preferred: Number(env.ANTQ_API_PORT) || 3000 },
      { name: 'temporalUi', label: 'Giao diện Temporal', preferred: 8233 },
      { name: 'mailbox', label: 'Hộp thư', preferred: 8025 },
      { name: 'smtp', label: 'SMTP' },
      { name: 'temporal', label: 'Temporal' },
      { name: 'postgres', label: 'PostgreSQL' },
    ];
    const ports = await choosePorts(path.join(dataDir, 'ports.json'), wishes);
    const portOf = (name: string): number => (ports[name] as PortChoice).port;
    for (const { name, label } of wishes) {
      const choice = ports[name];
      if (choice?.takenPort === undefined) continue;
      this.say(
        `Cổng ${choice.takenPort} (${label}) đang có chương trình khác dùng; dùng cổng ${choice.port}.`,
      );
    }

    const database = await this.#startDatabase(portOf('postgres'));
    const temporal = await this.#startTemporal(portOf('temporal'), portOf('temporalUi'));
    const captureUrl = `smtp://127.0.0.1:${portOf('smtp')}`;
    const mailboxUrl = `http://127.0.0.1:${portOf('mailbox')}`;
    await this.#step(
      () => `Hộp thư thử ${mailboxUrl}`,
      () => this.#supervisor.start(this.#mailbox(portOf('smtp'), portOf('mailbox'), mailboxUrl)),
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
      () =>
        this.#runTask('prepare', 'api/prepare.main.js', { ...shared, DATABASE_OWNER_URL: database.ownerUrl }),
    );
    await this.#step(
      () => 'Hai worker (hàng đợi cycle và mail)',
      async () => {
        await this.#supervisor.start(this.#worker('cycle', shared));
        await this.#supervisor.start(this.#worker('mail', shared));
      },
    );
    await this.#step(
      () => `API ${apiUrl}`,
      () => this.#supervisor.start(this.#api(apiUrl, shared)),
    );

    if (!(await workersAnswer(apiUrl, this.#interrupt.signal))) {
      this.say('Chưa thấy worker nhận việc; hãy xem npx antq doctor và nhật ký worker.');
    }

    const tokens = (readJson(path.join(dataDir, 'tokens.json')) as Token[] | undefined) ?? [];
    const administrator = tokens.find(({ role }) => role.startsWith('admin'));
    const cliFile = path.join(dataDir, 'cli.json');
    writeWhole(cliFile, { apiUrl, token: administrator?.token ?? null, mailboxUrl });
    await chmod(cliFile, 0o600);
    this.#saveRuntime();
    this.#summary(tokens);
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
        await this.#supervisor.start({
          name: 'postgres',
          label: 'PostgreSQL',
          command: () => plan.command(),
          beforeStart: () => plan.beforeStart(),
          ready: (signal) => plan.ready(signal),
          stopSignal: 'SIGINT',
          graceMs: 30_000,
        });
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
        await this.#supervisor.start({
          name: 'temporal',
          label: 'Temporal',
          command: () => plan.command(),
          ready: (signal) => plan.ready(signal),
          graceMs: 10_000,
        });
        await plan.prepare();
        return { address: plan.address, namespace, uiUrl: plan.uiUrl };
      },
    );
  }

  /** A Node child that ends with the launcher, however the launcher ends. */
  #node(script: string, args: string[], env: NodeJS.ProcessEnv): CommandLine {
    const watch = pathToFileURL(path.join(projectRoot(), 'dist/infra/local/parent-watch.js')).href;
    const command = dyingWithParent(
      { file: process.execPath, args: ['--enable-source-maps', '--import', watch, script, ...args] },
      'TERM',
    );
    return { ...command, env: { ...env, ANTQ_PARENT_PID: String(process.pid) }, cwd: projectRoot() };
  }

  #mailbox(smtpPort: number, httpPort: number, url: string): ChildSpec {
    const script = path.join(projectRoot(), 'dist/infra/local/smtp-capture.main.js');
    const args = [
      ...['--dir', path.join(this.dataDir, 'mail')],
      ...['--smtp-port', String(smtpPort), '--http-port', String(httpPort)],
    ];
    return {
      name: 'smtp',
      label: 'Hộp thư thử (SMTP)',
      command: () => this.#node(script, args, withoutOwner(this.env)),
      ready: (signal) => answers(`${url}/api/rules`, signal),
      graceMs: 5_000,
    };
  }

  #worker(queue: 'cycle' | 'mail', env: NodeJS.ProcessEnv): ChildSpec {
    return {
      name: `worker-${queue}`,
      label: `worker (hàng đợi ${queue})`,
      command: () => this.#node(this.#app('worker/main.js'), [], { ...env, ANTQ_WORKER: queue }),
      graceMs: 15_000,
    };
  }

  #api(url: string, env: NodeJS.ProcessEnv): ChildSpec {
    return {
      name: 'api',
      label: 'API',
      command: () => this.#node(this.#app('api/main.js'), [], env),
      ready: (signal) => answers(`${url}/readyz`, signal),
      readyTimeoutMs: 90_000,
      vital: true,
    };
  }

  #app(name: string): string {
    const file = path.join(this.appsDir, name);
    if (!existsSync(file)) throw new Error(`Thiếu ${file}; hãy chạy npm run build rồi thử lại.`);
    return file;
  }

  async #runTask(name: string, script: string, env: NodeJS.ProcessEnv): Promise<void> {
    const command = this.#node(this.#app(script), [], env);
    const file = this.#supervisor.logFile(name);
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

  #saveRuntime(): void {
    if (!this.#runtime) return;
    this.#runtime = {
      ...this.#runtime,
      pids: this.#stopping ? {} : { launcher: process.pid, ...this.#supervisor.pids() },
    };
    writeWhole(path.join(this.dataDir, 'runtime.json'), this.#runtime);
  }

  #summary(tokens: readonly Token[]): void {
    const runtime = this.#runtime;
    if (!runtime) return;
    const width = Math.max(0, ...tokens.map(({ roleName }) => roleName.length));
    const lines = [
      '',
      `Sẵn sàng (ready) sau ${seconds(this.#startedAt)}.`,
      '',
      `  API             ${runtime.apiUrl}/api/v1`,
      `  Tài liệu API    ${runtime.apiUrl}/docs`,
      `  Hộp thư thử     ${runtime.mailboxUrl}`,
      `  Temporal        ${runtime.temporalUiUrl ?? runtime.temporalAddress}  (không gian tên ${runtime.temporalNamespace}, gRPC ${runtime.temporalAddress})`,
      `  Nhật ký         ${path.join(this.dataDir, 'logs')}`,
      '',
      ...(tokens.length === 0
        ? []
        : [
            'Mã truy cập, mỗi vai một mã (tiêu đề "Authorization: Bearer …"):',
            ...tokens.map(({ roleName, name, token }) => `  ${roleName.padEnd(width)}  ${token}  ${name}`),
            '',
          ]),
      'Bốn việc để thử, trong một cửa sổ lệnh khác:',
      '  npx antq rehearse --year 2026 --communes 8 --seed 7    diễn tập cả năm trong vài phút',
      '  npx antq doctor',
      '  npx antq cycle open --policy quang-ngai-2025 --year 2027',
      '  npx antq cycle open --policy quang-ngai-2025 --year 2026 --rehearsal    rồi: npx antq submit --help',
      '',
      'Ctrl-C để dừng tất cả; lần chạy sau tiếp tục với dữ liệu này.',
    ];
    for (const line of lines) this.say(line);
  }
}

/** The parts as the API sees them; undefined while it is busy. */
async function partsSeen(apiUrl: string): Promise<readonly { key: string; ok: boolean }[] | undefined> {
  try {
    const response = await fetch(`${apiUrl}/api/v1/health/parts`, { signal: AbortSignal.timeout(10_000) });
    const answer = (await response.json()) as { parts?: { key: string; ok: boolean }[] };
    return answer.parts ?? [];
  } catch (error) {
    return error instanceof SyntaxError ? [] : undefined;
  }
}

/** Whether the API sees both workers within the time that their slow start may take. */
async function workersAnswer(apiUrl: string, interrupted: AbortSignal): Promise<boolean> {
  const until = Date.now() + workerPatienceMs;
  while (Date.now() < until && !interrupted.aborted) {
    const parts = await partsSeen(apiUrl);
    if (parts?.every(({ key, ok }) => ok || !key.startsWith('worker'))) return true;
    await delay(500);
  }
  return false;
}

/** An environment for what runs for long: the owner's rights stay with the preparation. */
function withoutOwner(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { DATABASE_OWNER_URL: _kept, ...rest } = env;
  return rest;
}

async function answers(url: string, signal: AbortSignal): Promise<void> {
  for (;;) {
    if (signal.aborted) throw new Error(`${url} did not answer`);
    try {
      const response = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(2_000)]) });
      await response.body?.cancel();
      if (response.ok) return;
    } catch {
      // Not listening yet.
    }
    await delay(100);
  }
}
