import 'reflect-metadata';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import { z } from 'zod';
import { Callers } from '#libs/application';
import { keepFilesToOwner, readConfig, readPackFiles, signInHindrance } from '#libs/config';
import { TABLE_FILES } from '#libs/contracts/http';
import { createLogger, exitWithReason, Metrics, StopRequest, serveMetrics } from '#libs/observability';
import { carryLag, poolStateOf } from '#libs/persistence';
import { PackCatalogue } from '#libs/policy';
import { lazyClient } from '#libs/temporal';
import { AppModule, SUBJECTS } from './app.module.js';
import { Admission } from './auth/admission.js';
import { openApiDocument } from './edge/openapi.js';
import { addRequestHooks } from './edge/request-hooks.js';
import { RequestLimits } from './edge/request-limits.js';
import { ServedRoutes } from './edge/served-routes.js';
import { serverOptions } from './edge/server-options.js';
import { rootPaths } from './edge/serves.js';
import { WebPages } from './pages/web-pages.js';
import { closePools, openPools, POOLS } from './ports/pools.js';
import { UPKEEP } from './ports/tokens.js';

const FILE_LIMIT_BYTES = 10_500_000;
const PREFIX = 'api/v1';
/** Time from the stop signal to the end: open requests and the delivery under way, then connections. */
const DRAIN_MS = 10_000;

async function main(): Promise<void> {
  keepFilesToOwner();
  z.config(z.locales.vi());
  const config = readConfig();
  const logger = createLogger('api', config.logLevel);
  const packs = new PackCatalogue(readPackFiles(config.policyDir));
  for (const fault of packs.faults()) logger.warn(fault, 'policy.file.broken');
  const metrics = new Metrics();
  const pools = await openPools(config, (pool) => (asked) => metrics.connectionAsked(pool, asked));
  const client = lazyClient(config.temporal);

  const adapter = new FastifyAdapter(serverOptions(config.api));
  adapter
    .getInstance()
    .addContentTypeParser(
      [...TABLE_FILES],
      { parseAs: 'buffer', bodyLimit: FILE_LIMIT_BYTES },
      (_request, body, done) => {
        done(null, body);
      },
    );
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.of({ config, pools, client, logger, packs, metrics }),
    adapter,
    { logger: ['error', 'fatal'], abortOnError: false },
  );
  await app.register(helmet);
  await app.register(multipart, { throwFileSizeLimit: false });
  const server = adapter.getInstance();
  const admission = new Admission(app.get(Callers), app.get(UPKEEP));
  const limits = new RequestLimits(config.limits, metrics);
  const pages = new WebPages();
  // After the headers of helmet, which a refusal carries as well.
  server.after(() =>
    addRequestHooks(
      server,
      new ServedRoutes(SUBJECTS, `/${PREFIX}`),
      { admission, limits, pages },
      { logger, metrics },
    ),
  );
  await pages.addTo(server);
  app.setGlobalPrefix(PREFIX, { exclude: rootPaths() });
  SwaggerModule.setup('docs', app, openApiDocument());
  await app.listen(config.api.port, config.api.host);
  for (const name of POOLS) metrics.watchPool(name, () => poolStateOf(pools[name]));
  metrics.watchCarryLag(() => carryLag(pools.upkeep));
  serveMetrics(metrics, config.metrics, logger);
  logger.info({ port: config.api.port }, 'api.ready');
  const hindrance = signInHindrance(config.api);
  if (hindrance !== undefined) logger.warn({ reason: hindrance }, 'api.signInImpossible');

  const signal = await new StopRequest(DRAIN_MS, logger).heard;
  logger.info({ signal }, 'api.stopping');
  await app.close();
  await client.connection.close();
  await closePools(pools);
  process.exit(0);
}

main().catch(exitWithReason);
