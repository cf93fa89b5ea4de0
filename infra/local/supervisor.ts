import { type ChildProcess, spawn } from 'node:child_process';
import {
  appendFileSync,
  closeSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type CommandLine, endChild, endForeign, exited, startMark, tailOf } from './processes.js';

export interface ChildSpec {
  /** Name of the log file and of the process in `pids()`. */
  name: string;
  /** How people call it, at the start of a sentence. */
  label: string;
  command(): CommandLine;
  /** Before each start, also after a death. */
  beforeStart?(): Promise<void>;
  /** Resolves once the child does its work; must give up when the signal fires. */
  ready?(signal: AbortSignal): Promise<void>;
  readyTimeoutMs?: number;
  stopSignal?: NodeJS.Signals;
  /** Time between the stop signal and SIGKILL. */
  graceMs?: number;
  /** Its end is the end of everything. */
  vital?: boolean;
}

export interface SupervisorOptions {
  logDir: string;
  /** Remembers what runs, so that the next start can end what a killed launcher left behind. */
  runDir: string;
  say(sentence: string): void;
  /** Called whenever a child got another process id, or none. */
  changed?(): void;
  /** Wait before the n-th restart within the window (1, 2, …). */
  backOffMs?(deaths: number): number;
  windowMs?: number;
  maxDeaths?: number;
}

export interface SupervisorEnd {
  /** Name of the vital child that ended. */
  name: string;
  code: number;
}

interface Child {
  spec: ChildSpec;
  process: ChildProcess | undefined;
  deaths: number[];
  down: boolean;
  /** Interrupts a wait for readiness or before a restart. */
  abort: AbortController;
  loop: Promise<void>;
}

const maxLogBytes = 10_000_000;

/** Starts children in order, starts a dead one again, ends all in reverse order. */
export class Supervisor {
  readonly #options: Required<Omit<SupervisorOptions, 'changed'>> & Pick<SupervisorOptions, 'changed'>;
  readonly #children: Child[] = [];
  #stopping: Promise<void> | undefined;
  #resolveEnded: (end: SupervisorEnd) => void = () => undefined;
  /** Resolves when a vital child has ended by itself. */
  readonly ended = new Promise<SupervisorEnd>((resolve) => {
    this.#resolveEnded = resolve;
  });

