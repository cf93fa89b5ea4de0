import { createServer, type Server } from 'node:http';
import type { Logger } from './logger.js';
import type { Metrics } from './metrics.js';

interface MetricsPlace {
  readonly host: string;
  /** Nothing is shown without one; 0 takes a free one, which the log names. */
  readonly port: number | undefined;
}

/**
 * Serves `GET /metrics` on a port of its own, apart from the API: whoever reaches that port may read, so it listens on
 * loopback unless told otherwise (decision 0035). A process that cannot have its port works without, and says so.
 */
export function serveMetrics(
  metrics: Metrics,
  { host, port }: MetricsPlace,
  logger: Pick<Logger, 'info' | 'warn'>,
): Server | undefined {
  if (port === undefined) return undefined;
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    metrics.text().then(
      (text) => response.writeHead(200, { 'content-type': metrics.contentType }).end(text),
      () => response.writeHead(500).end(),
    );
  });
  server.on('error', (error) => logger.warn({ port, error: error.message }, 'metrics.notShown'));
  server.listen(port, host, () => {
    const address = server.address();
    logger.info({ port: typeof address === 'object' ? address?.port : undefined }, 'metrics.shown');
  });
  // It keeps no process alive that has nothing else to do.
  server.unref();
  return server;
}
