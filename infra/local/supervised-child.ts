import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { READY_MESSAGE } from '#libs/observability';
import { ChildLog, unlessUnwritable } from './child-log.js';
import { fallsSilent } from './liveness.js';
import { type CommandLine, endChild, exited, startMark } from './processes.js';

export interface ChildSpec {
  /** Name of the log file and of the process in `pids()`. */
  name: string;
  /** How people call it, at the start of a sentence. */
  label: string;
  /** What to run; `life` counts the starts from 1. */
  command(life: number): CommandLine;
  /** Before each start, also after a death. */
  beforeStart?(): Promise<void>;
  /**
   * Resolves once the child does its work; must give up when the signal fires. `'told'`: the child says so itself, over
   * its channel.
   */
  ready?: 'told' | ((signal: AbortSignal) => Promise<void>);
  readyTimeoutMs?: number;
  /**
   * A question that a living child answers; rejects, or is given up by the signal, when it does not. It should depend on
   * nothing but the child: one whose database is away is well. `'pulse'`: the child speaks over its channel by itself.
   */
  answers?: 'pulse' | ((signal: AbortSignal) => Promise<void>);
  stopSignal?: NodeJS.Signals;
  /** Time between the stop signal and SIGKILL; longer than the child's own drain time. */
  graceMs?: number;
}

/** How patiently a child is started again and asked for an answer. */
export interface Pace {
  /** Wait before the next start after the n-th death in a row (1, 2, …). */
  backOffMs(quickDeaths: number): number;
  /** Who has worked for this long begins the count of deaths anew. */
  settledMs: number;
  /** Wait between two questions, and the time for an answer. */
  lookEveryMs: number;
  /** So many questions in a row without an answer, and the child is ended. */
  missedLooks: number;
}

/** Where children live: what they write, and who is told of them. */
export interface ChildHost {
  readonly pace: Pace;
  /** Remembers what runs, so that the next start can end what a killed launcher left behind. */
  readonly runDir: string;
  logFile(name: string): string;
  say(sentence: string): void;
  /** Called whenever a child got another process id, or none. */
  changed(): void;
}

/** So many deaths before a child has ever worked, and its first start counts as failed. */
const START_TRIES = 3;
const SLOW_RETRIES_FROM = 3;

const inSeconds = (ms: number): string => `${String(Math.round(ms / 100) / 10).replace('.', ',')} giây`;

/** One child, started again after each end until it is told to stop. */
export class SupervisedChild {
  readonly #stop = new AbortController();
  readonly #log: ChildLog;
  #running: ChildProcess | undefined;
  #lives: Promise<void> = Promise.resolve();
  #everWorked = false;
  /** Since when the child works in its present life (ms since 1970). */
  #worksSince: number | undefined;

  constructor(
    readonly spec: ChildSpec,
    private readonly host: ChildHost,
  ) {
    this.#log = new ChildLog(host.logFile(spec.name));
  }

  get pid(): number | undefined {
    return this.#running?.pid;
  }

