import { EventSource } from 'eventsource';
import type { ApiClient } from '#libs/api-client';

/** A stream that the API refused is asked for again so much later; polling goes on meanwhile. */
const ANEW_MS = 30_000;

/** Follows the changes of one cycle over server-sent events, and wakes whoever waits for one. */
export class BoardFeed {
  private source: EventSource;
  private refusedAt: number | undefined;
  private latest = Number.NEGATIVE_INFINITY;
  private wakers = new Set<() => void>();

  constructor(
    private readonly client: ApiClient,
    private readonly cycleId: string,
    private readonly now: () => number,
  ) {
    this.source = this.begin();
  }

  /** Whether changes are told as they happen. */
  get isLive(): boolean {
    return this.source.readyState === EventSource.OPEN;
  }

  /** Whether something newer than the board with this sum has been told. */
  isNewsAfter(seq: number): boolean {
    return this.latest > seq;
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
    const source = this.client.events('GET /cycles/{cycleId}/events', { params: { cycleId: this.cycleId } });
    const wake = () => {
      for (const each of [...this.wakers]) each();
    };
    source.addEventListener('change', ({ lastEventId }) => {
      this.latest = Math.max(this.latest, Number(lastEventId));
      wake();
    });
    source.addEventListener('open', wake);
    source.addEventListener('error', wake);
    return source;
  }
}
