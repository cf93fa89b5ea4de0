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
import { UPDATE_NAMES } from '#libs/contracts';
import { acceptedUpdates, type RecordedHistory } from '../support/histories.js';
import { ORDINARY_UPDATES, SCENARIOS } from '../support/unit-year-driver.js';
import { bundleWorkflows } from '../support/workflow-bundle.js';
import { DISTURBED_STORIES } from './disturbed-stories.js';
import { NEW_STAGES } from './new-stages.js';
import { RARE_STORIES } from './rare-stories.js';
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

/**
 * The first version had a calendar that only opened, and no reminders; its rare stories were not recorded. No year was lived
 * by the system itself before 0.3.0, and no stage had a key that its Update did not bear.
 */
const FIRST = '0.1.0';
/** When the steering committee of Quảng Ngãi still owed the review of the year, which is the police's since. */
const STEERING_OWED = ['0.2.0', '0.3.0'];
const storiesOf = (version: string): readonly string[] =>
  version === FIRST
    ? [...SCENARIOS, 'areaYear', 'mailDelivery']
    : [
        ...[...SCENARIOS, ...RARE_STORIES, ...DISTURBED_STORIES],
        ...['areaYear', 'areaReminders', 'rehearsal', 'mailDelivery'],
        ...(version === '0.2.0' ? [] : ['rehearsedYear', NEW_STAGES]),
        ...(STEERING_OWED.includes(version) ? ['steeringOffice'] : []),
      ];
const later = versions.filter((version) => version !== FIRST);

/** Most events of a year in time, so that a run stays short enough to be read and replayed at once. */
const MOST_EVENTS = 70;

const eventsOf = (run: RecordedRun) => (run.history as RecordedHistory).events;
const lastEventsOf = (runs: readonly RecordedRun[]): (string | undefined)[] =>
  runs.map((run) => eventsOf(run).at(-1)?.eventType);

if (process.env['RECORD_HISTORIES'] === '1') describe('recording', declareRecording);
else describe('replaying', declareReplaying);

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
    it.each(versions)('of %s cover its stories', (version) => {
      const names = files
        .filter((file) => file.startsWith(`${version}/`))
        .map((file) => path.basename(file, '.json'));
      expect(names).toEqual([...storiesOf(version)].sort());
      expect(acceptedUpdates(runsOf(`${version}/onTime.json`)[0]?.history as RecordedHistory)).toEqual([
        ...ORDINARY_UPDATES,
      ]);
      expect(runsOf(`${version}/restarted.json`)).toHaveLength(2);
      for (const run of SCENARIOS.flatMap((story) => runsOf(`${version}/${story}.json`))) {
        expect(eventsOf(run).at(-1)?.eventType).toBe('EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED');
      }
    });

    it.each(versions)(`of %s need at most ${MOST_EVENTS} events for a year in time`, (version) => {
      for (const story of ['onTime', 'late']) {
        const [run, ...more] = runsOf(`${version}/${story}.json`);
        expect(more).toEqual([]);
        expect(eventsOf(run as RecordedRun).length).toBeGreaterThan(ORDINARY_UPDATES.length);
        expect(eventsOf(run as RecordedRun).length).toBeLessThanOrEqual(MOST_EVENTS);
      }
    });

    it.each(later)('of %s hold what seldom happens to a run', (version) => {
      const everything = runsOf(`${version}/everything.json`);
      expect(everything.length).toBeGreaterThanOrEqual(5);
      expect(new Set(lastEventsOf(everything))).toEqual(new Set(['EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED']));
      expect(attemptsOf(runsOf(`${version}/failedUpdate.json`))).toEqual(expect.arrayContaining(['1', '2']));
      const failed = JSON.stringify(runsOf(`${version}/failedUpdate.json`));
      expect(failed).toContain('"failure"');
      expect(runsOf(`${version}/patientLoad.json`).flatMap(scheduledActivities)).toContain('loadUnitYear');
      const long = lastEventsOf(runsOf(`${version}/continuedAsNew.json`));
      expect(long.slice(0, -1)).toContain('EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW');
      expect(long.at(-1)).toBe('EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED');
      // These were open years when they were recorded, as most are when a version comes.
      for (const story of ['directive', 'migrated']) {
        expect(lastEventsOf(runsOf(`${version}/${story}.json`)).join()).not.toMatch(/EXECUTION_COMPLETED$/);
      }
    });

    it('hold every Update that a run listens to', () => {
      const held = files.flatMap((file) =>
        runsOf(file).flatMap(({ history }) => acceptedUpdates(history as RecordedHistory)),
      );
      expect(UPDATE_NAMES.filter((name) => !held.includes(name))).toEqual([]);
    });

    it('hold a year of reminders that continued as new, and a calendar that acted to its close', () => {
      for (const version of later) {
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

/** Attempts of the Updates that the runs accepted, in their order. */
const attemptsOf = (runs: readonly RecordedRun[]): string[] =>
  runs.flatMap(eventsOf).flatMap((event) => {
    const id = event.workflowExecutionUpdateAcceptedEventAttributes?.acceptedRequest.meta.updateId;
    return id === undefined ? [] : [id.replace(/.*\//, '')];
  });

/** Types of the ordinary activities that a run scheduled; local ones leave markers only. */
const scheduledActivities = (run: RecordedRun): string[] =>
  eventsOf(run).flatMap((event) => event.activityTaskScheduledEventAttributes?.activityType.name ?? []);
