import { fileURLToPath } from 'node:url';
import type { INestApplicationContext } from '@nestjs/common';
import {
  DefaultLogger,
  type LogEntry,
  makeTelemetryFilterString,
  type NativeConnection,
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
import type { Config } from '#libs/config';
import { TASK_QUEUES } from '#libs/contracts';
import { type Logger, STOP_SIGNALS } from '#libs/observability';
import { activitiesOf } from './activities-of.js';

export const CONCURRENT_WORKFLOW_TASKS = 20;

/** Temporal's own messages go into the process's log in the same form; its workers end by the signals of this product. */
export function installRuntime(logger: Logger, { host, temporalPort }: Config['metrics']): void {
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
    telemetryOptions: {
      logging: { filter: makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' }) },
      // The SDK shows its metrics itself, on a port of its own.
      ...(temporalPort !== undefined && {
        metrics: { prometheus: { bindAddress: `${host}:${temporalPort}` } },
      }),
    },
    shutdownSignals: [...STOP_SIGNALS],
  });
}

/** The worker of the process's task queue, not yet running, with the activities of that queue. */
export function createTemporalWorker(
  config: Config,
  connection: NativeConnection,
  app: INestApplicationContext,
): Promise<Worker> {
  const shared = {
    connection,
    namespace: config.temporal.namespace,
    taskQueue: TASK_QUEUES[config.worker],
  };
  if (config.worker === 'mail') {
    return Worker.create({
      ...shared,
      // A turn of the mail never ends by itself, so it is told at once; only what a slow relay holds is cut off.
      shutdownForceTime: '8s',
      activities: activitiesOf(app.get(MailActivitiesProvider)),
    });
  }
  return Worker.create({
    ...shared,
    // A task that cannot finish must not keep a deployment waiting for minutes.
    shutdownGraceTime: '8s',
    shutdownForceTime: '15s',
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
