import { describe, expect, it } from '@jest/globals';
import { checkPack } from '../check-pack.js';
import { loadPack } from '../packs.support.js';
import { dutyAndDayText, sourceOfDay } from '../sources/source-of-day.js';
import type { UnitKind } from '../units/units.schema.js';
import { applyAmendments, type DayChange } from './amend.js';
import { calendarOf } from './cycle-calendar.js';
import { resolveStages } from './stages.js';
import { stageForKind } from './variants.js';

const KINDS: readonly UnitKind[] = ['co-quan', 'doanh-nghiep', 'co-so-giao-duc'];

const stageOf = (id: string, year: number, key: string) => {
  const stage = resolveStages(loadPack(id), year, { managedBy: 'xa' }).find((each) => each.key === key);
  if (stage === undefined) throw new Error(`no stage ${key}`);
  return stage;
};

describe('the registration by kind of unit', () => {
  /** By hand: khoản 1 Điều 6 of Thông tư 124 speaks to agencies and enterprises; no document says a day to schools. */
  it.each<readonly [string, number, UnitKind, string, string]>([
    [
      'quang-ngai-2025',
      2026,
      'co-quan',
      '31/3 binding',
      '“Quý I”, Thông tư 124/2021/TT-BCA ngày 28/12/2021, khoản 1 Điều 6',
    ],
    [
      'quang-ngai-2025',
      2026,
      'doanh-nghiep',
      '31/3 binding',
      '“Quý I”, Thông tư 124/2021/TT-BCA ngày 28/12/2021, khoản 1 Điều 6',
    ],
    [
      'quang-ngai-2025',
      2026,
      'co-so-giao-duc',
      '31/3 assumed',
      'nhiệm vụ theo Kế hoạch 33/KH-UBND ngày 21/8/2025, mục I.4; ngày đề nghị (*), chưa có văn bản ấn định',
    ],
    [
      'national-2025',
      2026,
      'doanh-nghiep',
      '31/3 binding',
      '“Quý I”, Thông tư 124/2021/TT-BCA ngày 28/12/2021, khoản 1 Điều 6',
    ],
    [
      'national-2025',
      2026,
      'co-so-giao-duc',
      '31/3 assumed',
      'nhiệm vụ chưa có văn bản quy định riêng (*); ngày đề nghị (*), chưa có văn bản ấn định',
    ],
    [
      'hai-duong-2024',
      2024,
      'co-so-giao-duc',
      '31/3 assumed',
      'nhiệm vụ chưa có văn bản quy định riêng (*); ngày đề nghị (*), chưa có văn bản ấn định',
    ],
    [
      'quang-ngai-2025',
      2025,
      'co-so-giao-duc',
      '30/9 assumed',
      'nhiệm vụ theo Kế hoạch 33/KH-UBND ngày 21/8/2025, mục I.4; ngày đề nghị (*), chưa có văn bản ấn định',
    ],
  ])('%s %d: %s has %s', (id, year, kind, day, text) => {
    const stage = stageForKind(stageOf(id, year, 'registration'), kind);
    const [, month = '', date = ''] = stage.due?.lastDay.split('-') ?? [];
    expect(`${Number(date)}/${Number(month)} ${stage.due?.status}`).toBe(day);
    expect(dutyAndDayText(sourceOfDay(loadPack(id), stage))).toBe(text);
    expect(stage.variants).toBeUndefined();
  });

  it('has the same days for every kind, in every pack and year', () => {
    for (const [id, year] of [
      ['quang-ngai-2025', 2025],
      ['quang-ngai-2025', 2026],
      ['hai-duong-2024', 2024],
    ] as const) {
      for (const stage of resolveStages(loadPack(id), year, { managedBy: 'tinh' })) {
        for (const kind of KINDS) {
          const own = stageForKind(stage, kind);
          expect([own.opensDay, own.due?.lastDay, own.due?.lateFrom, own.cutOff?.lastDay]).toEqual([
            stage.opensDay,
            stage.due?.lastDay,
            stage.due?.lateFrom,
            stage.cutOff?.lastDay,
          ]);
        }
      }
    }
  });

  it('is binding for schools too once a document moves its day', () => {
    const change: DayChange = {
      stage: 'registration',
      level: '*',
      operator: 'by',
      ...{ day: '2026-04-15', lastDay: '2026-04-15' },
      ...{ words: 'hết ngày 15/4', number: '12/CAT-TM', date: '2026-03-20' },
    };
    const [moved] = applyAmendments([stageOf('quang-ngai-2025', 2026, 'registration')], 'xa', [change]);
    if (moved === undefined) throw new Error('a stage stays a stage');
    for (const kind of KINDS) {
      expect(stageForKind(moved, kind).due).toMatchObject({ status: 'binding', lastDay: '2026-04-15' });
    }
  });

  it('is told in the calendar with the kind to which its day is only suggested', () => {
    const pack = loadPack('quang-ngai-2025');
    const stages = {
      tinh: resolveStages(pack, 2026, { managedBy: 'tinh' }),
      xa: resolveStages(pack, 2026, { managedBy: 'xa' }),
    };
    const late = calendarOf(pack, 2026, stages).find(
      ({ kind, stage }) => kind === 'stageLate' && stage === 'registration',
    );
    expect(late).toMatchObject({ assumed: false, assumedFor: ['co-so-giao-duc'] });
    expect(late?.text).toBe(
      '31/03/2026 24:00: hết hạn Đăng ký phong trào, tiêu chuẩn, điển hình; với cơ sở giáo dục là ngày đề nghị*',
    );
  });
});

describe('the check of a pack', () => {
  it('refuses two variants for one kind, and one that speaks of a day that the stage has not', () => {
    const pack = loadPack('quang-ngai-2025');
    const variant = (key: string) => ({
      ...{ key, kinds: ['co-so-giao-duc' as const] },
      due: { words: 'hết ngày 31/3', src: 'assumed', status: 'assumed' as const },
    });
    const stageSets = pack.stageSets.map((set) => ({
      ...set,
      stages: set.stages.map((stage) => {
        if (stage.key === 'festival') return { ...stage, due: [], variants: [variant('one')] };
        return stage.key === 'unitReport' ? { ...stage, variants: [variant('one'), variant('two')] } : stage;
      }),
    }));
    const found = checkPack({ ...pack, stageSets }).errors.filter(
      ({ code }) => code === 'PACK.STAGE_VARIANT',
    );
    expect(found.map(({ path }) => path).sort()).toEqual([
      'stageSets.hang-nam.stages.festival.variants.one.due',
      'stageSets.hang-nam.stages.unitReport.variants',
      'stageSets.nam-2025.stages.festival.variants.one.due',
      'stageSets.nam-2025.stages.unitReport.variants',
    ]);
  });
});
