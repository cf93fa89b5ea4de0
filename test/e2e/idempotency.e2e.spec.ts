import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { tokenDigest } from '#libs/application';
import type {
  AccountAnswer,
  BatchAnswer,
  BatchPlanAnswer,
  EvidenceAnswer,
  MigrationAnswer,
  OpenCycleAnswer,
  RecordClassificationAnswer,
  RegisterEntryAnswer,
  RehearsalAnswer,
  RehearsedYearAnswer,
} from '#libs/contracts';
import type { DeputiesAnswer, ExtensionAnswer, PresentedAnswer, Routes } from '#libs/contracts/http';
import { entryFile } from '../support/entry-file.js';
import { listFile } from '../support/lists.js';
import { type SampleUnit, type Stack, startStack } from '../support/stack.js';
import { applied, bodies, instantOf, stepsOf } from '../support/unit-year-driver.js';

jest.setTimeout(120_000);

/** A session goes in a cookie, a token in the header. */
const SESSION = '__Host-antq=';

/** Those that take a key. */
type PostRoute = {
  [K in Extract<keyof Routes, `POST ${string}`>]: Routes[K] extends { readonly takesKey: true } ? K : never;
}[Extract<keyof Routes, `POST ${string}`>];
type Content = Record<string, unknown> | Uint8Array | FormData;

/** A request that is carried out, and another one to the same address. */
interface Case {
  readonly path: () => string;
  readonly one: () => Content | Promise<Content>;
  readonly other: () => Content | Promise<Content>;
  readonly token?: () => string;
  /** Rows of the audit that the act writes by itself; 1 unless said. */
  readonly audited?: number | (() => Promise<number>);
  /** What is told of a request that came before; everything unless said. */
  readonly told?: (body: object) => unknown;
  readonly status?: number;
}

let stack: Stack;
let unit: SampleUnit;
let second: SampleUnit;
let cycleId: string;
let administrator: string;
let entryId: string;
let accountId: string;
let grantId: string;
let evidenceId: string;
let decisionId: string;

const fixture = (name: string) => listFile(name).bytes;
const csv = (...lines: string[]) => new TextEncoder().encode(`${lines.join('\n')}\n`);
const PEOPLE = 'Họ và tên,Thư điện tử,Vai trò,Nơi làm việc,Từ ngày,Văn bản giao';
const OFFICES = 'Tên cơ quan,Loại cơ quan,Địa bàn,Theo dõi loại hình';
const ofCycle = (rest: string) => `/cycles/${cycleId}${rest}`;
let decidedCycleId: string;
let secondAdministrator: string;
let waitingBatch: BatchAnswer;
let mistakenBatch: BatchAnswer;
const ofUnit = (rest: string) => `/cycles/${cycleId}/units/${unit.id}${rest}`;
/** Units of their own for drafts, the same draft in each; that of the last two is presented before. */
let drafting: readonly string[];
let presentedDigest: string;
let deputyGrantId: string;
const deputy = (from: string) => ({
  ...{
    person: { name: 'Phó thủ trưởng', email: `ky-thay-${from}@example.test` },
    from,
    to: '2099-12-31',
    ...{ capacity: 'deputyHead', paper: 'QĐ 8' },
  },
});
/** Workbooks with the plan of one of those units, under two numbers. */
let papers: readonly Uint8Array[];
/** Requests of these units for more time for the dossier. */
const askedIds: string[] = [];
const ofRequest = (which: number, rest: string) =>
  `/cycles/${cycleId}/units/${drafting[which] ?? ''}/extension-requests${rest}`;
const ofDraft = (which: number, rest: string) =>
  `/cycles/${cycleId}/units/${drafting[which] ?? ''}/drafts/selfScoring/presentation${rest}`;
const clerkOf = (which: number) => stack.token('unit-officer', { unitId: drafting[which] ?? '' });
const headOf = (which: number) => stack.token('unit-head', { unitId: drafting[which] ?? '' });
const head = () => stack.token('unit-head', { unitId: unit.id });
/** Cookies of heads of the first two of those units who have just signed in, for what no token may. */
const signedIn: string[] = [];

