import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import {
  type AuditTrailFeed,
  BoardMirrors,
  type BoardView,
  Callers,
  type Credential,
  type Identity,
  requireEver,
  ShowBoard,
} from '#libs/application';
import { DomainError } from '#libs/contracts';
import type { EventsQuery } from '#libs/contracts/http';
import type { Logger } from '#libs/observability';
import { AUDIT_FEED, LOGGER } from '../ports/tokens.js';
import { BoardChannel } from './board-channel.js';
import { CycleWatch } from './cycle-watch.js';

/** One process holds so many open connections; whoever comes after them reads without being told. */
const MOST_STREAMS = 1_000;
/** No account takes the places of the others; one person has a few screens. */
const MOST_OF_ONE = 20;
/** A notification may be lost with its connection; then the next look tells. */
const LOOK_MS = 5_000;
/** Keeps the connection from being taken for dead, and ends it soon after its token was revoked or its session ended. */
const BEAT_MS = 15_000;
/** So long a stream goes on while nobody can tell whether its account may still watch. */
const UNKNOWN_MS = 30_000;

/** Where a stream is written to. */
export interface EventSink {
  /** False when the reader is so far behind that it is better to begin anew. */
  write(text: string): boolean;
  end(): void;
  /** Calls back once when the connection is gone, at once where it is gone already. */
  onClose(gone: () => void): void;
}

export interface EventsRequest {
  readonly cycleId: string;
  readonly identity: Identity;
  readonly credential: Credential;
  readonly narrowed?: EventsQuery;
  readonly lastEventId?: string;
}

interface Stream {
  readonly request: EventsRequest;
  /** Looks in a row that could not tell whether the account still is what it was. */
  missed: number;
  write(text: string): void;
  end(): void;
}

/** Tells watchers of a cycle, as server-sent events, that something in their scope has changed. */
@Injectable()
export class CycleEvents implements OnModuleDestroy {
  private readonly watches = new Map<string, CycleWatch>();
  private readonly channels = new Map<BoardView, BoardChannel>();
  private readonly streams = new Set<Stream>();
  private readonly undo: (() => void)[] = [];
  private stopped = false;
  private connectionMissed = false;

  constructor(
    @Inject(AUDIT_FEED) private readonly feed: AuditTrailFeed,
    @Inject(BoardMirrors) private readonly mirrors: Pick<BoardMirrors, 'of'>,
    @Inject(ShowBoard) private readonly boards: Pick<ShowBoard, 'view'>,
    @Inject(Callers) private readonly callers: Pick<Callers, 'find'>,
    @Inject(LOGGER) private readonly logger: Pick<Logger, 'warn'>,
  ) {}

  /**
   * Begins a stream of changes in the account's scope. `begin` is called when nothing can refuse it any more.
   *
   * @throws DomainError CYCLE.UNKNOWN, AREA.UNKNOWN, ACTOR.UNIT_ACCOUNT, SYSTEM.TOO_MANY_WATCHERS, SYSTEM.BUSY
   */
  async open(request: EventsRequest, begin: () => EventSink): Promise<void> {
    requireEver(request.identity, 'watchCycle');
    this.checkRoom(request);
    this.start();
    const { cycleId, identity, narrowed = {} } = request;
    const view = await this.boards.view(identity, cycleId, {
      communeCode: narrowed.commune,
      kind: narrowed.kind,
    });
    this.checkRoom(request);
    this.join(this.channelOf(cycleId, view), request, begin());
    // What changed since the reading, while nobody may have listened yet, is told soon and not at the next look.
    this.hear(request.cycleId);
  }

  /** Ends every stream, so that the server need not wait for its readers. */
  onModuleDestroy(): void {
    this.stopped = true;
    for (const undo of this.undo.splice(0)) undo();
    for (const stream of [...this.streams]) stream.end();
    this.feed.close();
  }

  private checkRoom({ identity: { actorId } }: EventsRequest): void {
    if (this.stopped) throw new DomainError('SYSTEM.BUSY');
    const own = [...this.streams].filter(({ request }) => request.identity.actorId === actorId);
    if (this.streams.size >= MOST_STREAMS || own.length >= MOST_OF_ONE) {
      throw new DomainError('SYSTEM.TOO_MANY_WATCHERS');
    }
  }

