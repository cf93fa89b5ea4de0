import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect } from '@jest/globals';
import {
  type EntryChange,
  type Identity,
  ImportEntries,
  RecordEntry,
  type RegisterEntry,
  type RegisterRecords,
  ReopenRegisters,
  VerifyAudit,
} from '#libs/application';
import { DomainError } from '#libs/contracts';
import { ListFileReader } from '#libs/documents';
import { PostgresReadModel } from '#libs/persistence';
import { loadPack } from '../../libs/policy/packs.support.js';
import { COMMUNE, type SmallCycle, SmallProvince } from '../support/small-cycle.js';
import { story } from '../support/story.js';
import { bodies, higherSheet, selfSheet } from '../support/unit-year-driver.js';

const SCHOOL = 'QN0001';
const OFFICE = 'QN0002';
const PROVINCE = '51';

let province: SmallProvince;
let cycle: SmallCycle;
let recording: RecordEntry;

const account = (role: Identity['role'], scope: Identity['scope']): Identity => ({
  actorId: `${role}/${JSON.stringify(scope)}`,
  name: role,
  role,
  scope,
});
const head = account('unit-head', { level: 'unit', unitId: SCHOOL });
const officer = account('unit-officer', { level: 'unit', unitId: SCHOOL });
const otherHead = account('unit-head', { level: 'unit', unitId: OFFICE });
const communePolice = account('appraiser', { level: 'xa', communeCode: COMMUNE });
const provincePolice = account('appraiser', { level: 'tinh', provinceCode: PROVINCE });
const committee = account('deciding-body', { level: 'xa', communeCode: COMMUNE });
const administrator = account('administrator', { level: 'tinh', provinceCode: PROVINCE });

const model = { name: 'Cổng trường an toàn', type: 'school', status: 'kept' };
const reward = { level: 'province', number: '45/QĐ-UBND', collectives: 1, persons: 2 };
const incident = { type: 'petition', cases: 1 };
const onBehalf = (arrivedOn: string) => ({ arrivalNumber: '12', arrivedOn });

type Data = Readonly<Record<string, string | number>>;
const enter = (data: Data, effectiveOn = '2026-03-05', more = {}): EntryChange => ({
  kind: 'enter',
  body: { effectiveOn, data: { ...data }, ...more },
});
const record = async (
  who: Identity,
  register: string,
  change: EntryChange,
  options: { readonly unitId?: string; readonly key?: string } = {},
): Promise<RegisterEntry> => {
  const { unitId = SCHOOL, key = randomUUID() } = options;
  const place = { cycleId: cycle.id, unitId, register, idempotencyKey: key };
  return (await recording.execute(who, place, change)).entry;
};
const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'taken';
  } catch (error) {
    return error instanceof DomainError ? error.code : String(error);
  }
};
const inRegisters = <T>(work: (registers: RegisterRecords) => Promise<T>) =>
  province.unitOfWork.inTransaction(({ registers }) => work(registers));

beforeAll(async () => {
  province = await SmallProvince.open([
    [SCHOOL, 'Trường mẫu', 'tinh', 'truong@example.test'],
    [OFFICE, 'Cơ quan mẫu', 'xa', 'coquan@example.test'],
  ]);
  recording = new RecordEntry(province.unitOfWork, province.rules);
  cycle = await province.rehearse('so', 2026, '2025-11-15T01:00:00.000Z');
}, 120_000);
afterAll(() => province?.dispose(), 60_000);

const { chapter, step } = story('a year of the registers');