async function signInHead(unitId: string): Promise<string> {
  const [id, grant, secret] = [randomUUID(), randomUUID(), randomUUID()];
  await stack.query(
    `INSERT INTO account (id, province_code, name, email, created_at, created_by)
     VALUES ($1, '51', 'Thủ trưởng', $2, now(), 'spec')`,
    [id, `thu-truong-${unitId.toLowerCase()}@example.test`],
  );
  await stack.query(
    `INSERT INTO account_grant (id, account_id, role, scope_level, scope_code, from_day, paper, granted_by, granted_at)
     VALUES ($1, $2, 'unit-head', 'unit', $3, '2026-01-01', 'QĐ 1', 'spec', now())`,
    [grant, id, unitId],
  );
  await stack.query(
    `INSERT INTO account_session
       (id, digest, account_id, grant_id, way, has_code, user_agent, started_at, seen_at, ends_at, idle_ms)
     VALUES ($1, $2, $3, $4, 'password', false, 'spec', now(), now(), now() + interval '1 hour', 1800000)`,
    [randomUUID(), tokenDigest(secret), id, grant],
  );
  return `${SESSION}${secret}`;
}
const body = (content: Record<string, unknown>) => () => content;

const entry = (name: string) => ({
  effectiveOn: '2026-03-05',
  data: { name, type: 'self-defence', status: 'kept' },
});
const incidents = (count: number) =>
  csv('Mã đơn vị,Ngày,Loại vụ việc,Số vụ', `${unit.id},05/03/2026,strike,${count}`);

/** A form with a file whose bytes are the text. */
function form(title: string, text: string): FormData {
  const made = new FormData();
  made.set('criterion', '7');
  made.set('title', title);
  made.set('effectiveOn', '2026-03-05');
  made.set('declared', 'true');
  made.set('file', new Blob([`%PDF-1.4\n${text}\n%%EOF\n`], { type: 'application/pdf' }), 'ban-chup.pdf');
  return made;
}

const count = async (sql: string, values: readonly unknown[] = []): Promise<number> =>
  (await stack.query<{ rows: number }>(`SELECT count(*)::int AS rows FROM ${sql}`, values))[0]?.rows ?? 0;
/** A table of days off is noted in the chain of the province and in that of each running cycle. */
const perRunningCycle = async () => 1 + (await count(`cycle WHERE state <> 'closed'`));

