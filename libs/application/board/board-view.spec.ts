import { describe, expect, it } from '@jest/globals';
import { resolveStages, unitStages } from '#libs/policy';
import { loadPack } from '../../policy/packs.support.js';
import { BoardView, type Narrowing } from './board-view.js';
import type { CommuneMatter, MirroredBoard } from './mirrored-board.types.js';
import type { BoardCount } from './watch-model.port.js';

const graph = unitStages(resolveStages(loadPack('quang-ngai-2025'), 2026, { managedBy: 'xa' }));
const plans = (communeCode: string, n: number, unitKind: BoardCount['unitKind'] = 'co-quan'): BoardCount => ({
  ...{ communeCode, unitKind, level: 'xa', stage: 'q1Plan', dueDay: '2026-03-31', status: 'awaiting', n },
  isBody: false,
});

/** A mirrored board by hand, changed turn by turn. */
class Mirrored {
  board = {
    turn: 1,
    cycle: { id: 'c', year: 2026, clockKind: 'rehearsal', state: 'open' },
    provinceName: 'Quảng Ngãi',
    now: '2026-03-10T01:00:00.000Z',
    heads: new Map([['51', 2]]),
    stages: { graphs: new Map([['xa', graph]]), bodies: [] },
    names: new Map<string, string>(),
    communes: new Map<string, CommuneMatter>(),
    changedAt: 1,
  } as unknown as MirroredBoard;

  next(counts: Readonly<Record<string, readonly BoardCount[]>>): MirroredBoard {
    const turn = this.board.turn + 1;
    const communes = new Map(this.board.communes);
    const heads = new Map(this.board.heads);
    for (const [code, own] of Object.entries(counts)) {
      heads.set(code, (heads.get(code) ?? 0) + 1);
      if (own.length === 0) communes.delete(code);
      else communes.set(code, { counts: own, stuck: [], outside: [], waiting: [], changedAt: turn });
    }
    this.board = { ...this.board, turn, communes, heads };
    return this.board;
  }
}

function viewOf(
  counts: Readonly<Record<string, readonly BoardCount[]>>,
  narrowing: Narrowing = { watched: 'all' },
) {
  const mirrored = new Mirrored();
  const view = new BoardView(narrowing);
  view.update(mirrored.next(counts));
  const told = { turn: view.turn, seq: view.seq };
  const answer = () =>
    JSON.parse(view.answer().json.toString()) as { communes: { code: string; units: number }[] };
  return { mirrored, view, told, answer };
}

describe('what has changed of a board', () => {
  it('are the rows that read differently, whole, with the sum of all', () => {
    const { mirrored, view, told } = viewOf({ a: [plans('a', 3)], b: [plans('b', 2)] });
    view.update(mirrored.next({ b: [plans('b', 5)] }));
    const change = view.changeSince(told);
    expect(change).toMatchObject({ seq: 5, since: 4, units: { inside: 8, outside: 0 } });
    expect(change?.communes?.map(({ code, units }) => [code, units])).toEqual([['b', 5]]);
    expect(change?.columns).toBeUndefined();
    expect(view.changeSince({ turn: view.turn, seq: view.seq })).toBeUndefined();
  });

  it('is a number alone where something happened that no row shows', () => {
    const { mirrored, view, told } = viewOf({ a: [plans('a', 3)] });
    view.update(mirrored.next({ a: [plans('a', 3)] }));
    expect(view.changeSince(told)).toEqual({
      ...{ seq: 4, since: 3 },
      ...{ now: '2026-03-10T01:00:00.000Z', state: 'open', units: { inside: 3, outside: 0 } },
    });
  });

  it('names the communes that have no row any more, until they have one again', () => {
    const { mirrored, view, told } = viewOf({ a: [plans('a', 3)], b: [plans('b', 2)] });
    view.update(mirrored.next({ b: [] }));
    expect(view.changeSince(told)).toMatchObject({ gone: ['b'], communes: [] });
    view.update(mirrored.next({ b: [plans('b', 1)] }));
    expect(view.changeSince(told)?.gone).toBeUndefined();
    expect(view.changeSince(told)?.communes?.map(({ code }) => code)).toEqual(['b']);
  });

  it('is not told row by row where it is large', () => {
    const many = Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`c${n}`, [plans(`c${n}`, 1)]]));
    const { mirrored, view, told } = viewOf({ a: [plans('a', 3)] });
    view.update(mirrored.next(many));
    expect(view.changeSince(told)).toMatchObject({ isAnew: true, seq: 63, since: 3 });
    expect(view.changeSince(told)?.communes).toBeUndefined();
  });
});

describe('a board narrowed', () => {
  it('to a kind of unit counts no other, and has no row of a commune without any', () => {
    const { answer } = viewOf(
      { a: [plans('a', 3), plans('a', 4, 'doanh-nghiep')], b: [plans('b', 2)] },
      { watched: 'all', kind: 'doanh-nghiep' },
    );
    expect(answer()).toMatchObject({ kind: 'doanh-nghiep', units: { inside: 4 } });
    expect(answer().communes.map(({ code }) => code)).toEqual(['a']);
  });

  it('to a sector counts no other kind, whatever kind is asked for besides', () => {
    const counts = { a: [plans('a', 3), plans('a', 4, 'doanh-nghiep')], b: [plans('b', 2)] };
    const sector = { watched: 'all', sector: 'doanh-nghiep' } as const;
    const { answer } = viewOf(counts, sector);
    expect(answer()).toMatchObject({ units: { inside: 4 } });
    expect(answer().communes.map(({ code, units }) => [code, units])).toEqual([['a', 4]]);
    expect(viewOf(counts, { ...sector, kind: 'co-quan' }).answer().communes).toEqual([]);
    expect(viewOf(counts, { ...sector, kind: 'doanh-nghiep' }).answer()).toMatchObject({
      units: { inside: 4 },
    });
  });

  it('to areas neither shows nor counts what lies outside, in rows and in the sum of numbers', () => {
    const { mirrored, view, told, answer } = viewOf(
      { a: [plans('a', 3)], b: [plans('b', 2)] },
      { watched: new Set(['a']) },
    );
    expect([view.seq, answer().communes.map(({ code }) => code)]).toEqual([1, ['a']]);
    view.update(mirrored.next({ b: [plans('b', 9)] }));
    expect(view.changeSince(told)).toBeUndefined();
  });
});

describe('the digest of a board', () => {
  it('stays while only the clock has run on, and goes with an event, a new day or what is asked for', () => {
    const { mirrored, view } = viewOf({ a: [plans('a', 3)] });
    const { digest } = view.answer();
    mirrored.board = { ...mirrored.board, now: '2026-03-10T02:00:00.000Z' };
    view.update(mirrored.board);
    expect(view.answer().digest).toBe(digest);
    expect(view.answer('2026-03-10').digest).not.toBe(digest);
    view.update(mirrored.next({ a: [plans('a', 3)] }));
    expect(view.answer().digest).not.toBe(digest);
  });
});
