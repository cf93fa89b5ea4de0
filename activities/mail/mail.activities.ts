import { Injectable } from '@nestjs/common';
import { Context } from '@temporalio/activity';
import { DeliverMail } from '#libs/application';
import type { MailActivities, MailDeliveryInput } from '#libs/contracts';

/** A turn ends by itself now and then, so that its workflow can continue as new and take new code. */
const TURN_MS = 60 * 60_000;
const BEAT_MS = 4_000;

@Injectable()
export class MailActivitiesProvider implements MailActivities {
  constructor(private readonly delivery: DeliverMail) {}

  async deliverMail(input: MailDeliveryInput): Promise<{ readonly accepted: number }> {
    const context = Context.current();
    const signal = AbortSignal.any([context.cancellationSignal, AbortSignal.timeout(TURN_MS)]);
    const beat = setInterval(() => {
      context.heartbeat();
    }, BEAT_MS);
    try {
      const accepted = await this.delivery.run(input.relay, signal, () => {
        context.heartbeat();
      });
      return { accepted };
    } finally {
      clearInterval(beat);
    }
  }
}
