import { describe, expect, it } from '@jest/globals';
import { loadPack } from '../policy/packs.support.js';
import type { DueLine, Ladder } from './index.js';
import { ladderOf, rungName } from './index.js';
import { plan2025, rules, table, written } from './reminders.support.js';

const ladder = (line: DueLine): Ladder => ladderOf(line, rules, table);
const dropped = (line: DueLine): Record<string, string> =>
  Object.fromEntries(ladder(line).dropped.map(({ key, reason }) => [key, reason]));

describe('the ladder of the plan of 2025', () => {
  it('is opening notice, one mail on Friday, then overdue up to the cut-off', () => {
    expect(written(ladder(plan2025))).toEqual([
      '2025-08-21 opens (before-3)',
      '2025-08-22 last-day (before-1)',
      '2025-08-25 after-1',
      '2025-08-27 after-3',
      '2025-09-03 after-7',
      '2025-09-08 after-14',
      '2025-09-15 after-21',
      '2025-09-22 after-28',
      '2025-09-29 after-35',
      '2025-10-06 after-42',
      '2025-10-13 after-49',
      '2025-10-20 after-56',
      '2025-10-27 after-63',
    ]);
  });

  it('ends on the last day where a paper is only asked for', () => {
    expect(written(ladder({ ...plan2025, isOnlyAsked: true }))).toEqual([
      '2025-08-21 opens (before-3)',
      '2025-08-22 last-day (before-1)',
    ]);
  });

  it('is what the pack of Quảng Ngãi gives', () => {
    const { closing, recipients } = loadPack('quang-ngai-2025').reminders;
    const after = { afterDays: [1, 7], thenEveryDays: 30 };
    const own = ladderOf(plan2025, { ...rules, ...after, closing, recipients }, table);
    expect(ladderOf(plan2025, loadPack('quang-ngai-2025').reminders, table)).toEqual(own);
  });

  it('goes out at eight in the morning in Vietnam', () => {
    expect(
      ladder(plan2025)
        .rungs.slice(0, 3)
        .map(({ sendAt }) => sendAt),
    ).toEqual(['2025-08-21T01:00:00.000Z', '2025-08-22T01:00:00.000Z', '2025-08-25T01:00:00.000Z']);
  });

  it('says of each mail why on that day', () => {
    expect(ladder(plan2025).rungs.slice(0, 6)).toMatchObject([
      { nominalDay: '2025-08-21', overdue: false, reason: 'đúng ngày; gộp mốc 3 ngày' },
      {
        nominalDay: '2025-08-24',
        overdue: false,
        reason: 'dời từ Chủ nhật 24/8/2025: ngày nghỉ (Chủ nhật); gộp mốc 1 ngày',
      },
      { nominalDay: '2025-08-25', overdue: true, reason: 'đúng ngày' },
      { nominalDay: '2025-08-27', overdue: true, reason: 'đúng ngày' },
      { nominalDay: '2025-08-31', overdue: true, reason: 'dời từ Chủ nhật 31/8/2025: ngày nghỉ (Chủ nhật)' },
      { nominalDay: '2025-09-07', overdue: true, reason: 'dời từ Chủ nhật 07/9/2025: ngày nghỉ (Chủ nhật)' },
    ]);
  });

  it('leaves out the rungs from before the rule was issued, and says so', () => {
    expect(ladder(plan2025).dropped).toEqual([
      { key: 'before-30', nominalDay: '2025-07-25', reason: 'mốc trước ngày mở 21/8/2025' },
      { key: 'before-14', nominalDay: '2025-08-10', reason: 'mốc trước ngày mở 21/8/2025' },
      { key: 'before-7', nominalDay: '2025-08-17', reason: 'mốc trước ngày mở 21/8/2025' },
    ]);
  });

  it('sends nothing of the past when the cycle is opened late', () => {
    const late: DueLine = { ...plan2025, openedAt: '2025-09-22T08:00:00.001+07:00' };
    expect(written(ladder(late))).toEqual([
      '2025-09-29 after-35',
      '2025-10-06 after-42',
      '2025-10-13 after-49',
      '2025-10-20 after-56',
      '2025-10-27 after-63',
    ]);
    expect(dropped(late)).toMatchObject({
      opens: 'trước khi mở chu kỳ',
      'last-day': 'trước khi mở chu kỳ',
      'after-28': 'trước khi mở chu kỳ',
    });
    const inTime: DueLine = { ...plan2025, openedAt: '2025-09-22T08:00:00+07:00' };
    expect(written(ladder(inTime))[0]).toBe('2025-09-22 after-28');
  });

  it('sends nothing at all when the year was over before it was opened', () => {
    const { rungs } = ladder({ ...plan2025, openedAt: '2026-08-21T00:00:00+07:00' });
    expect(rungs).toEqual([]);
  });

  it('follows a grace to the later day', () => {
    expect(written(ladder({ ...plan2025, lastDay: '2025-09-10' }))).toEqual([
      '2025-08-21 opens',
      '2025-08-27 before-14',
      '2025-09-03 before-7',
      '2025-09-05 before-3',
      '2025-09-09 before-1',
      '2025-09-10 last-day',
      '2025-09-11 after-1',
      '2025-09-15 after-3',
      '2025-09-17 after-7',
      '2025-09-24 after-14',
      '2025-10-01 after-21',
      '2025-10-08 after-28',
      '2025-10-15 after-35',
      '2025-10-22 after-42',
      '2025-10-29 after-49',
    ]);
  });
});

