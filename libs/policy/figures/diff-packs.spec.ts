import { describe, expect, it } from '@jest/globals';
import type { PolicyDifference } from '../index.js';
import { diffPacks, figuresOf, findFigures } from '../index.js';
import { loadPack, PACKS } from '../packs.support.js';

/** `A | B` of one row, with the foundation of each side. */
const rowOf = (rows: readonly PolicyDifference[], path: string): string => {
  const row = rows.find((each) => each.path === path);
  const side = (each: PolicyDifference['a']) => (each === undefined ? '–' : `${each.value} (${each.status})`);
  return row === undefined ? 'no row' : `${side(row.a)} | ${side(row.b)}`;
};
const between = (a: string, b: string) => diffPacks(loadPack(a), loadPack(b));

describe('two packs side by side', () => {
  const provinces = between('huong-dan-413-2021', 'quang-ngai-2025');
  const decided = between('national-2025', 'quang-ngai-2025');

  it.each([
    [
      'targets.recognised',
      'trên 90% toàn bộ đơn vị thuộc diện xét (target) | ít nhất 80% số đơn vị đăng ký (target)',
    ],
    ['stages.dossier.due.*', 'trước ngày 01/12/2021 (binding) | hết ngày 18/11 (assumed)'],
    ['stages.unitReport.due.tinh', '– | trước ngày 05/11 hằng năm (binding)'],
    ['stages.provinceReport.due.*', '– | trước ngày 15/11 hằng năm (binding)'],
    [
      'stages.q1Plan.due.*',
      'ngay từ đầu năm (hết ngày 28/02/2021) (assumed) | Quý I hằng năm (hết ngày 31/03) (assumed)',
    ],
    ['terms.school', 'nhà trường (binding) | cơ sở giáo dục (binding)'],
    ['terms.steering', 'Ban Chỉ đạo tỉnh (binding) | UBND các cấp (binding)'],
    ['terms.standardBasis', 'Thông tư 23/2012/TT-BCA (binding) | Thông tư 124/2021/TT-BCA (binding)'],
    [
      'terms.reportChannel',
      'qua Công an được phân công, phân cấp quản lý (binding) | qua Phòng Tham mưu (binding)',
    ],
    ['assessmentWindow', 'từ 30/11 năm trước đến 30/11 (binding) | từ 16/11 năm trước đến 15/11 (binding)'],
    ['assessmentWindow.byKind.co-so-giao-duc', 'từ 01/09 năm trước đến 31/08 (assumed) | –'],
    ['bodies.ubnd-huyen', 'UBND cấp huyện (binding) | –'],
    ['Tiêu chí chấm điểm', '– | 9 tiêu chí, 100 điểm (assumed)'],
  ])('differ at %s as their documents do', (path, row) => {
    expect(rowOf(provinces, path)).toBe(row);
    expect(provinces.find((each) => each.path === path)?.same).toBe(false);
  });

  it('tell a resolution of its own from a merged one', () => {
    const row = rowOf(provinces, 'stages.q1Plan');
    expect(row).toMatch(/Nghị quyết chuyên đề của cấp ủy.* \| .*riêng hoặc lồng ghép/);
  });

  it('tell an exclusion that is decided from one that is proposed', () => {
    const row = decided.find(({ path }) => path === 'consequences.noAward');
    expect([row?.a?.status, row?.b?.status, row?.same]).toEqual(['proposed', 'binding', false]);
  });

  it('have no difference where only the document is another', () => {
    const row = decided.find(({ path }) => path === 'stages.recognition.due.*');
    expect(row?.same).toBe(true);
    expect(between('quang-ngai-2025', 'quang-ngai-2025').every(({ same }) => same)).toBe(true);
  });

  it('read the other way round with their sides changed', () => {
    const back = between('quang-ngai-2025', 'huong-dan-413-2021');
    const sides = (rows: readonly PolicyDifference[], swap: boolean) =>
      rows.map(({ path, a, b, same }) => JSON.stringify([path, swap ? b : a, swap ? a : b, same])).sort();
    expect(sides(back, true)).toEqual(sides(provinces, false));
  });
});

describe('the figures of a pack', () => {
  it.each(PACKS.list().map(({ id }) => id))('of %s are all named, valued and sourced', (id) => {
    const pack = loadPack(id);
    for (const { path, section, text, value, src } of figuresOf(pack)) {
      expect([path, section, text, value].filter((each) => each.trim() === '')).toEqual([]);
      expect(`${path} ${String(Object.hasOwn(pack.sources, src))}`).toBe(`${path} true`);
    }
  });
});

describe('a figure that somebody means', () => {
  const pack = loadPack('quang-ngai-2025');
  const found = (wanted: string) => findFigures(pack, wanted).map(({ path }) => path);

  it.each([
    ['targets.recognised', ['targets.recognised']],
    ['recognised', ['targets.recognised']],
    ['80%', ['targets.recognised']],
    ['80 %', ['targets.recognised']],
    ['8c', ['criteria.8.children.8c']],
    [
      'Trước ngày 25/8/2025',
      ['stageSets.nam-2025.stages.implementationPlan.due.*', 'stageSets.nam-2025.stages.communePlan.due.*'],
    ],
    [
      'truoc ngay 15/11 hang nam',
      ['stageSets.hang-nam.stages.provinceReport.due.*', 'stageSets.nam-2025.stages.provinceReport.due.*'],
    ],
    ['noAward', ['consequences.noAward']],
    ['phong tham muu', ['bodies.cong-an-tinh', 'terms.reportChannel']],
  ])('by “%s” is found', (wanted, paths) => {
    expect(found(wanted)).toEqual(paths);
  });

  it('by a number is not found inside another', () => {
    expect(found('8/2025').length).toBe(0);
    expect(found('0%')).toEqual([]);
  });

  it('by its stage comes with all that belongs to it', () => {
    expect(found('yearReview')).toEqual([
      'stageSets.hang-nam.stages.yearReview',
      'stageSets.hang-nam.stages.yearReview.due.*',
      'stageSets.nam-2025.stages.yearReview',
      'stageSets.nam-2025.stages.yearReview.due.*',
    ]);
    expect(found('unitReport.due.tinh')).toEqual([
      'stageSets.hang-nam.stages.unitReport.due.tinh',
      'stageSets.nam-2025.stages.unitReport.due.tinh',
    ]);
  });

  it('is none where nothing fits, also for signs that mean something to a search', () => {
    for (const wanted of ['', '   ', 'không có gì như vậy', '(.*', '[']) expect(found(wanted)).toEqual([]);
  });
});
