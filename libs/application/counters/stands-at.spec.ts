import { expect, it } from '@jest/globals';
import { resolveStages } from '#libs/policy';
import { loadPack } from '../../policy/packs.support.js';
import type { SubjectKind } from '../unit-years/unit-years.port.js';
import { standsAt } from './stands-at.js';

const stages = resolveStages(loadPack('quang-ngai-2025'), 2026, { managedBy: 'xa' });
const registration = stages.find(({ key }) => key === 'registration');

/** Khoản 1 Điều 6 of Thông tư 124 sets the day for agencies and enterprises; to schools the pack suggests it. */
it.each<readonly [SubjectKind, string, string]>([
  ['co-quan', '2026-03-31', 'working'],
  ['co-quan', '2026-04-01', 'overdue'],
  ['doanh-nghiep', '2026-04-01', 'overdue'],
  ['co-so-giao-duc', '2026-03-31', 'working'],
  ['co-so-giao-duc', '2026-04-01', 'pastSuggested'],
  ['co-so-giao-duc', '2026-11-16', 'notSubmitted'],
])('who is counted at the registration as %s stands on %s as %s', (unitKind, today, standing) => {
  if (registration === undefined) throw new Error('the year has a registration');
  expect(standsAt({ status: 'awaiting', dueDay: '2026-03-31', unitKind }, registration, today)).toBe(
    standing,
  );
});

it('a grace that a school was given is set by the office that gave it', () => {
  if (registration === undefined) throw new Error('the year has a registration');
  const counted = { status: 'awaiting', dueDay: '2026-04-10', unitKind: 'co-so-giao-duc' } as const;
  expect(standsAt(counted, registration, '2026-04-11')).toBe('overdue');
});