describe('the ladders of the years after', () => {
  it('give the Quý I plan of 2026 its opening notice after the holiday and a reminder each week of a long delay', () => {
    const line: DueLine = {
      opensDay: '2026-01-01',
      lastDay: '2026-03-31',
      cutOffDay: '2026-11-15',
      endDay: '2027-01-31',
      openedAt: '2025-11-16T00:00:00+07:00',
    };
    expect(written(ladder(line))).toEqual([
      '2026-01-05 opens',
      '2026-02-27 before-30',
      '2026-03-17 before-14',
      '2026-03-24 before-7',
      '2026-03-27 before-3',
      '2026-03-30 before-1',
      '2026-03-31 last-day',
      '2026-04-01 after-1',
      '2026-04-03 after-3',
      '2026-04-07 after-7',
      '2026-04-14 after-14',
      '2026-04-21 after-21',
      '2026-04-28 after-28',
      '2026-05-05 after-35',
      '2026-05-12 after-42',
      '2026-05-19 after-49',
      '2026-05-26 after-56',
      '2026-06-02 after-63',
      '2026-06-09 after-70',
      '2026-06-16 after-77',
      '2026-06-23 after-84',
      '2026-06-30 after-91',
      '2026-07-07 after-98',
      '2026-07-14 after-105',
      '2026-07-21 after-112',
      '2026-07-28 after-119',
      '2026-08-04 after-126',
      '2026-08-11 after-133',
      '2026-08-18 after-140',
      '2026-08-25 after-147',
      '2026-09-03 after-154',
      '2026-09-08 after-161',
      '2026-09-15 after-168',
      '2026-09-22 after-175',
      '2026-09-29 after-182',
      '2026-10-06 after-189',
      '2026-10-13 after-196',
      '2026-10-20 after-203',
      '2026-10-27 after-210',
      '2026-11-03 after-217',
      '2026-11-10 after-224',
    ]);
    expect(ladder(line).rungs.map(({ reason }) => reason)).toEqual(
      expect.arrayContaining([
        'dời từ Thứ Năm 01/01/2026: ngày nghỉ (Tết Dương lịch)',
        'dời từ Chủ nhật 01/3/2026: ngày nghỉ (Chủ nhật)',
        'dời từ Thứ Ba 01/9/2026: ngày nghỉ (Nghỉ liền kề Quốc khánh)',
      ]),
    );
  });

  const report2026: DueLine = {
    opensDay: '2026-10-15',
    lastDay: '2026-11-04',
    cutOffDay: '2026-11-14',
    endDay: '2027-01-31',
    openedAt: '2025-11-16T00:00:00+07:00',
  };

  it('give the report of a unit of the province ten days after its last day', () => {
    expect(written(ladder(report2026))).toEqual([
      '2026-10-15 opens',
      '2026-10-21 before-14',
      '2026-10-28 before-7',
      '2026-10-30 before-3',
      '2026-11-03 before-1',
      '2026-11-04 last-day',
      '2026-11-05 after-1',
      '2026-11-09 after-3',
      '2026-11-11 after-7',
    ]);
  });

  it('give the report of a unit of a commune one overdue mail after the weekend, not two', () => {
    const line = { ...report2026, lastDay: '2026-10-30' };
    expect(written(ladder(line))).toEqual([
      '2026-10-15 opens',
      '2026-10-16 before-14',
      '2026-10-23 before-7',
      '2026-10-27 before-3',
      '2026-10-29 before-1',
      '2026-10-30 last-day',
      '2026-11-02 after-3 (after-1)',
      '2026-11-06 after-7',
      '2026-11-13 after-14',
    ]);
    expect(ladder(line).rungs[6]?.reason).toBe('đúng ngày; gộp mốc 1 ngày sau ngày cuối');
  });

  it('bring a last day on a Sunday forward, and without a cut-off go on to the close', () => {
    const line: DueLine = {
      opensDay: '2027-11-05',
      lastDay: '2027-11-14',
      endDay: '2028-01-31',
      openedAt: '2026-11-16T00:00:00+07:00',
    };
    expect(written(ladder(line))).toEqual([
      '2027-11-05 opens (before-7)',
      '2027-11-11 before-3',
      '2027-11-12 last-day (before-1)',
      '2027-11-15 after-1',
      '2027-11-17 after-3',
      '2027-11-22 after-7',
      '2027-11-29 after-14',
      '2027-12-06 after-21',
      '2027-12-13 after-28',
      '2027-12-20 after-35',
      '2027-12-27 after-42',
      '2028-01-03 after-49',
      '2028-01-10 after-56',
      '2028-01-17 after-63',
      '2028-01-24 after-70',
      '2028-01-31 after-77',
    ]);
    expect(written(ladder({ ...line, endDay: '2028-01-30' })).at(-1)).toBe('2028-01-24 after-70');
  });

  it('give a stage of three days its opening notice on Monday, the cut-off two days after', () => {
    expect(
      written(
        ladder({
          opensDay: '2025-11-16',
          lastDay: '2025-11-18',
          cutOffDay: '2025-11-20',
          endDay: '2026-01-31',
          openedAt: plan2025.openedAt,
        }),
      ),
    ).toEqual(['2025-11-17 opens (before-1)', '2025-11-18 last-day', '2025-11-19 after-1']);
  });
});

