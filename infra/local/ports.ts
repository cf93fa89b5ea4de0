import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import path from 'node:path';

/** A loopback TCP port nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('no port'));
        else resolve(address.port);
      });
    });
  });
}

/** Whether a server could listen on this loopback port now. */
export async function isPortFree(port: number): Promise<boolean> {
  // Asked by connecting first: some systems let 127.0.0.1 be bound beside a wildcard listener.
  const answered = await new Promise<boolean>((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.setTimeout(1_000);
    const end = (value: boolean): void => {
      socket.destroy();
      resolve(value);
    };
    socket.once('connect', () => end(true));
    socket.once('timeout', () => end(true));
    socket.once('error', () => end(false));
  });
  if (answered) return false;
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

export interface PortWish {
  name: string;
  /** Tried at every start, before the one used last. */
  preferred?: number | undefined;
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
  for (const wish of wishes) {
    const wanted = wish.preferred ?? remembered[wish.name];
    let port: number | undefined;
    for (const candidate of [wanted, remembered[wish.name]]) {
      if (candidate === undefined || used.has(candidate) || !(await isPortFree(candidate))) continue;
      port = candidate;
      break;
    }
    while (port === undefined || (port !== wanted && used.has(port))) port = await freePort();
    used.add(port);
    chosen[wish.name] = wanted === undefined || wanted === port ? { port } : { port, takenPort: wanted };
    if (wanted === undefined || wish.preferred !== undefined) remembered[wish.name] = port;
  }
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(remembered, null, 2)}\n`);
  return chosen;
}
