import { expect, it } from '@jest/globals';
import { isInForce, isOpen, lastDayOfDeputy } from './grants.js';

const days = { from: '2026-03-01', to: '2026-03-31' };

it.each([
  ['2026-02-28T16:59:59.999Z', false],
  ['2026-02-28T17:00:00.000Z', true],
  ['2026-03-31T16:59:59.999Z', true],
  ['2026-03-31T17:00:00.000Z', false],
])('a grant of March is one at %s: %s', (now, holds) => {
  expect(isInForce(days, now)).toBe(holds);
});

it('a grant without a last day goes on, and ends at the instant at which it was ended', () => {
  const open = { from: '2026-03-01' };
  expect(isInForce(open, '2030-01-01T00:00:00.000Z')).toBe(true);
  const ended = { ...open, endedAt: '2026-03-10T02:00:00.000Z' };
  expect(isInForce(ended, '2026-03-10T01:59:59.999Z')).toBe(true);
  expect(isInForce(ended, '2026-03-10T02:00:00.000Z')).toBe(false);
});

it('a grant that begins on a day to come is open, and one is over after its last day in Vietnam', () => {
  expect(isOpen(days, '2026-01-10T00:00:00.000Z')).toBe(true);
  expect(isOpen(days, '2026-03-31T16:59:59.999Z')).toBe(true);
  expect(isOpen(days, '2026-03-31T17:00:00.000Z')).toBe(false);
});

it('a deputy is named for a year at most, and for no day on which the head is none', () => {
  expect(lastDayOfDeputy('2026-01-05', { from: '2020-01-01' })).toBe('2027-01-05');
  expect(lastDayOfDeputy('2026-01-05', { from: '2020-01-01', to: '2026-06-30' })).toBe('2026-06-30');
  const moving = { from: '2020-01-01', to: '2026-06-30', endedAt: '2026-02-28T17:00:00.000Z' };
  expect(lastDayOfDeputy('2026-01-05', moving)).toBe('2026-02-28');
});
