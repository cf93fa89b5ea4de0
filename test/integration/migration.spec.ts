import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect } from '@jest/globals';
import {
  ActOnCalendar,
  type Identity,
  ListLate,
  ListReports,
  MigrateCycle,
  Reconciler,
  RegisterCommand,
  type Runs,
  type StoredUnit,
  VerifyAudit,
  YearOpener,
} from '#libs/application';
import { DomainError, type MigrationAnswer, type MigrationBody } from '#libs/contracts';
import { TemplateRenderer } from '#libs/mail';
import { PostgresReadModel, Seeder } from '#libs/persistence';
import type { PolicyPack } from '#libs/policy';
import { loadPack, PACKS } from '../../libs/policy/packs.support.js';
import { check } from '../support/checker/index.js';
import { faultsAt } from '../support/faults.js';
import { KeptBoards, type Look } from '../support/kept-boards.js';
import {
  COUNTERS,
  FACT_TIMES,
  refilled,
  refilledDays,
  STAGE_ROWS,
  WAIVED_AS_CLOSED,
} from '../support/refill.js';
import { COMMUNE, type SmallCycle, SmallProvince } from '../support/small-cycle.js';
import { story } from '../support/story.js';
import { bodies } from '../support/unit-year-driver.js';

const [DISTRICT, NORTH, EAST, KON_TUM] = ['H0001', 'C0001', 'C0002', 'K0001'] as const;
const [SCHOOL, WARDENS, CLINIC, OFFICE, TAX] = ['QN0101', 'QN0102', 'QN0103', 'QN0104', 'KT0001'] as const;
const mailbox = (id: string) => `${id.toLowerCase()}@donvi.example.test`;

/** The rules of 2021, as a district would have lived them in the first half of 2025. */
const districtPack = (): PolicyPack => {
  const pack = loadPack('quang-ngai-2021');
  const [set] = pack.stageSets;
  return {
    ...pack,
    id: 'quang-ngai-huyen-2025',
    validTo: '2025-06-30',
    stageSets: JSON.parse(
      JSON.stringify([{ ...set, years: { from: 2025, to: 2025 } }]).replaceAll('2021-', '2025-'),
    ) as PolicyPack['stageSets'],
  };
};

const unit = (id: string, name: string, communeCode: string, more: Partial<StoredUnit>): StoredUnit => ({
  id,
  name,
  communeCode,
  kind: 'co-quan',
  subKind: 'hanh-chinh',
  managedBy: 'huyen',
  size: 'lon',
  hasParty: true,
  hasUnion: true,
  hasMassOrganisations: true,
  hasGuards: true,
  hasStudents: false,
  isFdi: false,
  subunits: 3,
  headcount: 40,
  students: 0,
  contacts: [{ role: 'officer', name: 'Cán bộ đầu mối', email: mailbox(id) }],
  ...more,
});

const runs = new Proxy({} as Runs, {
  get: (_target, name) => () => Promise.resolve(name === 'openUnitIds' ? [] : undefined),
});

let province: SmallProvince;
let cycle: SmallCycle;
let kept: KeptBoards;
let ending: KeptBoards;

beforeAll(async () => {
  province = await SmallProvince.open([]);
  const seeder = new Seeder(province.source);
  const area = (code: string, kind: 'huyen' | 'xa', name: string, parentCode: string, days: object) => ({
    ...{ code, kind, name, parentCode },
    adminKind: kind === 'huyen' ? 'huyện' : 'xã',
    ...days,
  });
  const ended = { validTo: '2025-06-30' };
  await seeder.areas([
    area(DISTRICT, 'huyen', 'Huyện Sơn Tịnh', '51', ended),
    area(NORTH, 'xa', 'Xã Tịnh Bắc', DISTRICT, { ...ended, successorCode: COMMUNE }),
    area(EAST, 'xa', 'Xã Tịnh Đông', DISTRICT, ended),
    area(KON_TUM, 'xa', 'Phường Kon Tum', '51', { validFrom: '2025-07-01' }),
  ]);
  const office = (code: string, kind: string, areaCode: string, name: string) => ({
    ...{ code, kind, areaCode, name },
    email: mailbox(code),
    duties: [],
  });
  await seeder.offices([
    office('CAH', 'district-police', DISTRICT, 'Công an huyện Sơn Tịnh'),
    office('UBH', 'district-committee', DISTRICT, 'UBND huyện Sơn Tịnh'),
    office('CAC', 'commune-police', NORTH, 'Công an xã Tịnh Bắc'),
    office('CAK', 'commune-police', KON_TUM, 'Công an phường Kon Tum'),
    office('UBK', 'commune-committee', KON_TUM, 'UBND phường Kon Tum'),
  ]);
  await province.unitOfWork.inTransaction((records) =>
    records.units.save('51', [
      unit(SCHOOL, 'Trường THPT Sơn Tịnh', NORTH, {
        kind: 'co-so-giao-duc',
        subKind: 'thpt',
        hasStudents: true,
        students: 600,
      }),
      unit(WARDENS, 'Hạt Kiểm lâm', EAST, {}),
      unit(CLINIC, 'Trạm Y tế xã', NORTH, { managedBy: 'xa' }),
      unit(OFFICE, 'Sở Tư pháp', NORTH, { managedBy: 'tinh' }),
      unit(TAX, 'Thuế khu vực Kon Tum', KON_TUM, { managedBy: 'tinh' }),
    ]),
  );
  cycle = await province.rehearseUnder(districtPack(), 'huyen', 2025, '2025-04-10T02:00:00.000Z', [
    NORTH,
    EAST,
  ]);
  kept = new KeptBoards(province, cycle.id, looksOf(cycle));
  ending = new KeptBoards(province, cycle.id, endingLooksOf(cycle));
  await kept.keep();
}, 120_000);

