import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Scope } from '#libs/access';
import {
  ActOnCalendar,
  AmendDeadline,
  ApplyCommand,
  CloseYears,
  type Command,
  CycleRules,
  type Identity,
  ImportUnits,
  MintRehearsalAccounts,
  MoveClock,
  OpenCycle,
  OpenUnits,
  Reconciler,
  RegisterCommand,
  type Runs,
  YearOpener,
} from '#libs/application';
import { type CommandBody, type DeadlineBody, DomainError } from '#libs/contracts';
import { ListFileReader } from '#libs/documents';
import { TemplateRenderer } from '#libs/mail';
import {
  type Database,
  PostgresReadModel,
  PostgresTokenStore,
  PostgresUnitOfWork,
  Seeder,
} from '#libs/persistence';
import { PACKS } from '../../libs/policy/packs.support.js';
import { SpecDatabase } from '../support/database/spec-database.js';
import {
  type SampleUnit,
  sampleAreas,
  sampleHolidays,
  sampleOffices,
  sampleRoster,
} from '../support/sample-data.js';
import { story } from '../support/story.js';
import { bodies } from '../support/unit-year-driver.js';

const PROVINCE = '51';
const rules = new CycleRules();
const noFaults = { hit: () => undefined };
const identity = (role: Identity['role'], scope: Scope, officeCode?: string): Identity => ({
  actorId: `${role}-${JSON.stringify(scope)}`,
  name: role,
  role,
  scope,
  officeCode,
});
const administrator = identity('administrator', { level: 'tinh', provinceCode: PROVINCE });
/** Whoever appraises, decides or reviews for a unit. */
const judge = (role: Identity['role'], unit: SampleUnit) =>
  identity(
    role,
    unit.judgedBy === 'tinh'
      ? { level: 'tinh', provinceCode: PROVINCE }
      : { level: 'xa', communeCode: unit.communeCode },
  );
const head = (unit: SampleUnit) => identity('unit-head', { level: 'unit', unitId: unit.id });

let database: SpecDatabase;
let source: Database;
let unitOfWork: PostgresUnitOfWork;
let units: SampleUnit[];
let offices: Awaited<ReturnType<typeof sampleOffices>>;
let keys = 0;

const apply = ({ id: commandId, cycleId, unitId, updateName }: Command) =>
  new ApplyCommand(unitOfWork, rules, noFaults).execute({ cycleId, unitId, commandId, updateName });

/** Runs that apply a command at once, but for units whose run cannot be reached. */
class FakeRuns implements Runs {
  readonly open = new Set<string>();
  readonly woken: string[] = [];
  readonly unreachable = new Set<string>();
  startAreaYear = () => Promise.resolve();
  advanceRehearsal = () => Promise.resolve();
  wakeAreaYear = async (cycleId: string) => void this.woken.push(`calendar ${cycleId}`);
  wakeAreaReminders = async (cycleId: string) => void this.woken.push(`reminders ${cycleId}`);
  startUnitYears: Runs['startUnitYears'] = async (runs) => {
    for (const { unitId } of runs) this.open.add(unitId);
  };
  openUnitIds = () => Promise.resolve([...this.open]);
  carry: Runs['carry'] = async (command) => {
    if (this.unreachable.has(command.unitId)) throw new Error('the run cannot be reached');
    return this.adopt(command);
  };
  async adopt(command: Command) {
    const { carried, view } = await apply(command);
    if (view.over) this.open.delete(command.unitId);
    else this.open.add(command.unitId);
    return carried;
  }
}
let runs: FakeRuns;

/** A rehearsal of its own, with runs of its own, opened at a day of 2026. */
async function opened(label: string, at: string): Promise<string> {
  runs = new FakeRuns();
  const { cycle } = await new OpenCycle(unitOfWork, runs, PACKS).execute(administrator, {
    policy: 'quang-ngai-2025',
    year: 2026,
    rehearsal: label,
    clockStart: instantOf(at),
    communes: [...new Set(units.map(({ communeCode }) => communeCode))],
  });
  await new OpenUnits(unitOfWork, runs, rules, noFaults).execute(cycle.id, { opened: 0 }, () => undefined);
  return cycle.id;
}
/** `2026-03-31` is the start of that day in Vietnam, `2026-03-31T09:00` a time of it. */
const instantOf = (at: string) =>
  new Date(`${at.includes('T') ? `${at}:00` : `${at}T00:00:00`}+07:00`).toISOString();
