import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { SweepEvidenceFiles } from '#libs/application';
import type { Logger } from '#libs/observability';
import { LOGGER } from '../ports/tokens.js';

const EVERY_MS = 24 * 60 * 60 * 1000;
/** A sweep of a large folder must not use up the time that the process has to end in. */
const PATIENCE_MS = 3_000;

/** Sweeps the files of evidence when the API starts and once a day; one that fails is tried again the next day. */
@Injectable()
export class FileSweepService implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;
  private underWay: Promise<void> = Promise.resolve();
  private readonly stop = new AbortController();

  constructor(
    private readonly sweeping: SweepEvidenceFiles,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.begin();
    this.timer = setInterval(() => {
      this.begin();
    }, EVERY_MS);
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    this.stop.abort();
    await Promise.race([this.underWay, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS).unref())]);
  }

  private begin(): void {
    this.underWay = this.sweep();
  }

  private async sweep(): Promise<void> {
    try {
      const swept = await this.sweeping.execute(Date.now(), this.stop.signal);
      const files = [...swept.setAside, ...swept.putBack, ...swept.removed].length + swept.unfinished;
      if (files > 0) this.logger.warn({ files, ...swept }, 'evidence.filesSwept');
    } catch (error) {
      this.logger.warn({ error }, 'evidence.sweepFailed');
    }
  }
}
