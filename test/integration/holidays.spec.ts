import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect } from '@jest/globals';
import {
  EditHolidays,
  type HolidayEdit,
  type Identity,
  PreviewReminders,
  ReadHolidays,
  Upcoming,
  VerifyAudit,
} from '#libs/application';
import { PostgresReadModel, Seeder } from '#libs/persistence';
import { sampleHolidays } from '../support/sample-data.js';
import { type SmallCycle, SmallProvince } from '../support/small-cycle.js';
import { story } from '../support/story.js';

const PLAN_DAY = '2026-03-31';
const OFF = {
  day: PLAN_DAY,
  kind: 'off',
  name: 'Nghỉ bão',
  source: 'Công điện 5/CĐ-UBND',
  status: 'binding',
} as const;
const SET: HolidayEdit = { act: 'set', days: [OFF] };

const woken: string[] = [];
const runs = {
  wakeAreaYear: (id: string) => Promise.resolve(void woken.push(`calendar ${id}`)),
  wakeAreaReminders: (id: string) => Promise.resolve(void woken.push(`reminders ${id}`)),
};
let province: SmallProvince;
let cycle: SmallCycle;

const edit = (edited: HolidayEdit, { key = randomUUID(), dryRun = false, as = cycle.administrator } = {}) =>
  new EditHolidays(province.unitOfWork, runs as never, province.rules).execute(
    as,
    { edit: edited, reason: 'Bão số 3' },
    key,
    dryRun,
  );
const read = () => new ReadHolidays(province.unitOfWork, new PostgresReadModel(province.source));
const of = (provinceCode: string): Identity => ({
  ...cycle.administrator,
  scope: { level: 'tinh', provinceCode },
});
const nameAt = async (day: string, provinceCode = '51') => {
  const { years } = await read().inForce(of(provinceCode), Number(day.slice(0, 4)));
  return years[0]?.items.find((each) => each.day === day)?.name;
};
const changedAt = async () =>
  (
    await cycle.query<{ at: Date }>(`SELECT max(at) AS at FROM cycle_change WHERE cycle_id = $1`)
  )[0]?.at.toISOString() ?? '';

beforeAll(async () => {
  province = await SmallProvince.open([['D1', 'Trạm Y tế xã', 'xa', 'd1@unit.example.test']]);
  cycle = await province.rehearse('ngay-nghi', 2026, '2026-01-05T08:00:00+07:00');
}, 60_000);
afterAll(() => province?.dispose(), 60_000);

const { chapter, step } = story('days off of a province, set, imported and taken back');

chapter('a day off that people set', () => {
  step(
    'is shown first: which reminders move and why, which last days fall on it; nothing changes',
    async () => {
      const before = await changedAt();
      const plan = await edit(SET, { dryRun: true });
      expect(plan).toMatchObject({
        dryRun: true,
        years: [{ year: 2026, before: 1, version: 2 }],
        removed: [],
        changed: [],
      });
      expect(plan.added.map(({ day }) => day)).toEqual([PLAN_DAY]);
      const [touched] = plan.cycles;
      const move = touched?.moves.find(({ stage, rung }) => stage === 'q1Plan' && rung === 'mốc ngày cuối');
      expect(move).toMatchObject({
        lastDay: PLAN_DAY,
        from: { day: '2026-03-31', reason: 'đúng ngày' },
        to: {
          day: '2026-03-30',
          reason: expect.stringContaining('dời từ Thứ Ba 31/3/2026: ngày nghỉ (Nghỉ bão)'),
        },
        subjects: 1,
      });
      expect(touched?.lastDaysOff.find(({ stage }) => stage === 'q1Plan')).toMatchObject({
        lastDay: PLAN_DAY,
        reason: 'Nghỉ bão',
        lastWorkingDay: '2026-03-30',
        isNew: true,
      });
      expect(touched?.lastDaysOff.find(({ stage }) => stage === 'classification')).toBeUndefined();
      expect([await changedAt(), await nameAt(PLAN_DAY), woken]).toEqual([before, undefined, []]);
    },
  );

  step('makes another version, wakes the cycles of the province, and is in both audits', async () => {
    const before = await changedAt();
    const key = randomUUID();
    const done = await edit(SET, { key });
    expect(await edit(SET, { key })).toEqual(done);
    await expect(edit({ act: 'remove', day: PLAN_DAY }, { key })).rejects.toMatchObject({
      code: 'IDEMPOTENCY.REUSED',
    });
    expect(woken).toEqual([`reminders ${cycle.id}`]);
    expect((await changedAt()) > before).toBe(true);
    const audited = await province.source.query<{ cycle_id: string }[]>(
      `SELECT cycle_id FROM audit WHERE action = 'holidays.changed' ORDER BY cycle_id`,
    );
    expect(audited.map((row) => row.cycle_id)).toEqual(['-', cycle.id]);
    expect(await new VerifyAudit(new PostgresReadModel(province.source)).execute(cycle.id)).toMatchObject({
      ok: true,
    });
  });

  step('holds for that province alone, and the version before stays readable', async () => {
    expect([await nameAt(PLAN_DAY), await nameAt(PLAN_DAY, '22')]).toEqual(['Nghỉ bão', undefined]);
    const { items } = await read().versions(of('51'), 2026);
    expect(items.map(({ area, version, inForce }) => [area, version, inForce])).toEqual([
      ['VN', 1, false],
      ['51', 2, true],
    ]);
    const [old] = (await read().version(of('51'), 2026, 1)).years;
    expect(old?.items.some(({ day }) => day === PLAN_DAY)).toBe(false);
    expect(old?.items.some(({ day }) => day === '2026-11-24')).toBe(true);
    await expect(read().version(of('51'), 2026, 9)).rejects.toMatchObject({ code: 'HOLIDAY.NO_VERSION' });
  });

  step('moves the reminder, and everything that shows it says why', async () => {
    const { items } = await new Upcoming(province.unitOfWork, province.rules).execute(
      cycle.administrator,
      cycle.id,
      200,
    );
    const coming = items.find(({ stage, rung }) => stage === 'q1Plan' && rung === 'last-day');
    expect(coming?.at).toBe('2026-03-30T01:00:00.000Z');
    expect(coming?.text).toContain('ngày nghỉ (Nghỉ bão)');
    const preview = await new PreviewReminders(province.unitOfWork, province.rules).execute(
      cycle.administrator,
      cycle.id,
      {
        at: PLAN_DAY,
        unitId: 'D1',
        limit: 10,
      },
    );
    expect(preview.items.find(({ stage }) => stage === 'q1Plan')?.reason).toContain('ngày nghỉ (Nghỉ bão)');
    await cycle.live('2026-03-30T09:00');
    const [mail] = await cycle.query<{ items: object[] }>(
      `SELECT params->'items' AS items FROM message
        WHERE cycle_id = $1 AND recipient = 'd1@unit.example.test' ORDER BY created_at DESC LIMIT 1`,
    );
    expect(mail?.items).toContainEqual(
      expect.objectContaining({ dayOff: 'Nghỉ bão', lastWorked: '2026-03-30' }),
    );
  });

  step('warns of a reminder whose new day has passed', async () => {
    await cycle.moveTo('2026-06-01T09:00');
    const day = { ...OFF, day: '2026-08-17' };
    const plan = await edit({ act: 'set', days: [day] }, { dryRun: true });
    expect(plan.cycles[0]?.moves.every(({ isLost }) => isLost === undefined)).toBe(true);
    await cycle.moveTo('2026-08-17T07:30');
    const late = await edit({ act: 'set', days: [day] }, { dryRun: true });
    expect(late.cycles[0]?.moves.some(({ isLost }) => isLost === true)).toBe(true);
  });
});

