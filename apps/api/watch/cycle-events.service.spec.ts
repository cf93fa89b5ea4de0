import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Scope } from '#libs/access';
import { type BoardMirror, BoardView, type Identity, type MirroredBoard } from '#libs/application';
import type { ChangeEvent } from '#libs/contracts/http';
import { CycleEvents, type EventSink } from './cycle-events.service.js';

const CYCLE = '51-2026-dt1';
const PROVINCE: Scope = { level: 'tinh', provinceCode: '51' };
const COMMUNE: Scope = { level: 'xa', communeCode: '21211' };

class FakeSink implements EventSink {
  readonly written: string[] = [];
  isEnded = false;
  isSlow = false;
  private gone: () => void = () => undefined;

  write(text: string): boolean {
    if (this.isEnded) throw new Error('written after its end');
    this.written.push(text);
    return !this.isSlow;
  }

  end(): void {
    this.isEnded = true;
    this.gone();
  }

  onClose(gone: () => void): void {
    this.gone = gone;
  }

  disconnect(): void {
    this.gone();
  }

  get events(): { readonly id: string; readonly areas: Readonly<Record<string, number>> }[] {
    return this.written.flatMap((text) => {
      const found = /^event: change\nid: (\d+)\ndata: (.*)\n\n$/.exec(text);
      if (found === null) return [];
      const { areas } = JSON.parse(found[2] ?? '') as ChangeEvent;
      return [{ id: found[1] ?? '', areas }];
    });
  }
}

/** The mirror of a cycle of which nothing but the numbers of its chains changes. */
function mirrorOf(heads: Record<string, number>) {
  let board = {
    ...{ turn: 0, changedAt: 1, now: '2026-03-10T01:00:00.000Z', provinceName: 'Quảng Ngãi' },
    cycle: { id: CYCLE, state: 'open' },
    heads: new Map<string, number>(),
    stages: { graphs: new Map(), bodies: [] },
    ...{ names: new Map(), communes: new Map() },
  } as unknown as MirroredBoard;
  const read = (): MirroredBoard => {
    const now = new Map(Object.entries(heads));
    if (JSON.stringify([...now]) !== JSON.stringify([...board.heads])) {
      board = { ...board, turn: board.turn + 1, heads: now };
    }
    return board;
  };
  return { read, mirror: { fresh: async () => read() } as unknown as BoardMirror };
}

function setUp(heads: Record<string, number> = { '51': 3, '21211': 5, '21034': 7 }) {
  let hear: (cycleId: string) => void = () => undefined;
  const state = {
    connects: 0,
    closed: false,
    account: undefined as Identity | undefined,
    isAway: false,
    whileOpening: (): void => undefined,
  };
  const feed = {
    follow: (listener: typeof hear) => {
      hear = listener;
      return () => undefined;
    },
    connect: async () => void (state.connects += 1),
    close: () => void (state.closed = true),
  };
  const { mirror, read } = mirrorOf(heads);
  const views = new Map<string, BoardView>();
  const boards = {
    view: async ({ scope }: Identity) => {
      const key = scope.level;
      const watched = scope.level === 'xa' ? new Set([scope.communeCode]) : ('all' as const);
      const view = views.get(key) ?? new BoardView({ watched });
      views.set(key, view);
      view.update(read());
      state.whileOpening();
      return view;
    },
  };
  const callers = {
    find: async () => {
      if (state.isAway) throw new Error('away');
      return state.account;
    },
  };
  const logger = { warn: () => undefined };
  const events = new CycleEvents(feed, { of: () => mirror }, boards, callers, logger);
  const watch = async (scope: Scope, lastEventId?: string, actorId = 't') => {
    const identity: Identity = { actorId, name: 'n', role: 'supervisor', scope };
    state.account = identity;
    const sink = new FakeSink();
    const credential = { kind: 'token', digest: 'd' } as const;
    await events.open({ cycleId: CYCLE, identity, credential, lastEventId }, () => sink);
    return sink;
  };
  const tell = async (cycleId = CYCLE) => {
    hear(cycleId);
    await jest.advanceTimersByTimeAsync(250);
  };
  return { events, heads, watch, tell, state };
}

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

