import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { exited, projectRoot } from '#infra/local';

/** Where the parts of a launched system run now, as runtime.json tells it. */
export interface LaunchedRuntime {
  readonly apiUrl: string;
  readonly mailboxUrl: string;
  readonly temporalAddress: string;
  readonly databaseUrl: string;
  readonly pids: Readonly<Record<string, number>>;
}

export interface LaunchSettings {
  readonly dataDir: string;
  /** Stand-ins for the applications; the product's own when left out. */
  readonly appsDir?: string;
  /** Of the launcher's pace, what may cross to another process. */
  readonly pace?: {
    readonly lookEveryMs?: number;
    readonly missedLooks?: number;
    /** Wait before each next start, however many there were. */
    readonly backOffMs?: number;
  };
  readonly env?: NodeJS.ProcessEnv;
}

const READY_MS = 120_000;
/** What would make the launcher use servers of somebody else. */
const OUTSIDE = new Set(['DATABASE_URL', 'TEMPORAL_ADDRESS', 'SMTP_URL']);

/** A launcher in a process of its own, as `npm start` runs it. */
export class Launched {
  output = '';

  private constructor(
    readonly child: ChildProcess,
    private readonly dataDir: string,
  ) {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    }
  }

  static begin({ dataDir, appsDir, pace, env = {} }: LaunchSettings): Launched {
    const launcher = pathToFileURL(path.join(projectRoot(), 'dist/infra/local/launcher.js')).href;
    const options = JSON.stringify({ appsDir, pace });
    const script = `
      const { appsDir, pace: { backOffMs, ...pace } = {} } = ${options};
      const { launch } = await import(${JSON.stringify(launcher)});
      const retry = backOffMs === undefined ? {} : { backOffMs: () => backOffMs };
      process.exit(await launch({ appsDir, pace: { ...pace, ...retry } }));`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      env: {
        ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !OUTSIDE.has(name))),
        ANTQ_DATA_DIR: dataDir,
        NODE_OPTIONS: '',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new Launched(child, dataDir);
  }

  /** Waits until everything works. @throws Error with what the launcher said, when it ends or takes too long */
  async ready(): Promise<void> {
    for (let waited = 0; waited < READY_MS; waited += 100) {
      if (this.output.includes('Ctrl-C')) return;
      if (this.child.exitCode !== null || this.child.signalCode !== null) break;
      await delay(100);
    }
    throw new Error(`not ready:\n${this.output}`);
  }

  runtime(): LaunchedRuntime {
    return JSON.parse(readFileSync(path.join(this.dataDir, 'runtime.json'), 'utf8')) as LaunchedRuntime;
  }

  pid(part: string): number {
    return this.runtime().pids[part] ?? 0;
  }

  /** Resolves to the exit code, or to the signal that ended it. */
  async ended(): Promise<number | NodeJS.Signals> {
    return exited(this.child);
  }

  /** Ends it, in order where it still can. */
  async dispose(): Promise<void> {
    this.child.kill('SIGTERM');
    const insist = setTimeout(() => this.child.kill('SIGKILL'), 30_000);
    await exited(this.child);
    clearTimeout(insist);
  }
}