afterAll(() => province?.dispose());

const officeOf = ({ administrator }: SmallCycle, scope: Identity['scope']): Identity => ({
  ...administrator,
  role: 'supervisor',
  scope,
});
/** The province, and a district that ends. */
const looksOf = (of: SmallCycle): readonly Look[] => [
  { who: of.administrator },
  { who: of.administrator, kind: 'co-quan' },
  { who: officeOf(of, { level: 'huyen', districtCode: DISTRICT }) },
];
/** A commune that is succeeded by another, whose board ends with it. */
const endingLooksOf = (of: SmallCycle): readonly Look[] => [
  { who: of.administrator, commune: NORTH },
  { who: officeOf(of, { level: 'xa', communeCode: NORTH }) },
];

const request: MigrationBody = {
  policy: 'quang-ngai-2025',
  from: '2025-07-01',
  number: '15/QĐ-UBND',
  date: '2025-06-28',
  reason: 'Không còn cấp huyện',
  areas: [],
};
const MAPPED: MigrationBody['areas'] = [
  { from: EAST, to: COMMUNE },
  { from: 'huyen', level: 'xa' },
  { from: WARDENS, level: 'tinh' },
  { to: KON_TUM },
];

const migrate = (
  body: Partial<MigrationBody>,
  dryRun: boolean,
  {
    key = randomUUID(),
    faults = '',
    who = cycle.administrator,
  }: { key?: string; faults?: string; who?: Identity } = {},
): Promise<MigrationAnswer> =>
  new MigrateCycle(province.unitOfWork, runs, province.rules, PACKS, faultsAt(faults)).execute(
    who,
    cycle.id,
    { ...request, ...body },
    key,
    dryRun,
  );
const arrival = (arrivedOn: string) => ({ onBehalf: { arrivalNumber: '15', arrivedOn } });
const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof DomainError ? error.code : error),
  );
const linesOf = (plan: MigrationAnswer, id: string) =>
  plan.subjects.find((subject) => subject.id === id)?.changes.map(({ text }) => text);
const rows = <T>(sql: string) => cycle.query<T>(sql);
const counters = () =>
  rows<{ stage: string; level: string; commune: string; due: string; status: string; n: number }>(
    `SELECT stage, level, commune_code AS commune, due_day AS due, status, n FROM counter
      WHERE cycle_id = $1 AND n <> 0 AND unit_kind <> 'body' ORDER BY stage, level, commune, status`,
  );
const findings = async () =>
  (await new Reconciler(province.unitOfWork, runs, province.rules).check(cycle.id)).filter(
    ({ kind }) => kind !== 'runMissing' && kind !== 'runWithoutYear',
  );
const appraiser = (scope: Identity['scope'], officeCode: string): Identity => ({
  actorId: randomUUID(),
  name: officeCode,
  role: 'appraiser',
  scope,
  officeCode,
});
const send = (identity: Identity, unitId: string, body: Parameters<SmallCycle['submit']>[1]) =>
  new RegisterCommand(province.unitOfWork, province.rules, faultsAt()).execute(identity, {
    cycleId: cycle.id,
    unitId,
    idempotencyKey: randomUUID(),
    body,
  });

const { chapter, step } = story('a cycle goes on under another pack', 240_000);

