import type { MigrationAnswer } from '#libs/contracts';
import { type Accounts, type Opening, Rehearsed } from '../rehearsed.js';
import { bodies, commandsPath, GAP_CHOICES, instantOf, ownRecordsSheet } from '../unit-year-driver.js';
import type { Installation } from './installation.js';

/** What is kept beside the folder about the two rehearsals in it. */
export interface CutYears {
  /** Commands that were acknowledged before the cut. */
  readonly acknowledged: readonly string[];
  /** One of them: recorded, and not yet carried when everything was stopped. */
  readonly received: string;
  /** Accounts of each of the cycles; the database holds only digests of their tokens. */
  readonly accounts: Readonly<Record<string, Accounts>>;
}

const PROVINCE = '51';
const COMMUNE = '21400';
/** A year of quang-ngai-2025, cut after its decisions. */
const DECIDED: Opening = {
  policy: 'quang-ngai-2025',
  year: 2026,
  province: PROVINCE,
  rehearsal: 'cat',
  communes: [COMMUNE],
  clockStart: instantOf(2026, '01-05T09:00'),
};
/** A year that began under national-2025 and came under quang-ngai-2025, cut in the days of its dossiers. */
const MIGRATED: Opening = {
  policy: 'national-2025',
  year: 2025,
  province: PROVINCE,
  rehearsal: 'chuyen',
  communes: ['21520'],
  clockStart: instantOf(2025, '03-03T09:00'),
};
export const CUT_CYCLES = ['51-2026-cat', '51-2025-chuyen'] as const;

const AT_RECOGNITION = { stage: 'recognition' } as const;
const GROUND = 'giay-to-gia';
const DOCUMENT = { number: '17/QĐ-UBND', signer: 'Chủ tịch UBND' } as const;
const PDF = new TextEncoder().encode('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n');

/** What becomes of each unit of the decided year. */
function lives(year: Rehearsed) {
  const [star = '', late = '', returned = '', never = '', delegated = '', absent = ''] = year.judgedBy('xa');
  const [appealed = '', revoked = '', restarted = '', paused = ''] = year.judgedBy('tinh');
  const onTime = [star, returned, delegated, appealed, revoked, restarted];
  return {
    ...{ star, late, returned, never, delegated, absent, appealed, revoked, restarted, paused },
    /** Everybody whose year comes to a decision on its dossier. */
    judged: [...onTime, late],
    onTime,
  };
}

/** Lives both years up to the cut, and leaves one command without its outcome. */
export async function liveToTheCut(installation: Installation): Promise<CutYears> {
  const decided = await Rehearsed.open(installation, DECIDED);
  const migrated = await Rehearsed.open(installation, MIGRATED);
  await Promise.all([liveDecided(decided), liveMigrated(migrated)]);
  const received = await leaveOne(installation, decided);
  const years = [decided, migrated];
  return {
    received,
    acknowledged: [...years.flatMap(({ acknowledged }) => acknowledged), received],
    accounts: Object.fromEntries(years.map(({ cycleId, accounts }) => [cycleId, accounts])),
  };
}

