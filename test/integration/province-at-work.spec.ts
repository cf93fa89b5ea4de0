import { afterAll, beforeAll, expect } from '@jest/globals';
import {
  type Admitted,
  CycleRules,
  EditHolidays,
  type Identity,
  ImportHolidays,
  ImportOffices,
  ImportPeople,
  ImportUnits,
  InviteFirstAdministrator,
  InviteWave,
  LinkAddresses,
  OpenCycle,
  OpenUnits,
  RegisterCommand,
  type Runs,
  SaveDraft,
} from '#libs/application';
import { DomainError } from '#libs/contracts';
import { Seeder } from '#libs/persistence';
import { PACKS } from '../../libs/policy/packs.support.js';
import { ClockedUnitOfWork } from '../support/clocked-unit-of-work.js';
import { SpecDatabase } from '../support/database/spec-database.js';
import { faultsAt } from '../support/faults.js';
import { listFiles } from '../support/lists.js';
import { CODE, NET, PASSWORD, People } from '../support/people.js';
import { story } from '../support/story.js';
import { bodies } from '../support/unit-year-driver.js';

const PROVINCE = '98';
const YEAR = { policy: 'national-2025', year: 2026, province: PROVINCE };
const [KEEPER, HEAD, CLERK] = ['quan-tri@example.test', 'hieu-truong@example.test', 'van-thu@example.test'];

/** Files as a new province fills them in. */
const FILES = {
  offices: [
    'Tên cơ quan,Loại cơ quan,Địa bàn,Địa chỉ,Điện thoại,Trực ban,Thư điện tử',
    'Công an xã Thử Một,Công an,Thử Một,Thôn Một,0200000001,Trực ban Công an xã,ca@example.test',
    'UBND xã Thử Một,UBND,Thử Một,Thôn Một,0200000002,Văn thư UBND,ub@example.test',
    'Ban Chỉ đạo 138 xã Thử Một,Ban Chỉ đạo 138,Thử Một,Thôn Một,0200000003,,bcd@example.test',
  ],
  units: [
    'Mã đơn vị,Tên đơn vị,Loại hình,"Xã, phường, đặc khu",Cấp quản lý,Tổ chức Đảng,Công đoàn,Đoàn thể,LL bảo vệ,"Số phòng, ban, tổ",Số người,Email đơn vị,Cán bộ đầu mối,Email đầu mối',
    `T1,Trường THCS Thử Một,Cơ sở giáo dục,Xã Thử Một,Xã,x,x,x,x,3,40,truong@example.test,Văn thư T1,${CLERK}`,
  ],
  people: [
    'Họ và tên,Thư điện tử,Vai trò,Nơi làm việc,Từ ngày,Văn bản giao',
    `Hiệu trưởng T1,${HEAD},Hiệu trưởng,T1,05/01/2026,QĐ 5/QĐ-UBND`,
    `Văn thư T1,${CLERK},Đầu mối,T1,05/01/2026,QĐ 5/QĐ-UBND`,
    'Công an xã,can-bo-ca@example.test,Thẩm định,Thử Một,05/01/2026,QĐ 6/QĐ-CAT',
    'Văn phòng UBND,can-bo-ub@example.test,UBND,Thử Một,05/01/2026,QĐ 7/QĐ-UBND',
    'Thường trực 138,can-bo-bcd@example.test,Theo dõi,Thử Một,05/01/2026,QĐ 8/QĐ-BCĐ',
  ],
  daysOff: [
    'Ngày,Loại,Tên,Văn bản',
    '01/01/2026,nghỉ,Tết Dương lịch,Bộ luật Lao động Điều 112',
    '30/04/2026,nghỉ,Ngày Chiến thắng,Bộ luật Lao động Điều 112',
  ],
};
const file = (lines: readonly string[]) => ({
  filename: 'ds.csv',
  bytes: new TextEncoder().encode(`${lines.join('\n')}\n`),
});

const noRuns = new Proxy({} as Runs, { get: () => () => Promise.resolve() });
const rules = new CycleRules();
let database: SpecDatabase;
let people: People;
let unitOfWork: ClockedUnitOfWork;
let administrator: Identity;
let cycleId: string;

beforeAll(async () => {
  database = await SpecDatabase.open();
  people = new People(() => database);
  unitOfWork = new ClockedUnitOfWork(database.unitOfWork);
  unitOfWork.setNow('2026-02-02T09:00');
  // What every installation has: the areas of the country.
  await new Seeder(database.source).areas([
    { code: PROVINCE, kind: 'tinh', name: 'Tỉnh Thử', adminKind: 'tỉnh' },
    { code: '98001', kind: 'xa', name: 'Xã Thử Một', adminKind: 'xã', parentCode: PROVINCE },
  ]);
}, 60_000);
afterAll(() => database?.dispose());

/** The secret behind the newest mail to an address, as the mail that is sent has it. */
async function mailed(recipient: string): Promise<string> {
  const [row] = await people.query(
    'SELECT params FROM message WHERE recipient = $1 ORDER BY created_at DESC',
    [recipient],
  );
  const params = (row?.['params'] ?? {}) as Record<string, string>;
  const { sent } = new LinkAddresses(people.secrets, 'https://antq.example.test').filled(params) ?? {};
  return sent?.address?.split('#')[1] ?? '';
}

/** Follows an invitation, brings a code where one is asked for, and answers who is in. */
async function accepts(recipient: string): Promise<Identity> {
  const opening = { secret: await mailed(recipient), net: NET, userAgent: 'spec' };
  let admitted: Admitted = await people.opening.invitation(opening, PASSWORD);
  if ('ticket' in admitted) {
    await people.second.enrol(admitted.ticket);
    admitted = await people.bring(admitted.ticket, CODE);
  }
  return people.signedIn(admitted.secret);
}