/** In the order in which they are sent; a new route that takes a key does not compile without a line here. */
const CASES: Readonly<Record<PostRoute, Case>> = {
  'POST /accounts': {
    path: () => '/accounts',
    one: body({ name: 'Cán bộ thử khóa', email: 'thu-khoa@example.test' }),
    other: body({ name: 'Cán bộ thử khóa', email: 'thu-khoa-2@example.test' }),
    status: 201,
  },
  'POST /accounts/imports': {
    path: () => '/accounts/imports?filename=ds.csv',
    one: () => csv(PEOPLE, 'Kiểm tra viên,kiem-tra@example.test,Kiểm tra viên,,05/01/2026,QĐ 16'),
    other: () => csv(PEOPLE, 'Vận hành,van-hanh@example.test,Vận hành,,05/01/2026,QĐ 16'),
  },
  'POST /offices/imports': {
    path: () => '/offices/imports?filename=ds.csv',
    one: () => csv(OFFICES, 'Sở Y tế (thử),Sở ngành,,Cơ quan'),
    other: () => csv(OFFICES, 'Sở Xây dựng (thử),Sở ngành,,Doanh nghiệp'),
  },
  'POST /accounts/invitations': {
    path: () => '/accounts/invitations',
    one: body({ wave: 1, size: 5 }),
    other: body({ wave: 2, size: 5 }),
  },
  'POST /accounts/{accountId}/grants': {
    path: () => `/accounts/${accountId}/grants`,
    one: () => granted('QĐ 12'),
    other: () => granted('QĐ 13'),
    status: 201,
  },
  'POST /accounts/{accountId}/grants/{grantId}/end': {
    path: () => `/accounts/${accountId}/grants/${grantId}/end`,
    one: body({ paper: 'QĐ 14' }),
    other: body({ paper: 'QĐ 15' }),
  },
  'POST /accounts/{accountId}/invitations': {
    path: () => `/accounts/${accountId}/invitations`,
    one: body({ returnTo: '/viec' }),
    other: body({ returnTo: '/ban' }),
  },
  'POST /accounts/{accountId}/authenticator/reset': {
    path: () => `/accounts/${accountId}/authenticator/reset`,
    one: body({ reason: 'Mất điện thoại' }),
    other: body({ reason: 'Mất máy tính' }),
  },
  'POST /accounts/{accountId}/address': {
    path: () => `/accounts/${accountId}/address`,
    one: body({ email: 'dia-chi-moi@example.test', reason: 'Đổi hộp thư' }),
    other: body({ email: 'dia-chi-khac@example.test', reason: 'Đổi hộp thư' }),
  },
  'POST /accounts/{accountId}/disable': {
    path: () => `/accounts/${accountId}/disable`,
    one: body({ reason: 'Nghỉ hưu' }),
    other: body({ reason: 'Chuyển công tác' }),
  },
  'POST /units/imports': {
    path: () => '/units/imports?filename=ds.xlsx',
    one: () => fixture('one-firm.xlsx'),
    other: () => fixture('another-firm.xlsx'),
  },
  'POST /holidays': {
    path: () => '/holidays',
    one: body({ act: 'set', day: '2027-11-20', name: 'Nghỉ thử', reason: 'Thử' }),
    other: body({ act: 'set', day: '2027-11-21', name: 'Nghỉ thử', reason: 'Thử' }),
    audited: perRunningCycle,
  },
  'POST /holidays/imports': {
    path: () => '/holidays/imports?filename=ngay.csv&reason=x',
    one: () => csv('Ngày,Tên', '25/11/2027,Nghỉ thử'),
    other: () => csv('Ngày,Tên', '26/11/2027,Nghỉ thử'),
    audited: perRunningCycle,
  },
  'POST /holidays/seeds': {
    path: () => '/holidays/seeds',
    one: body({ year: 2029, reason: 'Thử' }),
    other: body({ year: 2030, reason: 'Thử' }),
    audited: perRunningCycle,
  },
  'POST /cycles/{cycleId}/rehearsal/accounts': {
    path: () => ofCycle('/rehearsal/accounts'),
    one: () => ({ accounts: [{ role: 'unit-head', scope: { level: 'unit', unitId: unit.id } }] }),
    other: () => ({ accounts: [{ role: 'unit-officer', scope: { level: 'unit', unitId: unit.id } }] }),
  },
  'POST /cycles/{cycleId}/confirmations': {
    path: () => ofCycle('/confirmations'),
    one: body({ figure: 'classes', number: '12/HD', date: '2026-02-01' }),
    other: body({ figure: 'classes', number: '13/HD', date: '2026-02-01' }),
  },
  'POST /cycles/{cycleId}/deadlines': {
    path: () => ofCycle('/deadlines'),
    one: body({ stage: 'unitReport', day: '2026-11-10', number: '12/CV', date: '2026-10-19', reason: 'Bão' }),
    other: body({
      stage: 'unitReport',
      day: '2026-11-12',
      number: '12/CV',
      date: '2026-10-19',
      reason: 'Bão',
    }),
  },
  'POST /cycles/{cycleId}/guidance': {
    path: () => ofCycle('/guidance'),
    // The days of the shared cycle stay what they are.
    one: body({ number: '15/CV', date: '2026-10-19', signer: 'Giám đốc', except: ['stageSets'] }),
    other: body({ number: '16/CV', date: '2026-10-19', signer: 'Giám đốc', except: ['stageSets'] }),
  },
  'POST /cycles/{cycleId}/choices': {
    path: () => ofCycle('/choices'),
    one: body({ gap: 'NO_GUARDS', option: 'zero', reason: 'Theo hướng dẫn' }),
    other: body({ gap: 'NO_GUARDS', option: 'zero', reason: 'Theo hướng dẫn khác' }),
  },
  'POST /cycles/{cycleId}/registers/reopenings': {
    path: () => ofCycle('/registers/reopenings'),
    one: body({ until: '2026-11-20', reason: 'Sót sổ' }),
    other: body({ until: '2026-11-21', reason: 'Sót sổ' }),
  },
  'POST /cycles/{cycleId}/paper-entries': {
    path: () => ofCycle('/paper-entries?filename=nhap.xlsx'),
    one: () => papers[0] ?? new Uint8Array(),
    other: () => papers[1] ?? new Uint8Array(),
  },
  'POST /cycles/{cycleId}/registers/{register}/imports': {
    path: () => ofCycle('/registers/incidents/imports?filename=so.csv'),
    token: () => stack.token('appraiser', { unitId: unit.id }),
    one: () => incidents(1),
    other: () => incidents(2),
    // It says what this request has entered, which was nothing where it came before.
    told: (body) => ({ ...body, inserted: undefined, repeated: undefined }),
  },
  'POST /cycles/{cycleId}/units/{unitId}/registers/{register}': {
    path: () => ofUnit('/registers/models'),
    token: head,
    one: () => entry('Cổng trường an toàn'),
    other: () => entry('Khu dân cư an toàn'),
  },
  'POST /cycles/{cycleId}/freezes': {
    path: () => `/cycles/${cycleId}/freezes`,
    token: () => stack.token('appraiser', { unitId: unit.id }),
    one: body({ name: 'Báo cáo 6 tháng' }),
    other: body({ name: 'Báo cáo năm' }),
  },
  'POST /cycles/{cycleId}/units/{unitId}/registers/{register}/{entryId}/corrections': {
    path: () => ofUnit(`/registers/models/${entryId}/corrections`),
    token: head,
    one: () => ({ ...entry('Cổng cơ quan an toàn'), reason: 'Ghi nhầm' }),
    other: () => ({ ...entry('Cổng khác'), reason: 'Ghi nhầm' }),
  },
  'POST /cycles/{cycleId}/units/{unitId}/registers/{register}/{entryId}/withdrawals': {
    path: () => ofUnit(`/registers/models/${entryId}/withdrawals`),
    token: head,
    one: body({ reason: 'Ghi nhầm' }),
    other: body({ reason: 'Ghi trùng' }),
  },
  'POST /units/{unitId}/deputies': {
    path: () => `/units/${drafting[0] ?? ''}/deputies`,
    token: () => signedIn[0] ?? '',
    one: body(deputy('2099-01-01')),
    other: body(deputy('2099-01-02')),
    // The account that is made, its invitation and the grant.
    audited: 2,
  },
  'POST /units/{unitId}/deputies/{grantId}/end': {
    path: () => `/units/${drafting[1] ?? ''}/deputies/${deputyGrantId}/end`,
    token: () => signedIn[1] ?? '',
    one: body({ paper: 'QĐ 9' }),
    other: body({ paper: 'QĐ 10' }),
  },
  'POST /cycles/{cycleId}/units/{unitId}/extension-requests': {
    path: () => ofRequest(0, ''),
    token: () => clerkOf(0),
    one: body({ stage: 'selfScoring', until: '2026-11-10', reason: 'Bão lũ' }),
    other: body({ stage: 'selfScoring', until: '2026-11-11', reason: 'Bão lũ' }),
  },
  'POST /cycles/{cycleId}/units/{unitId}/extension-requests/{requestId}/withdrawal': {
    path: () => ofRequest(0, `/${askedIds[0] ?? ''}/withdrawal`),
    token: () => clerkOf(0),
    one: body({ reason: 'Kịp rồi' }),
    other: body({ reason: 'Nhầm' }),
  },
  'POST /cycles/{cycleId}/units/{unitId}/extension-requests/{requestId}/grant': {
    path: () => ofRequest(1, `/${askedIds[1] ?? ''}/grant`),
    token: () => stack.token('appraiser', { unitId: drafting[1] ?? '' }),
    one: body({ reason: 'Bão lũ', number: '1/CV', date: '2026-10-19' }),
    other: body({ reason: 'Bão lũ', number: '2/CV', date: '2026-10-19' }),
    // The extension is in the chain as what it is.
    audited: 0,
  },
  'POST /cycles/{cycleId}/units/{unitId}/extension-requests/{requestId}/refusal': {
    path: () => ofRequest(2, `/${askedIds[2] ?? ''}/refusal`),
    token: () => stack.token('appraiser', { unitId: drafting[2] ?? '' }),
    one: body({ reason: 'Không có lý do chính đáng' }),
    other: body({ reason: 'Đã đủ thời gian' }),
  },
  'POST /cycles/{cycleId}/units/{unitId}/drafts/{stage}/presentation': {
    path: () => ofDraft(0, ''),
    token: () => clerkOf(0),
    one: body({ note: 'Trình duyệt' }),
    other: body({ note: 'Trình lại' }),
  },
  'POST /cycles/{cycleId}/units/{unitId}/drafts/{stage}/presentation/withdrawal': {
    path: () => ofDraft(0, '/withdrawal'),
    token: () => clerkOf(0),
    one: body({ reason: 'Sửa số liệu' }),
    other: body({ reason: 'Sửa chữ' }),
  },
  'POST /cycles/{cycleId}/units/{unitId}/drafts/{stage}/presentation/approval': {
    path: () => ofDraft(1, '/approval'),
    token: () => headOf(1),
    one: () => ({ digest: presentedDigest }),
    other: () => ({ digest: 'khác' }),
  },
  'POST /cycles/{cycleId}/units/{unitId}/drafts/{stage}/presentation/return': {
    path: () => ofDraft(2, '/return'),
    token: () => headOf(2),
    one: () => ({ digest: presentedDigest, reason: 'Thiếu số' }),
    other: () => ({ digest: presentedDigest, reason: 'Thiếu ngày' }),
  },
  'POST /cycles/{cycleId}/units/{unitId}/evidence': {
    path: () => ofUnit('/evidence'),
    token: head,
    one: () => form('Kế hoạch', 'một'),
    other: () => form('Kế hoạch', 'hai'),
  },
  'POST /cycles/{cycleId}/units/{unitId}/evidence/{evidenceId}/withdrawal': {
    path: () => ofUnit(`/evidence/${evidenceId}/withdrawal`),
    token: head,
    one: body({ reason: 'Nhầm tệp' }),
    other: body({ reason: 'Tệp cũ' }),
  },
  'POST /cycles/{cycleId}/units/{unitId}/commands': {
    path: () => ofUnit('/commands'),
    token: head,
    one: () => bodies.submit('selfScoring'),
    other: () => bodies.submit('unitReport'),
  },
  'POST /cycles/{cycleId}/decisions/lists': {
    path: () => ofCycle('/decisions/lists?filename=ds.csv'),
    token: () => stack.token('deciding-body'),
    one: () => csv('Mã đơn vị,Công nhận', `${unit.id},có`),
    other: () => csv('Mã đơn vị,Công nhận', `${unit.id},không`),
    audited: 0,
  },
  'POST /cycles/{cycleId}/decisions': {
    path: () => `/cycles/${decidedCycleId}/decisions`,
    token: () => stack.token('deciding-body', { unitId: second.id }),
    one: () => ({
      number: '45/QĐ-UBND',
      date: '2026-11-24',
      signer: 'Chủ tịch UBND',
      units: [{ unit: second.id, recognised: true }],
    }),
    other: () => ({
      number: '46/QĐ-UBND',
      date: '2026-11-24',
      signer: 'Chủ tịch UBND',
      units: [{ unit: second.id, recognised: true }],
    }),
    told: (body) => ({ ...body, isNew: undefined, decision: undefined }),
  },
  'POST /cycles/{cycleId}/decisions/{decisionId}/corrections': {
    path: () => `/cycles/${decidedCycleId}/decisions/${decisionId}/corrections`,
    token: () => stack.token('deciding-body', { unitId: second.id }),
    one: async () => {
      const [decided] = await stack.query<{ id: string }>(
        'SELECT id FROM decision_document WHERE cycle_id = $1',
        [decidedCycleId],
      );
      decisionId = decided?.id ?? '';
      return { signer: 'Phó Chủ tịch UBND', reason: 'ghi nhầm người ký' };
    },
    other: () => ({ date: '2026-11-23', reason: 'ghi nhầm ngày' }),
  },
  'POST /cycles/{cycleId}/classifications': {
    path: () => `/cycles/${decidedCycleId}/classifications`,
    token: () => stack.token('supervisor', { unitId: second.id }),
    one: () => classes('18/QĐ-BCĐ'),
    other: () => classes('19/QĐ-BCĐ'),
    told: (body) => (body as RecordClassificationAnswer).decision?.id,
  },
  'POST /cycles': {
    path: () => '/cycles',
    one: body({ policy: 'quang-ngai-2025', year: 2027, rehearsal: 'khoa', communes: 1 }),
    other: body({ policy: 'quang-ngai-2025', year: 2028, rehearsal: 'khoa', communes: 1 }),
    // Its units are opened meanwhile.
    told: (opened) => ({ ...opened, cycle: (opened as OpenCycleAnswer).cycle.id }),
    status: 201,
  },
  'POST /cycles/{cycleId}/clock': {
    path: () => ofCycle('/clock'),
    one: body({ to: instantOf(2026, '10-21T09:00') }),
    other: body({ to: instantOf(2026, '10-22T09:00') }),
  },
  'POST /cycles/{cycleId}/rehearsal/advance': {
    path: () => ofCycle('/rehearsal/advance'),
    one: body({ to: instantOf(2026, '10-21T10:00') }),
    other: body({ to: instantOf(2026, '10-21T11:00') }),
    // The clock goes on meanwhile.
    told: (rehearsal) => (rehearsal as RehearsalAnswer).cycleId,
    audited: 0,
    status: 202,
  },
  'POST /cycles/{cycleId}/rehearsal/year': {
    path: () => `/cycles/${decidedCycleId}/rehearsal/year`,
    one: body({ seed: 7, dayMs: 3_600_000 }),
    other: body({ seed: 8, dayMs: 3_600_000 }),
    // It is lived meanwhile.
    told: (year) => (year as RehearsedYearAnswer).startedAt,
    status: 202,
  },
  'POST /cycles/{cycleId}/rehearsal/year/stop': {
    path: () => `/cycles/${decidedCycleId}/rehearsal/year/stop`,
    one: body({ reason: 'Thử' }),
    other: body({ reason: 'Thử lại' }),
    told: (year) => (year as RehearsedYearAnswer).state,
  },
  'POST /cycles/{cycleId}/migrations': {
    path: () => ofCycle('/migrations'),
    one: () => migration('Đổi quy định'),
    other: () => migration('Đổi quy định của tỉnh'),
    audited: async () =>
      1 + (await count(`command WHERE cycle_id = $1 AND update_name = 'migrateYear'`, [cycleId])),
  },
  'POST /cycles/{cycleId}/batches': {
    path: () => ofCycle('/batches'),
    one: () => batch([unit.id], 'Bão lũ'),
    other: () => batch([unit.id], 'Sáp nhập'),
    told: (order) => (order as BatchAnswer).id,
  },
  'POST /cycles/{cycleId}/batches/{batchId}/approval': {
    path: () => ofCycle(`/batches/${waitingBatch.id}/approval`),
    one: () => ({ digest: waitingBatch.digest }),
    other: body({ digest: 'd'.repeat(64) }),
    token: () => secondAdministrator,
    told: (order) => (order as BatchAnswer).id,
  },
  'POST /cycles/{cycleId}/batches/{batchId}/withdrawal': {
    path: () => ofCycle(`/batches/${mistakenBatch.id}/withdrawal`),
    one: body({ reason: 'Lập nhầm' }),
    other: body({ reason: 'Nhầm xã' }),
    told: (order) => (order as BatchAnswer).id,
  },
};

