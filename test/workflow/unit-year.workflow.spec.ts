import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import {
  WithStartWorkflowOperation,
  WorkflowFailedError,
  type WorkflowHandle,
  WorkflowUpdateFailedError,
} from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { type CommandCarried, type UnitYearInput, type UnitYearView, unitYearQuery } from '#libs/contracts';
import { eventually } from '../support/eventually.js';
import { timeSkipping } from '../support/servers/time-skipping.js';
import { FakeRecords, STAGES } from './fake-records.js';
import { Scene } from './scene.js';

jest.setTimeout(120_000);

type UnitYear = (input: UnitYearInput) => Promise<UnitYearView>;

const { describeWithServer, serverPath } = await timeSkipping();

let scene: Scene;
const input: UnitYearInput = { cycleId: '51-2027', unitId: 'QN0001' };

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
  return scene.withRun<UnitYear>('unitYear', input, recordsOf(records), (year) =>
    story(year, (name, commandId) =>
      year.executeUpdate<CommandCarried, [{ commandId: string }]>(name, { args: [{ commandId }] }),
    ),
  );
}

/** What the run has adopted, once it has loaded its year. */
const viewOf = (year: WorkflowHandle<UnitYear>): Promise<UnitYearView> =>
  eventually(() => year.query(unitYearQuery).catch(() => undefined));

describeWithServer('the workflow of a unit’s year', () => {
  beforeAll(async () => {
    scene = await Scene.open(serverPath);
  });
  afterAll(() => scene.close());

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
      await scene.environment.sleep('300 days');
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
    await scene.withWorker(recordsOf(records), async (taskQueue) => {
      const startWorkflowOperation = new WithStartWorkflowOperation<UnitYear>('unitYear', {
        taskQueue,
        workflowId: randomUUID(),
        args: [input],
        workflowIdConflictPolicy: 'USE_EXISTING',
      });
      const carried = await scene.environment.client.workflow.executeUpdateWithStart<
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
      await scene.environment.sleep('10 minutes');
      expect((await year.describe()).status.name).toBe('RUNNING');
      expect(await year.query(unitYearQuery)).toMatchObject({ current: 'q1Plan' });
      expect(records.loads).toBe(9);
      await year.terminate('seen enough');
      await expect(year.result()).rejects.toThrow();
    });
  });
});

/** What an error rests on in the end. */
function rootOf(error: unknown): unknown {
  return error instanceof Error && error.cause !== undefined ? rootOf(error.cause) : error;
}