chapter('a fact behind the points', () => {
  step('is taken in from 16/11 of the year before, when no stage is open yet', async () => {
    expect(await codeOf(record(head, 'models', enter(model, '2025-11-15')))).toBe('REGISTER.NOT_OPEN');
    await cycle.moveTo('2025-11-16T08:00');
    expect(await codeOf(record(head, 'models', enter(model, '2025-11-15')))).toBe('REGISTER.DAY_OUTSIDE');
    expect(await record(head, 'models', enter(model, '2025-11-16'))).toMatchObject({
      version: 1,
      state: 'standing',
      at: '2025-11-16T01:00:00.000Z',
    });
    await cycle.moveTo('2026-03-10T08:00');
    expect(await codeOf(record(head, 'models', enter(model, '2026-03-11')))).toBe('REGISTER.DAY_AHEAD');
  });

  step('is recorded once under one key, however often and however many at once', async () => {
    const key = 'mot-khoa-thoi';
    const all = await Promise.all(
      Array.from({ length: 5 }, () => record(officer, 'rewards', enter(reward), { key })),
    );
    expect(new Set(all.map(({ id }) => id)).size).toBe(1);
    const other = record(officer, 'rewards', enter({ ...reward, persons: 3 }), { key });
    expect(await codeOf(other)).toBe('IDEMPOTENCY.REUSED');
    const stands = await inRegisters((registers) => registers.ofUnit(cycle.id, SCHOOL));
    expect(stands.filter(({ register }) => register === 'rewards')).toHaveLength(1);
  });

  step(
    'belongs to whoever records it: units their own, the police what happened and what they inspected',
    async () => {
      const inspection = { subject: 'movement', minutes: '1/BB', result: 'good' };
      const asked: [Identity, string, Data, string][] = [
        [head, 'incidents', incident, 'ACTOR.NOT_RECORDER'],
        [head, 'inspections', inspection, 'ACTOR.NOT_RECORDER'],
        [communePolice, 'models', model, 'ACTOR.NOT_RECORDER'],
        [administrator, 'models', model, 'ACTOR.NOT_RECORDER'],
        [committee, 'incidents', incident, 'ACTOR.NOT_RECORDER'],
        [otherHead, 'models', model, 'UNIT.NOT_IN_SCOPE'],
        [communePolice, 'incidents', incident, 'taken'],
        [provincePolice, 'inspections', inspection, 'taken'],
      ];
      for (const [who, register, data, code] of asked) {
        expect([who.role, register, await codeOf(record(who, register, enter(data)))]).toEqual([
          who.role,
          register,
          code,
        ]);
      }
    },
  );

  step('may come on paper: an administrator or the judging police enters it, with its arrival', async () => {
    const paper = enter(model, '2026-03-05', { onBehalf: onBehalf('2026-03-06') });
    expect(await codeOf(record(administrator, 'models', paper))).toBe('taken');
    expect(await codeOf(record(provincePolice, 'models', paper))).toBe('taken');
    // The school is judged by the province.
    expect(await codeOf(record(communePolice, 'models', paper))).toBe('ACTOR.NOT_ASSIGNED');
    expect(await codeOf(record(head, 'models', paper))).toBe('ACTOR.NOT_RECORDER');
    const ahead = enter(model, '2026-03-05', { onBehalf: onBehalf('2026-03-11') });
    expect(await codeOf(record(administrator, 'models', ahead))).toBe('ARRIVAL.IN_FUTURE');
  });

  step('names every field that is wrong', async () => {
    const work = record(head, 'rewards', enter({ level: 'moon', collectives: -1, persons: 0 }));
    const error = await work.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(DomainError);
    expect((error as DomainError).problems.map(({ place }) => place)).toEqual([
      'level',
      'number',
      'collectives',
    ]);
  });

  step(
    'is corrected by a new version and withdrawn by a last one; the database lets nobody change one',
    async () => {
      const first = await record(head, 'rewards', enter({ ...reward, number: '46/QĐ' }));
      const change = (version: number): EntryChange => ({
        kind: 'correct',
        entryId: first.id,
        body: {
          effectiveOn: '2026-03-06',
          data: { ...reward, number: '47/QĐ' },
          reason: 'Ghi nhầm số',
          version,
        },
      });
      expect(await record(head, 'rewards', change(1))).toMatchObject({
        id: first.id,
        version: 2,
        reason: 'Ghi nhầm số',
      });
      expect(await codeOf(record(head, 'rewards', change(1)))).toBe('REGISTER.STALE');
      expect(await codeOf(record(provincePolice, 'rewards', change(2)))).toBe('ACTOR.NOT_RECORDER');
      const withdraw: EntryChange = { kind: 'withdraw', entryId: first.id, body: { reason: 'Ghi hai lần' } };
      expect(await codeOf(record(otherHead, 'rewards', withdraw, { unitId: OFFICE }))).toBe(
        'REGISTER.ENTRY_UNKNOWN',
      );
      expect((await record(head, 'rewards', withdraw)).state).toBe('withdrawn');
      expect(await codeOf(record(head, 'rewards', change(3)))).toBe('REGISTER.WITHDRAWN');
      const versions = await inRegisters((registers) => registers.versions(cycle.id, first.id));
      expect(versions.map(({ version, data }) => [version, data['number']])).toEqual([
        [1, '46/QĐ'],
        [2, '47/QĐ'],
        [3, '47/QĐ'],
      ]);
      for (const table of ['register_entry', 'register_reopening']) {
        for (const sql of [`UPDATE ${table} SET reason = 'x'`, `DELETE FROM ${table}`])
          await expect(province.source.query(sql)).rejects.toThrow(/permission denied/);
      }
    },
  );

  step('of an incident is numbers only: its reason too is chosen from a list', async () => {
    const entry = await record(communePolice, 'incidents', enter(incident));
    const withdraw = (reason: string): EntryChange => ({
      kind: 'withdraw',
      entryId: entry.id,
      body: { reason },
    });
    expect(await codeOf(record(communePolice, 'incidents', withdraw('Ông X kiện nhầm')))).toBe(
      'REGISTER.REASON',
    );
    expect(await record(communePolice, 'incidents', withdraw('unit'))).toMatchObject({
      reason: 'Ghi nhầm đơn vị',
    });
  });

  step('of a review points to a model of the same unit that stands', async () => {
    const own = await record(head, 'models', enter(model));
    const review = (id: string) => enter({ model: id, conclusion: 'drop' });
    expect(await codeOf(record(provincePolice, 'modelReviews', review(own.id)))).toBe('taken');
    expect(await codeOf(record(otherHead, 'modelReviews', review(own.id), { unitId: OFFICE }))).toBe(
      'REGISTER.INVALID',
    );
    expect(await codeOf(record(head, 'modelReviews', review(randomUUID())))).toBe('REGISTER.INVALID');
  });
});

