import { expect, it } from '@jest/globals';
import { workingDayTable } from '#libs/calendar';
import { unansweredAt, waitingAt } from './waiting-at.js';

const table = workingDayTable('mẫu', [
  { day: '2026-11-20', kind: 'off', name: 'Nghỉ thử', status: 'binding' },
]);

it.each([
  ['a working day', '2026-10-27', '2026-10-27T07:00:00.000Z'],
  ['a Sunday', '2026-11-15', '2026-11-13T07:00:00.000Z'],
  ['a day off', '2026-11-20', '2026-11-19T07:00:00.000Z'],
])('of %s it is 14:00 of the last working day', (_what, lastDay, at) => {
  expect(waitingAt(lastDay, { waitingAt: '14:00' }, table)).toBe(at);
});

it.each([
  ['before that hour', '2026-10-27T06:59:59.999Z', '2026-10-27T07:00:00.000Z'],
  ['at that hour', '2026-10-27T07:00:00.000Z', '2026-10-28T07:00:00.000Z'],
  ['after the last day, on a Friday', '2026-10-30T03:00:00.000Z', '2026-11-02T07:00:00.000Z'],
  ['before a day off', '2026-11-19T08:00:00.000Z', '2026-11-23T07:00:00.000Z'],
])('of a request that was asked %s there is a working day to answer', (_when, askedAt, at) => {
  expect(unansweredAt('2026-10-27', askedAt, { waitingAt: '14:00' }, table)).toBe(at);
});
