import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import {
  WithStartWorkflowOperation,
  WorkflowFailedError,
  type WorkflowHandle,
  WorkflowUpdateFailedError,
} from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import {
  DefaultLogger,
  makeTelemetryFilterString,
  Runtime,
  Worker,
  type WorkflowBundleWithSourceMap,
} from '@temporalio/worker';
import {
  type AreaYearInput,
  areaYearQuery,
  type CommandCarried,
  closeAreaYearSignal,
  type OpeningActivities,
  type OpeningProgress,
  type UnitYearInput,
  type UnitYearView,
  unitYearQuery,
} from '#libs/contracts';
import { eventually } from '../support/eventually.js';
import { timeSkipping } from '../support/servers/time-skipping.js';
import { bundleWorkflows } from '../support/workflow-bundle.js';
import { FakeRecords, STAGES } from './fake-records.js';

jest.setTimeout(120_000);

type UnitYear = (input: UnitYearInput) => Promise<UnitYearView>;
type AreaYear = (input: AreaYearInput) => Promise<OpeningProgress>;

const { describeWithServer, serverPath } = await timeSkipping();

let environment: TestWorkflowEnvironment;
let bundle: WorkflowBundleWithSourceMap;
const input: UnitYearInput = { cycleId: '51-2027', unitId: 'QN0001' };

/** A worker with these activities for the time of the work: a run without a worker would hold the skipped time. */
async function withWorker<T>(activities: object, work: (taskQueue: string) => Promise<T>): Promise<T> {
  const taskQueue = randomUUID();
  const worker = await Worker.create({
    connection: environment.nativeConnection,
    namespace: environment.namespace,
    taskQueue,
    workflowBundle: bundle,
    activities,
  });
  return worker.runUntil(() => work(taskQueue));
}

const recordsOf = (records: FakeRecords) => ({
  loadUnitYear: records.loadUnitYear.bind(records),
  applyCommand: records.applyCommand.bind(records),
});

/** One run of a unit's year with its records; what is still open at the end is ended. */
function withYear(
  records: FakeRecords,
  story: (
    year: WorkflowHandle<UnitYear>,
    send: (name: string, commandId: string) => Promise<CommandCarried>,
  ) => Promise<void>,
): Promise<void> {
  return withWorker(recordsOf(records), async (taskQueue) => {
    const year = await environment.client.workflow.start<UnitYear>('unitYear', {
      taskQueue,
      workflowId: randomUUID(),
      args: [input],
    });
    await story(year, (name, commandId) =>
      year.executeUpdate<CommandCarried, [{ commandId: string }]>(name, { args: [{ commandId }] }),
    );
    const { status } = await year.describe();
    if (status.name === 'RUNNING') await year.terminate('the story is told');
  });
}

/** What the run has adopted, once it has loaded its year. */
const viewOf = (year: WorkflowHandle<UnitYear>): Promise<UnitYearView> =>
  eventually(() => year.query(unitYearQuery).catch(() => undefined));