chapter('lists and counts', () => {
  step('hold what the account may see, page by page', async () => {
    const list = (who: Identity, limit: number, after?: string) =>
      inRegisters((registers) =>
        registers.page(cycle.id, who.scope, { register: 'models', state: 'standing', limit, after }),
      );
    const whole = await list(administrator, 100);
    expect(whole.map(({ effectiveOn }) => effectiveOn)).toEqual(
      [...whole.map(({ effectiveOn }) => effectiveOn)].sort(),
    );
    const paged: string[] = [];
    for (let after: string | undefined; ; ) {
      const [line] = await list(administrator, 1, after);
      if (line === undefined) break;
      paged.push(line.id);
      after = line.id;
    }
    expect(paged).toEqual(whole.map(({ id }) => id));
    expect(await list(communePolice, 100)).toHaveLength(whole.length);
    expect(await list(otherHead, 100)).toEqual([]);
    expect(await list(account('appraiser', { level: 'xa', communeCode: '99999' }), 100)).toEqual([]);
  });

  step('count entries that stand, by their choice, and sum their numbers', async () => {
    const registers = loadPack('quang-ngai-2025').registers.filter(({ key }) => key === 'rewards');
    const [count] = await inRegisters((records) => records.counts(cycle.id, administrator.scope, registers));
    expect(count).toEqual({
      register: 'rewards',
      entries: 1,
      units: 1,
      by: [{ value: 'province', entries: 1 }],
      sums: { collectives: 1, persons: 2 },
    });
    const [none] = await inRegisters((records) => records.counts(cycle.id, otherHead.scope, registers));
    expect(none).toMatchObject({ entries: 0, sums: { collectives: 0, persons: 0 } });
  });
});