async function liveDecided(year: Rehearsed): Promise<void> {
  const { star, late, returned, never, paused, onTime } = lives(year);
  const administrator = year.token('administrator');
  await year.at('03-10T09:00');
  for (const unitId of [...onTime, never, paused]) await year.submit(unitId, 'q1Plan');
  await year.submitOwn('deciding-body', COMMUNE, 'communePlan');
  await year.at('03-12T09:00');
  const registrations = {
    ...{ movement: true, standard: true, exemplar: true },
    pledges: { total: 3, pledged: 2 },
  };
  await year.submit(star, 'registration', { registrations });
  for (const unitId of onTime.filter((id) => id !== star)) await year.submit(unitId, 'registration');
  for (const unitId of [never, paused]) await year.submit(unitId, 'registration');
  for (const unitId of year.outside) {
    const movement = { movement: true, standard: false, exemplar: false };
    await year.submit(unitId, 'registration', { registrations: movement });
  }
  await year.at('04-02T09:00');
  await year.submit(late, 'q1Plan');
  await year.submit(late, 'registration');
  await year.submitOwn('deciding-body', COMMUNE, 'communeRegister');
  await year.act('unit-head', star, { kind: 'recordPledges', total: 3, pledged: 3 });
  await year.at('06-20T09:00');
  await year.submitOwn('deciding-body', COMMUNE, 'communeInterimReview');
  await year.ask(administrator, '/choices', {
    ...{ gap: 'PARTY_ONLY', option: GAP_CHOICES.PARTY_ONLY },
    reason: 'Theo hướng dẫn của tỉnh',
  });
  await year.ask(
    administrator,
    '/deadlines',
    {
      ...{ stage: 'festival', day: '2026-09-05', number: '88/CV', date: '2026-06-18' },
      reason: 'Dời ngày vì bão',
    },
    { ifMatch: '*' },
  );
  const head = year.token('unit-head', { unitId: star });
  await year.ask(head, `/units/${star}/registers/models`, {
    effectiveOn: '2026-04-10',
    data: { name: 'Cổng trường an toàn', type: 'school', status: 'new' },
  });
  await year.evidence(star, '7', PDF);
  await year.at('08-20T09:00');
  for (const unitId of [...onTime, paused]) await year.submit(unitId, 'festival');
  await year.at('09-03T09:00');
  await year.submit(late, 'festival');
  await year.at('10-15T09:00');
  await year.act('administrator', paused, { kind: 'pause', reason: 'Đang kiểm tra' });
  await year.at('10-20T09:00');
  for (const unitId of onTime) await year.submit(unitId, 'selfScoring');
  const lateHead = year.token('unit-head', { unitId: late });
  await year.ask(
    lateHead,
    `/units/${late}/drafts/selfScoring`,
    { body: { sheet: bodies.submit('selfScoring').sheet } },
    { method: 'PUT', ifMatch: '"0"' },
  );
  await year.at('10-22T09:00');
  await year.act('appraiser', returned, bodies.giveBack('selfScoring', { answerBy: '2026-10-26' }));
  await year.at('10-24T09:00');
  await year.submit(returned, 'selfScoring');
  await year.at('10-26T09:00');
  for (const unitId of onTime) await year.submit(unitId, 'unitReport');
  await year.act('unit-head', returned, { kind: 'withdraw', stage: 'unitReport', reason: 'Ghi nhầm số' });
  await year.at('10-28T09:00');
  await year.submit(returned, 'unitReport');
  await year.submit(late, 'selfScoring');
  await year.at('11-04T09:00');
  await year.submit(late, 'unitReport');
  await year.submitOwn('deciding-body', COMMUNE, 'communeReport');
  await concludeDecided(year);
}