  /**
   * Resolves once the child works. One that dies before is started again like any other; rejects with its last words
   * after the third death, and at once when it is stopped meanwhile. After that it is started again for ever.
   */
  start(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#lives = this.#live(resolve).catch(reject);
    });
  }

  /** Ends the child and starts it no more. */
  async stop(): Promise<void> {
    this.#stop.abort();
    if (this.#running) await this.#end(this.#running);
    await this.#lives;
  }

  /** Ends the child at once and starts it no more. */
  kill(): void {
    this.#stop.abort();
    this.#running?.kill('SIGKILL');
  }

  async #live(firstWorks: () => void): Promise<void> {
    const { pace } = this.host;
    let quickDeaths = 0;
    for (let life = 1; ; life += 1) {
      this.#worksSince = undefined;
      const end = await this.#oneLife(life, () => {
        this.#worksSince = Date.now();
        this.#everWorked = true;
        firstWorks();
        if (life > 1) this.host.say(`${this.spec.label} đã chạy lại.`);
      });
      if (this.#stop.signal.aborted) break;
      quickDeaths = this.#hadSettled() ? 1 : quickDeaths + 1;
      if (!this.#everWorked && quickDeaths >= START_TRIES) throw new Error(await this.#lastWords());
      const waitMs = pace.backOffMs(quickDeaths);
      this.host.say(this.#ofDeath(end, quickDeaths, waitMs));
      try {
        await delay(waitMs, undefined, { signal: this.#stop.signal });
      } catch {
        break;
      }
    }
    if (!this.#everWorked) throw new Error(`${this.spec.label}: dừng theo yêu cầu`);
  }

  #hadSettled(): boolean {
    return this.#worksSince !== undefined && Date.now() - this.#worksSince >= this.host.pace.settledMs;
  }

  #ofDeath(end: number | NodeJS.Signals, quickDeaths: number, waitMs: number): string {
    const how = typeof end === 'number' ? `mã ${end}` : `tín hiệu ${end}`;
    const { label, name } = this.spec;
    if (quickDeaths < SLOW_RETRIES_FROM) {
      return `${label} đã dừng, ${how}; khởi động lại sau ${inSeconds(waitMs)}.`;
    }
    return (
      `${label} đã dừng, ${how}; đây là lần thứ ${quickDeaths} liên tiếp. Sẽ thử lại sau ${inSeconds(waitMs)}, ` +
      `các phần khác vẫn chạy. Nhật ký: ${this.host.logFile(name)}`
    );
  }

  /** From a start to its end; whatever keeps the child from being started counts as its end too. */
  async #oneLife(life: number, works: () => void): Promise<number | NodeJS.Signals> {
    const pidFile = path.join(this.host.runDir, `${this.spec.name}.pid`);
    try {
      await this.spec.beforeStart?.();
      if (this.#stop.signal.aborted) return 0;
      const running = this.#spawn(this.spec.command(life));
      this.#running = running;
      const ended = exited(running);
      const known = this.#makeKnown(pidFile, running.pid);
      void this.#watch(running, known, works);
      const end = await ended;
      await known;
      this.#log.note(`ended, ${end}`);
      return end;
    } catch (error) {
      this.#log.note(String(error));
      return 1;
    } finally {
      this.#running = undefined;
      unlessUnwritable(() => rmSync(pidFile, { force: true }));
      this.host.changed();
    }
  }

  #spawn(command: CommandLine): ChildProcess {
    const { ready, answers } = this.spec;
    // The child writes to the file itself: its words survive the launcher, and a dead launcher breaks no pipe.
    return this.#log.lend((log) =>
      spawn(command.file, command.args, {
        stdio: ['ignore', log, log, ...(ready === 'told' || answers === 'pulse' ? (['ipc'] as const) : [])],
        // A group of its own: Ctrl-C in the terminal reaches the launcher alone, which ends the children in order.
        detached: true,
        ...(command.env === undefined ? {} : { env: command.env }),
        ...(command.cwd === undefined ? {} : { cwd: command.cwd }),
        ...(command.uid === undefined ? {} : { uid: command.uid }),
        ...(command.gid === undefined ? {} : { gid: command.gid }),
      }),
    );
  }

  /** Waits until the child works, then asks it whether it still does; ends one that is alive and useless. */
  async #watch(running: ChildProcess, known: Promise<void>, works: () => void): Promise<void> {
    const ended = new AbortController();
    void exited(running).then(() => ended.abort());
    const over = AbortSignal.any([ended.signal, this.#stop.signal]);
    try {
      await this.#untilReady(running, over);
      await known;
    } catch (error) {
      if (over.aborted) return;
      this.#log.note(`not ready: ${String(error)}`);
      await this.#end(running);
      return;
    }
    if (over.aborted) return;
    works();
    const since = await this.#untilSilent(running, over);
    if (since === undefined) return;
    this.host.say(
      `${this.spec.label} vẫn chạy mà không trả lời từ ${inSeconds(Date.now() - since)} nay; kết thúc để khởi động lại.`,
    );
    this.#log.note('did not answer');
    await this.#end(running);
  }

  async #untilReady(running: ChildProcess, over: AbortSignal): Promise<void> {
    const { ready, readyTimeoutMs = 60_000 } = this.spec;
    if (ready === undefined) return;
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), readyTimeoutMs);
    const signal = AbortSignal.any([over, limit.signal]);
    try {
      if (ready === 'told') await untilTold(running, signal);
      else await ready(signal);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Resolves to the time of the last answer once the child has fallen silent, to `undefined` when all is over. */
  #untilSilent(running: ChildProcess, over: AbortSignal): Promise<number | undefined> {
    const { answers } = this.spec;
    if (answers === undefined) return Promise.resolve(undefined);
    const ask =
      answers === 'pulse'
        ? async (signal: AbortSignal) => {
            await once(running, 'message', { signal });
          }
        : answers;
    return fallsSilent(ask, this.host.pace, over);
  }

  async #end(running: ChildProcess): Promise<void> {
    // A stopped (SIGSTOP) child would never see the request.
    running.kill('SIGCONT');
    await endChild(running, this.spec.stopSignal ?? 'SIGTERM', this.spec.graceMs ?? 10_000);
  }

  /** Writes down what was started, for the log, the next launcher and who asks where things run. */
  async #makeKnown(pidFile: string, pid: number | undefined): Promise<void> {
    this.#log.note(`started, pid ${pid ?? 'none'}`);
    this.host.changed();
    if (pid === undefined) return;
    const mark = await startMark(pid);
    if (mark === undefined) return;
    const { stopSignal: signal = 'SIGTERM' } = this.spec;
    unlessUnwritable(() => writeFileSync(pidFile, JSON.stringify({ pid, mark, signal })));
  }

  async #lastWords(): Promise<string> {
    const { label, name } = this.spec;
    return `${label} không chạy được. Những dòng cuối của ${this.host.logFile(name)}:\n${await this.#log.tail()}`;
  }
}

async function untilTold(running: ChildProcess, signal: AbortSignal): Promise<void> {
  for (;;) {
    const [message] = (await once(running, 'message', { signal })) as [unknown];
    if (message === READY_MESSAGE) return;
  }
}