const clock = (cycleId: string, at: string) =>
  new MoveClock(unitOfWork, runs).execute(administrator, cycleId, instantOf(at));
const turn = (cycleId: string) =>
  new ActOnCalendar(unitOfWork, rules, new YearOpener(unitOfWork, runs, rules, noFaults)).execute(cycleId);
const acts = (cycleId: string) =>
  source.query<{ kind: string; stage: string; level: string; day: string }[]>(
    `SELECT kind, stage, level, day FROM calendar_act WHERE cycle_id = $1 ORDER BY day, kind, stage, level`,
    [cycleId],
  );
const audited = async (cycleId: string, action: string) =>
  (
    await source.query<{ object: string }[]>(
      `SELECT object FROM audit WHERE cycle_id = $1 AND action = $2 ORDER BY seq`,
      [cycleId, action],
    )
  ).map(({ object }) => object);
const mails = (cycleId: string, template: string) =>
  source.query<{ recipient: string; params: Record<string, string>; unit_id: string }[]>(
    `SELECT recipient, params, unit_id FROM message WHERE cycle_id = $1 AND template = $2 ORDER BY recipient`,
    [cycleId, template],
  );
const findings = (cycleId: string) => new Reconciler(unitOfWork, runs, rules).check(cycleId);
const needsTurn = async (cycleId: string) =>
  (await unitOfWork.inTransaction((records) => records.cycles.needingWake()))
    .filter(({ cycle }) => cycle.id === cycleId)
    .flatMap(({ which }) => which)
    .includes('calendar');

/** A command as the API decides it and its run hears of it; answers the code of a refusal. */
async function command(who: Identity, cycleId: string, unitId: string, body: CommandBody): Promise<string> {
  keys += 1;
  const { command: decided } = await new RegisterCommand(unitOfWork, rules, noFaults).execute(who, {
    cycleId,
    unitId,
    idempotencyKey: `key-${keys}`,
    body,
  });
  if (decided.status === 'refused') return decided.outcome?.code ?? 'no code';
  await runs.adopt(decided);
  return decided.status;
}
const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'no error';
  } catch (error) {
    return error instanceof DomainError ? error.code : String(error);
  }
};
const inside = () => units.filter((unit) => unit.inside);
const ofLevel = (level: 'tinh' | 'xa') => inside().filter(({ managedBy }) => managedBy === level);
const one = (level: 'tinh' | 'xa', index = 0) => ofLevel(level)[index] as SampleUnit;

beforeAll(async () => {
  database = await SpecDatabase.open();
  source = database.source;
  unitOfWork = new PostgresUnitOfWork(source, 'example.test');
  offices = await sampleOffices();
  const seeder = new Seeder(source);
  await seeder.areas(await sampleAreas());
  await seeder.offices(offices);
  await seeder.holidays(await sampleHolidays());
  const roster = await sampleRoster(10);
  units = roster.units;
  await new ImportUnits(unitOfWork, new ListFileReader()).execute(
    administrator,
    { file: { bytes: roster.csv, filename: 'roster.csv' } },
    false,
  );
}, 60_000);

afterAll(async () => {
  await database?.dispose();
}, 60_000);

