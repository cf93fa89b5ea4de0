import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { Context } from '@temporalio/activity';
import { ApplicationFailure, type WorkflowFailedError, type WorkflowHandle } from '@temporalio/client';
import type { RehearsalInput, RehearsedYearActivities, RehearsedYearEnd } from '#libs/contracts';
import { timeSkipping } from '../support/servers/time-skipping.js';
import { Scene } from './scene.js';

jest.setTimeout(120_000);

type RehearsedYearRun = (input: RehearsalInput) => Promise<RehearsedYearEnd>;
type Drive = RehearsedYearActivities['driveRehearsedYear'];

const { describeWithServer, serverPath } = await timeSkipping();
const YEAR: RehearsalInput = { cycleId: '51-2026-thu', areaId: '51' };

let scene: Scene;
const live = (
  driveRehearsedYear: Drive,
  story: (run: WorkflowHandle<RehearsedYearRun>) => Promise<void>,
): Promise<void> => scene.withRun<RehearsedYearRun>('rehearsedYear', YEAR, { driveRehearsedYear }, story);

describeWithServer('the workflow of a rehearsed year', () => {
  beforeAll(async () => {
    scene = await Scene.open(serverPath);
  });
  afterAll(() => scene.close());

  it('lives the year of its cycle, and says how it ended', async () => {
    const asked: RehearsalInput[] = [];
    const drive: Drive = (input) => {
      asked.push(input);
      return Promise.resolve({ state: 'ended', asDrawn: true });
    };
    await live(drive, async (run) => {
      expect(await run.result()).toEqual({ state: 'ended', asDrawn: true });
      expect(asked).toEqual([YEAR]);
    });
  });

  it('tries again until the year is lived: nothing that a try dies of ends it', async () => {
    let tries = 0;
    const drive: Drive = () => {
      tries += 1;
      if (tries < 12) return Promise.reject(new Error('the database is away'));
      return Promise.resolve({ state: 'stopped' });
    };
    await live(drive, async (run) => {
      expect(await run.result()).toEqual({ state: 'stopped' });
      expect(tries).toBe(12);
    });
  });

  it('does not try again what the records refuse', async () => {
    let tries = 0;
    const drive: Drive = () => {
      tries += 1;
      return Promise.reject(ApplicationFailure.nonRetryable('no rehearsal', 'REHEARSAL.ONLY'));
    };
    await live(drive, async (run) => {
      await expect(run.result()).rejects.toThrow();
      expect(tries).toBe(1);
    });
  });

  it('ends at once when it is cancelled', async () => {
    let begin: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const drive: Drive = async () => {
      begin();
      const { cancellationSignal } = Context.current();
      while (!cancellationSignal.aborted) {
        Context.current().heartbeat();
        await delay(20);
      }
      return { state: 'stopped' };
    };
    await live(drive, async (run) => {
      await begun;
      await run.cancel();
      const error = await run.result().catch((reason: unknown) => reason);
      expect((error as WorkflowFailedError).cause?.name).toBe('CancelledFailure');
    });
  });
});
