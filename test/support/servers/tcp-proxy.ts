import { connect, createServer, type Socket } from 'node:net';

export interface TcpProxy {
  port: number;
  /** Cuts all connections; new ones are accepted and cut at once. */
  cut(): void;
  /** Holds each chunk back for so long, in both directions; 0 passes at once. */
  delay(ms: number): void;
  /** Connections stay open and new ones are taken, but no byte passes: a peer that vanished without a word. */
  halfOpen(): void;
  /** Passes everything again; connections held half-open deliver what was kept back. */
  resume(): void;
  stop(): Promise<void>;
}

interface Pair {
  client: Socket;
  upstream: Socket;
}

/** A line that a test can break, between a client and `target` on loopback. */
export async function startTcpProxy(target: { port: number; host?: string }): Promise<TcpProxy> {
  let mode: 'pass' | 'cut' | 'halfOpen' = 'pass';
  let delayMs = 0;
  const pairs = new Set<Pair>();

  const pass = (from: Socket, to: Socket): void => {
    from.on('data', (chunk) => {
      if (delayMs === 0) to.write(chunk);
      else setTimeout(() => to.write(chunk), delayMs);
    });
    from.on('end', () => setTimeout(() => to.end(), delayMs));
    from.on('error', () => to.destroy());
    from.on('close', () => setTimeout(() => to.destroy(), delayMs));
  };

  const server = createServer((client) => {
    if (mode === 'cut') {
      client.resetAndDestroy();
      return;
    }
    client.setNoDelay(true);
    const upstream = connect({ port: target.port, host: target.host ?? '127.0.0.1', noDelay: true });
    const pair = { client, upstream };
    pairs.add(pair);
    client.once('close', () => pairs.delete(pair));
    pass(client, upstream);
    pass(upstream, client);
    if (mode === 'halfOpen') {
      client.pause();
      upstream.pause();
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');

  const cutAll = (): void => {
    for (const { client, upstream } of pairs) {
      client.resetAndDestroy();
      upstream.resetAndDestroy();
    }
    pairs.clear();
  };
  return {
    port: address.port,
    cut: () => {
      mode = 'cut';
      cutAll();
    },
    delay: (ms) => {
      delayMs = ms;
    },
    halfOpen: () => {
      mode = 'halfOpen';
      for (const { client, upstream } of pairs) {
        client.pause();
        upstream.pause();
      }
    },
    resume: () => {
      mode = 'pass';
      delayMs = 0;
      for (const { client, upstream } of pairs) {
        client.resume();
        upstream.resume();
      }
    },
    stop: async () => {
      cutAll();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