describe('a stream of changes', () => {
  it('begins with how all stands, and goes on with what changed under the sum of all', async () => {
    const { heads, watch, tell, events } = setUp();
    const sink = await watch(PROVINCE);
    expect(sink.events).toEqual([{ id: '15', areas: { '51': 3, '21211': 5, '21034': 7 } }]);
    heads['21034'] = 9;
    await tell();
    expect(sink.events[1]).toEqual({ id: '17', areas: { '21034': 9 } });
    events.onModuleDestroy();
  });

  it('says nothing at first to who knows all already, and all to who knows less', async () => {
    const { watch, events } = setUp();
    expect((await watch(PROVINCE, '15')).events).toEqual([]);
    expect((await watch(PROVINCE, '14')).events).toHaveLength(1);
    events.onModuleDestroy();
  });

  it('tells a commune of its own chain only', async () => {
    const { heads, watch, tell, events } = setUp();
    const sink = await watch(COMMUNE);
    expect(sink.events).toEqual([{ id: '5', areas: { '21211': 5 } }]);
    heads['21034'] = 9;
    heads['51'] = 4;
    await tell();
    expect(sink.events).toHaveLength(1);
    heads['21211'] = 6;
    await tell();
    expect(sink.events[1]).toEqual({ id: '6', areas: { '21211': 6 } });
    expect(sink.written.join()).not.toMatch(/21034|"51"/);
    events.onModuleDestroy();
  });

  it('is refused to the account of a unit', async () => {
    const { watch } = setUp();
    await expect(watch({ level: 'unit', unitId: 'QN1' })).rejects.toMatchObject({
      code: 'ACTOR.UNIT_ACCOUNT',
    });
  });

  it('tells within five seconds what no notification told', async () => {
    const { heads, watch, events } = setUp();
    const sink = await watch(PROVINCE);
    heads['51'] = 4;
    await jest.advanceTimersByTimeAsync(5_100);
    expect(sink.events[1]).toEqual({ id: '16', areas: { '51': 4 } });
    events.onModuleDestroy();
  });

  it('hears nothing of another cycle', async () => {
    const { heads, watch, tell, events } = setUp();
    const sink = await watch(PROVINCE);
    await jest.advanceTimersByTimeAsync(250);
    heads['51'] = 4;
    await tell('51-2027-dt1');
    expect(sink.events).toHaveLength(1);
    events.onModuleDestroy();
  });

  it('shows that it lives every 15 seconds, and ends at the next of them once the token is revoked', async () => {
    const { watch, state, events } = setUp();
    const sink = await watch(PROVINCE);
    await jest.advanceTimersByTimeAsync(15_000);
    expect(sink.written.filter((text) => text.startsWith(':'))).toHaveLength(1);
    state.account = undefined;
    await jest.advanceTimersByTimeAsync(15_000);
    expect(sink.isEnded).toBe(true);
    events.onModuleDestroy();
  });

  it('ends when the account now has another scope, and goes on while nobody can be asked', async () => {
    const { watch, state, events } = setUp();
    const sink = await watch(PROVINCE);
    state.isAway = true;
    await jest.advanceTimersByTimeAsync(15_000);
    expect(sink.isEnded).toBe(false);
    state.isAway = false;
    state.account = { actorId: 't', name: 'n', role: 'supervisor', scope: COMMUNE };
    await jest.advanceTimersByTimeAsync(15_000);
    expect(sink.isEnded).toBe(true);
    events.onModuleDestroy();
  });

  it('ends when nobody could be asked for half a minute, and counts anew after each answer', async () => {
    const { watch, state, events } = setUp();
    const sink = await watch(PROVINCE);
    const beat = () => jest.advanceTimersByTimeAsync(15_000);
    for (const isAway of [true, false, true]) {
      state.isAway = isAway;
      await beat();
    }
    expect(sink.isEnded).toBe(false);
    await beat();
    expect(sink.isEnded).toBe(true);
    events.onModuleDestroy();
  });

  it('sends away who reads too slowly, and writes nothing to who has left', async () => {
    const { heads, watch, tell, events } = setUp();
    const [slow, gone] = [await watch(PROVINCE), await watch(PROVINCE)];
    slow.isSlow = true;
    gone.disconnect();
    heads['51'] = 4;
    await tell();
    expect(slow.isEnded).toBe(true);
    expect(gone.events).toHaveLength(1);
    events.onModuleDestroy();
  });

  it('is refused to the thousand-and-first, until one has left', async () => {
    const { watch, events } = setUp();
    const sinks: FakeSink[] = [];
    for (let n = 0; n < 1_000; n += 1) sinks.push(await watch(PROVINCE, undefined, `t${n % 50}`));
    await expect(watch(PROVINCE)).rejects.toMatchObject({ code: 'SYSTEM.TOO_MANY_WATCHERS' });
    sinks[17]?.disconnect();
    await expect(watch(PROVINCE)).resolves.toBeDefined();
    events.onModuleDestroy();
  });

  it('leaves room to others: one account has twenty at most', async () => {
    const { watch, events } = setUp();
    const sinks: FakeSink[] = [];
    for (let n = 0; n < 20; n += 1) sinks.push(await watch(PROVINCE));
    await expect(watch(PROVINCE)).rejects.toMatchObject({ code: 'SYSTEM.TOO_MANY_WATCHERS' });
    await expect(watch(PROVINCE, undefined, 'another')).resolves.toBeDefined();
    sinks[3]?.disconnect();
    await expect(watch(PROVINCE)).resolves.toBeDefined();
    events.onModuleDestroy();
  });

  it('tells soon what changed while it was being opened', async () => {
    const { heads, watch, state, events } = setUp();
    state.whileOpening = () => void (heads['51'] = 4);
    const sink = await watch(PROVINCE);
    await jest.advanceTimersByTimeAsync(250);
    expect(sink.events.map(({ id }) => id)).toEqual(['15', '16']);
    events.onModuleDestroy();
  });

  it('ends with the process, which takes no other', async () => {
    const { watch, state, events } = setUp();
    const sink = await watch(PROVINCE);
    events.onModuleDestroy();
    expect([sink.isEnded, state.closed, jest.getTimerCount()]).toEqual([true, true, 0]);
    await expect(watch(PROVINCE)).rejects.toMatchObject({ code: 'SYSTEM.BUSY' });
  });
});
