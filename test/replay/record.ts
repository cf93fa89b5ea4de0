import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, it } from '@jest/globals';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { syntheticPack } from '../../libs/policy/synthetic-pack.support.js';
import { stepTo } from '../support/rehearsal-clock.js';
import { type Stack, type StackOptions, startStack } from '../support/stack.js';
import { driveYears, SCENARIOS } from '../support/unit-year-driver.js';
import { isReleased, versionInWork } from '../support/version.js';
import { FEW_EVENTS, liveDisturbedStories } from './disturbed-stories.js';
import { liveNewStages } from './new-stages.js';
import { liveRareStories, type Told } from './rare-stories.js';
import { historiesDir, type RecordedRun } from './scenarios.js';

/** The name of the machine that recorded is of no use to anybody. */
const withoutHost = (json: string): unknown =>
  JSON.parse(json, (key, value: unknown) =>
    key === 'identity' && typeof value === 'string' ? value.replace(/@.*/, '@host') : value,
  );

/**
 * Declares the tests that live the stories on the whole product and write `histories/<version>/`. They change files of
 * the checkout, so they are declared only where it is asked for.
 */
export function declareRecording(): void {
  let stack: Stack | undefined;
  afterEach(async () => {
    await stack?.dispose();
    stack = undefined;
  });

  const record = async (options: StackOptions, live: (on: Stack) => Promise<readonly Told[]>) => {
    stack = await startStack(options);
    for (const told of await live(stack)) await write(told.story, await runsOf(stack, told));
  };

  it('keeps the five stories of a unit and a year of the calendar, its reminders, its clock and the mail', () =>
    record({}, liveOrdinaryStories));

  it('keeps a year that the system lives by itself', () => record({ units: 3 }, liveRehearsedYear));

  it('keeps a year whose stages no release had heard of', async () => {
    const policyDir = await mkdtemp(path.join(tmpdir(), 'antq-packs-'));
    await writeFile(path.join(policyDir, 'synthetic.json'), JSON.stringify(syntheticPack()));
    await record({ units: 3, policyDir }, liveNewStages);
    await rm(policyDir, { recursive: true });
  });

  it('keeps what no ordinary year tells', () => record({ provinces: true }, liveRareStories));

  it('keeps what happens while the database is away, and a run that continues as new', () =>
    record({ temporalConfig: FEW_EVENTS }, liveDisturbedStories));
}

async function liveOrdinaryStories(stack: Stack): Promise<readonly Told[]> {
  const cycleId = await stack.openRehearsal(2026, 'ghi');
  const lives = SCENARIOS.map((scenario, index) => ({ scenario, unitId: stack.inside[index]?.id ?? '' }));
  await driveYears(stack, cycleId, lives);
  // A year of its own in which nobody does anything: all that the calendar and the ladder bring, to its close.
  const quietId = await stack.openRehearsal(2025, 'lang');
  await stepTo(stack, quietId, '2026-02-01T00:00:00+07:00', 400_000);
  return [
    ...lives.map(({ scenario, unitId }) => ({
      story: scenario,
      workflowId: `unit-year/${cycleId}/${unitId}`,
      runs: scenario === 'restarted' ? 2 : 1,
    })),
    { story: 'areaYear', workflowId: `area-year/${quietId}/51` },
    // Its runs continue as new within the year.
    { story: 'areaReminders', workflowId: `area-reminders/${quietId}/51`, runs: 2 },
    { story: 'rehearsal', workflowId: `rehearsal/${quietId}` },
    { story: 'mailDelivery', workflowId: 'mail-delivery/capture', open: true },
  ];
}

async function liveRehearsedYear(stack: Stack): Promise<readonly Told[]> {
  const cycleId = await stack.openRehearsal(2025, 'tu-chay');
  const path = `/cycles/${cycleId}/rehearsal/year`;
  const started = await stack.call('POST', path, stack.token('administrator'), { seed: 7 });
  if (started.status !== 202) throw new Error(`not started: ${JSON.stringify(started.body)}`);
  return [{ story: 'rehearsedYear', workflowId: `rehearsed-year/${cycleId}` }];
}

/** Every run under an id, oldest first, once the last has ended. */
async function runsOf(stack: Stack, { workflowId, runs = 1, open = false }: Told): Promise<RecordedRun[]> {
  // The last outcome stands in the record a moment before the run has adopted it and ended.
  if (!open) await stack.client.workflow.getHandle(workflowId).result();
  for (let look = 0; ; look += 1) {
    const found: { runId: string; startTime: Date }[] = [];
    for await (const run of stack.client.workflow.list({ query: `WorkflowId = '${workflowId}'` })) {
      found.push(run);
    }
    if (found.length < runs) {
      if (look === 50) throw new Error(`${workflowId} has ${found.length} runs, not ${runs}`);
      // Lists of runs lag a little behind the runs.
      await delay(200);
      continue;
    }
    found.sort((a, b) => a.startTime.getTime() - b.startTime.getTime());
    return Promise.all(
      found.map(async ({ runId }) => {
        const history = await stack.client.workflow.getHandle(workflowId, runId).fetchHistory();
        return { workflowId, history: withoutHost(historyToJSON(history)) };
      }),
    );
  }
}

/** What a released version left is never written again; a story that it lacks may be added from its own code. */
async function write(story: string, runs: readonly RecordedRun[]): Promise<void> {
  const dir = path.join(historiesDir, await versionInWork());
  const file = path.join(dir, `${story}.json`);
  if ((await isReleased()) && existsSync(file)) return;
  await mkdir(dir, { recursive: true });
  await writeFile(file, `${JSON.stringify(runs, null, 1)}\n`);
}