chapter('other edits', () => {
  step('take a day out, refuse what is not there, and change nothing where all stands already', async () => {
    await expect(edit({ act: 'remove', day: '2026-03-03' })).rejects.toMatchObject({
      code: 'HOLIDAY.UNKNOWN',
    });
    const same = await edit(SET);
    expect([same.years, same.cycles]).toEqual([[], []]);
    const gone = await edit({ act: 'remove', day: PLAN_DAY });
    expect(gone.removed.map(({ name }) => name)).toEqual(['Nghỉ bão']);
    expect(gone.years).toEqual([{ year: 2026, before: 2, version: 3 }]);
  });

  step('import days of several years at once', async () => {
    const days = [
      { ...OFF, day: '2026-12-24' },
      { ...OFF, day: '2027-12-24' },
    ];
    const done = await edit({ act: 'import', days });
    expect(done.years.map(({ year }) => year)).toEqual([2026, 2027]);
    expect([await nameAt('2026-12-24'), await nameAt('2027-12-24')]).toEqual(['Nghỉ bão', 'Nghỉ bão']);
  });

  step(
    'begin a year anew by the table of the country, or by what was worked out where it has none',
    async () => {
      const done = await edit({ act: 'seed', year: 2026, days: [] });
      expect(done.removed.map(({ day }) => day)).toEqual(['2026-12-24']);
      await edit({ act: 'seed', year: 2031, days: [{ ...OFF, day: '2031-01-01', name: 'Tết Dương lịch' }] });
      expect(await nameAt('2031-01-01')).toBe('Tết Dương lịch');
    },
  );

  step('belong to the administrator of the province', async () => {
    const supervisor: Identity = { ...cycle.administrator, role: 'supervisor' };
    await expect(edit(SET, { as: supervisor })).rejects.toMatchObject({ code: 'ACTOR.ADMINISTRATOR_ONLY' });
    const ofRehearsal: Identity = { ...cycle.administrator, cycleId: cycle.id };
    await expect(edit(SET, { as: ofRehearsal })).rejects.toMatchObject({ code: 'ACTOR.REHEARSAL_ONLY' });
  });
});

step(
  'a newer table of the product adds a version for the country and leaves the province’s own alone',
  async () => {
    const seeder = new Seeder(province.source);
    const days = await sampleHolidays();
    await seeder.holidays(days);
    const added = [...days, { ...OFF, day: '2027-07-01' }];
    await seeder.holidays(added);
    await seeder.holidays(added);
    const rows = await province.source.query<{ version: number }[]>(
      `SELECT version FROM holiday_version WHERE area_code = 'VN' AND year = 2027 ORDER BY version`,
    );
    expect(rows.map(({ version }) => version)).toEqual([1, 2]);
    expect(await nameAt('2027-07-01', '22')).toBe('Nghỉ bão');
    expect(await nameAt('2027-12-24')).toBe('Nghỉ bão');
  },
);