const opening = () => new OpenCycle(unitOfWork, noRuns, PACKS);
/** Codes of what the opening of the year is refused for. */
async function lacks(): Promise<readonly string[]> {
  try {
    await opening().execute(administrator, YEAR);
    return [];
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return [error.code, ...new Set(error.problems.map(({ code }) => code))];
  }
}

let keys = 0;
const handsIn = async (who: Identity): Promise<string> => {
  keys += 1;
  const { command } = await new RegisterCommand(unitOfWork, rules, faultsAt()).execute(who, {
    ...{ cycleId, unitId: 'T1', idempotencyKey: `tinh-moi-${keys}`, body: bodies.submit('q1Plan') },
  });
  return command.status === 'refused' ? (command.outcome?.code ?? '') : command.status;
};

const { chapter, step } = story('a new province goes live by files and invitations alone');

chapter('a province with areas alone', () => {
  step('has a first administrator, who comes in by a mail and a code', async () => {
    const inviting = new InviteFirstAdministrator(unitOfWork, people.secrets);
    await inviting.execute({ email: KEEPER, provinceCode: PROVINCE });
    administrator = await accepts(KEEPER);
    expect(administrator).toMatchObject({
      role: 'administrator',
      scope: { level: 'tinh', provinceCode: PROVINCE },
    });
  });

  step('takes its units, and is refused a real year by name', async () => {
    const units = { file: file(FILES.units), key: 'don-vi' };
    const taken = await new ImportUnits(unitOfWork, listFiles()).execute(administrator, units, false);
    expect([taken.inserted, taken.problems]).toEqual([1, []]);
    expect(await lacks()).toEqual(['CYCLE.NOT_READY', 'CYCLE.NO_OFFICE', 'CYCLE.NO_DAYS_OFF']);
  });

  step('takes its offices and days off, and is told that nobody acts', async () => {
    const offices = new ImportOffices(unitOfWork, listFiles());
    const taken = await offices.execute(administrator, file(FILES.offices), 'co-quan', false);
    expect(taken).toMatchObject({ inserted: 3, problems: [] });
    const editing = new EditHolidays(unitOfWork, noRuns, rules);
    const daysOff = { file: file(FILES.daysOff), reason: 'Bảng của tỉnh' };
    await new ImportHolidays(editing, listFiles()).execute(administrator, daysOff, 'ngay-nghi', false);
    expect(await lacks()).toEqual(['CYCLE.NOT_READY', 'CYCLE.NOBODY']);
  });

  step('takes its people, and its year opens', async () => {
    const importing = new ImportPeople(unitOfWork, listFiles());
    const dry = await importing.execute(administrator, file(FILES.people), 'nguoi', true);
    expect(dry).toMatchObject({ accounts: 5, problems: [], warnings: [] });
    await importing.execute(administrator, file(FILES.people), 'nguoi', false);
    expect(await lacks()).toEqual([]);
    cycleId = `${PROVINCE}-2026`;
    const opened = new OpenUnits(unitOfWork, noRuns, rules, faultsAt());
    await opened.execute(cycleId, { opened: 0 }, () => undefined);
  });
});

chapter('its people', () => {
  const wave = (more: object) =>
    new InviteWave(database.unitOfWork, people.secrets).execute(
      administrator,
      { size: 100, again: false, ...more },
      `dot-${JSON.stringify(more)}`,
      false,
    );

  step('are invited in waves, mails two seconds apart', async () => {
    await expect(wave({ kind: 'co-so-giao-duc' })).rejects.toMatchObject({ code: 'ACCOUNT.WAVE_NUMBER' });
    const school = await wave({ wave: 1, kind: 'co-so-giao-duc' });
    expect([school.wave, school.invited.map(({ email }) => email), school.waiting]).toEqual([
      1,
      [HEAD, CLERK],
      0,
    ]);
    expect((await wave({ wave: 2, size: 2 })).waiting).toBe(1);
    const gaps = await people.query(
      `SELECT round(extract(epoch FROM next_attempt_at - lag(next_attempt_at) OVER (ORDER BY next_attempt_at)))::int AS gap
         FROM message WHERE template = 'invitation' AND recipient <> $1 ORDER BY next_attempt_at`,
      [KEEPER],
    );
    expect(gaps.map(({ gap }) => gap)).toEqual([null, 2, 2, 2]);
  });

  step('hand in a plan: the clerk prepares it, the head approves it', async () => {
    const [clerk, head] = [await accepts(CLERK), await accepts(HEAD)];
    const draft = {
      cycleId,
      unitId: 'T1',
      stage: 'q1Plan',
      body: bodies.submit('q1Plan'),
      expected: [0],
    };
    await new SaveDraft(unitOfWork, rules).execute(clerk, draft);
    expect(await handsIn(clerk)).toBe('ACTOR.NOT_HEAD');
    expect(await handsIn(head)).toBe('applied');
  });

  step('are invited again only where they have never come, and not on the same day', async () => {
    const again = await wave({ again: true });
    expect([again.invited, again.leftOut.map(({ code }) => code)]).toEqual([
      [],
      ['ACCOUNT.INVITED_TODAY', 'ACCOUNT.INVITED_TODAY'],
    ]);
    await people.query(
      `UPDATE account SET invited_at = now() - interval '2 days' WHERE invited_at IS NOT NULL`,
    );
    expect((await wave({ again: true, size: 99 })).invited.map(({ email }) => email)).toEqual([
      'can-bo-ca@example.test',
      'can-bo-bcd@example.test',
    ]);
  });
});
