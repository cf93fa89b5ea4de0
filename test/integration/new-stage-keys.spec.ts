import { afterAll, beforeAll, expect } from '@jest/globals';
import type { Identity } from '#libs/application';
import { ListRegistrations, ListResults } from '#libs/application';
import type { CommandBody } from '#libs/contracts';
import { NAMED_STAGES } from '#libs/contracts';
import { PostgresCertificationModel } from '#libs/persistence';
import { calendarOf, resolveStages, unitStages } from '#libs/policy';
import { syntheticPack } from '../../libs/policy/synthetic-pack.support.js';
import { COMMUNE, type SmallCycle, SmallProvince } from '../support/small-cycle.js';
import { story } from '../support/story.js';

// A pack whose stages, bodies, classes and points no code has heard of; what the system does at one stage and not at
// others it does by what the pack says of it.
const pack = syntheticPack();
const [KEPT, EMPTY] = ['DV001', 'DV002'] as const;
const PROVINCE_SCOPE = { level: 'tinh', provinceCode: '51' } as const;
const COMMUNE_SCOPE = { level: 'xa', communeCode: COMMUNE } as const;

let province: SmallProvince;
let cycle: SmallCycle;
const sent: string[] = [];

beforeAll(async () => {
  province = await SmallProvince.open([
    [KEPT, 'Trường Một', 'tinh', 'mot@don-vi.example.test'],
    [EMPTY, 'Trường Hai', 'tinh', 'hai@don-vi.example.test'],
  ]);
  cycle = await province.rehearseUnder(pack, 'buoc-moi', 2026, '2026-01-12T09:00:00+07:00', [COMMUNE]);
}, 60_000);
afterAll(() => province.dispose(), 60_000);

async function act(role: Identity['role'], unitId: string, body: CommandBody): Promise<void> {
  const scope = role === 'unit-head' ? ({ level: 'unit', unitId } as const) : PROVINCE_SCOPE;
  const { updateName } = (await cycle.found(await cycle.act({ role, scope }, unitId, body))) ?? {};
  sent.push(updateName ?? '');
}
const submit = (unitId: string, stage: string, more: Partial<CommandBody> = {}) =>
  act('unit-head', unitId, {
    kind: 'submit',
    stage,
    paper: { number: '1', date: '2026-01-05' },
    ...more,
  } as CommandBody);
const refusal = (body: CommandBody) =>
  cycle.submit(KEPT, body).then(
    () => '',
    (error: unknown) => (error as { readonly cause?: { readonly code?: string } }).cause?.code,
  );

const MARKS = [
  ...[
    ['a', 13],
    ['b1', 9],
    ['b2', 18],
    ['c', 26],
    ['f', 7],
  ].map(([criterion, points]) => ({ criterion: String(criterion), points: Number(points) })),
  { criterion: 'e', awards: { collectives: 2, persons: 2 } },
];

const { chapter, step } = story('a year of stages that no code knows');

chapter('stages with new keys', () => {
  step('are none that an Update is named after', () => {
    const keys = pack.stageSets.flatMap(({ stages }) => stages.map(({ key }) => key));
    expect(keys.filter((key) => (NAMED_STAGES as readonly string[]).includes(key))).toEqual([]);
  });

  step('take registrations and dossiers where the pack says so, and nowhere else', async () => {
    const registrations = { movement: true, standard: true, exemplar: false };
    expect(await refusal({ kind: 'submit', stage: 'springPlan', registrations })).toBe('CONTENT.WRONG_STAGE');
    await submit(KEPT, 'springPlan');
    await submit(KEPT, 'enrolment', { registrations });
    const model = new PostgresCertificationModel(province.source);
    const registered = new ListRegistrations(province.unitOfWork, model, province.rules);
    expect((await registered.execute(cycle.administrator, cycle.id)).total).toMatchObject({
      units: 2,
      movement: 1,
      standard: 1,
    });
  });

  step('are lived through to a class and the honours', async () => {
    await cycle.moveTo('2026-07-20T09:00');
    await submit(KEPT, 'openDay');
    await cycle.moveTo('2026-10-26T09:00');
    await submit(KEPT, 'ownMarks', { sheet: MARKS });
    await submit(KEPT, 'summary');
    await cycle.moveTo('2026-11-26T09:00');
    const dossier = [{ item: 'minutes', number: '7', date: '2026-11-20' }];
    await submit(KEPT, 'bundle', { dossier });
    await act('appraiser', KEPT, {
      kind: 'appraise',
      stage: 'check',
      sheet: MARKS,
      proposeRecognition: true,
    });
    const paper = { number: '45/QĐ', date: '2026-11-26', signer: 'Chủ tịch' };
    await act('deciding-body', KEPT, { kind: 'decide', stage: 'verdict', recognised: true, ...paper });
    await cycle.moveTo('2026-12-10T09:00');
    await act('supervisor', KEPT, { kind: 'review', stage: 'honours', conclusion: 'Đủ điều kiện' });
    const [row] = await cycle.query<{ found: unknown }>(
      `SELECT jsonb_path_query_first(state, '$.stages.verdict.classification') AS found
         FROM unit_year WHERE cycle_id = $1 AND unit_id = '${KEPT}'`,
    );
    expect(row?.found).toMatchObject({ classKey: 'upper', total: 100 });
    expect(new Set(sent)).toEqual(new Set(['actOnStage']));
    expect(sent).toHaveLength(unitStages(resolveStages(pack, 2026, { managedBy: 'tinh' })).length);
  });

  step('say who has not handed in the dossier', async () => {
    const results = new ListResults(
      province.unitOfWork,
      new PostgresCertificationModel(province.source),
      province.rules,
    );
    const request = { notSubmitted: true, excluded: false, limit: 10 };
    const { items } = await results.execute(cycle.administrator, cycle.id, request);
    expect(items.map(({ unitId, notSubmitted }) => [unitId, notSubmitted])).toEqual([[EMPTY, 'waiting']]);
  });

  step('leave a second complaint to the level that the pack names', async () => {
    await act('unit-head', KEPT, { kind: 'appeal', stage: 'verdict', reason: 'Xin xét lại' });
    const answer = { kind: 'answerAppeal', stage: 'verdict', outcome: 'upheld', reason: 'Đúng' } as const;
    const paper = { number: '46/QĐ', date: '2026-12-10', signer: 'Chủ tịch' };
    await act('deciding-body', KEPT, { ...answer, ...paper });
    await act('unit-head', KEPT, { kind: 'appeal', stage: 'verdict', reason: 'Chưa đồng ý' });
    const second = { ...answer, ...paper, number: '47/QĐ' };
    const byProvince = { role: 'deciding-body', scope: PROVINCE_SCOPE } as const;
    await expect(cycle.act(byProvince, KEPT, second)).rejects.toThrow('cấp xã');
    await cycle.act({ role: 'deciding-body', scope: COMMUNE_SCOPE }, KEPT, second);
  });

  step('close the year on the day of the stage that closes it', () => {
    const stages = { tinh: resolveStages(pack, 2026, { managedBy: 'tinh' }) };
    expect(calendarOf(pack, 2026, stages).filter(({ kind }) => kind === 'close')).toMatchObject([
      { day: '2027-02-09', name: 'Bước finish' },
    ]);
  });
});
