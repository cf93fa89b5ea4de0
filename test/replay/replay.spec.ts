import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  DefaultLogger,
  makeTelemetryFilterString,
  Runtime,
  Worker,
  type WorkflowBundleWithSourceMap,
} from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { acceptedUpdates, type RecordedHistory } from '../support/histories.js';
import { ORDINARY_UPDATES, SCENARIOS } from '../support/unit-year-driver.js';
import { bundleWorkflows } from '../support/workflow-bundle.js';
import { declareRecording } from './record.js';
import { historiesDir, type RecordedRun } from './scenarios.js';

jest.setTimeout(600_000);

const versions = existsSync(historiesDir) ? readdirSync(historiesDir).sort() : [];
const files = versions.flatMap((version) =>
  readdirSync(path.join(historiesDir, version))
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => `${version}/${name}`),
);
const runsOf = (file: string) =>
  JSON.parse(readFileSync(path.join(historiesDir, file), 'utf8')) as readonly RecordedRun[];

async function replay(
  bundle: WorkflowBundleWithSourceMap,
  { workflowId, history }: RecordedRun,
): Promise<void> {
  await Worker.runReplayHistory({ workflowBundle: bundle }, history, workflowId);
}

if (process.env['RECORD_HISTORIES'] === '1') describe('recording', declareRecording);
else describe('replaying', declareReplaying);

/** The first version had a calendar that only opened, and no reminders. */
const areaStoriesOf = (version: string): readonly string[] =>
  version === '0.1.0'
    ? ['areaYear', 'mailDelivery']
    : ['areaYear', 'areaReminders', 'rehearsal', 'mailDelivery'];

const lastEventsOf = (runs: readonly RecordedRun[]): (string | undefined)[] =>
  runs.map((run) => (run.history as RecordedHistory).events.at(-1)?.eventType);

function declareReplaying(): void {
  let bundle: WorkflowBundleWithSourceMap;
  beforeAll(async () => {
    Runtime.install({
      logger: new DefaultLogger('ERROR', () => undefined),
      telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' }) } },
    });
    bundle = await bundleWorkflows();
  });

  describe('the recorded histories', () => {
    it('cover the five stories of a unit’s year, the province’s calendar and the mail in every version', () => {
      expect(versions).not.toEqual([]);
      for (const version of versions) {
        const names = files
          .filter((file) => file.startsWith(`${version}/`))
          .map((file) => path.basename(file, '.json'));
        expect(names).toEqual(expect.arrayContaining([...SCENARIOS, ...areaStoriesOf(version)]));
        expect(acceptedUpdates(runsOf(`${version}/onTime.json`)[0]?.history as RecordedHistory)).toEqual([
          ...ORDINARY_UPDATES,
        ]);
        expect(runsOf(`${version}/restarted.json`)).toHaveLength(2);
        for (const run of SCENARIOS.flatMap((story) => runsOf(`${version}/${story}.json`))) {
          const last = (run.history as RecordedHistory).events.at(-1);
          expect(last?.eventType).toBe('EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED');
        }
      }
    });

    it('hold ordinary years of at most 70 events', () => {
      for (const version of versions) {
        for (const { history } of runsOf(`${version}/onTime.json`)) {
          const { length } = (history as RecordedHistory).events;
          expect({ version, length, isShort: length <= 70 }).toEqual({ version, length, isShort: true });
        }
      }
    });

    it('hold a year of reminders that continued as new, and a calendar that acted to its close', () => {
      for (const version of versions.filter((each) => areaStoriesOf(each).includes('areaReminders'))) {
        const reminders = lastEventsOf(runsOf(`${version}/areaReminders.json`));
        expect(reminders).toContain('EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW');
        expect(reminders.at(-1)).toBe('EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED');
        const closed = JSON.stringify(runsOf(`${version}/areaYear.json`));
        expect(closed).toContain('"actOnCalendar"');
        expect(closed).toContain('"closeYears"');
        expect(lastEventsOf(runsOf(`${version}/rehearsal.json`)).at(-1)).toBe(
          'EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED',
        );
      }
    });

    it.each(files)('of %s replay under the present code', async (file) => {
      const runs = runsOf(file);
      expect(runs.length).toBeGreaterThan(0);
      for (const run of runs) await replay(bundle, run);
    });
  });

  describe('a workflow that was changed without care for open years', () => {
    it('fails on the history of an ordinary year', async () => {
      const changed = await bundleWorkflows('test/replay/fixtures/changed.workflow.ts');
      const [onTime] = runsOf(`${versions[0] ?? ''}/onTime.json`);
      await expect(replay(changed, onTime as RecordedRun)).rejects.toThrow(DeterminismViolationError);
    });
  });
}
