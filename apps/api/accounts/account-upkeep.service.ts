import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { ForgetSpent } from '#libs/application';
import type { Logger } from '#libs/observability';
import { LOGGER } from '../ports/tokens.js';

const EVERY_MS = 10 * 60_000;

/** Keeps the tables of attempts and of secrets that open once small, whoever guesses how often; one round that fails waits for the next. */
@Injectable()
export class AccountUpkeep implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;
  private underWay: Promise<void> = Promise.resolve();

  constructor(
    private readonly forgetting: ForgetSpent,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.underWay = this.forgetting.execute().catch((error: unknown) => {
        this.logger.warn({ err: error }, 'auth.spentNotForgotten');
      });
    }, EVERY_MS);
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.underWay;
  }
}