chapter('a list from a file', () => {
  step('enters sound rows once under one key, and names row and column of the others', async () => {
    const importing = new ImportEntries(province.unitOfWork, province.rules, recording, new ListFileReader());
    const csvOf = (rows: readonly (readonly (string | number)[])[]) => ({
      bytes: Buffer.from(rows.map((row) => row.map((cell) => `"${cell}"`).join(',')).join('\n')),
      filename: 'so.csv',
    });
    const place = { cycleId: cycle.id, register: 'incidents', idempotencyKey: 'danh-sach-1' };
    const rows = [
      ['Mã đơn vị', 'Ngày', 'Loại vụ việc', 'Số vụ'],
      [SCHOOL, '02/03/2026', 'Đình công, lãn công trái pháp luật', 1],
      [OFFICE, '2026-03-03', 'strike', 2],
      ['QN9999', '2026-03-03', 'strike', 1],
      [SCHOOL, '2025-11-01', 'strike', 1],
      [SCHOOL, '2026-03-03', 'khác', 0],
    ];
    const send = (dryRun: boolean) => importing.execute(communePolice, place, csvOf(rows), dryRun);
    expect(await send(true)).toMatchObject({ dryRun: true, rowsRead: 5, inserted: 2 });
    const first = await send(false);
    expect(first).toMatchObject({ rowsRead: 5, inserted: 2, repeated: 0 });
    expect(first.problems.map(({ code, place }) => [code, place])).toEqual([
      ['UNIT.NOT_IN_SCOPE', 'dòng 4'],
      ['REGISTER.DAY_OUTSIDE', 'dòng 5'],
      ['REGISTER.FIELD', 'dòng 6, cột "Loại vụ việc"'],
      ['REGISTER.FIELD', 'dòng 6, cột "Số vụ"'],
    ]);
    expect(await send(false)).toMatchObject({ inserted: 0, repeated: 2 });
    const papers = [
      ['Mã đơn vị', 'Ngày', 'Cấp khen', 'Số quyết định', 'Số tập thể', 'Số cá nhân', 'Số đến', 'Ngày đến'],
      [SCHOOL, '02/03/2026', 'province', '9/QĐ', 0, 1, '14', '03/03/2026'],
    ];
    const rewards = { ...place, register: 'rewards', idempotencyKey: 'giay-1' };
    const entered = await importing.execute(administrator, rewards, csvOf(papers), true);
    expect([entered.inserted, entered.problems]).toEqual([1, []]);
  });
});

