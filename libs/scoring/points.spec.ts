import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatPoints, fromHundredths, parsePoints, toHundredths } from './index.js';

describe('points', () => {
  it.each<[string | number, number]>([
    ['2,5', 2.5],
    ['2.5', 2.5],
    [' 3 ', 3],
    ['0,05', 0.05],
    ['69,50', 69.5],
    ['-1', -1],
    [2.5, 2.5],
    [50, 50],
  ])('reads %j as %d', (typed, points) => {
    expect(parsePoints(typed)).toBe(points);
  });

  it.each<string | number>([
    '',
    ' ',
    '2,555',
    '1.000,5',
    '2,',
    ',5',
    '1e2',
    '0x10',
    'hai',
    '2 5',
    '∞',
    Number.NaN,
    1 / 3,
    0.1 + 0.2,
  ])('does not read %j', (typed) => {
    expect(parsePoints(typed)).toBeUndefined();
  });

  it('refuses to count what has more than two decimals', () => {
    expect(() => toHundredths(1.005)).toThrow(RangeError);
    expect(() => toHundredths(1.005)).toThrow('not a number of points with at most two decimals: 1.005');
  });

  it('knows no minus nought and nothing beyond exact counting', () => {
    expect(Object.is(toHundredths(-0), 0)).toBe(true);
    expect(parsePoints(2 ** 60)).toBeUndefined();
    expect(parsePoints(Number.POSITIVE_INFINITY)).toBeUndefined();
  });

  it('comes back the same from text, with comma or point, for every number of hundredths', () => {
    fc.assert(
      fc.property(fc.integer({ min: -100_000, max: 100_000 }), (hundredths) => {
        const points = fromHundredths(hundredths);
        expect(toHundredths(points)).toBe(hundredths);
        expect(parsePoints(formatPoints(points))).toBe(points);
        expect(parsePoints(points.toFixed(2))).toBe(points);
      }),
    );
  });
});
