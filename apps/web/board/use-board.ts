import { type QueryClient, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { withChange } from '#libs/api-client';
import type { BoardAnswer, BoardChange, ChangeEvent } from '#libs/contracts/http';
import { api } from '../app/api.js';
import type { UnitKind } from './board-search.js';

/** Which board. */
export interface BoardQuestion {
  readonly cycleId: string;
  readonly commune?: string;
  readonly kind?: UnitKind;
  readonly asOf?: string;
}

/** How a board is kept up to date: told of changes, trying to be, or standing still because it is of a past day. */
export type Liveness = 'live' | 'lost' | 'still';

/** A stream that the API has refused is asked for again so much later; the board is read anew at the same pace. */
const ANEW_MS = 15_000;
/** Units of an opened commune are read no more often. */
const UNITS_REST_MS = 1_500;

const boardOf = ({ cycleId, commune, kind, asOf }: BoardQuestion) =>
  queryOptions({
    queryKey: ['board', cycleId, commune ?? '', kind ?? '', asOf ?? ''],
    queryFn: () =>
      api.call('GET /cycles/{cycleId}/board', { params: { cycleId }, query: { commune, kind, asOf } }),
    // An answer that was on its way while changes were told is older than what is shown.
    structuralSharing: (shown, read) => (seqOf(shown) > seqOf(read) ? shown : read),
  });

const seqOf = (board: unknown): number => (board as { readonly seq?: number } | undefined)?.seq ?? 0;

export const unitsKey = (cycleId: string, commune: string) => ['board-units', cycleId, commune] as const;

/** The board of the question, changed as its stream tells; a past one stands still. */
export function useBoard(question: BoardQuestion) {
  const { cycleId, commune, kind, asOf } = question;
  const client = useQueryClient();
  const [liveness, setLiveness] = useState<Liveness>('lost');
  const board = useQuery({
    ...boardOf(question),
    placeholderData: (before: BoardAnswer | undefined) => (before?.cycleId === cycleId ? before : undefined),
    refetchInterval: asOf === undefined && liveness === 'lost' ? ANEW_MS : false,
  });

  const isLoaded = board.data !== undefined;
  useEffect(() => {
    if (!isLoaded) return undefined;
    if (asOf !== undefined) {
      setLiveness('still');
      return undefined;
    }
    const feed = new LiveFeed(client, { cycleId, commune, kind }, setLiveness);
    return () => feed.end();
  }, [client, cycleId, commune, kind, asOf, isLoaded]);

  return { ...board, liveness };
}

/** So many changes are kept while the board is being read; with more of them it is read anew. */
const MOST_KEPT = 200;
/** A board that is behind its stream once more is read no sooner. */
const READ_REST_MS = 1_000;

/** Keeps the board of a question in the page's store up to date while somebody looks at it. */
class LiveFeed {
  private source: EventSource | undefined;
  private kept: BoardChange[] = [];
  /** The highest number that the stream has told; a board below it lacks something. */
  private latest = 0;
  private isReading = false;
  private frame = 0;
  private timers = new Set<ReturnType<typeof setTimeout>>();
  private readonly moved = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(
    private readonly client: QueryClient,
    private readonly question: BoardQuestion,
    private readonly tell: (liveness: Liveness) => void,
  ) {
    document.addEventListener('visibilitychange', this.look);
    this.look();
  }

  end(): void {
    document.removeEventListener('visibilitychange', this.look);
    this.close();
    for (const timer of [...this.timers, ...this.moved.values()]) clearTimeout(timer);
  }

  /** A page that nobody sees holds no stream; the greeting of the next one tells what it has missed. */
  private readonly look = (): void => {
    if (document.hidden) this.close();
    else if (this.source === undefined) this.open();
  };

  private open(): void {
    const { cycleId, commune, kind } = this.question;
    const query = new URLSearchParams({ ...(commune && { commune }), ...(kind && { kind }) });
    const source = new EventSource(
      `/api/v1/cycles/${encodeURIComponent(cycleId)}/events?${query.toString()}`,
    );
    this.source = source;
    source.addEventListener('open', () => this.tell('live'));
    source.addEventListener('change', ({ data, lastEventId }) => {
      this.take(JSON.parse(String(data)) as ChangeEvent, Number(lastEventId));
    });
    source.addEventListener('error', () => {
      this.tell('lost');
      if (source.readyState !== EventSource.CLOSED || this.source !== source) return;
      this.source = undefined;
      this.after(ANEW_MS, this.look);
    });
  }

  private close(): void {
    this.source?.close();
    this.source = undefined;
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.kept = [];
  }

  private take({ board }: ChangeEvent, seq: number): void {
    this.latest = Math.max(this.latest, seq);
    if (board !== undefined) this.kept = [...this.kept, board].slice(-MOST_KEPT);
    // However many changes come within a frame, the page is drawn once.
    if (this.frame === 0) this.frame = requestAnimationFrame(this.apply);
  }

  private readonly apply = (): void => {
    this.frame = 0;
    // What comes while the board is being read waits for it.
    if (this.isReading) return;
    const changes = this.kept.splice(0);
    const key = boardOf(this.question).queryKey;
    let board = this.client.getQueryData(key);
    for (const change of changes) board = board && withChange(board, change);
    if (board === undefined || board.seq < this.latest) this.readAnew();
    else if (changes.length > 0) this.client.setQueryData(key, board);
    for (const { code } of changes.flatMap(({ communes = [] }) => communes)) this.readUnits(code);
  };

  private readAnew(): void {
    this.isReading = true;
    const { cycleId } = this.question;
    void this.client.invalidateQueries({ queryKey: ['board-units', cycleId] }, { cancelRefetch: false });
    void this.client
      .refetchQueries({ queryKey: boardOf(this.question).queryKey, exact: true }, { cancelRefetch: false })
      .finally(() => {
        this.after(READ_REST_MS, () => {
          this.isReading = false;
          if (this.source !== undefined) this.apply();
        });
      });
  }

  private readUnits(commune: string): void {
    if (this.moved.has(commune)) return;
    const read = () => {
      this.moved.delete(commune);
      void this.client.invalidateQueries({ queryKey: unitsKey(this.question.cycleId, commune) });
    };
    this.moved.set(commune, setTimeout(read, UNITS_REST_MS));
  }

  private after(ms: number, act: () => void): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      act();
    }, ms);
    this.timers.add(timer);
  }
}
