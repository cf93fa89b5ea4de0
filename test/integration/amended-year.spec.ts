import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  ActOnCalendar,
  AmendDeadline,
  type Identity,
  OpenCycle,
  OpenUnits,
  Reconciler,
  type Records,
  type Runs,
  type UnitOfWork,
  YearOpener,
} from '#libs/application';
import type { CommandBody, DeadlineBody } from '#libs/contracts';
import { TemplateRenderer } from '#libs/mail';
import { PACKS } from '../../libs/policy/packs.support.js';
import { check } from '../support/checker/index.js';
import { faultsAt } from '../support/faults.js';
import { COUNTERS, refilled, refilledDays, STAGE_ROWS } from '../support/refill.js';
import { COMMUNE, OFFICES, SmallCycle, SmallProvince } from '../support/small-cycle.js';
import { bodies } from '../support/unit-year-driver.js';

const [CITY, OTHER, RURAL, REMOTE] = ['QN0001', 'QN0002', 'QN0004', 'QN0005'] as const;
const SUBJECTS = [CITY, OTHER, RURAL, REMOTE, 'CAT', 'UBX'];
const mailbox = (id: string) => `${id.toLowerCase()}@donvi.example.test`;

let province: SmallProvince;
const started = new Set<string>();
const runs = {
  startAreaYear: async () => undefined,
  wakeAreaYear: async () => undefined,
  wakeAreaReminders: async () => undefined,
  startUnitYears: async (all: readonly { readonly unitId: string }[]) => {
    for (const { unitId } of all) started.add(unitId);
  },
  openUnitIds: async () => [...started],
} as unknown as Runs;

beforeAll(async () => {
  province = await SmallProvince.open([
    [CITY, 'Sở Tư pháp', 'tinh', mailbox(CITY)],
    [OTHER, 'Sở Nội vụ', 'tinh', mailbox(OTHER)],
    [RURAL, 'Trạm Y tế xã', 'xa', mailbox(RURAL)],
    [REMOTE, 'Bưu điện xã', 'xa', mailbox(REMOTE)],
  ]);
}, 120_000);

afterAll(() => province?.dispose());

const head = (unitId: string): Pick<Identity, 'role' | 'scope'> => ({
  role: 'unit-head',
  scope: { level: 'unit', unitId },
});
const turn = ({ id }: SmallCycle) => {
  const { unitOfWork, rules } = province;
  return new ActOnCalendar(unitOfWork, rules, new YearOpener(unitOfWork, runs, rules, faultsAt())).execute(
    id,
  );
};
const amend = (cycle: SmallCycle, change: Pick<DeadlineBody, 'stage' | 'day'>, dryRun = false) =>
  new AmendDeadline(province.unitOfWork, runs, province.rules).execute(
    cycle.administrator,
    cycle.id,
    { level: '*', operator: 'by', number: '9/CV', date: '2026-03-20', reason: 'Sửa hạn', ...change },
    randomUUID(),
    dryRun,
  );
/** Differences between records and facts; runs apart, which nobody ends here. */
const findings = async ({ id }: SmallCycle) =>
  (await new Reconciler(province.unitOfWork, runs, province.rules).check(id)).filter(
    ({ kind }) => kind !== 'runMissing' && kind !== 'runWithoutYear',
  );
const letters = (cycle: SmallCycle, template: string) =>
  cycle.query<{ recipient: string; key: string; params: Record<string, string> }>(
    `SELECT recipient, key, params FROM message WHERE cycle_id = $1 AND template = '${template}' ORDER BY key`,
  );
const late = async (cycle: SmallCycle) =>
  Object.fromEntries(
    (
      await cycle.query<{ unit_id: string; late: boolean }>(
        `SELECT unit_id, late FROM submission WHERE cycle_id = $1`,
      )
    ).map((row) => [row.unit_id, row.late]),
  );
const counted = (cycle: SmallCycle, stage: string) =>
  cycle.query<{ due_day: string; status: string; n: number }>(
    `SELECT due_day, status, sum(n)::int AS n FROM counter
      WHERE cycle_id = $1 AND stage = '${stage}' AND n <> 0 GROUP BY 1, 2 ORDER BY 1, 2`,
  );

const ADMINISTRATOR: Identity = {
  actorId: 't',
  name: 'Q',
  role: 'administrator',
  scope: { level: 'tinh', provinceCode: '51' },
};

