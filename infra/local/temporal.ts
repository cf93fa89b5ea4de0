import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readdirSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Connection, type ConnectionOptions } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { cacheDir, onPath, projectRoot } from './paths.js';
import { freePort, wantedOrFree } from './ports.js';
import { type CommandLine, dyingWithParent, endChild, exited, tailOf } from './processes.js';

export const temporalNamespace = 'antq';

/** A finished year stays readable in Temporal until the next one has been closed. */
const retentionDays = 400;

/** Keyword attributes set when a workflow starts. */
export const searchAttributeNames = ['CycleId', 'ProvinceCode', 'CommuneCode', 'UnitKind'] as const;

const keywordType = 2; // temporal.api.enums.v1.IndexedValueType
const cliVersion = '1.5.1';
const cliPackage = `github.com/temporalio/cli/cmd/temporal@v${cliVersion}`;

export interface TemporalServerBinary {
  path: string;
  origin: 'path' | 'cache' | 'download' | 'go';
}

export type SdkServerKind = 'dev-server' | 'time-skipping';

function downloadedServer(folder: string): string | undefined {
  try {
    // A download that was cut off leaves its beginning under another ending.
    const name = readdirSync(folder).find(
      (entry) => /^temporal.*sdk-typescript/.test(entry) && !entry.endsWith('.downloading'),
    );
    return name === undefined ? undefined : path.join(folder, name);
  } catch {
    return undefined;
  }
}

/**
 * Lets the SDK fetch its own server into the per-user cache; `undefined` where the network does not allow it.
 * Done in a process of its own: the SDK's native runtime would change how this process hears signals.
 */
export async function sdkServer(kind: SdkServerKind, limitMs = 300_000): Promise<string | undefined> {
  const folder = path.join(cacheDir(), 'sdk', kind);
  const present = downloadedServer(folder);
  if (present) return present;
  const script = path.join(projectRoot(), 'dist/infra/local/sdk-download.main.js');
  if (!existsSync(script)) return undefined;
  await mkdir(folder, { recursive: true });
  const child = spawn(process.execPath, [script, kind, folder], {
    stdio: 'ignore',
    timeout: limitMs,
    killSignal: 'SIGKILL',
  });
  const code = await exited(child);
  return code === 0 ? downloadedServer(folder) : undefined;
}

