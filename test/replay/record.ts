import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { projectRoot } from '#infra/local';
import { stepTo } from '../support/rehearsal-clock.js';
import { type Stack, startStack } from '../support/stack.js';
import { driveYears, SCENARIOS } from '../support/unit-year-driver.js';
import { historiesDir, type RecordedRun } from './scenarios.js';

/** The name of the machine that recorded is of no use to anybody. */
const withoutHost = (json: string): unknown =>
  JSON.parse(json, (key, value: unknown) =>
    key === 'identity' && typeof value === 'string' ? value.replace(/@.*/, '@host') : value,
  );

/**
 * Declares one test that lives the five stories and a year of nothing but the calendar on the whole product and writes `histories/<version>/`. It changes files of
 * the checkout, so it is declared only where it is asked for.
 */
export function declareRecording(): void {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack();
  });
  afterAll(() => stack.dispose());

  /** Every run under an id, oldest first. */
  async function runs(workflowId: string): Promise<RecordedRun[]> {
    const found: { runId: string; startTime: Date }[] = [];
    for await (const { runId, startTime } of stack.client.workflow.list({
      query: `WorkflowId = '${workflowId}'`,
    })) {
      found.push({ runId, startTime });
    }
    found.sort((a, b) => a.startTime.getTime() - b.startTime.getTime());
    return Promise.all(
      found.map(async ({ runId }) => {
        const history = await stack.client.workflow.getHandle(workflowId, runId).fetchHistory();
        return { workflowId, history: withoutHost(historyToJSON(history)) };
      }),
    );
  }

  it('keeps the five stories, a year of the calendar, the reminders and the mail of this version', async () => {
    const { version } = JSON.parse(await readFile(path.join(projectRoot(), 'package.json'), 'utf8')) as {
      version: string;
    };
    const cycleId = await stack.openRehearsal(2026, 'ghi');
    const lives = SCENARIOS.map((scenario, index) => ({ scenario, unitId: stack.inside[index]?.id ?? '' }));
    await driveYears(stack, cycleId, lives);
    // The last outcome stands in the record a moment before the run has adopted it and ended.
    for (const { unitId } of lives) {
      await stack.client.workflow.getHandle(`unit-year/${cycleId}/${unitId}`).result();
    }
    // A year of its own in which nobody does anything: all that the calendar and the ladder bring, to its close.
    const quietId = await stack.openRehearsal(2025, 'lang');
    await stepTo(stack, quietId, '2026-02-01T00:00:00+07:00', 400_000);
    const areaIds = [`area-year/${quietId}/51`, `area-reminders/${quietId}/51`, `rehearsal/${quietId}`];
    for (const workflowId of areaIds) await stack.client.workflow.getHandle(workflowId).result();
    const ids = {
      ...Object.fromEntries(
        lives.map(({ scenario, unitId }) => [scenario, `unit-year/${cycleId}/${unitId}`]),
      ),
      areaYear: areaIds[0] ?? '',
      areaReminders: areaIds[1] ?? '',
      rehearsal: areaIds[2] ?? '',
      mailDelivery: 'mail-delivery/capture',
    };
    // A restarted unit has two runs; the runs of an area continue as new within the year.
    const least = { restarted: 2, areaReminders: 2 } as Readonly<Record<string, number>>;
    const dir = path.join(historiesDir, version);
    await mkdir(dir, { recursive: true });
    for (const [story, workflowId] of Object.entries(ids)) {
      let recorded = await runs(workflowId);
      // Lists of runs lag a little behind the runs.
      for (let look = 0; recorded.length < (least[story] ?? 1) && look < 50; look += 1) {
        await new Promise((resolve) => setTimeout(resolve, 200));
        recorded = await runs(workflowId);
      }
      expect(recorded.length).toBeGreaterThanOrEqual(least[story] ?? 1);
      await writeFile(path.join(dir, `${story}.json`), `${JSON.stringify(recorded, null, 1)}\n`);
    }
  });
}