chapter('a cycle that goes on under another pack', () => {
  let plan: MigrationAnswer;

  step('is lived under districts until their last day', async () => {
    await cycle.moveTo('2025-05-10T09:00');
    for (const id of [SCHOOL, OFFICE]) await cycle.submit(id, bodies.submit('directivePlan'));
    await kept.keep();
    await cycle.moveTo('2025-06-20T09:00');
    await cycle.submit(SCHOOL, bodies.submit('registration'));
    await cycle.turn();
    await kept.keep();
    await ending.keep();
    await cycle.moveTo('2025-07-01T09:00');
    expect((await counters()).filter(({ stage }) => stage === 'directivePlan')).toEqual(
      [
        {
          stage: 'directivePlan',
          level: 'huyen',
          commune: NORTH,
          due: '2025-05-15',
          status: 'submitted',
          n: 1,
        },
        {
          stage: 'directivePlan',
          level: 'huyen',
          commune: EAST,
          due: '2025-05-15',
          status: 'awaiting',
          n: 1,
        },
        {
          stage: 'directivePlan',
          level: 'tinh',
          commune: NORTH,
          due: '2025-05-15',
          status: 'submitted',
          n: 1,
        },
        {
          stage: 'directivePlan',
          level: 'xa',
          commune: NORTH,
          due: '2025-05-15',
          status: 'awaiting',
          n: 1,
        },
      ].sort((a, b) => (a.level + a.commune < b.level + b.commune ? -1 : 1)),
    );
  });

  step('names who has no new place, and is not migrated while somebody has none', async () => {
    const { blockers, digest } = await migrate({}, true);
    expect(blockers.map(({ id, code, text }) => [id, code, text])).toEqual([
      [SCHOOL, 'MIGRATION.LEVEL', 'Gói mới không có cấp huyện, bảng đối chiếu chưa có cấp quản lý mới.'],
      [WARDENS, 'MIGRATION.AREA', 'Địa bàn Xã Tịnh Đông (C0002) không còn, bảng đối chiếu chưa có nơi mới.'],
    ]);
    expect(await codeOf(migrate({ digest }, false))).toBe('MIGRATION.BLOCKED');
    const wrong = await migrate(
      {
        areas: [
          { from: EAST, to: NORTH },
          { from: 'huyen', level: 'huyen' },
        ],
      },
      true,
    );
    expect(wrong.blockers.map(({ id, code }) => `${id} ${code}`)).toEqual(
      expect.arrayContaining([`${NORTH} MIGRATION.ROW`, 'huyen MIGRATION.ROW']),
    );
  });

  step('is refused to others, on other days, and to the pack it goes by', async () => {
    const supervisor: Identity = { ...cycle.administrator, role: 'supervisor' };
    const foreign: Identity = { ...cycle.administrator, scope: { level: 'tinh', provinceCode: '22' } };
    expect(await codeOf(migrate({}, true, { who: supervisor }))).toBe('ACTOR.ADMINISTRATOR_ONLY');
    expect(await codeOf(migrate({}, true, { who: foreign }))).toBe('CYCLE.UNKNOWN');
    expect(await codeOf(migrate({ from: '2025-07-02' }, true))).toBe('MIGRATION.DAY');
    expect(await codeOf(migrate({ from: '2025-04-09' }, true))).toBe('MIGRATION.DAY');
    expect(await codeOf(migrate({ until: '2025-06-30' }, true))).toBe('MIGRATION.DATE_PASSED');
    expect(await codeOf(migrate({ date: '2025-07-02' }, true))).toBe('MIGRATION.DOCUMENT_DATE');
    expect(await codeOf(migrate({ policy: 'quang-ngai-2021' }, true))).toMatchObject({
      code: 'POLICY.YEAR_NOT_COVERED',
    });
  });

  step('tells beforehand what changes for whom, line by line', async () => {
    plan = await migrate({ areas: MAPPED }, true);
    expect(plan.blockers).toEqual([]);
    expect(plan.version).toBeUndefined();
    expect(Object.fromEntries(plan.summary.map(({ kind, subjects }) => [kind, subjects]))).toMatchObject({
      joined: 3,
      ended: 1,
      level: 2,
      area: 4,
    });
    expect(linesOf(plan, SCHOOL)).toEqual([
      'Cấp quản lý: huyện → xã',
      'Địa bàn: Xã Tịnh Bắc → Xã Tịnh Khê',
      // A plan for Chỉ thị 08 is not one for Kế hoạch 33: the new paper is asked for, the old one stays on record.
      'Thêm bước Kế hoạch cụ thể hóa Kế hoạch 33/KH-UBND: hết ngày 24/08/2025',
      'Đăng ký phong trào, tiêu chuẩn, cam kết, điển hình: Công an huyện Sơn Tịnh → Công an xã',
      'Thêm bước Cơ sở tự chấm điểm: hết ngày 27/10/2025*',
      'Thêm bước Báo cáo kết quả: hết ngày 30/10/2025*',
      'Hồ sơ đề nghị công nhận: hết ngày 30/11/2025* → hết ngày 18/11/2025*',
      'Hồ sơ đề nghị công nhận: tiếp nhận đến hết ngày 05/12/2025* → tiếp nhận đến hết ngày 20/11/2025*',
      'Hồ sơ đề nghị công nhận: Công an huyện Sơn Tịnh → Công an xã',
      'Thẩm định, cấp trên chấm điểm: hết ngày 10/12/2025* → hết ngày 21/11/2025*',
      'Thẩm định, cấp trên chấm điểm: Công an huyện Sơn Tịnh → Công an xã',
      'Quyết định công nhận hoặc không công nhận: hết ngày 20/12/2025* → hết ngày 26/11/2025*',
      'Quyết định công nhận hoặc không công nhận: UBND huyện Sơn Tịnh → UBND xã',
      'Xét thi đua, khen thưởng: hết ngày 31/12/2025* → hết ngày 15/12/2025*',
      'Xét thi đua, khen thưởng: chưa có cơ quan → Ban Chỉ đạo 138 xã',
      'Bỏ bước Kế hoạch triển khai Chỉ thị 08/CT-UBND, kết quả đã ghi nhận vẫn xem được',
      'Bỏ bước Ngày hội 19/8 và các chủ đề khác (ghi nhận)',
      // The school year of Thông tư 23/2012 ends, and the window of Thông tư 124/2021 begins.
      'Kỳ đánh giá: 01/09/2024–31/08/2025 → 16/11/2024–15/11/2025',
    ]);
    expect(plan.subjects.find(({ id }) => id === SCHOOL)?.kept).toEqual([
      'Đăng ký phong trào, tiêu chuẩn, cam kết, điển hình',
    ]);
    expect(linesOf(plan, CLINIC)).toContain(
      'Thêm bước Kế hoạch cụ thể hóa Kế hoạch 33/KH-UBND: hết ngày 24/08/2025',
    );
    expect(linesOf(plan, WARDENS)?.slice(0, 2)).toEqual([
      'Cấp quản lý: huyện → tỉnh',
      'Địa bàn: Xã Tịnh Đông → Xã Tịnh Khê',
    ]);
    expect(linesOf(plan, TAX)?.[0]).toBe('Tham gia chu kỳ từ ngày 01/07/2025');
    expect(linesOf(plan, 'UBH')).toEqual([
      'Không có trong gói mới: chu kỳ kết thúc, kết quả đã ghi nhận vẫn xem được',
      'Bỏ bước Kế hoạch của UBND huyện, thị xã, thành phố',
    ]);
    expect(linesOf(plan, 'UBK')).toContain(
      'Thêm bước Kế hoạch của UBND xã, phường, đặc khu: hết ngày 24/08/2025',
    );
    // The steering committee of the province owes nothing under either pack, so that it is no subject.
    expect([linesOf(plan, 'BCDT'), plan.unchanged]).toEqual([undefined, 0]);
    expect(plan.general).toEqual(
      expect.arrayContaining([
        'Lưu ý: gói "quang-ngai-2025" có hiệu lực từ ngày 21/08/2025, sau ngày chuyển 01/07/2025',
        'Gọi nhà trường: nhà trường → cơ sở giáo dục',
        'Căn cứ của tiêu chuẩn: Thông tư 23/2012/TT-BCA → Thông tư 124/2021/TT-BCA',
        'Bảng chấm điểm: không có → 9 tiêu chí, 100 điểm',
      ]),
    );
  });

  step('is not carried out on a plan that somebody has changed since, nor without one', async () => {
    await cycle.submit(OFFICE, bodies.submit('registration'));
    expect(await codeOf(migrate({ areas: MAPPED, digest: plan.digest }, false))).toBe('MIGRATION.CHANGED');
    expect(await codeOf(migrate({ areas: MAPPED }, false))).toBe('MIGRATION.CHANGED');
    plan = await migrate({ areas: MAPPED }, true);
    expect((await migrate({ areas: MAPPED }, true)).digest).toBe(plan.digest);
  });

  step('leaves nothing behind when it breaks off in the middle', async () => {
    const before = await counters();
    const body = { areas: MAPPED, digest: plan.digest };
    expect(await codeOf(migrate(body, false, { faults: 'midMigration@1:throw' }))).toMatchObject({
      name: 'InjectedFault',
    });
    expect(await counters()).toEqual(before);
    expect(await rows(`SELECT 1 FROM fact WHERE cycle_id = $1 AND kind = 'year.migrated'`)).toEqual([]);
    expect(await rows(`SELECT 1 FROM unit_year WHERE cycle_id = $1 AND unit_id = '${TAX}'`)).toEqual([]);
    expect(await findings()).toEqual([]);
  });

  step('puts everybody under the new pack at once, and once', async () => {
    const key = randomUUID();
    const body = { areas: MAPPED, digest: plan.digest };
    // The process that answers dies after the commit: the same request finds it done.
    expect(await codeOf(migrate(body, false, { key, faults: 'afterMigration@1:throw' }))).toMatchObject({
      name: 'InjectedFault',
    });
    const done = await migrate(body, false, { key });
    expect(done).toEqual({ ...plan, dryRun: false, version: 1 });
    expect(await codeOf(migrate({ ...body, reason: 'Khác' }, false, { key }))).toBe('IDEMPOTENCY.REUSED');
    expect(await codeOf(migrate({ ...body, areas: [] }, true))).toBe('MIGRATION.SAME_PACK');
    expect(
      await rows(
        `SELECT unit_id AS id, commune_code AS commune, district_code AS district, managed_by AS level, status
           FROM unit_year WHERE cycle_id = $1 ORDER BY unit_id`,
      ),
    ).toEqual([
      { id: 'CAT', commune: '51', district: null, level: 'tinh', status: 'open' },
      { id: TAX, commune: KON_TUM, district: null, level: 'tinh', status: 'open' },
      { id: SCHOOL, commune: COMMUNE, district: null, level: 'xa', status: 'open' },
      { id: WARDENS, commune: COMMUNE, district: null, level: 'tinh', status: 'open' },
      { id: CLINIC, commune: COMMUNE, district: null, level: 'xa', status: 'open' },
      { id: OFFICE, commune: COMMUNE, district: null, level: 'tinh', status: 'open' },
      { id: 'UBH', commune: DISTRICT, district: DISTRICT, level: 'huyen', status: 'closed' },
      { id: 'UBK', commune: KON_TUM, district: null, level: 'xa', status: 'open' },
      { id: 'UBX', commune: COMMUNE, district: null, level: 'xa', status: 'open' },
    ]);
    expect((await counters()).filter(({ stage }) => stage === 'implementationPlan')).toEqual([
      {
        stage: 'implementationPlan',
        level: 'tinh',
        commune: COMMUNE,
        due: '2025-08-24',
        status: 'awaiting',
        n: 2,
      },
      {
        stage: 'implementationPlan',
        level: 'tinh',
        commune: KON_TUM,
        due: '2025-08-24',
        status: 'awaiting',
        n: 1,
      },
      // The school and the clinic: one counter for each kind of unit.
      {
        stage: 'implementationPlan',
        level: 'xa',
        commune: COMMUNE,
        due: '2025-08-24',
        status: 'awaiting',
        n: 1,
      },
      {
        stage: 'implementationPlan',
        level: 'xa',
        commune: COMMUNE,
        due: '2025-08-24',
        status: 'awaiting',
        n: 1,
      },
    ]);
    const [{ communes, pack } = { communes: [], pack: '' }] = await rows<{
      communes: string[];
      pack: string;
    }>(`SELECT communes, pack_id AS pack FROM cycle WHERE id = $1`);
    expect([communes, pack]).toEqual([[COMMUNE, KON_TUM], 'quang-ngai-2025']);
    const { packs } = await new MigrateCycle(
      province.unitOfWork,
      runs,
      province.rules,
      PACKS,
      faultsAt(),
    ).list(cycle.administrator, cycle.id);
    expect(packs.map(({ id, from, to, carried, subjects }) => [id, from, to, carried, subjects])).toEqual([
      ['quang-ngai-huyen-2025', undefined, '2025-06-30', undefined, undefined],
      ['quang-ngai-2025', '2025-07-01', undefined, 0, 9],
    ]);
  });

  step('tells each subject once what changes for it, by the number of the document', async () => {
    const letters = await rows<{ recipient: string; params: Record<string, string> }>(
      `SELECT recipient, params FROM message WHERE cycle_id = $1 AND template = 'migration' ORDER BY key`,
    );
    expect(letters).toHaveLength(plan.subjects.length);
    const school = letters.find(({ params }) => params['unitId'] === SCHOOL);
    expect(school?.recipient).toBe(mailbox(SCHOOL));
    const { subject, text } = new TemplateRenderer().render('migration', school?.params ?? {});
    expect(subject).toBe('[DIỄN TẬP] [ANTQ 2025] Quy định mới từ ngày 01/7/2025: Trường THPT Sơn Tịnh');
    for (const line of linesOf(plan, SCHOOL) ?? []) expect(text).toContain(`- ${line}`);
    expect(text).toContain('Văn bản số 15/QĐ-UBND ngày 28/6/2025');
    expect(text).toContain('Kết quả đã ghi nhận giữ nguyên: Đăng ký');
  });

  step(
    'reminds nobody of what lay before it, and acts at no instant of the new pack that had passed',
    async () => {
      const opener = new YearOpener(province.unitOfWork, runs, province.rules, faultsAt());
      const { acted } = await new ActOnCalendar(province.unitOfWork, province.rules, opener).execute(
        cycle.id,
      );
      expect(acted).toBe(0);
      const told = () => rows(`SELECT 1 FROM message WHERE cycle_id = $1 AND template = 'reminders'`);
      const before = (await told()).length;
      await cycle.turn();
      expect(await told()).toHaveLength(before);
      const planned = await rows<{ stage: string }>(
        `SELECT DISTINCT stage FROM reminder WHERE cycle_id = $1 AND state = 'planned'`,
      );
      expect(planned).toEqual([]);
    },
  );

  step('is judged by the new bodies from then on, and tells the old office who acts now', async () => {
    const old = appraiser({ level: 'huyen', districtCode: DISTRICT }, 'CAH');
    const returned = bodies.giveBack('registration');
    const refused = send(old, SCHOOL, returned);
    await expect(refused).rejects.toMatchObject({
      code: 'ACTOR.MOVED',
      params: { assigned: 'cơ quan cấp xã (Xã Tịnh Khê)', from: '2025-07-01' },
    });
    const now = appraiser({ level: 'xa', communeCode: COMMUNE }, 'CAX');
    await cycle.act(now, SCHOOL, returned);
  });

  step('judges a paper that came before it by the pack and the place of its day', async () => {
    await kept.keep();
    await cycle.moveTo('2025-07-03T09:00');
    // Late by the thirty-first of May of the old pack.
    await cycle.act(cycle.administrator, CLINIC, bodies.submit('registration', arrival('2025-06-28')));
    await cycle.act(cycle.administrator, WARDENS, bodies.submit('registration', arrival('2025-05-30')));
    const papers = await rows<{ unit_id: string; stage: string; late: boolean }>(
      `SELECT unit_id, stage, late FROM submission WHERE cycle_id = $1 AND on_behalf IS NOT NULL ORDER BY unit_id`,
    );
    expect(papers).toEqual([
      { unit_id: WARDENS, stage: 'registration', late: false },
      { unit_id: CLINIC, stage: 'registration', late: true },
    ]);
  });

  step('takes up again the year of an office that a pack between had ended', async () => {
    const year = async () => {
      const [row] = await rows<{ status: string; stages: Record<string, unknown> }>(
        `SELECT status, state->'stages' AS stages FROM unit_year WHERE cycle_id = $1 AND unit_id = 'UBX'`,
      );
      return row && { status: row.status, owes: 'communePlan' in row.stages };
    };
    for (const [policy, expected] of [
      ['national-2025', { status: 'closed', owes: false }],
      ['quang-ngai-2025', { status: 'open', owes: true }],
    ] as const) {
      const body = { policy, from: '2025-07-03', until: '2025-07-20' };
      const { digest, blockers } = await migrate(body, true);
      expect(blockers).toEqual([]);
      await migrate({ ...body, digest }, false);
      expect(await year()).toEqual(expected);
    }
  });

  step('leaves the list of the province as it is, which follows the real year alone', async () => {
    const place = async () => {
      const [found] = await province.unitOfWork.inTransaction((records) => records.units.several([SCHOOL]));
      return found && [found.communeCode, found.managedBy];
    };
    expect(await place()).toEqual([NORTH, 'huyen']);
    const area = { provinceCode: '51', communes: [NORTH] };
    const misplaced = (day: string) =>
      province.unitOfWork.inTransaction((records) => records.units.misplaced(area, ['tinh', 'xa'], day));
    expect((await misplaced('2025-06-30')).map(({ id }) => id)).toEqual([SCHOOL]);
    expect(await misplaced('2025-07-01')).toEqual(
      expect.arrayContaining([
        {
          ...{ id: CLINIC, name: 'Trạm Y tế xã', managedBy: 'xa' },
          ended: { commune: 'Xã Tịnh Bắc', validTo: '2025-06-30' },
        },
      ]),
    );
    const moves = [
      {
        unitId: SCHOOL,
        before: { communeCode: EAST, managedBy: 'huyen' },
        after: { communeCode: COMMUNE, managedBy: 'xa' },
      },
    ] as const;
    await province.unitOfWork.inTransaction((records) => records.units.move(moves));
    // Its commune was changed since by somebody who knew better.
    expect(await place()).toEqual([NORTH, 'xa']);
  });

  step('counts what lies in registers among what comes into a window or falls out of it', async () => {
    await cycle.query(
      `INSERT INTO register_entry
         SELECT '00000000-0000-4000-8000-000000000001', v.version, $1, '${CLINIC}', 'models', v.day::date, '{}',
                v.state, null, 't', '{}', now(), now(), null, 'k' || v.version, 'd'
           FROM (VALUES (1, '2025-02-01', 'standing'), (2, '2025-02-02', 'standing')) v (version, day, state)`,
    );
    const days = await province.unitOfWork.inTransaction((records) =>
      records.migrations.recordedDays(cycle.id, [CLINIC]),
    );
    expect(days.get(CLINIC)).toEqual(['2025-02-02']);
  });

  step('holds every promise: chains, projections, counters, facts', async () => {
    expect(await findings()).toEqual([]);
    const verified = await new VerifyAudit(new PostgresReadModel(province.source)).execute(cycle.id);
    expect(verified).toMatchObject({ ok: true });
    const violations = await check({
      database: province.ownerUrl,
      mails: [],
      histories: async () => [],
    });
    // No run, relay or account is part of this; whatever the rows say among themselves holds.
    expect(violations.filter(({ invariant }) => ['I1', 'I4', 'I5', 'I6'].includes(invariant))).toEqual([]);
  });
});

