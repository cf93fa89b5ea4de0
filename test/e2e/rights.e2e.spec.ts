import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  isChange,
  isReadingRole,
  mayAct,
  type Permission,
  type Relation,
  RIGHTS,
  type Rights,
  relationsTo,
  relationsToProvince,
  rightsOfRegister,
  rolesOf,
  type Scope,
  type SeenProvince,
  scopeCode,
  scopeOf,
  withRoles,
} from '#libs/access';
import { tokenDigest } from '#libs/application';
import type {
  EvidenceAnswer,
  ImportAnswer,
  MeAnswer,
  MessageAnswer,
  MessageDetailAnswer,
  OpenCycleAnswer,
  Page,
  RehearsalAccountsAnswer,
  UnitYearRowAnswer,
} from '#libs/contracts';
import { ACTOR_ROLES } from '#libs/policy';
import { REFUSALS } from '#libs/refusals';
import { loadPack } from '../../libs/policy/packs.support.js';
import { apiRoutes } from '../support/api-routes.js';
import { eventually } from '../support/eventually.js';
import { sampleRoster } from '../support/sample-data.js';
import { type Answer, type Role, type SampleUnit, type Stack, startStack } from '../support/stack.js';
import { applied, bodies, commandsPath, instantOf, stepsOf } from '../support/unit-year-driver.js';

jest.setTimeout(120_000);

const OTHER_PROVINCE = { code: '22', name: 'Quảng Ninh', commune: '07090', communeName: 'Phường An Sinh' };
const OFFICES = ['appraiser', 'deciding-body', 'supervisor', 'administrator'] as const;
const UNIT_PEOPLE = ['unit-officer', 'unit-head'] as const;
/** Who oversees an area, the whole of a province, and the units of a sector. */
const OF_COMMUNE = [...OFFICES, 'auditor', 'screen'] as const;
const OF_PROVINCE = [...OF_COMMUNE, 'operator'] as const;
const OF_SECTOR = ['supervisor', 'auditor', 'screen'] as const;

/** Where an account stands, seen from the unit that is asked for. */
type Place =
  | 'own unit'
  | 'own commune'
  | 'own province'
  | 'own sector'
  | 'other sector'
  | 'other unit'
  | 'other commune'
  | 'other province'
  | 'commune of other province'
  | 'sector of other province'
  | 'unit of other province';

const PLACES: Readonly<Record<Place, { roles: readonly Role[]; sees: 'unit' | 'province' | 'nothing' }>> = {
  'own unit': { roles: UNIT_PEOPLE, sees: 'unit' },
  'own commune': { roles: OF_COMMUNE, sees: 'unit' },
  'own province': { roles: OF_PROVINCE, sees: 'unit' },
  'own sector': { roles: OF_SECTOR, sees: 'unit' },
  'other sector': { roles: OF_SECTOR, sees: 'province' },
  'other unit': { roles: UNIT_PEOPLE, sees: 'province' },
  'other commune': { roles: OF_COMMUNE, sees: 'province' },
  'other province': { roles: OF_PROVINCE, sees: 'nothing' },
  'commune of other province': { roles: OF_COMMUNE, sees: 'nothing' },
  'sector of other province': { roles: OF_SECTOR, sees: 'nothing' },
  'unit of other province': { roles: UNIT_PEOPLE, sees: 'nothing' },
};

interface UnitLine {
  readonly id: string;
  readonly communeCode: string;
  readonly kind: string;
}

interface Viewer {
  readonly role: Role;
  readonly place: Place;
  /** The unit; only other things of its province; or nothing of that province. */
  readonly sees: 'unit' | 'province' | 'nothing';
}

const VIEWERS = Object.entries(PLACES).flatMap(([place, { roles, sees }]) =>
  roles.map((role): Viewer => ({ role, place: place as Place, sees })),
);
const nameOf = ({ role, place }: Viewer) => `${role} of ${place}`;

let stack: Stack;
let unit: SampleUnit;
let otherUnit: SampleUnit;
let foreignUnitId: string;
let otherKind: string;
let cycleId: string;
let commandId: string;
let messageId: string;
/** An id that no request for more time has. */
const NO_REQUEST = '00000000-0000-4000-8000-000000000000';
let entryId: string;
const tokens = new Map<string, string>();
const tokenOf = (viewer: Viewer): string => {
  const token = tokens.get(nameOf(viewer));
  if (token === undefined) throw new Error(`no token for ${nameOf(viewer)}`);
  return token;
};

const HEADER =
  'Mã đơn vị,Tên đơn vị,Loại hình,Mã xã,Cấp quản lý,Tổ chức Đảng,Công đoàn,Đoàn thể,LL bảo vệ,"Số phòng, ban, tổ",' +
  'Số người,Email đơn vị,Cán bộ đầu mối,Email đầu mối';
const row = (code: string, name: string, commune: string) =>
  `${code},${name},Doanh nghiệp,${commune},Xã,x,x,x,x,3,60,don-vi@example.test,Nguyễn Văn A,dau-moi@example.test`;
const PEOPLE_HEADER = 'Họ và tên,Thư điện tử,Vai trò,Nơi làm việc,Từ ngày,Văn bản giao';
const fileOf = (...rows: string[]) => `${[HEADER, ...rows].join('\n')}\n`;
const importAs = (token: string, file: string, query = '') =>
  stack.call<ImportAnswer>('POST', `/units/imports?filename=ds.csv${query}`, token, file, {
    headers: { 'content-type': 'text/csv' },
  });

/** An entry of a register that the unit's people record. */
const modelEntry = {
  effectiveOn: '2026-03-05',
  data: { name: 'Cổng cơ quan an toàn', type: 'self-defence', status: 'kept' },
};

/** The scope of an account at that place, seen from the unit. */
function scopeAt(place: Place): Scope {
  switch (place) {
    case 'own unit':
      return { level: 'unit', unitId: unit.id };
    case 'other unit':
      return { level: 'unit', unitId: otherUnit.id };
    case 'unit of other province':
      return { level: 'unit', unitId: foreignUnitId };
    case 'own commune':
      return { level: 'xa', communeCode: unit.communeCode };
    case 'other commune':
      return { level: 'xa', communeCode: otherUnit.communeCode };
    case 'commune of other province':
      return { level: 'xa', communeCode: OTHER_PROVINCE.commune };
    case 'own province':
      return { level: 'tinh', provinceCode: '51' };
    case 'own sector':
      return scopeOf('sector', `51:${unit.kind}`);
    case 'other sector':
      return scopeOf('sector', `51:${otherKind}`);
    case 'sector of other province':
      return scopeOf('sector', `${OTHER_PROVINCE.code}:doanh-nghiep`);
    case 'other province':
      return { level: 'tinh', provinceCode: OTHER_PROVINCE.code };
  }
}

beforeAll(async () => {
  stack = await startStack();
  const ofCommune = stack.inside.filter(({ judgedBy, managedBy }) => judgedBy === 'xa' && managedBy === 'xa');
  unit = ofCommune[0] as SampleUnit;
  otherKind = stack.units.find(({ kind }) => kind !== unit.kind)?.kind ?? '';
  otherUnit = ofCommune.find(({ communeCode }) => communeCode !== unit.communeCode) as SampleUnit;
  const { code, name, commune, communeName } = OTHER_PROVINCE;
  await stack.query(
    `INSERT INTO area (code, kind, name, admin_kind, parent_code, name_search)
     VALUES ($1, 'tinh', $2, 'tỉnh', NULL, 'quang ninh'), ($3, 'xa', $4, 'phường', $1, 'phuong an sinh')`,
    [code, name, commune, communeName],
  );
  const foreign = await stack.account('administrator', { level: 'tinh', provinceCode: code });
  const imported = await importAs(foreign, fileOf(row('', 'Công ty Than mẫu', commune)));
  expect([imported.status, imported.body.inserted, imported.body.problems]).toEqual([200, 1, []]);
  const [found] = await stack.query<{ id: string }>('SELECT id FROM unit WHERE province_code = $1', [code]);
  foreignUnitId = found?.id ?? '';

  cycleId = await stack.openRehearsal(2026, 'quyen', instantOf(2026, '10-20T09:00'));
  await stack.query(
    `INSERT INTO rehearsed_year (cycle_id, seed, day_ms, keep_going, state, ended_at)
     VALUES ($1, 1, 0, false, 'ended', now())`,
    [cycleId],
  );
  commandId = (await applied(stack, await stepsOf(stack, cycleId, unit.id).submit('selfScoring'))).id;
  const head = stack.token('unit-head', { unitId: unit.id });
  const draft = `/cycles/${cycleId}/units/${unit.id}/drafts/dossier`;
  expect(
    (
      await stack.call(
        'PUT',
        draft,
        head,
        { body: { note: 'Bản nháp' } },
        { headers: { 'if-none-match': '*' } },
      )
    ).status,
  ).toBe(200);
  const messages = await stack.call<Page<MessageAnswer>>('GET', `/messages?unit=${unit.id}`, head);
  messageId = messages.body.items[0]?.id ?? '';

  const entered = await stack.call<{ id: string }>(
    'POST',
    `/cycles/${cycleId}/units/${unit.id}/registers/models`,
    head,
    modelEntry,
  );
  expect(entered.status).toBe(200);
  entryId = entered.body.id;

  for (const viewer of VIEWERS) {
    tokens.set(nameOf(viewer), await stack.account(viewer.role, scopeAt(viewer.place)));
  }
});
afterAll(() => stack.dispose());

/** What a route is asked in each case; what it answers is read from the table of rights. */
interface RouteCase {
  readonly path: () => string;
  readonly body?: () => unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** The act that the request is, where the route names several or asks for another one first. */
  readonly act?: Permission;
  /** The table under which the route asks, where the pack says something of its own. */
  readonly rights?: Rights;
  /** The unit is named beside the path, so that what is hidden is the unit and not the cycle alone. */
  readonly ofUnit?: true;
  /** What is told of what the viewer does not see, where it is neither a cycle nor a unit of one. */
  readonly unseen?: string;
  /** What who may is told, 200 unless said; status, and the code where it is a problem. */
  readonly then?: string;
  /** Written out where a right is not asked for the request as a whole. */
  readonly expected?: (viewer: Viewer) => string;
}

/** What a viewer is told of a unit in a cycle that is not theirs; undefined where it is. */
const hidden = ({ sees }: Viewer) =>
  sees === 'nothing' ? '404 CYCLE.UNKNOWN' : sees === 'province' ? '404 UNIT.NOT_IN_SCOPE' : undefined;
/** Rows of a list are refused one by one; who records nothing at all is told so at once. */
const listTaken = ({ role, sees }: Viewer) =>
  sees === 'nothing' ? '404 CYCLE.UNKNOWN' : isReadingRole(role) ? '403 ACTOR.READS_ONLY' : '200';

/** Who enters papers of no unit at all is told so before a file is read. */
const papersTaken = (viewer: Viewer) => {
  const told = listTaken(viewer);
  const enters = rolesOf(RIGHTS, 'submitOnBehalf').includes(viewer.role);
  return told === '200' && !enters ? '403 ACTOR.OTHER_ROLE' : told;
};

/** Acts on the tables of a province: each account is asked about its own. */
const OWN_PROVINCE: readonly Permission[] = [
  ...(['importUnits', 'importOffices', 'readOffices'] as const),
  ...(['editHolidays', 'keepAccounts', 'readAccounts'] as const),
];

/** How the viewer stands to the unit, which its commune judges, and to the province of the cycle. */
function standingOf(viewer: Viewer, act: Permission): ReadonlySet<Relation> {
  const account = { role: viewer.role, scope: scopeAt(viewer.place) };
  const subject = { unitId: unit.id, unitKind: unit.kind, communeCode: unit.communeCode, provinceCode: '51' };
  const province = OWN_PROVINCE.includes(act) ? scopeCode(account.scope) : '51';
  return new Set([
    ...relationsTo(account, subject, { level: 'xa' }),
    ...relationsToProvince(account, province as SeenProvince),
  ]);
}