describe('a day that is moved earlier', () => {
  it('makes nobody late whose paper was there before it was recorded', async () => {
    const cycle = await province.rehearse('som-hon');
    await cycle.moveTo('2026-03-20T09:00');
    const actor = { ...cycle.administrator, ...head(CITY) };
    const command = await cycle.leftToItsRun(actor, CITY, bodies.submit('q1Plan'));
    expect(command.status).toBe('received');
    await cycle.act(cycle.administrator, REMOTE, { kind: 'close', reason: 'Giải thể' });
    await cycle.moveTo('2026-03-20T10:00');
    await amend(cycle, { stage: 'q1Plan', day: '2026-03-10' });
    await cycle.moveTo('2026-03-20T11:00');
    await cycle.applyInRun(command);
    const arrived = { arrivalNumber: '77', arrivedOn: '2026-03-15' };
    await cycle.act(cycle.administrator, OTHER, bodies.submit('q1Plan', { onBehalf: arrived }));
    await cycle.submit(RURAL, bodies.submit('q1Plan'));
    expect(await late(cycle)).toEqual({ [CITY]: false, [OTHER]: false, [RURAL]: true });
    // Everybody counts under the day in force, and the year that was closed under none.
    expect(await counted(cycle, 'q1Plan')).toEqual([
      { due_day: '2026-03-10', status: 'closed', n: 1 },
      { due_day: '2026-03-10', status: 'submitted', n: 3 },
    ]);
    expect(await findings(cycle)).toEqual([]);
  });

  it('does not take back what an earlier document gave, for what came in between', async () => {
    const cycle = await province.rehearse('qua-lai');
    await cycle.moveTo('2026-03-20T09:00');
    await amend(cycle, { stage: 'q1Plan', day: '2026-04-15' });
    await cycle.moveTo('2026-04-20T09:00');
    await amend(cycle, { stage: 'q1Plan', day: '2026-04-05' });
    await cycle.moveTo('2026-04-21T09:00');
    for (const [unitId, arrivedOn] of [
      [CITY, '2026-04-10'],
      [OTHER, '2026-04-16'],
    ] as const) {
      const onBehalf = { arrivalNumber: '78', arrivedOn };
      await cycle.act(cycle.administrator, unitId, bodies.submit('q1Plan', { onBehalf }));
    }
    expect(await late(cycle)).toEqual({ [CITY]: false, [OTHER]: true });
  });
});

describe('a cut-off that has passed and is moved with its day', () => {
  it('comes again at its new day, with a letter about who is missing then', async () => {
    const cycle = await province.rehearse('doi-khoa', 2026, '2026-11-15T17:00:00.000Z');
    await cycle.moveTo('2026-11-16T09:00');
    for (const unitId of [CITY, OTHER]) await cycle.submit(unitId, bodies.submit('selfScoring'));
    await cycle.submit(CITY, bodies.submit('dossier'));
    await cycle.act(cycle.administrator, REMOTE, { kind: 'pause', reason: 'Đang kiểm tra' });
    await cycle.moveTo('2026-11-21T00:00');
    await turn(cycle);
    const first = await letters(cycle, 'not-submitted');
    expect(first.map(({ recipient }) => recipient)).toEqual([OFFICES.provincePolice, OFFICES.communePolice]);
    expect(first[1]?.params).toMatchObject({
      count: '1',
      units: `- Trạm Y tế xã (mã ${RURAL})`,
      others: `- Bưu điện xã (mã ${REMOTE}): đang tạm dừng`,
    });
    const plan = await amend(cycle, { stage: 'dossier', day: '2026-12-01' }, true);
    expect(plan.warnings[0]).toContain('Ngày hết thời gian tiếp nhận (hết ngày 20/11/2026) dời theo hạn mới');
    await amend(cycle, { stage: 'dossier', day: '2026-12-01' });
    await turn(cycle);
    expect(await letters(cycle, 'not-submitted')).toHaveLength(2);
    await cycle.moveTo('2026-11-25T09:00');
    await cycle.submit(OTHER, bodies.submit('dossier'));
    expect((await late(cycle))[OTHER]).toBe(false);
    await cycle.moveTo('2026-12-02T00:00');
    await turn(cycle);
    const again = (await letters(cycle, 'not-submitted')).filter(({ key }) => key.includes('/2026-12-01/'));
    expect(again.map(({ recipient }) => recipient)).toEqual([OFFICES.communePolice]);
    const days = await cycle.query<{ day: string }>(
      `SELECT DISTINCT day FROM calendar_act
        WHERE cycle_id = $1 AND kind = 'stageCutOff' AND stage = 'dossier' ORDER BY 1`,
    );
    expect(days.map(({ day }) => day)).toEqual(['2026-11-20', '2026-12-01']);
  });
});

