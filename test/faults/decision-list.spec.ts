import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type {
  CommandAnswer,
  DecisionDetailAnswer,
  RecordDecisionAnswer,
  UnitYearAnswer,
} from '#libs/contracts';
import { type Answer, type SampleUnit, type Stack, startStack } from '../support/stack.js';
import { applied, bodies, commandsPath, instantOf, stepsOf } from '../support/unit-year-driver.js';
import { Scene, until } from './scene.js';

jest.setTimeout(240_000);

let stack: Stack;
let scene: Scene;
let cycleId: string;
let committee: string;
let units: readonly SampleUnit[];

beforeAll(async () => {
  stack = await startStack();
  scene = new Scene(stack);
  cycleId = await stack.openRehearsal(2026, 'danh-sach', instantOf(2026, '03-10T09:00'));
  committee = await stack.account('deciding-body', { level: 'tinh', provinceCode: '51' });
  units = stack.inside.filter(({ judgedBy }) => judgedBy === 'tinh').slice(0, 4);
});
afterAll(() => stack?.dispose());

const done = async (answer: Answer): Promise<CommandAnswer> => {
  const outcome = await applied(stack, answer);
  scene.acknowledged.push(outcome.id);
  return outcome;
};
const command = (role: Parameters<Stack['token']>[0], unitId: string, body: unknown) =>
  stack.call('POST', commandsPath(cycleId, unitId), stack.token(role, { unitId }), body);
const pageOf = async (unitId: string) =>
  (
    await stack.call<UnitYearAnswer>(
      'GET',
      `/cycles/${cycleId}/units/${unitId}`,
      stack.token('unit-head', { unitId }),
    )
  ).body;

it('a unit outside the standard registers the movement, and its run ends at once', async () => {
  const outside = stack.units.find(({ inside }) => !inside);
  if (outside === undefined) throw new Error('the sample has no unit outside the standard');
  const registrations = { movement: true, standard: false, exemplar: false };
  await done(await command('unit-head', outside.id, bodies.submit('registration', { registrations })));
  expect((await pageOf(outside.id)).certification?.registrations).toEqual(registrations);
  await scene.rest();
  expect(await scene.violations()).toEqual([]);
});

it('a list decided while the worker is dead is applied to every unit when it lives again', async () => {
  await stack.setClock(cycleId, instantOf(2026, '10-20T09:00'));
  for (const { id } of units) await done(await stepsOf(stack, cycleId, id).submit('selfScoring'));
  await stack.setClock(cycleId, instantOf(2026, '11-17T09:00'));
  for (const { id } of units) {
    await done(await stepsOf(stack, cycleId, id).submit('dossier'));
    await done(await stepsOf(stack, cycleId, id).appraise());
  }
  await stack.setClock(cycleId, instantOf(2026, '11-24T09:00'));
  await stack.cycleWorker.kill();
  const body = {
    number: '99/QĐ-UBND',
    date: '2026-11-24',
    signer: 'Chủ tịch UBND tỉnh',
    units: units.map(({ id }, index) => ({ unit: id, recognised: true, certificate: `${index + 1}/GCN` })),
  };
  const path = `/cycles/${cycleId}/decisions`;
  const press = () =>
    stack.call<RecordDecisionAnswer>('POST', path, committee, body, { key: 'danh-sach-99' });
  const both = await Promise.all([press(), press()]);
  expect(both.map(({ status }) => status)).toEqual([200, 200]);
  const ids = new Set(both.map(({ body: answer }) => answer.decision?.id));
  expect(ids.size).toBe(1);
  const show = async () =>
    (await stack.call<DecisionDetailAnswer>('GET', `${path}/${[...ids][0] ?? ''}`, committee)).body;
  expect((await show()).progress.text).toBe('đang áp dụng 0/4');
  await stack.cycleWorker.start();
  await until('the whole list is applied', 90_000, async () => (await show()).progress.applied === 4);
  expect((await show()).progress.text).toBe('đã áp dụng 4/4');
  scene.acknowledged.push(...(await show()).units.map(({ commandId }) => commandId));
  await scene.rest();
  expect(await scene.violations()).toEqual([]);
});

it('a recognition is taken back on a year that was closed', async () => {
  const unitId = units[0]?.id ?? '';
  await done(await command('administrator', unitId, { kind: 'close', reason: 'Hết năm' }));
  const ground = 'giay-to-gia';
  const about = { stage: 'recognition', ground };
  await done(
    await command('appraiser', unitId, { kind: 'proposeRevocation', ...about, reason: 'Hồ sơ không thật' }),
  );
  const document = { number: '7/QĐ-UBND', date: '2026-11-24', signer: 'Chủ tịch UBND tỉnh' };
  await done(await command('deciding-body', unitId, { kind: 'revoke', ...about, ...document }));
  const year = await pageOf(unitId);
  expect(year).toMatchObject({
    status: 'closed',
    recognised: false,
    certification: { certificate: { number: '1/GCN', state: 'revoked' }, revocation: { state: 'revoked' } },
  });
  await scene.rest();
  expect(await scene.violations()).toEqual([]);
});