async function concludeDecided(year: Rehearsed): Promise<void> {
  const { star, late, never, delegated, appealed, revoked, restarted, judged, onTime } = lives(year);
  const administrator = year.token('administrator');
  await year.at('11-16T09:00');
  await year.act('administrator', late, {
    ...{ kind: 'extend', stage: 'dossier', until: '2026-11-21', reason: 'Đơn vị ở đảo' },
  });
  await year.act('administrator', delegated, {
    ...{ kind: 'delegate', to: 'tinh', reason: 'Ủy quyền', number: '8/QĐ', date: '2026-11-15' },
  });
  for (const unitId of onTime) await year.submit(unitId, 'dossier');
  await year.at('11-18T09:00');
  const province = year.token('appraiser', { communeCode: PROVINCE });
  for (const unitId of onTime) {
    if (unitId === delegated) await year.ask(province, `/units/${unitId}/commands`, bodies.appraise());
    else await year.act('appraiser', unitId, bodies.appraise());
  }
  await year.at('11-20T09:00');
  await year.submit(late, 'dossier');
  await year.at('11-21T09:00');
  await year.act('appraiser', late, bodies.appraise());
  await year.act('appraiser', never, {
    ...bodies.appraise({ sheet: ownRecordsSheet(), proposeRecognition: false }),
    ownRecordsNote: 'Sổ theo dõi của Công an; đơn vị không nộp hồ sơ',
  });
  await year.at('11-24T09:00');
  // One document for those of one committee, one each for the others.
  const listed = judged.filter((id) => id !== delegated && year.judgedBy('tinh').includes(id));
  const committee = year.token('deciding-body', { communeCode: PROVINCE });
  await year.ask(committee, '/decisions', {
    ...{ ...DOCUMENT, number: '99/QĐ-UBND', date: '2026-11-24' },
    units: [...listed, delegated].map((unit, index) => ({
      ...{ unit, recognised: true, certificate: `${index + 1}/GCN` },
    })),
  });
  for (const unitId of judged.filter((id) => id !== delegated && !listed.includes(id))) {
    await year.act('deciding-body', unitId, bodies.decide());
  }
  await year.act('deciding-body', never, bodies.decide({ recognised: false, number: '46/QĐ-UBND' }));
  await year.at('11-27T09:00');
  await year.act('unit-head', appealed, { kind: 'appeal', ...AT_RECOGNITION, reason: 'Chấm chưa đúng' });
  await year.act('unit-head', never, { kind: 'appeal', ...AT_RECOGNITION, reason: 'Có nộp bản giấy' });
  await year.act('appraiser', revoked, {
    ...{ kind: 'proposeRevocation', ...AT_RECOGNITION, ground: GROUND, reason: 'Hồ sơ không thật' },
  });
  await year.at('12-02T09:00');
  const decision = { ...DOCUMENT, ...AT_RECOGNITION, date: '2026-12-02' };
  await year.act('deciding-body', revoked, { kind: 'revoke', ground: GROUND, ...decision });
  await year.act('deciding-body', appealed, {
    ...{ kind: 'answerAppeal', ...decision, number: '18/QĐ-UBND' },
    ...{ outcome: 'upheld', reason: 'Đã xem lại bảng chấm' },
  });
  await year.act('supervisor', never, {
    ...{ kind: 'overrideExclusion', ...AT_RECOGNITION, number: '3/KL', date: '2026-12-01' },
    reason: 'Có thành tích đột xuất',
  });
  await year.act('appraiser', star, { kind: 'proposeExemplar', reason: 'Mô hình hay' });
  await year.act('unit-head', star, {
    ...{ kind: 'proposeAwards', ...AT_RECOGNITION },
    proposals: [{ form: 'Giấy khen', collectives: ['Tổ bảo vệ'], persons: 2 }],
  });
  await year.act('unit-head', star, {
    kind: 'recordHeads',
    heads: [{ name: 'Thủ trưởng', from: '2026-01-01' }],
  });
  await year.act('administrator', restarted, {
    ...bodies.restart('selfScoring', { until: '2026-12-20' }),
  });
  await year.ask(administrator, '/confirmations', {
    ...{ figure: 'classes.kha', number: '5/HD', date: '2026-12-01' },
  });
  await year.at('12-05T09:00');
  await year.submit(restarted, 'selfScoring');
  await year.at('12-08T09:00');
}

async function liveMigrated(year: Rehearsed): Promise<void> {
  const [first = '', second = '', third = ''] = [...year.judgedBy('xa'), ...year.judgedBy('tinh')];
  await year.at('03-10T09:00');
  for (const unitId of [first, second, third]) await year.submit(unitId, 'q1Plan');
  await year.submit(first, 'registration');
  await year.at('08-18T09:00');
  await year.submit(first, 'festival');
  await year.at('08-25T09:00');
  const administrator = year.token('administrator');
  const request = {
    ...{ policy: 'quang-ngai-2025', from: '2025-08-21', until: '2025-09-10' },
    ...{ number: '33/KH-UBND', date: '2025-08-21', reason: 'Kế hoạch của tỉnh' },
  };
  const plan = await year.ask<MigrationAnswer>(administrator, '/migrations?dryRun=true', request);
  await year.ask(administrator, '/migrations', { ...request, digest: plan.digest });
  await year.at('09-05T09:00');
  await year.submit(first, 'implementationPlan');
  await year.submit(second, 'registration');
  await year.at('10-20T09:00');
  for (const unitId of [first, second]) await year.submit(unitId, 'selfScoring');
  await year.at('10-28T09:00');
  for (const unitId of [first, second]) await year.submit(unitId, 'unitReport');
  await year.at('11-17T09:00');
  await year.submit(first, 'dossier');
}

