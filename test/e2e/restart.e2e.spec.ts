import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type {
  CommandAnswer,
  ProblemAnswer,
  RestartPlanAnswer,
  ScoreAnswer,
  UnitYearAnswer,
  UnitYearView,
} from '#libs/contracts';
import { eventually } from '../support/eventually.js';
import { type SampleUnit, type Stack, startStack } from '../support/stack.js';
import {
  applied,
  driveYears,
  higherSheet,
  instantOf,
  selfSheet,
  stepsOf,
} from '../support/unit-year-driver.js';

jest.setTimeout(120_000);

const UNTIL = '2026-12-20';
const REOPENED = ['selfScoring', 'unitReport', 'dossier', 'appraisal', 'recognition', 'awardReview'];
const KEPT = ['q1Plan', 'registration', 'festival'];

let stack: Stack;
let cycleId: string;
let [running, finished, failed, terminated]: SampleUnit[] = [];
beforeAll(async () => {
  stack = await startStack();
  cycleId = await stack.openRehearsal(2026, 'mo-lai');
  [running, finished, failed, terminated] = [2, 0, 3, 5].map((index) => stack.inside[index] as SampleUnit);
  const lives = [running, finished, failed, terminated].map((unit) => ({
    unitId: unit?.id ?? '',
    scenario: 'onTime' as const,
    until: '10-26T09:00',
  }));
  await driveYears(stack, cycleId, lives);
});
afterAll(() => stack.dispose());

const idOf = (unit: SampleUnit | undefined): string => {
  if (unit === undefined) throw new Error('the stack has too few units');
  return unit.id;
};
const handleOf = (unit: SampleUnit | undefined) =>
  stack.client.workflow.getHandle(`unit-year/${cycleId}/${idOf(unit)}`);
const pathOf = (unit: SampleUnit | undefined) => `/cycles/${cycleId}/units/${idOf(unit)}`;
const pageOf = async (unit: SampleUnit | undefined) =>
  (await stack.call<UnitYearAnswer>('GET', pathOf(unit), stack.token('administrator'))).body;
const planOf = (unit: SampleUnit | undefined, query: string, token = stack.token('administrator')) =>
  stack.call<RestartPlanAnswer & ProblemAnswer>('GET', `${pathOf(unit)}/restart-plan?${query}`, token);
const statusOf = (page: UnitYearAnswer, stages: readonly string[]) =>
  page.stages.filter(({ stage }) => stages.includes(stage)).map(({ status }) => status);

/** What the run adopts, a moment after the record has it, equals the row that the page shows. */
async function expectAdopted(unit: SampleUnit | undefined): Promise<UnitYearView> {
  const page = await pageOf(unit);
  const view = await eventually(async () => {
    const seen = await handleOf(unit).query<UnitYearView>('unitYear');
    return seen.version === page.version ? seen : undefined;
  });
  expect([view.round, view.status]).toEqual([page.round, page.status]);
  expect(view.stages.map(({ key, status }) => [key, status])).toEqual(
    page.stages.map(({ stage, status }) => [stage, status]),
  );
  return view;
}

