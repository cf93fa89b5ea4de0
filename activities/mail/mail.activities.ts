import { Injectable } from '@nestjs/common';
import { DeliverMail } from '#libs/application';
import type { MailActivities, MailDeliveryInput } from '#libs/contracts';
import { withHeartbeat } from '../with-heartbeat.js';

/** A turn ends by itself now and then, so that its workflow can continue as new and take new code. */
const TURN_MS = 60 * 60_000;

@Injectable()
export class MailActivitiesProvider implements MailActivities {
  constructor(private readonly delivery: DeliverMail) {}

  deliverMail({ relay }: MailDeliveryInput): Promise<{ readonly accepted: number }> {
    return withHeartbeat(async ({ signal, beat }) => {
      const turn = AbortSignal.any([signal, AbortSignal.timeout(TURN_MS)]);
      return {
        accepted: await this.delivery.run(relay, turn, () => {
          beat();
        }),
      };
    });
  }
}
