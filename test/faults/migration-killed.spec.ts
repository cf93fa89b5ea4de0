import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import {
  type MigrationAnswer,
  type MigrationBody,
  type MigrationsAnswer,
  unitYearWorkflowId,
} from '#libs/contracts';
import { type Stack, startStack } from '../support/stack.js';
import { bodies, commandsPath, instantOf } from '../support/unit-year-driver.js';
import { Scene, until } from './scene.js';

jest.setTimeout(240_000);

let stack: Stack;
let scene: Scene;
let cycleId: string;

beforeAll(async () => {
  stack = await startStack({ units: 4, faults: { api: 'midMigration@1' } });
  scene = new Scene(stack);
  cycleId = await stack.openRehearsal(2026, 'chuyen-goi', instantOf(2026, '03-10T09:00'));
});
afterAll(() => stack.dispose());

const administer = async (unitId: string, body: object): Promise<void> => {
  const administrator = stack.token('administrator');
  const answer = await stack.call('POST', commandsPath(cycleId, unitId), administrator, body);
  expect(answer.status).toBe(200);
};
const migrate = (body: Partial<MigrationBody>, dryRun: boolean, key: string) =>
  stack.call<MigrationAnswer>(
    'POST',
    `/cycles/${cycleId}/migrations${dryRun ? '?dryRun=true' : ''}`,
    stack.token('administrator'),
    {
      policy: 'national-2025',
      from: '2026-03-10',
      number: '6/CT-BCA-V05',
      date: '2026-03-09',
      reason: 'Theo quy định chung',
      ...body,
    },
    { key },
  );

it('a migration whose API dies in the middle is as if it had never been, and reaches every run when it is sent again', async () => {
  const [parked, finished, paused, lost] = [0, 1, 2, 3].map(() => scene.nextUnit()) as [
    string,
    string,
    string,
    string,
  ];
  await scene.submitted(cycleId, parked);
  await administer(finished, { kind: 'close', reason: 'Giải thể' });
  await administer(paused, { kind: 'pause', reason: 'Đang kiểm tra' });
  await stack.client.workflow.getHandle(unitYearWorkflowId(cycleId, lost)).terminate('operator');
  await scene.rest();

  const key = randomUUID();
  const plan = await migrate({}, true, key);
  expect([plan.status, plan.body.blockers]).toEqual([200, []]);
  const { digest } = plan.body;
  expect(await migrate({ digest }, false, key).catch(() => 'no answer')).toBe('no answer');
  await until('the API is gone', 20_000, async () => !stack.api.isAlive);
  expect(await stack.query('SELECT 1 FROM cycle_migration')).toEqual([]);
  expect(await stack.query(`SELECT 1 FROM fact WHERE kind = 'year.migrated'`)).toEqual([]);

  await stack.api.start();
  const done = await migrate({ digest }, false, key);
  expect([done.status, done.body.version]).toEqual([200, 1]);
  const again = await migrate({ digest }, false, key);
  expect(again.body).toEqual(done.body);

  await until('every run has adopted it', 120_000, async () => {
    const path = `/cycles/${cycleId}/migrations`;
    const { body } = await stack.call<MigrationsAnswer>('GET', path, stack.token('administrator'));
    const last = body.packs.at(-1);
    return last?.id === 'national-2025' && last.subjects !== undefined && last.carried === last.subjects;
  });
  const statusOf = async (unitId: string) =>
    (await stack.client.workflow.getHandle(unitYearWorkflowId(cycleId, unitId)).describe()).status.name;
  expect(await statusOf(lost)).toBe('RUNNING');
  expect(await statusOf(finished)).toBe('COMPLETED');
  await administer(paused, { kind: 'resume', reason: 'Xong' });
  await administer(
    lost,
    bodies.submit('q1Plan', { onBehalf: { arrivalNumber: '9', arrivedOn: '2026-03-10' } }),
  );
  await scene.rest();
  expect(await scene.violations()).toEqual([]);
});
