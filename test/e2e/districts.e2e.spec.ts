import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { CycleDetailAnswer, Page, RehearsalAccountsAnswer, UnitYearRowAnswer } from '#libs/contracts';
import { packYear } from '../support/pack-years.js';
import { declarePackYears, LivedYears } from './pack-years.scenario.js';

jest.setTimeout(300_000);

/** The drill `five-packs` lives a year of each pack; this one is the farthest from the others. */
const YEAR = packYear('quang-ngai-2021', 2021);

let lived: LivedYears;
beforeAll(async () => {
  lived = await LivedYears.live([YEAR]);
});
afterAll(() => lived?.dispose());

describe('districts, where the area has them', () => {
  declarePackYears([YEAR], () => lived);

  const DISTRICT = { level: 'huyen', districtCode: '95110' } as const;
  const CYCLE = '951-2021-nam';

  it('decide for the units that they manage, and the commune committee is decided on above itself', async () => {
    const decided = await lived.stack.query<{ unit: string; office: string }>(
      `SELECT f.unit_id AS unit, c.actor->>'officeCode' AS office FROM fact f JOIN command c ON c.id = f.command_id
        WHERE f.cycle_id = $1 AND f.kind = 'stage.decided' ORDER BY 1`,
      [CYCLE],
    );
    expect(Object.fromEntries(decided.map(({ unit, office }) => [unit, office]))).toEqual({
      QC0001: 'QCV02',
      QC0002: 'QCV02',
      QC0003: 'QCV05',
      QC0004: 'QCV05',
      QC0005: 'QCV11',
      QC0006: 'QCV08',
      QC0007: 'QCV05',
      QC0008: 'QCV08',
    });
  });

  it('owe their plan in the pack that asks them for it', async () => {
    const plans = await lived.stack.query<{ unit: string; status: string }>(
      `SELECT unit_id AS unit, state->'stages'->'districtPlan'->>'status' AS status FROM unit_year
        WHERE cycle_id = $1 AND managed_by = 'huyen' AND body_key IS NOT NULL ORDER BY 1`,
      [CYCLE],
    );
    expect(plans).toEqual([
      { unit: 'QCV05', status: 'submitted' },
      { unit: 'QCV11', status: 'submitted' },
    ]);
  });

  it('see and count their own communes, and nothing beside them', async () => {
    const token = await lived.stack.account('supervisor', DISTRICT);
    const get = <T>(to: string) => lived.stack.call<T>('GET', `/cycles/${CYCLE}${to}`, token);
    const { body: units } = await get<Page<UnitYearRowAnswer>>('/units');
    expect(units.items.map(({ unitId }) => unitId)).toEqual([
      'QC0003',
      'QC0004',
      'QC0006',
      'QC0007',
      'QC0008',
    ]);
    expect((await get('/units/QC0003')).status).toBe(200);
    for (const elsewhere of ['QC0001', 'QC0005']) expect((await get(`/units/${elsewhere}`)).status).toBe(404);
    const { body: board } = await get<{
      communes: { code: string }[];
      units: { inside: number; outside: number };
    }>('/board');
    expect([board.communes.map(({ code }) => code), board.units]).toEqual([
      ['95111'],
      { inside: 5, outside: 0 },
    ]);
    expect((await get('/board?commune=95121')).status).toBe(404);
    const elsewhere = await lived.stack.openRehearsal(2026, 'khac');
    expect((await lived.stack.call('GET', `/cycles/${elsewhere}`, token)).status).toBe(404);
  });

  it('act no longer once they are abolished: the refusal names the day and who acts now', async () => {
    const administrator = await lived.stack.account('administrator', { level: 'tinh', provinceCode: '30' });
    // The sample districts end on 30/6/2025, after the last year of the pack; here that day comes a year earlier.
    await lived.stack.query(`UPDATE area SET valid_to = '2024-06-30' WHERE code IN ('93010', '93020')`);
    const body = {
      policy: 'hai-duong-2024',
      year: 2024,
      rehearsal: 'bo-huyen',
      clockStart: '2024-03-10T02:00:00.000Z',
    };
    await lived.stack.call('POST', '/cycles', administrator, body);
    const cycle = '30-2024-bo-huyen';
    await waitUntilOpen(cycle, administrator);
    const { body: minted } = await lived.stack.call<RehearsalAccountsAnswer>(
      'POST',
      `/cycles/${cycle}/rehearsal/accounts`,
      administrator,
      {
        accounts: [
          { role: 'unit-head', scope: { level: 'unit', unitId: 'HG0003' } },
          { role: 'appraiser', scope: { level: 'huyen', districtCode: '93010' } },
          { role: 'appraiser', scope: { level: 'tinh', provinceCode: '30' } },
        ],
      },
    );
    const [head, district, province] = minted.accounts.map(({ token }) => token) as [string, string, string];
    const command = (token: string, what: object) =>
      lived.stack.call('POST', `/cycles/${cycle}/units/HG0003/commands`, token, what);
    const giveBack = {
      kind: 'return',
      stage: 'registration',
      reason: 'Thiếu bản cam kết',
      answerBy: '2024-11-10',
    };
    const paper = { kind: 'submit', stage: 'registration', paper: { number: '1/ĐK', date: '2024-03-10' } };
    expect((await command(head, paper)).status).toBe(200);
    expect(await command(province, giveBack)).toMatchObject({ body: { code: 'ACTOR.NOT_ASSIGNED' } });
    await lived.stack.call('POST', `/cycles/${cycle}/clock`, administrator, {
      to: '2024-07-01T02:00:00.000Z',
    });
    expect(await command(district, giveBack)).toMatchObject({
      status: 403,
      body: {
        code: 'ACTOR.AREA_ENDED',
        detail:
          'Huyện Vải Đỏ (mẫu) không còn từ ngày 01/07/2024. Từ ngày đó việc này do cơ quan cùng nhiệm vụ của Hải Dương trước 01/7/2025 (mẫu) thực hiện.',
      },
    });
    expect((await command(province, giveBack)).status).toBe(200);
  });
});

async function waitUntilOpen(cycleId: string, token: string): Promise<void> {
  for (let left = 600; left > 0; left -= 1) {
    const { body } = await lived.stack.call<CycleDetailAnswer>('GET', `/cycles/${cycleId}`, token);
    if (body.state === 'open') return;
    await delay(100);
  }
  throw new Error(`cycle ${cycleId} is still opening`);
}
