import type { Heads } from '#libs/application';

/** Hears of every change; gets the areas that changed and how all stand now. */
export type HeadsListener = (changed: Heads, heads: Heads) => void;

/**
 * One cycle's audit numbers as its watchers are told them. Pokes that come close together make one reading: the first
 * is read at once, those within `coalesceMs` after it together at the end of that time.
 */
export class CycleWatch {
  private heads: Heads = new Map();
  private readonly listeners = new Set<HeadsListener>();
  private reading: Promise<void> | undefined;
  private again = false;
  private timer: NodeJS.Timeout | undefined;
  private readAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly read: () => Promise<readonly { readonly areaCode: string; readonly seq: number }[]>,
    private readonly failed: (error: unknown) => void,
    private readonly coalesceMs = 200,
  ) {}

  get isWatched(): boolean {
    return this.listeners.size > 0;
  }

  /** How all stand, as of the last reading; whoever joins in the same turn is told every change after it. */
  get present(): Heads {
    return this.heads;
  }

  join(listener: HeadsListener): () => void {
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

  /** Reads and tells the listeners what changed; those who ask meanwhile share the reading. */
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
    const heads = new Map((await this.read()).map(({ areaCode, seq }) => [areaCode, seq]));
    const changed = new Map([...heads].filter(([area, seq]) => this.heads.get(area) !== seq));
    this.heads = heads;
    if (changed.size > 0) for (const tell of [...this.listeners]) tell(changed, heads);
  }
}
