import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import getPort, { clearLockedPorts, portNumbers } from 'get-port';

/** Below those that systems give to outgoing connections, one of which may take a port before a server listens on it. */
const SERVER_PORTS = [...portNumbers(20_000, 32_000)];
const TRIED = 20;

/** A loopback TCP port nobody listens on at this moment; for half a minute this process is given no port twice. */
export function freePort(): Promise<number> {
  const port = Array.from(
    { length: TRIED },
    () => SERVER_PORTS[Math.floor(Math.random() * SERVER_PORTS.length)] ?? 0,
  );
  return getPort({ host: '127.0.0.1', port });
}

/** The wanted port where nobody listens on any address of this machine, else another free one. */
export async function wantedOrFree(wanted: number | undefined): Promise<number> {
  if (wanted === undefined) return freePort();
  // One that this process has chosen itself, a moment ago, is no stranger's.
  clearLockedPorts();
  return getPort({ port: wanted });
}

export interface PortWish {
  name: string;
  /** Tried at every start, before the one used last. */
  preferred?: number;
}

export interface PortChoice {
  port: number;
  /** The port that was wanted and is held by somebody else. */
  takenPort?: number;
}

/**
 * Chooses loopback ports that stay the same from one start to the next, remembered in `file`.
 * A wanted port that is taken is replaced and named in the result; the next start tries the wanted one again.
 */
export async function choosePorts(
  file: string,
  wishes: readonly PortWish[],
): Promise<Record<string, PortChoice>> {
  let remembered: Record<string, number> = {};
  try {
    remembered = JSON.parse(readFileSync(file, 'utf8')) as Record<string, number>;
  } catch {
    // First start.
  }
  const chosen: Record<string, PortChoice> = {};
  const used = new Set<number>();
  clearLockedPorts();
  for (const wish of wishes) {
    const candidates = [wish.preferred, remembered[wish.name]].filter((port) => port !== undefined);
    const [wanted] = candidates;
    const port = await getPort({ port: candidates, exclude: used });
    used.add(port);
    chosen[wish.name] = wanted === undefined || wanted === port ? { port } : { port, takenPort: wanted };
    if (wanted === undefined || wish.preferred !== undefined) remembered[wish.name] = port;
  }
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(remembered, null, 2)}\n`);
  return chosen;
}