describe('a ladder on days off', () => {
  const weekend: DueLine = {
    opensDay: '2026-10-31',
    lastDay: '2026-11-01',
    cutOffDay: '2026-11-01',
    endDay: '2027-01-31',
    openedAt: '2026-01-01T00:00:00+07:00',
  };

  it('is empty where nobody is at work between opening and last day, and says why', () => {
    expect(ladder(weekend).rungs).toEqual([]);
    expect(dropped(weekend)).toMatchObject({
      opens: 'không có ngày làm việc nào từ ngày mở đến ngày cuối',
      'before-1': 'không có ngày làm việc nào từ ngày mở đến mốc',
      'last-day': 'không có ngày làm việc nào từ ngày mở đến mốc',
      'after-1': 'mốc sau ngày hết thời gian tiếp nhận 01/11/2026',
    });
  });

  it('never moves an overdue rung past the cut-off or the close', () => {
    const overSaturday: DueLine = { ...weekend, opensDay: '2026-10-28', lastDay: '2026-10-30' };
    expect(dropped({ ...overSaturday, cutOffDay: '2026-11-01' })).toMatchObject({
      'after-1': 'dời sang 02/11/2026 thì sau ngày hết thời gian tiếp nhận 01/11/2026',
    });
    const { cutOffDay: _cutOff, ...open } = overSaturday;
    expect(dropped({ ...open, endDay: '2026-11-01' })).toMatchObject({
      'after-1': 'dời sang 02/11/2026 thì sau ngày đóng chu kỳ 01/11/2026',
      'after-3': 'mốc sau ngày đóng chu kỳ 01/11/2026',
    });
  });

  it('counts a Saturday that is worked as any other day', () => {
    const swapped = { ...table, workingSwaps: [{ date: '2026-10-31', name: 'làm bù' }] };
    const { rungs } = ladderOf(weekend, rules, swapped);
    expect(written({ rungs, dropped: [] })).toEqual(['2026-10-31 opens (before-1, last-day)']);
    expect(rungs[0]?.reason).toBe('đúng ngày; gộp mốc 1 ngày, mốc ngày cuối');
  });

  it('still announces on the last day itself', () => {
    const untilMonday: DueLine = { ...weekend, lastDay: '2026-11-02', cutOffDay: '2026-11-02' };
    expect(written(ladder(untilMonday))).toEqual(['2026-11-02 opens (last-day)']);
  });

  it('reminds on the day of the cut-off itself, whether the rules name that day or it is one of every week', () => {
    const open: DueLine = { ...weekend, opensDay: '2026-10-19', lastDay: '2026-10-20' };
    expect(written(ladder({ ...open, cutOffDay: '2026-10-27' })).at(-1)).toBe('2026-10-27 after-7');
    expect(written(ladder({ ...open, cutOffDay: '2026-11-03' })).at(-1)).toBe('2026-11-03 after-14');
    expect(written(ladder({ ...open, cutOffDay: '2026-11-02' })).at(-1)).toBe('2026-10-27 after-7');
  });
});