describe('the calendar', () => {
  it('acts once at each instant and says what comes next', async () => {
    const cycleId = await opened('lich', '2026-01-01');
    const first = await turn(cycleId);
    expect(first).toEqual({
      acted: 4,
      did: Array<unknown>(4).fill(expect.stringMatching(/^01\/01\/2026\*? 00:00: mở /)),
      over: false,
      nextAt: '2026-03-31T17:00:00.000Z',
      waitMs: undefined,
      what: expect.stringContaining('31/03/2026* 24:00: hết ngày đề nghị Nghị quyết, kế hoạch Quý I'),
    });
    expect(await audited(cycleId, 'calendar.stageOpens')).toEqual(
      expect.arrayContaining(['q1Plan', 'registration', 'communePlan', 'communeRegister']),
    );
    expect(await turn(cycleId)).toMatchObject({ acted: 0, nextAt: '2026-03-31T17:00:00.000Z' });
    expect(await needsTurn(cycleId)).toBe(false);

    await clock(cycleId, '2026-04-01');
    expect(await needsTurn(cycleId)).toBe(true);
    const both = await Promise.all([turn(cycleId), turn(cycleId)]);
    expect(both.map(({ acted }) => acted).reduce((a, b) => a + b)).toBe(3);
    expect(await audited(cycleId, 'calendar.stageLate')).toHaveLength(3);
    expect(await needsTurn(cycleId)).toBe(false);
    expect((await acts(cycleId)).filter(({ stage }) => stage === 'q1Plan')).toEqual([
      { kind: 'stageOpens', stage: 'q1Plan', level: 'tinh', day: '2026-01-01' },
      { kind: 'stageOpens', stage: 'q1Plan', level: 'xa', day: '2026-01-01' },
      { kind: 'stageLate', stage: 'q1Plan', level: 'tinh', day: '2026-03-31' },
      { kind: 'stageLate', stage: 'q1Plan', level: 'xa', day: '2026-03-31' },
    ]);
  });

  it('leaves alone what lay before the cycle was opened', async () => {
    const cycleId = await opened('muon', '2026-10-20T09:00');
    expect(await turn(cycleId)).toMatchObject({ acted: 0, nextAt: '2026-10-27T17:00:00.000Z' });
    expect(await acts(cycleId)).toEqual([]);
  });

  it('tells each judging office at the cut-off of the dossier who has not handed it in, and nobody else', async () => {
    const cycleId = await opened('nop', '2026-11-15');
    const done = one('xa');
    const extended = one('tinh');
    await clock(cycleId, '2026-11-16T09:00');
    for (const stage of ['selfScoring', 'dossier']) {
      expect(await command(head(done), cycleId, done.id, bodies.submit(stage))).toBe('applied');
    }
    const more: CommandBody = { kind: 'extend', stage: 'dossier', until: '2026-11-25', reason: 'Bão lũ' };
    expect(await command(administrator, cycleId, extended.id, more)).toBe('applied');
    await clock(cycleId, '2026-11-20T23:59');
    await turn(cycleId);
    expect(await mails(cycleId, 'not-submitted')).toEqual([]);
    await clock(cycleId, '2026-11-21');
    await turn(cycleId);
    await turn(cycleId);

    const missing = inside().filter(({ id }) => id !== done.id);
    const policeOf = (unit: SampleUnit) =>
      offices.find(({ kind, areaCode }) =>
        unit.judgedBy === 'tinh'
          ? kind === 'province-police'
          : kind === 'commune-police' && areaCode === unit.communeCode,
      )?.email;
    const told = await mails(cycleId, 'not-submitted');
    expect(told.map(({ recipient }) => recipient)).toEqual([...new Set(missing.map(policeOf))].sort());
    for (const { recipient, params } of told) {
      const listed = missing.filter((unit) => policeOf(unit) === recipient);
      const lineOf = ({ name, id }: SampleUnit) => `- ${name} (mã ${id})`;
      const due = listed.filter(({ id }) => id !== extended.id);
      expect(params['units']?.split('\n').sort()).toEqual(due.map(lineOf).sort());
      expect(params['others']).toBe(
        listed.includes(extended) ? `${lineOf(extended)}: được gia hạn đến hết ngày 25/11/2026` : '',
      );
      const { subject, text } = new TemplateRenderer().render('not-submitted', params);
      expect(subject).toMatch(
        new RegExp(`^\\[DIỄN TẬP\\] .* ${due.length} đơn vị không nộp: Hồ sơ đề nghị công nhận`),
      );
      expect(text).toContain(
        'Từ nay các đơn vị này được chấm điểm theo hồ sơ, tài liệu của cơ quan thẩm định',
      );
      expect(text).toContain('đến hết ngày 21/11/2026 (*)');
    }
    expect(await findings(cycleId)).toEqual([]);
  });
});

