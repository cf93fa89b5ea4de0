import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { DomainError } from '#libs/contracts';
import { SpecDatabase } from '../../../test/support/database/spec-database.js';
import { listFiles, seedAreas } from '../../../test/support/lists.js';
import type { Identity } from '../identity/identity.js';
import { ImportOffices } from '../offices/import-offices.use-case.js';
import type { StoredUnit } from '../units/units.port.js';
import { ImportPeople } from './import-people.use-case.js';

const administrator: Identity = {
  actorId: 'spec',
  name: 'Quản trị',
  role: 'administrator',
  scope: { level: 'tinh', provinceCode: '51' },
};

const unit = (id: string): StoredUnit => ({
  ...{ id, name: `Trạm ${id}`, kind: 'co-quan', subKind: 'cap-xa', managedBy: 'xa', size: 'vua' },
  ...{ hasParty: true, hasUnion: true, hasMassOrganisations: true, hasGuards: true, hasStudents: false },
  ...{ isFdi: false, communeCode: '21211', subunits: 3, headcount: 40, students: 0, contacts: [] },
});

let database: SpecDatabase;
beforeAll(async () => {
  database = await SpecDatabase.open();
  await seedAreas(database);
  await database.unitOfWork.inTransaction((records) =>
    records.units.save('51', ['R3-0001', 'R3-0002'].map(unit)),
  );
  await database.remember();
}, 60_000);
beforeEach(() => database.restore());
afterAll(() => database?.dispose());

const csv = (head: string, rows: readonly string[]) => ({
  filename: 'ds.csv',
  bytes: new TextEncoder().encode(`${[head, ...rows].join('\n')}\n`),
});
const OFFICES = 'Mã cơ quan,Tên cơ quan,Loại cơ quan,Địa bàn,Địa chỉ,Thư điện tử';
const PEOPLE = 'Họ và tên,Thư điện tử,Điện thoại,Vai trò,Nơi làm việc,Từ ngày,Văn bản giao,Thôi theo văn bản';
const POLICE = ',Công an tỉnh,Công an,,1 Hùng Vương,ca@example.test';
const HEAD = 'Thủ trưởng A,a@example.test,,Thủ trưởng,R3-0001,05/01/2026,QĐ 1,';

const offices = (rows: readonly string[], dryRun = false) =>
  new ImportOffices(database.unitOfWork, listFiles()).execute(
    administrator,
    csv(OFFICES, rows),
    undefined,
    dryRun,
  );
const people = (rows: readonly string[], dryRun = false) =>
  new ImportPeople(database.unitOfWork, listFiles()).execute(
    administrator,
    csv(PEOPLE, rows),
    undefined,
    dryRun,
  );
const kinds = ({ changes }: Awaited<ReturnType<typeof people>>) =>
  changes.map(({ kind, name, paper, ends }) => [kind, name, paper, ends?.endPaper]);
const counted = async (table: string) => {
  const [row] = await database.source.query<{ n: number }[]>(`SELECT count(*)::int AS n FROM ${table}`);
  return row?.n;
};
const refused = async (sent: Promise<unknown>) => {
  try {
    await sent;
    return 'taken';
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return [error.code, ...error.problems.map(({ code, place }) => `${place}: ${code}`)].join(' | ');
  }
};

it('offices are taken as a dry run has told; the same file changes nothing, another one tells what', async () => {
  const rows = [POLICE, 'UB01,UBND xã,UBND,21211,,'];
  const dry = await offices(rows, true);
  expect(await counted('office')).toBe(0);
  expect({ ...(await offices(rows)), dryRun: true }).toEqual(dry);
  expect(dry.changes.map(({ office, isNew }) => [office, isNew])).toEqual([
    ['CQ510001', true],
    ['UB01', true],
  ]);
  expect(await offices(rows)).toMatchObject({ inserted: 0, updated: 0, unchanged: 2, changes: [] });
  const changed = await offices([POLICE.replace('1 Hùng Vương', '2 Hùng Vương')]);
  expect(changed).toMatchObject({ inserted: 0, updated: 1, unlisted: [{ office: 'UB01' }] });
  expect(changed.changes[0]?.fields).toEqual([
    { field: 'address', label: 'Địa chỉ', before: '1 Hùng Vương', after: '2 Hùng Vương' },
  ]);
  expect(await counted(`audit WHERE action = 'offices.imported'`)).toBe(2);
});

it('one faulty row keeps every office out, whatever a dry run tells of the others', async () => {
  const rows = [POLICE, 'R3-0001,UBND tỉnh,UBND,,,'];
  expect(await offices(rows, true)).toMatchObject({
    inserted: 1,
    problems: [{ code: 'OFFICES.CODE_TAKEN', place: 'dòng 3' }],
  });
  expect(await refused(offices(rows))).toBe('OFFICES.REFUSED | dòng 3: OFFICES.CODE_TAKEN');
  expect(await counted('office')).toBe(0);
});