describeWithServer('the workflows of a year', () => {
  beforeAll(async () => {
    Runtime.install({
      logger: new DefaultLogger('ERROR', () => undefined),
      telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' }) } },
    });
    [bundle, environment] = await Promise.all([
      bundleWorkflows(),
      TestWorkflowEnvironment.createTimeSkipping({
        server: { executable: { type: 'existing-path', path: serverPath } },
      }),
    ]);
  });
  afterAll(() => environment.teardown());

  it('a unit’s year waits at each stage for its outcome, adopts it, and ends after the last', async () => {
    const records = new FakeRecords();
    await withYear(records, async (year, send) => {
      for (const [index, stage] of STAGES.entries()) {
        const waiting = await viewOf(year);
        expect(waiting).toMatchObject({ version: index, current: stage, over: false });
        const carried = await send(stage, `c${index}`);
        expect(carried).toEqual({ commandId: `c${index}`, outcome: 'applied', version: index + 1 });
      }
      expect(await year.result()).toMatchObject({ version: 3, over: true });
      expect(records.loads).toBe(1);
    });
  });

  it('a unit’s year waits most of a year without a timer, and then still takes its commands', async () => {
    const records = new FakeRecords();
    await withYear(records, async (year, send) => {
      await send('q1Plan', 'c1');
      await environment.sleep('300 days');
      expect((await year.describe()).status.name).toBe('RUNNING');
      expect((await send('dossier', 'c2')).version).toBe(2);
      const history = historyToJSON(await year.fetchHistory());
      expect(history).not.toContain('TIMER');
      expect(records.loads).toBe(1);
    });
  });

  it('commands that come together are carried one after the other', async () => {
    const records = new FakeRecords({ takesMs: 150 });
    await withYear(records, async (year, send) => {
      const both = await Promise.all([
        send('q1Plan', 'c1'),
        send('dossier', 'c2'),
        send('extendStage', 'c3'),
      ]);
      expect(both.map(({ outcome }) => outcome)).toEqual(['applied', 'applied', 'applied']);
      expect(new Set(both.map(({ version }) => version))).toEqual(new Set([1, 2, 3]));
      expect(records.mostAtOnce).toBe(1);
      expect(records.tries).toHaveLength(3);
      expect((await viewOf(year)).version).toBe(3);
    });
  });

  it('a refusal is an outcome: it leaves the year waiting where it was and is not tried again', async () => {
    const records = new FakeRecords({ refuses: ['early'] });
    await withYear(records, async (year, send) => {
      const before = await viewOf(year);
      expect(await send('dossier', 'early')).toEqual({
        commandId: 'early',
        outcome: 'refused',
        code: 'STAGE.REQUIRES',
        version: 0,
      });
      expect(await viewOf(year)).toEqual(before);
      expect((await year.describe()).status.name).toBe('RUNNING');
      expect(records.tries).toEqual(['early']);
      expect((await send('q1Plan', 'c1')).version).toBe(1);
    });
  });

  it('a command that cannot be recorded fails after five tries and leaves the year to the next one', async () => {
    const records = new FakeRecords({ breaks: ['lost'] });
    await withYear(records, async (year, send) => {
      await expect(send('q1Plan', 'lost')).rejects.toBeInstanceOf(WorkflowUpdateFailedError);
      expect(records.tries).toEqual(Array<string>(5).fill('lost'));
      expect((await viewOf(year)).version).toBe(0);
      expect((await send('q1Plan', 'found')).version).toBe(1);
    });
  });

  it('an Update without a command’s id is turned away before it is accepted', async () => {
    const records = new FakeRecords();
    await withYear(records, async (year) => {
      for (const args of [[], [{}], [{ commandId: 7 }], [null]]) {
        await expect(year.executeUpdate('q1Plan', { args: args as [] })).rejects.toBeInstanceOf(
          WorkflowUpdateFailedError,
        );
      }
      await expect(
        year.executeUpdate('unknownStage', { args: [{ commandId: 'c1' }] }),
      ).rejects.toBeInstanceOf(WorkflowUpdateFailedError);
      expect(records.tries).toEqual([]);
      expect(historyToJSON(await year.fetchHistory())).not.toContain('UPDATE_ACCEPTED');
    });
  });

  it('a run begun by a restart on a finished year goes on instead of ending', async () => {
    const records = FakeRecords.finished();
    await withWorker(recordsOf(records), async (taskQueue) => {
      const startWorkflowOperation = new WithStartWorkflowOperation<UnitYear>('unitYear', {
        taskQueue,
        workflowId: randomUUID(),
        args: [input],
        workflowIdConflictPolicy: 'USE_EXISTING',
      });
      const carried = await environment.client.workflow.executeUpdateWithStart<
        UnitYear,
        CommandCarried,
        [{ commandId: string }]
      >('restartYear', { startWorkflowOperation, args: [{ commandId: 'again' }] });
      expect(carried).toEqual({ commandId: 'again', outcome: 'applied', version: 4 });
      const year = await startWorkflowOperation.workflowHandle();
      expect((await year.describe()).status.name).toBe('RUNNING');
      expect(await viewOf(year)).toMatchObject({ round: 2, current: 'q1Plan', over: false });
      await year.executeUpdate('awardReview', { args: [{ commandId: 'end' }] });
      expect(await year.result()).toMatchObject({ round: 2, version: 5, over: true });
    });
  });

  it('a run begun on a finished year without a command ends at once', async () => {
    await withYear(FakeRecords.finished(), async (year) => {
      expect(await year.result()).toMatchObject({ version: 3, over: true });
    });
  });

  it('a run without a year on record fails with the reason', async () => {
    const records = new FakeRecords({ unknown: true });
    await withYear(records, async (year) => {
      const failure: unknown = await year.result().catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(WorkflowFailedError);
      expect(rootOf(failure)).toMatchObject({ type: 'UNIT_YEAR.UNKNOWN', message: 'no such year' });
      expect(records.loads).toBe(1);
    });
  });

  it('a database that is away for longer than the first tries costs the unit nothing', async () => {
    const records = new FakeRecords({ awayForLoads: 8 });
    await withYear(records, async (year) => {
      await environment.sleep('10 minutes');
      expect((await year.describe()).status.name).toBe('RUNNING');
      expect(await year.query(unitYearQuery)).toMatchObject({ current: 'q1Plan' });
      expect(records.loads).toBe(9);
      await year.terminate('seen enough');
      await expect(year.result()).rejects.toThrow();
    });
  });

  it('a province’s year opens its units once and stays until it is closed', async () => {
    let openings = 0;
    const opening: OpeningActivities = {
      openUnits: async () => {
        openings += 1;
        return { opened: 1101, total: 1156 };
      },
    };
    await withWorker(opening, async (taskQueue) => {
      const area = await environment.client.workflow.start<AreaYear>('areaYear', {
        taskQueue,
        workflowId: randomUUID(),
        args: [{ cycleId: '51-2027', areaId: '51' }],
      });
      await environment.sleep('390 days');
      expect(await area.query(areaYearQuery)).toEqual({ opened: 1101, total: 1156, phase: 'open' });
      expect((await area.describe()).status.name).toBe('RUNNING');
      await area.signal(closeAreaYearSignal);
      expect(await area.result()).toEqual({ opened: 1101, total: 1156 });
      expect(openings).toBe(1);
    });
  });
});

/** What an error rests on in the end. */
function rootOf(error: unknown): unknown {
  return error instanceof Error && error.cause !== undefined ? rootOf(error.cause) : error;
}
