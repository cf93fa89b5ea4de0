import { expect, it } from '@jest/globals';
import { workingDayTable } from '#libs/calendar';
import { waitingAt } from './waiting-at.js';

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