/** The unit is decided by the list before; whether that has been brought to it yet makes no difference here. */
const classes = (number: string) => ({
  ...{ number, date: '2026-11-24', signer: 'Trưởng Ban Chỉ đạo' },
  units: [{ unit: second.id }],
});

/** An order must bring what its dry run told. */
async function batch(units: readonly string[], reason: string): Promise<Record<string, unknown>> {
  const wanted = {
    act: { kind: 'extend', stage: 'dossier', until: '2026-12-20' },
    select: { units },
    reason,
  };
  const plan = await send<BatchPlanAnswer>(ofCycle('/batches?dryRun=true'), wanted, administrator);
  return { ...wanted, digest: plan.body.digest };
}
/** A role of the unit's officer by a paper. */
const granted = (paper: string) => ({
  role: 'unit-officer',
  scope: { level: 'unit', code: unit.id },
  from: '2026-01-01',
  paper,
});

/** The migration itself must bring what its dry run told. */
async function migration(reason: string): Promise<Record<string, unknown>> {
  const wanted = {
    policy: 'national-2025',
    from: '2026-10-21',
    number: '6/CT-BCA-V05',
    date: '2026-10-20',
    reason,
  };
  const plan = await stack.call<MigrationAnswer>(
    'POST',
    ofCycle('/migrations?dryRun=true'),
    administrator,
    wanted,
  );
  return { ...wanted, digest: plan.body.digest };
}

