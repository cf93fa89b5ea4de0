import 'reflect-metadata';
import { hostname } from 'node:os';
import { NestFactory } from '@nestjs/core';
import { NativeConnection } from '@temporalio/worker';
import { keepFilesToOwner, readConfig } from '#libs/config';
import { TASK_QUEUES } from '#libs/contracts';
import { SmtpSender } from '#libs/mail';
import {
  createLogger,
  exitWithReason,
  Metrics,
  StopRequest,
  serveMetrics,
  tellReady,
} from '#libs/observability';
import { createDataSource, PostgresMailQueue, poolStateOf, WorkerBeats } from '#libs/persistence';
import { checkSearchAttributes, connectionOptions, lazyClient, TemporalRuns } from '#libs/temporal';
import { MailRunners } from './mail-runners.js';
import { CONCURRENT_WORKFLOW_TASKS, createTemporalWorker, installRuntime } from './temporal-worker.js';
import { WorkerModule } from './worker.module.js';
import { type SignsOfLife, WorkerBeat } from './worker-beat.js';

/** Time from the stop signal to the end: what the worker's own shutdown may take, and its connections after it. */
const DRAIN_MS = { cycle: 18_000, mail: 11_000 } as const;
const LAST_WORDS_MS = 2_000;

/** One worker process: `ANTQ_WORKER=cycle` carries commands and openings, `mail` sends. */
async function main(): Promise<void> {
  keepFilesToOwner();
  const config = readConfig();
  const logger = createLogger(`worker-${config.worker}`, config.logLevel);
  installRuntime(logger, config.metrics);
  const metrics = new Metrics();
  const stop = new StopRequest(DRAIN_MS[config.worker], logger);
  const source = createDataSource({
    url: config.database.url,
    poolSize: Math.max(config.database.poolSize, CONCURRENT_WORKFLOW_TASKS),
    applicationName: `antq-worker-${config.worker}`,
    observer: (asked) => metrics.connectionAsked('worker', asked),
  });
  await source.initialize();
  metrics.watchPool('worker', () => poolStateOf(source));
  serveMetrics(metrics, config.metrics, logger);
  const client = lazyClient(config.temporal);
  await checkSearchAttributes(client, config.temporal.namespace);
  const app = await NestFactory.createApplicationContext(
    WorkerModule.of({ config, source, client, logger, metrics }),
    { logger: ['error', 'fatal'], abortOnError: false },
  );
  const connection = await NativeConnection.connect(connectionOptions(config.temporal));
  const worker = await createTemporalWorker(config, connection, app);

  const beat = new WorkerBeat(worker, signsOf(config.worker, new WorkerBeats(source)), stop, logger);
  const mailRunners = new MailRunners(new TemporalRuns(client), logger);
  if (config.worker === 'mail') await mailRunners.start();
  logger.info({ queue: TASK_QUEUES[config.worker] }, 'worker.ready');
  try {
    const running = worker.run();
    beat.start();
    await Promise.race([running, beat.pollingEnded]);
  } catch (error) {
    // Nothing else is waited for: what a failed worker still holds may never come back.
    logger.error({ err: error }, 'worker.failed');
    await Promise.race([beat.end(), new Promise((resolve) => setTimeout(resolve, LAST_WORDS_MS))]);
    process.exit(1);
  }
  mailRunners.end();
  await beat.end();
  // Both hold connections that the process, or the pool below it, would wait for.
  app.get(PostgresMailQueue).close();
  app.get(SmtpSender).close();
  await connection.close();
  await client.connection.close();
  await app.close();
  await source.destroy();
}

/** Signs of life of this process, by host and process id; with each it also tells who started it that it works. */
function signsOf(queue: 'cycle' | 'mail', beats: WorkerBeats): SignsOfLife {
  const workerId = `${hostname()}/${process.pid}`;
  return {
    beat: async () => {
      await beats.beat(queue, workerId);
      tellReady();
    },
    leave: () => beats.leave(queue, workerId),
  };
}

main().catch(exitWithReason);
