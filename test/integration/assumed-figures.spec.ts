import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect } from '@jest/globals';
import { ConfirmFigure, ListFigures, VerifyAudit } from '#libs/application';
import type { CommandBody } from '#libs/contracts';
import { PostgresReadModel } from '#libs/persistence';
import { COMMUNE, type SmallCycle, SmallProvince } from '../support/small-cycle.js';
import { story } from '../support/story.js';
import { ownRecordsSheet } from '../support/unit-year-driver.js';

const POLICE = {
  role: 'appraiser',
  officeCode: 'CAX',
  scope: { level: 'xa', communeCode: COMMUNE },
} as const;
const COMMITTEE = { role: 'deciding-body', officeCode: 'UBX', scope: POLICE.scope } as const;
const FENCES = [
  ['classes', { number: '12/HD-CAT', date: '2026-10-01' }],
  ['readings.deadlineShift', { number: '13/CV-CAT', date: '2026-10-02' }],
  ['beforeExcludesDay', { number: '14/CV-CAT', date: '2026-10-03' }],
] as const;

const APPRAISE: CommandBody = {
  kind: 'appraise',
  stage: 'appraisal',
  sheet: ownRecordsSheet(),
  ownRecordsNote: 'Sổ theo dõi của Công an xã',
  proposeRecognition: true,
};
const decide = (number: string): CommandBody => ({
  kind: 'decide',
  stage: 'recognition',
  recognised: true,
  number,
  date: '2026-11-22',
  signer: 'Chủ tịch',
});

let province: SmallProvince;
let real: SmallCycle;

const confirm = (
  cycle: SmallCycle,
  figure: string,
  document: { number: string; date: string },
  key = randomUUID(),
) =>
  new ConfirmFigure(province.unitOfWork, province.rules).execute(
    cycle.administrator,
    cycle.id,
    { figure, ...document },
    key,
  );
const figures = (cycle: SmallCycle) =>
  new ListFigures(province.unitOfWork, province.rules).execute(cycle.administrator, cycle.id);
const openFences = async (cycle: SmallCycle) =>
  (await figures(cycle)).items.flatMap(({ figure, isFence, confirmation }) =>
    isFence && confirmation === undefined ? [figure] : [],
  );
const classOf = async (cycle: SmallCycle, unitId: string) => {
  const [row] = await cycle.query<{ key: string | null }>(
    `SELECT state->'stages'->'recognition'->'classification'->>'classKey' AS key
       FROM unit_year WHERE cycle_id = $1 AND unit_id = '${unitId}'`,
  );
  return row?.key ?? undefined;
};

beforeAll(async () => {
  province = await SmallProvince.open([
    ['D1', 'Trạm Y tế xã', 'xa', 'd1@unit.example.test'],
    ['D2', 'Kho bạc', 'xa', 'd2@unit.example.test'],
  ]);
  province.unitOfWork.setNow('2026-01-05T08:00');
  real = await province.live(2026);
  province.unitOfWork.setNow('2026-11-22T08:00');
}, 60_000);
afterAll(() => province?.dispose(), 60_000);

const { chapter, step } = story('a year whose figures are assumed, then confirmed');

step('a rehearsal classifies by what is assumed', async () => {
  const rehearsal = await province.rehearse('gia-dinh', 2026, '2026-11-22T08:00:00+07:00');
  await rehearsal.act(POLICE, 'D1', APPRAISE);
  await rehearsal.act(COMMITTEE, 'D1', decide('1/QĐ'));
  expect(await classOf(rehearsal, 'D1')).toBe('trung-binh');
  expect(await figures(rehearsal)).toMatchObject({ clockKind: 'rehearsal', mayClassify: true });
});

