import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { CommandAnswer, CycleAnswer, OpenCycleAnswer, UnitYearAnswer } from '#libs/contracts';
import { eventually } from '../support/eventually.js';
import { whileUnitHeld } from '../support/held-unit.js';
import { type Answer, type SampleUnit, type Stack, startStack } from '../support/stack.js';
import { bodies, commandsPath, driveYear, instantOf, stepsOf } from '../support/unit-year-driver.js';

jest.setTimeout(120_000);

let stack: Stack;
let cycleId: string;
beforeAll(async () => {
  stack = await startStack();
  cycleId = await stack.openRehearsal(2026, 'dong-thoi', instantOf(2026, '03-10T09:00'));
});
afterAll(() => stack.dispose());

/** Each test takes units of its own. */
const unitAt = (index: number): SampleUnit => {
  const unit = stack.inside[index];
  if (unit === undefined) throw new Error(`the stack has no unit ${index}`);
  return unit;
};
const submitAs = (token: string, unitId: string, key: string, body: unknown = bodies.submit('q1Plan')) =>
  stack.call('POST', commandsPath(cycleId, unitId), token, body, { key });
const factsOf = (unitId: string) =>
  stack.query('SELECT version, command_id FROM fact WHERE cycle_id = $1 AND unit_id = $2', [cycleId, unitId]);

/** The outcome of an answer, waited for where it was only taken in. */
async function outcomeOf(answer: Answer): Promise<CommandAnswer> {
  return stack.waitForCommand(answer.body.commandId ?? answer.body.id ?? '');
}

