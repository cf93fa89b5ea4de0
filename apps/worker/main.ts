import 'reflect-metadata';
import { hostname } from 'node:os';
import { fileURLToPath } from 'node:url';
import { NestFactory } from '@nestjs/core';
import {
  DefaultLogger,
  type LogEntry,
  makeTelemetryFilterString,
  NativeConnection,
  Runtime,
  Worker,
} from '@temporalio/worker';
import {
  CalendarActivitiesProvider,
  MailActivitiesProvider,
  OpeningActivitiesProvider,
  RecordsActivitiesProvider,
  RehearsalActivitiesProvider,
  RemindersActivitiesProvider,
} from '#activities';
import { readConfig, readPackFiles } from '#libs/config';
import { TASK_QUEUES } from '#libs/contracts';
import { SmtpSender } from '#libs/mail';
import { createLogger, type Logger } from '#libs/observability';
import { createDataSource, PostgresMailQueue, WorkerBeats } from '#libs/persistence';
import { registerPacks } from '#libs/policy';
import { checkSearchAttributes, connectionOptions, lazyClient, TemporalRuns } from '#libs/temporal';
import { activitiesOf } from './activities-of.js';
import { WorkerModule } from './worker.module.js';

const BEAT_MS = 1_500;
const KEEP_DELIVERING_MS = 60_000;
const CONCURRENT_WORKFLOW_TASKS = 20;

/** One worker process: `ANTQ_WORKER=cycle` carries commands and openings, `mail` sends. */
async function main(): Promise<void> {
  const config = readConfig();
  const logger = createLogger(`worker-${config.worker}`, config.logLevel);
  installRuntime(logger);
  registerPacks(readPackFiles(config.policyDir));
  const source = createDataSource({
    url: config.database.url,
    poolSize: Math.max(config.database.poolSize, CONCURRENT_WORKFLOW_TASKS),
    applicationName: `antq-worker-${config.worker}`,
  });
  await source.initialize();
  const client = lazyClient(config.temporal);
  await checkSearchAttributes(client, config.temporal.namespace);
  const app = await NestFactory.createApplicationContext(
    WorkerModule.of({ config, source, client, logger }),
    {
      logger: ['error', 'fatal'],
      abortOnError: false,
    },
  );
  const connection = await NativeConnection.connect(connectionOptions(config.temporal));
  const worker = await createWorker();

  const workerId = `${hostname()}/${process.pid}`;
  const beats = new WorkerBeats(source);
  const deliveries = new TemporalRuns(client);
  const keepDelivering = () =>
    Promise.all([deliveries.startMailDelivery('relay'), deliveries.startMailDelivery('capture')]);
  const beat = () => {
    if (worker.getState() !== 'RUNNING') return;
    beats.beat(config.worker, workerId).catch((error: unknown) => {
      logger.warn({ error: String(error) }, 'worker.beatFailed');
    });
  };
  const beating = setInterval(beat, BEAT_MS);
  // A delivery that somebody ended is taken up again within a minute.
  const keeping = setInterval(() => {
    if (config.worker !== 'mail') return;
    keepDelivering().catch((error: unknown) => {
      logger.warn({ error: String(error) }, 'worker.deliveryNotStarted');
    });
  }, KEEP_DELIVERING_MS);
  if (config.worker === 'mail') await keepDelivering();
  logger.info({ queue: TASK_QUEUES[config.worker] }, 'worker.ready');
  try {
    const running = worker.run();
    // At once, so that a look right after the start finds the worker there.
    beat();
    await running;
  } finally {
    clearInterval(beating);
    clearInterval(keeping);
    await beats.leave(config.worker, workerId).catch(() => undefined);
    // Both hold connections that the process, or the pool below it, would wait for.
    app.get(PostgresMailQueue).close();
    app.get(SmtpSender).close();
    await connection.close();
    await client.connection.close();
    await app.close();
    await source.destroy();
  }

  function createWorker(): Promise<Worker> {
    const shared = {
      connection,
      namespace: config.temporal.namespace,
    } as const;
    if (config.worker === 'mail') {
      return Worker.create({
        ...shared,
        // A turn of the mail never ends by itself, so it is told at once; only what a slow relay holds is cut off.
        shutdownForceTime: '8s',
        taskQueue: TASK_QUEUES.mail,
        activities: activitiesOf(app.get(MailActivitiesProvider)),
      });
    }
    return Worker.create({
      ...shared,
      // A task that cannot finish must not keep a deployment waiting for minutes.
      shutdownGraceTime: '8s',
      shutdownForceTime: '15s',
      taskQueue: TASK_QUEUES.cycle,
      workflowBundle: { codePath: fileURLToPath(new URL('../../workflows/bundle.js', import.meta.url)) },
      activities: {
        ...activitiesOf(app.get(RecordsActivitiesProvider)),
        ...activitiesOf(app.get(OpeningActivitiesProvider)),
        ...activitiesOf(app.get(CalendarActivitiesProvider)),
        ...activitiesOf(app.get(RemindersActivitiesProvider)),
        ...activitiesOf(app.get(RehearsalActivitiesProvider)),
      },
      maxCachedWorkflows: config.workflowCache,
      maxConcurrentWorkflowTaskExecutions: CONCURRENT_WORKFLOW_TASKS,
    });
  }
}

/** Temporal's own messages go into the process's log in the same form. */
function installRuntime(logger: Logger): void {
  const levels: Record<LogEntry['level'], 'trace' | 'debug' | 'info' | 'warn' | 'error'> = {
    TRACE: 'trace',
    DEBUG: 'debug',
    INFO: 'debug',
    WARN: 'warn',
    ERROR: 'error',
  };
  Runtime.install({
    logger: new DefaultLogger('INFO', ({ level, message, meta }) => {
      logger[levels[level]]({ ...meta }, message);
    }),
    telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' }) } },
  });
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
