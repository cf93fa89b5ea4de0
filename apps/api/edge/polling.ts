const POLL_MS = 1_000;
const MAX_BACK_OFF_MS = 15_000;

/** Does a round of work every second, one after the other; backs off while rounds fail, as with the database away. */
export class Polling {
  private stopped = false;
  private timer: NodeJS.Timeout | undefined;
  private failures = 0;

  /** @param onFailure told of the first of several rounds that failed one after the other */
  constructor(
    private readonly round: () => Promise<void>,
    private readonly onFailure: (error: unknown) => void,
  ) {}

  start(): void {
    this.schedule(POLL_MS);
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private schedule(ms: number): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => void this.next(), ms);
  }

  private async next(): Promise<void> {
    try {
      await this.round();
      this.failures = 0;
    } catch (error) {
      this.failures += 1;
      if (this.failures === 1) this.onFailure(error);
    }
    this.schedule(Math.min(POLL_MS * 2 ** Math.min(this.failures, 10), MAX_BACK_OFF_MS));
  }
}
