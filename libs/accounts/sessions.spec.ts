import { expect, it } from '@jest/globals';
import { isFresh, isLive, isToBeNoted, type SessionState } from './sessions.js';

const session: SessionState = {
  seenAt: '2026-03-10T02:00:00.000Z',
  endsAt: '2026-03-10T03:00:00.000Z',
  idleMs: 1_800_000,
  grant: { from: '2026-03-01' },
};
const NOW = '2026-03-10T02:20:00.000Z';

it('a session is live until it is left alone for too long or its day is over', () => {
  expect(isLive(session, NOW)).toBe(true);
  expect(isLive(session, '2026-03-10T02:29:59.999Z')).toBe(true);
  expect(isLive(session, '2026-03-10T02:30:00.000Z')).toBe(false);
  const busy = { ...session, seenAt: '2026-03-10T02:59:00.000Z' };
  expect(isLive(busy, '2026-03-10T02:59:59.999Z')).toBe(true);
  expect(isLive(busy, '2026-03-10T03:00:00.000Z')).toBe(false);
});

it.each<readonly [string, Partial<SessionState>]>([
  ['was signed out of', { endedAt: '2026-03-10T02:10:00.000Z' }],
  ['belongs to a disabled account', { disabledAt: '2026-03-10T02:10:00.000Z' }],
  ['acts in a grant that has ended', { grant: { from: '2026-03-01', endedAt: NOW } }],
  ['acts in a grant whose last day is over', { grant: { from: '2026-03-01', to: '2026-03-09' } }],
])('a session that %s opens nothing', (_what, change) => {
  expect(isLive({ ...session, ...change }, NOW)).toBe(false);
});

it('is fresh for ten minutes', () => {
  expect(isFresh(NOW, '2026-03-10T02:29:59.999Z')).toBe(true);
  expect(isFresh(NOW, '2026-03-10T02:30:00.000Z')).toBe(false);
});

it('is noted once a minute', () => {
  expect(isToBeNoted(session, '2026-03-10T02:00:59.999Z')).toBe(false);
  expect(isToBeNoted(session, '2026-03-10T02:01:00.000Z')).toBe(true);
});
