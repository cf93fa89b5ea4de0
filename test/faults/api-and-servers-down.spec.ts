import { randomUUID } from 'node:crypto';
import { readdir, utimes } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { ReconciliationAnswer } from '#libs/contracts/http';
import { whileUnitHeld } from '../support/held-unit.js';
import { type Stack, startStack } from '../support/stack.js';
import { bodies, commandsPath, driveYear, instantOf } from '../support/unit-year-driver.js';
import { Scene, until } from './scene.js';

jest.setTimeout(240_000);

describe('the API, Temporal or PostgreSQL goes down', () => {
  let stack: Stack;
  let scene: Scene;
  let cycle: string;

  beforeAll(async () => {
    stack = await startStack({ units: 60 });
    scene = new Scene(stack);
    cycle = await stack.openRehearsal(2027);
  });

  afterAll(async () => {
    await stack?.dispose();
  });

  /** A command that finds its unit held, so that the door leaves it to its run. */
  const submitHeld = (unit: string, key?: string) =>
    whileUnitHeld(stack, cycle, unit, () => scene.submit(cycle, unit, 'q1Plan', key));

  it.each([
    { point: 'beforeDoorCommit', appliedAtOnce: 0 },
    { point: 'afterDoorCommit', appliedAtOnce: 1 },
  ])(
    'the API is killed at $point: the same key brings the outcome, once',
    async ({ point, appliedAtOnce }) => {
      const [unit, key] = [scene.nextUnit(), randomUUID()];
      await stack.api.kill();
      await stack.api.start(`${point}@1`);
      expect(await scene.submit(cycle, unit, 'q1Plan', key)).toBeUndefined();
      expect(await stack.api.waitForExit(10_000)).toEqual({ code: null, signal: 'SIGKILL' });
      const facts = () => stack.query(`SELECT 1 FROM fact WHERE unit_id = $1`, [unit]);
      expect(await facts()).toHaveLength(appliedAtOnce);
      await stack.api.start();
      const answer = await scene.submit(cycle, unit, 'q1Plan', key);
      expect(answer).toMatchObject({ status: 200, body: { status: 'applied' } });
      expect(await facts()).toHaveLength(1);
      await scene.timePasses();
      await scene.rest();
      expect(await scene.violations()).toEqual([]);
    },
  );

  it('the API is killed between a file and its row: the file is told, and set aside once it is a day old', async () => {
    const unit = scene.nextUnit();
    const filesIn = async (place: string) =>
      (await readdir(path.join(stack.filesDir, place), { recursive: true }).catch(() => [])).filter(
        (name) => path.basename(name).length === 32,
      );
    await stack.api.kill();
    await stack.api.start('afterFileKept@1');
    await expect(uploadEvidence(stack, cycle, unit)).rejects.toThrow();
    expect(await stack.api.waitForExit(10_000)).toEqual({ code: null, signal: 'SIGKILL' });
    const [orphan = '-', ...more] = await filesIn('kept');
    expect(more).toEqual([]);
    expect(await stack.query(`SELECT 1 FROM evidence`)).toEqual([]);
    await stack.api.start();
    expect(await uploadEvidence(stack, cycle, unit)).toBe(200);
    const [{ storage_key: named } = { storage_key: '-' }] = await stack.query<{ storage_key: string }>(
      `SELECT storage_key FROM evidence`,
    );
    for (const each of await filesIn('kept')) {
      const twoDaysAgo = Date.now() / 1000 - 2 * 24 * 60 * 60;
      await utimes(path.join(stack.filesDir, 'kept', each), twoDaysAgo, twoDaysAgo);
    }
    const findings = async () =>
      (
        await stack.call<ReconciliationAnswer>(
          'GET',
          `/cycles/${cycle}/reconciliation`,
          stack.token('administrator'),
        )
      ).body.findings
        .filter(({ kind }) => kind.startsWith('evidenceFile'))
        .map(({ kind, object }) => [kind, object]);
    const told = [['evidenceFileUnnamed', path.basename(orphan)]];
    expect(await findings()).toEqual(told);
    await stack.api.kill();
    await stack.api.start();
    await until('the file is set aside', 20_000, async () => (await filesIn('aside')).length > 0, 50);
    expect((await filesIn('aside')).map((name) => path.basename(name))).toEqual([path.basename(orphan)]);
    expect((await filesIn('kept')).map((name) => path.basename(name))).toEqual([named]);
    expect(await findings()).toEqual(told);
    await until('the log tells it', 5_000, () =>
      Promise.resolve(
        stack.api.log
          .split('\n')
          .some((line) => line.includes('"evidence.filesSwept"') && line.includes(path.basename(orphan))),
      ),
    );
  });

  it('the API is killed after it recorded a command, twice: the command reaches its outcome all the same', async () => {
    const sent: { unit: string; key: string }[] = [];
    await stack.api.kill();
    for (let time = 0; time < 2; time += 1) {
      await stack.api.start('afterCommandRecorded@1');
      const unit = scene.nextUnit();
      const key = randomUUID();
      sent.push({ unit, key });
      expect(await submitHeld(unit, key)).toBeUndefined();
      expect(await stack.api.waitForExit(10_000)).toEqual({ code: null, signal: 'SIGKILL' });
    }
    await stack.api.start();
    await scene.timePasses();
    await scene.rest();
    for (const { unit, key } of sent) {
      const answer = await scene.submit(cycle, unit, 'q1Plan', key);
      expect(answer).toMatchObject({ status: 200, body: { status: 'applied' } });
    }
    expect(await scene.violations()).toEqual([]);
  });

  it('Temporal is away over a deadline: decided at once, or 202 and delivered on return; lateness by receipt', async () => {
    const [intime, late] = [scene.nextUnit(), scene.nextUnit()];
    await stack.setClock(cycle, instantOf(2027, '03-31T23:59'));
    await stack.temporal.kill();
    const started = Date.now();
    const first = await submitHeld(intime);
    expect(first?.status).toBe(202);
    expect(first?.headers.get('location')).toBe(`/api/v1/commands/${first?.body.id ?? ''}`);
    expect(Date.now() - started).toBeLessThan(4_000);
    // The clock moves at once; that it has is answered when waking the calendar has given up, a quarter of a minute later.
    const midnight = instantOf(2027, '04-01T00:00');
    const moving = stack.setClock(cycle, midnight);
    // Waited for below; until then a failure has nobody to tell.
    moving.catch(() => undefined);
    await until('the clock has moved', 10_000, async () => {
      const at = await stack.query(`SELECT 1 FROM cycle WHERE id = $1 AND clock_at = $2`, [cycle, midnight]);
      return at.length === 1;
    });
    const second = await scene.submit(cycle, late, 'registration');
    expect(second).toMatchObject({ status: 200, body: { status: 'applied', late: true } });
    for (const answer of [first, second]) await scene.untilGivenUp(answer?.body.id ?? '-');
    await moving;
    await stack.restartTemporal('kill');
    await scene.timePasses();
    const outcome = await stack.waitForCommand(first?.body.id ?? '', 40_000);
    expect(outcome).toMatchObject({ status: 'applied', late: false });
    await scene.rest();
    expect(await scene.violations()).toEqual([]);
  });

  it('no worker runs: decided at once; what a held unit leaves is 202, delivered when one comes', async () => {
    const unit = scene.nextUnit();
    await stack.cycleWorker.kill();
    const id = (await submitHeld(unit))?.body.id ?? '';
    expect(await scene.submit(cycle, unit)).toMatchObject({ status: 202 });
    expect(await scene.submit(cycle, scene.nextUnit())).toMatchObject({ status: 200 });
    await stack.cycleWorker.start();
    expect(await stack.waitForCommand(id, 60_000)).toMatchObject({ status: 'applied' });
    await scene.rest();
    expect(await scene.violations()).toEqual([]);
  });

  it('the API is killed right after the last command of a year: the finished run is not started again', async () => {
    const rehearsal = await stack.openRehearsal(2027, 'dt2');
    const unit = scene.nextUnit();
    await driveYear(stack, rehearsal, unit, 'onTime');
    await stack.api.kill();
    await stack.api.start();
    await scene.timePasses();
    await until('every outcome is known to be carried', 40_000, async () => {
      const open = await stack.query(`SELECT 1 FROM command WHERE status = 'applied' AND carried_at IS NULL`);
      return open.length === 0;
    });
    const runs: string[] = [];
    const query = `WorkflowId = 'unit-year/${rehearsal}/${unit}'`;
    for await (const run of stack.client.workflow.list({ query })) runs.push(run.status.name);
    expect(runs).toEqual(['COMPLETED']);
    expect(await scene.violations()).toEqual([]);
  });

  it('PostgreSQL is stopped immediate among commands, twice: what was acknowledged is there, once', async () => {
    // Once while the commands are being recorded, once while they are being carried; that time for longer than the five
    // tries of an Update last.
    for (const { soMany, awayMs } of [
      { soMany: 0, awayMs: 500 },
      { soMany: 4, awayMs: 4_000 },
    ]) {
      const tries = Array.from({ length: 16 }, () => ({ unit: scene.nextUnit(), key: randomUUID() }));
      const before = scene.acknowledged.length;
      // Commands are decided in some milliseconds; one whose unit is held is under way for certain when the server stops.
      const statuses = await whileUnitHeld(stack, cycle, tries[0]?.unit ?? '', async () => {
        const sent = tries.map(({ unit, key }) => scene.submit(cycle, unit, 'q1Plan', key));
        await delay(20);
        const someAre = () => Promise.resolve(scene.acknowledged.length >= before + soMany);
        await until('some are acknowledged', 20_000, someAre, 5);
        await stack.postgres.stop('immediate');
        return (await Promise.all(sent)).map((answer) => answer?.status);
      });
      expect(statuses.filter((status) => status !== 200)).not.toEqual([]);
      expect(statuses.filter((status) => ![200, 202, 503].includes(status ?? 0))).toEqual([]);
      await delay(awayMs);
      await stack.restartPostgres('immediate');
      await until(
        'the API has its database back',
        30_000,
        async () => (await stack.call('GET', '/readyz', '')).status === 200,
      );
      const again = await Promise.all(tries.map(({ unit, key }) => scene.submit(cycle, unit, 'q1Plan', key)));
      expect(
        again.map((answer) => answer?.status ?? 0).filter((status) => status !== 200 && status !== 202),
      ).toEqual([]);
      await scene.timePasses();
      await scene.rest();
    }
    expect(await scene.violations()).toEqual([]);
  });

  it('what the processes write of their troubles holds no token, no password, nothing that people wrote and no address', async () => {
    const person = 'Bùi Thị Không Được Ghi 0912345678';
    const token = stack.token('administrator');
    const [unit, held] = [scene.nextUnit(), scene.nextUnit()];
    const heading = { paper: { number: '1/KH', date: '2025-01-05', summary: person } };
    const submit = (unitId: string) =>
      stack.call(
        'POST',
        commandsPath(cycle, unitId),
        stack.token('unit-head', { unitId }),
        bodies.submit('q1Plan', heading),
      );
    const isWritten = (event: string, more: string) =>
      until(`${event} is written`, 60_000, async () =>
        (await stack.written()).split('\n').some((line) => line.includes(event) && line.includes(more)),
      );

    // A relay names the address that it refuses.
    await scene.rest();
    const address = stack.units.find(({ id }) => id === unit)?.officerEmail ?? '-';
    stack.smtp.setRules([{ at: 'rcpt', recipient: '*', code: 451, text: `4.7.1 <${address}>: greylisted` }]);
    expect((await submit(unit)).status).toBe(200);
    await isWritten('"mail.answered"', 'greylisted');

    // PostgreSQL names the values of a row that it does not take, its mapper the parameters of the statement.
    const refuse = (table: string, check: string) =>
      stack.query(`ALTER TABLE ${table} ADD CONSTRAINT refused CHECK (${check}) NOT VALID`);
    const takeAgain = (table: string) => stack.query(`ALTER TABLE ${table} DROP CONSTRAINT refused`);
    await refuse('command', 'false');
    expect((await submit(held)).status).toBe(500);
    await takeAgain('command');
    await isWritten('"api.unexpected"', 'refused');
    await refuse('submission', 'false');
    const left = await whileUnitHeld(stack, cycle, held, () => submit(held));
    expect(left.status).toBe(202);
    await isWritten('worker-cycle', 'violates check constraint');
    await takeAgain('submission');
    await refuse('message', `state <> 'accepted'`);
    stack.smtp.setRules([]);
    await scene.timePasses();
    await isWritten('worker-mail', 'violates check constraint');
    await takeAgain('message');

    // What is asked for stands in the address of a request.
    await stack.postgres.stop('immediate');
    const query = new URLSearchParams({ search: person, token });
    expect((await stack.call('GET', `/units?${query.toString()}`, token)).status).toBe(503);
    await isWritten('"api.databaseAway"', '/units');
    await stack.restartPostgres('immediate');
    await until(
      'the API has its database back',
      30_000,
      async () => (await stack.call('GET', '/readyz', '')).status === 200,
    );
    await scene.timePasses();
    await scene.rest();

    const written = decodeURIComponent(
      (await stack.written()).replaceAll('+', ' ').replace(/%(?![0-9A-F]{2})/gi, ''),
    );
    const addresses = stack.units.map(({ officerEmail }) => officerEmail);
    const secrets = [...stack.secrets, ...addresses, person];
    expect(written.split('\n').filter((line) => secrets.some((secret) => line.includes(secret)))).toEqual([]);
  });
});

/** Hands in a file of evidence as the unit's head; the status of the answer. */
async function uploadEvidence(stack: Stack, cycle: string, unitId: string): Promise<number> {
  const form = new FormData();
  form.set('criterion', '7');
  form.set('title', 'Kế hoạch');
  form.set('effectiveOn', '2026-11-20');
  form.set('declared', 'true');
  form.set('file', new Blob(['%PDF-1.4\n%%EOF\n'], { type: 'application/pdf' }), 'ban-chup.pdf');
  const { status } = await fetch(`${stack.apiUrl}/api/v1/cycles/${cycle}/units/${unitId}/evidence`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${stack.token('unit-head', { unitId })}`,
      'idempotency-key': randomUUID(),
    },
    body: form,
  });
  return status;
}