describe('other rules', () => {
  it('give other ladders', () => {
    const line: DueLine = { ...plan2025, lastDay: '2025-10-15', cutOffDay: '2025-10-28' };
    const own = { ...rules, beforeDays: [5], afterDays: [], thenEveryDays: 5, sendAt: '14:30' };
    expect(written(ladderOf(line, own, table))).toEqual([
      '2025-08-21 opens',
      '2025-10-10 before-5',
      '2025-10-20 after-5',
      '2025-10-27 after-10',
    ]);
    expect(ladderOf(line, own, table).rungs[0]?.sendAt).toBe('2025-08-21T07:30:00.000Z');
  });
});

describe('the name of a rung', () => {
  it.each([
    ['opens', 'thông báo mở'],
    ['before-30', 'mốc 30 ngày'],
    ['last-day', 'mốc ngày cuối'],
    ['after-14', 'mốc 14 ngày sau ngày cuối'],
  ])('%s is “%s”', (key, name) => expect(rungName(key)).toBe(name));
});

describe('a ladder that was worked out before', () => {
  const swapped = { ...table, holidays: [...table.holidays, { date: '2025-08-27', name: 'Ngày nghỉ' }] };

  it('is not that of other days off, of another line or of other rules', () => {
    const before = ladder(plan2025);
    expect(ladderOf({ ...plan2025 }, rules, { ...table })).toEqual(before);
    expect(written(ladderOf(plan2025, rules, swapped))).toContain('2025-08-28 after-3');
    expect(written(ladder({ ...plan2025, cutOffDay: '2025-09-10' }))).toHaveLength(6);
    expect(written(ladder({ ...plan2025, openedAt: '2025-08-25T12:00:00+07:00' }))[0]).toBe(
      '2025-08-27 after-3',
    );
    expect(written(ladderOf(plan2025, { ...rules, afterDays: [2] }, table))[2]).toBe('2025-08-26 after-2');
    expect(ladder(plan2025)).toEqual(before);
  });

  it('is right also after hundreds of others, of which the oldest were given up', () => {
    for (let day = 0; day < 600; day += 1) {
      const openedAt = new Date(Date.UTC(2025, 7, 1) + day * 60_000).toISOString();
      expect(ladder({ ...plan2025, openedAt }).rungs).toHaveLength(13);
    }
  });
});