describe('an office that judges and has no address', () => {
  const setAddress = (email: string | null) =>
    province.source.query(`UPDATE office SET email = $1 WHERE code = 'CAX'`, [email]);
  afterAll(() => setAddress(OFFICES.communePolice));

  it('is written to through the office of the province, and the act says so', async () => {
    await setAddress(null);
    const cycle = await province.rehearse('khong-thu', 2026, '2026-11-15T17:00:00.000Z');
    await cycle.moveTo('2026-11-21T00:00');
    await turn(cycle);
    const told = await letters(cycle, 'not-submitted');
    expect(told.map(({ recipient }) => recipient)).toEqual([OFFICES.provincePolice, OFFICES.provincePolice]);
    const instead = told.find(({ params }) => params['insteadOf'] !== '');
    expect(instead?.params).toMatchObject({
      insteadOf: 'Công an xã',
      officeName: 'Công an tỉnh',
      count: '2',
    });
    const { text } = new TemplateRenderer().render('not-submitted', instead?.params ?? {});
    expect(text).toContain('Kính gửi: Công an tỉnh\n\nThư này là của Công an xã, nơi chưa có địa chỉ thư.');
    const acts = await cycle.query<{ detail: Record<string, unknown> }>(
      `SELECT detail FROM calendar_act WHERE cycle_id = $1 AND kind = 'stageCutOff' AND stage = 'dossier'`,
    );
    for (const { detail } of acts) {
      expect(detail['withoutAddress']).toEqual([{ office: 'CAX', insteadTo: 'CAT' }]);
    }
    expect(acts).toHaveLength(2);
  });
});

describe('a year that is closed before its stages are done', () => {
  it('is counted apart, and as before once it is opened again, of which the unit is told', async () => {
    const cycle = await province.rehearse('dong-mo');
    await cycle.moveTo('2026-03-20T09:00');
    await cycle.submit(CITY, bodies.submit('q1Plan'));
    const before = [await counted(cycle, 'q1Plan'), await counted(cycle, 'registration')];
    await cycle.act(cycle.administrator, CITY, { kind: 'close', reason: 'Giải thể' });
    expect(await counted(cycle, 'q1Plan')).toEqual(before[0]);
    expect(await counted(cycle, 'registration')).toEqual([
      { due_day: '2026-03-31', status: 'awaiting', n: 3 },
      { due_day: '2026-03-31', status: 'closed', n: 1 },
    ]);
    expect(await findings(cycle)).toEqual([]);
    const restart: CommandBody = bodies.restart('registration', { reason: 'Còn hoạt động' });
    await cycle.act(cycle.administrator, CITY, restart);
    expect([await counted(cycle, 'q1Plan'), await counted(cycle, 'registration')]).toEqual(before);
    expect(await findings(cycle)).toEqual([]);
    const [letter, ...others] = await letters(cycle, 'restarted');
    expect(others).toEqual([]);
    expect(letter?.recipient).toBe(mailbox(CITY));
    const { subject, text } = new TemplateRenderer().render('restarted', letter?.params ?? {});
    expect(subject).toBe('[DIỄN TẬP] [ANTQ 2026] Mở lại để làm tiếp – Sở Tư pháp');
    expect(text).toMatch(/\n- Đăng ký[^\n]*: hết ngày 31\/3\/2026 \(Thứ Ba\)\n/);
    expect(text).toContain('- Lý do: Còn hoạt động');
  });
});

