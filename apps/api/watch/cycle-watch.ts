import type { MirroredBoard } from '#libs/application';

/** Hears of every change. */
export type BoardListener = (board: MirroredBoard) => void;

/**
 * One cycle's mirror as its watchers are told of it. Pokes that come close together make one reading: the first is read at
 * once, those within `coalesceMs` after it together at the end of that time.
 */
export class CycleWatch {
  private readonly listeners = new Set<BoardListener>();
  private reading: Promise<void> | undefined;
  private again = false;
  private timer: NodeJS.Timeout | undefined;
  private readAt = Number.NEGATIVE_INFINITY;
  private toldTurn: number | undefined;

  constructor(
    private readonly read: () => Promise<MirroredBoard>,
    private readonly failed: (error: unknown) => void,
    private readonly coalesceMs = 100,
  ) {}

  get isWatched(): boolean {
    return this.listeners.size > 0;
  }

  join(listener: BoardListener): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
      if (!this.isWatched) clearTimeout(this.timer);
    };
  }

  /** Something may have changed. */
  poke(): void {
    if (this.reading !== undefined) {
      this.again = true;
      return;
    }
    clearTimeout(this.timer);
    const wait = Math.max(0, this.readAt + this.coalesceMs - performance.now());
    if (wait === 0) void this.refresh().catch(this.failed);
    else this.timer = setTimeout(() => void this.refresh().catch(this.failed), wait);
  }

  /** Reads and tells the listeners where anything changed; those who ask meanwhile share the reading. */
  refresh(): Promise<void> {
    this.reading ??= this.look().finally(() => {
      this.reading = undefined;
      if (this.again && this.isWatched) this.poke();
      this.again = false;
    });
    return this.reading;
  }

  private async look(): Promise<void> {
    this.readAt = performance.now();
    const board = await this.read();
    if (board.turn === this.toldTurn) return;
    this.toldTurn = board.turn;
    for (const tell of [...this.listeners]) tell(board);
  }
}