chapter('a real year', () => {
  step('classifies nobody until each figure that the pack fences is confirmed by a document', async () => {
    await real.act(POLICE, 'D1', APPRAISE);
    expect(await openFences(real)).toHaveLength(6);
    for (const [figure, document] of FENCES) {
      await expect(real.act(COMMITTEE, 'D1', decide('2/QĐ'))).rejects.toThrow('POLICY.ASSUMED');
      expect((await figures(real)).mayClassify).toBe(false);
      await confirm(real, figure, document);
    }
    expect(await openFences(real)).toEqual([]);
    expect((await figures(real)).mayClassify).toBe(true);
    await real.act(COMMITTEE, 'D1', decide('2/QĐ'));
    expect(await classOf(real, 'D1')).toBe('trung-binh');
  });

  step('says what is missing, and how to confirm it', async () => {
    const refused = await real.query<{ detail: string }>(
      `SELECT outcome->>'detail' AS detail FROM command WHERE cycle_id = $1 AND status = 'refused' ORDER BY received_at`,
    );
    expect(refused[0]?.detail).toContain('Tốt: từ 90 điểm (classes.tot)');
    expect(refused[0]?.detail).toContain('(readings.deadlineShift)');
    expect(refused.at(-1)?.detail).not.toContain('classes.tot');
    expect(refused.at(-1)?.detail).toContain('(readings.beforeExcludesDay)');
    expect(refused.at(-1)?.detail).toContain('xác nhận từng số liệu bằng số và ngày văn bản');
  });

  step('shows the document of the confirmed figure from then on, without the mark', async () => {
    const [letter] = await real.query<{ params: Record<string, string> }>(
      `SELECT params FROM message WHERE cycle_id = $1 AND template = 'decision'`,
    );
    expect(letter?.params).toMatchObject({
      assumed: '',
      classSource: 'đã xác nhận theo văn bản số 12/HD-CAT ngày 01/10/2026',
    });
    const { items } = await figures(real);
    expect(items.find(({ figure }) => figure === 'classes.kha')?.confirmation).toMatchObject({
      number: '12/HD-CAT',
      date: '2026-10-01',
      by: 'Quản trị',
      at: '2026-11-22T01:00:00.000Z',
      source: 'đã xác nhận theo văn bản số 12/HD-CAT ngày 01/10/2026',
    });
  });

  step('keeps every confirmation, each once, in the audit and under a version of the rules', async () => {
    const key = randomUUID();
    const better = { number: '20/HD-BCA', date: '2026-11-20' };
    await confirm(real, 'classes', better, key);
    await confirm(real, 'classes', better, key);
    await confirm(real, 'classes', better);
    await expect(confirm(real, 'classes', { ...better, number: '21/HD' }, key)).rejects.toMatchObject({
      code: 'IDEMPOTENCY.REUSED',
    });
    const rows = await real.query<{ figure: string; version: number }>(
      `SELECT figure, version FROM cycle_confirmation WHERE cycle_id = $1 ORDER BY version`,
    );
    expect(rows.map(({ figure, version }) => [figure, version])).toEqual([
      ['classes', 1],
      ['readings.deadlineShift', 2],
      ['readings.beforeExcludesDay', 3],
      ['classes', 4],
    ]);
    const audited = await real.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM audit WHERE cycle_id = $1 AND action = 'figure.confirmed'`,
    );
    expect(audited).toEqual([{ n: 4 }]);
    expect(await new VerifyAudit(new PostgresReadModel(province.source)).execute(real.id)).toMatchObject({
      ok: true,
    });
    const { items } = await figures(real);
    expect(items.find(({ figure }) => figure === 'classes.tot')?.confirmation?.number).toBe('20/HD-BCA');
  });

  step('refuses a figure that is not assumed, and whoever does not steer the province', async () => {
    await expect(confirm(real, 'targets.recognised', FENCES[0][1])).rejects.toMatchObject({
      code: 'FIGURE.UNKNOWN',
    });
    const supervisor = { ...real.administrator, role: 'supervisor' as const };
    const confirming = new ConfirmFigure(province.unitOfWork, province.rules);
    await expect(
      confirming.execute(supervisor, real.id, { figure: 'classes', ...FENCES[0][1] }, randomUUID()),
    ).rejects.toMatchObject({ code: 'ACTOR.ADMINISTRATOR_ONLY' });
  });
});
