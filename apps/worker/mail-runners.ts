import type { Logger } from '#libs/observability';
import type { TemporalRuns } from '#libs/temporal';

const KEEP_MS = 60_000;

/** Keeps the two mail runners going: one that somebody ended is begun again within a minute. */
export class MailRunners {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly runs: Pick<TemporalRuns, 'startMailDelivery'>,
    private readonly logger: Pick<Logger, 'warn'>,
  ) {}

  /** @throws the SDK's error where they cannot be begun now */
  async start(): Promise<void> {
    await this.begin();
    this.timer = setInterval(() => {
      this.begin().catch((error: unknown) => {
        this.logger.warn({ error: String(error) }, 'worker.deliveryNotStarted');
      });
    }, KEEP_MS);
  }

  end(): void {
    clearInterval(this.timer);
  }

  private async begin(): Promise<void> {
    await Promise.all([this.runs.startMailDelivery('relay'), this.runs.startMailDelivery('capture')]);
  }
}
