import type { Worker } from '@temporalio/worker';
import type { Logger } from '#libs/observability';

const BEAT_MS = 1_500;

/** Where the signs of life of one worker process are written. */
export interface SignsOfLife {
  beat(): Promise<void>;
  /** Forgets the process, so that it is not missed for long. */
  leave(): Promise<void>;
}

/** Thrown when Temporal's worker stopped polling and nobody had asked for it: such a worker never polls again. */
export class PollingEndedError extends Error {
  override readonly name = 'PollingEndedError';

  constructor(state: string) {
    super(`the worker stopped polling by itself, state ${state}`);
  }
}

/** Gives signs of life while Temporal's worker polls, and notices when it does not any more. */
export class WorkerBeat {
  private timer: NodeJS.Timeout | undefined;
  private tell: (error: PollingEndedError) => void = () => undefined;
  /**
   * Rejects with PollingEndedError. `worker.run()` cannot be waited for then: after a failed poll it waits for
   * activities that may never end.
   */
  readonly pollingEnded = new Promise<never>((_, reject) => {
    this.tell = reject;
  });

  constructor(
    private readonly worker: Pick<Worker, 'getState'>,
    private readonly signs: SignsOfLife,
    private readonly stop: { readonly isAsked: boolean },
    private readonly logger: Pick<Logger, 'warn'>,
  ) {}

  /** To be called once the worker runs. The first sign is given at once: who looks right after the start sees it. */
  start(): void {
    this.timer = setInterval(() => this.look(), BEAT_MS);
    this.look();
  }

  /** Takes the signs back; a failure to do so changes nothing, since they grow old by themselves. */
  async end(): Promise<void> {
    clearInterval(this.timer);
    await this.signs.leave().catch(() => undefined);
  }

  private look(): void {
    const state = this.worker.getState();
    if (state === 'RUNNING') {
      this.signs.beat().catch((error: unknown) => {
        this.logger.warn({ error: String(error) }, 'worker.beatFailed');
      });
    } else if (!this.stop.isAsked) {
      clearInterval(this.timer);
      this.tell(new PollingEndedError(state));
    }
  }
}
