import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cacheDir, exited, freePort, onPath, projectRoot } from '#infra/local';
import { eventually } from '../support/eventually.js';

const VERSION = 'v2.11.9';
const BUILD_MS = 15 * 60_000;
const CADDYFILE = path.join(projectRoot(), 'infra/deploy/Caddyfile');

/**
 * Caddy on PATH, else one that Go builds once into the user's cache.
 *
 * @throws Error where there is neither
 */
export async function findCaddy(): Promise<string> {
  const found = onPath('caddy');
  if (found !== undefined) return found;
  const folder = path.join(cacheDir(), 'caddy', VERSION);
  const built = path.join(folder, 'caddy');
  if (existsSync(built)) return built;
  const go = onPath('go');
  if (go === undefined) throw new Error('needs Caddy, or Go to build it');
  await mkdir(folder, { recursive: true });
  const child = spawn(go, ['install', `github.com/caddyserver/caddy/v2/cmd/caddy@${VERSION}`], {
    env: { ...process.env, GOBIN: folder },
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: BUILD_MS,
  });
  if ((await exited(child)) !== 0) throw new Error('Go did not build Caddy');
  return built;
}

/** Whether Caddy takes the file as it stands, and what it says. */
export function validated(caddy: string): { readonly status: number | null; readonly told: string } {
  const args = ['validate', '--adapter', 'caddyfile', '--config', CADDYFILE];
  const { status, stdout, stderr } = spawnSync(caddy, args, { encoding: 'utf8' });
  return { status, told: `${stdout}${stderr}` };
}

/** Caddy in front of an API, by the file of the installation under the name of this machine. */
export class RunningCaddy {
  private constructor(
    readonly httpsPort: number,
    readonly httpPort: number,
    private readonly child: ChildProcess,
    private readonly folder: string,
  ) {}

  /** @param apiUrl where the API listens on this machine */
  static async start(caddy: string, apiUrl: string): Promise<RunningCaddy> {
    const folder = await mkdtemp(path.join(tmpdir(), 'antq-caddy-'));
    const [httpsPort, httpPort] = [await freePort(), await freePort()];
    const site = (await readFile(CADDYFILE, 'utf8'))
      .replace(/^antq\.example\.test \{$/m, 'localhost {')
      .replace('reverse_proxy 127.0.0.1:3000', `reverse_proxy ${new URL(apiUrl).host}`);
    // Ports that need no rights, and a certificate that nobody has to trust.
    const ofMachine = [`http_port ${httpPort}`, `https_port ${httpsPort}`, 'admin off', 'skip_install_trust'];
    const file = path.join(folder, 'Caddyfile');
    await writeFile(file, `{\n${ofMachine.join('\n')}\n}\n${site}`);
    const child = spawn(caddy, ['run', '--adapter', 'caddyfile', '--config', file], {
      env: { PATH: process.env['PATH'], HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let log = '';
    child.stderr.on('data', (chunk) => (log += String(chunk)));
    const running = new RunningCaddy(httpsPort, httpPort, child, folder);
    try {
      await eventually(async () => {
        if (child.exitCode !== null) throw new Error(log);
        return log.includes('serving initial configuration') ? true : undefined;
      }, 60_000);
    } catch (error) {
      await running.dispose();
      throw error;
    }
    return running;
  }

  get url(): string {
    return `https://localhost:${this.httpsPort}`;
  }

  async dispose(): Promise<void> {
    if (this.child.exitCode === null) {
      this.child.kill('SIGKILL');
      await exited(this.child);
    }
    await rm(this.folder, { recursive: true, force: true });
  }
}
