import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { projectRoot } from './paths.js';
import type { PostgresPlan } from './postgres.js';
import { type CommandLine, dyingWithParent } from './processes.js';
import type { ChildSpec } from './supervised-child.js';
import type { TemporalPlan } from './temporal.js';

/** After a crash PostgreSQL may recover for minutes; ended meanwhile, it would never come to an end of that. */
const POSTGRES_READY_MS = 600_000;
const APP_READY_MS = 90_000;

/** What runs under the launcher: how each part is started, when it works, whether it still answers, how long it may end. */
export class Parts {
  constructor(
    /** Folder of the compiled applications. */
    private readonly appsDir: string,
    private readonly dataDir: string,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  postgres(plan: PostgresPlan): ChildSpec {
    return {
      name: 'postgres',
      label: 'PostgreSQL',
      command: () => plan.command(),
      beforeStart: () => plan.beforeStart(),
      ready: (signal) => plan.ready(signal),
      readyTimeoutMs: POSTGRES_READY_MS,
      answers: () => plan.answers(),
      stopSignal: 'SIGINT',
      graceMs: 30_000,
    };
  }

  /** @param cameBackEmpty told when a later start finds a server that has lost its namespace, which is made again */
  temporal(plan: TemporalPlan, cameBackEmpty: () => void): ChildSpec {
    let hasWorked = false;
    return {
      name: 'temporal',
      label: 'Temporal',
      command: () => plan.command(),
      ready: async (signal) => {
        await plan.ready(signal);
        const namespace = await plan.prepare();
        if (hasWorked && namespace === 'made') cameBackEmpty();
        hasWorked = true;
      },
      readyTimeoutMs: APP_READY_MS,
      answers: () => plan.answers(),
      graceMs: 10_000,
    };
  }

  mailbox(smtpPort: number, httpPort: number, url: string): ChildSpec {
    const script = path.join(projectRoot(), 'dist/infra/local/smtp-capture.main.js');
    const args = [
      ...['--dir', path.join(this.dataDir, 'mail')],
      ...['--smtp-port', String(smtpPort), '--http-port', String(httpPort)],
    ];
    return {
      name: 'smtp',
      label: 'Hộp thư thử (SMTP)',
      command: () => this.node(script, args, withoutOwner(this.env)),
      ready: (signal) => untilAnswered(`${url}/api/rules`, signal),
      answers: (signal) => answered(`${url}/api/rules`, signal),
      graceMs: 6_000,
    };
  }

  worker(queue: 'cycle' | 'mail', env: NodeJS.ProcessEnv): ChildSpec {
    return {
      name: `worker-${queue}`,
      label: `worker (hàng đợi ${queue})`,
      command: (life) =>
        this.node(this.app('worker/main.js'), [], {
          ...ofLife(life, withMetricsPorts(env, queue === 'cycle' ? 1 : 2)),
          ANTQ_WORKER: queue,
        }),
      ready: 'told',
      readyTimeoutMs: APP_READY_MS,
      answers: 'pulse',
      graceMs: queue === 'cycle' ? 20_000 : 13_000,
    };
  }

  api(url: string, env: NodeJS.ProcessEnv): ChildSpec {
    return {
      name: 'api',
      label: 'API',
      command: (life) => this.node(this.app('api/main.js'), [], ofLife(life, env)),
      ready: (signal) => untilAnswered(`${url}/readyz`, signal),
      readyTimeoutMs: APP_READY_MS,
      answers: (signal) => answered(`${url}/healthz`, signal),
      graceMs: 12_000,
    };
  }

  /** A Node child that ends with the launcher, however the launcher ends. */
  node(script: string, args: string[], env: NodeJS.ProcessEnv): CommandLine {
    const watch = pathToFileURL(path.join(projectRoot(), 'dist/infra/local/parent-watch.js')).href;
    const command = dyingWithParent(
      { file: process.execPath, args: ['--enable-source-maps', '--import', watch, script, ...args] },
      'TERM',
    );
    return { ...command, env: { ...env, ANTQ_PARENT_PID: String(process.pid) }, cwd: projectRoot() };
  }

  /** @throws Error, one sentence, where the application was not compiled */
  app(name: string): string {
    const file = path.join(this.appsDir, name);
    if (!existsSync(file)) throw new Error(`Thiếu ${file}; hãy chạy npm run build rồi thử lại.`);
    return file;
  }
}

/** Ports on which parts show what they count; each part has its own, next to that of the one before it. */
const METRICS_PORTS = ['ANTQ_METRICS_PORT', 'ANTQ_TEMPORAL_METRICS_PORT'] as const;

function withMetricsPorts(env: NodeJS.ProcessEnv, after: number): NodeJS.ProcessEnv {
  const own = METRICS_PORTS.flatMap((name) => {
    const port = Number(env[name] ?? '');
    return port > 0 ? [[name, String(port + after)]] : [];
  });
  return { ...env, ...(Object.fromEntries(own) as NodeJS.ProcessEnv) };
}

/** An environment for what runs for long: the owner's rights stay with the preparation. */
export function withoutOwner(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { DATABASE_OWNER_URL: _kept, ...rest } = env;
  return rest;
}

/** Faults are for the first life: in each later one the same hit would strike again, and nothing would ever recover. */
function ofLife(life: number, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  if (life === 1) return env;
  const { ANTQ_FAULTS: _struck, ...rest } = env;
  return rest;
}

async function answered(url: string, signal: AbortSignal): Promise<void> {
  const response = await fetch(url, { signal });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
}

async function untilAnswered(url: string, signal: AbortSignal): Promise<void> {
  for (;;) {
    if (signal.aborted) throw new Error(`${url} did not answer`);
    try {
      await answered(url, AbortSignal.any([signal, AbortSignal.timeout(2_000)]));
      return;
    } catch {
      // Not listening yet.
    }
    await delay(100);
  }
}
