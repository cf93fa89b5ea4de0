import { describe, expect, it } from '@jest/globals';
import {
  applyAmendments,
  type CalendarInstant,
  calendarOf,
  type DayChange,
  endOfWindow,
  levelsOf,
  resolveStages,
} from '../index.js';
import { loadPack } from '../packs.support.js';

const pack = loadPack('quang-ngai-2025');
const stagesOf = (year: number, changes: readonly DayChange[] = []) => ({
  tinh: applyAmendments(resolveStages(pack, year, { managedBy: 'tinh' }), 'tinh', changes),
  xa: applyAmendments(resolveStages(pack, year, { managedBy: 'xa' }), 'xa', changes),
});
const calendar = (year: number, changes?: readonly DayChange[]) =>
  calendarOf(pack, year, stagesOf(year, changes));
const linesOf = (instants: readonly CalendarInstant[], stage: string) =>
  instants.filter((each) => each.stage === stage).map(({ kind, levels, at }) => [kind, levels.join('+'), at]);

describe('the calendar of a pack with districts', () => {
  const old = loadPack('hai-duong-2024');
  const levels = levelsOf(old);
  const days = (changes: readonly DayChange[] = []) =>
    calendarOf(
      old,
      2024,
      Object.fromEntries(
        levels.map((managedBy) => [
          managedBy,
          applyAmendments(resolveStages(old, 2024, { managedBy }), managedBy, changes),
        ]),
      ),
    );
  const LATER: DayChange = {
    stage: 'q1Plan',
    level: 'huyen',
    operator: 'by',
    day: '2024-04-15',
    lastDay: '2024-04-15',
    words: '',
    number: '1/CV',
    date: '2024-03-01',
  };
  const late = (changes?: readonly DayChange[]) =>
    days(changes).flatMap(({ kind, stage, text }) =>
      kind === 'stageLate' && stage === 'q1Plan' ? [text] : [],
    );

  it('has three levels that share a day, and names those that do not', () => {
    expect(levels).toEqual(['tinh', 'huyen', 'xa']);
    expect(late()).toEqual(['31/03/2024* 24:00: hết ngày đề nghị Nghị quyết, kế hoạch Quý I']);
    expect(late([LATER])).toEqual([
      '31/03/2024* 24:00: hết ngày đề nghị Nghị quyết, kế hoạch Quý I (đơn vị cấp tỉnh, cấp xã)',
      '15/04/2024 24:00: hết hạn Nghị quyết, kế hoạch Quý I (đơn vị cấp huyện)',
    ]);
  });

  it('stands alone: no pack from 2025 on has the level', () => {
    expect(['quang-ngai-2025', 'national-2025'].map((id) => levelsOf(loadPack(id)))).toEqual([
      ['tinh', 'xa'],
      ['tinh', 'xa'],
    ]);
  });
});