/** A request for more time for each step of each year that there is. */
const askForMoreTime = (of: SmallCycle) =>
  of.query(
    `INSERT INTO extension_request (id, cycle_id, unit_id, stage, wished_day, reason, by_id, by_name, asked_at, state)
     SELECT gen_random_uuid(), cycle_id, unit_id, stage, '2025-12-31', 'Bão lũ', unit_id, 'Đơn vị', now(), 'open'
       FROM unit_stage WHERE cycle_id = $1`,
  );

/** What became of each, and whether its step is asked of nobody any more or has got a day of its own. */
const requestsOf = (of: SmallCycle) =>
  of.query<{ step: string; state: string; isAnswered: boolean }>(
    `SELECT unit_id || '/' || stage AS step, request.state,
            coalesce(NOT in_pack OR line.status = 'waived' OR grace_until IS NOT NULL, true) AS "isAnswered"
       FROM extension_request request LEFT JOIN unit_stage line USING (cycle_id, unit_id, stage)
      WHERE cycle_id = $1 ORDER BY step`,
  );

chapter('a stage whose day had passed when the new pack brought it', () => {
  step('is asked of nobody, in the late list as in the list of reports', async () => {
    const late = await province.rehearseUnder(districtPack(), 'muon', 2025, '2025-04-10T02:00:00.000Z', [
      NORTH,
    ]);
    const boards = new KeptBoards(province, late.id, looksOf(late));
    await boards.keep();
    await late.moveTo('2025-09-09T09:00');
    await boards.keep();
    await late.moveTo('2025-09-10T09:00');
    await askForMoreTime(late);
    const never = { hit: () => undefined };
    const migrating = new MigrateCycle(province.unitOfWork, runs, province.rules, PACKS, never);
    const body = { ...request, areas: [{ from: 'huyen', level: 'xa' as const }, { to: KON_TUM }] };
    const { digest, blockers } = await migrating.execute(
      late.administrator,
      late.id,
      body,
      randomUUID(),
      true,
    );
    expect(blockers).toEqual([]);
    await migrating.execute(late.administrator, late.id, { ...body, digest }, randomUUID(), false);
    const waived = await late.query<{ id: string; stage: string }>(
      `SELECT unit_id AS id, stage.key AS stage FROM unit_year, jsonb_each(state->'stages') AS stage
        WHERE cycle_id = $1 AND stage.value->>'status' = 'waived' ORDER BY 1, 2`,
    );
    expect(waived).toContainEqual({ id: TAX, stage: 'implementationPlan' });
    expect(waived).toContainEqual({ id: 'UBK', stage: 'communePlan' });
    const requests = await requestsOf(late);
    expect(new Set(requests.map(({ isAnswered }) => isAnswered))).toEqual(new Set([true, false]));
    const overtaken = requests.filter(({ state }) => state === 'overtaken');
    expect(overtaken).toEqual(requests.filter(({ isAnswered }) => isAnswered));
    // A board of a day before tells nothing of requests.
    await late.query(
      `UPDATE extension_request SET state = 'withdrawn' WHERE cycle_id = $1 AND state = 'open'`,
    );
    await boards.keep();
    await late.moveTo('2025-11-05T09:00');
    const isWaived = ({ unitId, stage }: { readonly unitId: string; readonly stage: string }) =>
      waived.some((each) => each.id === unitId && each.stage === stage);
    const listed = await new ListLate(province.unitOfWork, province.rules).execute(
      late.administrator,
      late.id,
      { withDone: true, limit: 100 },
    );
    expect(listed.items.length).toBeGreaterThan(0);
    expect(listed.items.filter(isWaived)).toEqual([]);
    const reports = await new ListReports(province.unitOfWork, province.rules).execute(
      late.administrator,
      late.id,
      { limit: 100 },
    );
    const states = reports.items.filter(isWaived).map(({ state }) => state);
    expect(new Set(states)).toEqual(new Set(['waived']));

    // Closing the year makes no omission of it.
    await late.act(late.administrator, TAX, { kind: 'close', reason: 'Giải thể' });
    const { items } = await new ListLate(province.unitOfWork, province.rules).execute(
      late.administrator,
      late.id,
      { withDone: true, limit: 100 },
    );
    expect(items.some(({ unitId, state }) => unitId === TAX && state === 'notSubmitted')).toBe(true);
    expect(items.filter(isWaived)).toEqual([]);
    const counted = await late.query<{ counted: string }>(
      `SELECT DISTINCT counted FROM unit_stage WHERE cycle_id = $1 AND unit_id = '${TAX}' AND status = 'waived'`,
    );
    expect(counted).toEqual([{ counted: 'waived' }]);

    await boards.keep();
    await late.moveTo('2025-11-20T09:00');
    expect(boards.days).toEqual(['2025-04-10', '2025-09-09', '2025-09-10', '2025-11-05']);
    const [present] = await boards.boards();
    expect(present?.total.some(({ waived }) => waived !== undefined)).toBe(true);
    expect(present?.total.some(({ closed }) => closed !== undefined)).toBe(true);
    for (const { now, then } of await boards.compared()) expect(now).toEqual(then);
  });
});