chapter('the end of the year', () => {
  const reopening = () => new ReopenRegisters(province.unitOfWork, province.rules);
  const reopen = (who: Identity, body: object, key = randomUUID() as string) =>
    reopening().execute(who, cycle.id, { until: '2026-11-25', reason: 'Sót sổ', ...body }, key);

  step(
    'takes an event of 10/11 in after the report of 05/11, and tells that the report is out of date',
    async () => {
      const since = (area?: string) =>
        inRegisters((registers) => registers.entriesSince(cycle.id, area, '2026-11-04T02:00:00.000Z'));
      await cycle.moveTo('2026-11-12T08:00');
      expect(await since()).toEqual({ entries: 0, units: 0, lastAt: undefined });
      await record(provincePolice, 'incidents', enter({ type: 'strike', cases: 1 }, '2026-11-10'));
      const changed = { entries: 1, units: 1, lastAt: '2026-11-12T01:00:00.000Z' };
      expect(await since()).toEqual(changed);
      expect(await since(COMMUNE)).toEqual(changed);
      expect(await since('99999')).toMatchObject({ entries: 0 });
    },
  );

  step(
    'closes the registers after 15/11 but for papers that came in time and what an administrator reopens',
    async () => {
      await cycle.moveTo('2026-11-20T08:00');
      expect(await codeOf(record(head, 'rewards', enter(reward, '2026-11-15')))).toBe('REGISTER.CLOSED');
      expect(await codeOf(record(head, 'rewards', enter(reward, '2026-11-16')))).toBe('REGISTER.DAY_OUTSIDE');
      const paper = (arrivedOn: string) => enter(reward, '2026-11-10', { onBehalf: onBehalf(arrivedOn) });
      expect(await codeOf(record(administrator, 'rewards', paper('2026-11-14')))).toBe('taken');
      expect(await codeOf(record(administrator, 'rewards', paper('2026-11-17')))).toBe('REGISTER.CLOSED');

      expect(await codeOf(reopen(head, { unit: SCHOOL }))).toBe('ACTOR.ADMINISTRATOR_ONLY');
      expect(await codeOf(reopen(administrator, { until: '2026-11-19' }))).toBe('REGISTER.REOPEN_PASSED');
      expect(await codeOf(reopen(administrator, { unit: 'QN9999' }))).toBe('UNIT.NOT_IN_SCOPE');
      expect(await codeOf(reopen(administrator, { area: '99999' }))).toBe('AREA.UNKNOWN');
      expect(await codeOf(reopen(administrator, { register: 'gold' }))).toBe('REGISTER.UNKNOWN');
      const key = 'mo-lai-mot-lan';
      const body = { unit: SCHOOL, register: 'rewards' };
      const first = await reopen(administrator, body, key);
      expect((await reopen(administrator, body, key)).id).toBe(first.id);

      expect(await codeOf(record(head, 'rewards', enter(reward, '2026-11-15')))).toBe('taken');
      expect(await codeOf(record(head, 'models', enter(model, '2026-11-15')))).toBe('REGISTER.CLOSED');
      const ofOther = record(otherHead, 'rewards', enter(reward, '2026-11-15'), { unitId: OFFICE });
      expect(await codeOf(ofOther)).toBe('REGISTER.CLOSED');
      await cycle.moveTo('2026-11-26T08:00');
      expect(await codeOf(record(head, 'rewards', enter(reward, '2026-11-15')))).toBe('REGISTER.CLOSED');
    },
  );

  step('has all of it in the audit, whose chain is whole', async () => {
    const actions = await cycle.query<{ action: string; n: number }>(
      `SELECT action, count(*)::int AS n FROM audit WHERE cycle_id = $1 AND action LIKE 'register.%' GROUP BY 1 ORDER BY 1`,
    );
    const [rows] = await cycle.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM register_entry WHERE cycle_id = $1`,
    );
    expect(actions.map(({ action }) => action)).toEqual([
      'register.corrected',
      'register.entered',
      'register.reopened',
      'register.withdrawn',
    ]);
    const recorded = actions.filter(({ action }) => action !== 'register.reopened');
    expect(recorded.reduce((sum, { n }) => sum + n, 0)).toBe(rows?.n);
    const audit = await new VerifyAudit(new PostgresReadModel(province.source)).execute(cycle.id);
    expect(audit).toMatchObject({ ok: true });
  });

  step('is that of its own cycle: a second rehearsal has empty registers', async () => {
    const second = await province.rehearse('so-hai', 2026, '2026-03-10T01:00:00.000Z');
    expect(await inRegisters((registers) => registers.ofUnit(second.id, SCHOOL))).toEqual([]);
  });
});

chapter('a sheet beside the registers', () => {
  let year: SmallCycle;
  const self = (change: Readonly<Record<string, number>> = {}) =>
    year.submit(SCHOOL, bodies.submit('selfScoring', { sheet: selfSheet('full', change) }));
  const remarksOf = async (commandId: string) =>
    province.unitOfWork.inTransaction(
      async ({ commands }) => (await commands.find(commandId))?.outcome?.remarks ?? [],
    );
  const appraise = (sheet: ReturnType<typeof higherSheet>) =>
    year.act(provincePolice, SCHOOL, bodies.appraise({ sheet }));

  step('has entries of the police and of the unit', async () => {
    year = await province.rehearse('cham', 2026, '2026-10-05T01:00:00.000Z');
    const at = (register: string, change: EntryChange, who: Identity) =>
      recording.execute(
        who,
        { cycleId: year.id, unitId: SCHOOL, register, idempotencyKey: randomUUID() },
        change,
      );
    await at('incidents', enter(incident), communePolice);
    await at('rewards', enter({ ...reward, collectives: 0, persons: 1 }), head);
  });

  step('that says more than they do is taken, and told where, both sides named', async () => {
    await year.submit(SCHOOL, bodies.submit('registration'));
    const told = await remarksOf(await self());
    const beyond = told.filter((each) => each.includes('sổ “'));
    expect(beyond).toEqual([
      'Tiêu chí 5a: bảng chấm ghi 2 điểm, sổ “Vụ việc” ghi 1 vụ mất đoàn kết, đơn thư không đúng quy định, tập trung đông người (05/3/2026).',
      'Tiêu chí 7: bảng chấm ghi 10 điểm, sổ “Mô hình” chưa có mô hình xây dựng mới hoặc được duy trì.',
      'Tiêu chí 9: bảng chấm ghi 3 điểm, sổ “Khen thưởng đột xuất” có 0 tập thể, 1 cá nhân (1 quyết định), tính 1 điểm, tối đa 3.',
    ]);
  });

  step('cites entries of the unit that stand, and no others', async () => {
    const place = { cycleId: year.id, unitId: SCHOOL, register: 'models', idempotencyKey: randomUUID() };
    const own = await recording.execute(head, place, enter(model));
    const citing = (id: string) =>
      selfSheet('full').map((line) => (line.criterion === '7' ? { ...line, cites: [id] } : line));
    const again = (sheet: ReturnType<typeof selfSheet>) =>
      year.submit(SCHOOL, bodies.submit('selfScoring', { sheet })).then(
        () => 'taken',
        (error: unknown) => String(error),
      );
    await year.submit(SCHOOL, { kind: 'withdraw', stage: 'selfScoring', reason: 'Chấm lại' });
    expect(await again(citing(randomUUID()))).toContain('SCORE.INVALID');
    expect(await again(citing(own.entry.id))).toBe('taken');
    const withdrawn = { ...place, idempotencyKey: randomUUID() };
    const { id: entryId } = own.entry;
    await recording.execute(head, withdrawn, { kind: 'withdraw', entryId, body: { reason: 'Trùng' } });
    await year.submit(SCHOOL, { kind: 'withdraw', stage: 'selfScoring', reason: 'Chấm lại' });
    expect(await again(citing(entryId))).toContain('SCORE.INVALID');
    expect(await again(selfSheet('full'))).toBe('taken');
  });

  step('needs a reason at the higher level on each such line', async () => {
    await year.moveTo('2026-11-17T08:00');
    await year.submit(SCHOOL, bodies.submit('dossier'));
    const sheet = higherSheet();
    const refusal = await appraise(sheet).then(
      () => 'taken',
      (error: unknown) => String(error),
    );
    expect(refusal).toContain('SCORE.INVALID');
    const mute = sheet.map((line) => (line.criterion === '5a' ? { ...line, reason: '.' } : line));
    await expect(appraise(mute)).rejects.toThrow('SCORE.INVALID');
    const reasoned = sheet.map((line) =>
      line.criterion === '5a' ? { ...line, reason: 'Đơn đúng quy định, ghi nhầm loại' } : line,
    );
    const told = await remarksOf(await appraise(reasoned));
    expect(told.filter((each) => each.includes('sổ “Vụ việc”'))).toHaveLength(1);
  });
});