describe('the calendar of a cycle', () => {
  it('runs from the first opening to the close, each instant once and none before the one above it', () => {
    const instants = calendar(2026);
    const times = instants.map(({ at }) => at);
    expect(times).toEqual([...times].sort());
    expect(instants[0]).toMatchObject({ kind: 'stageOpens', day: '2026-01-01' });
    expect(instants.at(-1)).toEqual({
      kind: 'close',
      stage: '',
      name: 'Đóng chu kỳ',
      levels: [],
      day: '2027-01-31',
      at: '2027-01-31T17:00:00.000Z',
      assumed: true,
      text: '31/01/2027* 24:00: đóng chu kỳ',
    });
    const keys = instants.map(({ kind, stage, day }) => `${kind}/${stage}/${day}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('has one instant where both levels share a day, and one each where they do not', () => {
    expect(linesOf(calendar(2026), 'unitReport')).toEqual([
      ['stageOpens', 'tinh+xa', '2026-10-14T17:00:00.000Z'],
      ['stageLate', 'xa', '2026-10-30T17:00:00.000Z'],
      ['stageLate', 'tinh', '2026-11-04T17:00:00.000Z'],
      ['stageCutOff', 'tinh+xa', '2026-11-14T17:00:00.000Z'],
    ]);
  });

  it('tells what comes and whose it is, each day that no document names with its mark', () => {
    const texts = calendar(2026).map(({ text }) => text);
    expect(texts).toEqual(
      expect.arrayContaining([
        '01/01/2026 00:00: mở Nghị quyết, kế hoạch Quý I',
        '31/03/2026* 24:00: hết ngày đề nghị Nghị quyết, kế hoạch Quý I',
        '31/03/2026 24:00: hết hạn Đăng ký phong trào, tiêu chuẩn, điển hình; với cơ sở giáo dục là ngày đề nghị*',
        '30/10/2026* 24:00: hết ngày đề nghị Báo cáo kết quả (đơn vị cấp xã)',
        '04/11/2026 24:00: hết hạn Báo cáo kết quả (đơn vị cấp tỉnh)',
        '15/11/2026 24:00: hết kỳ đánh giá',
        '20/11/2026* 24:00: hết thời gian tiếp nhận Hồ sơ đề nghị công nhận',
        '01/01/2026* 00:00: mở Kế hoạch của UBND xã, phường, đặc khu',
        '31/03/2026* 24:00: hết ngày đề nghị Kế hoạch của UBND xã, phường, đặc khu',
      ]),
    );
  });

  it('marks what both levels share where one of them alone has no document for it', () => {
    const { tinh, xa } = stagesOf(2026);
    const assumedFor = (stages: typeof xa) =>
      stages.map((stage) =>
        stage.key === 'registration' && stage.due !== undefined
          ? { ...stage, due: { ...stage.due, status: 'assumed' as const } }
          : stage,
      );
    const late = (stages: typeof xa) => (levels: typeof xa) =>
      calendarOf(pack, 2026, { tinh: stages, xa: levels })
        .filter(({ kind, stage }) => kind === 'stageLate' && stage === 'registration')
        .map(({ assumed, levels: of }) => [assumed, of.join('+')]);
    expect(late(tinh)(xa)).toEqual([[false, 'tinh+xa']]);
    expect(late(assumedFor(tinh))(xa)).toEqual([[true, 'tinh+xa']]);
    expect(late(tinh)(assumedFor(xa))).toEqual([[true, 'tinh+xa']]);
  });

  it('has the papers of a body at the level of that body alone', () => {
    expect(linesOf(calendar(2026), 'communePlan').map(([, levels]) => levels)).toEqual(['xa', 'xa']);
    expect(linesOf(calendar(2026), 'yearReview').map(([, levels]) => levels)).toEqual(['tinh', 'tinh']);
  });

  it('leaves out what is only recorded, so the festival of 2025 never turns red', () => {
    const stages = new Set(calendar(2025).map(({ stage }) => stage));
    expect(stages.has('festival')).toBe(false);
    expect(stages.has('q1Plan')).toBe(false);
    expect(linesOf(calendar(2025), 'implementationPlan')).toEqual([
      ['stageOpens', 'tinh+xa', '2025-08-20T17:00:00.000Z'],
      ['stageLate', 'tinh+xa', '2025-08-24T17:00:00.000Z'],
      ['stageCutOff', 'tinh+xa', '2025-10-31T17:00:00.000Z'],
    ]);
  });

  it('follows an amendment of one level', () => {
    const change: DayChange = {
      stage: 'q1Plan',
      level: 'xa',
      operator: 'by',
      day: '2026-04-15',
      lastDay: '2026-04-15',
      words: '',
      number: '7/CV',
      date: '2026-03-20',
    };
    expect(linesOf(calendar(2026, [change]), 'q1Plan').slice(1, 3)).toEqual([
      ['stageLate', 'tinh', '2026-03-31T17:00:00.000Z'],
      ['stageLate', 'xa', '2026-04-15T17:00:00.000Z'],
    ]);
  });

  it('ends the window at the end of its last day', () => {
    expect(endOfWindow(pack, 2026)).toBe('2026-11-15T17:00:00.000Z');
    expect(calendar(2026).find(({ kind }) => kind === 'windowClose')?.at).toBe(endOfWindow(pack, 2026));
  });
});