  constructor(options: SupervisorOptions) {
    this.#options = {
      backOffMs: (deaths) => 2_000 * 2 ** (deaths - 1),
      windowMs: 60_000,
      maxDeaths: 3,
      ...options,
    };
    mkdirSync(options.logDir, { recursive: true });
    mkdirSync(options.runDir, { recursive: true });
  }

  logFile(name: string): string {
    return path.join(this.#options.logDir, `${name}.log`);
  }

  /** Process ids of the children that run now. */
  pids(): Record<string, number> {
    const running: Record<string, number> = {};
    for (const { spec, process: child } of this.#children) {
      if (child?.pid !== undefined) running[spec.name] = child.pid;
    }
    return running;
  }

  /** Names of the children that stay down after too many deaths. */
  down(): string[] {
    return this.#children.filter((child) => child.down).map(({ spec }) => spec.name);
  }

  /** Ends processes of an earlier launcher that still run; resolves to their names. */
  async endLeftovers(): Promise<string[]> {
    const ended: string[] = [];
    for (const entry of await readdir(this.#options.runDir)) {
      if (!entry.endsWith('.pid')) continue;
      const file = path.join(this.#options.runDir, entry);
      try {
        const left = JSON.parse(await readFile(file, 'utf8')) as {
          pid: number;
          mark: string;
          signal: NodeJS.Signals;
        };
        if ((await startMark(left.pid)) === left.mark) {
          await endForeign(left.pid, left.mark, left.signal, 15_000);
          ended.push(entry.replace(/\.pid$/, ''));
        }
      } catch {
        // A torn file names nobody.
      }
      rmSync(file, { force: true });
    }
    return ended;
  }

  /**
   * Starts a child and resolves once it is ready. A child that dies before that is started again like any other;
   * rejects with its last words when it stays down, or was not ready in time.
   */
  async start(spec: ChildSpec): Promise<void> {
    if (this.#stopping) throw new Error('stopping');
    const child: Child = {
      spec,
      process: undefined,
      deaths: [],
      down: false,
      abort: new AbortController(),
      loop: Promise.resolve(),
    };
    this.#children.push(child);
    await new Promise<void>((resolve, reject) => {
      child.loop = this.#run(child, resolve, reject);
    });
  }

  /** Ends all children in reverse order; the same promise for every caller. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stopAll();
    return this.#stopping;
  }

  /** Ends everything at once, for the impatient. */
  killAll(): void {
    for (const { process: child } of this.#children) child?.kill('SIGKILL');
  }

  async #stopAll(): Promise<void> {
    for (const child of [...this.#children].reverse()) {
      child.abort.abort();
      if (child.process) {
        // A stopped (SIGSTOP) child would never see the request.
        child.process.kill('SIGCONT');
        await endChild(child.process, child.spec.stopSignal ?? 'SIGTERM', child.spec.graceMs ?? 10_000);
      }
      await child.loop;
    }
  }

  async #run(child: Child, started: () => void, failed: (error: Error) => void): Promise<void> {
    const { spec } = child;
    let announce = false;
    for (;;) {
      let end: number | NodeJS.Signals;
      try {
        end = await this.#runOnce(child, () => {
          started();
          if (announce) this.#options.say(`${spec.label} đã chạy lại.`);
        });
      } catch (error) {
        this.#log(spec.name, String(error));
        end = 1;
      }
      child.process = undefined;
      rmSync(path.join(this.#options.runDir, `${spec.name}.pid`), { force: true });
      this.#options.changed?.();
      if (this.#stopping || child.abort.signal.aborted) {
        failed(new Error(`${spec.label}: dừng theo yêu cầu`));
        return;
      }
      const how = typeof end === 'number' ? `mã ${end}` : `tín hiệu ${end}`;
      if (spec.vital === true) {
        child.down = true;
        this.#options.say(`${spec.label} đã dừng, ${how}. Nhật ký: ${this.logFile(spec.name)}`);
        failed(new Error(await this.#lastWords(spec)));
        this.#resolveEnded({ name: spec.name, code: typeof end === 'number' ? end : 1 });
        return;
      }
      const now = Date.now();
      child.deaths = [...child.deaths.filter((at) => now - at < this.#options.windowMs), now];
      if (child.deaths.length >= this.#options.maxDeaths) {
        child.down = true;
        this.#options.say(
          `${spec.label} đã dừng, ${how}; đây là lần thứ ${child.deaths.length} trong một phút nên không khởi động lại nữa, ` +
            `các phần khác vẫn chạy. Nhật ký: ${this.logFile(spec.name)}`,
        );
        failed(new Error(await this.#lastWords(spec)));
        return;
      }
      const wait = this.#options.backOffMs(child.deaths.length);
      const seconds = String(Math.round(wait / 100) / 10).replace('.', ',');
      this.#options.say(`${spec.label} đã dừng, ${how}; khởi động lại sau ${seconds} giây.`);
      announce = true;
      try {
        await delay(wait, undefined, { signal: child.abort.signal });
      } catch {
        failed(new Error(`${spec.label}: dừng theo yêu cầu`));
        return;
      }
    }
  }

  /** One life of a child, from its start to its end. */
  async #runOnce(child: Child, ready: () => void): Promise<number | NodeJS.Signals> {
    const { spec } = child;
    await spec.beforeStart?.();
    if (child.abort.signal.aborted) return 0;
    const file = this.logFile(spec.name);
    this.#rotate(file);
    const command = spec.command();
    // The child writes to the file itself: its words survive the launcher, and a dead launcher breaks no pipe.
    const log = openSync(file, 'a');
    const running = spawn(command.file, command.args, {
      stdio: ['ignore', log, log],
      // A group of its own: Ctrl-C in the terminal reaches the launcher alone, which ends the children in order.
      detached: true,
      ...(command.env === undefined ? {} : { env: command.env }),
      ...(command.cwd === undefined ? {} : { cwd: command.cwd }),
      ...(command.uid === undefined ? {} : { uid: command.uid }),
      ...(command.gid === undefined ? {} : { gid: command.gid }),
    });
    closeSync(log);
    child.process = running;
    const end = exited(running);
    await this.#remember(spec, running.pid);
    this.#log(spec.name, `started, pid ${running.pid ?? 'none'}`);
    this.#options.changed?.();
    void this.#watchReady(child, running, ready);
    const how = await end;
    this.#log(spec.name, `ended, ${how}`);
    return how;
  }

  async #watchReady(child: Child, running: ChildProcess, ready: () => void): Promise<void> {
    const { spec } = child;
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), spec.readyTimeoutMs ?? 60_000);
    void exited(running).then(() => limit.abort());
    try {
      await spec.ready?.(AbortSignal.any([limit.signal, child.abort.signal]));
      if (running.exitCode === null && running.signalCode === null) ready();
    } catch (error) {
      if (running.exitCode !== null || running.signalCode !== null || child.abort.signal.aborted) return;
      // Alive but useless: ended, so that the rules for a dead child apply.
      this.#log(spec.name, `not ready: ${String(error)}`);
      await endChild(running, spec.stopSignal ?? 'SIGTERM', spec.graceMs ?? 10_000);
    } finally {
      clearTimeout(timer);
    }
  }

  async #remember({ name, stopSignal = 'SIGTERM' }: ChildSpec, pid: number | undefined): Promise<void> {
    if (pid === undefined) return;
    const mark = await startMark(pid);
    if (mark === undefined) return;
    writeFileSync(
      path.join(this.#options.runDir, `${name}.pid`),
      JSON.stringify({ pid, mark, signal: stopSignal }),
    );
  }

  async #lastWords({ name, label }: ChildSpec): Promise<string> {
    return `${label} không chạy được. Những dòng cuối của ${this.logFile(name)}:\n${await tailOf(this.logFile(name))}`;
  }

  #log(name: string, text: string): void {
    appendFileSync(this.logFile(name), `# ${new Date().toISOString()} ${text}\n`);
  }

  #rotate(file: string): void {
    try {
      if (statSync(file).size > maxLogBytes) renameSync(file, `${file}.1`);
    } catch {
      // No log yet.
    }
  }
}