describe('a deadline moved by a document', () => {
  const { step } = story('goes its way from the first plan to the last effect');
  const request = (change: Partial<DeadlineBody>): DeadlineBody => ({
    stage: 'q1Plan',
    level: 'xa',
    operator: 'by',
    day: '2026-04-15',
    number: '12/CV-CAT',
    date: '2026-03-18',
    reason: 'Bão lũ',
    ...change,
  });
  let amendKeys = 0;
  const amend = (
    cycleId: string,
    change: Partial<DeadlineBody>,
    dryRun = false,
    who = administrator,
    key = `amend-${(amendKeys += 1)}`,
  ) => new AmendDeadline(unitOfWork, runs, rules).execute(who, cycleId, request(change), key, dryRun);
  const dueDays = (cycleId: string, level: string) =>
    source.query<{ due_day: string; status: string; n: number }[]>(
      `SELECT due_day, status, sum(n)::int AS n FROM counter
        WHERE cycle_id = $1 AND stage = 'q1Plan' AND level = $2 AND n <> 0 GROUP BY 1, 2 ORDER BY 1, 2`,
      [cycleId, level],
    );
  let cycleId: string;
  let handedIn: SampleUnit;
  let graced: SampleUnit;

  step('concerns a year of which some is done', async () => {
    cycleId = await opened('han', '2026-01-01');
    [handedIn, graced] = [one('tinh'), one('tinh', 1)];
    await clock(cycleId, '2026-03-20T09:00');
    await turn(cycleId);
    await command(head(handedIn), cycleId, handedIn.id, bodies.submit('q1Plan'));
    const more: CommandBody = { kind: 'extend', stage: 'q1Plan', until: '2026-04-20', reason: 'Mới lập' };
    await command(administrator, cycleId, graced.id, more);
  });

  const refused: readonly [string, Partial<DeadlineBody>][] = [
    ['STAGE.UNKNOWN', { stage: 'q2Plan' }],
    ['STAGE.UNKNOWN', { stage: 'intake' }],
    ['DEADLINE.NONE', { stage: 'communePlan', level: 'tinh' }],
    ['DEADLINE.BEFORE_OPENING', { operator: 'before', day: '2026-01-01' }],
    ['DEADLINE.SAME', { operator: 'before', day: '2026-04-01' }],
    ['CYCLE.UNKNOWN', {}],
  ];
  for (const [code, change] of refused) {
    step(`is refused with ${code}: ${JSON.stringify(change)}`, async () => {
      const asked = code === 'CYCLE.UNKNOWN' ? '51-2026-khong-co' : cycleId;
      expect(await codeOf(amend(asked, change, true))).toBe(code);
      expect(await codeOf(amend(asked, change))).toBe(code);
    });
  }

  step('belongs to the administrator of the province', async () => {
    const commune = { level: 'xa', communeCode: one('xa').communeCode } as const;
    expect(await codeOf(amend(cycleId, {}, true, identity('administrator', commune)))).toBe(
      'ACTOR.OTHER_AREA',
    );
    expect(await codeOf(amend(cycleId, {}, false, head(handedIn)))).toBe('ACTOR.ADMINISTRATOR_ONLY');
  });

  step('is shown in a dry run that changes nothing', async () => {
    const before = await dueDays(cycleId, 'xa');
    const plan = await amend(cycleId, {}, true);
    const { length } = ofLevel('xa');
    expect(plan).toMatchObject({
      dryRun: true,
      open: length,
      told: 0,
      turnsLate: { count: 0, units: [] },
      noLongerLate: { count: 0 },
      warnings: [],
      levels: [{ level: 'xa', before: '2026-03-31', after: '2026-04-15', open: length }],
    });
    const { fallAway, come } = plan.levels[0] ?? { fallAway: [], come: [] };
    // The seven-day rung of the old day; the fourteen-day rung of the new one comes on its own Wednesday.
    expect(fallAway).toContainEqual(expect.objectContaining({ name: 'mốc 7 ngày', day: '2026-03-24' }));
    expect(come).toContainEqual(expect.objectContaining({ name: 'mốc 14 ngày', day: '2026-04-01' }));
    expect(fallAway.every(({ at }) => at > instantOf('2026-03-20T09:00'))).toBe(true);
    expect(plan.version).toBeUndefined();
    expect(await dueDays(cycleId, 'xa')).toEqual(before);
  });

  step('is said to take the cut-off along where it goes beyond it', async () => {
    expect((await amend(cycleId, { day: '2026-11-16' }, true)).warnings).toEqual([
      'Ngày hết thời gian tiếp nhận (hết ngày 15/11/2026) dời theo hạn mới, thành hết ngày 16/11/2026.',
    ]);
  });

  step('moves the counters with it, wakes both workflows, and is read from then on', async () => {
    runs.woken.length = 0;
    const { version } = await amend(cycleId, { words: 'hết ngày 15/4/2026' });
    expect(version).toBe(1);
    expect(runs.woken).toEqual([`calendar ${cycleId}`, `reminders ${cycleId}`]);
    expect(await dueDays(cycleId, 'xa')).toEqual([
      { due_day: '2026-04-15', status: 'awaiting', n: ofLevel('xa').length },
    ]);
    expect(await audited(cycleId, 'deadline.amended')).toEqual(['q1Plan']);
    expect(await findings(cycleId)).toEqual([]);
    expect(await codeOf(amend(cycleId, {}))).toBe('DEADLINE.SAME');

    await clock(cycleId, '2026-04-02');
    await turn(cycleId);
    const late = (await acts(cycleId)).filter(
      ({ kind, stage }) => kind === 'stageLate' && stage === 'q1Plan',
    );
    expect(late.map(({ level }) => level)).toEqual(['tinh']);
    const unit = one('xa');
    expect(await command(head(unit), cycleId, unit.id, bodies.submit('q1Plan'))).toBe('applied');
    const [{ late: isLate } = { late: undefined }] = await source.query<{ late: boolean }[]>(
      `SELECT late FROM submission WHERE cycle_id = $1 AND unit_id = $2`,
      [cycleId, unit.id],
    );
    expect(isLate).toBe(false);
    expect(await findings(cycleId)).toEqual([]);
  });

  step(
    'that lies behind says who turns late, keeps results as they were judged, and a grace that is later',
    async () => {
      const other = one('xa', 1);
      const change = { level: '*', day: '2026-03-10' } as const;
      const plan = await amend(cycleId, change, true);
      // The province's own units were past 31/3, which the pack only suggests: a day that a document sets makes them late.
      const isOpen = ({ id }: SampleUnit) => ![one('xa').id, handedIn.id, graced.id].includes(id);
      const opens = [...ofLevel('xa'), ...ofLevel('tinh')].filter(isOpen);
      expect(plan.turnsLate.count).toBe(opens.length);
      expect(plan.turnsLate.units.map(({ unitId }) => unitId)).toEqual(opens.map(({ id }) => id).sort());
      expect(plan.turnsLate.units).toContainEqual({ unitId: other.id, name: other.name });
      expect(plan.warnings).toEqual([
        expect.stringContaining(`${opens.length} đơn vị chưa xong thành quá hạn ngay`),
      ]);
      await amend(cycleId, change);
      expect(await dueDays(cycleId, 'tinh')).toEqual([
        { due_day: '2026-03-10', status: 'awaiting', n: ofLevel('tinh').length - 2 },
        { due_day: '2026-03-10', status: 'submitted', n: 1 },
        { due_day: '2026-04-20', status: 'awaiting', n: 1 },
      ]);
      const state = await unitOfWork.inTransaction((records) => records.unitYears.find(cycleId, handedIn.id));
      expect(state?.state.stages['q1Plan']?.late).toBe(false);
      expect(await findings(cycleId)).toEqual([]);
      await turn(cycleId);
      expect((await acts(cycleId)).filter(({ day }) => day === '2026-03-10')).toEqual([
        { kind: 'stageLate', stage: 'q1Plan', level: 'tinh', day: '2026-03-10' },
        { kind: 'stageLate', stage: 'q1Plan', level: 'xa', day: '2026-03-10' },
      ]);
    },
  );
});

