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
import { untilHeard } from '../support/heard.js';
import { type Stack, startStack } from '../support/stack.js';
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
/** A unit in a cycle of its own kind: before the cut-off, or past it. */
interface Year {
  readonly cycleId: string;
  readonly unitId: string;
}

const LIVED_UNTIL = '10-26T09:00';
const PAST_THE_CUT_OFF = '12-08T09:00';

beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.dispose());

/** Units of a rehearsal of its own that have done everything in time until the end of October. */
async function lived(label: string, howMany: number): Promise<Year[]> {
  const cycleId = await stack.openRehearsal(2026, label);
  const years = stack.inside.slice(0, howMany).map(({ id }) => ({ cycleId, unitId: id }));
  await driveYears(
    stack,
    cycleId,
    years.map(({ unitId }) => ({ unitId, scenario: 'onTime', until: LIVED_UNTIL })),
  );
  await untilHeard(stack, cycleId);
  return years;
}

const handleOf = ({ cycleId, unitId }: Year) =>
  stack.client.workflow.getHandle(`unit-year/${cycleId}/${unitId}`);
/** The unit's run once it is another than this one and under way, a moment after the record has the act. */
const runAfter = (year: Year, runId: string) =>
  eventually(async () => {
    const run = await handleOf(year).describe();
    return run.runId !== runId && run.status.name === 'RUNNING' ? run : undefined;
  });
const pathOf = ({ cycleId, unitId }: Year) => `/cycles/${cycleId}/units/${unitId}`;
const pageOf = async (year: Year) =>
  (await stack.call<UnitYearAnswer>('GET', pathOf(year), stack.token('administrator'))).body;
const planOf = (year: Year, query: string, token = stack.token('administrator')) =>
  stack.call<RestartPlanAnswer & ProblemAnswer>('GET', `${pathOf(year)}/restart-plan?${query}`, token);
const stepsIn = ({ cycleId, unitId }: Year) => stepsOf(stack, cycleId, unitId);
const statusOf = (page: UnitYearAnswer, stages: readonly string[]) =>
  page.stages.filter(({ stage }) => stages.includes(stage)).map(({ status }) => status);

/** What the run adopts, a moment after the record has it, equals the row that the page shows. */
async function expectAdopted(year: Year): Promise<UnitYearView> {
  const page = await pageOf(year);
  const view = await eventually(async () => {
    const seen = await handleOf(year).query<UnitYearView>('unitYear');
    return seen.version === page.version ? seen : undefined;
  });
  expect([view.round, view.status]).toEqual([page.round, page.status]);
  expect(view.stages.map(({ key, status }) => [key, status])).toEqual(
    page.stages.map(({ stage, status }) => [stage, status]),
  );
  return view;
}

describe('a restart of a running unit', () => {
  it('shows beforehand what is superseded, then opens round 2 in the same run and goes on from the stage', async () => {
    const [running] = (await lived('mo-lai-som', 1)) as [Year];
    const before = await pageOf(running);
    const { status, body } = await planOf(running, 'from=selfScoring');
    expect(status).toBe(200);
    expect(body).toMatchObject({ unitId: running.unitId, round: 1, nextRound: 2 });
    expect(body.superseded.map(({ stage, status: was }) => [stage, was])).toEqual([
      ['selfScoring', 'submitted'],
      ['unitReport', 'submitted'],
      ...['dossier', 'appraisal', 'recognition', 'awardReview'].map((stage) => [stage, 'awaiting']),
    ]);
    expect(body.kept.map(({ stage, status: stands }) => [stage, stands])).toEqual(
      KEPT.map((stage) => [stage, 'submitted']),
    );
    expect((await pageOf(running)).version).toBe(before.version);
    const headToken = stack.token('unit-head', { unitId: running.unitId });
    const head = await planOf(running, 'from=selfScoring', headToken);
    expect([head.status, head.body.code]).toEqual([403, 'ACTOR.ADMINISTRATOR_ONLY']);

    // Before the cut-off no date is needed.
    const { runId } = await handleOf(running).describe();
    const unknown = await stepsIn(running).restart('q9Plan');
    expect([unknown.status, unknown.body.code]).toEqual([422, 'STAGE.UNKNOWN']);
    await applied(stack, await stepsIn(running).restart('selfScoring'));
    const page = await pageOf(running);
    expect(page.round).toBe(2);
    expect(statusOf(page, REOPENED)).toEqual(REOPENED.map(() => 'awaiting'));
    expect(statusOf(page, KEPT)).toEqual(KEPT.map(() => 'submitted'));
    expect((await expectAdopted(running)).current).toBe('selfScoring');
    expect((await handleOf(running).describe()).runId).toBe(runId);
    const again = await stepsIn(running).restart('selfScoring');
    expect([again.status, again.body.code]).toEqual([409, 'RESTART.NOTHING_DONE']);
    expect((await applied(stack, await stepsIn(running).submit('selfScoring'))).late).toBe(false);
  });
});

