import { describe, expect, it } from '@jest/globals';
import { assessmentWindowOf, endOfWindow } from '../index.js';
import { loadPack } from '../packs.support.js';

const old = loadPack('national-2012');
const today = loadPack('national-2025');

describe('the assessment window', () => {
  it('is the school year for schools under Thông tư 23, and 30/11 to 30/11 for the others', () => {
    expect(assessmentWindowOf(old, 'co-so-giao-duc', 2021)).toEqual({
      from: '2020-09-01',
      to: '2021-08-31',
      src: 'assumed',
      status: 'assumed',
    });
    const others = { from: '2020-11-30', to: '2021-11-30', src: 'tt23-9.2', status: 'binding' };
    expect(assessmentWindowOf(old, 'co-quan', 2021)).toEqual(others);
    expect(assessmentWindowOf(old, 'doanh-nghiep', 2021)).toEqual(others);
  });

  it('is 16/11 to 15/11 for every kind under Thông tư 124', () => {
    for (const kind of ['co-quan', 'doanh-nghiep', 'co-so-giao-duc'] as const) {
      const { from, to } = assessmentWindowOf(today, kind, 2026);
      expect([from, to]).toEqual(['2025-11-16', '2026-11-15']);
    }
  });

  it('has ended when the last of its kinds has', () => {
    expect(endOfWindow(old, 2021)).toBe('2021-11-30T17:00:00.000Z');
    expect(endOfWindow(today, 2025)).toBe('2025-11-15T17:00:00.000Z');
    const late = { ...old.assessmentWindow, to: '06-30' };
    expect(endOfWindow({ assessmentWindow: late }, 2021)).toBe('2021-08-31T17:00:00.000Z');
  });
});