it('people get accounts and roles by their papers, as a dry run has told, and are not asked for twice', async () => {
  await offices([POLICE]);
  const rows = [HEAD, 'Công an B,b@example.test,,Thẩm định,,05/01/2026,QĐ 2,'];
  const dry = await people(rows, true);
  expect(await counted('account')).toBe(0);
  expect({ ...(await people(rows)), dryRun: true }).toEqual(dry);
  expect(kinds(dry)).toEqual([
    ['new', 'Thủ trưởng A', 'QĐ 1', undefined],
    ['new', 'Công an B', 'QĐ 2', undefined],
  ]);
  expect(await people(rows)).toMatchObject({ accounts: 0, granted: 0, ended: 0, unchanged: 2, changes: [] });
  expect([await counted('account'), await counted('account_grant'), await counted('message')]).toEqual([
    2, 2, 0,
  ]);
  expect(await counted(`audit WHERE action = 'accounts.imported'`)).toBe(1);
});

it('a change of post ends one role and begins another by the same paper; what has ended never comes back by its old one', async () => {
  await people([HEAD]);
  const moved = HEAD.replace('R3-0001', 'R3-0002').replace('QĐ 1', 'QĐ 9');
  expect(kinds(await people([moved]))).toEqual([['moved', 'Thủ trưởng A', 'QĐ 9', 'QĐ 9']]);
  expect(await refused(people([HEAD]))).toBe('PEOPLE.REFUSED | dòng 2: PEOPLE.ENDED');
  expect(await people([moved])).toMatchObject({ unchanged: 1, changes: [] });

  const second = HEAD.replace('QĐ 1', 'QĐ 10');
  expect(kinds(await people([moved, second]))).toEqual([['granted', 'Thủ trưởng A', 'QĐ 10', undefined]]);
  const over = `${moved}QĐ 11`;
  expect(kinds(await people([over]))).toEqual([['ended', 'Thủ trưởng A', undefined, 'QĐ 11']]);
  expect(await people([over])).toMatchObject({ ended: 0, unchanged: 1 });
  expect(await refused(people([`${moved}QĐ 12`]))).toBe('PEOPLE.REFUSED | dòng 2: PEOPLE.NO_GRANT');
});

it('a role ends by the paper that gave it, and a list that ends one and gives it anew changes nothing the second time', async () => {
  await people([HEAD]);
  const anew = HEAD.replace('QĐ 1', 'QĐ 9');
  const rows = [`${HEAD}QĐ 5`, anew];
  expect(await people(rows)).toMatchObject({ ended: 1, granted: 1 });
  expect(await people(rows)).toMatchObject({ ended: 0, granted: 0, unchanged: 2, changes: [] });
  expect(await people([`${HEAD}QĐ 5`])).toMatchObject({ ended: 0, unchanged: 1 });
  expect(await counted(`account_grant WHERE ended_at IS NULL AND paper = 'QĐ 9'`)).toBe(1);
});

it('a change of post that is to come leaves the earlier role in force until then', async () => {
  await people([HEAD]);
  const moved = HEAD.replace('R3-0001', 'R3-0002')
    .replace('QĐ 1', 'QĐ 9')
    .replace('05/01/2026', '01/03/2098');
  expect((await people([moved])).changes[0]?.ends).toMatchObject({ endPaper: 'QĐ 9', lastDay: '2098-02-28' });
  const earlier = `account_grant WHERE paper = 'QĐ 1' AND end_paper = 'QĐ 9'`;
  expect(await counted(`${earlier} AND ended_at = '2098-03-01T00:00+07:00'`)).toBe(1);
  expect(await people([moved])).toMatchObject({ unchanged: 1, changes: [] });
  expect(kinds(await people([`${HEAD}QĐ 7`]))).toEqual([['ended', 'Thủ trưởng A', undefined, 'QĐ 7']]);
  expect(await counted(`account_grant WHERE end_paper = 'QĐ 7' AND ended_at <= now()`)).toBe(1);
});

it('tells of mailboxes of two people, whom nobody can invite', async () => {
  const rows = [HEAD, 'Đầu mối C,a@example.test,,Cán bộ đầu mối,R3-0001,05/01/2026,QĐ 3,'];
  for (const dryRun of [true, false]) {
    expect(await people(rows, dryRun)).toMatchObject({
      accounts: 2,
      warnings: [{ code: 'ACCOUNT.SHARED_ADDRESS', place: 'a@example.test' }],
    });
  }
});

it('does not end the last administrator who has signed in', async () => {
  const row = 'Quản trị D,d@example.test,,Quản trị,,05/01/2026,QĐ 4,';
  await people([row]);
  await database.source.query('UPDATE account SET signed_in_at = now()');
  expect((await people([HEAD, `${row}QĐ 5`], true)).problems).toMatchObject([
    { code: 'ACCOUNT.LAST_ADMINISTRATOR', place: 'dòng 3' },
  ]);
  expect(await refused(people([HEAD, `${row}QĐ 5`]))).toBe('ACCOUNT.LAST_ADMINISTRATOR');
  expect(await counted('account')).toBe(1);
});