beforeAll(async () => {
  stack = await startStack();
  administrator = stack.token('administrator');
  const ofProvince = stack.inside.filter(({ judgedBy }) => judgedBy === 'tinh');
  [unit, second] = ofProvince as [SampleUnit, SampleUnit];

  // A year in which the class is given by a decision of its own.
  decidedCycleId = await stack.openRehearsal(
    2027,
    'quyet-dinh',
    instantOf(2027, '10-20T09:00'),
    'quang-ngai-2027',
  );
  const steps = stepsOf(stack, decidedCycleId, second.id);
  await applied(stack, await steps.submit('selfScoring'));
  await stack.setClock(decidedCycleId, instantOf(2027, '11-17T09:00'));
  await applied(stack, await steps.submit('dossier'));
  await applied(stack, await steps.appraise());
  await stack.setClock(decidedCycleId, instantOf(2027, '11-24T09:00'));

  cycleId = await stack.openRehearsal(2026, 'khoa', instantOf(2026, '10-20T09:00'));
  secondAdministrator = await stack.account('administrator', { level: 'tinh', provinceCode: '51' });
  const far = ofProvince.find(({ communeCode }) => communeCode !== second.communeCode) as SampleUnit;
  const ordered = await batch([second.id, far.id], 'Bão lũ');
  waitingBatch = (await send<BatchAnswer>(ofCycle('/batches'), ordered, administrator)).body;
  const mistaken = await batch([second.id, far.id], 'Nhầm xã');
  mistakenBatch = (await send<BatchAnswer>(ofCycle('/batches'), mistaken, administrator)).body;
  const entered = await send<RegisterEntryAnswer>(ofUnit('/registers/models'), entry('Cổng'), head());
  const added = await send<EvidenceAnswer>(ofUnit('/evidence'), form('Kế hoạch', 'không'), head());
  const person = { name: 'Cán bộ', email: 'can-bo@example.test' };
  const made = await send<AccountAnswer>('/accounts', person, administrator);
  accountId = made.body.id;
  const given = await send<AccountAnswer>(`/accounts/${accountId}/grants`, granted('QĐ 11'), administrator);
  grantId = given.body.grants[0]?.id ?? '';
  drafting = ofProvince.slice(2, 5).map(({ id }) => id);
  for (const which of [0, 1, 2]) {
    const draft = ofDraft(which, '').replace('/presentation', '');
    const kept = { body: bodies.submit('selfScoring') };
    const headers = { headers: { 'if-none-match': '*' } };
    await stack.call('PUT', draft, clerkOf(which), kept, headers);
    const wanted = { stage: 'dossier', until: '2026-12-01', reason: 'Bão lũ' };
    askedIds.push((await send<ExtensionAnswer>(ofRequest(which, ''), wanted, clerkOf(which))).body.id);
    if (which === 0) continue;
    const shown = await send<PresentedAnswer>(ofDraft(which, ''), {}, clerkOf(which));
    presentedDigest = shown.body.digest;
  }
  for (const id of drafting.slice(0, 2)) signedIn.push(await signInHead(id));
  const named = await send<DeputiesAnswer>(
    `/units/${drafting[1] ?? ''}/deputies`,
    deputy('2099-02-01'),
    signedIn[1] ?? '',
  );
  deputyGrantId = named.body.deputies[0]?.id ?? '';
  [entryId, evidenceId] = [entered.body.id, added.body.id];
  const plan = { unit: drafting[2] ?? '', arrivalNumber: '9', arrivedOn: '19/10/2026' };
  papers = await Promise.all(
    ['1/KH', '2/KH'].map((number) => entryFile({ q1Plan: [{ ...plan, number }] }, 'tinh')),
  );
});
afterAll(() => stack?.dispose());

