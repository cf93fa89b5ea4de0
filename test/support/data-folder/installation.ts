import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { dyingWithParent, exited, projectRoot } from '#infra/local';
import type { CommandAnswer } from '#libs/contracts';
import type { Reached } from '../rehearsed.js';
import { callApi } from '../stack.js';

const READY_MS = 180_000;

interface Runtime {
  readonly apiUrl: string;
  readonly temporalAddress: string;
  readonly temporalNamespace: string;
  readonly databaseUrl: string;
}

/** The whole product as its owner runs it: `npm start` on a data folder, stopped by SIGTERM. */
export class Installation implements Reached {
  private constructor(
    readonly dataDir: string,
    private readonly launcher: ChildProcess,
    private readonly told: { text: string },
    readonly runtime: Runtime,
    /** The token of its administrator. */
    readonly administrator: string,
  ) {}

  get apiUrl(): string {
    return this.runtime.apiUrl;
  }

  /** Starts it and waits until it says that it is ready; rejects with what it said where it does not. */
  static async start(dataDir: string): Promise<Installation> {
    const script = path.join(projectRoot(), 'infra/local/start.mjs');
    const command = dyingWithParent({ file: process.execPath, args: [script] }, 'TERM');
    const launcher = spawn(command.file, command.args, {
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ANTQ_DATA_DIR: dataDir },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const told = { text: '' };
    for (const stream of [launcher.stdout, launcher.stderr]) {
      stream.on('data', (chunk: Buffer) => (told.text += chunk.toString()));
    }
    const until = Date.now() + READY_MS;
    while (!told.text.includes('Sẵn sàng (ready)')) {
      if (launcher.exitCode !== null || Date.now() > until) {
        launcher.kill('SIGTERM');
        throw new Error(`the installation did not become ready:\n${told.text}`);
      }
      await delay(100);
    }
    const read = (file: string): unknown => JSON.parse(readFileSync(path.join(dataDir, file), 'utf8'));
    const { token } = read('cli.json') as { token: string };
    return new Installation(dataDir, launcher, told, read('runtime.json') as Runtime, token);
  }

  /** Stops it as Ctrl-C does, in order; rejects where it did not end cleanly. */
  async stop(): Promise<void> {
    this.launcher.kill('SIGTERM');
    const code = await exited(this.launcher);
    if (code !== 0) throw new Error(`the installation ended with ${code}:\n${this.told.text}`);
  }

  /** Freezes one of its processes, as a machine out of memory would. */
  freeze(name: string): void {
    const { pids } = JSON.parse(readFileSync(path.join(this.dataDir, 'runtime.json'), 'utf8')) as {
      pids: Record<string, number>;
    };
    process.kill(pids[name] as number, 'SIGSTOP');
  }

  /** The owner's URL of its database. */
  get ownerUrl(): string {
    const secrets = JSON.parse(readFileSync(path.join(this.dataDir, 'secrets.json'), 'utf8')) as {
      antq_owner: string;
    };
    const url = new URL(this.runtime.databaseUrl);
    url.username = 'antq_owner';
    url.password = secrets.antq_owner;
    return url.href;
  }

  async query<T extends pg.QueryResultRow>(sql: string, values: readonly unknown[] = []): Promise<T[]> {
    const client = new pg.Client({ connectionString: this.ownerUrl });
    await client.connect();
    try {
      return (await client.query<T>(sql, [...values])).rows;
    } finally {
      await client.end();
    }
  }

  call: Reached['call'] = (method, to, token, body, options) =>
    callApi(this.runtime.apiUrl, method, to, token, body, options);

  async waitForCommand(commandId: string, timeoutMs = 30_000): Promise<CommandAnswer> {
    const until = Date.now() + timeoutMs;
    for (;;) {
      const { status, body } = await this.call<CommandAnswer>(
        'GET',
        `/commands/${commandId}`,
        this.administrator,
      );
      if (status === 200 && body.status !== 'received') return body;
      if (Date.now() > until) throw new Error(`command ${commandId} without outcome`);
      await delay(100);
    }
  }
}
