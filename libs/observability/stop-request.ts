import type { Logger } from 'pino';

/** By these a process manager, the launcher or Ctrl-C asks a process to end. */
export const STOP_SIGNALS = ['SIGTERM', 'SIGINT'] as const;

/**
 * The request to end this process. Once it came, the process has `drainMs` to end in order; after that it is ended
 * with exit code 1, whatever it still waits for.
 */
export class StopRequest {
  private signal: NodeJS.Signals | undefined;
  private tell: (signal: NodeJS.Signals) => void = () => undefined;
  /** Resolves to the signal once the process was asked. */
  readonly heard = new Promise<NodeJS.Signals>((resolve) => {
    this.tell = resolve;
  });

  constructor(
    private readonly drainMs: number,
    private readonly logger?: Pick<Logger, 'error'>,
  ) {
    for (const signal of STOP_SIGNALS) process.on(signal, () => this.hear(signal));
  }

  get isAsked(): boolean {
    return this.signal !== undefined;
  }

  private hear(signal: NodeJS.Signals): void {
    if (this.signal !== undefined) return;
    this.signal = signal;
    const late = setTimeout(() => {
      this.logger?.error({ signal, drainMs: this.drainMs }, 'process.notDrained');
      process.exit(1);
    }, this.drainMs);
    // A process that has nothing left to wait for ends by itself.
    late.unref();
    this.tell(signal);
  }
}
