import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import {
  ApplyBatchPage,
  ApproveBatch,
  BatchDriver,
  type Identity,
  KeepAccounts,
  OneTimeSecrets,
  OrderBatch,
  PlanBatch,
  ShowBatches,
} from '#libs/application';
import type { BatchBody } from '#libs/contracts/http';
import { faultsAt } from '../support/faults.js';
import { type SmallCycle, SmallProvince } from '../support/small-cycle.js';
import { bodies } from '../support/unit-year-driver.js';

/** A batch whose orderer has lost the post or the account before it is carried out. */
const UNIT = 'QN0001';
const ROLE = {
  role: 'administrator',
  scope: { level: 'tinh', provinceCode: '51' },
} as const;
const keeper: Identity = { actorId: randomUUID(), name: 'Quản trị', ...ROLE };

let province: SmallProvince;
let keeping: KeepAccounts;

beforeAll(async () => {
  province = await SmallProvince.open([[UNIT, 'Trạm Một', 'xa', 'mot@donvi.example.test']]);
  keeping = new KeepAccounts(province.unitOfWork, new OneTimeSecrets(() => Buffer.alloc(32)));
}, 120_000);
afterAll(() => province?.dispose());

/** Somebody who has signed in, with the account and the grant that the session acts in. */
async function person(by = keeper): Promise<{
  readonly identity: Identity;
  readonly accountId: string;
  readonly grantId: string;
}> {
  const { account } = await keeping.create(by, { name: 'Trần Thị Bình' }, randomUUID());
  const wanted = { ...ROLE, from: '2026-01-01', paper: 'QĐ 1' };
  const { grants } = await keeping.grant(by, account.id, wanted, randomUUID());
  const grantId = grants[0]?.id ?? '';
  const session = { id: randomUUID(), grantId };
  return {
    ...{ accountId: account.id, grantId },
    identity: { ...ROLE, actorId: account.id, name: account.name, session },
  };
}
async function ordered(cycle: SmallCycle, by: Identity) {
  const body: BatchBody = {
    act: { kind: 'restart', from: 'q1Plan' },
    select: { units: [UNIT] },
    reason: 'Nộp nhầm mẫu',
  };
  const plan = new PlanBatch(province.unitOfWork, province.unitOfWork, province.rules, { isOn: false });
  const { digest } = await plan.execute(by, cycle.id, body);
  const request = { cycleId: cycle.id, idempotencyKey: randomUUID(), body: { ...body, digest } };
  const { id } = await new OrderBatch(province.unitOfWork, { isOn: false }).execute(by, request);
  return { id, digest };
}
const END = {
  'the account is disabled': (accountId: string) =>
    keeping.disable(keeper, accountId, 'Nghỉ việc', randomUUID()),
  'the grant has ended': (accountId: string, grantId: string) =>
    keeping.endGrant(keeper, { accountId, grantId }, 'QĐ 2', randomUUID()),
};

it.each(Object.entries(END))(
  'where %s, what is left is refused to whoever has ordered it',
  async (how, end) => {
    const cycle = await province.rehearse(how.includes('grant') ? 'vai-tro' : 'tai-khoan');
    await cycle.moveTo('2026-03-10T09:00');
    await cycle.submit(UNIT, bodies.submit('q1Plan'));
    const { identity, accountId, grantId } = await person();
    const { id } = await ordered(cycle, identity);
    await end(accountId, grantId);
    await new ApplyBatchPage(province.unitOfWork, province.rules, faultsAt()).execute(id);
    const told = await new ShowBatches(province.unitOfWork).one(keeper, cycle.id, id);
    expect(told).toMatchObject({
      ...{ state: 'done', applied: 0, refused: 1 },
      leftOut: [{ unitId: UNIT, code: 'BATCH.ORDERER_ENDED' }],
    });
  },
);

const DAYS = 7;
async function waiting(name: string, by: Identity) {
  const cycle = await province.rehearse(name);
  await cycle.moveTo('2026-03-10T09:00');
  await cycle.submit(UNIT, bodies.submit('q1Plan'));
  const { id, digest } = await ordered(cycle, by);
  await cycle.query(`UPDATE batch SET state = 'waiting' WHERE id = '${id}' AND cycle_id = $1`);
  const approve = async (second: Identity) => {
    const approval = { cycleId: cycle.id, batchId: id, digest, idempotencyKey: randomUUID() };
    return new ApproveBatch(province.unitOfWork, { makerDays: DAYS }).execute(second, approval).then(
      () => 'done',
      (error: unknown) => (error as { readonly code?: string }).code,
    );
  };
  return { cycle, approve };
}