describe('identical requests', () => {
  it('are one command, thirty at once', async () => {
    const { id } = unitAt(0);
    const key = randomUUID();
    const head = stack.token('unit-head', { unitId: id });
    const answers = await Promise.all(Array.from({ length: 30 }, () => submitAs(head, id, key)));
    expect(answers.filter(({ status }) => status !== 200 && status !== 202)).toEqual([]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    const [first] = answers;
    const outcome = await outcomeOf(first as Answer);
    expect(outcome).toMatchObject({ status: 'applied', version: 1 });
    const rows = await stack.query('SELECT id FROM command WHERE idempotency_key = $1', [key]);
    expect(rows).toEqual([{ id: outcome.id }]);
    expect(await factsOf(id)).toEqual([{ version: 1, command_id: outcome.id }]);
    const receipts = await stack.query('SELECT key FROM message WHERE unit_id = $1', [id]);
    expect(receipts).toEqual([{ key: `receipt/${outcome.id}` }]);
  });

  it('get the same answer again later, also with their fields in another order', async () => {
    const { id } = unitAt(1);
    const head = stack.token('unit-head', { unitId: id });
    const key = randomUUID();
    const first = await outcomeOf(
      await submitAs(head, id, key, { kind: 'submit', stage: 'q1Plan', paper: { number: '7' } }),
    );
    const again = await submitAs(head, id, key, { paper: { number: '7' }, stage: 'q1Plan', kind: 'submit' });
    expect(again.status).toBe(200);
    expect(again.body).toMatchObject({ id: first.id, version: 1, decidedAt: first.decidedAt });
  });

  it('are not the same when the body differs', async () => {
    const { id } = unitAt(2);
    const head = stack.token('unit-head', { unitId: id });
    const key = randomUUID();
    await outcomeOf(await submitAs(head, id, key));
    const other = await submitAs(head, id, key, bodies.submit('registration'));
    expect([other.status, other.body.code]).toEqual([422, 'IDEMPOTENCY.REUSED']);
    const elsewhere = await stack.call(
      'POST',
      '/cycles/51-2026-khac/units/QN0001/commands',
      head,
      bodies.submit('q1Plan'),
      { key },
    );
    expect([elsewhere.status, elsewhere.body.code]).toEqual([422, 'IDEMPOTENCY.REUSED']);
    expect(await factsOf(id)).toHaveLength(1);
  });
});

describe('two different submits of the same stage at once', () => {
  it('are one applied and one refused, for each of five units', async () => {
    const units = [3, 4, 5, 6, 7].map(unitAt);
    const clerk = stack.token('administrator');
    const onBehalf = bodies.submit('q1Plan', { onBehalf: { arrivalNumber: '3', arrivedOn: '2026-03-09' } });
    const pairs = await Promise.all(
      units.map(async ({ id }) => {
        const head = stack.token('unit-head', { unitId: id });
        const both = [submitAs(head, id, randomUUID()), submitAs(clerk, id, randomUUID(), onBehalf)];
        return Promise.all((await Promise.all(both)).map(outcomeOf));
      }),
    );
    for (const [index, pair] of pairs.entries()) {
      expect(pair.map(({ status }) => status).sort()).toEqual(['applied', 'refused']);
      const refused = pair.find(({ status }) => status === 'refused');
      const applied = pair.find(({ status }) => status === 'applied');
      expect(refused?.code).toBe('STAGE.ALREADY_SUBMITTED');
      expect(await factsOf(units[index]?.id ?? '')).toEqual([{ version: 1, command_id: applied?.id }]);
    }
  });
});

describe('opening a cycle', () => {
  const open = () =>
    stack.call<OpenCycleAnswer>('POST', '/cycles', stack.token('administrator'), {
      policy: 'quang-ngai-2025',
      year: 2027,
      rehearsal: 'hai-lan',
    });
  /** Every run ever started for a subject of the cycle, as `workflowId runId`. */
  const runs = async (of: string): Promise<string[]> => {
    const found: string[] = [];
    for await (const run of stack.client.workflow.list({
      query: `WorkflowType = 'unitYear' AND CycleId = '${of}'`,
    })) {
      found.push(`${run.workflowId} ${run.runId}`);
    }
    return found.sort();
  };

  it('eight times at once is one cycle, and again after a unit has finished starts nothing', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, open));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 200, 200, 201]);
    expect(answers.filter(({ body }) => body.isNew)).toHaveLength(1);
    expect(new Set(answers.map(({ body }) => body.cycle.id))).toEqual(new Set(['51-2027-hai-lan']));
    const id = '51-2027-hai-lan';
    await eventually(async () => {
      const { body } = await stack.call<CycleAnswer>('GET', `/cycles/${id}`, stack.token('administrator'));
      return body.state === 'open' ? body : undefined;
    });
    const years = await stack.query(
      `SELECT standing, count(*)::int AS n FROM unit_year WHERE cycle_id = $1 AND unit_kind <> 'body' GROUP BY 1`,
      [id],
    );
    expect(Object.fromEntries(years.map((row) => [row['standing'], row['n']]))).toEqual({
      inside: 12,
      outside: 1,
    });
    const [offices] = await stack.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM unit_year WHERE cycle_id = $1 AND unit_kind = 'body'`,
      [id],
    );
    // Lists of runs lag a little behind the runs.
    const before = await eventually(async () => {
      const found = await runs(id);
      return found.length === 12 + (offices?.n ?? 0) ? found : undefined;
    });

    const { id: unitId } = unitAt(0);
    await driveYear(stack, id, unitId, 'notSubmitted');
    const finished = stack.client.workflow.getHandle(`unit-year/${id}/${unitId}`);
    await finished.result();
    const again = await Promise.all([open(), open()]);
    expect(again.map(({ status, body }) => [status, body.isNew, body.cycle.state])).toEqual([
      [200, false, 'open'],
      [200, false, 'open'],
    ]);
    expect((await finished.describe()).status.name).toBe('COMPLETED');
    // Long enough for a wrong start to show.
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(await runs(id)).toEqual(before);
    const audit = await stack.query(`SELECT seq FROM audit WHERE cycle_id = $1 AND action = 'cycle.opened'`, [
      id,
    ]);
    expect(audit).toHaveLength(1);
  });
});

describe('a command whose unit is held by somebody else, while no worker is there', () => {
  it('is taken in with 202 and applied later, late or not by its receipt', async () => {
    const { id } = unitAt(8);
    await stack.setClock(cycleId, instantOf(2026, '03-31T23:59'));
    await stack.cycleWorker.kill();
    const answer = await whileUnitHeld(stack, cycleId, id, () =>
      stepsOf(stack, cycleId, id).submit('q1Plan'),
    );
    expect(answer.status).toBe(202);
    expect(answer.body).toMatchObject({ status: 'received', stage: 'q1Plan' });
    expect(answer.headers.get('location')).toBe(`/api/v1/commands/${answer.body.id ?? ''}`);
    const waiting = await stack.call(
      'GET',
      `/commands/${answer.body.id ?? ''}`,
      stack.token('unit-head', { unitId: id }),
    );
    expect(waiting.body.status).toBe('received');
    const page = await stack.call<UnitYearAnswer>(
      'GET',
      `/cycles/${cycleId}/units/${id}`,
      stack.token('administrator'),
    );
    expect(page.body.version).toBe(0);

    await stack.setClock(cycleId, instantOf(2026, '04-02T09:00'));
    await stack.cycleWorker.start();
    const outcome = await stack.waitForCommand(answer.body.id ?? '', 60_000);
    expect(outcome).toMatchObject({
      status: 'applied',
      late: false,
      effectiveAt: '2026-03-31T16:59:00.000Z',
    });
    const next = await stepsOf(stack, cycleId, id).submit('registration');
    expect((await outcomeOf(next)).late).toBe(true);
    expect(await factsOf(id)).toHaveLength(2);
  });
});

describe('a refusal', () => {
  it('stays a refusal under its key after its reason is gone', async () => {
    const { id } = unitAt(9);
    const key = randomUUID();
    const steps = stepsOf(stack, cycleId, id);
    const refused = await steps.submit('festival', {}, key);
    expect([refused.status, refused.body.code]).toEqual([409, 'STAGE.NOT_OPEN']);
    await stack.setClock(cycleId, instantOf(2026, '08-20T09:00'));
    const again = await steps.submit('festival', {}, key);
    expect([again.status, again.body.code]).toEqual([409, 'STAGE.NOT_OPEN']);
    expect(again.body.commandId).toBe(refused.body.commandId);
    const anew = await steps.submit('festival');
    expect((await outcomeOf(anew)).status).toBe('applied');
    const stored = await stack.query(
      'SELECT status FROM command WHERE unit_id = $1 AND cycle_id = $2 ORDER BY received_at',
      [id, cycleId],
    );
    expect(stored.map(({ status }) => status)).toEqual(['refused', 'applied']);
  });
});