describe('a cycle that was opened when offices had no years', () => {
  it('gets them at the first turn of its calendar, once', async () => {
    const { unitOfWork, rules } = province;
    const unaware: UnitOfWork = {
      inSnapshot: (work) => unitOfWork.inSnapshot(work),
      inTransaction: (work) =>
        unitOfWork.inTransaction((records) => {
          const units = Object.create(records.units, {
            officesOf: { value: async () => [] },
          }) as Records['units'];
          return work({ ...records, units });
        }),
    };
    started.clear();
    const { cycle } = await new OpenCycle(unaware, runs, PACKS).execute(ADMINISTRATOR, {
      policy: 'quang-ngai-2025',
      year: 2026,
      rehearsal: 'cu',
      clockStart: '2026-04-20T00:00:00.000Z',
    });
    await new OpenUnits(unaware, runs, rules, faultsAt()).execute(cycle.id, { opened: 0 }, () => undefined);
    const small = new SmallCycle(province, cycle.id, ADMINISTRATOR);
    const subjects = async () =>
      (await small.query<{ id: string }>(`SELECT unit_id AS id FROM unit_year WHERE cycle_id = $1`)).map(
        ({ id }) => id,
      );
    expect(await subjects()).toHaveLength(4);
    await turn(small);
    expect((await subjects()).sort()).toEqual([...SUBJECTS].sort());
    expect([...started].sort()).toEqual([...SUBJECTS].sort());
    expect(await findings(small)).toEqual([]);
    const opened = () =>
      small.query<{ object: string }>(
        `SELECT object FROM audit WHERE cycle_id = $1 AND action = 'unitYears.opened' ORDER BY seq`,
      );
    expect((await opened()).map(({ object }) => object)).toEqual([`${CITY}..${REMOTE}`, 'CAT..UBX']);
    started.clear();
    await turn(small);
    expect(await opened()).toHaveLength(2);
    expect([...started]).toEqual([]);
    await small.act(
      { role: 'deciding-body', scope: { level: 'xa', communeCode: COMMUNE }, officeCode: 'UBX' },
      'UBX',
      bodies.submit('communeRegister'),
    );
    expect(await findings(small)).toEqual([]);
  });
});

/** A cycle whose facts lie on different days, one of them moved by a document in between. */
async function livedCycle(label: string): Promise<SmallCycle> {
  const cycle = await province.rehearse(label);
  await cycle.moveTo('2026-03-20T09:00');
  await cycle.submit(CITY, bodies.submit('q1Plan'));
  await cycle.moveTo('2026-03-25T09:00');
  await amend(cycle, { stage: 'q1Plan', day: '2026-04-15' });
  await cycle.moveTo('2026-04-21T09:00');
  await cycle.submit(RURAL, bodies.submit('q1Plan'));
  await cycle.moveTo('2026-05-04T09:00');
  return cycle;
}

describe('a database of before the counters were kept by day', () => {
  it('gets the same days that the cycles kept while they ran, which are what the facts tell', async () => {
    await livedCycle('tung-ngay');
    const found = await check({ database: province.ownerUrl, mails: [], histories: async () => [] });
    expect(found.filter(({ invariant }) => invariant === 'I6')).toEqual([]);
    const { before, after } = await refilledDays(province.ownerUrl);
    expect(after).toEqual(before);
  });

  it('has its past from today on where its facts do not come to its counters', async () => {
    const { id } = await livedCycle('quen-viec');
    const { before, after } = await refilledDays(province.ownerUrl, [
      `CREATE TABLE kept_fact AS SELECT * FROM fact WHERE cycle_id = '${id}' AND kind = 'stage.submitted'`,
      `DELETE FROM fact WHERE cycle_id = '${id}' AND kind = 'stage.submitted'`,
    ]);
    type Change = {
      readonly cycle_id: string;
      readonly day: string;
      readonly by: number;
      readonly status: string;
    };
    const ofCycle = ([changes]: readonly unknown[]) =>
      (changes as readonly Change[]).filter(({ cycle_id }) => cycle_id === id);
    const handedIn = (answers: readonly unknown[]) =>
      ofCycle(answers)
        .filter(({ status }) => status === 'submitted')
        .reduce((sum, { by }) => sum + by, 0);
    expect([handedIn(before), handedIn(after)]).toEqual([2, 2]);
    expect(new Set(ofCycle(after).map(({ day }) => day))).toEqual(new Set(['2026-05-04']));
    // Every other cycle keeps its days.
    const cycles = after[2] as readonly { readonly id: string; readonly past_known_from: string | null }[];
    expect(cycles.filter(({ past_known_from }) => past_known_from !== null)).toEqual([
      { id, past_known_from: '2026-05-04' },
    ]);
    const restored = await refilledDays(province.ownerUrl, [
      `INSERT INTO fact SELECT * FROM kept_fact`,
      `DROP TABLE kept_fact`,
    ]);
    expect(restored.after).toEqual(before);
  });
});

describe('a database of before the stages stood in rows', () => {
  it('gets the same rows that the cycles kept while they ran', async () => {
    const { before, after } = await refilled(province.ownerUrl, [...STAGE_ROWS, ...COUNTERS]);
    expect((before[0] as unknown[]).length).toBeGreaterThan(0);
    expect(after).toEqual(before);
  });
});
