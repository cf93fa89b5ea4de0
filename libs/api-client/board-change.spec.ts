import { describe, expect, it } from '@jest/globals';
import type { BoardAnswer, BoardChange } from '#libs/contracts/http';
import { withChange } from './board-change.js';

const row = (code: string, name: string, units = 1) => ({ code, name, units, cells: [] });
const BOARD = {
  ...{ cycleId: 'c', year: 2026, provinceName: 'Quảng Ngãi', clockKind: 'calendar', state: 'open' },
  ...{ now: '2026-03-10T01:00:00.000Z', seq: 7, units: { inside: 2, outside: 0 } },
  ...{ columns: [], total: [], bodies: [], communes: [row('1', 'Xã Du Thanh'), row('2', 'Xã Đắk Hà')] },
} as BoardAnswer;
const change = (more: Partial<BoardChange>): BoardChange => ({
  ...{ seq: 9, since: 7, now: '2026-03-10T02:00:00.000Z', state: 'open' },
  ...more,
});

describe('a board with a change', () => {
  it('takes over the rows told, loses those that are gone, and keeps the rest in Vietnamese order', () => {
    const rows = [row('3', 'Phường Kon Tum'), row('2', 'Xã Đắk Hà', 5)];
    const after = withChange(
      BOARD,
      change({ communes: rows, gone: ['1'], units: { inside: 6, outside: 0 } }),
    );
    expect(after).toEqual({
      ...BOARD,
      seq: 9,
      now: '2026-03-10T02:00:00.000Z',
      units: { inside: 6, outside: 0 },
      communes: rows,
    });
  });

  it('that it has in it already is as it was', () => {
    expect(withChange(BOARD, change({ seq: 6, since: 5, communes: [row('1', 'Xã Du Thanh', 9)] }))).toBe(
      BOARD,
    );
  });

  it('may begin before it: rows are told whole', () => {
    expect(withChange(BOARD, change({ since: 4 }))?.seq).toBe(9);
  });

  it('is to be read anew where it has missed something, or where too much has changed', () => {
    expect(withChange(BOARD, change({ since: 8 }))).toBeUndefined();
    expect(withChange(BOARD, change({ isAnew: true }))).toBeUndefined();
  });
});
