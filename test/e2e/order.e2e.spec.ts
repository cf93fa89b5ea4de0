import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type {
  AuditVerifyAnswer,
  ImportAnswer,
  ReconciliationAnswer,
  ScoreAnswer,
  UnitAnswer,
} from '#libs/contracts';
import { eventually } from '../support/eventually.js';
import { whileUnitHeld } from '../support/held-unit.js';
import { sampleRoster } from '../support/sample-data.js';
import { type SampleUnit, type Stack, startStack } from '../support/stack.js';
import { timePasses } from '../support/time-passes.js';
import { applied, driveYears, instantOf, selfSheet, stepsOf } from '../support/unit-year-driver.js';

jest.setTimeout(120_000);

let stack: Stack;
let cycleId: string;
beforeAll(async () => {
  stack = await startStack();
  cycleId = await stack.openRehearsal(2026, 'thu-tu', instantOf(2026, '10-20T09:00'));
});
beforeEach(async () => {
  if (!stack.cycleWorker.isAlive) await stack.cycleWorker.start();
});
afterAll(() => stack.dispose());

/** Each test takes units of its own. */
const unitAt = (index: number): SampleUnit => {
  const unit = stack.inside[index];
  if (unit === undefined) throw new Error(`the stack has no unit ${index}`);
  return unit;
};
const factsOf = async (unitId: string) =>
  (
    await stack.query<{ kind: string; command_id: string }>(
      `SELECT kind, command_id FROM fact WHERE cycle_id = $1 AND unit_id = $2 ORDER BY version`,
      [cycleId, unitId],
    )
  ).map((row) => [row.kind, row.command_id]);
const commandsOf = (unitId: string) =>
  stack.query<{ id: string; status: string }>(
    'SELECT id, status FROM command WHERE cycle_id = $1 AND unit_id = $2 ORDER BY received_at',
    [cycleId, unitId],
  );

/** What the two reports over the cycle say; both must agree at every moment. */
async function findingsOf(of = cycleId): Promise<unknown[]> {
  const administrator = stack.token('administrator');
  const audit = await stack.call<AuditVerifyAnswer>('GET', `/audit/verify?cycle=${of}`, administrator);
  const found = await stack.call<ReconciliationAnswer>('GET', `/cycles/${of}/reconciliation`, administrator);
  expect([audit.status, found.status]).toEqual([200, 200]);
  return [...audit.body.broken, ...found.body.findings];
}

/** Looks at both reports again and again until the work is done; answers how often. */
async function whileWorking(of: string, work: Promise<unknown>): Promise<number> {
  let isDone = false;
  const ended = work.finally(() => {
    isDone = true;
  });
  const seen: unknown[][] = [];
  while (!isDone) seen.push(await findingsOf(of));
  await ended;
  expect(seen).toEqual(seen.map(() => []));
  return seen.length;
}

