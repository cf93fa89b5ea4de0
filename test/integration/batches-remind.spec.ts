import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApplyBatchPage, OrderBatch, PlanBatch, PreviewReminders } from '#libs/application';
import type { BatchBody } from '#libs/contracts/http';
import { faultsAt } from '../support/faults.js';
import { type SmallCycle, SmallProvince } from '../support/small-cycle.js';
import { bodies } from '../support/unit-year-driver.js';

/** A reminder beside the ladder for a selection of units: who hears of it, and that nobody does twice on a day. */
const DONE = 'QN0001';
const OWES = 'QN0002';
const SILENT = 'QN0003';
const PAUSED = 'QN0004';
const ADDRESS = 'no@donvi.example.test';
const remind: BatchBody = { act: { kind: 'remind', stage: 'q1Plan' }, select: {}, reason: 'Sắp hết hạn' };

let province: SmallProvince;

beforeAll(async () => {
  province = await SmallProvince.open([
    [DONE, 'Trạm Một', 'xa', 'mot@donvi.example.test'],
    [OWES, 'Trạm Hai', 'xa', ADDRESS],
    [SILENT, 'Trạm Ba', 'xa'],
    [PAUSED, 'Trạm Bốn', 'xa', 'bon@donvi.example.test'],
  ]);
}, 120_000);
afterAll(() => province?.dispose());

/** A day of the ladder's silence, with everything of the days before sent. */
async function lived(label: string, at = '2026-03-12T09:00'): Promise<SmallCycle> {
  const cycle = await province.rehearse(label);
  await cycle.live(at);
  await cycle.submit(DONE, bodies.submit('q1Plan'));
  await cycle.act({ role: 'administrator' }, PAUSED, { kind: 'pause', reason: 'Thử' });
  return cycle;
}
const plan = (cycle: SmallCycle, body = remind) =>
  new PlanBatch(province.unitOfWork, province.unitOfWork, province.rules, { isOn: true }).execute(
    cycle.administrator,
    cycle.id,
    body,
  );
async function carryOut(cycle: SmallCycle): Promise<void> {
  const { digest } = await plan(cycle);
  const { id } = await new OrderBatch(province.unitOfWork, { isOn: true }).execute(cycle.administrator, {
    ...{ cycleId: cycle.id, idempotencyKey: randomUUID(), body: { ...remind, digest } },
  });
  const end = await new ApplyBatchPage(province.unitOfWork, province.rules, faultsAt()).execute(id);
  expect(end.left).toBe('none');
}
const extras = (cycle: SmallCycle) =>
  cycle.query<{ unit: string; state: string }>(
    `SELECT unit_id AS unit, state FROM reminder WHERE cycle_id = $1 AND rung LIKE 'extra-%' ORDER BY unit_id, send_day`,
  );
const mailsTo = async (cycle: SmallCycle) =>
  (
    await cycle.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM message WHERE cycle_id = $1 AND template = 'reminders' AND recipient = '${ADDRESS}'`,
    )
  )[0]?.n ?? 0;

describe('a reminder for many units', () => {
  it('goes to who owes what is due now, and tells by name why it does not to the others', async () => {
    const cycle = await lived('nhac');
    const told = await plan(cycle);
    expect(told.units.map(({ unitId, changed, mails }) => [unitId, changed[0]?.stage, mails])).toEqual([
      [OWES, 'q1Plan', 1],
    ]);
    expect(told.mails).toBe(1);
    expect(
      told.refused.map(({ unitId, code, detail }) => [unitId, code, detail.includes('tạm dừng')]),
    ).toEqual([
      [DONE, 'REMIND.NOTHING_DUE', false],
      [SILENT, 'REMIND.NOTHING_DUE', false],
      [PAUSED, 'REMIND.NOTHING_DUE', true],
    ]);
    expect(told.refused[1]?.detail).toContain('không có địa chỉ thư');
    const before = await mailsTo(cycle);
    await carryOut(cycle);
    expect(await extras(cycle)).toEqual([{ unit: OWES, state: 'planned' }]);
    await cycle.turn();
    expect([await extras(cycle), await mailsTo(cycle)]).toEqual([
      [{ unit: OWES, state: 'carried' }],
      before + 1,
    ]);
    const audits = await cycle.query(
      `SELECT object, detail::jsonb ->> 'reason' AS reason FROM audit JOIN audit_detail USING (cycle_id, area_code, seq)
        WHERE cycle_id = $1 AND action = 'reminder.extra'`,
    );
    expect(audits).toEqual([{ object: OWES, reason: remind.reason }]);
  });

  it('is not sent twice on a day, and again on another', async () => {
    const cycle = await lived('hai-lan');
    await carryOut(cycle);
    expect((await plan(cycle)).refused.find(({ unitId }) => unitId === OWES)?.detail).toContain(
      'hôm nay đã nhắc',
    );
    await cycle.turn();
    await cycle.deliver();
    expect((await plan(cycle)).units).toEqual([]);
    await cycle.live('2026-03-13T09:00');
    expect((await plan(cycle)).units.map(({ unitId }) => unitId)).toEqual([OWES]);
    await carryOut(cycle);
    expect(await extras(cycle)).toEqual([
      { unit: OWES, state: 'carried' },
      { unit: OWES, state: 'planned' },
    ]);
  });

  it('leaves the day of the ladder to the ladder', async () => {
    const cycle = await lived('theo-lich');
    const preview = new PreviewReminders(province.unitOfWork, province.rules);
    const isLadderDay = async (at: string) => {
      const asked = { at, unitId: OWES, limit: 1 };
      const { items } = await preview.execute(cycle.administrator, cycle.id, asked);
      return items.some(({ stage, outcome }) => stage === 'q1Plan' && outcome === 'sends');
    };
    const days = Array.from({ length: 18 }, (_, at) => `2026-03-${13 + at}`);
    const ladder: string[] = [];
    for (const day of days) if (await isLadderDay(day)) ladder.push(day);
    await cycle.moveTo(`${ladder[0] ?? ''}T06:00`);
    expect((await plan(cycle)).refused.find(({ unitId }) => unitId === OWES)?.detail).toContain(
      'hôm nay có nhắc theo lịch',
    );
  });

  it('is not sent to who has done it before the mail is made', async () => {
    const cycle = await lived('kip-lam');
    await carryOut(cycle);
    await cycle.submit(OWES, bodies.submit('q1Plan'));
    const before = await mailsTo(cycle);
    await cycle.turn();
    expect([await extras(cycle), await mailsTo(cycle)]).toEqual([
      [{ unit: OWES, state: 'done_meanwhile' }],
      before,
    ]);
  });
});
