import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { CommandDispatcher } from '#libs/application';
import type { Logger } from '#libs/observability';
import { LOGGER } from '../ports/tokens.js';

const POLL_MS = 1_000;
const MAX_BACK_OFF_MS = 15_000;

/** Polls for what runs have to hear or decide as long as the API runs; backs off while the database is away. */
@Injectable()
export class DispatcherService implements OnApplicationBootstrap, OnApplicationShutdown {
  private stopped = false;
  private timer: NodeJS.Timeout | undefined;
  private failures = 0;

  constructor(
    private readonly dispatcher: CommandDispatcher,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.schedule(POLL_MS);
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await Promise.race([this.dispatcher.drain(), new Promise((resolve) => setTimeout(resolve, 3_000))]);
  }

  private schedule(ms: number): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => void this.round(), ms);
  }

  private async round(): Promise<void> {
    try {
      await this.dispatcher.poll();
      this.failures = 0;
    } catch (error) {
      this.failures += 1;
      if (this.failures === 1) this.logger.warn({ error: String(error) }, 'dispatcher.pollFailed');
    }
    this.schedule(Math.min(POLL_MS * 2 ** Math.min(this.failures, 10), MAX_BACK_OFF_MS));
  }
}
