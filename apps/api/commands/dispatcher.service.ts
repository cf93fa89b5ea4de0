import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { CommandDispatcher } from '#libs/application';
import type { Logger } from '#libs/observability';
import { Polling } from '../edge/polling.js';
import { LOGGER } from '../ports/tokens.js';

/** Polls for what runs have to hear or decide as long as the API runs. */
@Injectable()
export class DispatcherService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly polling: Polling;

  constructor(
    private readonly dispatcher: CommandDispatcher,
    @Inject(LOGGER) logger: Logger,
  ) {
    this.polling = new Polling(
      () => dispatcher.poll(),
      (error) => {
        logger.warn({ error: String(error) }, 'dispatcher.pollFailed');
      },
    );
  }

  onApplicationBootstrap(): void {
    this.polling.start();
  }

  async onApplicationShutdown(): Promise<void> {
    this.polling.stop();
    await Promise.race([this.dispatcher.drain(), new Promise((resolve) => setTimeout(resolve, 3_000))]);
  }
}
