import { randomUUID } from 'node:crypto';
import type { Workflow, WorkflowHandle } from '@temporalio/client';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import {
  DefaultLogger,
  makeTelemetryFilterString,
  Runtime,
  Worker,
  type WorkflowBundleWithSourceMap,
} from '@temporalio/worker';
import { eventually } from '../support/eventually.js';
import { bundleWorkflows } from '../support/workflow-bundle.js';

/** How a task that was scheduled ends. */
const ENDS = [
  'workflowTaskCompletedEventAttributes',
  'workflowTaskFailedEventAttributes',
  'workflowTaskTimedOutEventAttributes',
  'activityTaskCompletedEventAttributes',
  'activityTaskFailedEventAttributes',
  'activityTaskTimedOutEventAttributes',
  'activityTaskCanceledEventAttributes',
] as const;

/**
 * Whether an activity or a workflow task of an open run is with the worker. The server never skips time again once a run has
 * been terminated at that moment: it goes on waiting for an answer that it then no longer takes. Only the history tells both
 * at one instant; of pending workflow tasks the server tells nothing else.
 */
async function underWay(run: WorkflowHandle): Promise<boolean> {
  const { status } = await run.describe();
  if (status.name !== 'RUNNING') return false;
  const { events } = await run.fetchHistory();
  let open = 0;
  for (const event of events ?? []) {
    if (event.workflowTaskScheduledEventAttributes || event.activityTaskScheduledEventAttributes) open += 1;
    if (ENDS.some((attributes) => event[attributes])) open -= 1;
  }
  return open > 0;
}

/** The time-skipping server with the workflows bundled; one a spec file. */
export class Scene {
  private constructor(
    readonly environment: TestWorkflowEnvironment,
    private readonly bundle: WorkflowBundleWithSourceMap,
  ) {}

  /** @param serverPath the executable of the time-skipping server */
  static async open(serverPath: string): Promise<Scene> {
    Runtime.install({
      logger: new DefaultLogger('ERROR', () => undefined),
      telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' }) } },
    });
    const [bundle, environment] = await Promise.all([
      bundleWorkflows(),
      TestWorkflowEnvironment.createTimeSkipping({
        server: { executable: { type: 'existing-path', path: serverPath } },
      }),
    ]);
    return new Scene(environment, bundle);
  }

  close(): Promise<void> {
    return this.environment.teardown();
  }

  /** A worker with these activities for the time of the work: a run without a worker would hold the skipped time. */
  async withWorker<T>(activities: object, work: (taskQueue: string) => Promise<T>): Promise<T> {
    const taskQueue = randomUUID();
    const worker = await Worker.create({
      connection: this.environment.nativeConnection,
      namespace: this.environment.namespace,
      taskQueue,
      workflowBundle: this.bundle,
      activities,
    });
    return worker.runUntil(() => work(taskQueue));
  }

  /** One run with its activities; what is still open at the end of the story is ended. */
  withRun<T extends Workflow>(
    type: string,
    input: Parameters<T>[0],
    activities: object,
    story: (run: WorkflowHandle<T>) => Promise<void>,
  ): Promise<void> {
    return this.withWorker(activities, async (taskQueue) => {
      const workflowId = randomUUID();
      await this.environment.client.workflow.start(type, { taskQueue, workflowId, args: [input] });
      // Not bound to the first run, so that a story goes on with the next one.
      const run = this.environment.client.workflow.getHandle<T>(workflowId);
      try {
        await story(run);
      } finally {
        // While the worker is there: a run left open without one would hold the skipped time for the next story.
        await eventually(async () => ((await underWay(run)) ? undefined : true));
        const { status } = await run.describe();
        if (status.name === 'RUNNING') await run.terminate('the story is told');
      }
    });
  }
}