chapter('the board of a day before a migration', () => {
  step('says what it said then, under the pack and in the places of that day', async () => {
    await kept.keep();
    expect(kept.days).toEqual(['2025-04-10', '2025-05-10', '2025-06-20', '2025-07-01', '2025-07-03']);
    await cycle.moveTo('2025-07-20T09:00');
    const [before] = await kept.boards('2025-06-30');
    const [after] = await kept.boards('2025-07-01');
    const columnsOf = (board: typeof before) => board?.columns.map(({ stage }) => stage);
    expect(columnsOf(before)).toContain('directivePlan');
    expect(columnsOf(after)).not.toContain('directivePlan');
    expect(before?.communes.map(({ code }) => code).sort()).toEqual([NORTH, EAST].sort());
    expect(after?.communes.map(({ code }) => code)).toContain(KON_TUM);
    for (const { now, then } of [...(await kept.compared()), ...(await ending.compared())]) {
      expect(now).toEqual(then);
    }
    await expect(ending.boards()).rejects.toMatchObject({ code: 'AREA.UNKNOWN' });
  });
});

chapter('a database of before the counters were kept by day', () => {
  step('gets the same days that the cycles kept while they ran', async () => {
    const { before, after } = await refilledDays(province.ownerUrl);
    expect((before[0] as unknown[]).length).toBeGreaterThan(0);
    expect(after).toEqual(before);
  });
});

chapter('a database of before the stages stood in rows', () => {
  step('gets the same rows that the cycles kept while they ran', async () => {
    const days = await rows<{ day: string }>(
      `SELECT DISTINCT to_char(at_cycle AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD') AS day FROM fact
        WHERE cycle_id = $1 ORDER BY 1`,
    );
    // By the clock of the rehearsal, whatever the day on which it is lived.
    expect(days.map(({ day }) => day)).toEqual(['2025-05-10', '2025-06-20', '2025-07-01', '2025-07-03']);
    const { before, after } = await refilled(
      province.ownerUrl,
      [...STAGE_ROWS, ...FACT_TIMES, ...COUNTERS],
      [WAIVED_AS_CLOSED],
    );
    expect((before[0] as unknown[]).length).toBeGreaterThan(0);
    expect(after).toEqual(before);
  });
});
