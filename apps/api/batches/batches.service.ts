import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { BatchDriver } from '#libs/application';
import type { Logger } from '#libs/observability';
import { Polling } from '../edge/polling.js';
import { LOGGER } from '../ports/tokens.js';

/** Polls for batches that have pages left, as long as the API runs: those of a process that died among them. */
@Injectable()
export class BatchesService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly polling: Polling;

  constructor(
    private readonly driver: BatchDriver,
    @Inject(LOGGER) logger: Logger,
  ) {
    this.polling = new Polling(
      () => driver.poll(),
      (error) => {
        logger.warn({ error: String(error) }, 'batches.pollFailed');
      },
    );
  }

  onApplicationBootstrap(): void {
    this.polling.start();
  }

  async onApplicationShutdown(): Promise<void> {
    this.polling.stop();
    await Promise.race([this.driver.drain(), new Promise((resolve) => setTimeout(resolve, 3_000))]);
  }
}
