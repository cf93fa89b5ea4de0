import type { MigrationAnswer } from '#libs/contracts';
import { type Reached, Rehearsed } from '../support/rehearsed.js';
import type { Stack } from '../support/stack.js';
import { bodies, instantOf } from '../support/unit-year-driver.js';

/** What a story leaves: its name, and the workflow whose runs tell it. */
export interface Told {
  readonly story: string;
  readonly workflowId: string;
  /** So many runs at least. */
  readonly runs?: number;
  /** Its run goes on. */
  readonly open?: boolean;
}

/** Names of the stories that `liveRareStories` leaves. */
export const RARE_STORIES = [
  ...['everything', 'closedEarly', 'movementOnly', 'migrated', 'directive'],
  ...['communeOffice', 'provinceOffice', 'districtOffice'],
] as const;

const RESULT = { stage: 'recognition' } as const;
const GROUND = 'giay-to-gia';
/** Of the sample area from before 01/7/2025. */
const DISTRICT = '95110';
const signed = (number: string, date: string) => ({ number, date, signer: 'Chủ tịch UBND' }) as const;
const runOf = (year: Rehearsed, subject: string) => `unit-year/${year.cycleId}/${subject}`;

/** Stories that no ordinary year tells: together they hold each Update that a unit or an office may send. */
export async function liveRareStories(stack: Stack): Promise<readonly Told[]> {
  const told: Told[] = [];
  const own = reach(stack, stack.token('administrator'));
  told.push(...(await liveWholeYear(stack, own)));
  told.push(...(await liveMigration(stack, own)));
  const administrator = await stack.account('administrator', { level: 'tinh', provinceCode: '951' });
  told.push(...(await liveDirective(reach(stack, administrator))));
  return told;
}

const reach = ({ apiUrl, call, waitForCommand }: Stack, administrator: string): Reached => ({
  ...{ apiUrl, call, waitForCommand, administrator },
});

const communesOf = (stack: Stack) => [...new Set(stack.units.map(({ communeCode }) => communeCode))].sort();

/** A year of 2026: a unit with everything that may happen to it, one that is closed early, one outside, and offices. */
async function liveWholeYear(stack: Stack, product: Reached): Promise<readonly Told[]> {
  const communes = communesOf(stack);
  const [commune = ''] = communes;
  const opening = { policy: 'quang-ngai-2025', year: 2026, province: '51', rehearsal: 'tat-ca', communes };
  const clockStart = instantOf(2026, '03-02T08:00');
  const year = await Rehearsed.open(product, { ...opening, clockStart });
  const [unit = '', early = ''] = year.judgedBy('tinh');
  const [outside = ''] = year.outside;

  await year.submit(unit, 'q1Plan');
  await year.act('appraiser', unit, bodies.giveBack('q1Plan'));
  await year.submit(unit, 'q1Plan');
  await year.act('unit-head', unit, { kind: 'withdraw', stage: 'q1Plan', reason: 'Ghi nhầm số' });
  await year.submit(unit, 'q1Plan');
  await year.submit(unit, 'registration', {
    registrations: { movement: true, standard: true, exemplar: true },
  });
  await year.submit(outside, 'registration', {
    registrations: { movement: true, standard: false, exemplar: false },
  });
  await year.submitOwn('deciding-body', commune, 'communePlan');
  await year.act('unit-head', unit, { kind: 'recordPledges', total: 3, pledged: 2 });
  const extension = { stage: 'festival', until: '2026-09-10', reason: 'Bão' } as const;
  await year.act('administrator', unit, { kind: 'extend', ...extension });
  await year.act('administrator', unit, { kind: 'pause', reason: 'Đang kiểm tra' });
  await year.act('administrator', unit, { kind: 'resume', reason: 'Đã kiểm tra xong' });
  await year.act('administrator', early, { kind: 'close', reason: 'Đơn vị giải thể' });
  await year.jump('04-02T09:00');
  await year.submitOwn('deciding-body', commune, 'communeRegister');
  await year.jump('06-20T09:00');
  await year.submitOwn('deciding-body', commune, 'communeInterimReview');
  await year.jump('08-20T09:00');
  await year.submit(unit, 'festival');
  await year.jump('10-20T09:00');
  await year.submit(unit, 'selfScoring');
  await year.submit(unit, 'unitReport');
  await year.submitOwn('deciding-body', commune, 'communeReport');
  await year.jump('11-06T09:00');
  await year.submitOwn('appraiser', '51', 'provinceReport');
  await judgeWholeYear(year, unit);
  await year.jump('12-20T09:00');
  await year.submitOwn('deciding-body', commune, 'supplementReport');
  await year.submitOwn('appraiser', '51', 'yearReview');
  return [
    { story: 'everything', workflowId: runOf(year, unit), runs: 5 },
    { story: 'closedEarly', workflowId: runOf(year, early) },
    { story: 'movementOnly', workflowId: runOf(year, outside) },
    { story: 'communeOffice', workflowId: runOf(year, year.officeOf('deciding-body', commune)) },
    { story: 'provinceOffice', workflowId: runOf(year, year.officeOf('appraiser', '51')) },
  ];
}