/** A command that the API acknowledges while the worker that would carry it is frozen. */
async function leaveOne(installation: Installation, year: Rehearsed): Promise<string> {
  const { late } = lives(year);
  installation.freeze('worker-cycle');
  const answer = await installation.call(
    'POST',
    commandsPath(year.cycleId, late),
    year.token('supervisor', { unitId: late }),
    bodies.review(),
  );
  if (answer.status >= 300 || answer.body.id === undefined) {
    throw new Error(`not left behind: ${answer.status} ${JSON.stringify(answer.body)}`);
  }
  return answer.body.id;
}

/** An appraisal under a pack of 0.2.0, which knows one case that stops a line and none that counts nothing. */
const appraisedThen = () => bodies.appraise({ gapChoices: { PARTY_ONLY: GAP_CHOICES.PARTY_ONLY } });

/** Finishes both years: what is left of each unit's acts, then the calendar to its close. */
export async function liveToTheEnd(
  installation: Installation,
  { accounts }: CutYears,
): Promise<readonly string[]> {
  const take = (cycleId: string, opening: Opening) =>
    Rehearsed.found(installation, cycleId, opening, accounts[cycleId] ?? {});
  const decided = await take(CUT_CYCLES[0], DECIDED);
  const migrated = await take(CUT_CYCLES[1], MIGRATED);
  await Promise.all([finishDecided(decided), finishMigrated(migrated)]);
  return [...decided.acknowledged, ...migrated.acknowledged];
}

async function finishDecided(year: Rehearsed): Promise<void> {
  const { star, never, delegated, appealed, revoked, restarted, paused, absent, judged, late } = lives(year);
  await year.at('12-10T09:00');
  await year.act('administrator', paused, { kind: 'resume', reason: 'Đã kiểm tra xong' });
  await year.submit(restarted, 'unitReport');
  await year.at('12-11T09:00');
  await year.submit(restarted, 'dossier');
  await year.submitOwn('deciding-body', COMMUNE, 'supplementReport');
  await year.at('12-14T09:00');
  await year.act('deciding-body', star, {
    ...{ kind: 'decideExemplar', accepted: true, ...DOCUMENT, date: '2026-12-14' },
  });
  for (const unitId of judged.filter((id) => ![delegated, restarted, late].includes(id))) {
    await year.act('supervisor', unitId, bodies.review());
  }
  await year.act('appraiser', restarted, appraisedThen());
  await year.act('administrator', absent, { kind: 'close', reason: 'Đơn vị giải thể' });
  await year.at('12-16T09:00');
  await year.act('deciding-body', restarted, bodies.decide({ number: '50/QĐ-UBND', date: '2026-12-16' }));
  await year.act('deciding-body', never, {
    ...{ kind: 'answerAppeal', ...AT_RECOGNITION, ...DOCUMENT, date: '2026-12-16', outcome: 'changed' },
    ...{ recognised: true, certificate: '9/GCN', reason: 'Đã tìm thấy hồ sơ giấy' },
  });
  await year.act('unit-head', appealed, {
    ...{ kind: 'appeal', ...AT_RECOGNITION, reason: 'Vẫn chưa thỏa đáng' },
  });
  await year.act('unit-head', revoked, { kind: 'appeal', ...AT_RECOGNITION, reason: 'Hồ sơ là thật' });
  await year.at('12-18T09:00');
  await year.act('supervisor', restarted, bodies.review());
  await year.submitOwn('supervisor', PROVINCE, 'yearReview');
  await year.at('02-01T00:00', 2027);
}

async function finishMigrated(year: Rehearsed): Promise<void> {
  const both = [...year.judgedBy('xa'), ...year.judgedBy('tinh')].slice(0, 2);
  await year.at('11-18T09:00');
  await year.submit(both[1] as string, 'dossier');
  for (const unitId of both) await year.act('appraiser', unitId, appraisedThen());
  await year.at('11-24T09:00');
  for (const unitId of both) await year.act('deciding-body', unitId, bodies.decide({ date: '2025-11-24' }));
  await year.at('12-05T09:00');
  for (const unitId of both) await year.act('supervisor', unitId, bodies.review());
  await year.at('02-01T00:00', 2026);
}