/** Whether the role may do the act to no subject at all. */
const mayNever = ({ role }: Viewer, act: Permission): boolean => !rolesOf(RIGHTS, act).includes(role);

/** What the table of rights tells who stands so; `then` where it grants the act. */
function byTable(
  role: Role,
  act: Permission,
  held: ReadonlySet<Relation>,
  then: string,
  rights: Rights = RIGHTS,
): string {
  if (isReadingRole(role) && isChange(rights, act)) return '403 ACTOR.READS_ONLY';
  const verdict = mayAct(rights, role, act, held);
  return verdict.granted ? then : `${REFUSALS[verdict.code].status} ${verdict.code}`;
}

const routes = new Map(apiRoutes().map((route) => [route.key, route]));

/** What a route answers to a viewer: first what is seen, then what the table says of the act that it names. */
function expectedOf(key: string): (viewer: Viewer) => string {
  const { act, expected, ofUnit, rights, then = '200', unseen } = ROUTES[key] as RouteCase;
  if (expected !== undefined) return expected;
  const { isOpen = false, acts = [] } = routes.get(key) ?? {};
  if (isOpen) return () => then;
  const [only, ...more] = acts;
  if (only === undefined || (more.length > 0 && act === undefined)) throw new Error(`${key}: which act?`);
  return (viewer) => {
    const held = standingOf(viewer, act ?? only);
    // Who may do it to nothing at all is told so, whatever is named beside a cycle and a unit in the path.
    const isBeside = unseen !== undefined || (ofUnit === true && viewer.sees === 'province');
    if (isBeside && mayNever(viewer, act ?? only))
      return byTable(viewer.role, act ?? only, held, then, rights);
    const isOfCycle = key.includes('{cycleId}') || key.endsWith('/audit/verify');
    const isOfUnit = key.includes('{unitId}') || ofUnit === true;
    if (unseen !== undefined && viewer.sees !== 'unit') return `404 ${unseen}`;
    if (isOfCycle && viewer.sees === 'nothing') return '404 CYCLE.UNKNOWN';
    if (isOfUnit && viewer.sees !== 'unit') return '404 UNIT.NOT_IN_SCOPE';
    // A list holds what lies in the scope, so everybody's own is there to be shown.
    const stands = isOfUnit ? held : new Set<Relation>([...held, 'inScope']);
    return byTable(viewer.role, act ?? only, stands, then, rights);
  };
}

/** An id that no account, session or grant has. */
const NOBODY = '00000000-0000-4000-8000-000000000001';
const NO_EVIDENCE = '00000000-0000-4000-8000-000000000000';

/** A register that the unit's people record in; nobody else does but on behalf. */
const OF_UNITS_REGISTER = rightsOfRegister(['unit']);

const ofUnit = (rest = '') => `/cycles/${cycleId}/units/${unit.id}${rest}`;

