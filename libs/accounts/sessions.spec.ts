import { describe, expect, it } from '@jest/globals';
import { isFresh, isToBeNoted, NAMED_DEVICE, type SessionState, sessionUse } from './sessions.js';

const session: SessionState = {
  seenAt: '2026-03-10T02:00:00.000Z',
  endsAt: '2026-03-10T03:00:00.000Z',
  idleMs: 1_800_000,
  grant: { from: '2026-03-01', scope: { level: 'unit', unitId: 'QN0001' } },
};
const NOW = '2026-03-10T02:20:00.000Z';

it('a session is live until it is left alone for too long or its day is over', () => {
  expect(sessionUse(session, NOW)).toBe('all');
  expect(sessionUse(session, '2026-03-10T02:29:59.999Z')).toBe('all');
  expect(sessionUse(session, '2026-03-10T02:30:00.000Z')).toBeUndefined();
  const busy = { ...session, seenAt: '2026-03-10T02:59:00.000Z' };
  expect(sessionUse(busy, '2026-03-10T02:59:59.999Z')).toBe('all');
  expect(sessionUse(busy, '2026-03-10T03:00:00.000Z')).toBeUndefined();
});

it.each<readonly [string, Partial<SessionState>]>([
  ['was signed out of', { endedAt: '2026-03-10T02:10:00.000Z' }],
  ['belongs to a disabled account', { disabledAt: '2026-03-10T02:10:00.000Z' }],
  ['acts in a grant that has ended', { grant: { ...session.grant, endedAt: NOW } }],
  ['acts in a grant whose last day is over', { grant: { ...session.grant, to: '2026-03-09' } }],
])('a session that %s opens nothing', (_what, change) => {
  expect(sessionUse({ ...session, ...change }, NOW)).toBeUndefined();
  const namedUntil = '2026-06-08T02:00:00.000Z';
  expect(sessionUse({ ...session, namedUntil, ...change }, NOW)).toBeUndefined();
});

describe('a named device', () => {
  const named = { ...session, namedUntil: '2026-06-08T02:00:00.000Z' };

  it('does as much as any while it is signed in, and drafts alone from then on, for ninety days', () => {
    expect(sessionUse(named, '2026-03-10T02:29:59.999Z')).toBe('all');
    expect(sessionUse(named, '2026-03-10T02:30:00.000Z')).toBe('drafts');
    expect(sessionUse({ ...named, seenAt: '2026-03-10T02:59:00.000Z' }, session.endsAt)).toBe('drafts');
    expect(sessionUse(named, '2026-06-08T01:59:59.999Z')).toBe('drafts');
    expect(sessionUse(named, named.namedUntil)).toBeUndefined();
    expect(Date.parse(named.namedUntil) - Date.parse(session.seenAt)).toBe(NAMED_DEVICE.validMs);
  });

  it('is one of a unit alone', () => {
    const scope = { level: 'xa', communeCode: '21211' } as const;
    const ofArea = { ...named, grant: { ...session.grant, scope } };
    expect(sessionUse(ofArea, '2026-03-10T02:29:59.999Z')).toBe('all');
    expect(sessionUse(ofArea, '2026-03-10T02:30:00.000Z')).toBeUndefined();
  });
});

it('is fresh for ten minutes', () => {
  expect(isFresh(NOW, '2026-03-10T02:29:59.999Z')).toBe(true);
  expect(isFresh(NOW, '2026-03-10T02:30:00.000Z')).toBe(false);
});

it('is noted once a minute', () => {
  expect(isToBeNoted(session, '2026-03-10T02:00:59.999Z')).toBe(false);
  expect(isToBeNoted(session, '2026-03-10T02:01:00.000Z')).toBe(true);
});