interface Answered<T> {
  readonly status: number;
  readonly body: T;
}

async function send<T = { readonly code?: string }>(
  to: string,
  content: Content,
  token: string,
  key: string = randomUUID(),
): Promise<Answered<T>> {
  const isForm = content instanceof FormData;
  const isList = content instanceof Uint8Array;
  const type = isList ? 'application/octet-stream' : 'application/json';
  const response = await fetch(`${stack.apiUrl}/api/v1${to}`, {
    method: 'POST',
    headers: {
      ...(token.startsWith(SESSION)
        ? { cookie: token, origin: stack.apiUrl }
        : { authorization: `Bearer ${token}` }),
      'idempotency-key': key,
      'if-match': '*',
      ...(isForm ? {} : { 'content-type': type }),
    },
    body: isForm ? content : isList ? Buffer.from(content) : JSON.stringify(content),
  });
  return { status: response.status, body: (await response.json()) as T };
}

/** Rows that the account's own acts wrote into the audit; what comes of a list for each unit is written later. */
const auditedBy = (token: string): Promise<number> =>
  count(
    `audit WHERE action NOT IN ('stage.decided', 'stage.classified', 'stage.extended') AND actor_id = (
       SELECT id::text FROM api_token WHERE digest = $1
       UNION SELECT account_id::text FROM account_session WHERE digest = $1)`,
    [tokenDigest(token.replace(SESSION, ''))],
  );