describe('commands of one unit that rest on each other', () => {
  it('are decided the older first after the Temporal server was away', async () => {
    const { id } = unitAt(1);
    const steps = stepsOf(stack, cycleId, id);
    await applied(stack, await steps.submit('selfScoring'));
    await stack.temporal.kill();
    const back = await whileUnitHeld(stack, cycleId, id, () => steps.giveBack('selfScoring'));
    expect([back.status, back.body.status]).toEqual([202, 'received']);

    await stack.restartTemporal('kill');
    // Judged before the return, this submit would be refused: the stage would still stand.
    const anew = await steps.submit('selfScoring', { sheet: selfSheet('good') });
    expect([200, 202]).toContain(anew.status);
    await timePasses(stack);
    const outcomes = [
      await stack.waitForCommand(back.body.id ?? '', 60_000),
      await stack.waitForCommand(anew.body.id ?? '', 60_000),
    ];
    expect(outcomes.map(({ status, version }) => [status, version])).toEqual([
      ['applied', 2],
      ['applied', 3],
    ]);
    expect((await factsOf(id)).map(([kind]) => kind)).toEqual([
      'stage.submitted',
      'stage.returned',
      'stage.submitted',
    ]);
  });

  it('stay acknowledged when the database goes away before the answer', async () => {
    const { id } = unitAt(2);
    await stack.cycleWorker.kill();
    const [answer, recorded] = await whileUnitHeld(stack, cycleId, id, async () => {
      const answering = stepsOf(stack, cycleId, id).submit('selfScoring');
      const found = await eventually(async () => (await commandsOf(id))[0]);
      await stack.postgres.stop('fast');
      return [await answering, found] as const;
    });
    expect([answer.status, answer.body.id, answer.body.status]).toEqual([202, recorded.id, 'received']);
    const away = await stepsOf(stack, cycleId, id).submit('dossier');
    expect([away.status, away.body.code]).toEqual([503, 'SYSTEM.BUSY']);

    await stack.restartPostgres('fast');
    await stack.cycleWorker.start();
    await timePasses(stack);
    expect((await stack.waitForCommand(recorded.id, 60_000)).status).toBe('applied');
    expect(await factsOf(id)).toEqual([['stage.submitted', recorded.id]]);
    expect(await commandsOf(id)).toHaveLength(1);
  });

  it('are taken in while no worker is there, though the older has no outcome yet, and applied in order', async () => {
    const { id } = unitAt(0);
    const steps = stepsOf(stack, cycleId, id);
    await stack.cycleWorker.kill();
    const scoring = await whileUnitHeld(stack, cycleId, id, () => steps.submit('selfScoring'));
    expect([scoring.status, scoring.body.status]).toEqual([202, 'received']);
    await stack.setClock(cycleId, instantOf(2026, '11-16T09:00'));
    const dossier = await steps.submit('dossier');
    expect([dossier.status, dossier.body.status]).toEqual([202, 'received']);
    // Where nothing older waits, the same paper is refused at once.
    const alone = await stepsOf(stack, cycleId, unitAt(4).id).submit('dossier');
    expect([alone.status, alone.body.code]).toEqual([409, 'STAGE.REQUIRES']);
    expect(await factsOf(id)).toEqual([]);

    await stack.cycleWorker.start();
    await timePasses(stack);
    const outcomes = await Promise.all([applied(stack, scoring), applied(stack, dossier)]);
    expect(outcomes.map(({ version }) => version)).toEqual([1, 2]);
    expect(await factsOf(id)).toEqual([
      ['stage.submitted', scoring.body.id],
      ['stage.submitted', dossier.body.id],
    ]);
  });
});

describe('the reports over a cycle', () => {
  it('stay clean while twenty commands are applied', async () => {
    const lively = await stack.openRehearsal(2026, 'song-song', instantOf(2026, '10-20T09:00'));
    // Lists of runs lag a little behind the opening of the cycle.
    await eventually(async () => ((await findingsOf(lively)).length === 0 ? true : undefined));
    const units = Array.from({ length: 10 }, (_, index) => unitAt(index).id);
    const all = Promise.all(
      units.map(async (id) => {
        const steps = stepsOf(stack, lively, id);
        return Promise.all([steps.submit('selfScoring'), steps.submit('unitReport')]);
      }),
    );
    const looks = await whileWorking(lively, all);
    const outcomes = await Promise.all((await all).flat().map((answer) => applied(stack, answer)));
    expect(outcomes).toHaveLength(20);
    expect(looks).toBeGreaterThan(0);
    expect(await findingsOf(lively)).toEqual([]);
    const [rows] = await stack.query(
      `SELECT count(*)::int AS n FROM audit WHERE cycle_id = $1 AND action = 'stage.submitted'`,
      [lively],
    );
    expect(rows).toEqual({ n: 20 });
  });

  it('stay clean while years end', async () => {
    const ending = await stack.openRehearsal(2026, 'ket-thuc');
    const units = [0, 1, 2, 3, 4, 5].map((index) => unitAt(index).id);
    await driveYears(
      stack,
      ending,
      units.map((unitId) => ({ unitId, scenario: 'onTime', until: '11-24T09:00' })),
    );
    await stack.setClock(ending, instantOf(2026, '12-05T09:00'));
    const looks = await whileWorking(
      ending,
      Promise.all(units.map(async (id) => applied(stack, await stepsOf(stack, ending, id).review()))),
    );
    expect(looks).toBeGreaterThan(0);
    expect(await findingsOf(ending)).toEqual([]);
  });
});