/** What each route answers to whom, keyed as the API's own description of itself names them. */
const ROUTES: Readonly<Record<string, RouteCase>> = {
  'GET /healthz': { path: () => '/healthz' },
  'GET /readyz': { path: () => '/readyz' },
  'GET /api/v1/health/parts': { path: () => '/health/parts' },
  'GET /api/v1/me': { path: () => '/me' },
  // Whoever may sign in by a password is told what this one lacks.
  'POST /api/v1/auth/password': {
    path: () => '/auth/password',
    body: () => ({}),
    then: '400 INPUT.INVALID',
  },
  'POST /api/v1/auth/address/open': {
    path: () => '/auth/address/open',
    body: () => ({}),
    then: '400 INPUT.INVALID',
  },
  'GET /api/v1/cycles/{cycleId}/steps/{stage}/name': {
    path: () => `/cycles/${cycleId}/steps/dossier/name`,
  },
  'POST /api/v1/auth/link': { path: () => '/auth/link', body: () => ({}), then: '400 INPUT.INVALID' },
  'POST /api/v1/auth/link/open': {
    path: () => '/auth/link/open',
    body: () => ({}),
    then: '400 INPUT.INVALID',
  },
  'POST /api/v1/auth/invitation/open': {
    path: () => '/auth/invitation/open',
    body: () => ({}),
    then: '400 INPUT.INVALID',
  },
  'POST /api/v1/auth/code/enrol': {
    path: () => '/auth/code/enrol',
    body: () => ({}),
    then: '400 INPUT.INVALID',
  },
  'POST /api/v1/auth/code': { path: () => '/auth/code', body: () => ({}), then: '400 INPUT.INVALID' },
  // Behind a token stands no person who could have sessions.
  'POST /api/v1/auth/grant': {
    path: () => '/auth/grant',
    body: () => ({ grant: NOBODY }),
    then: '403 AUTH.PERSON_ONLY',
  },
  'POST /api/v1/auth/password/change': {
    path: () => '/auth/password/change',
    body: () => ({ password: 'mật khẩu đang dùng', newPassword: 'mật khẩu sẽ dùng' }),
    then: '403 AUTH.PERSON_ONLY',
  },
  'POST /api/v1/auth/address': {
    path: () => '/auth/address',
    body: () => ({ email: 'moi@example.test' }),
    then: '403 AUTH.PERSON_ONLY',
  },
  'POST /api/v1/auth/sign-out': { path: () => '/auth/sign-out', then: '403 AUTH.PERSON_ONLY' },
  'GET /api/v1/auth/sessions': { path: () => '/auth/sessions', then: '403 AUTH.PERSON_ONLY' },
  'POST /api/v1/auth/sessions/{sessionId}/end': {
    path: () => `/auth/sessions/${NOBODY}/end`,
    then: '403 AUTH.PERSON_ONLY',
  },
  'GET /api/v1/tokens': { path: () => '/tokens', then: '403 AUTH.PERSON_ONLY' },
  'POST /api/v1/tokens': {
    path: () => '/tokens',
    body: () => ({
      ...{ name: 'Đồng bộ', role: 'auditor', to: '2026-12-31' },
      scope: { level: 'tinh', code: '51' },
    }),
    then: '403 AUTH.PERSON_ONLY',
  },
  'POST /api/v1/tokens/{tokenId}/revoke': {
    path: () => `/tokens/${NOBODY}/revoke`,
    then: '403 AUTH.PERSON_ONLY',
  },
  'GET /api/v1/accounts': { path: () => '/accounts' },
  'POST /api/v1/accounts': {
    path: () => '/accounts',
    body: () => ({ name: 'Nguyễn Văn A' }),
    then: '201',
  },
  'POST /api/v1/accounts/imports': {
    path: () => '/accounts/imports?filename=ds.csv&dryRun=true',
    body: () => `${PEOPLE_HEADER}\nKiểm tra viên,kiem-tra@example.test,Kiểm tra viên,,05/01/2026,QĐ 1\n`,
    headers: { 'content-type': 'text/csv' },
  },
  'GET /api/v1/accounts/list': { path: () => '/accounts/list' },
  'POST /api/v1/accounts/invitations': {
    path: () => '/accounts/invitations?dryRun=true',
    body: () => ({ size: 1 }),
  },
  'POST /api/v1/accounts/{accountId}/grants': {
    path: () => `/accounts/${NOBODY}/grants`,
    body: () => ({
      role: 'auditor',
      scope: { level: 'tinh', code: '51' },
      from: '2026-01-01',
      paper: '1/QĐ',
    }),
    then: '404 ACCOUNT.UNKNOWN',
  },
  'POST /api/v1/accounts/{accountId}/grants/{grantId}/end': {
    path: () => `/accounts/${NOBODY}/grants/${NOBODY}/end`,
    body: () => ({ paper: '2/QĐ' }),
    then: '404 ACCOUNT.UNKNOWN',
  },
  'POST /api/v1/accounts/{accountId}/invitations': {
    path: () => `/accounts/${NOBODY}/invitations`,
    body: () => ({}),
    then: '404 ACCOUNT.UNKNOWN',
  },
  'POST /api/v1/accounts/{accountId}/authenticator/reset': {
    path: () => `/accounts/${NOBODY}/authenticator/reset`,
    body: () => ({ reason: 'Mất điện thoại' }),
    then: '404 ACCOUNT.UNKNOWN',
  },
  'POST /api/v1/accounts/{accountId}/address': {
    path: () => `/accounts/${NOBODY}/address`,
    body: () => ({ email: 'moi@example.test', reason: 'Đổi hộp thư' }),
    then: '404 ACCOUNT.UNKNOWN',
  },
  'GET /api/v1/accounts/{accountId}/tokens': {
    path: () => `/accounts/${NOBODY}/tokens`,
    then: '404 ACCOUNT.UNKNOWN',
  },
  'POST /api/v1/accounts/{accountId}/tokens/{tokenId}/revoke': {
    path: () => `/accounts/${NOBODY}/tokens/${NOBODY}/revoke`,
    body: () => ({ reason: 'Lộ mã' }),
    then: '404 ACCOUNT.UNKNOWN',
  },
  'POST /api/v1/accounts/{accountId}/disable': {
    path: () => `/accounts/${NOBODY}/disable`,
    body: () => ({ reason: 'Nghỉ việc' }),
    then: '404 ACCOUNT.UNKNOWN',
  },
  'GET /api/v1/offices': { path: () => '/offices' },
  'POST /api/v1/offices/imports': {
    path: () => '/offices/imports?filename=ds.csv&dryRun=true',
    body: () => 'Tên cơ quan,Loại cơ quan,Địa bàn\nCông an thử,Công an,\n',
    headers: { 'content-type': 'text/csv' },
  },
  'GET /api/v1/policies': { path: () => '/policies' },
  'GET /api/v1/policies/{id}': { path: () => '/policies/quang-ngai-2025' },
  'GET /api/v1/policies/{id}/check': { path: () => '/policies/quang-ngai-2025/check' },
  'GET /api/v1/policies/{id}/cite': {
    path: () => '/policies/quang-ngai-2025/cite?figure=recognised',
  },
  'GET /api/v1/policies/{id}/diff/{other}': {
    path: () => '/policies/quang-ngai-2021/diff/quang-ngai-2025',
  },
  'GET /api/v1/units': { path: () => '/units' },
  'GET /api/v1/units/{unitId}': {
    path: () => `/units/${unit.id}`,
    unseen: 'UNIT.NOT_IN_SCOPE',
  },
  'POST /api/v1/units/imports': {
    path: () => '/units/imports?filename=ds.csv&dryRun=true',
    body: () => fileOf(row('', 'Công ty thử nghiệm', unit.communeCode)),
    headers: { 'content-type': 'text/csv' },
  },
  'GET /api/v1/messages': { path: () => '/messages' },
  'GET /api/v1/messages/{id}': {
    path: () => `/messages/${messageId}`,
    unseen: 'MESSAGE.UNKNOWN',
  },
  'GET /api/v1/commands/{commandId}': {
    path: () => `/commands/${commandId}`,
    unseen: 'COMMAND.UNKNOWN',
  },
  'POST /api/v1/cycles': {
    path: () => '/cycles',
    body: () => ({ policy: 'quang-ngai-2025', year: 2026, rehearsal: 'quyen' }),
  },
  'POST /api/v1/cycles/checks': {
    path: () => '/cycles/checks',
    body: () => ({ policy: 'quang-ngai-2025', year: 2027 }),
  },
  'GET /api/v1/cycles': { path: () => '/cycles' },
  'GET /api/v1/cycles/{cycleId}': { path: () => `/cycles/${cycleId}` },
  'POST /api/v1/cycles/{cycleId}/clock': {
    path: () => `/cycles/${cycleId}/clock`,
    body: () => ({ to: instantOf(2026, '10-20T09:00') }),
  },
  'POST /api/v1/cycles/{cycleId}/confirmations': {
    path: () => `/cycles/${cycleId}/confirmations`,
    body: () => ({ figure: 'classes', number: '12/HD', date: '2026-02-01' }),
  },
  'GET /api/v1/cycles/{cycleId}/figures': { path: () => `/cycles/${cycleId}/figures` },
  'GET /api/v1/cycles/{cycleId}/deadlines': {
    path: () => `/cycles/${cycleId}/deadlines`,
  },
  'POST /api/v1/cycles/{cycleId}/deadlines': {
    path: () => `/cycles/${cycleId}/deadlines?dryRun=true`,
    body: () => ({
      stage: 'unitReport',
      day: '2026-11-10',
      number: '12/CV',
      date: '2026-10-19',
      reason: 'Bão lũ',
    }),
  },
  'GET /api/v1/cycles/{cycleId}/guidance': { path: () => `/cycles/${cycleId}/guidance` },
  'POST /api/v1/cycles/{cycleId}/guidance': {
    path: () => `/cycles/${cycleId}/guidance?dryRun=true`,
    body: () => ({ number: '15/CV', date: '2026-10-19', signer: 'Giám đốc' }),
  },
  'GET /api/v1/cycles/{cycleId}/migrations': {
    path: () => `/cycles/${cycleId}/migrations`,
  },
  'POST /api/v1/cycles/{cycleId}/migrations': {
    path: () => `/cycles/${cycleId}/migrations?dryRun=true`,
    body: () => ({
      policy: 'quang-ngai-2025',
      from: '2026-10-19',
      number: '12/QĐ',
      date: '2026-10-19',
      reason: 'Đổi quy định',
    }),
    // The cycle goes by this pack already, which only who may steer it is told.
    then: '409 MIGRATION.SAME_PACK',
  },
  'POST /api/v1/cycles/{cycleId}/batches': {
    path: () => `/cycles/${cycleId}/batches?dryRun=true`,
    body: () => ({
      act: { kind: 'restart', from: 'q1Plan' },
      select: { units: [unit.id] },
      reason: 'Nộp nhầm mẫu',
    }),
    act: 'restart',
  },
  'GET /api/v1/cycles/{cycleId}/batches': { path: () => `/cycles/${cycleId}/batches` },
  'GET /api/v1/cycles/{cycleId}/batches/{batchId}': {
    path: () => `/cycles/${cycleId}/batches/${randomUUID()}`,
    then: '404 BATCH.UNKNOWN',
  },
  'GET /api/v1/cycles/{cycleId}/batches/{batchId}/plan': {
    path: () => `/cycles/${cycleId}/batches/${randomUUID()}/plan`,
    then: '404 BATCH.UNKNOWN',
  },
  'POST /api/v1/cycles/{cycleId}/batches/{batchId}/approval': {
    path: () => `/cycles/${cycleId}/batches/${randomUUID()}/approval`,
    body: () => ({ digest: 'd'.repeat(64) }),
    then: '404 BATCH.UNKNOWN',
  },
  'POST /api/v1/cycles/{cycleId}/batches/{batchId}/withdrawal': {
    path: () => `/cycles/${cycleId}/batches/${randomUUID()}/withdrawal`,
    body: () => ({ reason: 'Lập nhầm' }),
    then: '404 BATCH.UNKNOWN',
  },
  'GET /api/v1/cycles/{cycleId}/registers': {
    path: () => `/cycles/${cycleId}/registers`,
  },
  'POST /api/v1/cycles/{cycleId}/registers/reopenings': {
    path: () => `/cycles/${cycleId}/registers/reopenings`,
    body: () => ({ until: '2026-11-20', reason: 'Sót sổ' }),
  },
  'GET /api/v1/cycles/{cycleId}/registers/{register}': {
    path: () => `/cycles/${cycleId}/registers/models`,
  },
  // A list may name any unit; rows of units out of reach are refused one by one.
  'POST /api/v1/cycles/{cycleId}/registers/{register}/imports': {
    path: () => `/cycles/${cycleId}/registers/incidents/imports?filename=so.csv&dryRun=true`,
    body: () => 'Mã đơn vị,Ngày,Loại vụ việc,Số vụ\nQN9999,05/03/2026,strike,1\n',
    headers: { 'content-type': 'text/csv' },
    expected: listTaken,
  },
  'GET /api/v1/cycles/{cycleId}/units/{unitId}/registers': {
    path: () => ofUnit('/registers'),
  },
  'GET /api/v1/cycles/{cycleId}/units/{unitId}/registers/{register}': {
    path: () => ofUnit('/registers/models'),
  },
  'POST /api/v1/cycles/{cycleId}/units/{unitId}/registers/{register}': {
    path: () => ofUnit('/registers/models?dryRun=true'),
    body: () => modelEntry,
    act: 'recordEntry',
    rights: OF_UNITS_REGISTER,
  },
  'GET /api/v1/cycles/{cycleId}/units/{unitId}/registers/{register}/{entryId}': {
    path: () => ofUnit(`/registers/models/${entryId}`),
  },
  'POST /api/v1/cycles/{cycleId}/units/{unitId}/registers/{register}/{entryId}/corrections': {
    path: () => ofUnit(`/registers/models/${entryId}/corrections?dryRun=true`),
    body: () => ({ ...modelEntry, reason: 'Ghi nhầm' }),
    act: 'changeEntry',
    rights: OF_UNITS_REGISTER,
  },
  'POST /api/v1/cycles/{cycleId}/units/{unitId}/registers/{register}/{entryId}/withdrawals': {
    path: () => ofUnit(`/registers/models/${entryId}/withdrawals?dryRun=true`),
    body: () => ({ reason: 'Ghi nhầm' }),
    act: 'changeEntry',
    rights: OF_UNITS_REGISTER,
  },
  'GET /api/v1/cycles/{cycleId}/reconciliation': {
    path: () => `/cycles/${cycleId}/reconciliation`,
  },
  'GET /api/v1/cycles/{cycleId}/board': { path: () => `/cycles/${cycleId}/board` },
  'GET /api/v1/cycles/{cycleId}/events': { path: () => `/cycles/${cycleId}/events` },
  'POST /api/v1/cycles/{cycleId}/decisions': {
    path: () => `/cycles/${cycleId}/decisions?dryRun=true`,
    body: () => ({
      number: '45/QĐ-UBND',
      date: '2026-10-20',
      signer: 'Chủ tịch UBND',
      units: [{ unit: unit.id, recognised: true }],
    }),
  },
  'POST /api/v1/cycles/{cycleId}/classifications': {
    path: () => `/cycles/${cycleId}/classifications?dryRun=true`,
    body: () => ({
      number: '18/QĐ-BCĐ',
      date: '2026-10-20',
      signer: 'Trưởng Ban Chỉ đạo',
      units: [{ unit: unit.id }],
    }),
    then: '409 CLASS.NOT_APART',
  },
  'POST /api/v1/cycles/{cycleId}/decisions/lists': {
    path: () => `/cycles/${cycleId}/decisions/lists?filename=ds.csv`,
    body: () => `Mã đơn vị,Công nhận\n${unit.id},có\n`,
    headers: { 'content-type': 'text/csv' },
  },
  'GET /api/v1/cycles/{cycleId}/decisions': {
    path: () => `/cycles/${cycleId}/decisions`,
  },
  'GET /api/v1/cycles/{cycleId}/decisions/{decisionId}': {
    path: () => `/cycles/${cycleId}/decisions/${randomUUID()}`,
    then: '404 DECISION.UNKNOWN',
  },
  'POST /api/v1/cycles/{cycleId}/decisions/{decisionId}/corrections': {
    path: () => `/cycles/${cycleId}/decisions/${randomUUID()}/corrections?dryRun=true`,
    body: () => ({ number: '54/QĐ-UBND', reason: 'Ghi nhầm số' }),
    then: '404 DECISION.UNKNOWN',
  },
  'GET /api/v1/cycles/{cycleId}/results': { path: () => `/cycles/${cycleId}/results` },
  'GET /api/v1/cycles/{cycleId}/registrations': {
    path: () => `/cycles/${cycleId}/registrations`,
  },
  'GET /api/v1/cycles/{cycleId}/heads': { path: () => `/cycles/${cycleId}/heads` },
  'GET /api/v1/cycles/{cycleId}/award-proposals': {
    path: () => `/cycles/${cycleId}/award-proposals`,
  },
  'GET /api/v1/cycles/{cycleId}/units/{unitId}/result-plan': {
    path: () => ofUnit('/result-plan?recognised=false'),
    then: '409 RESULT.NONE',
  },
  'GET /api/v1/cycles/{cycleId}/exclusions': {
    path: () => `/cycles/${cycleId}/exclusions`,
  },
  'GET /api/v1/cycles/{cycleId}/documents': {
    path: () => `/cycles/${cycleId}/documents`,
  },
  'POST /api/v1/cycles/{cycleId}/freezes': {
    path: () => `/cycles/${cycleId}/freezes?dryRun=true`,
    body: () => ({ name: 'Báo cáo năm' }),
  },
  'GET /api/v1/cycles/{cycleId}/freezes': { path: () => `/cycles/${cycleId}/freezes` },
  'GET /api/v1/cycles/{cycleId}/freezes/{freeze}': {
    path: () => `/cycles/${cycleId}/freezes/4f0c-91ab`,
    then: '404 FREEZE.UNKNOWN',
  },
  'GET /api/v1/cycles/{cycleId}/documents/{kind}': {
    path: () => `/cycles/${cycleId}/documents/scoringSheet?unit=${unit.id}`,
    ofUnit: true,
  },
  'GET /api/v1/cycles/{cycleId}/upcoming': { path: () => `/cycles/${cycleId}/upcoming` },
  'GET /api/v1/cycles/{cycleId}/reminders/preview': {
    path: () => `/cycles/${cycleId}/reminders/preview?at=2026-10-27`,
  },
  'GET /api/v1/cycles/{cycleId}/rehearsal': {
    path: () => `/cycles/${cycleId}/rehearsal?totals=true`,
  },
  'POST /api/v1/cycles/{cycleId}/rehearsal/accounts': {
    path: () => `/cycles/${cycleId}/rehearsal/accounts`,
    body: () => ({ accounts: [{ role: 'unit-head', scope: { level: 'unit', unitId: otherUnit.id } }] }),
  },
  'POST /api/v1/cycles/{cycleId}/rehearsal/advance': {
    path: () => `/cycles/${cycleId}/rehearsal/advance`,
    body: () => ({ to: instantOf(2026, '10-20T09:00') }),
    then: '202',
  },
  'GET /api/v1/cycles/{cycleId}/rehearsal/year': { path: () => `/cycles/${cycleId}/rehearsal/year` },
  'POST /api/v1/cycles/{cycleId}/rehearsal/year': {
    path: () => `/cycles/${cycleId}/rehearsal/year`,
    body: () => ({ seed: 1 }),
    // The cycle has one that has ended: nobody may move its clock meanwhile.
    then: '409 REHEARSAL.OVER',
  },
  'POST /api/v1/cycles/{cycleId}/rehearsal/year/stop': {
    path: () => `/cycles/${cycleId}/rehearsal/year/stop`,
    body: () => ({ reason: 'Thử' }),
  },
  'GET /api/v1/cycles/{cycleId}/reports': { path: () => `/cycles/${cycleId}/reports` },
  'GET /api/v1/cycles/{cycleId}/reports/{unitId}/{stage}': {
    path: () => `/cycles/${cycleId}/reports/${unit.id}/unitReport`,
  },
  'GET /api/v1/cycles/{cycleId}/reports/{unitId}/{stage}/form': {
    path: () => `/cycles/${cycleId}/reports/${unit.id}/unitReport/form`,
    then: '422 REPORT.NO_FORM',
  },
  'GET /api/v1/cycles/{cycleId}/report-answers': { path: () => `/cycles/${cycleId}/report-answers` },
  'GET /api/v1/cycles/{cycleId}/late': { path: () => `/cycles/${cycleId}/late` },
  'GET /api/v1/cycles/{cycleId}/papers': { path: () => `/cycles/${cycleId}/papers` },
  'GET /api/v1/cycles/{cycleId}/paper-entries/template': {
    path: () => `/cycles/${cycleId}/paper-entries/template?stages=dossier`,
    expected: papersTaken,
  },
  'POST /api/v1/cycles/{cycleId}/paper-entries': {
    path: () => `/cycles/${cycleId}/paper-entries?filename=nhap.csv&dryRun=true`,
    body: () => 'Mã đơn vị,Đơn vị,Số đến\n',
    headers: { 'content-type': 'text/csv' },
    expected: papersTaken,
  },
  'GET /api/v1/cycles/{cycleId}/units/{unitId}/papers/{stage}/slip': {
    path: () => ofUnit('/papers/dossier/slip'),
    then: '404 PAPER.NO_SLIP',
  },
  'GET /api/v1/cycles/{cycleId}/targets': { path: () => `/cycles/${cycleId}/targets` },
  'GET /api/v1/holidays': { path: () => '/holidays?year=2026' },
  'GET /api/v1/holidays/{year}/versions': { path: () => '/holidays/2026/versions' },
  'GET /api/v1/holidays/{year}/versions/{version}': {
    path: () => '/holidays/2026/versions/1',
  },
  'POST /api/v1/holidays': {
    path: () => '/holidays?dryRun=true',
    body: () => ({ act: 'set', day: '2026-11-20', name: 'Nghỉ thử', reason: 'Thử' }),
  },
  'POST /api/v1/holidays/imports': {
    path: () => '/holidays/imports?dryRun=true&filename=ngay.csv&reason=x',
    body: () => 'Ngày,Tên\n20/11/2026,Nghỉ thử\n',
    headers: { 'content-type': 'text/csv' },
  },
  'POST /api/v1/holidays/seeds': {
    path: () => '/holidays/seeds?dryRun=true',
    body: () => ({ year: 2026, reason: 'Thử' }),
  },
  'GET /api/v1/audit/verify': { path: () => `/audit/verify?cycle=${cycleId}` },
  'GET /api/v1/cycles/{cycleId}/units': { path: () => `/cycles/${cycleId}/units` },
  'GET /api/v1/cycles/{cycleId}/units/{unitId}': { path: () => ofUnit() },
  'GET /api/v1/cycles/{cycleId}/units/{unitId}/score': { path: () => ofUnit('/score') },
  'GET /api/v1/cycles/{cycleId}/units/{unitId}/evidence': {
    path: () => ofUnit('/evidence'),
  },
  'POST /api/v1/cycles/{cycleId}/units/{unitId}/evidence': {
    path: () => ofUnit('/evidence'),
    // Whoever may add evidence is told what this form lacks.
    body: () => '--x--\r\n',
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
    then: '400 INPUT.INVALID',
  },
  'GET /api/v1/cycles/{cycleId}/units/{unitId}/evidence/{evidenceId}': {
    path: () => ofUnit(`/evidence/${NO_EVIDENCE}`),
    then: '404 EVIDENCE.UNKNOWN',
  },
  'GET /api/v1/cycles/{cycleId}/units/{unitId}/evidence/{evidenceId}/file': {
    path: () => ofUnit(`/evidence/${NO_EVIDENCE}/file`),
    then: '404 EVIDENCE.UNKNOWN',
  },
  'POST /api/v1/cycles/{cycleId}/units/{unitId}/evidence/{evidenceId}/withdrawal': {
    path: () => ofUnit(`/evidence/${NO_EVIDENCE}/withdrawal`),
    body: () => ({ reason: 'Nhầm tệp' }),
    // Whoever may not add evidence is told so before a piece of it is looked for.
    act: 'addEvidence',
    then: '404 EVIDENCE.UNKNOWN',
  },
  'GET /api/v1/cycles/{cycleId}/choices': { path: () => `/cycles/${cycleId}/choices` },
  'POST /api/v1/cycles/{cycleId}/choices': {
    path: () => `/cycles/${cycleId}/choices?dryRun=true`,
    body: () => ({ gap: 'NO_GUARDS', option: 'zero', reason: 'Theo hướng dẫn' }),
  },
  'GET /api/v1/cycles/{cycleId}/score-checks': {
    path: () => `/cycles/${cycleId}/score-checks`,
  },
  'GET /api/v1/cycles/{cycleId}/units/{unitId}/returns': {
    path: () => ofUnit('/returns'),
  },
  'GET /api/v1/cycles/{cycleId}/units/{unitId}/restart-plan': {
    path: () => ofUnit('/restart-plan?from=selfScoring'),
  },
  'POST /api/v1/cycles/{cycleId}/units/{unitId}/commands': {
    path: () => ofUnit('/commands'),
    body: () => bodies.submit('selfScoring'),
    // Of what is submitted already, who may submit is told so; nothing changes.
    act: 'submit',
    then: '409 STAGE.ALREADY_SUBMITTED',
  },
  'GET /api/v1/cycles/{cycleId}/units/{unitId}/drafts/{stage}': {
    path: () => ofUnit('/drafts/dossier'),
  },
  'PUT /api/v1/cycles/{cycleId}/units/{unitId}/drafts/{stage}': {
    path: () => ofUnit('/drafts/dossier'),
    body: () => ({ body: { note: 'Bản khác' } }),
    headers: { 'if-match': '"99"' },
    then: '412 DRAFT.STALE',
  },
  'GET /api/v1/units/{unitId}/deputies': {
    path: () => `/units/${unit.id}/deputies`,
    unseen: 'UNIT.NOT_IN_SCOPE',
  },
  'POST /api/v1/units/{unitId}/deputies': {
    path: () => `/units/${unit.id}/deputies`,
    body: () => ({
      ...{ person: { name: 'Phó thủ trưởng', email: 'ky-thay@example.test' }, paper: 'QĐ 8' },
      ...{ from: '2020-01-01', to: '2020-12-31', capacity: 'deputyHead' },
    }),
    // Behind a token stands nobody who has just signed in.
    then: '403 AUTH.PERSON_ONLY',
    unseen: 'UNIT.NOT_IN_SCOPE',
  },
  'POST /api/v1/units/{unitId}/deputies/{grantId}/end': {
    path: () => `/units/${unit.id}/deputies/${NO_REQUEST}/end`,
    body: () => ({ paper: 'QĐ 9' }),
    then: '403 AUTH.PERSON_ONLY',
    unseen: 'UNIT.NOT_IN_SCOPE',
  },
  'GET /api/v1/cycles/{cycleId}/extension-requests': {
    path: () => `/cycles/${cycleId}/extension-requests`,
  },
  'POST /api/v1/cycles/{cycleId}/units/{unitId}/extension-requests': {
    path: () => ofUnit('/extension-requests'),
    // Of what is handed in already nothing is given.
    body: () => ({ stage: 'selfScoring', until: '2026-12-31', reason: 'Bão lũ' }),
    then: '409 EXTENSION.NOT_GIVEN',
  },
  'POST /api/v1/cycles/{cycleId}/units/{unitId}/extension-requests/{requestId}/withdrawal': {
    path: () => ofUnit(`/extension-requests/${NO_REQUEST}/withdrawal`),
    body: () => ({}),
    then: '409 EXTENSION.NOT_OPEN',
  },
  'POST /api/v1/cycles/{cycleId}/units/{unitId}/extension-requests/{requestId}/grant': {
    path: () => ofUnit(`/extension-requests/${NO_REQUEST}/grant`),
    body: () => ({ reason: 'Bão lũ', number: '1/CV', date: '2026-10-19' }),
    then: '409 EXTENSION.NOT_OPEN',
  },
  'POST /api/v1/cycles/{cycleId}/units/{unitId}/extension-requests/{requestId}/refusal': {
    path: () => ofUnit(`/extension-requests/${NO_REQUEST}/refusal`),
    body: () => ({ reason: 'Không có lý do chính đáng' }),
    then: '409 EXTENSION.NOT_OPEN',
  },
  'POST /api/v1/cycles/{cycleId}/units/{unitId}/drafts/{stage}/presentation': {
    path: () => ofUnit('/drafts/dossier/presentation'),
    body: () => ({}),
    headers: { 'if-match': '"99"' },
    then: '412 DRAFT.STALE',
  },
  'GET /api/v1/cycles/{cycleId}/units/{unitId}/drafts/{stage}/presentation': {
    path: () => ofUnit('/drafts/dossier/presentation'),
    then: '404 DRAFT.NEVER_PRESENTED',
  },
  'POST /api/v1/cycles/{cycleId}/units/{unitId}/drafts/{stage}/presentation/withdrawal': {
    path: () => ofUnit('/drafts/dossier/presentation/withdrawal'),
    body: () => ({}),
    then: '409 DRAFT.NOT_PRESENTED',
  },
  'POST /api/v1/cycles/{cycleId}/units/{unitId}/drafts/{stage}/presentation/approval': {
    path: () => ofUnit('/drafts/dossier/presentation/approval'),
    body: () => ({ digest: 'x' }),
    then: '409 DRAFT.NOT_PRESENTED',
  },
  'POST /api/v1/cycles/{cycleId}/units/{unitId}/drafts/{stage}/presentation/return': {
    path: () => ofUnit('/drafts/dossier/presentation/return'),
    body: () => ({ digest: 'x', reason: 'Thử' }),
    then: '409 DRAFT.NOT_PRESENTED',
  },
};