/** From the dossier to what comes after a decision: the offices of another level judge, and the year is begun again. */
async function judgeWholeYear(year: Rehearsed, unit: string): Promise<void> {
  const asCommune = { communeCode: year.communeOf(unit) };
  const police = year.token('appraiser', asCommune);
  const committee = year.token('deciding-body', asCommune);
  const steering = year.token('supervisor', asCommune);
  await year.jump('11-16T09:00');
  await year.submit(unit, 'dossier');
  const document = { reason: 'Ủy quyền', number: '8/QĐ', date: '2026-11-15' };
  await year.act('administrator', unit, { kind: 'delegate', to: 'xa', ...document });
  await year.send(police, unit, bodies.appraise());
  await year.jump('11-24T09:00');
  await year.send(committee, unit, bodies.decide());
  await year.act('unit-head', unit, { kind: 'appeal', ...RESULT, reason: 'Chấm chưa đúng' });
  await year.jump('11-28T09:00');
  const upheld = { outcome: 'upheld', reason: 'Đã xem lại' } as const;
  const answered = signed('17/QĐ', '2026-11-28');
  await year.send(committee, unit, { kind: 'answerAppeal', ...RESULT, ...answered, ...upheld });
  await year.send(police, unit, { kind: 'proposeExemplar', reason: 'Mô hình hay' });
  const accepted = { accepted: true, ...signed('18/QĐ', '2026-11-28') };
  await year.send(committee, unit, { kind: 'decideExemplar', ...accepted });
  const heads = [{ name: 'Thủ trưởng', from: '2026-01-01' }];
  await year.act('unit-head', unit, { kind: 'recordHeads', heads });
  const proposals = [{ form: 'Giấy khen', collectives: ['Tổ bảo vệ'], persons: 2 }];
  await year.act('unit-head', unit, { kind: 'proposeAwards', ...RESULT, proposals });
  await year.jump('12-05T09:00');
  await year.send(steering, unit, bodies.review());

  await year.jump('12-08T09:00');
  await year.act('administrator', unit, bodies.restart('dossier', { until: '2026-12-20' }));
  await year.submit(unit, 'dossier');
  await year.send(police, unit, bodies.appraise());
  await year.send(committee, unit, bodies.decide({ number: '50/QĐ', date: '2026-12-08' }));
  const about = { ...RESULT, ground: GROUND };
  await year.send(police, unit, { kind: 'proposeRevocation', ...about, reason: 'Hồ sơ không thật' });
  await year.send(steering, unit, bodies.review());
  const revoking = signed('51/QĐ', '2026-12-08');
  await year.send(committee, unit, { kind: 'revoke', ...about, ...revoking });
  const override = { reason: 'Có thành tích', number: '3/KL', date: '2026-12-08' };
  await year.send(steering, unit, { kind: 'overrideExclusion', ...RESULT, ...override });
  await year.act('administrator', unit, { kind: 'close', reason: 'Hết năm' });
}

/** A year that comes under another pack on its way. */
async function liveMigration(stack: Stack, product: Reached): Promise<readonly Told[]> {
  const year = await Rehearsed.open(product, {
    ...{ policy: 'national-2025', year: 2025, province: '51', rehearsal: 'chuyen' },
    communes: communesOf(stack),
    clockStart: instantOf(2025, '03-10T08:00'),
  });
  const [unit = ''] = year.judgedBy('tinh');
  await year.submit(unit, 'q1Plan');
  await year.jump('08-22T09:00');
  const administrator = year.token('administrator');
  const request = {
    ...{ policy: 'quang-ngai-2025', from: '2025-08-21', until: '2025-09-10' },
    ...{ number: '33/KH-UBND', date: '2025-08-21', reason: 'Kế hoạch của tỉnh' },
  };
  const plan = await year.ask<MigrationAnswer>(administrator, '/migrations?dryRun=true', request);
  await year.ask(administrator, '/migrations', { ...request, digest: plan.digest });
  await year.jump('08-24T09:00');
  await year.submit(unit, 'implementationPlan');
  await year.submit(unit, 'registration');
  return [{ story: 'migrated', workflowId: runOf(year, unit), open: true }];
}

/** The year of a directive under which districts owed plans. */
async function liveDirective(product: Reached): Promise<readonly Told[]> {
  const year = await Rehearsed.open(product, {
    ...{ policy: 'quang-ngai-2021', year: 2021, province: '951', rehearsal: 'huyen' },
    ...{ districts: [DISTRICT], clockStart: instantOf(2021, '05-03T08:00') },
  });
  const [unit = ''] = year.judgedBy('tinh');
  await year.submit(unit, 'directivePlan');
  await year.submit(unit, 'registration');
  await year.submitOwn('deciding-body', DISTRICT, 'districtPlan');
  return [
    { story: 'directive', workflowId: runOf(year, unit), open: true },
    { story: 'districtOffice', workflowId: runOf(year, year.officeOf('deciding-body', DISTRICT)) },
  ];
}
