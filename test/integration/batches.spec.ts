import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  ApplyBatchPage,
  ApproveBatch,
  BatchDriver,
  type Identity,
  OrderBatch,
  PlanBatch,
  type Runs,
  ShowBatches,
  ShowBatchPlan,
  WithdrawBatch,
} from '#libs/application';
import type { BatchAnswer, BatchBody, BatchPlanAnswer } from '#libs/contracts/http';
import { Seeder } from '#libs/persistence';
import { faultsAt } from '../support/faults.js';
import { COMMUNE, type SmallCycle, SmallProvince } from '../support/small-cycle.js';
import { bodies } from '../support/unit-year-driver.js';

/** One act on many units over PostgreSQL: what is planned, what is done, who is left out, and what a death costs. */
const UNITS = Array.from({ length: 230 }, (_, at) => `QN${String(at + 1).padStart(4, '0')}`);
const ELSEWHERE = '21212';
const [FIRST = '', SECOND = '', THIRD = '', FOURTH = ''] = UNITS;
const noRuns = { wakeAreaYear: () => Promise.resolve(), wakeAreaReminders: () => Promise.resolve() } as Pick<
  Runs,
  'wakeAreaYear' | 'wakeAreaReminders'
>;

let province: SmallProvince;

beforeAll(async () => {
  province = await SmallProvince.open(
    UNITS.map((id) => [
      id,
      `Trạm Y tế ${id}`,
      'xa',
      id === SECOND ? undefined : `${id.toLowerCase()}@donvi.example.test`,
    ]),
  );
  await new Seeder(province.source).areas([
    { code: ELSEWHERE, kind: 'xa', name: 'Xã Trà Bồng', adminKind: 'xã', parentCode: '51' },
  ]);
}, 120_000);
afterAll(() => province?.dispose());

/** A rehearsal of its own in which some units have registered; the others have done nothing yet. */
async function lived(label: string, submitted: readonly string[]): Promise<SmallCycle> {
  const cycle = await province.rehearse(label);
  await cycle.moveTo('2026-03-10T09:00');
  for (const unitId of submitted) await cycle.submit(unitId, bodies.submit('q1Plan'));
  return cycle;
}

const administrator = (name = 'Quản trị'): Identity => ({
  ...{ actorId: randomUUID(), name, role: 'administrator' },
  scope: { level: 'tinh', provinceCode: '51' },
});
const ofCommune = (communeCode: string): Identity => ({
  ...administrator('Quản trị xã'),
  scope: { level: 'xa', communeCode },
});

const restart = (units?: readonly string[], from = 'q1Plan'): BatchBody => ({
  act: { kind: 'restart', from },
  select: units === undefined ? {} : { units: [...units] },
  reason: 'Nộp nhầm mẫu',
});
const plan = (who: Identity, cycle: SmallCycle, body: BatchBody, isOn = true): Promise<BatchPlanAnswer> =>
  new PlanBatch(province.unitOfWork, province.unitOfWork, province.rules, { isOn }).execute(
    who,
    cycle.id,
    body,
  );
const order = (
  who: Identity,
  cycle: SmallCycle,
  body: BatchBody,
  { key = randomUUID(), isOn = true }: { readonly key?: string; readonly isOn?: boolean } = {},
) =>
  new OrderBatch(province.unitOfWork, { isOn }).execute(who, {
    ...{ cycleId: cycle.id, idempotencyKey: key, body },
  });
const pages = (faults = '') => new ApplyBatchPage(province.unitOfWork, province.rules, faultsAt(faults));
const drive = (id: string) =>
  new BatchDriver(province.unitOfWork, pages(), noRuns, {
    warn: (event, detail) => {
      throw new Error(`${event} ${JSON.stringify(detail)}`);
    },
  }).drive(id);
const show = (who: Identity, cycle: SmallCycle, id: string): Promise<BatchAnswer> =>
  new ShowBatches(province.unitOfWork).one(who, cycle.id, id);