const AT_ONCE = 8;

const methodOf = (key: string) => key.split(' ')[0] ?? '';
const ask = (key: string, token: string, path = ROUTES[key]?.path() ?? '') => {
  const { body, headers = {} } = ROUTES[key] as RouteCase;
  return stack.call(methodOf(key), path, token, body?.(), { headers });
};
const told = ({ status, body }: Answer) => (status < 400 ? String(status) : `${status} ${body?.code ?? '?'}`);

it('the expectations name every route that the API describes, and no other', async () => {
  const response = await fetch(`${stack.apiUrl}/docs-json`);
  const { paths } = (await response.json()) as { paths: Record<string, Record<string, unknown>> };
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(described.sort()).toEqual(Object.keys(ROUTES).sort());
});

/** Written out by hand, so that a wrong table is not taken at its word: route, who asks, what is told. */
const ANCHORS: readonly (readonly [string, string, string])[] = [
  ['GET /healthz', 'unit-head of other unit', '200'],
  ['GET /api/v1/policies', 'unit-officer of unit of other province', '200'],
  ['POST /api/v1/auth/grant', 'screen of own commune', '403 AUTH.PERSON_ONLY'],
  ['GET /api/v1/accounts', 'auditor of other province', '200'],
  ['GET /api/v1/accounts', 'auditor of own commune', '403 ACTOR.OTHER_AREA'],
  ['GET /api/v1/accounts', 'supervisor of own province', '403 ACTOR.ADMINISTRATOR_ONLY'],
  ['POST /api/v1/accounts', 'administrator of own province', '201'],
  ['POST /api/v1/accounts', 'auditor of own province', '403 ACTOR.READS_ONLY'],
  ['POST /api/v1/accounts/{accountId}/grants', 'administrator of own province', '404 ACCOUNT.UNKNOWN'],
  ['POST /api/v1/accounts/{accountId}/grants', 'administrator of own commune', '403 ACTOR.OTHER_AREA'],
  [
    'GET /api/v1/cycles/{cycleId}/units/{unitId}/papers/{stage}/slip',
    'administrator of own province',
    '404 PAPER.NO_SLIP',
  ],
  ['POST /api/v1/accounts/imports', 'administrator of other province', '200'],
  ['POST /api/v1/accounts/invitations', 'auditor of own province', '403 ACTOR.READS_ONLY'],
  ['POST /api/v1/accounts/imports', 'supervisor of own province', '403 ACTOR.ADMINISTRATOR_ONLY'],
  ['GET /api/v1/offices', 'auditor of own province', '200'],
  ['POST /api/v1/offices/imports', 'administrator of own province', '200'],
  ['POST /api/v1/offices/imports', 'administrator of own commune', '403 ACTOR.OTHER_AREA'],
  ['GET /api/v1/units/{unitId}', 'unit-head of own unit', '200'],
  ['GET /api/v1/units/{unitId}', 'supervisor of other commune', '404 UNIT.NOT_IN_SCOPE'],
  ['GET /api/v1/units/{unitId}', 'administrator of other province', '404 UNIT.NOT_IN_SCOPE'],
  ['GET /api/v1/messages/{id}', 'appraiser of own province', '200'],
  ['GET /api/v1/messages/{id}', 'unit-head of other unit', '404 MESSAGE.UNKNOWN'],
  ['GET /api/v1/commands/{commandId}', 'unit-officer of own unit', '200'],
  ['GET /api/v1/commands/{commandId}', 'administrator of commune of other province', '404 COMMAND.UNKNOWN'],
  ['POST /api/v1/units/imports', 'administrator of own province', '200'],
  ['POST /api/v1/units/imports', 'administrator of other province', '200'],
  ['POST /api/v1/units/imports', 'administrator of own commune', '403 ACTOR.OTHER_AREA'],
  ['POST /api/v1/units/imports', 'appraiser of own province', '403 ACTOR.ADMINISTRATOR_ONLY'],
  ['POST /api/v1/holidays', 'unit-head of own unit', '403 ACTOR.OTHER_AREA'],
  ['POST /api/v1/cycles', 'administrator of own province', '200'],
  ['POST /api/v1/cycles', 'administrator of other province', '403 ACTOR.OTHER_AREA'],
  ['POST /api/v1/cycles/checks', 'auditor of own province', '403 ACTOR.READS_ONLY'],
  ['POST /api/v1/cycles', 'supervisor of other province', '403 ACTOR.ADMINISTRATOR_ONLY'],
  ['GET /api/v1/cycles/{cycleId}', 'unit-head of other unit', '200'],
  ['GET /api/v1/cycles/{cycleId}', 'unit-head of unit of other province', '404 CYCLE.UNKNOWN'],
  ['POST /api/v1/cycles/{cycleId}/deadlines', 'administrator of own province', '200'],
  ['POST /api/v1/cycles/{cycleId}/deadlines', 'administrator of own commune', '403 ACTOR.OTHER_AREA'],
  [
    'POST /api/v1/cycles/{cycleId}/deadlines',
    'deciding-body of own province',
    '403 ACTOR.ADMINISTRATOR_ONLY',
  ],
  ['POST /api/v1/cycles/{cycleId}/deadlines', 'administrator of other province', '404 CYCLE.UNKNOWN'],
  ['POST /api/v1/cycles/{cycleId}/rehearsal/advance', 'administrator of own province', '202'],
  ['GET /api/v1/cycles/{cycleId}/rehearsal/year', 'supervisor of own province', '200'],
  ['POST /api/v1/cycles/{cycleId}/rehearsal/year', 'administrator of own province', '409 REHEARSAL.OVER'],
  ['POST /api/v1/cycles/{cycleId}/rehearsal/year/stop', 'administrator of own province', '200'],
  [
    'POST /api/v1/cycles/{cycleId}/rehearsal/year/stop',
    'supervisor of own province',
    '403 ACTOR.ADMINISTRATOR_ONLY',
  ],
  ['GET /api/v1/cycles/{cycleId}/reconciliation', 'supervisor of own province', '200'],
  ['GET /api/v1/cycles/{cycleId}/reconciliation', 'appraiser of own province', '403 ACTOR.OTHER_AREA'],
  ['GET /api/v1/cycles/{cycleId}/reconciliation', 'administrator of own commune', '403 ACTOR.OTHER_AREA'],
  ['GET /api/v1/cycles/{cycleId}/reconciliation', 'operator of own province', '200'],
  ['GET /api/v1/cycles/{cycleId}/reconciliation', 'operator of other province', '404 CYCLE.UNKNOWN'],
  ['GET /api/v1/cycles/{cycleId}/units/{unitId}', 'operator of own province', '403 ACTOR.OTHER_ROLE'],
  ['GET /api/v1/cycles/{cycleId}/units/{unitId}', 'auditor of own commune', '200'],
  ['GET /api/v1/cycles/{cycleId}/units/{unitId}', 'auditor of own sector', '200'],
  ['GET /api/v1/cycles/{cycleId}/units/{unitId}', 'supervisor of other sector', '404 UNIT.NOT_IN_SCOPE'],
  ['GET /api/v1/cycles/{cycleId}/units/{unitId}', 'auditor of sector of other province', '404 CYCLE.UNKNOWN'],
  ['GET /api/v1/cycles/{cycleId}/board', 'screen of own sector', '200'],
  ['GET /api/v1/cycles/{cycleId}/events', 'screen of other commune', '200'],
  ['GET /api/v1/cycles/{cycleId}/board', 'screen of other province', '404 CYCLE.UNKNOWN'],
  ['GET /api/v1/cycles/{cycleId}/targets', 'screen of own commune', '403 ACTOR.OTHER_ROLE'],
  ['GET /api/v1/cycles/{cycleId}', 'screen of own province', '403 ACTOR.OTHER_ROLE'],
  ['POST /api/v1/cycles/{cycleId}/deadlines', 'auditor of own province', '403 ACTOR.READS_ONLY'],
  ['POST /api/v1/cycles/{cycleId}/deadlines', 'auditor of other province', '404 CYCLE.UNKNOWN'],
  ['POST /api/v1/cycles/{cycleId}/units/{unitId}/commands', 'auditor of own commune', '403 ACTOR.READS_ONLY'],
  [
    'POST /api/v1/cycles/{cycleId}/units/{unitId}/commands',
    'supervisor of own sector',
    '403 ACTOR.NOT_ASSIGNED',
  ],
  ['POST /api/v1/cycles/{cycleId}/batches', 'administrator of own commune', '200'],
  ['POST /api/v1/cycles/{cycleId}/batches', 'supervisor of own province', '403 ACTOR.ADMINISTRATOR_ONLY'],
  ['POST /api/v1/cycles/{cycleId}/batches', 'administrator of other province', '404 CYCLE.UNKNOWN'],
  ['GET /api/v1/cycles/{cycleId}/batches', 'appraiser of own province', '403 ACTOR.OTHER_ROLE'],
  ['GET /api/v1/cycles/{cycleId}/batches/{batchId}', 'administrator of own province', '404 BATCH.UNKNOWN'],
  [
    'GET /api/v1/cycles/{cycleId}/batches/{batchId}/plan',
    'supervisor of own province',
    '403 ACTOR.ADMINISTRATOR_ONLY',
  ],
  [
    'POST /api/v1/cycles/{cycleId}/batches/{batchId}/approval',
    'supervisor of own province',
    '403 ACTOR.ADMINISTRATOR_ONLY',
  ],
  [
    'POST /api/v1/cycles/{cycleId}/batches/{batchId}/withdrawal',
    'supervisor of own province',
    '403 ACTOR.ADMINISTRATOR_ONLY',
  ],
  ['GET /api/v1/audit/verify', 'supervisor of other province', '404 CYCLE.UNKNOWN'],
  ['GET /api/v1/cycles/{cycleId}/board', 'appraiser of other commune', '200'],
  ['GET /api/v1/cycles/{cycleId}/board', 'unit-officer of own unit', '403 ACTOR.UNIT_ACCOUNT'],
  ['GET /api/v1/cycles/{cycleId}/targets', 'unit-head of other unit', '403 ACTOR.UNIT_ACCOUNT'],
  ['POST /api/v1/cycles/{cycleId}/decisions', 'deciding-body of other commune', '200'],
  ['POST /api/v1/cycles/{cycleId}/decisions', 'administrator of own province', '403 ACTOR.OTHER_ROLE'],
  ['POST /api/v1/cycles/{cycleId}/classifications', 'supervisor of other commune', '409 CLASS.NOT_APART'],
  ['POST /api/v1/cycles/{cycleId}/classifications', 'appraiser of own commune', '403 ACTOR.OTHER_ROLE'],
  ['POST /api/v1/cycles/{cycleId}/decisions/lists', 'unit-head of own unit', '403 ACTOR.OTHER_ROLE'],
  ['GET /api/v1/cycles/{cycleId}/units/{unitId}/score', 'supervisor of own province', '200'],
  [
    'GET /api/v1/cycles/{cycleId}/units/{unitId}/score',
    'appraiser of other commune',
    '404 UNIT.NOT_IN_SCOPE',
  ],
  ['GET /api/v1/cycles/{cycleId}/documents/{kind}', 'unit-head of other unit', '404 UNIT.NOT_IN_SCOPE'],
  ['GET /api/v1/cycles/{cycleId}/units/{unitId}/restart-plan', 'administrator of own commune', '200'],
  [
    'GET /api/v1/cycles/{cycleId}/units/{unitId}/restart-plan',
    'appraiser of own province',
    '403 ACTOR.ADMINISTRATOR_ONLY',
  ],
  [
    'PUT /api/v1/cycles/{cycleId}/units/{unitId}/drafts/{stage}',
    'unit-officer of own unit',
    '412 DRAFT.STALE',
  ],
  [
    'GET /api/v1/cycles/{cycleId}/units/{unitId}/drafts/{stage}',
    'appraiser of own commune',
    '403 ACTOR.WRONG_ROLE',
  ],
  ['POST /api/v1/cycles/{cycleId}/units/{unitId}/evidence', 'appraiser of own commune', '400 INPUT.INVALID'],
  [
    'POST /api/v1/cycles/{cycleId}/units/{unitId}/evidence',
    'appraiser of own province',
    '403 ACTOR.NOT_ASSIGNED',
  ],
  [
    'POST /api/v1/cycles/{cycleId}/units/{unitId}/evidence',
    'administrator of own province',
    '400 INPUT.INVALID',
  ],
  [
    'POST /api/v1/cycles/{cycleId}/units/{unitId}/evidence',
    'supervisor of own commune',
    '403 ACTOR.EVIDENCE',
  ],
  [
    'POST /api/v1/cycles/{cycleId}/units/{unitId}/evidence/{evidenceId}/withdrawal',
    'deciding-body of own commune',
    '403 ACTOR.EVIDENCE',
  ],
  ['POST /api/v1/cycles/{cycleId}/units/{unitId}/registers/{register}', 'unit-head of own unit', '200'],
  [
    'POST /api/v1/cycles/{cycleId}/units/{unitId}/registers/{register}',
    'appraiser of own commune',
    '403 ACTOR.NOT_RECORDER',
  ],
  [
    'POST /api/v1/cycles/{cycleId}/units/{unitId}/registers/{register}/{entryId}/corrections',
    'administrator of own province',
    '403 ACTOR.NOT_RECORDER',
  ],
  [
    'POST /api/v1/cycles/{cycleId}/units/{unitId}/commands',
    'unit-head of own unit',
    '409 STAGE.ALREADY_SUBMITTED',
  ],
  ['POST /api/v1/cycles/{cycleId}/units/{unitId}/commands', 'unit-officer of own unit', '403 ACTOR.NOT_HEAD'],
  [
    'POST /api/v1/cycles/{cycleId}/units/{unitId}/commands',
    'administrator of own commune',
    '403 ACTOR.ON_BEHALF_ONLY',
  ],
  [
    'POST /api/v1/cycles/{cycleId}/units/{unitId}/commands',
    'deciding-body of own commune',
    '403 ACTOR.WRONG_ROLE',
  ],
  [
    'POST /api/v1/cycles/{cycleId}/units/{unitId}/commands',
    'supervisor of own province',
    '403 ACTOR.NOT_ASSIGNED',
  ],
  [
    'POST /api/v1/cycles/{cycleId}/units/{unitId}/commands',
    'unit-head of other unit',
    '404 UNIT.NOT_IN_SCOPE',
  ],
  [
    'GET /api/v1/cycles/{cycleId}/units/{unitId}/drafts/{stage}/presentation',
    'unit-officer of own unit',
    '404 DRAFT.NEVER_PRESENTED',
  ],
  ['POST /api/v1/units/{unitId}/deputies', 'unit-head of own unit', '403 AUTH.PERSON_ONLY'],
  ['POST /api/v1/units/{unitId}/deputies/{grantId}/end', 'unit-head of own unit', '403 AUTH.PERSON_ONLY'],
  [
    'POST /api/v1/cycles/{cycleId}/units/{unitId}/extension-requests',
    'unit-officer of own unit',
    '409 EXTENSION.NOT_GIVEN',
  ],
  [
    'POST /api/v1/cycles/{cycleId}/units/{unitId}/extension-requests/{requestId}/grant',
    'supervisor of own province',
    '403 ACTOR.OTHER_ROLE',
  ],
  [
    'POST /api/v1/cycles/{cycleId}/units/{unitId}/extension-requests/{requestId}/refusal',
    'appraiser of own commune',
    '409 EXTENSION.NOT_OPEN',
  ],
  [
    'GET /api/v1/cycles/{cycleId}/units/{unitId}/drafts/{stage}/presentation',
    'appraiser of own commune',
    '403 ACTOR.OTHER_ROLE',
  ],
  [
    'POST /api/v1/cycles/{cycleId}/units/{unitId}/drafts/{stage}/presentation/approval',
    'unit-head of own unit',
    '409 DRAFT.NOT_PRESENTED',
  ],
  ['GET /api/v1/cycles/{cycleId}/freezes', 'unit-head of own unit', '403 ACTOR.AREA_PAPER'],
  ['GET /api/v1/cycles/{cycleId}/freezes/{freeze}', 'supervisor of own commune', '404 FREEZE.UNKNOWN'],
  [
    'GET /api/v1/cycles/{cycleId}/reports/{unitId}/{stage}/form',
    'unit-head of own unit',
    '422 REPORT.NO_FORM',
  ],
];