describe('a request to move a deadline that comes again', () => {
  const request = (day: string): DeadlineBody => ({
    stage: 'q1Plan',
    level: 'xa',
    operator: 'by',
    day,
    number: '12/CV-CAT',
    date: '2025-12-18',
    reason: 'Bão lũ',
  });
  const amend = (cycleId: string, key: string, day: string, dryRun = false) =>
    new AmendDeadline(unitOfWork, runs, rules).execute(administrator, cycleId, request(day), key, dryRun);
  const days = async (cycleId: string) =>
    (await unitOfWork.inTransaction((records) => records.cycles.amendments(cycleId))).map(
      ({ lastDay }) => lastDay,
    );

  it('is answered as the first time and undoes nothing that came after it', async () => {
    const cycleId = await opened('lap-lai', '2026-01-01');
    const first = await amend(cycleId, 'khoa-mot', '2026-04-10');
    await amend(cycleId, 'khoa-hai', '2026-04-15');
    expect(await amend(cycleId, 'khoa-mot', '2026-04-10')).toEqual(first);
    expect(await amend(cycleId, 'khoa-mot', '2026-04-10', true)).toEqual({ ...first, dryRun: true });
    expect(await days(cycleId)).toEqual(['2026-04-10', '2026-04-15']);
    expect(await audited(cycleId, 'deadline.amended')).toHaveLength(2);
    expect(await codeOf(amend(cycleId, 'khoa-mot', '2026-04-20'))).toBe('IDEMPOTENCY.REUSED');
    expect(await codeOf(amend(cycleId, 'khoa-mot', '2026-04-20', true))).toBe('IDEMPOTENCY.REUSED');
  });

  it('counts once though it comes twice at the same time', async () => {
    const cycleId = await opened('cung-luc', '2026-01-01');
    const both = await Promise.all([1, 2].map(() => amend(cycleId, 'khoa-mot', '2026-04-10')));
    expect(both.map(({ version }) => version)).toEqual([1, 1]);
    expect(await days(cycleId)).toEqual(['2026-04-10']);
  });
});

