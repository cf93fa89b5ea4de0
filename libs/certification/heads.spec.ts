import { describe, expect, it } from '@jest/globals';
import { checkHeads, headsInWindow } from './heads.js';

const WINDOW = { from: '2025-11-16', to: '2026-11-15' };

describe('days in post', () => {
  it('are those that lie in the window, both ends counted', () => {
    const days = (from: string, to?: string) =>
      headsInWindow([{ name: 'A', from, ...(to === undefined ? {} : { to }) }], WINDOW).map((head) => [
        head.since,
        head.until,
        head.days,
      ]);
    expect(days('2020-01-01')).toEqual([['2025-11-16', '2026-11-15', 365]]);
    expect(days('2026-01-01', '2026-01-31')).toEqual([['2026-01-01', '2026-01-31', 31]]);
    expect(days('2026-01-01', '2027-01-31')).toEqual([['2026-01-01', '2026-11-15', 319]]);
    expect(days('2026-11-15')).toEqual([['2026-11-15', '2026-11-15', 1]]);
    expect(days('2026-11-16')).toEqual([]);
  });

  it('are listed the oldest first, who began on one day in the order given', () => {
    const terms = [
      { name: 'C', from: '2026-05-01' },
      { name: 'A', from: '2026-01-01', to: '2026-02-01' },
      { name: 'B', from: '2026-05-01' },
      { name: 'D', from: '2026-03-01', to: '2026-04-01' },
    ];
    const names = (list: typeof terms) => headsInWindow(list, WINDOW).map(({ name }) => name);
    expect(names(terms)).toEqual(['A', 'D', 'C', 'B']);
    expect(names([...terms].reverse())).toEqual(['A', 'D', 'B', 'C']);
  });
});

describe('a list of heads', () => {
  it('may have a term of one day, and a gap', () => {
    expect(checkHeads([{ name: 'A', from: '2026-01-01', to: '2026-01-01' }])).toEqual([]);
    const gap = [
      { name: 'B', from: '2026-03-01' },
      { name: 'A', from: '2026-01-01', to: '2026-01-31' },
    ];
    expect(checkHeads(gap)).toEqual([]);
  });

  it('is told of the term that ends before it begins', () => {
    expect(checkHeads([{ name: 'A', from: '2026-01-02', to: '2026-01-01' }])).toEqual([
      {
        code: 'HEADS.TERM_REVERSED',
        place: 'thủ trưởng A',
        message: 'Ngày thôi giữ chức trước ngày giữ chức.',
      },
    ]);
  });

  it.each(['2026-03-01', undefined])('is told of two heads on one day, whatever their order: to %s', (to) => {
    const terms = [
      { name: 'B', from: '2026-03-01' },
      { name: 'A', from: '2026-01-01', ...(to === undefined ? {} : { to }) },
    ];
    const told = [
      {
        code: 'HEADS.TERMS_OVERLAP',
        place: 'thủ trưởng A',
        message: 'Thời gian giữ chức trùng với B. Hãy ghi ngày thôi giữ chức, chậm nhất 28/02/2026.',
      },
    ];
    expect(checkHeads(terms)).toEqual(told);
    expect(checkHeads([...terms].reverse())).toEqual(told);
  });
});