describe('what each role is answered at each place', () => {
  it.each(ANCHORS)('the table says of %s to %s: %s', (key, name, answer) => {
    const viewer = VIEWERS.find((each) => nameOf(each) === name) as Viewer;
    expect(expectedOf(key)(viewer)).toBe(answer);
  });

  it('the table names each code that an anchor does, of every role and place', () => {
    const named = (of: 'role' | 'place') => new Set(VIEWERS.map((viewer) => viewer[of]));
    const anchored = VIEWERS.filter((viewer) => ANCHORS.some(([, name]) => name === nameOf(viewer)));
    expect(new Set(anchored.map(({ role }) => role))).toEqual(named('role'));
    expect(new Set(anchored.map(({ place }) => place))).toEqual(named('place'));
    const derived = Object.keys(ROUTES).flatMap((key) => VIEWERS.map((viewer) => expectedOf(key)(viewer)));
    const answered = new Set(
      derived.filter((answer) => !/^404 (DECISION|EVIDENCE)|^409 (RESULT|MIGRATION)/.test(answer)),
    );
    expect(answered).toEqual(new Set(ANCHORS.map(([, , answer]) => answer)));
  });

  it.each(Object.keys(ROUTES))('%s', async (key) => {
    const expected = expectedOf(key);
    const answers: [string, string][] = [];
    // A few at once: all of them together would wait for the connections that look up who asks.
    for (let from = 0; from < VIEWERS.length; from += AT_ONCE) {
      const some = VIEWERS.slice(from, from + AT_ONCE).map(
        async (viewer): Promise<[string, string]> => [nameOf(viewer), told(await ask(key, tokenOf(viewer)))],
      );
      answers.push(...(await Promise.all(some)));
    }
    const wanted = VIEWERS.map((viewer) => [nameOf(viewer), expected(viewer)]);
    expect(Object.fromEntries(answers)).toEqual(Object.fromEntries(wanted));
  });

  it('has each role in it, the own and a foreign place of each', () => {
    for (const role of ACTOR_ROLES) {
      const seen = VIEWERS.filter((viewer) => viewer.role === role).map(({ sees }) => sees);
      // Who looks after the running system does so for a whole province.
      const wanted = role === 'operator' ? ['unit', 'nothing'] : ['unit', 'province', 'nothing'];
      expect([role, new Set(seen)]).toEqual([role, new Set(wanted)]);
    }
  });

  it('lists hold nothing of others', async () => {
    for (const viewer of VIEWERS) {
      if (!mayAct(RIGHTS, viewer.role, 'readUnits', new Set(['inScope'])).granted) continue;
      const token = tokenOf(viewer);
      const me = await stack.call<MeAnswer>('GET', '/me', token);
      expect(me.body.role).toBe(viewer.role);
      const { code, level } = me.body.scope;
      const units = (await stack.call<Page<UnitLine>>('GET', '/units?limit=500', token)).body.items;
      const isAllowed = ({ id, communeCode, kind }: UnitLine) => {
        if (level === 'unit') return id === code;
        if (level === 'sector') {
          const province = communeCode === OTHER_PROVINCE.commune ? OTHER_PROVINCE.code : '51';
          return code === `${province}:${kind}`;
        }
        if (level === 'xa') return communeCode === code;
        return (communeCode === OTHER_PROVINCE.commune) === (code === OTHER_PROVINCE.code);
      };
      expect(units.length).toBeGreaterThan(0);
      expect(units.filter((each) => !isAllowed(each))).toEqual([]);
      const messages = await stack.call<Page<MessageAnswer>>('GET', '/messages', token);
      expect(messages.body.items.map(({ unitId }) => unitId)).toEqual(
        viewer.sees === 'unit' ? [unit.id] : [],
      );
      const asked = await stack.call<Page<MessageAnswer>>('GET', `/messages?unit=${unit.id}`, token);
      expect(asked.body.items).toHaveLength(viewer.sees === 'unit' ? 1 : 0);
      const cycles = await stack.call<{ items: { id: string }[] }>('GET', '/cycles', token);
      expect(cycles.body.items.map(({ id }) => id)).toEqual(viewer.sees === 'nothing' ? [] : [cycleId]);
      if (viewer.sees === 'nothing') continue;
      const years = await stack.call<Page<UnitYearRowAnswer>>(
        'GET',
        `/cycles/${cycleId}/units?limit=500`,
        token,
      );
      expect(years.body.items.map(({ unitId }) => unitId)).toEqual(units.map(({ id }) => id));
      const search = await stack.call<Page<UnitYearRowAnswer>>(
        'GET',
        `/cycles/${cycleId}/units?search=${unit.id.toLowerCase()}`,
        token,
      );
      expect(search.body.items).toHaveLength(viewer.sees === 'unit' ? 1 : 0);
    }
  });

  it('whoever runs the system reads what became of a mail, and not what it says', async () => {
    const ask = async (role: Role) => {
      const token = tokenOf({ role, place: 'own province', sees: 'unit' });
      const shown = await stack.call<MessageDetailAnswer>('GET', `/messages/${messageId}`, token);
      const listed = await stack.call<Page<MessageAnswer>>('GET', `/messages?unit=${unit.id}`, token);
      return { shown: shown.body, listed: listed.body.items[0] };
    };
    const [operator, auditor] = [await ask('operator'), await ask('auditor')];
    expect(auditor.shown.text).toMatch(/\S/);
    expect(auditor.listed?.subject).toMatch(/\S/);
    for (const each of [operator.shown, operator.listed]) {
      expect(each).toMatchObject({ id: messageId, recipient: auditor.shown.recipient });
      expect(each).not.toHaveProperty('subject');
      expect(each).not.toHaveProperty('text');
    }
    expect(operator.shown.tries).toEqual(auditor.shown.tries);
  });

  it('a foreign unit, command, message or cycle is told exactly like one that does not exist', async () => {
    const ids: readonly [string, string][] = [
      [unit.id, 'QN9999'],
      [commandId, randomUUID()],
      [messageId, randomUUID()],
      [cycleId, '51-2026-khong-co'],
    ];
    let compared = 0;
    // What needs no account tells everybody the same.
    for (const key of Object.keys(ROUTES).filter((each) => routes.get(each)?.isOpen !== true)) {
      const path = ROUTES[key]?.path() ?? '';
      for (const [real, unreal] of ids.filter(([id]) => path.includes(id))) {
        for (const viewer of VIEWERS.filter(({ sees }) => sees !== 'unit')) {
          // Who is of the province may know its cycles.
          if (real === cycleId && viewer.sees === 'province') continue;
          const there = await ask(key, tokenOf(viewer), path);
          const missing = await ask(key, tokenOf(viewer), path.replace(real, unreal));
          expect([key, nameOf(viewer), missing.status, missing.body]).toEqual([
            key,
            nameOf(viewer),
            there.status,
            JSON.parse(JSON.stringify(there.body).replaceAll(real, unreal)),
          ]);
          expect([key, nameOf(viewer), told(there)]).toEqual([key, nameOf(viewer), expectedOf(key)(viewer)]);
          const [act] = routes.get(key)?.acts ?? [];
          if (act === undefined || !mayNever(viewer, act)) expect(there.status).toBe(404);
          compared += 1;
        }
      }
    }
    expect(compared).toBeGreaterThan(100);
  }, 400_000);
});