async function buildByGo(target: string): Promise<boolean> {
  const go = onPath('go');
  if (!go) return false;
  await mkdir(path.dirname(target), { recursive: true });
  const scratch = await mkdtemp(path.join(path.dirname(target), 'build-'));
  try {
    const command = dyingWithParent({ file: go, args: ['install', cliPackage] }, 'TERM');
    const child = spawn(command.file, command.args, {
      cwd: scratch,
      env: { ...process.env, GOBIN: scratch },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    child.stderr.resume();
    if ((await exited(child)) !== 0) return false;
    await rename(path.join(scratch, 'temporal'), target);
    return true;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/**
 * Finds a Temporal server: `temporal` on the PATH, the SDK's own download, `go install` of the pinned CLI.
 * What an earlier start fetched or built is taken before anything is fetched again.
 * Throws an error with one sentence saying what to install.
 */
export async function findTemporalServer(
  say: (line: string) => void = () => undefined,
): Promise<TemporalServerBinary> {
  const installed = onPath('temporal');
  if (
    installed &&
    spawnSync(installed, ['server', 'start-dev', '--help'], { stdio: 'ignore' }).status === 0
  ) {
    return { path: installed, origin: 'path' };
  }
  const built = path.join(cacheDir(), 'bin', `temporal-${cliVersion}`);
  const present =
    downloadedServer(path.join(cacheDir(), 'sdk', 'dev-server')) ?? (existsSync(built) ? built : undefined);
  if (present) return { path: present, origin: 'cache' };
  say('Chưa có máy chủ Temporal trên máy này: đang tải về…');
  const downloaded = await sdkServer('dev-server');
  if (downloaded) return { path: downloaded, origin: 'download' };
  if (onPath('go')) {
    say('Không tải được; đang dựng Temporal bằng Go, khoảng bốn phút, chỉ lần đầu…');
    if (await buildByGo(built)) return { path: built, origin: 'go' };
  }
  throw new Error(
    'Không tìm được máy chủ Temporal: hãy cài Temporal CLI (docs.temporal.io/cli) hoặc đặt TEMPORAL_ADDRESS tới một máy chủ đang chạy.',
  );
}

export interface TemporalOptions {
  /** Holds `temporal.db`; a temporary folder when left out. */
  baseDir?: string;
  /** gRPC port; used when free, else another one is taken. */
  port?: number;
  uiPort?: number;
  /** Without the web interface: starts sooner. */
  headless?: boolean;
  namespace?: string;
  /** Server settings by name, values as JSON, such as `{ 'history.timerProcessorMaxTimeShift': '"10ms"' }`. */
  dynamicConfig?: Record<string, string>;
  logFile?: string;
  binary?: string;
}

/** What a supervisor needs to run one server again and again at the same address. */
export interface TemporalPlan {
  address: string;
  uiUrl: string | undefined;
  logFile: string;
  command(): CommandLine;
  ready(signal: AbortSignal): Promise<void>;
  /** Resolves when the server answers now. */
  answers(): Promise<void>;
  /** Namespace and search attributes; safe to repeat. */
  prepare(): Promise<NamespaceState>;
}

export interface RunningTemporal {
  address: string;
  port: number;
  uiUrl: string | undefined;
  namespace: string;
  pid: number;
  baseDir: string;
  stop(): Promise<void>;
  kill(): Promise<void>;
  /** Stops the server and removes a temporary folder. */
  dispose(): Promise<void>;
}

/** `made`: the server did not have the namespace, so it holds no run of this product. */
export type NamespaceState = 'found' | 'made';

function isNotFound(error: unknown): boolean {
  return (error as { code?: number }).code === 5;
}

function isAlreadyThere(error: unknown): boolean {
  return (error as { code?: number }).code === 6;
}

/**
 * Makes sure that the namespace exists with 400 days' retention and that the search attributes are registered,
 * and waits until the server has taken them up. Throws the SDK's own errors.
 */
export async function ensureNamespace(
  connect: ConnectionOptions,
  namespace = temporalNamespace,
): Promise<NamespaceState> {
  let state: NamespaceState = 'found';
  const retentionMs = retentionDays * 86_400_000;
  const connection = await Connection.connect({ connectTimeout: '10s', ...connect });
  try {
    const service = connection.workflowService;
    try {
      const described = await service.describeNamespace({ namespace });
      const current = Number(described.config?.workflowExecutionRetentionTtl?.seconds ?? 0);
      if (current * 1_000 < retentionMs) {
        await service.updateNamespace({
          namespace,
          config: { workflowExecutionRetentionTtl: msToTs(retentionMs) },
        });
      }
    } catch (error) {
      if (!isNotFound(error)) throw error;
      state = 'made';
      await service
        .registerNamespace({ namespace, workflowExecutionRetentionPeriod: msToTs(retentionMs) })
        .catch((failure: unknown) => {
          if (!isAlreadyThere(failure)) throw failure;
        });
    }
    const deadline = Date.now() + 30_000;
    for (;;) {
      try {
        const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
        const missing = searchAttributeNames.filter((name) => !(name in customAttributes));
        if (missing.length === 0) {
          // Servers cache namespaces; only a successful search shows that starts will be taken too.
          await service.countWorkflowExecutions({ namespace, query: `CycleId = 'none'` });
          return state;
        }
        await connection.operatorService
          .addSearchAttributes({
            namespace,
            searchAttributes: Object.fromEntries(missing.map((name) => [name, keywordType])),
          })
          .catch((failure: unknown) => {
            if (!isAlreadyThere(failure)) throw failure;
          });
      } catch (error) {
        if (Date.now() > deadline) throw error;
      }
      if (Date.now() > deadline) throw new Error('search attributes were not taken up within 30 seconds');
      await delay(150);
    }
  } finally {
    await connection.close();
  }
}

/** Chooses ports and says how to run the dev server with its database file in `baseDir`. */
export async function prepareTemporal(options: TemporalOptions & { baseDir: string }): Promise<TemporalPlan> {
  const { baseDir } = options;
  const binary = options.binary ?? (await findTemporalServer()).path;
  await mkdir(baseDir, { recursive: true });
  const port = await wantedOrFree(options.port);
  const httpPort = await freePort();
  const uiPort = options.headless === true ? undefined : await wantedOrFree(options.uiPort);
  const address = `127.0.0.1:${port}`;
  const args = [
    ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--http-port', String(httpPort)],
    ...['--db-filename', path.join(baseDir, 'temporal.db'), '--log-level', 'warn', '--log-format', 'json'],
    ...(uiPort === undefined ? ['--headless'] : ['--ui-port', String(uiPort)]),
    ...Object.entries(options.dynamicConfig ?? {}).flatMap(([name, value]) => [
      '--dynamic-config-value',
      `${name}=${value}`,
    ]),
  ];
  const answers = async (): Promise<void> => {
    const connection = await Connection.connect({ address, connectTimeout: '2s' });
    await connection.close();
  };
  return {
    address,
    uiUrl: uiPort === undefined ? undefined : `http://127.0.0.1:${uiPort}`,
    logFile: options.logFile ?? path.join(baseDir, 'temporal.log'),
    command: () => dyingWithParent({ file: binary, args }, 'TERM'),
    ready: async (signal) => {
      for (;;) {
        if (signal.aborted) throw new Error('the Temporal server did not become ready');
        try {
          await answers();
          return;
        } catch {
          await delay(100);
        }
      }
    },
    answers,
    prepare: () => ensureNamespace({ address }, options.namespace ?? temporalNamespace),
  };
}

/** Starts a dev server of its own for tests, or again on the same `baseDir`. */
export async function startTemporal(options: TemporalOptions = {}): Promise<RunningTemporal> {
  const temporary = options.baseDir === undefined;
  const baseDir = options.baseDir ?? (await mkdtemp(path.join(tmpdir(), 'antq-temporal-')));
  const plan = await prepareTemporal({ ...options, baseDir });
  const log = openSync(plan.logFile, 'a');
  const command = plan.command();
  const child = spawn(command.file, command.args, { detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), 60_000);
  void exited(child).then(() => stop.abort());
  try {
    await plan.ready(stop.signal);
    await plan.prepare();
  } catch (error) {
    await endChild(child, 'SIGTERM', 2_000);
    throw new Error(`Temporal không khởi động được:\n${await tailOf(plan.logFile, 6)}`, { cause: error });
  } finally {
    clearTimeout(timer);
  }
  const end = (): Promise<void> => endChild(child, 'SIGTERM', 8_000);
  return {
    address: plan.address,
    port: Number(plan.address.split(':')[1]),
    uiUrl: plan.uiUrl,
    namespace: options.namespace ?? temporalNamespace,
    pid: child.pid ?? 0,
    baseDir,
    stop: end,
    kill: () => endChild(child, 'SIGKILL', 1_000),
    dispose: async () => {
      await end();
      if (temporary) await rm(baseDir, { recursive: true, force: true });
    },
  };
}
