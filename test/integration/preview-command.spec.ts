import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Identity } from '#libs/application';
import { type SmallCycle, SmallProvince } from '../support/small-cycle.js';

const UNIT = 'U1';
const head: Identity = {
  actorId: randomUUID(),
  name: 'Thủ trưởng',
  role: 'unit-head',
  scope: { level: 'unit', unitId: UNIT },
};
const plan = { kind: 'submit', stage: 'q1Plan', paper: { number: '12/KH' } } as const;

describe('a command that is only tried', () => {
  let province: SmallProvince;
  let cycle: SmallCycle;
  beforeAll(async () => {
    province = await SmallProvince.open([
      [UNIT, 'Cơ quan một', 'xa', 'mot@don-vi.example.test'],
      ['U2', 'Cơ quan hai', 'xa', 'hai@don-vi.example.test'],
    ]);
    cycle = await province.rehearse('chay-thu');
    await cycle.moveTo('2026-03-10T09:00');
  }, 120_000);
  afterAll(() => province?.dispose());

  /** Everything that a command writes. */
  const written = () =>
    cycle.query(
      `SELECT (SELECT count(*)::int FROM command WHERE cycle_id = $1) AS commands,
              (SELECT count(*)::int FROM fact WHERE cycle_id = $1) AS facts,
              (SELECT count(*)::int FROM message WHERE cycle_id = $1) AS messages,
              (SELECT count(*)::int FROM audit WHERE cycle_id = $1) AS audited`,
    );

  it('tells what would come of it and writes nothing, then comes to just that', async () => {
    const before = await written();
    const tried = await cycle.preview(head, UNIT, plan);
    expect(tried).toMatchObject({ status: 'applied', outcome: { version: 1, late: false } });
    expect(await written()).toEqual(before);
    const sent = await cycle.command(head, UNIT, plan);
    expect(sent.status).toBe('applied');
    expect(sent.outcome).toEqual(tried.outcome);
  });

  it('tells of the refusal that would come', async () => {
    const again = await cycle.preview(head, UNIT, plan);
    expect(again).toMatchObject({ status: 'refused', outcome: { code: expect.stringMatching(/^STAGE\./) } });
  });

  it('is refused to whom the unit is not', async () => {
    await expect(cycle.preview(head, 'U2', plan)).rejects.toMatchObject({ code: 'UNIT.NOT_IN_SCOPE' });
  });
});