it.each(Object.entries(CASES))(
  '%s acts once under a key, and not at all for something else under it',
  async (_route, {
    path,
    one,
    other,
    token = () => administrator,
    audited = 1,
    status = 200,
    told = (body) => body,
  }) => {
    const as = token();
    const key = randomUUID();
    const before = await auditedBy(as);
    const [content, again, otherContent] = [await one(), await one(), await other()];
    const both = await Promise.all([send(path(), content, as, key), send(path(), again, as, key)]);
    expect(both.map((each) => [each.status, each.body.code])).toEqual([
      [status, undefined],
      [status, undefined],
    ]);
    expect(told(both[1].body)).toEqual(told(both[0].body));
    const acted = before + (typeof audited === 'number' ? audited : await audited());
    expect(await auditedBy(as)).toBe(acted);

    const third = await send(path(), await one(), as, key);
    expect([third.status, told(third.body)]).toEqual([status, told(both[0].body)]);
    const reused = await send(path(), otherContent, as, key);
    expect([reused.status, reused.body.code]).toEqual([422, 'IDEMPOTENCY.REUSED']);
    expect(await auditedBy(as)).toBe(acted);
  },
);

it('leaves a key free for another account, and for the same one after a refusal', async () => {
  const key = randomUUID();
  const [mine, theirs] = [
    administrator,
    await stack.account('administrator', { level: 'tinh', provinceCode: '51' }),
  ];
  const refused = await send(ofCycle('/clock'), { to: instantOf(2026, '01-01T09:00') }, mine, key);
  expect([refused.status, refused.body.code]).toEqual([409, 'CLOCK.BACKWARDS']);
  for (const [day, token] of [
    ['23', mine],
    ['24', theirs],
  ] as const) {
    const moved = await send(ofCycle('/clock'), { to: instantOf(2026, `10-${day}T09:00`) }, token, key);
    expect(moved.status).toBe(200);
  }
  const figure = (number: string) => ({ figure: 'classes', number, date: '2026-02-01' });
  for (const [number, token] of [
    ['1/HD', mine],
    ['2/HD', theirs],
  ] as const) {
    expect((await send(`/cycles/${decidedCycleId}/confirmations`, figure(number), token, key)).status).toBe(
      200,
    );
  }
});
