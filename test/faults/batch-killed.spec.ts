import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { BatchAnswer, BatchPlanAnswer, UnitYearAnswer } from '#libs/contracts/http';
import { antq } from '../support/antq.js';
import { type Stack, startStack } from '../support/stack.js';
import { instantOf } from '../support/unit-year-driver.js';
import { Scene, until } from './scene.js';

jest.setTimeout(240_000);

const UNITS = 130;

let stack: Stack;
let scene: Scene;
let cycleId: string;
let dir: string;
let administrator: string;

beforeAll(async () => {
  stack = await startStack({ units: UNITS, faults: { api: 'afterBatchPage@1' } });
  scene = new Scene(stack);
  cycleId = await stack.openRehearsal(2026, 'nhieu-don-vi', instantOf(2026, '03-10T09:00'));
  dir = await mkdtemp(path.join(tmpdir(), 'antq-batch-'));
  administrator = stack.token('administrator');
});
afterAll(async () => {
  await stack?.dispose();
  await rm(dir, { recursive: true, force: true });
});

const ask = <T>(method: 'GET' | 'POST', rest: string, body?: unknown, token = administrator) =>
  stack.call<T>(method, `/cycles/${cycleId}/batches${rest}`, token, body);

it('a batch whose API dies between two pages is finished by the next one, planned and ordered from the command line', async () => {
  const units = stack.inside.map(({ id }) => id);
  expect(units.length).toBeGreaterThan(100);
  for (const unitId of units) await scene.submitted(cycleId, unitId);
  const file = path.join(dir, 'don-vi.csv');
  await writeFile(file, ['Mã đơn vị', ...units].join('\n'));
  const restart = (...more: string[]) =>
    antq(stack, { token: administrator, dir }, ...['cycle', 'restart', '--cycle', cycleId], ...more);
  const asked = ['--units', file, '--from', 'q1Plan', '--reason', 'Nộp nhầm mẫu', '--json'];
  const planned = await restart(...asked, '--dry-run');
  expect([planned.code, planned.err]).toEqual([0, '']);
  const plan = JSON.parse(planned.out) as BatchPlanAnswer;
  expect([plan.units.length, plan.refused, plan.needsApproval]).toEqual([units.length, [], true]);

  const ordered = await restart(...asked, '--yes');
  expect([ordered.code, (JSON.parse(ordered.out) as BatchAnswer).state]).toEqual([0, 'waiting']);
  const { id, digest } = JSON.parse(ordered.out) as BatchAnswer;
  const self = await ask<{ readonly code: string }>('POST', `/${id}/approval`, { digest });
  expect([self.status, self.body.code]).toEqual([409, 'BATCH.SAME_ACTOR']);
  const second = await stack.account('administrator', { level: 'tinh', provinceCode: '51' });
  const approved = await ask('POST', `/${id}/approval`, { digest }, second).catch(() => undefined);
  expect([200, undefined]).toContain(approved?.status);
  await until('the API is gone', 30_000, async () => !stack.api.isAlive);
  const done = await stack.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM fact WHERE kind = 'year.restarted'`,
  );
  expect(done).toEqual([{ n: 100 }]);

  await stack.api.start();
  const show = async () => (await ask<BatchAnswer>('GET', `/${id}`)).body;
  await until('the batch is done', 60_000, async () => (await show()).state === 'done');
  expect(await show()).toMatchObject({ applied: units.length, moved: 0, refused: 0, leftOut: [] });
  const facts = await stack.query<{ facts: number; commands: number; audits: number }>(
    `SELECT (SELECT count(*)::int FROM fact WHERE kind = 'year.restarted') AS facts,
            (SELECT count(*)::int FROM command WHERE body->>'kind' = 'restart') AS commands,
            (SELECT count(*)::int FROM audit WHERE action LIKE 'batch.%') AS audits`,
  );
  expect(facts).toEqual([{ facts: units.length, commands: units.length, audits: 2 }]);

  await scene.rest();
  const last = units.at(-1) ?? '';
  const page = await stack.call<UnitYearAnswer>('GET', `/cycles/${cycleId}/units/${last}`, administrator);
  expect(page.body.round).toBe(2);
  expect(await scene.violations()).toEqual([]);
});