describe('a restart of a running unit', () => {
  it('shows beforehand what is superseded and what is kept, and changes nothing by showing it', async () => {
    const before = await pageOf(running);
    const { status, body } = await planOf(running, 'from=selfScoring');
    expect(status).toBe(200);
    expect(body).toMatchObject({ unitId: idOf(running), round: 1, nextRound: 2 });
    expect(body.superseded.map(({ stage, status: was }) => [stage, was])).toEqual([
      ['selfScoring', 'submitted'],
      ['unitReport', 'submitted'],
      ...['dossier', 'appraisal', 'recognition', 'awardReview'].map((stage) => [stage, 'awaiting']),
    ]);
    expect(body.kept.map(({ stage, status: stands }) => [stage, stands])).toEqual(
      KEPT.map((stage) => [stage, 'submitted']),
    );
    expect((await pageOf(running)).version).toBe(before.version);
    const head = await planOf(
      running,
      'from=selfScoring',
      stack.token('unit-head', { unitId: idOf(running) }),
    );
    expect([head.status, head.body.code]).toEqual([403, 'ACTOR.ADMINISTRATOR_ONLY']);
  });

  it('needs no date before the cut-off, opens round 2 in the same run and goes on from the stage', async () => {
    const { runId } = await handleOf(running).describe();
    const unknown = await stepsOf(stack, cycleId, idOf(running)).restart('q9Plan');
    expect([unknown.status, unknown.body.code]).toEqual([422, 'STAGE.UNKNOWN']);
    await applied(stack, await stepsOf(stack, cycleId, idOf(running)).restart('selfScoring'));
    const page = await pageOf(running);
    expect(page.round).toBe(2);
    expect(statusOf(page, REOPENED)).toEqual(REOPENED.map(() => 'awaiting'));
    expect(statusOf(page, KEPT)).toEqual(KEPT.map(() => 'submitted'));
    expect((await expectAdopted(running)).current).toBe('selfScoring');
    expect((await handleOf(running).describe()).runId).toBe(runId);
    const again = await stepsOf(stack, cycleId, idOf(running)).restart('selfScoring');
    expect([again.status, again.body.code]).toEqual([409, 'RESTART.NOTHING_DONE']);
    expect(
      (await applied(stack, await stepsOf(stack, cycleId, idOf(running)).submit('selfScoring'))).late,
    ).toBe(false);
  });
});

describe('a restart of a finished unit', () => {
  let firstRun: string;
  let firstRound: UnitYearAnswer;

  beforeAll(async () => {
    await driveYears(stack, cycleId, [{ unitId: idOf(finished), scenario: 'onTime', after: '10-26T09:00' }]);
    await handleOf(finished).result();
    firstRun = (await handleOf(finished).describe()).runId;
    firstRound = await pageOf(finished);
    await stack.setClock(cycleId, instantOf(2026, '12-08T09:00'));
  });

  it('is refused past the cut-off without a new last day, in the dry run as well', async () => {
    expect(firstRound).toMatchObject({ over: true, round: 1, version: 9 });
    const plan = await planOf(finished, 'from=selfScoring');
    expect([plan.status, plan.body.code]).toEqual([409, 'RESTART.NEEDS_DATE']);
    const refused = await stepsOf(stack, cycleId, idOf(finished)).restart('selfScoring');
    expect([refused.status, refused.body.code]).toEqual([409, 'RESTART.NEEDS_DATE']);
    expect(refused.body.detail).toMatch(/18\/11\/2026/);
    const passed = await stepsOf(stack, cycleId, idOf(finished)).restart('selfScoring', {
      until: '2026-12-01',
    });
    expect([passed.status, passed.body.code]).toEqual([409, 'RESTART.DATE_PASSED']);
    expect((await handleOf(finished).describe()).runId).toBe(firstRun);
  });

  it('lists the results to be superseded with their new last day, the legal day beside it', async () => {
    const { body } = await planOf(finished, `from=selfScoring&until=${UNTIL}`);
    expect(body.superseded.map(({ stage }) => stage)).toEqual(REOPENED);
    expect(body.superseded.find(({ stage }) => stage === 'selfScoring')).toMatchObject({
      status: 'submitted',
      lastDay: '2026-10-27',
      newLastDay: UNTIL,
    });
    expect(body.superseded.at(-1)).toMatchObject({ stage: 'awardReview', status: 'done', newLastDay: UNTIL });
    expect(body.kept.map(({ stage }) => stage)).toEqual(KEPT);
  });

  it('begins a run of its own that completes round 2, and leaves round 1 as it was', async () => {
    const steps = stepsOf(stack, cycleId, idOf(finished));
    const restart = await applied(stack, await steps.restart('selfScoring', { until: UNTIL }));
    const second = await handleOf(finished).describe();
    expect(second.runId).not.toBe(firstRun);
    expect(second.status.name).toBe('RUNNING');
    expect((await expectAdopted(finished)).round).toBe(2);
    const page = await pageOf(finished);
    expect(page.class).toBeUndefined();
    const selfScoring = page.stages.find(({ stage }) => stage === 'selfScoring');
    expect(selfScoring?.due).toMatchObject({ lastDay: '2026-10-27', graceUntil: UNTIL });

    const sheet = selfSheet('good');
    const outcomes: CommandAnswer[] = [];
    for (const act of [
      () => steps.submit('selfScoring', { sheet }),
      () => steps.submit('unitReport'),
      () => steps.submit('dossier'),
      () => steps.appraise({ sheet: higherSheet(sheet) }),
      () => steps.decide(),
      () => steps.review(),
    ]) {
      outcomes.push(await applied(stack, await act()));
    }
    expect(outcomes.map(({ late }) => late)).toEqual(outcomes.map(() => false));
    const result = (await handleOf(finished).result()) as UnitYearView;
    expect(result).toMatchObject({ round: 2, over: true, version: 9 + 1 + 6 });

    const token = stack.token('unit-head', { unitId: idOf(finished) });
    const scoreOf = async (query: string) =>
      (await stack.call<ScoreAnswer>('GET', `${pathOf(finished)}/score${query}`, token)).body;
    expect(await scoreOf('?round=1')).toMatchObject({
      round: 1,
      pass: 'final',
      total: 100,
      class: { key: 'tot' },
    });
    expect(await scoreOf('')).toMatchObject({ round: 2, pass: 'final', total: 85, class: { key: 'kha' } });
    const now = await pageOf(finished);
    expect(now.history.slice(0, 9)).toEqual(firstRound.history);
    expect(now.history.map(({ round }) => round)).toEqual([
      ...Array<number>(9).fill(1),
      ...Array<number>(7).fill(2),
    ]);
    expect(now.history[9]).toMatchObject({ kind: 'year.restarted', commandId: restart.id });
    const sent = await stack.query(
      `SELECT params->>'commandId' AS command FROM message
        WHERE cycle_id = $1 AND unit_id = $2 AND template = 'receipt'`,
      [cycleId, idOf(finished)],
    );
    expect(new Set(sent.map(({ command }) => command)).size).toBe(9);
    expect(sent).toHaveLength(9);
  });
});