  private join(channel: BoardChannel, request: EventsRequest, sink: EventSink): void {
    let isOpen = true;
    const leave = () => {
      isOpen = false;
      this.streams.delete(stream);
      stopTelling();
    };
    const stream: Stream = {
      request,
      missed: 0,
      write: (text) => {
        if (isOpen && !sink.write(text)) stream.end();
      },
      end: () => {
        if (isOpen) leave();
        sink.end();
      },
    };
    const stopTelling = channel.join((text) => stream.write(text));
    this.streams.add(stream);
    stream.write('retry: 2000\n\n');
    const greeting = channel.greeting(request.lastEventId);
    if (greeting !== undefined) stream.write(greeting);
    sink.onClose(() => {
      if (isOpen) leave();
    });
  }

  /** The channel of those who see the board so; it listens to its cycle as long as anybody listens to it. */
  private channelOf(cycleId: string, view: BoardView): BoardChannel {
    const known = this.channels.get(view);
    if (known !== undefined) return known;
    const channel = new BoardChannel(view, () => {
      this.channels.delete(view);
      leave();
    });
    this.channels.set(view, channel);
    const leave = this.watchOf(cycleId).join((board) => channel.tell(board));
    return channel;
  }

  private watchOf(cycleId: string): CycleWatch {
    const known = this.watches.get(cycleId);
    if (known !== undefined) return known;
    const made = new CycleWatch(
      () => this.mirrors.of(cycleId).fresh(),
      (error) => this.logger.warn({ cycleId, error: String(error) }, 'events.notRead'),
    );
    this.watches.set(cycleId, made);
    return made;
  }

  /** Listens and looks from the first stream on. */
  private start(): void {
    if (this.undo.length > 0) return;
    const looking = setInterval(() => this.look(), LOOK_MS);
    const beating = setInterval(() => void this.beat(), BEAT_MS);
    this.undo.push(
      this.feed.follow((cycleId) => this.hear(cycleId)),
      () => clearInterval(looking),
      () => clearInterval(beating),
    );
    this.connect();
  }

  private hear(cycleId: string): void {
    const watch = this.watches.get(cycleId);
    if (watch?.isWatched === true) watch.poke();
  }

  private connect(): void {
    this.feed.connect().then(
      () => {
        this.connectionMissed = false;
      },
      (error: unknown) => {
        if (!this.connectionMissed) this.logger.warn({ error: String(error) }, 'events.notListening');
        this.connectionMissed = true;
      },
    );
  }

  private look(): void {
    this.connect();
    for (const cycleId of this.watches.keys()) this.hear(cycleId);
  }

  /** A sign of life to each reader whose account still is what it was; the others are sent away. */
  private async beat(): Promise<void> {
    const digests = new Set([...this.streams].map(({ request }) => request.credential.digest));
    for (const digest of digests) {
      const streams = [...this.streams].filter(({ request }) => request.credential.digest === digest);
      const [first] = streams;
      if (first === undefined) continue;
      for (const stream of await this.stillThere(first.request.credential, streams)) stream.write(': \n\n');
    }
  }
  /** Ends those streams of a credential that are for nobody any more, and answers the others. */
  private async stillThere(credential: Credential, streams: readonly Stream[]): Promise<readonly Stream[]> {
    const isKept = await this.callers.find(credential, false).then(
      // An open screen is no sign that somebody sits before it.
      (now) => (stream: Stream) => {
        stream.missed = 0;
        return JSON.stringify(now) === JSON.stringify(stream.request.identity);
      },
      // While the database is away nothing is read, and so nothing told; but it may be away for the look alone.
      () => (stream: Stream) => {
        stream.missed += 1;
        return stream.missed * BEAT_MS < UNKNOWN_MS;
      },
    );
    const kept = streams.filter(isKept);
    for (const stream of streams) if (!kept.includes(stream)) stream.end();
    return kept;
  }
}