describe('letters and reports of a year', () => {
  const { step } = story('goes its way from the first plan to the last effect');
  let cycleId: string;
  let unit: SampleUnit;
  const render = (template: string, params: Record<string, string>) =>
    new TemplateRenderer().render(template, params);

  step('begin with a sheet handed in', async () => {
    cycleId = await opened('thu', '2026-10-20');
    unit = one('xa');
    await command(head(unit), cycleId, unit.id, bodies.submit('selfScoring'));
  });

  step('tell the unit what went back, why and until when', async () => {
    const back = bodies.giveBack('selfScoring', { items: ['4a', '5d'], answerBy: '2026-10-25' });
    expect(await command(judge('appraiser', unit), cycleId, unit.id, back)).toBe('applied');
    const [mail] = await mails(cycleId, 'returned');
    expect(mail?.recipient).toBe(unit.officerEmail);
    const { subject, text } = render('returned', mail?.params ?? {});
    expect(subject).toBe(`[DIỄN TẬP] [ANTQ 2026] Trả lại để sửa: Cơ sở tự chấm điểm – ${unit.name}`);
    expect(text).toContain('- Lý do: Thiếu minh chứng tiêu chí 4\n- Các mục cần sửa: 4a, 5d\n');
    expect(text).toContain('- Hạn gửi lại: hết ngày 25/10/2026 (Chủ nhật)\n');
  });

  step('count what the report of a commune stands on, provisional while the window is open', async () => {
    await clock(cycleId, '2026-11-02T09:00');
    const office = offices.find(
      ({ kind, areaCode }) => kind === 'commune-committee' && areaCode === unit.communeCode,
    );
    const committee = identity('deciding-body', { level: 'xa', communeCode: unit.communeCode }, office?.code);
    const submit = bodies.submit('communeReport');
    expect(await command(committee, cycleId, office?.code ?? '', submit)).toBe('applied');
    const history = await new PostgresReadModel(source).history(cycleId, office?.code ?? '');
    const here = inside().filter(({ communeCode }) => communeCode === unit.communeCode);
    expect(history[0]?.figures).toMatchObject({
      asOf: instantOf('2026-11-02T09:00'),
      provisional: true,
      area: unit.communeCode,
      units: here.length,
      recognised: 0,
      notSubmitted: 0,
    });
    expect(history[0]?.figures?.notReported).toMatchObject({ stage: 'unitReport' });
    expect(history[0]?.figures?.notReported?.units).toEqual(
      here
        .map(({ id, managedBy }) => ({ unitId: id, level: managedBy }))
        .sort((a, b) => (a.unitId < b.unitId ? -1 : 1)),
    );
    const stage = history[0]?.figures?.stages.find((each) => each.stage === 'selfScoring');
    // The one that went back is open and past the suggested day like those that never came.
    expect(stage).toMatchObject({
      ...{ done: 0, open: here.length },
      ...{ overdue: 0, pastSuggested: here.length },
    });
    const receipts = await mails(cycleId, 'receipt');
    expect(receipts.find(({ unit_id }) => unit_id === office?.code)?.recipient).toBe(office?.email);
    expect(await findings(cycleId)).toEqual([]);
  });

  step('tell the unit how it was decided, by which document, and what its class leads to', async () => {
    await clock(cycleId, '2026-11-21T09:00');
    const own = bodies.appraise({
      sheet: bodies.appraise().sheet,
      ownRecordsNote: 'Sổ theo dõi',
      proposeRecognition: false,
    });
    expect(await command(judge('appraiser', unit), cycleId, unit.id, own)).toBe('applied');
    const no = bodies.decide({ recognised: false, number: '9/QĐ-UBND', date: '2026-11-21' });
    expect(await command(judge('deciding-body', unit), cycleId, unit.id, no)).toBe('applied');
    const [mail] = await mails(cycleId, 'decision');
    expect(mail?.recipient).toBe(unit.officerEmail);
    const { subject, text } = render('decision', mail?.params ?? {});
    expect(subject).toContain('[DIỄN TẬP] [ANTQ 2026] Không được công nhận');
    expect(text).toContain('- Quyết định: số 9/QĐ-UBND ngày 21/11/2026, người ký: Chủ tịch UBND');
    expect(text).toContain('- Hồ sơ: Không nộp');
    expect(text).toMatch(/- Phân loại: (Yếu|Trung bình) \(\*\), \d+(,\d+)? điểm/);
    expect(text).toContain('(căn cứ: Kế hoạch 33/KH-UBND ngày 21/8/2025, mục II.6');
    expect(text).toContain('(*) Khung điểm phân loại giả định, chưa có văn bản quy định.');
  });

  step('count for the province after the window, provisional while units have no result', async () => {
    await clock(cycleId, '2026-12-05T09:00');
    const police = identity('appraiser', { level: 'tinh', provinceCode: PROVINCE }, 'VP001');
    expect(await command(police, cycleId, 'VP001', bodies.submit('yearReview'))).toBe('applied');
    const [line] = await new PostgresReadModel(source).history(cycleId, 'VP001');
    expect(line?.figures).toMatchObject({
      provisional: true,
      area: PROVINCE,
      units: inside().length,
      unclassified: inside().length - 1,
      levels: [
        { level: 'tinh', units: ofLevel('tinh').length, notRecognised: 0 },
        { level: 'xa', units: ofLevel('xa').length, notRecognised: 1 },
      ],
      recognised: 0,
      notRecognised: 1,
      notSubmitted: 1,
    });
    expect(line?.figures?.classes.reduce((sum, each) => sum + each.units, 0)).toBe(1);
  });
});