const rounds = async (cycle: SmallCycle, units: readonly string[]) => {
  const rows = await cycle.query<{ unit: string; round: number }>(
    'SELECT unit_id AS unit, round FROM unit_year WHERE cycle_id = $1 ORDER BY unit_id',
  );
  return rows.filter(({ unit }) => units.includes(unit)).map(({ round }) => round);
};
const count = async (cycle: SmallCycle, from: string) =>
  (await cycle.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${from}`))[0]?.n;

describe('the plan of an act on many units', () => {
  it('tells by name what is superseded and kept, whose mail goes, who is refused and why, and writes nothing else', async () => {
    const cycle = await lived('ke-hoach', [FIRST, SECOND]);
    for (const unitId of [FIRST, SECOND]) await cycle.submit(unitId, bodies.submit('registration'));
    const body = restart([THIRD, FIRST, SECOND, 'KHONG-CO'], 'registration');
    const told = await plan(administrator(), cycle, body);
    expect(told).toMatchObject({
      ...{ dryRun: true, communes: 1, closedYears: 0, mails: 1, needsApproval: false },
      estimate: { seconds: 1, measured: false },
      units: [
        { unitId: FIRST, name: `Trạm Y tế ${FIRST}`, kept: ['q1Plan'], mails: 1 },
        { unitId: SECOND, mails: 0, noMail: 'không có địa chỉ thư', kept: ['q1Plan'] },
      ],
      refused: [
        { unitId: 'KHONG-CO', code: 'UNIT.NOT_IN_SCOPE' },
        { unitId: THIRD, name: `Trạm Y tế ${THIRD}`, code: 'RESTART.NOTHING_DONE' },
      ],
    });
    expect(told.units[0]?.changed[0]).toMatchObject({ stage: 'registration', status: 'submitted' });
    expect(told.refused[1]?.detail).toContain('chưa có kết quả nào để mở lại');
    expect(await rounds(cycle, [FIRST, SECOND])).toEqual([1, 1]);
    expect(await count(cycle, 'batch WHERE cycle_id = $1')).toBe(0);
    expect((await plan(administrator(), cycle, body)).digest).toBe(told.digest);
  });

  it('chooses all of the cycle that meet the conditions, and is empty where nobody does', async () => {
    const cycle = await lived('chon', [FIRST, SECOND]);
    const chosen = async (select: BatchBody['select']) => {
      const told = await plan(administrator(), cycle, { ...restart(), select });
      return [told.units.map(({ unitId }) => unitId), told.refused.length];
    };
    expect(await chosen({})).toEqual([[FIRST, SECOND], UNITS.length - 2]);
    expect(await chosen({ stage: 'q1Plan', standing: 'done' })).toEqual([[FIRST, SECOND], 0]);
    expect(await chosen({ commune: ELSEWHERE })).toEqual([[], 0]);
    await expect(chosen({ commune: '99999' })).rejects.toMatchObject({ code: 'AREA.UNKNOWN' });
    await expect(chosen({ stage: 'q1plan', standing: 'done' })).rejects.toMatchObject({
      code: 'STAGE.UNKNOWN',
    });
    const remind: BatchBody = { act: { kind: 'remind', stage: 'q1plan' }, select: {}, reason: 'Sắp hết hạn' };
    await expect(plan(administrator(), cycle, remind)).rejects.toMatchObject({ code: 'STAGE.UNKNOWN' });
    expect(await chosen({ kind: 'doanh-nghiep' })).toEqual([[], 0]);
    await expect(order(administrator(), cycle, restart())).rejects.toMatchObject({ code: 'BATCH.CHANGED' });
  });
});

describe('an act on many units', () => {
  it('does what was planned, each unit with its own fact, command, mail and audit, and one row for the act', async () => {
    const cycle = await lived('lam', [FIRST, SECOND, THIRD]);
    const who = administrator();
    const body = restart([FIRST, SECOND, THIRD, FOURTH]);
    const { digest } = await plan(who, cycle, body);
    const mails = await count(cycle, 'message WHERE cycle_id = $1');
    const { id } = await order(who, cycle, { ...body, digest });
    await drive(id);
    expect(await show(who, cycle, id)).toMatchObject({
      ...{ state: 'done', total: 3, applied: 3, moved: 0, refused: 0, leftOut: [] },
    });
    expect(await rounds(cycle, [FIRST, SECOND, THIRD, FOURTH])).toEqual([2, 2, 2, 1]);
    const restarts = `command WHERE cycle_id = $1 AND body->>'kind' = 'restart' AND status = 'applied'`;
    expect(await count(cycle, restarts)).toBe(3);
    expect(await count(cycle, `audit WHERE cycle_id = $1 AND action = 'year.restarted'`)).toBe(3);
    expect(await count(cycle, `audit WHERE cycle_id = $1 AND action = 'batch.ordered'`)).toBe(1);
    expect(await count(cycle, 'message WHERE cycle_id = $1')).toBe((mails ?? 0) + 2);
    expect(
      await count(
        cycle,
        `command WHERE cycle_id = $1 AND carried_at IS NULL AND next_attempt_at <= now()
      AND body->>'kind' = 'restart'`,
      ),
    ).toBe(3);
  });

  it('leaves out who has moved on since the plan, and does the others', async () => {
    const cycle = await lived('doi', [FIRST, SECOND, THIRD, FOURTH]);
    const who = administrator();
    const body = restart([FIRST, SECOND, THIRD, FOURTH]);
    const { digest } = await plan(who, cycle, body);
    await cycle.submit(FIRST, bodies.submit('registration'));
    // What the act does not touch moves no line.
    await cycle.submit(SECOND, { kind: 'recordPledges', total: 3, pledged: 1 });
    await cycle.leftToItsRun(
      { ...who, role: 'unit-head', scope: { level: 'unit', unitId: THIRD } },
      THIRD,
      bodies.submit('registration'),
    );
    const { id } = await order(who, cycle, { ...body, digest });
    await drive(id);
    const done = await show(who, cycle, id);
    expect(done).toMatchObject({ state: 'done', total: 4, applied: 2, moved: 2, refused: 0 });
    expect(done.leftOut.map(({ unitId, name, detail }) => [unitId, name, detail])).toEqual([
      [FIRST, `Trạm Y tế ${FIRST}`, 'hồ sơ đã thay đổi từ khi lập kế hoạch'],
      [THIRD, `Trạm Y tế ${THIRD}`, 'có thao tác đang chờ kết quả'],
    ]);
    expect(await rounds(cycle, [FIRST, SECOND, THIRD, FOURTH])).toEqual([1, 2, 1, 2]);
  });

  it('is one act where it is ordered twice at once, by one key or by two', async () => {
    const cycle = await lived('hai-lan', [FIRST]);
    const who = administrator();
    const body = restart([FIRST]);
    const { digest } = await plan(who, cycle, body);
    const key = randomUUID();
    const ordered = await Promise.all([
      order(who, cycle, { ...body, digest }, { key }),
      order(who, cycle, { ...body, digest }, { key }),
      order(administrator(), cycle, { ...body, digest }),
    ]);
    expect(new Set(ordered.map(({ id }) => id)).size).toBe(1);
    await Promise.all(ordered.map(({ id }) => drive(id)));
    expect(await rounds(cycle, [FIRST])).toEqual([2]);
    expect(await count(cycle, `audit WHERE cycle_id = $1 AND action = 'batch.ordered'`)).toBe(1);
    const anew = await plan(who, cycle, body);
    expect((await order(who, cycle, { ...body, digest: anew.digest }, { key })).id).toBe(ordered[0]?.id);
    await expect(order(who, cycle, { ...body, reason: 'Khác', digest }, { key })).rejects.toMatchObject({
      code: 'IDEMPOTENCY.REUSED',
    });
  });

  it('is ordered again by the same plan once it is done, where everybody was left out', async () => {
    const cycle = await lived('lai', [FIRST]);
    const who = administrator();
    const { digest } = await plan(who, cycle, restart([FIRST]));
    const head: Identity = { ...who, role: 'unit-head', scope: { level: 'unit', unitId: FIRST } };
    const pending = await cycle.leftToItsRun(head, FIRST, { kind: 'recordPledges', total: 3, pledged: 1 });
    const first = await order(who, cycle, { ...restart([FIRST]), digest });
    await drive(first.id);
    expect(await show(who, cycle, first.id)).toMatchObject({ state: 'done', moved: 1, applied: 0 });
    await cycle.applyInRun(pending);
    expect((await plan(who, cycle, restart([FIRST]))).digest).toBe(digest);
    const second = await order(who, cycle, { ...restart([FIRST]), digest });
    await drive(second.id);
    expect(await show(who, cycle, second.id)).toMatchObject({ state: 'done', moved: 0, applied: 1 });
    expect(await rounds(cycle, [FIRST])).toEqual([2]);
  });

  it('goes on after a page that died, and does nothing twice', async () => {
    const cycle = await lived('chet', UNITS);
    const who = administrator();
    const { digest, units } = await plan(who, cycle, restart());
    expect(units).toHaveLength(UNITS.length);
    const { id } = await order(who, cycle, { ...restart(), digest });
    expect(await pages().execute(id)).toEqual({ left: 'more' });
    await expect(pages('midBatchPage@1:throw').execute(id)).rejects.toThrow();
    expect(await show(who, cycle, id)).toMatchObject({ state: 'running', total: 230, applied: 100 });
    await drive(id);
    expect(await show(who, cycle, id)).toMatchObject({ state: 'done', applied: 230 });
    expect(await count(cycle, `fact WHERE cycle_id = $1 AND kind = 'year.restarted'`)).toBe(230);
    const counted = await cycle.query<{ n: number }>(
      `SELECT sum(n)::int AS n FROM counter WHERE cycle_id = $1 AND stage = 'q1Plan' AND status = 'awaiting'`,
    );
    expect(counted).toEqual([{ n: 230 }]);
    expect((await plan(who, cycle, restart())).estimate).toMatchObject({ measured: true });
  }, 120_000);

  it('extends the day of those who are asked, and tells who had been told an earlier one', async () => {
    const cycle = await lived('gia-han', [FIRST]);
    await cycle.turn();
    await cycle.deliver();
    await cycle.query(`DELETE FROM reminder WHERE cycle_id = $1 AND unit_id = '${SECOND}'`);
    const who = administrator();
    const body: BatchBody = {
      act: { kind: 'extend', stage: 'q1Plan', until: '2026-04-20' },
      select: { units: [FIRST, SECOND, THIRD] },
      reason: 'Lũ lụt',
    };
    const told = await plan(who, cycle, body);
    expect(told.refused).toMatchObject([{ unitId: FIRST, code: 'STAGE.ALREADY_DONE' }]);
    expect(told.units).toMatchObject([
      { unitId: SECOND, changed: [{ stage: 'q1Plan', newLastDay: '2026-04-20' }], mails: 0 },
      { unitId: THIRD, mails: 1 },
    ]);
    const { id } = await order(who, cycle, { ...body, digest: told.digest });
    await drive(id);
    const lines = await cycle.query(
      `SELECT unit_id, due_day FROM unit_stage WHERE cycle_id = $1 AND stage = 'q1Plan' AND due_day = '2026-04-20'`,
    );
    expect(lines).toEqual([SECOND, THIRD].map((unit_id) => ({ unit_id, due_day: '2026-04-20' })));
    const corrections = await cycle.query(
      `SELECT recipient FROM message WHERE cycle_id = $1 AND template = 'correction'`,
    );
    expect(corrections).toEqual([{ recipient: `${THIRD.toLowerCase()}@donvi.example.test` }]);
  });
});

describe('who may do it', () => {
  it('waits for a second account over a closed year, which is never the one that ordered', async () => {
    const cycle = await lived('dong', [FIRST]);
    await cycle.act({ role: 'administrator' }, FIRST, { kind: 'close', reason: 'Thử' });
    const [who, second] = [administrator(), administrator('Quản trị thứ hai')];
    const body = restart([FIRST]);
    const { digest, needsApproval, closedYears } = await plan(who, cycle, body);
    expect([needsApproval, closedYears]).toEqual([true, 1]);
    expect((await plan(who, cycle, body, false)).needsApproval).toBe(false);
    const { id, state } = await order(who, cycle, { ...body, digest });
    expect(state).toBe('waiting');
    await drive(id);
    expect(await rounds(cycle, [FIRST])).toEqual([1]);
    const approve = (by: Identity, of = digest, key: string = randomUUID()) =>
      new ApproveBatch(province.unitOfWork, { makerDays: 7 }).execute(by, {
        ...{ cycleId: cycle.id, batchId: id, digest: of, idempotencyKey: key },
      });
    await expect(approve(who)).rejects.toMatchObject({ code: 'BATCH.SAME_ACTOR' });
    await expect(approve(second, 'khac')).rejects.toMatchObject({ code: 'BATCH.CHANGED' });
    await expect(approve(ofCommune(ELSEWHERE))).rejects.toMatchObject({ code: 'BATCH.UNKNOWN' });
    await expect(approve({ ...second, role: 'supervisor' })).rejects.toMatchObject({
      code: 'ACTOR.ADMINISTRATOR_ONLY',
    });
    const key = randomUUID();
    await approve(second, digest, key);
    await approve(second, digest, key);
    await expect(approve(second)).rejects.toMatchObject({ code: 'BATCH.NOT_WAITING' });
    await drive(id);
    expect(await rounds(cycle, [FIRST])).toEqual([2]);
    expect(await show(who, cycle, id)).toMatchObject({ state: 'done', approvedBy: 'Quản trị thứ hai' });
    const approvals = await cycle.query(
      `SELECT actor_id FROM audit WHERE cycle_id = $1 AND action = 'batch.approved'`,
    );
    expect(approvals).toEqual([{ actor_id: second.actorId }]);
  });

  it('is shown to the second account as it would be done now, with who has moved on', async () => {
    const cycle = await lived('duyet', [FIRST, SECOND, THIRD]);
    await cycle.act({ role: 'administrator' }, FIRST, { kind: 'close', reason: 'Thử' });
    const [who, second] = [administrator(), administrator('Quản trị thứ hai')];
    const body = restart([FIRST, SECOND, THIRD]);
    const { digest, units } = await plan(who, cycle, body);
    const { id } = await order(who, cycle, { ...body, digest });
    await cycle.submit(THIRD, bodies.submit('registration'));
    const review = (by: Identity) =>
      new ShowBatchPlan(province.unitOfWork, province.rules).execute(by, cycle.id, id);
    const told = await review(second);
    expect(told).toMatchObject({
      id,
      digest,
      act: body.act,
      select: body.select,
      closedYears: 1,
      refused: [],
    });
    expect(told.units.slice(0, 2)).toEqual(units.slice(0, 2).map((unit) => ({ ...unit, isMoved: false })));
    expect(told.units[2]).toMatchObject({ unitId: THIRD, isMoved: true });
    await expect(review(ofCommune(ELSEWHERE))).rejects.toMatchObject({ code: 'BATCH.UNKNOWN' });
    await expect(review({ ...second, role: 'supervisor' })).rejects.toMatchObject({
      code: 'ACTOR.ADMINISTRATOR_ONLY',
    });
  });

  it('is taken back while it waits, or between two pages, and what was done stays', async () => {
    const cycle = await lived('rut', UNITS);
    const who = administrator();
    const body = restart();
    const { digest } = await plan(who, cycle, body);
    const withdraw = (by: Identity, batchId: string, key: string = randomUUID()) =>
      new WithdrawBatch(province.unitOfWork, noRuns).execute(by, {
        ...{ cycleId: cycle.id, batchId, reason: 'Lập nhầm', idempotencyKey: key },
      });
    const { id } = await order(who, cycle, { ...body, digest });
    await expect(withdraw(ofCommune(ELSEWHERE), id)).rejects.toMatchObject({ code: 'BATCH.UNKNOWN' });
    await expect(withdraw({ ...who, role: 'supervisor' }, id)).rejects.toMatchObject({
      code: 'ACTOR.ADMINISTRATOR_ONLY',
    });
    expect(await pages().execute(id)).toEqual({ left: 'more' });
    const key = randomUUID();
    await withdraw(who, id, key);
    await withdraw(who, id, key);
    await expect(withdraw(who, id)).rejects.toMatchObject({ code: 'BATCH.ENDED' });
    await drive(id);
    expect(await show(who, cycle, id)).toMatchObject({ state: 'withdrawn', total: 230, applied: 100 });
    const audits = await cycle.query<{ reason: string }>(
      `SELECT detail::jsonb ->> 'reason' AS reason FROM audit JOIN audit_detail USING (cycle_id, area_code, seq)
        WHERE cycle_id = $1 AND action = 'batch.withdrawn'`,
    );
    expect(audits).toEqual([{ reason: 'Lập nhầm' }]);
  });

  it('reaches no unit outside the scope, however it is asked', async () => {
    const cycle = await lived('xa-khac', [FIRST]);
    const [own, other] = [ofCommune(COMMUNE), ofCommune(ELSEWHERE)];
    expect((await plan(own, cycle, restart([FIRST]))).units).toHaveLength(1);
    expect(await plan(other, cycle, restart([FIRST]))).toMatchObject({
      ...{ units: [], refused: [{ unitId: FIRST, name: FIRST, code: 'UNIT.NOT_IN_SCOPE' }] },
    });
    expect((await plan(other, cycle, restart())).units).toEqual([]);
    const { digest } = await plan(own, cycle, restart([FIRST]));
    await expect(order(other, cycle, { ...restart([FIRST]), digest })).rejects.toMatchObject({
      code: 'BATCH.CHANGED',
    });
    const { id } = await order(own, cycle, { ...restart([FIRST]), digest });
    await cycle.query(`UPDATE batch SET ordered_by = '${JSON.stringify(other)}' WHERE cycle_id = $1`);
    await drive(id);
    expect(await rounds(cycle, [FIRST])).toEqual([1]);
    expect(await show(own, cycle, id)).toMatchObject({ refused: 1, applied: 0 });
    await expect(show(other, cycle, id)).rejects.toMatchObject({ code: 'BATCH.UNKNOWN' });
    await expect(plan({ ...own, role: 'appraiser' }, cycle, restart())).rejects.toMatchObject({
      code: 'ACTOR.ADMINISTRATOR_ONLY',
    });
  });
});
