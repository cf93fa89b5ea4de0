import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, type WriteStream } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { dyingWithParent, exited, projectRoot } from '#infra/local';

export interface ChildEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** One process of the product, as compiled, that a test may kill, freeze and start again. */
export interface Child {
  readonly pid: number;
  readonly isAlive: boolean;
  /** The last lines it wrote, for a failed test to show. */
  readonly log: string;
  /** Sends the signal (SIGKILL unless told) and waits until the process is gone. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Freezes it (SIGSTOP). */
  stop(): void;
  /** Lets it go on (SIGCONT). */
  cont(): void;
  /** Starts it anew and waits until it is ready, or until the fault asked for has struck. */
  start(faults?: string): Promise<void>;
  /** Waits for its end without doing anything to it; rejects after `ms`. */
  waitForExit(ms: number): Promise<ChildEnd>;
}

interface ChildPlan {
  readonly name: string;
  /** Under dist/. */
  readonly script: string;
  readonly env: NodeJS.ProcessEnv;
  /** Part of the log line that says it is ready. */
  readonly readyMark: string;
  readonly logDir: string;
}

const READY_MS = 90_000;
const KEPT_LINES = 200;

/** A process of `dist/` that ends with this one, also when this one is killed. */
export class ProductProcess implements Child {
  private child: ChildProcess | undefined;
  private lines: string[] = [];
  private readonly file: WriteStream;

  constructor(private readonly plan: ChildPlan) {
    this.file = createWriteStream(path.join(plan.logDir, `${plan.name}.log`), { flags: 'a' });
  }

  get pid(): number {
    return this.child?.pid ?? 0;
  }

  get isAlive(): boolean {
    return this.child !== undefined && this.child.exitCode === null && this.child.signalCode === null;
  }

  get log(): string {
    return this.lines.join('\n');
  }

  async start(faults = ''): Promise<void> {
    if (this.isAlive) throw new Error(`${this.plan.name} is running already`);
    const root = projectRoot();
    const watch = pathToFileURL(path.join(root, 'dist/infra/local/parent-watch.js')).href;
    const command = dyingWithParent(
      {
        file: process.execPath,
        args: ['--enable-source-maps', '--import', watch, path.join(root, 'dist', this.plan.script)],
      },
      'KILL',
    );
    const child = spawn(command.file, command.args, {
      cwd: root,
      env: { ...this.plan.env, ANTQ_FAULTS: faults, ANTQ_PARENT_PID: String(process.pid) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    const ready = new Promise<'ready'>((resolve) => {
      const take = (line: string): void => {
        this.lines = [...this.lines.slice(1 - KEPT_LINES), line];
        if (!this.file.writableEnded) this.file.write(`${line}\n`);
        if (line.includes(this.plan.readyMark)) resolve('ready');
      };
      createInterface({ input: child.stdout }).on('line', take);
      createInterface({ input: child.stderr }).on('line', take);
    });
    const outcome = await Promise.race([
      ready,
      exited(child),
      delay(READY_MS, 'late' as const, { ref: false }),
    ]);
    if (outcome === 'ready' || (faults !== '' && outcome === 'SIGKILL')) return;
    await this.kill();
    throw new Error(`${this.plan.name} did not become ready (${outcome}):\n${this.log}`);
  }

  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    if (this.child === undefined || !this.isAlive) return;
    const gone = exited(this.child);
    this.child.kill(signal);
    await gone;
  }

  stop(): void {
    this.child?.kill('SIGSTOP');
  }

  cont(): void {
    this.child?.kill('SIGCONT');
  }

  async waitForExit(ms: number): Promise<ChildEnd> {
    const { child } = this;
    if (child === undefined) throw new Error(`${this.plan.name} was never started`);
    const outcome = await Promise.race([exited(child), delay(ms, 'late' as const, { ref: false })]);
    if (outcome === 'late') throw new Error(`${this.plan.name} was still alive after ${ms} ms:\n${this.log}`);
    return { code: child.exitCode, signal: child.signalCode };
  }

  /** Ends it for good and closes its log. */
  async dispose(): Promise<void> {
    await this.kill();
    await new Promise<void>((resolve) => this.file.end(resolve));
  }
}