describe('a score', () => {
  const scoreOf = async (of: string, unitId: string) => {
    const path = `/cycles/${of}/units/${unitId}/score`;
    const { status, body } = await stack.call<ScoreAnswer>('GET', path, stack.token('administrator'));
    expect(status).toBe(200);
    return body;
  };
  /** The sample roster's row of a unit with its trade union and mass organisations taken away. */
  async function withoutUnion(unitId: string): Promise<string> {
    const [head = '', ...rows] = (await sampleRoster(12)).csv.toString('utf8').split('\n');
    const cells = rows.find((line) => line.startsWith(`${unitId},`))?.split(',') ?? [];
    const columns = head.split(',');
    expect(cells).toHaveLength(columns.length);
    for (const flag of ['has_union', 'has_mass_organisations']) {
      expect(cells[columns.indexOf(flag)]).toBe('1');
      cells[columns.indexOf(flag)] = '0';
    }
    return `${head}\n${cells.join(',')}\n`;
  }

  async function liveUntilDecision(of: string, unitId: string, isScored = false): Promise<void> {
    const steps = stepsOf(stack, of, unitId);
    if (!isScored) {
      await stack.setClock(of, instantOf(2026, '10-20T09:00'));
      await applied(stack, await steps.submit('selfScoring', { gapChoices: {} }));
    }
    await stack.setClock(of, instantOf(2026, '11-16T09:00'));
    await applied(stack, await steps.submit('dossier'));
    await applied(stack, await steps.appraise({ gapChoices: {} }));
    await stack.setClock(of, instantOf(2026, '11-24T09:00'));
    await applied(stack, await steps.decide());
  }

  it('stands by the unit as it was when it was scored, whatever the roster says later', async () => {
    const { id } = unitAt(3);
    const administrator = stack.token('administrator');
    const before = await stack.openRehearsal(2026, 'truoc');
    const across = await stack.openRehearsal(2026, 'giua');
    await liveUntilDecision(before, id);
    const final = await scoreOf(before, id);
    const steps = stepsOf(stack, across, id);
    await stack.setClock(across, instantOf(2026, '10-20T09:00'));
    await applied(stack, await steps.submit('selfScoring', { gapChoices: {} }));
    const provisional = await scoreOf(across, id);

    const flagOf = async () =>
      (await stack.call<UnitAnswer>('GET', `/units/${id}`, administrator)).body.flags['hasUnion'];
    expect(await flagOf()).toBe(true);
    const imported = await stack.call<ImportAnswer>(
      'POST',
      '/units/imports?filename=ds.csv',
      administrator,
      await withoutUnion(id),
      { headers: { 'content-type': 'text/csv' } },
    );
    expect([imported.body.updated, imported.body.problems]).toEqual([1, []]);
    expect(await flagOf()).toBe(false);

    expect(await scoreOf(before, id)).toEqual(final);
    expect(await scoreOf(across, id)).toEqual(provisional);
    await liveUntilDecision(across, id, true);
    expect(await scoreOf(across, id)).toEqual({ ...final, cycleId: across });

    // What is scored anew goes by the roster of that day, under which criterion 5g needs a choice first.
    await applied(stack, await steps.restart('selfScoring', { until: '2026-12-20' }));
    const anew = await steps.submit('selfScoring', { gapChoices: {} });
    expect([anew.status, anew.body.code]).toEqual([422, 'SCORE.INVALID']);
  });
});