it('is approved by nobody any more', async () => {
  const { identity, accountId } = await person();
  const { approve } = await waiting('duyet', identity);
  await keeping.disable(keeper, accountId, 'Nghỉ việc', randomUUID());
  expect(await approve({ ...keeper, actorId: randomUUID() })).toBe('BATCH.ORDERER_ENDED');
});

it('has in a real year no second account in a token that belongs to nobody, on either side', async () => {
  const { identity: first } = await person();
  const { cycle, approve } = await waiting('khong-ai', first);
  const nobody = { ...keeper, actorId: randomUUID() };
  const body = {
    ...{ act: { kind: 'restart', from: 'q1Plan' }, select: { units: [UNIT] }, reason: 'Nộp nhầm mẫu' },
  } satisfies BatchBody;
  const rule = { isOn: true };
  const plan = new PlanBatch(province.unitOfWork, province.unitOfWork, province.rules, rule);
  const { digest } = await plan.execute(nobody, cycle.id, body);
  await cycle.query(`UPDATE cycle SET clock_kind = 'calendar', clock_at = NULL WHERE id = $1`);
  expect(await approve(nobody)).toBe('BATCH.NO_ACCOUNT');
  await cycle.query(`UPDATE batch SET ordered_by = ordered_by - 'session' WHERE cycle_id = $1`);
  const { identity: second } = await person({ ...keeper, actorId: randomUUID() });
  expect(await approve(second)).toBe('BATCH.NO_ACCOUNT');
  await cycle.query(`UPDATE batch_plan SET closed_years = 1 WHERE cycle_id = $1`);
  const request = { cycleId: cycle.id, idempotencyKey: randomUUID(), body: { ...body, digest } };
  await expect(new OrderBatch(province.unitOfWork, rule).execute(nobody, request)).rejects.toMatchObject({
    code: 'BATCH.NO_ACCOUNT',
  });
});

it('that fails page after page is shown so, and its orderer is told once by mail', async () => {
  const { identity, accountId } = await person();
  await province.source.query(`UPDATE account SET email = 'lap@example.test' WHERE id = $1`, [accountId]);
  const cycle = await province.rehearse('loi-mai');
  await cycle.moveTo('2026-03-10T09:00');
  await cycle.submit(UNIT, bodies.submit('q1Plan'));
  const { id } = await ordered(cycle, identity);
  const shown = async () => new ShowBatches(province.unitOfWork).one(keeper, cycle.id, id);
  expect((await shown()).failing).toBeUndefined();
  const failing = { execute: () => Promise.reject(new Error('spec')) };
  const runs = { wakeAreaYear: () => Promise.resolve(), wakeAreaReminders: () => Promise.resolve() };
  const driver = new BatchDriver(province.unitOfWork, failing, runs, { warn: () => undefined });
  for (let round = 0; round < 62; round += 1) await driver.drive(id);
  const { failing: told, stages } = await shown();
  expect([told?.tries, stages?.['q1Plan']]).toEqual([62, expect.stringContaining('Quý I')]);
  const mails = `SELECT recipient, relay FROM message WHERE template = 'batch-failing' AND cycle_id = $1`;
  expect(await cycle.query(mails)).toEqual([{ recipient: 'lap@example.test', relay: 'capture' }]);
  await new ApplyBatchPage(province.unitOfWork, province.rules, faultsAt()).execute(id);
  expect(await shown()).toMatchObject({ state: 'done', applied: 1 });
  const [row] = await cycle.query(`SELECT failures, failing_since FROM batch WHERE cycle_id = $1`);
  expect(row).toEqual({ failures: 0, failing_since: null });
});

it('has no second account in a token of the orderer, nor for some days in an account that one of them or a third has made', async () => {
  const { identity: first, grantId } = await person();
  const { identity: made } = await person(first);
  const { identity: madeByMade } = await person(made);
  const { identity: sibling } = await person();
  const { cycle, approve } = await waiting('hai-nguoi', first);
  const { session: _none, ...byToken } = first;
  expect(await approve({ ...byToken, token: { id: randomUUID(), grantId } })).toBe('BATCH.SAME_ACTOR');
  for (const second of [made, madeByMade, sibling, keeper]) {
    expect([second.actorId, await approve(second)]).toEqual([second.actorId, 'BATCH.SAME_MAKER']);
  }
  const back = `now() - interval '${DAYS} days' - interval '1 minute'`;
  await cycle.query(`UPDATE account SET created_at = ${back} WHERE $1 <> ''`);
  expect(await approve(made)).toBe('BATCH.SAME_MAKER');
  await cycle.query(`UPDATE account_grant SET granted_at = ${back} WHERE $1 <> ''`);
  expect(await approve(made)).toBe('done');
});