describe('a restart of a failed unit', () => {
  it('comes back by the same way in', async () => {
    // A new run that finds no year on record fails: the rows are hidden from the worker for a while.
    await handleOf(failed).terminate('to be started again');
    await stack.query('ALTER TABLE unit_year ENABLE ROW LEVEL SECURITY');
    try {
      await stack.client.workflow.start('unitYear', {
        workflowId: `unit-year/${cycleId}/${idOf(failed)}`,
        taskQueue: 'cycle',
        args: [{ cycleId, unitId: idOf(failed) }],
      });
      await eventually(async () =>
        (await handleOf(failed).describe()).status.name === 'FAILED' ? true : undefined,
      );
    } finally {
      await stack.query('ALTER TABLE unit_year DISABLE ROW LEVEL SECURITY');
    }
    const { runId } = await handleOf(failed).describe();
    const plan = await planOf(failed, `from=selfScoring&until=${UNTIL}`);
    expect(plan.body.superseded.map(({ stage }) => stage)).toEqual(REOPENED);
    const steps = stepsOf(stack, cycleId, idOf(failed));
    await applied(stack, await steps.restart('selfScoring', { until: UNTIL }));
    const now = await handleOf(failed).describe();
    expect(now.status.name).toBe('RUNNING');
    expect(now.runId).not.toBe(runId);
    expect(await expectAdopted(failed)).toMatchObject({ round: 2, current: 'selfScoring' });
    await applied(stack, await steps.submit('selfScoring'));
  });
});

describe('a restart of a terminated unit', () => {
  it('comes back by the same way in', async () => {
    await handleOf(terminated).terminate('operator');
    expect((await handleOf(terminated).describe()).status.name).toBe('TERMINATED');
    const plan = await planOf(terminated, `from=festival&until=${UNTIL}`);
    expect(plan.body.superseded.map(({ stage }) => stage)).toEqual(['festival']);
    const steps = stepsOf(stack, cycleId, idOf(terminated));
    await applied(stack, await steps.restart('festival', { until: UNTIL }));
    expect((await handleOf(terminated).describe()).status.name).toBe('RUNNING');
    expect(await expectAdopted(terminated)).toMatchObject({ round: 2, version: 6 });
    expect((await applied(stack, await steps.submit('festival'))).late).toBe(false);
    expect(statusOf(await pageOf(terminated), ['selfScoring', 'unitReport'])).toEqual([
      'submitted',
      'submitted',
    ]);
  });
});
