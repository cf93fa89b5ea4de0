import { describe, expect, it } from '@jest/globals';
import type { BoardAnswer } from '#libs/contracts/http';
import { boardTag, names } from './board-tag.js';

const board = (more: Partial<BoardAnswer> = {}): BoardAnswer => ({
  cycleId: '51-2026',
  year: 2026,
  provinceName: 'Quảng Ngãi',
  clockKind: 'calendar',
  state: 'open',
  now: '2026-03-10T01:00:00.000Z',
  seq: 7,
  units: { inside: 3, outside: 1 },
  columns: [],
  total: [],
  communes: [],
  bodies: [],
  ...more,
});
const later = { now: '2026-03-10T02:00:00.000Z' };

describe('the tag of a board', () => {
  it('stays while only the clock has run on, and goes with an event or a new day', () => {
    expect(boardTag(board(later))).toBe(boardTag(board()));
    expect(boardTag(board({ seq: 8 }))).not.toBe(boardTag(board()));
    expect(boardTag(board({ now: '2026-03-10T18:00:00.000Z' }))).not.toBe(boardTag(board()));
  });

  it('of a past day stays whatever happens today, and goes with what is said of that day', () => {
    const past = board({ asOf: '2026-03-09' });
    expect(boardTag({ ...past, ...later, seq: 8 })).toBe(boardTag(past));
    expect(boardTag({ ...past, units: { inside: 4, outside: 1 } })).not.toBe(boardTag(past));
    expect(boardTag({ ...past, asOf: '2026-03-08' })).not.toBe(boardTag(past));
  });

  it('of today goes with an event like that of the present board', () => {
    const today = board({ asOf: '2026-03-10' });
    expect(boardTag({ ...today, seq: 8 })).not.toBe(boardTag(today));
  });

  it('is found among those that a client knows, weakly compared', () => {
    const tag = boardTag(board());
    expect(tag).toMatch(/^W\/"[\w-]{43}"$/);
    expect(names(undefined, tag)).toBe(false);
    expect(names('W/"other"', tag)).toBe(false);
    expect(names('*', tag)).toBe(true);
    expect(names(`W/"other", ${tag}`, tag)).toBe(true);
    expect(names(tag.replace('W/', ''), tag)).toBe(true);
  });
});