describe('a restart of a finished unit', () => {
  it('needs a new last day past the cut-off, begins a run of its own and leaves round 1 as it was', async () => {
    const [finished] = (await lived('mo-lai-sau', 1)) as [Year];
    const { cycleId, unitId } = finished;
    await driveYears(stack, cycleId, [{ unitId, scenario: 'onTime', after: LIVED_UNTIL }]);
    await handleOf(finished).result();
    const firstRun = (await handleOf(finished).describe()).runId;
    const firstRound = await pageOf(finished);
    await stack.setClock(cycleId, instantOf(2026, PAST_THE_CUT_OFF));
    const steps = stepsIn(finished);

    // Refused without a new last day, in the dry run as well.
    expect(firstRound).toMatchObject({ over: true, round: 1, version: 9 });
    const plan = await planOf(finished, 'from=selfScoring');
    expect([plan.status, plan.body.code]).toEqual([409, 'RESTART.NEEDS_DATE']);
    const refused = await steps.restart('selfScoring');
    expect([refused.status, refused.body.code]).toEqual([409, 'RESTART.NEEDS_DATE']);
    expect(refused.body.detail).toMatch(/18\/11\/2026/);
    const passed = await steps.restart('selfScoring', { until: '2026-12-01' });
    expect([passed.status, passed.body.code]).toEqual([409, 'RESTART.DATE_PASSED']);
    expect((await handleOf(finished).describe()).runId).toBe(firstRun);

    // The results to be superseded are listed with their new last day, the legal day beside it.
    const { body } = await planOf(finished, `from=selfScoring&until=${UNTIL}`);
    expect(body.superseded.map(({ stage }) => stage)).toEqual(REOPENED);
    expect(body.superseded.find(({ stage }) => stage === 'selfScoring')).toMatchObject({
      status: 'submitted',
      lastDay: '2026-10-27',
      newLastDay: UNTIL,
    });
    expect(body.superseded.at(-1)).toMatchObject({ stage: 'awardReview', status: 'done', newLastDay: UNTIL });
    expect(body.kept.map(({ stage }) => stage)).toEqual(KEPT);
    // No restart voids a decision on paper.
    const onPaper =
      /^Quyết định số .* thôi là kết quả hiện hành trong hệ thống; trên giấy còn hiệu lực đến khi .* thay thế, thu hồi\.$/;
    expect(body.decisions).toMatchObject([{ stage: 'recognition', text: expect.stringMatching(onPaper) }]);

    const restart = await applied(stack, await steps.restart('selfScoring', { until: UNTIL }));
    await runAfter(finished, firstRun);
    expect((await expectAdopted(finished)).round).toBe(2);
    const page = await pageOf(finished);
    expect(page.class).toBeUndefined();
    expect(page.certification?.supersededDecision).toMatch(onPaper);
    expect(page.history.at(-1)?.text).toMatch(/trên giấy còn hiệu lực đến khi .* thay thế, thu hồi$/);
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

    const token = stack.token('unit-head', { unitId });
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
      [cycleId, unitId],
    );
    expect(new Set(sent.map(({ command }) => command)).size).toBe(9);
    expect(sent).toHaveLength(9);
  });
});

describe('a restart of a unit whose run failed or was ended', () => {
  let failed: Year;
  let terminated: Year;
  beforeAll(async () => {
    [failed, terminated] = (await lived('mo-lai-hong', 2)) as [Year, Year];
    await stack.setClock(failed.cycleId, instantOf(2026, PAST_THE_CUT_OFF));
  });

  it('comes back by the same way in after it failed', async () => {
    const { cycleId, unitId } = failed;
    // A new run that finds no year on record fails: the rows are hidden from the worker for a while.
    await handleOf(failed).terminate('to be started again');
    await stack.query('ALTER POLICY services ON unit_year USING (false)');
    try {
      await stack.client.workflow.start('unitYear', {
        workflowId: `unit-year/${cycleId}/${unitId}`,
        taskQueue: 'cycle',
        args: [{ cycleId, unitId }],
      });
      await eventually(async () =>
        (await handleOf(failed).describe()).status.name === 'FAILED' ? true : undefined,
      );
    } finally {
      await stack.query('ALTER POLICY services ON unit_year USING (true)');
    }
    const { runId } = await handleOf(failed).describe();
    const plan = await planOf(failed, `from=selfScoring&until=${UNTIL}`);
    expect(plan.body.superseded.map(({ stage }) => stage)).toEqual(REOPENED);
    const steps = stepsIn(failed);
    await applied(stack, await steps.restart('selfScoring', { until: UNTIL }));
    await runAfter(failed, runId);
    expect(await expectAdopted(failed)).toMatchObject({ round: 2, current: 'selfScoring' });
    await applied(stack, await steps.submit('selfScoring'));
  });

  it('comes back by the same way in after it was terminated', async () => {
    await handleOf(terminated).terminate('operator');
    const { runId, status } = await handleOf(terminated).describe();
    expect(status.name).toBe('TERMINATED');
    const plan = await planOf(terminated, `from=festival&until=${UNTIL}`);
    expect(plan.body.superseded.map(({ stage }) => stage)).toEqual(['festival']);
    const steps = stepsIn(terminated);
    await applied(stack, await steps.restart('festival', { until: UNTIL }));
    await runAfter(terminated, runId);
    expect(await expectAdopted(terminated)).toMatchObject({ round: 2, version: 6 });
    expect((await applied(stack, await steps.submit('festival'))).late).toBe(false);
    expect(statusOf(await pageOf(terminated), ['selfScoring', 'unitReport'])).toEqual([
      'submitted',
      'submitted',
    ]);
  });
});
