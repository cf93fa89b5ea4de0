import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isPerUnit, meterOf, numeratorOf, type PackTarget } from '../index.js';
import { loadPack } from '../packs.support.js';

const AT_LEAST_80 = { operator: '>=', percent: 80 } as const;
const OVER_90 = { operator: '>', percent: 90 } as const;
const AT_LEAST_90 = { operator: '>=', percent: 90 } as const;
const ALL = { operator: '>=', percent: 100 } as const;

describe('a target', () => {
  it('of 252 among 284 passes “ít nhất 80%” and fails “trên 90%”', () => {
    expect(meterOf(AT_LEAST_80, { done: 252, of: 284 })).toEqual({
      done: 252,
      of: 284,
      permille: 887,
      met: true,
    });
    expect(meterOf(OVER_90, { done: 252, of: 284 }).met).toBe(false);
  });

  it.each([
    [899, 1000, false, 899],
    [900, 1000, true, 900],
    [8995, 10_000, false, 899],
    [8999, 10_000, false, 899],
  ])('of 90%% or more: %i of %i is %s', (done, of, met, permille) => {
    expect(meterOf(AT_LEAST_90, { done, of })).toEqual({ done, of, permille, met });
  });

  it('above a bound leaves the bound itself out', () => {
    expect(meterOf(OVER_90, { done: 90, of: 100 }).met).toBe(false);
    expect(meterOf(OVER_90, { done: 901, of: 1000 }).met).toBe(true);
  });

  it('of all of them is missed by one: 99 of 100 sub-units', () => {
    expect(meterOf(ALL, { done: 99, of: 100 })).toMatchObject({ permille: 990, met: false });
    expect(meterOf(ALL, { done: 100, of: 100 }).met).toBe(true);
    expect(meterOf(ALL, { done: 9999, of: 10_000 })).toMatchObject({ permille: 999, met: false });
  });

  it('of nothing is neither met nor missed', () => {
    expect(meterOf(ALL, { done: 0, of: 0 })).toEqual({ done: 0, of: 0 });
  });

  it('never shows more than there is, and is judged by whole numbers', () => {
    const share = fc
      .integer({ min: 1, max: 100_000 })
      .chain((of) => fc.tuple(fc.integer({ min: 0, max: of }), fc.constant(of)));
    fc.assert(
      fc.property(share, fc.integer({ min: 0, max: 10_000 }), ([done, of], hundredths) => {
        const { permille = -1, met } = meterOf({ operator: '>=', percent: hundredths / 100 }, { done, of });
        expect(BigInt(permille) * BigInt(of) <= BigInt(done) * 1000n).toBe(true);
        expect(BigInt(permille + 1) * BigInt(of) > BigInt(done) * 1000n).toBe(true);
        expect(met).toBe(BigInt(done) * 10_000n >= BigInt(hundredths) * BigInt(of));
      }),
    );
  });
});

it('a pack says what each of its targets counts', () => {
  const counted = loadPack('quang-ngai-2025').targets.map((target) => [
    target.key,
    numeratorOf(target),
    isPerUnit(target),
  ]);
  expect(counted).toEqual([
    ['registered', 'registered', false],
    ['recognised', 'recognised', false],
    ['participation', 'measured', true],
    ['subunits', 'measured', true],
  ]);
  const old = { key: 'registered', denominator: 'all-eligible' } as PackTarget;
  expect(numeratorOf(old)).toBe('registered');
});