describe('a file behind a criterion, over HTTP', () => {
  const PDF = new TextEncoder().encode('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n');
  const place = () => `${stack.apiUrl}/api/v1${ofUnit('/evidence')}`;
  const bearer = () => ({ authorization: `Bearer ${stack.token('unit-head', { unitId: unit.id })}` });
  const upload = async (
    content: Uint8Array,
    name = 'Quyết định số 5.pdf',
    key: string = randomUUID(),
  ): Promise<{ status: number; body: EvidenceAnswer & { code?: string; detail?: string } }> => {
    const form = new FormData();
    form.set('criterion', '7');
    form.set('title', 'Quyết định xây dựng mô hình');
    form.set('effectiveOn', '2026-03-01');
    form.set('file', new Blob([content as BlobPart]), name);
    const headers = { ...bearer(), 'idempotency-key': key };
    const response = await fetch(place(), { method: 'POST', headers, body: form });
    return { status: response.status, body: (await response.json()) as never };
  };

  it('is taken once for each key and handed out as an attachment that no browser opens', async () => {
    const key = randomUUID();
    const first = await upload(PDF, undefined, key);
    expect([first.status, first.body.file]).toMatchObject([
      200,
      { type: 'application/pdf', bytes: PDF.length },
    ]);
    expect((await upload(PDF, undefined, key)).body).toEqual(first.body);
    const file = await fetch(`${place()}/${first.body.id}/file`, { headers: bearer() });
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(PDF);
    expect(file.headers.get('content-disposition')).toBe(
      `attachment; filename="Quyet dinh so 5.pdf"; filename*=UTF-8''Quy%E1%BA%BFt%20%C4%91%E1%BB%8Bnh%20s%E1%BB%91%205.pdf`,
    );
    expect(file.headers.get('x-content-type-options')).toBe('nosniff');
    expect(file.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    const other = await stack.call('GET', `${ofUnit('/evidence')}/${first.body.id}/file`, otherHead());
    expect(told(other)).toBe('404 UNIT.NOT_IN_SCOPE');
  });

  it.each<[string, () => Uint8Array, string, string]>([
    ['nothing in it', () => new Uint8Array(), 'qd.pdf', '422 EVIDENCE.EMPTY'],
    [
      'a program in it',
      () => new TextEncoder().encode(`MZ${'\0'.repeat(200)}`),
      'qd.pdf',
      '415 EVIDENCE.TYPE',
    ],
    ['a path in its name', () => PDF, '../../qd.pdf', '422 EVIDENCE.NAME'],
    ['a name that is turned round', () => PDF, 'qd\u202efdp.exe', '422 EVIDENCE.NAME'],
    ['another ending', () => PDF, 'qd.png', '422 EVIDENCE.NAME_MISMATCH'],
    ['too much in it', () => new Uint8Array(10_485_761).fill(32), 'qd.pdf', '413 EVIDENCE.TOO_LARGE'],
  ])('is refused with %s', async (_what, content, name, expected) => {
    const { status, body } = await upload(content(), name);
    expect(`${status} ${body.code ?? ''}`).toBe(expected);
    expect(body.detail).toMatch(/Hãy/);
  });

  const otherHead = () => stack.token('unit-head', { unitId: otherUnit.id });
});

describe('a token', () => {
  it('is asked for by every route that is not open, known and not revoked', async () => {
    const revoked = await stack.account('administrator', { level: 'tinh', provinceCode: '51' });
    expect((await stack.call('GET', '/me', revoked)).status).toBe(200);
    await stack.query('UPDATE api_token SET revoked_at = now() WHERE digest = $1', [tokenDigest(revoked)]);
    for (const key of Object.keys(ROUTES)) {
      const closed = routes.get(key)?.isOpen === false;
      const answers = await Promise.all(['', revoked, 'antq_nobody'].map((token) => ask(key, token)));
      const wanted = closed
        ? ['401 AUTH.REQUIRED', '401 AUTH.INVALID', '401 AUTH.INVALID']
        : Array.from({ length: 3 }, () => expectedOf(key)(VIEWERS[0] as Viewer));
      expect([key, ...answers.map(told)]).toEqual([key, ...wanted]);
    }
    const basic = await stack.call('GET', '/me', '', undefined, { headers: { authorization: 'Basic YTpi' } });
    expect(told(basic)).toBe('401 AUTH.REQUIRED');
    for (const page of ['/docs', '/docs-json']) expect((await fetch(stack.apiUrl + page)).status).toBe(200);
  });
});

const DOCUMENT = { number: '7/QĐ-UBND', date: '2026-10-19', signer: 'Chủ tịch UBND' };
const RECOGNITION = { stage: 'recognition' };
const OF_UNIT = ['unit-head of own unit', 'unit-officer of own unit'];
const ADMINISTRATORS = ['administrator of own commune', 'administrator of own province'];

/** Commands beside the stages, and who is not refused for who they are. */
const BESIDE: readonly [string, unknown, readonly string[]][] = [
  ['appeal', { kind: 'appeal', ...RECOGNITION, reason: 'Chưa đúng' }, ['unit-head of own unit']],
  [
    'appealOnBehalf',
    {
      ...{ kind: 'appeal', ...RECOGNITION, reason: 'Đơn giấy' },
      onBehalf: { arrivalNumber: '7', arrivedOn: '2026-10-19' },
    },
    [...ADMINISTRATORS, 'appraiser of own commune', 'deciding-body of own commune'],
  ],
  [
    'answerAppeal',
    { kind: 'answerAppeal', ...RECOGNITION, outcome: 'upheld', reason: 'Đúng', ...DOCUMENT },
    ['deciding-body of own commune'],
  ],
  [
    'proposeRevocation',
    { kind: 'proposeRevocation', ...RECOGNITION, ground: 'gian-doi', reason: 'Gian dối' },
    ['appraiser of own commune', 'deciding-body of own commune', 'supervisor of own commune'],
  ],
  [
    'revoke',
    { kind: 'revoke', ...RECOGNITION, ground: 'gian-doi', ...DOCUMENT },
    ['deciding-body of own commune'],
  ],
  [
    'overrideExclusion',
    { kind: 'overrideExclusion', ...RECOGNITION, reason: 'Lập công', number: '1/TB', date: '2026-10-19' },
    ['deciding-body of own commune', 'supervisor of own commune'],
  ],
  [
    'proposeAwards',
    { kind: 'proposeAwards', ...RECOGNITION, proposals: [{ form: 'Giấy khen', persons: 1 }] },
    ['supervisor of own commune', 'unit-head of own unit'],
  ],
  [
    'delegate',
    { kind: 'delegate', to: 'xa', reason: 'Ủy quyền', number: '1/QĐ', date: '2026-10-19' },
    ADMINISTRATORS,
  ],
  [
    'recordPledges',
    { kind: 'recordPledges', total: 3, pledged: 3 },
    ['appraiser of own commune', ...OF_UNIT],
  ],
  [
    'proposeExemplar',
    { kind: 'proposeExemplar', reason: 'Vững mạnh' },
    ['appraiser of own commune', 'supervisor of own commune'],
  ],
  [
    'decideExemplar',
    { kind: 'decideExemplar', accepted: true, ...DOCUMENT },
    ['deciding-body of own commune'],
  ],
  [
    'recordHeads',
    { kind: 'recordHeads', heads: [{ name: 'Trần Văn B', from: '2026-01-01' }] },
    [...ADMINISTRATORS, 'appraiser of own commune', ...OF_UNIT],
  ],
];

describe('commands of a unit', () => {
  const onBehalf = { arrivalNumber: '7', arrivedOn: '2026-10-19' };
  /** The table with what the cycle's pack says of the award exclusion. */
  const UNDER_PACK = withRoles(
    RIGHTS,
    'overrideExclusion',
    loadPack('quang-ngai-2025').certification.exclusionOverride?.roles ?? [],
  );
  const until = '2026-11-30';
  /** Who is not refused for who they are; the unit is judged by its commune. */
  const KINDS: readonly [string, unknown, readonly string[]][] = [
    ['submit', bodies.submit('unitReport'), ['unit-head of own unit']],
    [
      'submit on behalf',
      bodies.submit('unitReport', { onBehalf }),
      ['administrator of own commune', 'administrator of own province', 'appraiser of own commune'],
    ],
    [
      'receivePaper',
      { kind: 'receivePaper', stage: 'unitReport', ...onBehalf },
      ['administrator of own commune', 'administrator of own province', 'appraiser of own commune'],
    ],
    [
      'withdrawReceipt',
      { kind: 'withdrawReceipt', stage: 'unitReport', reason: 'Nhầm' },
      ['administrator of own commune', 'administrator of own province', 'appraiser of own commune'],
    ],
    [
      'announcePaper',
      { kind: 'announcePaper', stage: 'unitReport', number: '3/BC', date: '2026-10-19' },
      OF_UNIT,
    ],
    ['withdraw', { kind: 'withdraw', stage: 'unitReport', reason: 'Nhầm' }, ['unit-head of own unit']],
    ['return', bodies.giveBack('unitReport'), ['appraiser of own commune']],
    ['appraise', bodies.appraise(), ['appraiser of own commune']],
    ['decide', bodies.decide({ date: '2026-10-20' }), ['deciding-body of own commune']],
    ['review', bodies.review(), ['supervisor of own commune']],
    ...BESIDE,
    ...[
      { kind: 'extend', stage: 'dossier', until, reason: 'Lũ lụt' },
      { kind: 'restart', from: 'q1Plan', until, reason: 'Khiếu nại' },
      { kind: 'pause', reason: 'Sáp nhập' },
      { kind: 'resume', reason: 'Tiếp tục' },
      { kind: 'close', reason: 'Giải thể' },
    ].map((body): [string, unknown, string[]] => [
      body.kind,
      body,
      ['administrator of own commune', 'administrator of own province'],
    ]),
  ];

  it('are each for their role and level; nobody outside is told that the unit is there', async () => {
    for (const [kind, body, allowed] of KINDS) {
      const passed: string[] = [];
      for (const viewer of VIEWERS) {
        const answer = await stack.call('POST', ofUnit('/commands'), tokenOf(viewer), body);
        const outside = hidden(viewer);
        if (outside === undefined && answer.status !== 403) passed.push(nameOf(viewer));
        else if (outside !== undefined)
          expect([kind, nameOf(viewer), told(answer)]).toEqual([kind, nameOf(viewer), outside]);
      }
      expect([kind, ...passed.sort()]).toEqual([kind, ...[...allowed].sort()]);
      const act = kind === 'submit on behalf' ? 'submitOnBehalf' : (kind as Permission);
      const granted = VIEWERS.filter(
        (viewer) =>
          hidden(viewer) === undefined &&
          mayAct(UNDER_PACK, viewer.role, act, standingOf(viewer, act)).granted,
      );
      expect([kind, ...granted.map(nameOf).sort()]).toEqual([kind, ...[...allowed].sort()]);
    }
  });

  it('leave a foreign unit as it was', async () => {
    const facts = await stack.query('SELECT DISTINCT unit_id FROM fact WHERE cycle_id = $1', [cycleId]);
    expect(facts).toEqual([{ unit_id: unit.id }]);
    const foreign = await stack.query(
      `SELECT c.id FROM command c JOIN api_token t ON t.id::text = c.actor_id::text
        WHERE t.scope_code = ANY($1)`,
      [[otherUnit.id, foreignUnitId, OTHER_PROVINCE.code, OTHER_PROVINCE.commune, `51:${otherKind}`]],
    );
    expect(foreign).toEqual([]);
  });
});

describe('a request that makes no sense', () => {
  it('is told of its rights first, and of what is there before those', async () => {
    const nonsense = { isAdministrator: true };
    for (const [name, path, expected] of [
      ['appraiser of own province', `/cycles/${cycleId}/deadlines`, '403 ACTOR.ADMINISTRATOR_ONLY'],
      ['administrator of own commune', `/cycles/${cycleId}/deadlines`, '403 ACTOR.OTHER_AREA'],
      ['administrator of own province', `/cycles/${cycleId}/deadlines`, '400 INPUT.INVALID'],
      ['appraiser of other province', `/cycles/${cycleId}/deadlines`, '404 CYCLE.UNKNOWN'],
      ['unit-head of own unit', `/cycles/${cycleId}/decisions`, '403 ACTOR.OTHER_ROLE'],
      ['supervisor of own commune', ofUnit('/evidence'), '403 ACTOR.EVIDENCE'],
      ['supervisor of other commune', ofUnit('/evidence'), '404 UNIT.NOT_IN_SCOPE'],
    ] as const) {
      const viewer = VIEWERS.find((each) => nameOf(each) === name) as Viewer;
      const answer = await stack.call('POST', path, tokenOf(viewer), nonsense);
      expect([name, path, told(answer)]).toEqual([name, path, expected]);
    }
  });
});

describe('fields that nobody asked for', () => {
  it('are refused on every route that takes JSON, at every depth', async () => {
    const administrator = tokenOf({ role: 'administrator', place: 'own province', sees: 'unit' });
    const head = tokenOf({ role: 'unit-head', place: 'own unit', sees: 'unit' });
    const police = tokenOf({ role: 'appraiser', place: 'own commune', sees: 'unit' });
    const clerk = tokenOf({ role: 'unit-officer', place: 'own unit', sees: 'unit' });
    // Whoever may not record a decision is told so before the body is read.
    const committee = tokenOf({ role: 'deciding-body', place: 'own commune', sees: 'unit' });
    const more = { isAdministrator: true };
    const senderOf = (key: string): string => {
      if (/presentation(\/withdrawal)?$/.test(key)) return clerk;
      if (/\/(grant|refusal)$/.test(key)) return police;
      if (/\/(drafts|extension-requests|deputies)/.test(key)) return head;
      return /\/(decisions|classifications|freezes)(\/|$)/.test(key) ? committee : administrator;
    };
    const submit = bodies.submit('unitReport');
    const bodiesWithMore: readonly [string, string, string, unknown][] = [
      ...Object.entries(ROUTES)
        .filter(([key, { headers }]) => methodOf(key) !== 'GET' && headers?.['content-type'] === undefined)
        .filter(([, { body }]) => body !== undefined)
        // A form is no JSON; its fields are checked where it is read.
        .filter(([key]) => !key.endsWith('/evidence'))
        .map(([key, { path, body }]): [string, string, string, unknown] => [
          methodOf(key),
          path(),
          senderOf(key),
          { ...(body?.() as object), ...more },
        ]),
      ...[
        { ...submit, paper: { ...submit.paper, ...more } },
        { ...submit, onBehalf: { arrivalNumber: '1', arrivedOn: '2026-10-19', ...more } },
        { ...submit, sheet: [{ criterion: '1', points: 1, ...more }] },
        { ...submit, effectiveAt: '2026-01-01T00:00:00Z' },
        { kind: 'pause', reason: 'Sáp nhập', ...more },
        { ...bodies.decide(), classKey: 'gioi' },
        { ...bodies.appraise(), sheet: [{ criterion: '1', points: 1, ...more }] },
      ].map((body): [string, string, string, unknown] => [
        'POST',
        commandsPath(cycleId, otherUnit.id),
        head,
        body,
      ]),
    ];
    expect(bodiesWithMore.length).toBeGreaterThan(20);
    for (const [method, path, token, body] of bodiesWithMore) {
      const answer = await stack.call(method, path, token, body, { headers: { 'if-match': '*' } });
      expect([path, told(answer)]).toEqual([path, '400 INPUT.INVALID']);
    }
  });
});

describe('an import', () => {
  const administratorOf = (place: 'own province' | 'other province') =>
    tokenOf({ role: 'administrator', place, sees: place === 'own province' ? 'unit' : 'nothing' });
  const rowsOf = async (ids: readonly string[]) =>
    stack.query(
      `SELECT to_jsonb(u) AS unit, (SELECT jsonb_agg(c ORDER BY c.role) FROM contact c WHERE c.unit_id = u.id) AS contacts
         FROM unit u WHERE u.id = ANY($1) ORDER BY u.id`,
      [ids],
    );

  it('of another province changes nothing of ours, by code, by commune or by name', async () => {
    const foreign = administratorOf('other province');
    const ids = stack.units.map(({ id }) => id);
    const before = await rowsOf(ids);
    expect(before).toHaveLength(ids.length);
    const byCode = await importAs(
      foreign,
      fileOf(...ids.map((id) => row(id, `Công ty Chiếm mã ${id}`, OTHER_PROVINCE.commune))),
    );
    expect(byCode.status).toBe(200);
    expect(byCode.body).toMatchObject({ inserted: 0, updated: 0, unchanged: 0 });
    expect(byCode.body.problems.map(({ code, place }) => [code, place])).toEqual(
      ids.map((id) => ['ROSTER.CODE_TAKEN', `mã ${id}`]),
    );
    expect(JSON.stringify(byCode.body)).not.toContain(unit.name);
    const whole = await importAs(foreign, (await sampleRoster(12)).csv.toString('utf8'));
    expect([whole.body.inserted, whole.body.updated]).toEqual([0, 0]);
    const byName = await importAs(foreign, fileOf(row('', unit.name, unit.communeCode)));
    expect([byName.body.inserted, byName.body.updated]).toEqual([0, 0]);
    const chosen = await importAs(
      foreign,
      fileOf(row('', 'Công ty Chọn xã', '')),
      `&commune=${unit.communeCode}`,
    );
    expect([chosen.body.inserted ?? 0, chosen.body.updated ?? 0]).toEqual([0, 0]);
    expect(await rowsOf(ids)).toEqual(before);
  });

  it('of the same list twice at once makes a unit without a code once', async () => {
    const file = fileOf(row('', 'Công ty Hai Lần', unit.communeCode));
    const own = administratorOf('own province');
    const both = await Promise.all([importAs(own, file), importAs(own, file)]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect(both.map(({ body }) => body.problems)).toEqual([[], []]);
    expect(both.map(({ body }) => [body.inserted, body.unchanged]).sort()).toEqual([
      [0, 1],
      [1, 0],
    ]);
    const made = await stack.query(`SELECT id FROM unit WHERE name = 'Công ty Hai Lần'`);
    expect(made).toHaveLength(1);
  });

  it('of the same new codes by two provinces at once gives each code to one of them', async () => {
    const codes = Array.from({ length: 60 }, (_, index) => `CH${1000 + index}`);
    const file = (commune: string) => fileOf(...codes.map((code) => row(code, `Công ty ${code}`, commune)));
    const both = await Promise.all([
      importAs(administratorOf('own province'), file(unit.communeCode)),
      importAs(administratorOf('other province'), file(OTHER_PROVINCE.commune)),
    ]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect(both.map(({ body }) => [body.inserted, body.updated, body.problems.length]).sort()).toEqual([
      [0, 0, 60],
      [60, 0, 0],
    ]);
    const owners = await stack.query(
      `SELECT province_code, count(*)::int AS n FROM unit WHERE id LIKE 'CH1%' GROUP BY 1`,
    );
    expect(owners.map(({ n }) => n)).toEqual([60]);
  });
});

describe('an account of one rehearsal', () => {
  const administratorOf = () => tokenOf({ role: 'administrator', place: 'own province', sees: 'unit' });
  const mint = (cycle: string) =>
    stack.call<RehearsalAccountsAnswer>('POST', `/cycles/${cycle}/rehearsal/accounts`, administratorOf(), {
      accounts: [
        { role: 'administrator', scope: { level: 'tinh', provinceCode: '51' } },
        { role: 'appraiser', scope: { level: 'xa', communeCode: unit.communeCode } },
        { role: 'unit-head', scope: { level: 'unit', unitId: unit.id } },
      ],
    });
  let other: string;
  let minted: RehearsalAccountsAnswer['accounts'];
  const tokenAt = (index: number) => minted[index]?.token ?? '';

  beforeAll(async () => {
    other = await stack.openRehearsal(2026, 'khac', instantOf(2026, '10-20T09:00'));
    const answer = await mint(other);
    expect(answer.status).toBe(200);
    minted = answer.body.accounts;
  });

  it('belongs to the office that its role acts for there', () => {
    expect(minted.map(({ role, officeKind }) => [role, officeKind])).toEqual([
      ['administrator', undefined],
      ['appraiser', 'commune-police'],
      ['unit-head', undefined],
    ]);
  });

  it('is told of every other cycle as of one that does not exist', async () => {
    const closed = Object.keys(ROUTES).filter((each) => routes.get(each)?.isOpen !== true);
    for (const key of closed.filter((each) => ROUTES[each]?.path().includes(cycleId))) {
      for (const { token } of minted) {
        expect([key, told(await ask(key, token))]).toEqual([key, '404 CYCLE.UNKNOWN']);
      }
    }
  });

  it('finds nothing of other cycles in lists, and changes nothing that belongs to none', async () => {
    const administrator = tokenAt(0);
    const cycles = await stack.call<{ items: { id: string }[] }>('GET', '/cycles', administrator);
    expect(cycles.body.items.map(({ id }) => id)).toEqual([other]);
    const messages = await stack.call<Page<MessageAnswer>>('GET', '/messages?limit=500', administrator);
    expect(messages.body.items.filter(({ cycleId: of }) => of !== other)).toEqual([]);
    const units = await stack.call<Page<{ id: string }>>('GET', '/units?limit=500', administrator);
    const held = await stack.query('SELECT unit_id FROM unit_year WHERE cycle_id = $1 AND body_key IS NULL', [
      other,
    ]);
    expect(units.body.items).toHaveLength(held.length);
    for (const key of [
      'GET /api/v1/messages/{id}',
      'GET /api/v1/commands/{commandId}',
      'POST /api/v1/cycles',
      'POST /api/v1/units/imports',
    ]) {
      const wanted = key.includes('messages')
        ? '404 MESSAGE.UNKNOWN'
        : key.includes('commands')
          ? '404 COMMAND.UNKNOWN'
          : '403 ACTOR.REHEARSAL_ONLY';
      expect([key, told(await ask(key, administrator))]).toEqual([key, wanted]);
    }
    const beside = await stack.call('POST', `/holidays/seeds?cycle=${other}`, administrator, {
      year: 2027,
      reason: 'Thử',
    });
    expect(told(beside)).toBe('403 ACTOR.REHEARSAL_ONLY');
  });

  it('acts inside its rehearsal, and stays the same account under a new token', async () => {
    const submit = (token: string, key: string) =>
      stack.call('POST', commandsPath(other, unit.id), token, bodies.submit('selfScoring'), { key });
    const first = await applied(stack, await submit(tokenAt(2), 'dien-tap-1'));
    const again = await mint(other);
    expect(told(await submit(tokenAt(2), 'dien-tap-1'))).toBe('401 AUTH.INVALID');
    const repeated = await submit(again.body.accounts[2]?.token ?? '', 'dien-tap-1');
    expect(repeated.body.id).toBe(first.id);
  });

  it('is made in rehearsals only, and for places of theirs', async () => {
    // A real year opens where its days off are known.
    const daysOff = { year: 2031, reason: 'Thử' };
    expect((await stack.call('POST', '/holidays/seeds', administratorOf(), daysOff)).status).toBe(200);
    const real = await stack.call<OpenCycleAnswer>('POST', '/cycles', administratorOf(), {
      policy: 'quang-ngai-2025',
      year: 2031,
    });
    expect(real.status).toBe(201);
    const { id } = real.body.cycle;
    expect(told((await mint(id)) as Answer)).toBe('409 REHEARSAL.ONLY');
    const advance = { to: instantOf(2031, '10-20T09:00') };
    const clock = await stack.call('POST', `/cycles/${id}/rehearsal/advance`, administratorOf(), advance);
    expect(told(clock)).toBe('409 REHEARSAL.ONLY');
    const path = `/cycles/${other}/rehearsal/accounts`;
    for (const [role, scope, code] of [
      ['unit-head', { level: 'unit', unitId: foreignUnitId }, '404 UNIT.NOT_IN_SCOPE'],
      ['appraiser', { level: 'xa', communeCode: OTHER_PROVINCE.commune }, '404 AREA.UNKNOWN'],
      ['appraiser', { level: 'tinh', provinceCode: OTHER_PROVINCE.code }, '404 AREA.UNKNOWN'],
      ['unit-head', { level: 'tinh', provinceCode: '51' }, '400 INPUT.INVALID'],
      ['appraiser', { level: 'unit', unitId: unit.id }, '400 INPUT.INVALID'],
    ] as const) {
      const accounts = [{ role, scope }];
      expect(told(await stack.call('POST', path, administratorOf(), { accounts }))).toBe(code);
    }
  });

  it('is worth nothing once the rehearsal is closed, but for the one that still compares its year', async () => {
    const again = (await mint(other)).body.accounts;
    const answered = async () =>
      Promise.all(again.map(async ({ token }) => told(await stack.call('GET', `/cycles/${other}`, token))));
    await stack.query(`UPDATE cycle SET state = 'closed' WHERE id = $1`, [other]);
    const nothing = '401 AUTH.INVALID';
    // What was wrong is not looked up again for ten seconds.
    const comesBack = async () => {
      await eventually(async () => ((await answered())[0] === '200' ? true : undefined));
      expect(await answered()).toEqual(['200', nothing, nothing]);
    };
    expect(await answered()).toEqual([nothing, nothing, nothing]);
    await stack.query(
      `INSERT INTO rehearsed_year (cycle_id, seed, day_ms, keep_going, state) VALUES ($1, 1, 0, false, 'running')`,
      [other],
    );
    await comesBack();
    // Lost for so long, the year is not compared any more.
    await stack.query(
      `UPDATE rehearsed_year SET started_at = now() - interval '2 hours' WHERE cycle_id = $1`,
      [other],
    );
    expect(await answered()).toEqual([nothing, nothing, nothing]);
    await stack.query(`UPDATE rehearsed_year SET told_at = now() WHERE cycle_id = $1`, [other]);
    await comesBack();
    await stack.query(`UPDATE rehearsed_year SET state = 'ended' WHERE cycle_id = $1`, [other]);
    expect(await answered()).toEqual([nothing, nothing, nothing]);
  });
});
