import { mkdirSync, rmSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { unlessUnwritable } from './child-log.js';
import { endForeign, startMark } from './processes.js';
import { type ChildSpec, type Pace, SupervisedChild } from './supervised-child.js';

export interface SupervisorOptions {
  logDir: string;
  runDir: string;
  say(sentence: string): void;
  /** Called whenever a child got another process id, or none. */
  changed?(): void;
  pace?: Partial<Pace>;
}

const QUICK_RETRIES_MS = [2_000, 4_000];
const SLOW_RETRY_MS = 60_000;

const defaultPace: Pace = {
  backOffMs: (quickDeaths) => QUICK_RETRIES_MS[quickDeaths - 1] ?? SLOW_RETRY_MS,
  settledMs: 60_000,
  lookEveryMs: 5_000,
  missedLooks: 3,
};

/** Starts children in order, starts a dead or silent one again for ever, ends all in reverse order. */
export class Supervisor {
  readonly #options: SupervisorOptions;
  readonly #children: SupervisedChild[] = [];
  #stopping: Promise<void> | undefined;

  constructor(options: SupervisorOptions) {
    this.#options = options;
    mkdirSync(options.logDir, { recursive: true });
    mkdirSync(options.runDir, { recursive: true });
  }

  logFile(name: string): string {
    return path.join(this.#options.logDir, `${name}.log`);
  }

  /** Process ids of the children that run now. */
  pids(): Record<string, number> {
    return Object.fromEntries(
      this.#children.flatMap(({ spec, pid }) => (pid === undefined ? [] : [[spec.name, pid]])),
    );
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
      unlessUnwritable(() => rmSync(file, { force: true }));
    }
    return ended;
  }

  /** Starts a child and resolves once it works; rejects as `SupervisedChild.start`. */
  async start(spec: ChildSpec): Promise<void> {
    if (this.#stopping) throw new Error('stopping');
    const child = new SupervisedChild(spec, {
      pace: { ...defaultPace, ...this.#options.pace },
      runDir: this.#options.runDir,
      logFile: (name) => this.logFile(name),
      say: (sentence) => this.#options.say(sentence),
      changed: () => this.#options.changed?.(),
    });
    this.#children.push(child);
    await child.start();
  }

  /** Ends all children in reverse order; the same promise for every caller. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stopAll();
    return this.#stopping;
  }

  /** Ends everything at once, for the impatient. */
  killAll(): void {
    for (const child of this.#children) child.kill();
  }

  async #stopAll(): Promise<void> {
    for (const child of [...this.#children].reverse()) await child.stop();
  }
}
