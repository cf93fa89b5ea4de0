import { EventSource } from 'eventsource';
import { type ApiClient, withChange } from '#libs/api-client';
import type { BoardAnswer, BoardChange, ChangeEvent, EventsQuery } from '#libs/contracts/http';

/** A stream that the API refused is asked for again so much later; polling goes on meanwhile. */
const ANEW_MS = 30_000;

/** So many changes are kept for a board that is still being read; with more of them it is read anew. */
const MOST_KEPT = 100;

/** Follows the changes of one cycle's board over server-sent events, and wakes whoever waits for one. */
export class BoardFeed {
  private source: EventSource;
  private refusedAt: number | undefined;
  private latest = Number.NEGATIVE_INFINITY;
  private changes: BoardChange[] = [];
  private hasOpened = false;
  /** Something may have been told while nobody listened, also without a higher number: a new day has none. */
  private hasMissed = false;
  private wakers = new Set<() => void>();

  constructor(
    private readonly client: ApiClient,
    private readonly cycleId: string,
    private readonly narrowed: EventsQuery,
    private readonly now: () => number,
  ) {
    this.source = this.begin();
  }

  /** Whether changes are told as they happen. */
  get isLive(): boolean {
    return this.source.readyState === EventSource.OPEN;
  }

  /** Whether something that the board with this sum may not have in it has been told. */
  isNewsAfter(seq: number): boolean {
    return this.hasMissed || this.latest > seq || this.changes.length > 0;
  }

  /**
   * The board with every change told so far; undefined where it is to be read anew, because something was missed or too much
   * has changed to be told.
   */
  followed(board: BoardAnswer): BoardAnswer | undefined {
    let followed: BoardAnswer | undefined = this.hasMissed ? undefined : board;
    this.hasMissed = false;
    for (const change of this.changes.splice(0)) followed = followed && withChange(followed, change);
    return followed !== undefined && followed.seq >= this.latest ? followed : undefined;
  }

  /** Calls back at each event, and when the stream comes or goes; answers how to stop. */
  onNews(wake: () => void): () => void {
    this.wakers.add(wake);
    return () => this.wakers.delete(wake);
  }

  /** Asks again for a stream that was refused a while ago. */
  tryAnew(): void {
    if (this.source.readyState !== EventSource.CLOSED) return;
    this.refusedAt ??= this.now();
    if (this.now() - this.refusedAt < ANEW_MS) return;
    this.refusedAt = undefined;
    this.source = this.begin();
  }

  close(): void {
    this.source.close();
  }

  private begin(): EventSource {
    const { client, cycleId, narrowed } = this;
    const source = client.events('GET /cycles/{cycleId}/events', { params: { cycleId }, query: narrowed });
    const wake = () => {
      for (const each of [...this.wakers]) each();
    };
    source.addEventListener('change', ({ lastEventId, data }) => {
      this.latest = Math.max(this.latest, Number(lastEventId));
      const { board } = JSON.parse(String(data)) as ChangeEvent;
      if (board !== undefined) this.changes = [...this.changes, board].slice(-MOST_KEPT);
      wake();
    });
    source.addEventListener('open', () => {
      this.hasMissed = this.hasOpened;
      this.hasOpened = true;
      wake();
    });
    source.addEventListener('error', wake);
    return source;
  }
}