describe('the close', () => {
  it('closes every year that still waits by a command of its own, then the cycle, and only once', async () => {
    const cycleId = await opened('dong', '2026-12-01');
    const review = one('tinh');
    await clock(cycleId, '2027-01-31T23:59');
    expect(await turn(cycleId)).toMatchObject({ over: false, nextAt: '2027-01-31T17:00:00.000Z' });
    await clock(cycleId, '2027-02-01');
    expect(await turn(cycleId)).toMatchObject({ over: true });
    // Until it is closed a cycle that is over is never forgotten.
    expect(await needsTurn(cycleId)).toBe(true);
    expect(await turn(cycleId)).toMatchObject({ over: true, acted: 0 });

    const subjects = [...runs.open];
    const stubborn = one('xa').id;
    runs.unreachable.add(stubborn);
    let looks = 0;
    const { closed } = await new CloseYears(unitOfWork, runs, rules).execute(cycleId, () => {
      looks += 1;
      if (looks !== 4) return;
      // The dispatcher reaches what could not be carried.
      runs.unreachable.clear();
      void unitOfWork
        .inTransaction((records) => records.commands.oldestPending(cycleId, stubborn))
        .then((left) => left && runs.adopt(left));
    });
    expect(closed).toBe(subjects.length - 1);
    const years = await source.query<{ unit_id: string; status: string }[]>(
      `SELECT unit_id, status FROM unit_year WHERE cycle_id = $1 AND standing = 'inside'`,
      [cycleId],
    );
    expect(years).toHaveLength(subjects.length);
    expect(new Set(years.map(({ status }) => status))).toEqual(new Set(['closed']));
    const [cycle] = await source.query<{ state: string; closed_at: Date }[]>(
      `SELECT state, closed_at FROM cycle WHERE id = $1`,
      [cycleId],
    );
    expect([cycle?.state, cycle?.closed_at.toISOString()]).toEqual(['closed', instantOf('2027-02-01')]);
    expect(await audited(cycleId, 'cycle.closed')).toEqual([cycleId]);
    const actors = await source.query<{ actor_id: string; actor_role: string }[]>(
      `SELECT DISTINCT actor_id, actor_role FROM audit WHERE cycle_id = $1 AND action = 'year.closed'`,
      [cycleId],
    );
    expect(actors).toEqual([{ actor_id: 'system', actor_role: 'system' }]);
    const left = await source.query<{ status: string }[]>(
      `SELECT DISTINCT status FROM counter WHERE cycle_id = $1 AND n <> 0`,
      [cycleId],
    );
    expect(left).toEqual([{ status: 'closed' }]);
    expect(await audited(cycleId, 'calendar.close')).toEqual([cycleId]);
    expect(await findings(cycleId)).toEqual([]);

    expect(await new CloseYears(unitOfWork, runs, rules).execute(cycleId, () => undefined)).toEqual({
      closed: 0,
    });
    expect(await turn(cycleId)).toEqual({ over: true, acted: 0 });
    expect(await needsTurn(cycleId)).toBe(false);
    const again = await command(
      administrator,
      cycleId,
      review.id,
      bodies.restart('awardReview', { until: '2027-02-15' }),
    );
    expect(again).toBe('applied');
  });

  it('ends the accounts that were made for the rehearsal, and no other', async () => {
    const cycleId = await opened('tai-khoan', '2027-02-01');
    const tokens = new PostgresTokenStore(source);
    await tokens.save({ ...administrator, actorId: randomUUID(), digest: 'of everything' });
    let made = 0;
    const minting = new MintRehearsalAccounts(unitOfWork, rules, () => {
      made += 1;
      return { token: `token ${made}`, digest: `digest ${made}` };
    });
    const scope = { level: 'unit', unitId: one('xa').id } as const;
    await minting.execute(administrator, cycleId, [{ role: 'unit-head', scope }]);
    expect((await tokens.find('digest 1'))?.identity).toMatchObject({ role: 'unit-head', scope, cycleId });
    await turn(cycleId);
    await new CloseYears(unitOfWork, runs, rules).execute(cycleId, () => undefined);
    expect(await tokens.find('digest 1')).toBeUndefined();
    expect((await tokens.find('of everything'))?.identity).toMatchObject({ role: 'administrator' });
  });

  it('closes again what was reopened while it closed', async () => {
    const cycleId = await opened('dong-lai', '2027-02-01');
    const unit = one('xa');
    const { carry } = runs;
    runs.carry = async (close, run, timeoutMs) => {
      const carried = await carry(close, run, timeoutMs);
      if (close.unitId === unit.id && close.idempotencyKey.endsWith('/1')) {
        const reopen = bodies.restart('awardReview', { until: '2027-02-15' });
        expect(await command(administrator, cycleId, unit.id, reopen)).toBe('applied');
      }
      return carried;
    };
    const subjects = runs.open.size;
    const { closed } = await new CloseYears(unitOfWork, runs, rules).execute(cycleId, () => undefined);
    expect(closed).toBe(subjects + 1);
    const facts = await source.query<{ kind: string }[]>(
      `SELECT kind FROM fact WHERE cycle_id = $1 AND unit_id = $2 ORDER BY version`,
      [cycleId, unit.id],
    );
    expect(facts.map(({ kind }) => kind)).toEqual(['year.closed', 'year.restarted', 'year.closed']);
    expect(await findings(cycleId)).toEqual([]);
  });
});
